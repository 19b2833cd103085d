package game

import "demarche/engine/rule"

// hit is an attack that a role has played, to be noted when its stage closes.
type hit struct {
	attack       int32
	self, target int32
	rung         int32 // at which it was played; -1
}

// struck notes who played an attack and whom it hit. Whoever plays it first is
// its author from then on, of several in one stage the first in canonical order:
// what was found out about it stays true when it is played again.
func (p *Play) struck(s *State) {
	for _, x := range p.hits {
		a := &p.g.Attacks[x.attack]
		if a.Weights == nil && s.V[a.Author] < 0 {
			s.V[a.Author] = float64(x.self)
			p.pose(s, &p.g.Attacks[a.Lead])
		}
		if x.target >= 0 {
			s.V[a.Hit+x.target] = s.V[SlotTurn]
		}
		if a.Height >= 0 {
			s.V[a.Height] = max(s.V[a.Height], float64(x.rung+1))
		}
	}
	p.hits = p.hits[:0]
}

// begun reports whether there is an attack to find something out about: one that
// is a move has to be played first.
func (p *Play) begun(s *State, a *Attack) bool { return a.Action < 0 || p.came(s, a) }

// came reports whether an attack has come or was played.
func (p *Play) came(s *State, a *Attack) bool { return p.times(s, a.Block) > 0 }

// accuse lifts the pairs of the victims of an attack and of whoever is publicly
// accused of it, right or wrong, to the attack's rung. Those whom a move has hit
// so far are its victims, or those its rung names; an attack that has not come yet
// has none.
func (p *Play) accuse(s *State, attack, accused int32, c Cause) {
	a := &p.g.Attacks[attack]
	if !p.came(s, a) {
		return
	}
	if a.Action < 0 {
		for _, victim := range a.On {
			p.raise(s, victim, accused, a.Rung, c)
		}
		return
	}
	rung := a.Rung
	if a.Height >= 0 {
		rung = int32(s.V[a.Height]) - 1
	}
	if with := p.g.Actions[a.Action].Act.named(); len(with) > 0 {
		for _, victim := range with {
			p.raise(s, victim, accused, rung, c)
		}
		return
	}
	for r := range p.g.Roles {
		if s.V[a.Hit+int32(r)] > 0 {
			p.raise(s, int32(r), accused, rung, c)
		}
	}
}

// Knows reports whether the viewer has been told of an attack, and since when
// the last time. Of one that is a move those also know whom it hit, if its
// audience has them, and whoever played it.
func (v View) Knows(attack int32) (turn int32, known bool) {
	a := &v.m.Game.Attacks[attack]
	turn, known = v.since(a.Block, a.To.For(-1, -1))
	if a.Action < 0 || v.role < 0 {
		return turn, known
	}
	if hit := int32(v.s.V[a.Hit+v.role]); a.To.Target && hit > 0 {
		turn, known = max(turn, hit), true
	}
	if last := v.played(a); last > 0 {
		turn, known = max(turn, last), true
	}
	return turn, known
}

// played returns the turn in which the viewer last played an attack that is a
// move; 0 if it never did.
func (v View) played(a *Attack) int32 {
	if a.Action < 0 || v.role < 0 {
		return 0
	}
	n := int32(len(v.m.Game.Roles))
	past := v.m.Game.Plan.Past[v.m.Game.Blocks[a.Block].Past].Role + v.role
	if v.s.V[past] == 0 {
		return 0
	}
	return int32(v.s.V[past+int32(rule.Last-rule.Times)*n])
}

// Did reports whether the viewer did this attack and knows it.
func (v View) Did(attack int32) bool {
	a := &v.m.Game.Attacks[attack]
	return v.role >= 0 && (v.played(a) > 0 || a.AuthorKnows && int32(v.s.V[a.Author]) == v.role)
}
