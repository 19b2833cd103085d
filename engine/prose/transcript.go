package prose

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"demarche/engine/game"
)

// All is the viewer who sees everything: a facilitator.
const All int32 = -2

// Turn is what a transcript tells. Open and Played are the ledgers of the
// opening and of the adjudication; either may be nil. State is the state after
// the last of them; a facilitator needs it.
type Turn struct {
	M            *game.Machine
	Turn         int32
	Open, Played *game.Ledger
	Orders       game.Orders // for a facilitator: who chose nothing
	State        *game.State
	Viewer       int32 // a role, -1 the public, All a facilitator
}

// Write writes the transcript of one turn: what arrived, who did what with
// which odds, what changed and why, the ladder, the assessments. With a viewer
// it holds what that viewer may know and nothing else: no draws but their
// outcomes, own assessments only, as words of the yardstick. An error is that
// of w.
func Write(w io.Writer, v *Voice, t Turn) error {
	s := script{Writer: bufio.NewWriter(w), v: v, t: t}
	s.heading(v.heading(t.Turn), '=')
	if t.Viewer == All {
		s.everything()
	} else {
		s.witnessed()
	}
	return s.Flush()
}

// script writes one transcript. Errors stay in the bufio.Writer until Flush.
type script struct {
	*bufio.Writer
	v *Voice
	t Turn
}

func (s *script) line(text string) {
	s.WriteString(text)
	s.WriteByte('\n')
}

func (s *script) heading(text string, under rune) {
	s.line(text)
	s.line(strings.Repeat(string(under), len([]rune(text))))
}

// section writes a list under its heading, nothing if it is empty.
func (s *script) section(key string, lines []string) {
	if len(lines) == 0 {
		return
	}
	s.line("")
	s.heading(s.v.c.say(key), '-')
	for _, l := range lines {
		s.line(l)
	}
}

// heading names a turn with its number, its name and the time of the story.
func (v *Voice) heading(turn int32) string {
	c := v.c
	h := c.say("turn.heading", "n", c.number(float64(turn)), "turns", c.number(float64(v.g.Turns)))
	if int(turn) <= len(v.g.TurnNames) && turn > 0 {
		if name := v.Text(v.g.TurnNames[turn-1]); name != "" {
			h = c.say("turn.named", "heading", h, "name", name)
		}
	}
	if when := v.when(turn); when != "" {
		h = c.say("turn.when", "heading", h, "when", when)
	}
	return h
}

// when returns the time of the story at which a turn begins, "" if the game has
// none.
func (v *Voice) when(turn int32) string {
	start, err := time.Parse(time.RFC3339, v.g.Start)
	if err != nil || turn < 1 || int(turn) > len(v.g.Begins) {
		return ""
	}
	at := start.Add(time.Duration(float64(v.g.Begins[turn-1] * float64(time.Hour))))
	day := at.Format("2")
	if day == "1" {
		day = v.c.say("day.first")
	}
	hour := at.Format("15")
	if v.c.lang == "fr" {
		hour = strconv.Itoa(at.Hour()) // 8 h 00
	}
	return v.c.say("time", "day", day, "month", v.c.say("month."+at.Format("1")),
		"year", at.Format("2006"), "hour", hour, "minute", at.Format("04"))
}

// bullet begins an item, more goes on with it.
func bullet(s string) string { return "- " + s }
func more(s string) string   { return "    " + s }

