package prose

import "demarche/engine/game"

// Draw names a draw that a facilitator may decide: what it decides, for whom.
func (v *Voice) Draw(d game.DrawName) string {
	x := ""
	switch d.Kind {
	case game.DrawEvidence:
		x = v.Evidence(d.Of)
	case game.DrawEnding:
		x = v.Ending(d.Of)
	case game.DrawNumber:
		x = v.Track(v.g.Randoms[d.Of].Track)
	case game.DrawTruth:
		x = v.c.say("draw.truth", "x", v.quote(v.Question(d.Of)))
	case game.DrawMask:
		return v.c.say("draw.mask", "x", v.block(d.Of), "who", v.name(d.Self))
	default:
		x = v.block(d.Of)
	}
	if d.Self >= 0 {
		x = v.c.say("cause.by", "x", x, "who", v.name(d.Self))
	}
	if d.Target >= 0 {
		x = v.c.say("act.draw.on", "x", x, "target", v.name(d.Target))
	}
	if d.Index > 0 {
		x = v.c.say("act.draw.next", "x", x, "n", v.c.number(float64(d.Index+1)))
	}
	return x
}

// Way names one way in which a draw can fall.
func (v *Voice) Way(d game.DrawName, pick int32) string {
	odds, other, purpose := 1, int32(-1), d.Kind.String()
	switch d.Kind {
	case game.DrawMask:
		odds = len(v.g.Ways(d)) - 1
	case game.DrawTruth:
		odds, purpose = len(v.g.Ways(d)), game.TruthOf+v.g.Questions[d.Of].ID
	case game.DrawOutcome:
		odds = len(v.g.Actions[v.g.Blocks[d.Of].Owner].Outcomes)
	case game.DrawNumber:
		r := &v.g.Randoms[d.Of]
		other = v.g.Tracks[r.Track].Base
		if r.Dist == game.OneOf {
			odds = len(v.g.Tracks[r.Track].Words)
		}
	}
	return v.option(game.Draw{Purpose: purpose, Cause: game.Cause{Index: d.Of, Self: d.Self}, Odds: make([]float64, odds), Other: other}, int(pick))
}

// Forced names a draw with the way in which it will fall.
func (v *Voice) Forced(f game.Forced) string {
	return v.c.say("act.draw", "x", v.Draw(f.DrawName), "pick", v.Way(f.DrawName, f.Pick), "n", v.c.number(float64(f.Turn)))
}

// Kept says why a piece of evidence may not be given to somebody: its mark keeps
// it ([game.TLP]), or going beyond it must be confirmed ([game.Beyond]).
func (v *Voice) Kept(evidence int32, code game.Code) string {
	key := "refuse.tlp.share"
	if code == game.Beyond {
		key = "refuse.beyond"
	}
	return v.c.say(key, "mark", v.c.say("tlp."+v.g.Evidence[evidence].TLP))
}

// Gift tells who gave which evidence to whom.
func (v *Voice) Gift(x game.Gift) string {
	return v.c.say("event.shared", "who", v.name(x.Self), "target", v.audience(x.To), "x", v.quote(v.Evidence(x.Evidence)))
}

// Set tells what a number is set to.
func (v *Voice) Set(slot int32, x float64) string {
	return v.c.say("act.number", "x", v.Slot(slot), "to", v.Number(slot, x))
}
