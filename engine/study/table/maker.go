package table

import (
	"fmt"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/source"
)

// Run names a play and says what it was played with.
type Run struct {
	Study       string // id of the study
	Point       int32
	Replication int32
	Number      int64
	Seed        uint64
	Weight      float64  // of a sampled design; 0: it has none
	Factors     []Value  // for the layout's factors
	Players     []string // by role: who plays it; "" = nobody, only its plan
	Record      string   // where the record is kept; "" = nowhere
}

// Turn is one turn played.
type Turn struct {
	Orders       game.Orders  // as they were adjudicated
	Gifts        []game.Gift  // evidence that was shared, in its order
	Notes        []Note       // what is known of moves beside the orders, in the order in which they were made
	Open, Played *game.Ledger // what happened; nil: no rows of moves are made
	After        *game.State
}

// End is how a play went that is over. Status is "ok", "fault", "timeout" or
// "crashed"; "" stands for "ok", or for "fault" if the ledgers held one.
type End struct {
	Status, Fault string
	Play          record.Sum
	State         *game.State
	Late          []Note // moves for turns that the play did not reach
}

// Maker turns one play at a time into rows: Begin, Turn for each turn, End. It
// belongs to one goroutine.
type Maker struct {
	l    *Layout
	to   Sink
	run  Run
	row  []Value
	last int32 // turn
	tally
	digest *record.Digest
}

// tally counts moves, and keeps the first fault.
type tally struct {
	ok, refused, failed, fallback int32
	fault                         string
}

// Maker returns a maker that hands its rows to a sink.
func (l *Layout) Maker(to Sink) *Maker { return &Maker{l: l, to: to, digest: record.NewDigest(l.n)} }

// Begin begins a play; s is the state before the first turn.
func (k *Maker) Begin(run Run, s *game.State) error {
	k.run, k.tally, k.last = run, tally{}, 0
	return k.state(s)
}

// Turn makes the rows of a turn.
func (k *Maker) Turn(t Turn) error {
	k.last = t.After.Turn()
	for _, l := range []*game.Ledger{t.Open, t.Played} {
		if l != nil {
			k.faults(l)
		}
	}
	if err := k.state(t.After); err != nil {
		return err
	}
	if t.Played == nil {
		return nil
	}
	return k.moves(&t)
}

// End ends the play: it makes its own row and those of its roles.
func (k *Maker) End(e End) error {
	if err := k.late(e.Late); err != nil {
		return err
	}
	if e.Status == "" {
		e.Status, e.Fault = "ok", k.fault
		if k.fault != "" {
			e.Status = "fault"
		}
	}
	if err := k.roles(&e); err != nil {
		return err
	}
	return k.play(&e)
}

// faults keeps the first effect that came out as no finite number.
func (k *Maker) faults(l *game.Ledger) {
	for _, f := range l.Faults {
		if !f.Scaled && k.fault == "" {
			k.fault = k.l.say(f)
		}
	}
}

// say tells a fault with its place and what it is about.
func (l *Layout) say(f game.Fault) string {
	g := l.m.Game
	about, at := "", f.At
	track := f.Cause.Kind == game.CauseDrift || f.Cause.Kind == game.CauseRefill
	switch {
	case f.Slot >= 0:
		about = g.Slots[f.Slot].Path
	case f.Cause.Kind != 0 && !track && f.Cause.Index >= 0:
		about = g.Blocks[f.Cause.Index].ID
	}
	if at == (source.Pos{}) && f.Cause.Kind != 0 && !track && f.Cause.Index >= 0 {
		at = g.Blocks[f.Cause.Index].At
	}
	fault := source.Fault{Pos: at, Path: about, Msg: "the result is not a finite number"}
	return fault.Error()
}

// put hands the row over.
func (k *Maker) put(t ID) error {
	if len(k.row) != len(k.l.Tables[t].Columns) {
		return fmt.Errorf("table %s: a row of %d cells for %d columns", k.l.Tables[t].Name, len(k.row), len(k.l.Tables[t].Columns))
	}
	return k.to.Row(t, k.row)
}

// key begins a row with the run.
func (k *Maker) key() { k.row = append(k.row[:0], Whole(k.run.Number)) }

// state makes the rows of a turn that read the state alone.
func (k *Maker) state(s *game.State) error {
	for _, rows := range []func(*game.State) error{k.world, k.roleTurns, k.pairTurns, k.beliefs} {
		if err := rows(s); err != nil {
			return err
		}
	}
	return nil
}

func (k *Maker) world(s *game.State) error {
	k.key()
	k.row = append(k.row, Small(s.Turn()), Truth(s.Ended()))
	for _, slot := range k.l.worldTracks {
		k.row = append(k.row, k.l.number(s, slot))
	}
	for _, slot := range k.l.worldTurns {
		k.row = append(k.row, measured(s, slot))
	}
	return k.put(Turns)
}

