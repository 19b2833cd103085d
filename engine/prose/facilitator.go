package prose

import (
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// everything writes what a facilitator sees.
func (s *script) everything() {
	l := joined(s.t.Open, s.t.Played)
	told := make([]bool, len(l.Draws))
	if s.t.Open != nil {
		s.section("turn.arrived", s.happened(s.t.Open.Events, l.Draws, told, true))
	}
	if s.t.Played != nil {
		s.section("turn.done", append(s.happened(s.acts(true), l.Draws, told, false), s.passes()...))
		s.section("turn.came", s.happened(s.acts(false), l.Draws, told, true))
	}
	s.section("turn.drawn", s.otherDraws(l.Draws, told))
	changes := combined(l.Changes)
	s.section("turn.changed", s.changed(changes))
	s.section("turn.ladder", s.ladder(changes))
	s.section("turn.beliefs", s.beliefs(changes))
	s.section("turn.answers", s.allAnswers(changes))
	s.section("turn.faults", s.faults(l.Faults))
}

// acts returns the events of the adjudication that belong to moves, or the
// others.
func (s *script) acts(ofMoves bool) []game.Event {
	var out []game.Event
	for _, e := range s.t.Played.Events {
		if (e.Self >= 0 && s.ofMove(e)) == ofMoves {
			out = append(out, e)
		}
	}
	return out
}

func (s *script) ofMove(e game.Event) bool {
	switch e.Kind {
	case game.EventMove, game.EventAttack, game.EventFailed, game.EventUnsigned, game.EventArmed, game.EventOutcome, game.EventAlso:
		return true
	}
	return false
}

// happened writes events with their draws and, for a facilitator, with those
// who learn of them.
func (s *script) happened(events []game.Event, draws []game.Draw, told []bool, texts bool) []string {
	var out []string
	for _, e := range events {
		seen := game.SeenEvent{Kind: e.Kind, Block: e.Block, Self: e.Self, Target: e.Target, Other: e.Other, Choice: e.Choice, Amount: e.Amount, Signers: e.Signers}
		if e.Kind == game.EventOutcome {
			out = append(out, s.outcome(e, seen, draws, told)...)
			continue
		}
		text := s.v.Event(seen)
		switch e.Kind {
		case game.EventFound, game.EventLooked, game.EventOffer, game.EventGenuine, game.EventPlant, game.EventGone:
			text = s.v.c.say("turn.for", "text", strings.TrimSuffix(text, "."), "who", s.v.audience(e.Seen)) + "."
		case game.EventAttack:
			text = s.authored(text, s.v.g.AttackOf(e.Block), e.Self)
		}
		if e.Kind == game.EventAlso {
			out = append(out, more(text))
			continue
		}
		out = append(out, s.item(seen, text, texts || e.Kind == game.EventAttack)...)
		if e.Kind == game.EventFound || e.Kind == game.EventLooked {
			out = append(out, s.search(e, draws, told)...)
		}
	}
	return out
}

// authored adds who did an attack in truth, unless that is who is said to have
// played it.
func (s *script) authored(text string, attack, by int32) string {
	if s.t.State == nil {
		return text
	}
	a := &s.v.g.Attacks[attack]
	author := int32(s.t.State.V[a.Author])
	if author < 0 || author == by && s.t.State.V[a.Posed] == s.t.State.V[a.Author] {
		return text
	}
	return strings.TrimSuffix(text, ".") + " (" + s.v.c.say("turn.author", "who", s.v.Culprit(s.t.State, attack)) + ")."
}

// audience names a set of viewers.
func (v *Voice) audience(m game.Mask) string {
	var who []string
	for r := range v.g.Roles {
		if m.Has(int32(r)) {
			who = append(who, v.name(int32(r)))
		}
	}
	if m&game.Public != 0 {
		who = append(who, v.c.say("role.public"))
	}
	return v.c.list("list.and", who)
}

// passes names the roles at the table that chose nothing.
func (s *script) passes() []string {
	var out []string
	for r := range s.v.g.Roles {
		if !s.v.g.Roles[r].Seat || slices.ContainsFunc(s.t.Orders.Moves, func(m game.Move) bool { return m.Self == int32(r) }) {
			continue
		}
		out = append(out, bullet(s.v.c.say("turn.pass", "who", s.v.name(int32(r)))))
	}
	return out
}

// combined joins the changes of each number over a ledger, in the order of
// slots.
func combined(changes []game.Change) []game.Change {
	at := map[int32]int{}
	var out []game.Change
	for _, c := range changes {
		i, ok := at[c.Slot]
		if !ok {
			at[c.Slot] = len(out)
			c.Parts = slices.Clone(c.Parts)
			out = append(out, c)
			continue
		}
		out[i].After = c.After
		out[i].Parts = append(out[i].Parts, c.Parts...)
		out[i].Cut += c.Cut
	}
	slices.SortFunc(out, func(a, b game.Change) int { return int(a.Slot - b.Slot) })
	return out
}

// changed writes each number that moved with its causes and signed figures.
func (s *script) changed(changes []game.Change) []string {
	var out []string
	for _, c := range changes {
		d := &s.v.g.Slots[c.Slot]
		if d.Kind != game.KindTrack || d.Track == s.v.g.Ladder.Track || c.Before == c.After && len(c.Parts) == 0 {
			continue
		}
		out = append(out, bullet(s.moved(c)))
	}
	return out
}

func (s *script) moved(c game.Change) string {
	v := s.v
	from, to := v.Number(c.Slot, c.Before), v.Number(c.Slot, c.After)
	line := v.c.say("change.line", "x", v.Slot(c.Slot), "from", from, "to", to)
	if from == to {
		line = v.c.say("change.same", "x", v.Slot(c.Slot), "to", to)
	}
	var why []string
	for _, p := range c.Parts {
		part := v.c.say("change.part", "cause", v.Cause(p.Cause, false), "by", v.by(c.Slot, p.Op, p.By))
		if p.Lost {
			part = v.c.say("change.lost", "part", part)
		}
		why = append(why, part)
	}
	if c.Cut != 0 && v.c.signed(c.Cut) != "0" {
		why = append(why, v.c.say("change.limit", "by", v.c.signed(c.Cut)))
	}
	return v.because(line, why)
}

// by writes an operator with its operand for a slot: "+3", "× 1.5", "= 40".
func (v *Voice) by(slot int32, op rule.AssignOp, x float64) string {
	switch op {
	case rule.AddTo:
		return v.c.signed(x)
	case rule.TakeFrom:
		return v.c.signed(0 - x)
	case rule.Scale:
		return "×" + narrow + v.c.number(x)
	}
	return "=" + narrow + v.Number(slot, x)
}

// ladder writes every pair that stands above the lowest rung or moved.
func (s *script) ladder(changes []game.Change) []string {
	track := s.v.g.Ladder.Track
	if track < 0 || s.t.State == nil {
		return nil
	}
	var out []string
	t := &s.v.g.Tracks[track]
	for slot := t.Base; slot < t.Base+t.N; slot++ {
		d := &s.v.g.Slots[slot]
		if d.Kind != game.KindTrack {
			continue
		}
		i := slices.IndexFunc(changes, func(c game.Change) bool { return c.Slot == slot && c.Before != c.After })
		switch {
		case i >= 0:
			var why []string
			for _, p := range changes[i].Parts {
				why = append(why, s.v.Cause(p.Cause, false))
			}
			out = append(out, bullet(s.rungs(d.Role, d.Other, changes[i].Before, changes[i].After, why)))
		case s.t.State.V[slot] > 0:
			x := s.t.State.V[slot]
			out = append(out, bullet(s.rungs(d.Role, d.Other, x, x, nil)))
		}
	}
	if len(out) == 0 {
		out = append(out, s.v.c.say("ladder.calm"))
	}
	return out
}

// beliefs writes, for each role and attack, the assessments that changed.
func (s *script) beliefs(changes []game.Change) []string {
	var out []string
	for r := range s.v.g.Roles {
		for a := range s.v.g.Attacks {
			var steps []string
			for _, c := range changes {
				if d := &s.v.g.Slots[c.Slot]; d.Kind != game.KindBelief || d.Role != int32(r) || c.Before == c.After {
					continue
				}
				if attack, suspect := s.v.belief(c.Slot); attack == int32(a) {
					steps = append(steps, s.v.c.say("belief.step", "suspect", s.v.suspect(attack, suspect),
						"from", s.v.c.percent(c.Before/100), "to", s.v.c.percent(c.After/100)))
				}
			}
			if len(steps) > 0 {
				out = append(out, bullet(s.v.c.say("belief.line", "who", s.v.name(int32(r)),
					"attack", s.v.quote(s.v.Attack(int32(a))), "list", strings.Join(steps, s.v.c.say("list.mark")))))
			}
		}
	}
	return out
}

// allAnswers writes, for each role and question, what it thinks otherwise now.
func (s *script) allAnswers(changes []game.Change) []string {
	var out []string
	for r := range s.v.g.Roles {
		said := make([][]string, len(s.v.g.Questions))
		for _, c := range changes {
			q, i := s.v.answer(c.Slot)
			if q >= 0 && s.v.g.Slots[c.Slot].Role == int32(r) && c.Before != c.After {
				said[q] = append(said[q], s.v.c.say("belief.step", "suspect", s.v.quote(s.v.Answer(q, i)),
					"from", s.v.c.percent(c.Before/100), "to", s.v.c.percent(c.After/100)))
			}
		}
		out = append(out, s.answers(int32(r), said)...)
	}
	return out
}

// faults writes what could not be reckoned, with its place in the file.
func (s *script) faults(faults []game.Fault) []string {
	var out []string
	for _, f := range faults {
		key, what := "fault.other", s.v.Cause(f.Cause, false)
		switch {
		case f.Scaled:
			key = "fault.odds"
		case f.Slot >= 0:
			key, what = "fault.number", s.v.Slot(f.Slot)
		}
		where := f.At.String()
		if where == "" && f.Cause.Index >= 0 && int(f.Cause.Index) < len(s.v.g.Blocks) {
			where = s.v.g.Blocks[f.Cause.Index].At.String()
		}
		if where == "" {
			where = s.v.g.ID
		}
		out = append(out, bullet(s.v.c.say(key, "where", where, "x", what)))
	}
	return out
}
