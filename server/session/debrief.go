package session

import (
	"math"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/wire"
)

// showDebrief sends everybody the whole story, once it is over.
func (s *Session) showDebrief() {
	if s.phase != ended {
		return
	}
	built := map[string][]byte{}
	for _, c := range s.conns {
		if c.told && !c.fresh {
			continue
		}
		if built[c.lang] == nil {
			built[c.lang] = encode(s.debriefIn(c.lang))
		}
		c.told = true
		c.out.push(built[c.lang])
	}
}

// debriefIn builds the debrief in one language.
func (s *Session) debriefIn(lang string) wire.Debrief {
	v := prose.For(s.game, lang)
	d := s.machine.Debrief(s.history)
	w := wire.Debrief{
		Head: head(wire.TypeDebrief, ""), Headline: v.Headline(d), Ending: s.endingIn(v),
		Course: []wire.CoursePoint{}, Decisions: []wire.Decision{}, Objectives: []wire.Learned{},
		Goals: []wire.DebriefGoal{}, Beliefs: []wire.DebriefBelief{},
	}
	for i, top := range d.Course {
		w.Course = append(w.Course, wire.CoursePoint{Turn: i + 1, Top: int(top), High: int(d.High[i])})
	}
	for _, x := range d.Decisions {
		w.Decisions = append(w.Decisions, s.decisionIn(v, x))
	}
	for _, l := range s.machine.Objectives(&s.state) {
		w.Objectives = append(w.Objectives, wire.Learned{Text: v.Text(s.game.Objectives[l.Objective].Text), State: howItWent(l)})
	}
	for _, x := range s.machine.Scores(&s.state) {
		g := &s.game.Goals[x.Goal]
		one := wire.DebriefGoal{Text: v.Text(g.Text), Score: rounded(x.Value), Secret: g.Secret}
		if g.Role >= 0 {
			one.Role = v.Short(g.Role)
		}
		w.Goals = append(w.Goals, one)
	}
	for _, b := range d.Beliefs {
		w.Beliefs = append(w.Beliefs, beliefIn(v, b))
	}
	for _, a := range d.Answers {
		w.Questions = append(w.Questions, wire.DebriefAnswer{Answered: s.trueOf(v, a.Question), Turns: pointsIn(v, a.Points)})
	}
	w.Deadlines, w.Agreements = s.promises(v)
	w.Proposals, w.Evidence, w.Numbers, w.Ladder = s.proposed(v), s.known(v), s.went(v), s.ladderIn(v)
	return w
}

func howItWent(l game.Learned) string {
	switch {
	case l.Tested && l.Met:
		return "met"
	case l.Tested:
		return "missed"
	}
	return "untested"
}

// endingIn tells how it ended: by an ending, by time, or because the facilitator
// ended it.
func (s *Session) endingIn(v *prose.Voice) wire.DebriefEnding {
	if !s.state.Ended() {
		return wire.DebriefEnding{Title: v.Notice("ended")}
	}
	if i := s.state.Ending(s.game); i >= 0 {
		return wire.DebriefEnding{Title: v.Ending(i), Text: v.Text(s.game.Endings[i].Text)}
	}
	return wire.DebriefEnding{Title: v.Event(game.SeenEvent{Kind: game.EventEnding, Block: -1, Self: -1, Target: -1, Other: -1})}
}

func (s *Session) decisionIn(v *prose.Voice, x game.Decision) wire.Decision {
	out := wire.Decision{
		Turn: int(x.Turn), Role: v.Short(x.Move.Self), Title: v.Action(x.Move.Action),
		Ladder: []wire.LadderStep{}, Moved: []wire.Moved{},
	}
	if detail := s.detail(v, x.Move); detail != "" {
		out.Title += " · " + detail
	}
	if x.Move.Target >= 0 {
		out.Target = v.Short(x.Move.Target)
	}
	a := &s.game.Actions[x.Move.Action]
	out.Group, out.Status, out.Basis = wire.Group(a), a.Status, v.Text(a.Basis)
	if a.Words.On {
		out.Words = s.wrote(x.Turn, x.Move)
	}
	switch {
	case x.Went != game.EventMove:
		out.Outcome = v.Event(game.SeenEvent{Kind: x.Went, Block: a.Block, Self: x.Move.Self, Target: x.Move.Target, Other: -1})
	case x.Outcome >= 0:
		for j := range a.Outcomes {
			if a.Outcomes[j].Block == x.Outcome {
				out.Outcome = v.Outcome(x.Move.Action, j)
			}
		}
	}
	for _, l := range x.Ladder {
		out.Ladder = append(out.Ladder, wire.LadderStep{A: v.Short(l.A), B: v.Short(l.B), From: int(l.From), To: int(l.To)})
	}
	for _, m := range x.Moved {
		out.Moved = append(out.Moved, wire.Moved{Title: v.Slot(m.Slot), From: rounded(m.Before), To: rounded(m.After), By: rounded(m.By)})
	}
	return out
}

func beliefIn(v *prose.Voice, b game.BeliefCourse) wire.DebriefBelief {
	out := wire.DebriefBelief{Attack: v.Attack(b.Attack), Turns: pointsIn(v, b.Points)}
	if b.Author >= 0 {
		out.Author = v.Short(b.Author)
	}
	return out
}

func pointsIn(v *prose.Voice, points []game.BeliefPoint) []wire.BeliefAt {
	out := []wire.BeliefAt{}
	for _, p := range points {
		out = append(out, wire.BeliefAt{Turn: int(p.Turn), Role: v.Short(p.Role), Percent: int(math.Round(p.Percent))})
	}
	return out
}

// rounded keeps six decimals: what lies behind them is the noise of binary
// fractions.
func rounded(x float64) float64 { return math.Round(float64(x*1e6)) / 1e6 }