func (k *Maker) roleTurns(s *game.State) error {
	if len(k.l.roleTracks) == 0 && len(k.l.roleTurns[0]) == 0 {
		return nil // nothing to tell of a role
	}
	for r := range k.l.m.Game.Roles {
		k.key()
		k.row = append(k.row, Small(s.Turn()), k.l.role(int32(r)))
		for _, slot := range k.l.roleSlots[r] {
			k.row = append(k.row, k.l.number(s, slot))
		}
		for _, slot := range k.l.roleTurns[r] {
			k.row = append(k.row, measured(s, slot))
		}
		if err := k.put(RoleTurns); err != nil {
			return err
		}
	}
	return nil
}

func (k *Maker) pairTurns(s *game.State) error {
	for i := range k.l.pairs {
		p := &k.l.pairs[i]
		k.key()
		k.row = append(k.row, Small(s.Turn()), k.l.role(p.self), k.l.role(p.other))
		for _, slot := range p.slots {
			k.row = append(k.row, k.l.number(s, slot))
		}
		for _, slot := range p.metrics {
			k.row = append(k.row, measured(s, slot))
		}
		if err := k.put(PairTurns); err != nil {
			return err
		}
	}
	return nil
}

// beliefs makes a row for each suspect, and one for somebody unknown: he did it
// if somebody did and no suspect.
func (k *Maker) beliefs(s *game.State) error {
	g := k.l.m.Game
	for r := range g.Roles {
		for i := range g.Attacks {
			a := &g.Attacks[i]
			author, suspected := int32(s.V[a.Author]), false
			for j := 0; j <= len(a.Suspects); j++ {
				suspect, his := Word("unknown"), !suspected && author >= 0
				if j < len(a.Suspects) {
					suspect, his = k.l.role(a.Suspects[j]), a.Suspects[j] == author
					suspected = suspected || his
				}
				k.key()
				k.row = append(k.row, Small(s.Turn()), k.l.role(int32(r)), Word(a.ID), suspect,
					Float(s.V[a.Belief+int32(r*(len(a.Suspects)+1)+j)]), Truth(his))
				if err := k.put(Beliefs); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// roles makes the rows of the roles of a play.
func (k *Maker) roles(e *End) error {
	for r := range k.l.m.Game.Roles {
		k.key()
		k.row = append(k.row, k.l.role(int32(r)), Word(k.player(r)))
		for _, slot := range k.l.roleEnds[r] {
			k.row = append(k.row, k.l.ended(e, slot))
		}
		if err := k.put(RoleRuns); err != nil {
			return err
		}
	}
	return nil
}

// play makes the row of a play.
func (k *Maker) play(e *End) error {
	g := k.l.m.Game
	weight := Value{}
	if k.run.Weight != 0 {
		weight = Float(k.run.Weight)
	}
	k.row = append(k.row[:0], Word(k.run.Study), Small(k.run.Point), Small(k.run.Replication), Whole(k.run.Number),
		Whole(int64(k.run.Seed)), Word(e.Play.String()), weight)
	k.row = append(k.row, k.run.Factors...)
	for i := range g.Params {
		k.row = append(k.row, param(&g.Params[i], e.State))
	}
	for r := range g.Roles {
		k.row = append(k.row, Word(k.player(r)))
	}
	for _, slot := range k.l.worldEnds {
		k.row = append(k.row, k.l.ended(e, slot))
	}
	ending, reached := Value{}, false
	if i := e.State.Ending(g); i >= 0 {
		ending, reached = Word(g.Endings[i].ID), !g.Endings[i].Last
	}
	k.row = append(k.row, ending, Truth(reached), Truth(!reached), Small(k.last), Word(e.Status), Some(e.Fault),
		Small(k.ok), Small(k.refused), Small(k.failed), Small(k.fallback),
		Word(k.digest.Sum(e.State).String()), Some(k.run.Record))
	return k.put(Runs)
}

// player says who plays a role; "plan" if nobody sits there.
func (k *Maker) player(role int) string {
	if role < len(k.run.Players) && k.run.Players[role] != "" {
		return k.run.Players[role]
	}
	return "plan"
}

// role is the cell of a role's id.
func (l *Layout) role(i int32) Value { return Word(l.m.Game.Roles[i].ID) }

// number is the cell of a slot of a track; null if slot is -1.
func (l *Layout) number(s *game.State, slot int32) Value {
	if slot < 0 {
		return Value{}
	}
	x := s.V[slot]
	words := l.m.Game.Tracks[l.m.Game.Slots[slot].Track].Words
	if words == nil {
		return Float(x)
	}
	if i := int(x); i >= 0 && i < len(words) {
		return Word(words[i])
	}
	return Value{}
}

// measured is the cell of what a metric has gathered: nothing before the first
// turn.
func measured(s *game.State, slot int32) Value {
	if slot < 0 || s.Turn() == 0 {
		return Value{}
	}
	return Float(s.V[slot])
}

// ended is the cell of a metric at the end of a play; null if it failed.
func (l *Layout) ended(e *End, slot int32) Value {
	if e.Status != "ok" {
		return Value{}
	}
	return measured(e.State, slot)
}

func param(p *game.Param, s *game.State) Value {
	x := s.V[p.Slot]
	if p.Words == nil {
		return Float(x)
	}
	return Word(p.Words[min(max(int(x), 0), len(p.Words)-1)])
}
