package laws_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// Whatever one hidden number changes in what a viewer is told of a turn, and of
// the Open that follows, is a flow that is listed: a new way for numbers to
// decide about something belongs into game.Flows. A hidden number may pass
// through others that are as hidden on its way, and through the condition under
// which a move comes off, of which its mover is told.
func TestWhateverAHiddenNumberTellsIsListed(t *testing.T) {
	told := 0
	for name, m := range games(t) {
		paths := reach(m.Game)
		flows := m.Game.Flows()
		seeds := 4
		if sketch(name) {
			seeds = 1 // they are large
		}
		for seed := range uint64(seeds) {
			told += perturb(t, name, m, seed, func(from game.Number, viewer int32) bool {
				for _, u := range m.Game.Uses() {
					if !u.Changes && strings.HasSuffix(u.Path, ".when") && (strings.HasPrefix(u.Path, "response.") || strings.HasPrefix(u.Path, "temptation.")) && paths[from][u.Number] {
						return true
					}
				}
				for _, f := range flows {
					for _, n := range f.Reads {
						if f.Learns.Has(viewer) && (n == from || paths[from][n]) {
							return true
						}
					}
				}
				return false
			})
		}
	}
	t.Logf("%d hidden numbers told somebody something", told)
	if told < 60 {
		t.Errorf("only %d changes of hidden numbers were seen by anybody", told)
	}
}

// reach says which numbers depend on which, over any number of steps: whatever
// is read where another is changed.
func reach(g *game.Game) map[game.Number]map[game.Number]bool {
	out := map[game.Number]map[game.Number]bool{}
	uses := g.Uses()
	things := func(path string) string { // "rule.x" of "rule.x.effects[0]"
		dots := 0
		for i, r := range path {
			if r == '.' {
				if dots++; dots == 2 {
					return path[:i]
				}
			}
		}
		return path
	}
	for _, r := range uses {
		for _, w := range uses {
			if !r.Changes && w.Changes && things(r.Path) == things(w.Path) {
				if out[r.Number] == nil {
					out[r.Number] = map[game.Number]bool{}
				}
				out[r.Number][w.Number] = true
			}
		}
	}
	for range len(out) {
		for a := range out {
			for b := range out[a] {
				for c := range out[b] {
					out[a][c] = true
				}
			}
		}
	}
	return out
}

// perturb plays, changes one hidden number at a time for one viewer, and wants
// listed to know whatever the viewer then sees otherwise. It returns how often
// the viewer did.
func perturb(t *testing.T, name string, m *game.Machine, seed uint64, listed func(game.Number, int32) bool) int {
	t.Helper()
	luck := chance.Luck{Seed: chance.Seed(seed)}
	p := m.NewPlay(luck, nil)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	var numbers []int32
	for i := range m.Game.Slots {
		switch m.Game.Slots[i].Kind {
		case game.KindTrack, game.KindAuthor, game.KindTruth, game.KindPosed:
			numbers = append(numbers, int32(i))
		}
	}
	dice := sit.NewDice(seed)
	differ := 0
	for range m.Game.Turns {
		p.Open(&s)
		orders := dice.Orders(m, &s)
		for range 20 {
			slot := numbers[dice.N(len(numbers))]
			viewer := int32(dice.N(len(m.Game.Roles)+1)) - 1
			d := &m.Game.Slots[slot]
			if viewer >= 0 && !m.Game.Roles[viewer].Seat || d.Exact.Has(viewer) || d.Band.Has(viewer) {
				continue
			}
			other := s.Copy()
			other.V[slot] = anything(m, &s, d, viewer, dice)
			if next(m, luck, s.Copy(), orders, viewer) == next(m, luck, other.Copy(), orders, viewer) {
				continue
			}
			differ++
			if !legal(m, &other, orders) {
				continue // somebody would have chosen otherwise
			}
			if from := m.Game.NumberOf(slot); !listed(from, viewer) {
				t.Errorf("%s, seed %d, turn %d: viewer %d can tell %s, and no flow says so:\n%s\n%s", name, seed, s.Turn(), viewer, d.Path,
					next(m, luck, s.Copy(), orders, viewer), next(m, luck, other.Copy(), orders, viewer))
			}
		}
		p.Adjudicate(&s, orders)
		if s.Ended() {
			break
		}
	}
	return differ
}

// legal reports whether every role may still choose what it has chosen.
func legal(m *game.Machine, s *game.State, orders game.Orders) bool {
	for role := range int32(len(m.Game.Roles)) {
		var own []game.Move
		for _, x := range orders.Moves {
			if x.Self == role {
				own = append(own, x)
			}
		}
		if m.View(s, role).Check(own) != nil {
			return false
		}
	}
	return true
}

// seen are the kinds of number that a viewer is shown, or is told by other means.
var seen = []game.SlotKind{game.KindTrack, game.KindBelief, game.KindAnswer, game.KindHeld, game.KindExamined, game.KindPact}

// next is what a viewer is told of a turn and of the Open behind it, and what it
// sees then.
func next(m *game.Machine, luck chance.Luck, s game.State, orders game.Orders, viewer int32) string {
	var l game.Ledger
	p := m.NewPlay(luck, &l)
	p.Adjudicate(&s, orders)
	if !s.Ended() {
		p.Open(&s)
	}
	out := fmt.Sprint(m.Witness(&l, viewer), s.Turn(), s.Ended())
	view := m.View(&s, viewer)
	for i := range m.Game.Slots {
		if k := m.Game.Slots[i].Kind; slices.Contains(seen, k) {
			out += fmt.Sprint(view.See(int32(i)), " ")
		}
	}
	return out
}
