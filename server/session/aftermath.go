package session

import (
	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/wire"
)

// kinds are the ways in which others agree, as the wire says them.
var kinds = map[game.AssentKind]string{game.Consent: "consent", game.Cosign: "cosign", game.Vote: "vote"}

// proposed tells what became of every move that needed others.
func (s *Session) proposed(v *prose.Voice) []wire.Proposed {
	var out []wire.Proposed
	for _, p := range s.machine.Proposed(s.history) {
		a := &s.game.Actions[p.Move.Action]
		one := wire.Proposed{
			Turn: int(p.Turn), Role: v.Short(p.Move.Self), Title: s.titled(v, p.Move),
			Kind: kinds[a.Assents[0].Kind], State: "refused", Secret: a.Secret(),
			For: p.Yes.Count(), Not: p.No.Count(), None: p.Silent.Count(),
		}
		switch p.Went {
		case game.EventMove:
			one.State = "carried"
		case game.EventFailed:
			one.State = "failed"
		}
		if !one.Secret {
			one.Yes, one.No, one.Silent = s.shorts(v, p.Yes), s.shorts(v, p.No), s.shorts(v, p.Silent)
		}
		out = append(out, one)
	}
	return out
}

// titled names a move with what was chosen and towards whom.
func (s *Session) titled(v *prose.Voice, m game.Move) string {
	title := v.Action(m.Action)
	if detail := s.detail(v, m); detail != "" {
		title += " · " + detail
	}
	if m.Target >= 0 {
		title += " → " + v.Short(m.Target)
	}
	return title
}

// shorts lists the short titles of roles.
func (s *Session) shorts(v *prose.Voice, m game.Mask) []string {
	var out []string
	for i := range s.game.Roles {
		if m.Has(int32(i)) {
			out = append(out, v.Short(int32(i)))
		}
	}
	return out
}

// known tells who knew which evidence, and since when.
func (s *Session) known(v *prose.Voice) []wire.Known {
	var out []wire.Known
	for _, x := range s.machine.Knew(s.history) {
		e := &s.game.Evidence[x.Evidence]
		one := wire.Known{
			Title: v.Evidence(x.Evidence), Planted: x.Planted, Published: int(x.Published),
			Held: s.since(v, x.Held), Sought: s.since(v, x.Sought),
		}
		if len(one.Held)+len(one.Sought) == 0 {
			continue
		}
		if e.About >= 0 {
			one.About = v.Attack(e.About)
		} else {
			one.About = v.Question(e.Question)
		}
		out = append(out, one)
	}
	return out
}

// since tells of those who sit at the table.
func (s *Session) since(v *prose.Voice, roles []game.Since) []wire.Since {
	out := []wire.Since{}
	for _, x := range roles {
		if !s.game.Roles[x.Role].Seat {
			continue
		}
		out = append(out, wire.Since{Turn: int(x.Turn), Role: v.Short(x.Role)})
	}
	return out
}

// went tells from where to where numbers went.
func (s *Session) went(v *prose.Voice) []wire.Went {
	good := map[int8]string{1: "high", -1: "low"}
	var out []wire.Went
	for _, x := range s.machine.Spans(s.history) {
		one := wire.Went{
			Title: v.Slot(x.Slot), From: v.Number(x.Slot, x.From), To: v.Number(x.Slot, x.To),
			By: rounded(x.To - x.From), Good: "none",
		}
		if word := good[s.game.Tracks[s.game.Slots[x.Slot].Track].Good]; word != "" {
			one.Good = word
		}
		out = append(out, one)
	}
	return out
}

// wrote is what somebody said beside a move of an earlier turn; "" if nothing.
func (s *Session) wrote(turn int32, m game.Move) string {
	for _, x := range s.written[turn] {
		if x.Move.Key() == m.Key() {
			return x.Words
		}
	}
	return ""
}

// ladderIn names the rungs and firebreaks: the facilitator has no book with them.
func (s *Session) ladderIn(v *prose.Voice) *wire.LadderCard {
	if s.game.Ladder.Track < 0 {
		return nil
	}
	return wire.Ladder(s.game, v)
}
