package prose

import (
	"strings"

	"demarche/engine/game"
)

// draw writes the odds of a draw and what was drawn: "60%: works; 40%: fails → fails";
// of a random number that has no odds the number alone.
func (s *script) draw(d game.Draw) string {
	if d.Purpose == "draw" && len(d.Odds) == 0 {
		return s.v.Number(d.Other, d.Value)
	}
	var odds []string
	total := 0.0
	for i, p := range d.Odds {
		if p > 0 {
			odds = append(odds, s.v.c.say("draw.option", "p", s.v.c.percent(p), "what", s.v.option(d, i)))
		}
		total += p
	}
	if rest := 1 - total; rest > 1e-9 {
		odds = append(odds, s.v.c.say("draw.option", "p", s.v.c.percent(rest), "what", s.v.option(d, len(d.Odds))))
	}
	line := s.v.c.say("draw.odds", "odds", strings.Join(odds, s.v.c.say("list.mark")), "pick", s.v.option(d, int(d.Pick)))
	if d.Forced {
		return s.v.c.say("draw.forced", "draw", line)
	}
	return line
}

// option names one way a draw may go.
func (v *Voice) option(d game.Draw, i int) string {
	c := v.c
	rest := i >= len(d.Odds)
	if q := v.drawnOf(d); q >= 0 && i < len(v.g.Questions[q].Words) {
		return v.quote(v.Answer(q, i))
	}
	switch d.Purpose {
	case "outcome":
		if a := v.g.Blocks[d.Cause.Index].Owner; !rest && i < len(v.g.Actions[a].Outcomes) {
			return v.Outcome(a, i)
		}
		return c.say("draw.nothing")
	case "author":
		if a := &v.g.Attacks[v.g.Blocks[d.Cause.Index].Owner]; !rest && i < len(a.Authors) {
			return v.name(a.Authors[i])
		}
		return c.say("draw.nothing")
	case "draw":
		x := float64(i)
		if rest || len(d.Odds) == 1 {
			x = float64(1 - i) // the first of the odds of a chance is that it comes
		}
		return v.Number(d.Other, x)
	case "mask":
		if a := &v.g.Attacks[v.g.AttackOf(d.Cause.Index)]; !rest && i < len(a.Guises(d.Cause.Self)) {
			return v.c.say("draw.posing", "who", v.name(a.Guises(d.Cause.Self)[i]))
		}
		return v.c.say("draw.unmasked")
	case "evidence":
		if rest {
			return c.say("draw.notfound")
		}
		return c.say("draw.found")
	}
	if rest {
		return c.say("draw.no")
	}
	return c.say("draw.yes")
}

// drawnOf returns the question whose truth a draw is of, -1 if it is none.
func (v *Voice) drawnOf(d game.Draw) int32 {
	id, ok := strings.CutPrefix(d.Purpose, game.TruthOf)
	if !ok {
		return -1
	}
	return index(v.g.Questions, id, func(q *game.Question) string { return q.ID })
}

// otherDraws writes the draws that no move told.
func (s *script) otherDraws(draws []game.Draw, told []bool) []string {
	var out []string
	for i, d := range draws {
		if told[i] {
			continue
		}
		what := s.v.Cause(d.Cause, false)
		switch {
		case d.Purpose == "author":
			what = s.v.c.say("draw.author", "x", s.v.block(d.Cause.Index))
		case d.Purpose == "mask":
			what = s.v.c.say("draw.mask", "x", s.v.block(d.Cause.Index), "who", s.v.name(d.Cause.Self))
		case d.Purpose == "evidence":
			what = s.v.c.say("cause.belief")
		case d.Purpose == "draw":
			what = s.v.Slot(d.Other)
		case s.v.drawnOf(d) >= 0:
			what = s.v.c.say("draw.truth", "x", s.v.quote(s.v.Question(s.v.drawnOf(d))))
		case d.Cause.Index < 0:
			what = s.v.c.say("slot.ended")
		}
		out = append(out, bullet(s.v.c.say("draw.line", "x", what, "draw", s.draw(d))))
	}
	return out
}

// search writes the odds with which evidence turned up, under the event.
func (s *script) search(e game.Event, draws []game.Draw, told []bool) []string {
	for i, d := range draws {
		if !told[i] && d.Purpose == "evidence" && d.Other == e.Other {
			told[i] = true
			return []string{more(s.draw(d))}
		}
	}
	return nil
}

// outcome writes the odds of a move and what came of it, under the move.
func (s *script) outcome(e game.Event, seen game.SeenEvent, draws []game.Draw, told []bool) []string {
	owner := s.v.g.Blocks[e.Block].Owner
	var out []string
	for i, d := range draws {
		if told[i] || d.Purpose != "outcome" || d.Cause.Index != s.v.g.Actions[owner].Block || d.Cause.Self != e.Self || d.Cause.Target != e.Target {
			continue
		}
		told[i] = true
		out = append(out, more(s.draw(d)))
		break
	}
	if s.v.Text(s.v.g.Blocks[e.Block].Text) != "" {
		out = append(out, more(s.v.Event(seen)))
	}
	return out
}
