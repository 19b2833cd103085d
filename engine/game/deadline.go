package game

import "demarche/engine/rule"

// Deadline is something that comes about at a time unless it is stopped before.
// It runs from the start, or from the first turn in which something holds.
type Deadline struct {
	ID    string
	Title Text
	When  rule.Expr // holds once it begins to run; absent = from the start
	Due   Delay     // from the Open of the turn in which it begins
	To    Mask      // who sees it run
	Stop  rule.Expr
	Block int32
	State int32 // slot, see KindDeadline
	Began int32 // slot, see KindBegan; -1 = it runs from the start
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

// Passes returns the turn at whose Open a deadline passes unless it is stopped,
// Turns + 1 if that is too late for any; 0 if it has not begun to run.
func (g *Game) Passes(s *State, deadline int32) int32 {
	d := &g.Deadlines[deadline]
	from := d.began(s)
	if from == 0 {
		return 0
	}
	return g.when(from, d.Due)
}

// began is the turn from whose Open a deadline runs, 0 if it does not yet.
func (d *Deadline) began(s *State) int32 {
	if d.Began < 0 {
		return 1
	}
	return int32(s.V[d.Began])
}

// begins looks, when everything else has arrived, whether a deadline begins to
// run. It does not while what stops it holds: nobody need fear it then.
func (p *Play) begins(s *State, i int32) {
	d := &p.g.Deadlines[i]
	if s.V[d.Began] != 0 {
		return
	}
	c := Cause{Kind: CauseDeadline, Index: d.Block, Self: -1, Target: -1}
	p.on(-1, -1)
	if !p.holds(s, d.When, c) || d.Stop.Present() && p.holds(s, d.Stop, c) {
		return
	}
	s.V[d.Began] = float64(s.Turn())
	p.event(Event{Kind: EventBegan, Block: d.Block, Self: -1, Target: -1, Other: -1, Seen: d.To, Who: d.To})
}

// deadline looks whether a deadline is stopped, and if not whether it passes
// now. Once stopped it stays so, even if what stopped it holds no more.
func (p *Play) deadline(s *State, i int32) {
	d := &p.g.Deadlines[i]
	state, from := &s.V[d.State], d.began(s)
	if *state != DeadlineRuns || from == 0 {
		return
	}
	c := Cause{Kind: CauseDeadline, Index: d.Block, Self: -1, Target: -1}
	p.on(-1, -1)
	if d.Stop.Present() && p.holds(s, d.Stop, c) {
		*state = DeadlineStopped
		p.event(Event{Kind: EventStopped, Block: d.Block, Self: -1, Target: -1, Other: -1, Seen: d.To, Who: d.To})
		return
	}
	if s.Turn() < p.g.when(from, d.Due) {
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
		if v.s.Ended() || !d.To.Has(v.role) || v.s.V[d.State] != DeadlineRuns || d.began(v.s) == 0 {
			continue
		}
		c := Countdown{Deadline: int32(i), Turns: g.Passes(v.s, int32(i)) - v.Turn(), Hours: g.left(v.s, d)}
		c.Known, c.By = v.stops(d)
		out = append(out, c)
	}
	return out
}

// left returns the hours of the story from the beginning of this turn until a
// deadline is due, 0 if that is over. One of more turns than there are is due at
// the end.
func (g *Game) left(s *State, d *Deadline) float64 {
	from, now := d.began(s), max(s.Turn(), 1)
	due := g.Begins[from-1] + d.Due.Hours
	if d.Due.Hours == 0 {
		due = g.Begins[min(from-1+d.Due.Turns, g.Turns)]
	}
	return max(due-g.Begins[now-1], 0)
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
