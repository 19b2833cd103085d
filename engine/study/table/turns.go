package table

import "demarche/engine/game"

// unknown is the suspect that is none of the others.
const unknown = "unknown"

// state makes the rows of a turn that read the state alone.
func (k *Maker) state(s *game.State) {
	k.told = s.Turn()
	if k.want.Has(Turns) {
		k.world(s)
	}
	if k.want.Has(RoleTurns) {
		k.roleTurns(s)
	}
	if k.want.Has(PairTurns) {
		k.pairTurns(s)
	}
	if k.want.Has(Beliefs) {
		k.beliefs(s)
	}
}

// key begins n rows of a table with the run and the turn.
func (k *Maker) key(t ID, turn int32, n int) *Block {
	b := k.blocks[t]
	b.Rows += n
	b.Columns[0].ints(k.run.Number, n)
	b.Columns[1].ints(int64(turn), n)
	return b
}

func (k *Maker) world(s *game.State) {
	b := k.key(Turns, s.Turn(), 1)
	b.Columns[2].truth(s.Ended())
	rest := b.Columns[3:]
	for i, slot := range k.l.worldTracks {
		k.l.number(&rest[i], s, slot)
	}
	rest = rest[len(k.l.worldTracks):]
	for i, slot := range k.l.worldTurns {
		measured(&rest[i], s, slot)
	}
}

func (k *Maker) roleTurns(s *game.State) {
	if len(k.l.roleTracks) == 0 && len(k.l.roleTurns[0]) == 0 {
		return // nothing to tell of a role
	}
	b := k.key(RoleTurns, s.Turn(), len(k.l.roles))
	b.Columns[2].words(k.l.roles)
	rest := b.Columns[3:]
	for i := range k.l.roleTracks {
		for r := range k.l.roleSlots {
			k.l.number(&rest[i], s, k.l.roleSlots[r][i])
		}
	}
	rest = rest[len(k.l.roleTracks):]
	for i := range k.l.roleTurns[0] {
		for r := range k.l.roleTurns {
			measured(&rest[i], s, k.l.roleTurns[r][i])
		}
	}
}

func (k *Maker) pairTurns(s *game.State) {
	if len(k.l.pairs) == 0 {
		return
	}
	b := k.key(PairTurns, s.Turn(), len(k.l.pairs))
	b.Columns[2].words(k.l.pairSelf)
	b.Columns[3].words(k.l.pairOther)
	rest := b.Columns[4:]
	for i := range k.l.pairTracks {
		for p := range k.l.pairs {
			k.l.number(&rest[i], s, k.l.pairs[p].slots[i])
		}
	}
	rest = rest[len(k.l.pairTracks):]
	for i := range k.l.pairs[0].metrics {
		for p := range k.l.pairs {
			measured(&rest[i], s, k.l.pairs[p].metrics[i])
		}
	}
}

// beliefs makes a row for each suspect, and one for somebody unknown: he did it
// if somebody did and no suspect.
func (k *Maker) beliefs(s *game.State) {
	g := k.l.m.Game
	if len(k.l.believer) == 0 {
		return
	}
	b := k.key(Beliefs, s.Turn(), len(k.l.believer))
	b.Columns[2].words(k.l.believer)
	b.Columns[3].words(k.l.about)
	b.Columns[4].words(k.l.suspect)
	belief, his, judged := &b.Columns[5], &b.Columns[6], &b.Columns[7]
	for r := range g.Roles {
		for i := range g.Attacks {
			a := &g.Attacks[i]
			n := len(a.Suspects) + 1
			from := int(a.Belief) + r*n
			belief.Floats = append(belief.Floats, s.V[from:from+n]...)
			author, suspected := int32(s.V[a.Author]), false
			for _, x := range a.Suspects {
				his.Bools = append(his.Bools, x == author)
				suspected = suspected || x == author
			}
			his.Bools = append(his.Bools, !suspected && author >= 0)
			is := k.l.m.Judges(s, int32(i), int32(r))
			for range n {
				judged.Bools = append(judged.Bools, is)
			}
		}
	}
}

// number adds the cell of a slot of a track; null if slot is -1.
func (l *Layout) number(c *Cells, s *game.State, slot int32) {
	if slot < 0 {
		c.none(1)
		return
	}
	x := s.V[slot]
	if c.Kind == Float64 {
		c.float(x)
		return
	}
	words := l.words[l.m.Game.Slots[slot].Track]
	if i := int(x); i >= 0 && i < len(words) {
		c.word(words[i])
		return
	}
	c.none(1)
}

// measured adds the cell of what a metric has gathered: nothing before the first
// turn.
func measured(c *Cells, s *game.State, slot int32) {
	if slot < 0 || s.Turn() == 0 {
		c.none(1)
		return
	}
	c.float(s.V[slot])
}
