package game

import (
	"slices"

	"demarche/engine/rule"
)

// Chapter is one resolved turn, as a record or a session holds it.
type Chapter struct {
	Turn         int32
	Orders       Orders
	Open, Played *Ledger
	After        *State
}

// Debrief is what a room looks at when it is over: the whole truth, turn by turn.
type Debrief struct {
	Course    []int32 // highest rung at the close of each turn
	High      []int32 // highest rung in each turn, which may have come down before its close
	Decisions []Decision
	Beliefs   []BeliefCourse // one for each attack or campaign that happened
	Answers   []AnswerCourse // one for each question
}

// Decision is one move and what came of it.
type Decision struct {
	Turn    int32
	Move    Move
	Signers Mask
	Went    EventKind // EventMove, EventFailed or EventUnsigned
	Outcome int32     // block; -1 = it has none
	Ladder  []Lift    // pairs that it lifted
	Moved   []Moved   // numbers that it moved, at once first, then by what it put off or fired
}

// Lift is a pair that an act put higher on the ladder.
type Lift struct{ A, B, From, To int32 }

// Moved is what one move did to one number. By is what its additions make
// together; it is 0, and Set is true, if it scaled or set the number.
type Moved struct {
	Slot          int32
	Before, After float64 // over its stage, other causes included
	By            float64
	Set           bool
}

// BeliefCourse tells how far each role held the true author for it.
type BeliefCourse struct {
	Attack, Author int32
	Points         []BeliefPoint
}

// AnswerCourse tells how far each role believed the true answer to a question.
type AnswerCourse struct {
	Question, True int32 // True: index of the answer
	Points         []BeliefPoint
}

// BeliefPoint is a role's belief, in per cent, at the close of a turn.
type BeliefPoint struct {
	Turn, Role int32
	Percent    float64
}

// Debrief reads what a room looks at off the turns of a play. Beliefs are those
// of seats, from the turn on in which the attack happened; an author who knows
// that it was him has none.
func (m *Machine) Debrief(chapters []Chapter) Debrief {
	var d Debrief
	for i := range chapters {
		c := &chapters[i]
		d.Course = append(d.Course, int32(c.After.V[SlotMaxRung]))
		d.High = append(d.High, m.highest(c))
		o := Orders{Moves: append([]Move(nil), c.Orders.Moves...)}
		m.Game.Sort(&o)
		for _, move := range o.Moves {
			d.Decisions = append(d.Decisions, m.decision(chapters, i, move))
		}
	}
	for i := range m.Game.Attacks {
		if b := m.beliefs(chapters, int32(i)); int(m.Game.Attacks[i].Lead) == i && b.Points != nil {
			d.Beliefs = append(d.Beliefs, b)
		}
	}
	for i := range m.Game.Questions {
		if len(chapters) > 0 {
			d.Answers = append(d.Answers, m.answers(chapters, int32(i)))
		}
	}
	return d
}

// highest is the highest rung of a turn: at its close, or where some pair had gone up
// before it came down again.
func (m *Machine) highest(c *Chapter) int32 {
	top := int32(c.After.V[SlotMaxRung])
	for _, l := range [...]*Ledger{c.Open, c.Played} {
		for _, x := range l.Changes {
			if s := &m.Game.Slots[x.Slot]; s.Kind == KindTrack && s.Track == m.Game.Ladder.Track && x.After > x.Before {
				top = max(top, int32(x.After))
			}
		}
	}
	return top
}

// decision tells what came of the move of chapter i: at once, and later by what
// it had put off and by the injects that it fired.
func (m *Machine) decision(chapters []Chapter, i int, move Move) Decision {
	d := Decision{Turn: chapters[i].Turn, Move: move, Went: EventFailed, Outcome: -1}
	a := &m.Game.Actions[move.Action]
	fired := m.events(&d, a, chapters[i].Played)
	for _, x := range chapters[i].Played.Changes {
		m.effect(&d, a, x, nil)
	}
	for j := i + 1; j < len(chapters); j++ {
		later := &chapters[j]
		next := m.events(&d, a, later.Open)
		for _, x := range later.Open.Changes {
			m.effect(&d, a, x, fired)
		}
		fired = next
		if slices.ContainsFunc(later.Orders.Moves, func(x Move) bool { return x.Key() == move.Key() }) {
			break // what comes from here on may be that move's
		}
	}
	return d
}

// events reads off a ledger how the decision went, and returns the blocks of the
// injects that it fired.
func (m *Machine) events(d *Decision, a *Action, l *Ledger) (fired []int32) {
	for _, e := range l.Events {
		if !m.Follows(e, d.Move) {
			continue
		}
		switch e.Kind {
		case EventMove, EventFailed, EventUnsigned:
			d.Went, d.Signers = e.Kind, e.Signers
		case EventAttack:
			d.Went, d.Signers = EventMove, e.Signers
		case EventOutcome:
			d.Outcome = e.Block
		}
		if b := &m.Game.Blocks[e.Block]; e.Kind == EventDue || b.After.None() && e.Kind != EventFailed && e.Kind != EventUnsigned {
			for _, inject := range b.Fires {
				fired = append(fired, m.Game.Injects[inject].Block)
			}
		}
	}
	return fired
}

