package laws_test

import (
	"cmp"
	"slices"
	"testing"

	"demarche/engine/game"
)

// What computer players choose from is what is legal of all options, in the same
// order.
func TestPlayableAreTheLegalOptions(t *testing.T) {
	each(t, 3, func(t *testing.T, m *game.Machine, seed uint64) {
		var scratch game.Scratch
		play(t, m, seed, func(s *game.State) {
			for role := int32(-1); role < int32(len(m.Game.Roles)); role++ {
				v := m.View(s, role)
				var want []game.Move
				for _, o := range v.Options(nil) {
					if o.Code == game.OK {
						want = append(want, o.Move(role))
					}
				}
				for _, v := range []game.View{v, v.In(&scratch)} {
					var got []game.Move
					for _, r := range v.Playable() {
						got = append(got, r.Move(role))
					}
					if !slices.Equal(got, want) {
						t.Fatalf("seed %d turn %d role %d: playable %v, legal %v", seed, s.Turn(), role, got, want)
					}
				}
				got := offered(v.In(&scratch))
				slices.SortStableFunc(got, func(a, b game.Move) int { return cmp.Compare(a.Action, b.Action) })
				if !slices.Equal(got, want) {
					t.Fatalf("seed %d turn %d role %d: offered %v, legal %v", seed, s.Turn(), role, got, want)
				}
			}
		})
	})
}

// offered are the same, as who draws among them without a list is told of them.
func offered(v game.View) (out []game.Move) {
	for pane := range v.Panes() {
		bits, actions, others := v.Offer(pane)
		for i := range 64 {
			if bits>>i&1 == 1 {
				out = append(out, game.Move{Action: actions[i], Self: v.Role(), Target: -1})
			}
		}
		for _, r := range others {
			out = append(out, r.Move(v.Role()))
		}
	}
	return out
}