// witnessed writes what one viewer learns.
func (s *script) witnessed() {
	open, played := s.learned(s.t.Open), s.learned(s.t.Played)
	s.section("turn.arrived", s.told(open.Events, true))
	var moves, came []game.SeenEvent
	for _, e := range played.Events {
		switch {
		case e.Kind == game.EventMove, e.Kind == game.EventFailed, e.Kind == game.EventUnsigned, e.Kind == game.EventArmed, e.Kind == game.EventAttack && e.Self >= 0:
			moves = append(moves, e)
		default:
			came = append(came, e)
		}
	}
	s.section("turn.done", s.told(moves, false))
	s.section("turn.came", s.told(came, true))
	numbers := s.learned(joined(s.t.Open, s.t.Played)).Numbers
	var changes, beliefs, rungs []string
	for _, c := range numbers {
		switch d := &s.v.g.Slots[c.Slot]; {
		case d.Kind == game.KindBelief, d.Kind == game.KindAnswer:
			continue // told as a whole below
		case d.Track == s.v.g.Ladder.Track:
			rungs = append(rungs, bullet(s.climbed(c)))
		default:
			changes = append(changes, bullet(s.change(c)))
		}
	}
	beliefs = s.ownBeliefs(numbers)
	s.section("turn.changed", changes)
	s.section("turn.ladder", rungs)
	s.section("turn.beliefs", beliefs)
	s.section("turn.answers", s.ownAnswers(numbers))
}

func (s *script) learned(l *game.Ledger) game.Witness {
	if l == nil {
		return game.Witness{}
	}
	return s.t.M.Witness(l, s.t.Viewer)
}

// joined puts two ledgers one behind the other, so that a number has one line.
func joined(a, b *game.Ledger) *game.Ledger {
	var out game.Ledger
	for _, l := range []*game.Ledger{a, b} {
		if l != nil {
			out.Events = append(out.Events, l.Events...)
			out.Changes = append(out.Changes, l.Changes...)
			out.Draws = append(out.Draws, l.Draws...)
			out.Faults = append(out.Faults, l.Faults...)
		}
	}
	return &out
}

// told writes events, with the text of what arrived.
func (s *script) told(events []game.SeenEvent, texts bool) []string {
	var out []string
	for _, e := range events {
		out = append(out, s.item(e, s.v.Event(e), texts || e.Kind == game.EventAttack)...)
	}
	return out
}

// item writes one event as an item of a list, with the text of what arrived. A
// message without a sender begins with its text.
func (s *script) item(e game.SeenEvent, head string, text bool) []string {
	var body []string
	if text {
		body = s.body(e)
	}
	if e.Kind == game.EventInject && len(body) > 0 && s.v.Text(s.v.g.Injects[s.v.g.Blocks[e.Block].Owner].From) == "" {
		head, body = sentence(s.v.c.say("inject.text", "text", body[0])), body[1:]
	}
	out := []string{bullet(head)}
	for _, l := range body {
		out = append(out, more(l))
	}
	return out
}

// body is the text of an attack, an inject or found evidence.
func (s *script) body(e game.SeenEvent) []string {
	var text string
	g := s.v.g
	switch e.Kind {
	case game.EventAttack:
		text = s.v.fill(s.v.Text(g.Blocks[e.Block].Text), deed{block: e.Block, self: e.Self, target: e.Target, choice: e.Choice, amount: e.Amount, signers: e.Signers, hidden: e.Hidden})
	case game.EventInject:
		text = s.v.Text(g.Injects[g.Blocks[e.Block].Owner].Text)
	case game.EventFound:
		text = s.v.Text(g.Evidence[e.Other].Text)
	case game.EventShared:
		if e.Target == s.t.Viewer { // whoever gave it has read it
			text = s.v.Text(g.Evidence[e.Other].Text)
		}
	}
	var out []string
	for l := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}

// change writes how a number moved, at the viewer's grade.
func (s *script) change(c game.SeenChange) string {
	v := s.v
	from, to := v.Number(c.Slot, c.Before), v.Number(c.Slot, c.After)
	if c.Grade == game.Banded {
		from, to = v.Band(c.Slot, int32(c.Before)), v.Band(c.Slot, int32(c.After))
	}
	line := v.c.say("change.line", "x", v.Slot(c.Slot), "from", from, "to", to)
	if from == to {
		line = v.c.say("change.same", "x", v.Slot(c.Slot), "to", to)
	}
	var why []string
	for _, p := range c.Parts {
		by := v.by(c.Slot, p.Op, p.By)
		if c.Grade == game.Banded {
			by = v.direction(p.Direction)
		}
		why = append(why, strings.TrimSpace(v.c.say("change.part", "cause", v.Cause(p.Cause, p.Hidden), "by", by)))
	}
	switch {
	case c.HasOther:
		why = append(why, v.c.say("change.others.by", "by", v.c.signed(c.OtherBy)))
	case c.Others:
		why = append(why, v.c.say("change.others"))
	}
	return v.because(line, why)
}