// Follows reports whether an event is that a move took place or did not, or one
// of its outcomes or alsos.
func (m *Machine) Follows(e Event, move Move) bool {
	a := &m.Game.Actions[move.Action]
	return e.Block >= 0 && m.Game.ActionOf(e.Block) == a && e.Self == move.Self && e.Target == move.Target &&
		e.Choice == move.choice(a) && e.Amount == move.Amount && (!a.Publish || e.Other == move.Choice)
}

// choice is the move's choice as events tell it: that of "publish" is their
// evidence.
func (m Move) choice(a *Action) int32 {
	if a.Publish {
		return 0
	}
	return m.Choice
}

// effect adds what the decision did to one number in one stage. Costs are known
// beforehand and beliefs have a place of their own. fired are the injects that
// the decision brought about.
func (m *Machine) effect(d *Decision, a *Action, c Change, fired []int32) {
	moved := Moved{Slot: c.Slot, Before: c.Before, After: c.After}
	found := false
	for _, p := range c.Parts {
		if p.Cause.Kind == CauseInject && slices.Contains(fired, p.Cause.Index) {
			found = true
			moved.take(p)
			continue
		}
		if p.Lost || p.Cause.Self != d.Move.Self || p.Cause.Target != d.Move.Target || p.Cause.Choice != d.Move.choice(a) ||
			p.Cause.Index < 0 || m.Game.behind(&p.Cause) != a {
			continue
		}
		switch p.Cause.Kind {
		case CauseAct:
			s := &m.Game.Slots[c.Slot]
			d.Ladder = append(d.Ladder, Lift{s.Role, s.Other, int32(c.Before), int32(c.After)})
		case CauseMove, CauseOutcome, CauseAlso:
			found = true
			moved.take(p)
		}
	}
	if s := &m.Game.Slots[c.Slot]; found && s.Track >= 0 && s.Track == m.Game.Ladder.Track {
		if c.After > c.Before {
			d.Ladder = append(d.Ladder, Lift{s.Role, s.Other, int32(c.Before), int32(c.After)})
		}
		return
	}
	if found && m.shown(c.Slot) {
		if moved.Set {
			moved.By = 0
		}
		d.Moved = append(d.Moved, moved)
	}
}

// take adds one contribution.
func (x *Moved) take(p Part) {
	switch p.Op {
	case rule.AddTo:
		x.By += p.By
	case rule.TakeFrom:
		x.By -= p.By
	default:
		x.Set = true
	}
}

// beliefs follows the belief in the true author of an attack.
func (m *Machine) beliefs(chapters []Chapter, attack int32) BeliefCourse {
	a := &m.Game.Attacks[attack]
	b := BeliefCourse{Attack: attack, Author: -1}
	for _, c := range chapters {
		if !m.begun(c.After, attack) {
			continue
		}
		b.Author = int32(c.After.V[a.Author])
		for r := range m.Game.Roles {
			role := int32(r)
			if !m.Game.Roles[r].Seat || role == b.Author {
				continue
			}
			x, suspected := a.belief(c.After, role, b.Author)
			if suspected {
				b.Points = append(b.Points, BeliefPoint{c.Turn, role, x})
			}
		}
	}
	return b
}

// answers follows the belief in the true answer to a question, over the turns at
// whose close a seat is asked it.
func (m *Machine) answers(chapters []Chapter, question int32) AnswerCourse {
	q := &m.Game.Questions[question]
	a := AnswerCourse{Question: question, True: int32(chapters[0].After.V[q.Truth])}
	for _, c := range chapters {
		for r := range m.Game.Roles {
			v := m.View(c.After, int32(r))
			if m.Game.Roles[r].Seat && v.Asked(question) {
				a.Points = append(a.Points, BeliefPoint{c.Turn, int32(r), v.Answer(question, int(a.True))})
			}
		}
	}
	return a
}

// begun reports whether an attack, or another of its campaign, has happened.
func (m *Machine) begun(s *State, lead int32) bool {
	for i := range m.Game.Attacks {
		a := &m.Game.Attacks[i]
		if a.Lead == lead && s.V[m.Game.Plan.Past[m.Game.Blocks[a.Block].Past].World] > 0 {
			return true
		}
	}
	return false
}

// belief returns a role's belief in one author; ok is false if he is not among
// the suspects.
func (a *Attack) belief(s *State, role, author int32) (x float64, ok bool) {
	for j, suspect := range a.Suspects {
		if suspect == author {
			return s.V[a.Belief+role*int32(len(a.Suspects)+1)+int32(j)], true
		}
	}
	return 0, false
}
