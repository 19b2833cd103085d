package game

import "demarche/engine/rule"

// Deadline is something that comes about at a time unless it is stopped before.
type Deadline struct {
	ID    string
	Title Text
	Turn  int32   // at whose Open it passes; Game.Turns + 1 = never
	Hour  float64 // of the story, from the start, at which it is due
	To    Mask    // who sees it run
	Stop  rule.Expr
	Block int32
	State int32 // slot, see KindDeadline
}

// What a deadline's slot holds.
const (
	DeadlineRuns = iota
	DeadlineStopped
	DeadlinePassed
)

// TurnOf returns the turn at whose Open a time from the start of the game ends,
// Turns + 1 if it is too late for any.
func (g *Game) TurnOf(d Delay) int32 { return g.when(1, d) }

// deadline looks whether a deadline is stopped, and if not whether it passes
// now. Once stopped it stays so, even if what stopped it holds no more.
func (p *Play) deadline(s *State, i int32) {
	d := &p.g.Deadlines[i]
	state := &s.V[d.State]
	if *state != DeadlineRuns {
		return
	}
	c := Cause{Kind: CauseDeadline, Index: d.Block, Self: -1, Target: -1}
	p.on(-1, -1)
	if d.Stop.Present() && p.holds(s, d.Stop, c) {
		*state = DeadlineStopped
		p.event(Event{Kind: EventStopped, Block: d.Block, Self: -1, Target: -1, Other: -1, Seen: d.To, Who: d.To})
		return
	}
	if s.Turn() < d.Turn {
		return
	}
	*state = DeadlinePassed
	p.happened(p.g.Blocks[d.Block].Past, -1, -1, false)
	p.run(s, d.Block, c)
	p.tell(EventDeadline, d.Block, c)
	p.closeStage(s)
}

// Countdown is a deadline that runs, as a viewer sees it.
type Countdown struct {
	Deadline int32
	Turns    int32   // until the Open at which it passes; beyond the last turn it never does
	Hours    float64 // of the story, from the beginning of this turn; 0 if it is over
	// Known says that the viewer may be told what stops it: it sees all that the
	// condition reads, or could do it. By are then the seats with a measure that
	// the condition asks for.
	Known bool
	By    Mask
}

// Countdowns lists the deadlines that run and that the viewer sees, in file
// order.
func (v View) Countdowns() []Countdown {
	g := v.m.Game
	var out []Countdown
	for i := range g.Deadlines {
		d := &g.Deadlines[i]
		if v.s.Ended() || !d.To.Has(v.role) || v.s.V[d.State] != DeadlineRuns {
			continue
		}
		now := max(v.Turn(), 1)
		c := Countdown{Deadline: int32(i), Turns: d.Turn - v.Turn(), Hours: max(d.Hour-g.Begins[now-1], 0)}
		c.Known, c.By = v.stops(d)
		out = append(out, c)
	}
	return out
}

// stops reports whether the viewer may be told what stops a deadline, and whose
// measures that asks for. It depends on how the game is made, never on the state.
func (v View) stops(d *Deadline) (known bool, by Mask) {
	known = d.Stop.Present()
	v.m.Game.Code.Reads(d.Stop, func(r rule.Ref, banded bool) {
		slot := v.m.Game.Code.Slot(r, v.registers(-1))
		if slot < 0 {
			return
		}
		grade := v.Grade(slot)
		who := v.m.Game.movers(slot)
		if grade != Exactly && !(banded && grade == Banded) && !who.Has(v.role) {
			known = false
		}
		by |= who
	})
	if !known {
		return false, 0
	}
	return true, by
}

// movers returns the seats with the measure that a fact is about; none if it is
// no such fact.
func (g *Game) movers(slot int32) Mask {
	if k := g.Slots[slot].Kind; k != KindPast && k != KindTurns {
		return 0
	}
	past := g.pastOf(slot).Index
	var out Mask
	for i := range g.Actions {
		if a := &g.Actions[i]; g.Blocks[a.Block].Past == past {
			for r := range g.Roles {
				if g.Roles[r].Seat && a.By.Has(int32(r)) {
					out |= One(int32(r))
				}
			}
		}
	}
	return out
}
