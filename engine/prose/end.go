package prose

import (
	"bufio"
	"io"
	"math"

	"demarche/engine/game"
)

// WriteEnd writes how a play ended, for a facilitator: the ending, who did what
// in truth and how well seats judged it, the true answers to questions, goals with their scores, learning
// objectives, the highest rung. An error is that of w.
func WriteEnd(w io.Writer, v *Voice, m *game.Machine, state *game.State) error {
	s := script{Writer: bufio.NewWriter(w), v: v, t: Turn{M: m, State: state, Viewer: All}}
	g, c := v.g, v.c
	s.heading(c.say("end.heading"), '=')
	s.line(c.count("end.after", state.V[game.SlotTurn]))
	ending := state.Ending(g)
	s.line(v.Event(game.SeenEvent{Kind: game.EventEnding, Block: -1, Self: -1, Target: -1, Other: ending}))
	if ending >= 0 {
		if text := v.Text(g.Endings[ending].Text); text != "" {
			s.line(text)
		}
	}
	s.section("end.goals", s.goals())
	s.section("end.objectives", s.objectives())
	s.section("end.authors", s.authors())
	s.section("end.calibration", s.calibration())
	s.section("end.questions", s.truths())
	s.section("end.pending", s.pending())
	if g.Ladder.Track >= 0 {
		s.line("")
		s.line(c.say("end.peak", "rung", v.rung(state.V[game.SlotPeakRung])))
	}
	return s.Flush()
}

// pending lists what the end of the game left under way: what moves and arrivals had
// put off. What was to be told and what was ordered for an event are not among it.
func (s *script) pending() []string {
	var out []string
	for _, d := range s.t.State.Due {
		if d.Fired || d.Standing {
			continue
		}
		text := s.v.Event(game.SeenEvent{
			Kind: game.EventDue, Block: d.Block, Self: d.Self, Target: d.Target, Other: -1, Choice: d.Choice, Amount: d.Amount, Signers: d.Signers,
		})
		if d.Turn > s.v.g.Turns {
			out = append(out, bullet(s.v.c.say("end.toolate", "text", text)))
		} else {
			out = append(out, bullet(s.v.c.say("end.later", "n", s.v.c.number(float64(d.Turn)), "text", text)))
		}
	}
	return out
}

func (s *script) goals() []string {
	var out []string
	for _, x := range s.t.M.Scores(s.t.State) {
		goal := &s.v.g.Goals[x.Goal]
		who := s.v.c.say("end.shared")
		if goal.Role >= 0 {
			who = s.v.name(goal.Role)
		}
		out = append(out, bullet(s.v.c.say("end.goal", "who", who, "text", s.v.titled(goal.Text, goal.ID), "score", s.v.c.number(x.Value))))
	}
	return out
}

func (s *script) objectives() []string {
	var out []string
	for _, x := range s.t.M.Objectives(s.t.State) {
		key := "end.untested"
		switch {
		case x.Tested && x.Met:
			key = "end.met"
		case x.Tested:
			key = "end.missed"
		}
		o := &s.v.g.Objectives[x.Objective]
		out = append(out, bullet(s.v.c.say("end.objective", "text", s.v.titled(o.Text, o.ID), "state", s.v.c.say(key))))
	}
	return out
}

func (s *script) authors() []string {
	var out []string
	for i := range s.v.g.Attacks {
		if who := s.v.Culprit(s.t.State, int32(i)); who != "" {
			out = append(out, bullet(s.v.c.say("end.author", "attack", s.v.quote(s.v.Attack(int32(i))), "who", who)))
		}
	}
	return out
}

// calibration says how well each seat judged each attack.
func (s *script) calibration() []string {
	var out []string
	for _, x := range s.t.M.Calibration(s.t.State, nil) {
		key := "end.judged"
		if x.Misattributed {
			key = "end.misjudged"
		}
		out = append(out, bullet(s.v.c.say(key, "who", s.v.name(x.Role), "attack", s.v.quote(s.v.Attack(x.Attack)), "score", s.v.c.number(math.Round(1000*x.Brier)/1000))))
	}
	return out
}

func (s *script) truths() []string {
	var out []string
	for i := range s.v.g.Questions {
		out = append(out, bullet(s.v.c.say("end.question", "question", s.v.quote(s.v.Question(int32(i))), "answer", s.v.Truth(s.t.State, int32(i)))))
	}
	return out
}

// Truth returns the true answer to a question. It is for facilitators and for
// the end.
func (v *Voice) Truth(state *game.State, question int32) string {
	return v.Answer(question, int(state.V[v.g.Questions[question].Truth]))
}

// Culprit names who did an attack in truth, and as whom he posed; "" if nobody
// has done it. It is for facilitators and for the end.
func (v *Voice) Culprit(state *game.State, attack int32) string {
	a := &v.g.Attacks[attack]
	author, posed := int32(state.V[a.Author]), int32(state.V[a.Posed])
	switch {
	case author < 0:
		return ""
	case posed >= 0 && posed != author:
		return v.c.say("author.posing", "who", v.name(author), "as", v.name(posed))
	}
	return v.name(author)
}
