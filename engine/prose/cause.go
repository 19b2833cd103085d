package prose

import (
	"demarche/engine/game"
)

// Cause names why a number moved: one short part of a sentence, without a full
// stop. If the reader may not know who did it (hidden), the author's reason or
// text is all that is said: the name of a measure would tell whose it was.
func (v *Voice) Cause(c game.Cause, hidden bool) string {
	text, by := v.Source(c, hidden)
	if by < 0 {
		return text
	}
	return v.c.say("cause.by", "x", text, "who", v.name(by))
}

// Source is [Voice.Cause] in two parts, for where the role is shown otherwise
// than in words: by is -1 if nobody did it, the reader may not know who did, or
// the text says so itself.
func (v *Voice) Source(c game.Cause, hidden bool) (text string, by int32) {
	switch c.Kind {
	case game.CauseDrift:
		return v.c.say("cause.drift"), -1
	case game.CauseDraw:
		return v.c.say("cause.draw"), -1
	case game.CauseRefill:
		return v.c.say("cause.refill"), -1
	case game.CauseCooling:
		return v.c.count("cause.cooling", float64(v.g.Ladder.Cooling)), -1
	case game.CauseBelief:
		return v.c.say("cause.belief"), -1
	case game.CauseForced:
		return v.c.say("cause.forced"), -1
	}
	if c.Index < 0 || int(c.Index) >= len(v.g.Blocks) {
		return v.c.say("cause.other"), -1
	}
	b := &v.g.Blocks[c.Index]
	if hidden {
		return v.veiled(b, c), -1
	}
	if s := v.Text(b.Because); s != "" && c.Kind != game.CauseCost && c.Kind != game.CauseRefund {
		return brief(v.fill(s, deed{block: c.Index, self: c.Self, target: c.Target, choice: c.Choice, amount: c.Amount, signers: c.Signers})), -1
	}
	switch c.Kind {
	case game.CauseCost:
		return v.c.say("cause.cost", "x", v.block(c.Index)), -1
	case game.CauseRefund:
		return v.c.say("cause.refund", "x", v.block(c.Index)), -1
	case game.CauseAct:
		return v.c.say("cause.act", "x", v.block(c.Index)), c.Self
	case game.CauseAttack, game.CauseInject, game.CauseRule, game.CauseDeadline:
		return v.block(c.Index), -1
	}
	return v.block(c.Index), c.Self
}

// veiled tells of a block whose author the reader may not know. An attack has a
// name beside whoever did it.
func (v *Voice) veiled(b *game.Block, c game.Cause) string {
	if v.g.AttackOf(c.Index) >= 0 {
		if s := v.Text(b.Because); s != "" {
			return brief(v.fill(s, deed{block: c.Index, self: -1, target: c.Target, choice: c.Choice, amount: c.Amount, hidden: true}))
		}
		return v.block(c.Index)
	}
	for _, t := range []game.Text{b.Because, b.Text} {
		if s := v.Text(t); s != "" {
			return brief(v.fill(s, deed{block: c.Index, self: -1, target: c.Target, choice: c.Choice, amount: c.Amount, hidden: true}))
		}
	}
	return v.c.say("cause.hidden")
}