// climbed writes how a pair moved on the ladder. Rungs are seen by all.
func (s *script) climbed(c game.SeenChange) string {
	d := &s.v.g.Slots[c.Slot]
	var why []string
	for _, p := range c.Parts {
		why = append(why, s.v.Cause(p.Cause, p.Hidden))
	}
	if c.Others {
		why = append(why, s.v.c.say("change.others"))
	}
	return s.rungs(d.Role, d.Other, c.Before, c.After, why)
}

// rungs writes one step of the ladder with its causes.
func (s *script) rungs(a, b int32, from, to float64, why []string) string {
	line := s.v.c.say("ladder.moved", "a", s.v.name(a), "b", s.v.name(b), "from", s.v.rung(from), "to", s.v.rung(to))
	if from == to {
		line = s.v.c.say("ladder.line", "a", s.v.name(a), "b", s.v.name(b), "rung", s.v.rung(to))
	}
	return s.v.because(line, why)
}

func (v *Voice) because(line string, why []string) string {
	if len(why) == 0 {
		return line
	}
	return v.c.say("change.why", "line", line, "why", strings.Join(why, v.c.say("list.mark")))
}

func (v *Voice) direction(d int8) string {
	switch {
	case d > 0:
		return v.c.say("change.up")
	case d < 0:
		return v.c.say("change.down")
	}
	return ""
}

// ownBeliefs tells the viewer's own assessments of every attack about which one
// of them changed, in words of the yardstick. What is not among the changes
// stands as it stood, so the state is not asked.
func (s *script) ownBeliefs(numbers []game.SeenChange) []string {
	var out []string
	for i := range s.v.g.Attacks {
		var parts []string
		for _, c := range numbers {
			attack, suspect := int32(-1), 0
			if s.v.g.Slots[c.Slot].Kind == game.KindBelief {
				attack, suspect = s.v.belief(c.Slot)
			}
			if attack != int32(i) {
				continue
			}
			parts = append(parts, s.v.c.say("belief.word", "suspect", s.v.suspect(attack, suspect), "word", s.v.likely(c.After)))
		}
		if len(parts) > 0 {
			out = append(out, bullet(s.v.c.say("belief.line", "who", s.v.name(s.t.Viewer),
				"attack", s.v.quote(s.v.Attack(int32(i))), "list", strings.Join(parts, s.v.c.say("list.mark")))))
		}
	}
	return slices.Clip(out)
}

// ownAnswers tells what the viewer thinks of every question about which that
// changed, in words of the yardstick.
func (s *script) ownAnswers(numbers []game.SeenChange) []string {
	said := make([][]string, len(s.v.g.Questions))
	for _, c := range numbers {
		if q, i := s.v.answer(c.Slot); q >= 0 {
			said[q] = append(said[q], s.v.c.say("belief.word", "suspect", s.v.quote(s.v.Answer(q, i)), "word", s.v.likely(c.After)))
		}
	}
	return s.answers(s.t.Viewer, said)
}

// answers writes a line for each question about which there is something to say
// of a role.
func (s *script) answers(role int32, said [][]string) []string {
	var out []string
	for q, parts := range said {
		if len(parts) > 0 {
			out = append(out, bullet(s.v.c.say("belief.line", "who", s.v.name(role),
				"attack", s.v.quote(s.v.Question(int32(q))), "list", strings.Join(parts, s.v.c.say("list.mark")))))
		}
	}
	return out
}
