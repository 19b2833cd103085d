package prose

import (
	"demarche/engine/game"
	"demarche/engine/rule"
)

// Reason says in one sentence why an action is locked or a move was refused. It
// is empty for [game.OK]. target may be -1.
func (v *Voice) Reason(view game.View, action, target int32, r game.Reason) string {
	switch r.Code {
	case game.OK:
		return ""
	case game.Locked:
		return v.locked(view, action, target, r.Expr)
	case game.BadTarget:
		if target < 0 {
			return v.c.say("refuse.bad_target")
		}
		return v.c.say("refuse.bad_target.who", "who", v.name(target))
	case game.TooDear:
		return v.c.say("refuse.too_dear",
			"x", v.named(r.Slot, view.Role()),
			"need", v.c.count("dear.need", r.Need),
			"have", v.c.count("dear.have", r.Have))
	case game.TooMany:
		return v.c.count("refuse.too_many", r.Need)
	case game.TLP:
		if e := int32(r.Need); e >= 0 && int(e) < len(v.g.Evidence) {
			return v.c.say("refuse.tlp", "mark", v.c.say("tlp."+v.g.Evidence[e].TLP))
		}
		return v.Refusal(r.Code.String())
	case game.Beyond:
		if e := int32(r.Need); e >= 0 && int(e) < len(v.g.Evidence) {
			return v.c.say("refuse.beyond", "mark", v.c.say("tlp."+v.g.Evidence[e].TLP))
		}
		return v.Refusal(r.Code.String())
	case game.BadAmount:
		if r.Have < r.Need {
			return v.c.say("refuse.bad_amount.none")
		}
		return v.c.say("refuse.bad_amount.range", "low", v.c.number(r.Need), "high", v.c.number(r.Have))
	case game.BadText:
		if r.Need > 0 {
			return v.c.say("refuse.bad_text")
		}
		return v.c.count("refuse.bad_text.long", r.Have)
	case game.Confirm:
		return v.c.say("refuse.confirm", "rung", v.rung(r.Need))
	}
	return v.Refusal(r.Code.String())
}

// locked tells the first part of a condition that fails. What failed because
// something has happened already is said so.
func (v *Voice) locked(view game.View, action, target int32, e rule.Expr) string {
	if action >= 0 && int(action) < len(v.g.Actions) && v.g.Actions[action].Blind || !e.Present() {
		return v.c.say("refuse.blind")
	}
	t := teller{v: v, code: v.g.Code, bind: rule.Bind{Self: view.Role(), Target: target}, view: &view}
	if _, known := t.settled(e); known {
		return v.Refusal(game.Locked.String())
	}
	if f, ok := t.spent(e); ok {
		if b := v.blockOf(f); b != nil && b.Kind == game.CauseMove && b.Owner == action {
			return v.c.say("refuse.done")
		}
		return v.c.say("refuse.after", "x", t.deed(f, true))
	}
	return sentence(v.c.say("refuse.locked", "x", t.truth(e, true)))
}

// spent recognises a condition that something has not happened.
func (t *teller) spent(e rule.Expr) (fact, bool) {
	n := t.node(e)
	op, want := n.Op, true
	if op == rule.Not {
		e, want = rule.Expr(n.A+1), false
		n = t.node(e)
		op = n.Op
	}
	a, b, _ := operands(n)
	k, fixed := 0.0, false
	switch op {
	case rule.Eq, rule.Lt, rule.Le, rule.Gt, rule.Ge:
		k, fixed = t.settled(b)
	}
	if !fixed {
		return fact{}, false
	}
	f, ok := t.fact(a)
	if !ok || f.fact != rule.Times {
		return fact{}, false
	}
	if want {
		return f, op == rule.Eq && k == 0 || op == rule.Le && k == 0 || op == rule.Lt && k == 1
	}
	return f, op == rule.Gt && k == 0 || op == rule.Ge && k == 1
}

// Refusal says a code in one sentence that needs nothing else: the codes of the
// game and those of a session, such as "wrong_turn". An unknown code gives a
// general sentence.
func (v *Voice) Refusal(code string) string { return v.c.refusal(code) }

func (c *catalogue) refusal(code string) string {
	for _, key := range []string{"refuse." + code + ".plain", "refuse." + code} {
		if c.has(key) {
			return c.say(key)
		}
	}
	return c.say("refuse.other")
}

// Refusal is [Voice.Refusal] where no game is at hand yet.
func Refusal(lang, code string) string { return read(lang).refusal(code) }

// Notice says something that a session tells once, by its kind, such as
// "computer_plays". An unknown kind gives "".
func (v *Voice) Notice(kind string) string {
	if key := "notice." + kind; v.c.has(key) {
		return v.c.say(key)
	}
	return ""
}

// Codes returns the refusals that the catalogue can say without arguments.
func Codes() []string {
	return []string{
		"ok", "not_yours", "no_target", "bad_target", "locked", "not_offered", "too_dear", "too_many", "twice", "confirm",
		"over", "bad_amount", "bad_choice", "tlp", "not_asked", "not_begun", "bad_act", "told", "on_hold", "not_held",
		"armed", "bad_text",
		"no_draw", "bad_pick", "at_limit", "not_forced", "no_number", "bad_value", "beyond",
		"unknown_action", "unknown_role", "wrong_turn", "wrong_phase", "not_committed", "bad_message", "bad_version",
		"unknown_type", "too_long", "too_fast", "no_seat", "no_session", "observer", "replaced", "stopping", "fault",
		"bad_id", "not_greeted", "already_greeted", "no_language", "too_often", "full",
		"not_admitted", "not_free", "computer_plays", "old_draft", "unknown_item", "unknown_guest", "unknown_act", "unknown_asked", "not_allowed",
		"no_such_number", "too_late",
	}
}
