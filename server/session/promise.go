package session

import (
	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/rule"
	"demarche/engine/wire"
)

// promises tells what became of the deadlines and agreements, those of a turn
// that the facilitator has ended in its midst too.
func (s *Session) promises(v *prose.Voice) ([]wire.Elapsed, []wire.Kept) {
	turns := s.history
	if !s.state.Ended() {
		turns = append(turns[:len(turns):len(turns)], game.Chapter{Turn: s.state.Turn(), Open: &s.opened})
	}
	var deadlines []wire.Elapsed
	for _, x := range s.machine.Elapsed(turns) {
		deadlines = append(deadlines, s.elapsed(v, x))
	}
	var agreements []wire.Kept
	for _, x := range s.machine.Kept(turns) {
		agreements = append(agreements, s.kept(v, x))
	}
	return deadlines, agreements
}

func (s *Session) elapsed(v *prose.Voice, x game.DeadlineCourse) wire.Elapsed {
	out := wire.Elapsed{Title: v.Deadline(x.Deadline), State: "runs", Turn: int(x.Turn)}
	if stop := s.game.Deadlines[x.Deadline].Stop; stop.Present() {
		out.Stop = v.Condition(stop, rule.Bind{Self: -1, Target: -1, Proposer: -1})
	}
	for i := range s.game.Roles {
		if s.game.Roles[i].Seat && !s.game.Deadlines[x.Deadline].To.Has(int32(i)) {
			out.Unseen = append(out.Unseen, v.Short(int32(i)))
		}
	}
	switch {
	case x.Began == 0:
		out.State = "waits"
	case x.Stopped:
		out.State = "stopped"
	case x.Turn > 0:
		out.State = "passed"
	}
	return out
}

func (s *Session) kept(v *prose.Voice, x game.AgreementCourse) wire.Kept {
	out := wire.Kept{Title: v.Agreement(x.Agreement), Turn: int(x.Turn), Parties: []string{}, Breaches: []wire.Breach{}}
	for i := range s.game.Roles {
		if x.Parties.Has(int32(i)) {
			out.Parties = append(out.Parties, v.Short(int32(i)))
		}
	}
	if x.Until <= s.game.Turns {
		out.Until = int(x.Until) - 1
	}
	switch {
	case len(x.Breaches) > 0:
		out.State = "broken"
	case x.Until <= s.state.Turn():
		out.State = "expired"
	default:
		out.State = "stands"
	}
	for _, b := range x.Breaches {
		out.Breaches = append(out.Breaches, wire.Breach{Turn: int(b.Turn), By: v.Short(b.By), Towards: v.Short(b.Towards)})
	}
	return out
}
