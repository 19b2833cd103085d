package study

import (
	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
)

// mostTried is how many points are played to find chance in a study.
const mostTried = 500

// lucky reports whether replications differ: some player draws, or some draw of a
// game can fall in more than one way. A point without draws is the same play under
// every seed, so one play of it tells; of large designs the first points are
// played.
func (b *binder) lucky() bool {
	var seats Seats
	for point := range min(b.p.Points, mostTried) {
		s, err := b.p.Setting(point, &seats)
		if err != nil || s.tosses() || s.falls(b.p.Spec.Seed) {
			return true
		}
	}
	return b.p.Points > mostTried
}

// tosses reports whether some player draws.
func (s *Setting) tosses() bool {
	g := s.Case.M.Game
	for r := range g.Roles {
		for i := range g.Roles[r].Plan {
			if drawn(g, &g.Roles[r].Plan[i]) {
				return true
			}
		}
		name := s.name(int32(r))
		if name == "" || s.file != nil && s.seats.Name(int32(r)) != name {
			continue
		}
		i := g.PolicyOf(name)
		if i < 0 {
			if name != policy.Hold {
				return true
			}
			continue
		}
		if g.Policies[i].ByWeight {
			return true
		}
		for j := range g.Policies[i].Choose {
			if drawn(g, &g.Policies[i].Choose[j].Planned) {
				return true
			}
		}
	}
	return false
}

// drawn reports whether an entry of a plan or policy leaves something to chance.
func drawn(g *game.Game, e *game.Planned) bool {
	aims := e.Action >= 0 && len(g.Actions[e.Action].Targets) > 1
	return e.Chance.Present() || aims && e.Target < 0 && !e.Prefer.Present()
}

// falls plays a point once and reports whether something was drawn that could
// have fallen otherwise.
func (s *Setting) falls(seed uint64) bool {
	var spy spy
	luck := chance.Luck{Seed: chance.Seed(SeedOf(seed, 0))}
	p := s.Case.M.NewPlay(luck, &spy)
	var state game.State
	p.StartAt(&state, s.Open)
	for !state.Ended() && !spy.found {
		p.Open(&state)
		o, _ := s.orders(&state, luck)
		p.Adjudicate(&state, o)
	}
	return spy.found
}

func (s *Setting) orders(state *game.State, luck chance.Luck) (game.Orders, int) {
	if s.file != nil {
		o, lines := s.file.Orders(state, luck)
		return o, len(lines)
	}
	return s.seats.Orders(state, luck), 0
}

// spy sees whether something is drawn that may fall in several ways.
type spy struct{ found bool }

// Draw implements [game.Recorder].
func (s *spy) Draw(d game.Draw) {
	sure, never := false, len(d.Odds) > 0
	for _, o := range d.Odds {
		sure, never = sure || o >= 1, never && o <= 0
	}
	s.found = s.found || !sure && !never
}

// Change implements [game.Recorder].
func (*spy) Change(game.Change) {}

// Event implements [game.Recorder].
func (*spy) Event(game.Event) {}

// Fault implements [game.Recorder].
func (*spy) Fault(game.Fault) {}
