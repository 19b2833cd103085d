package game_test

import (
	"math"
	"testing"

	"demarche/engine/internal/sit"
)

// The sums stand in the author's reference: korsavia 40 x 2.5, red_banner
// 15 x 4, moth 15, unknown 30, and so on.
func TestBeliefsMatchTheWorkedSums(t *testing.T) {
	m := sit.Compile(t, world+`
[role.red_banner]
kind = "proxy"
seat = false
[attack.wiper]
turn = 1
on = "aurelia"
author = "korsavia"
suspects = { korsavia = 40, red_banner = 15, moth = 15 }
text = "wiper"
[evidence.timing]
about = "wiper"
points = { korsavia = 2.5 }
to = "aurelia"
turn = 2
[evidence.claim]
about = "wiper"
points = { red_banner = 4 }
to = "aurelia"
turn = 2
[evidence.code]
about = "wiper"
points = { korsavia = 3, moth = 1.5 }
to = "aurelia"
turn = 3
[evidence.logs]
about = "wiper"
points = { korsavia = 6 }
to = "aurelia"
turn = 4
`)
	s := sit.Start(t, m, 1, nil)
	for turn, want := range []float64{40, 48.78, 72.73, 94.12} {
		if turn > 0 {
			s.Turn()
		}
		if got := s.Get("aurelia.belief.wiper[korsavia]"); math.Abs(got-want) > 0.005 {
			t.Errorf("turn %d: belief in korsavia %.2f %%, want %.2f %%", turn+1, got, want)
		}
		if got := s.Get("korsavia.belief.wiper[korsavia]"); got != 0 {
			t.Errorf("turn %d: korsavia suspects itself with %.2f %%, want 0", turn+1, got)
		}
	}
}

func TestEvidenceIsDrawnAgainstTheTruth(t *testing.T) {
	m := sit.Compile(t, world+`
[attack.wiper]
turn = 1
on = "aurelia"
author = { korsavia = 0.5, moth = 0.5 }
text = "wiper"
[evidence.note]
about = "wiper"
like = { korsavia = 0.8, moth = 0.2 }
to = "aurelia"
turn = 1
`)
	found := map[float64][2]int{}
	for seed := range uint64(2000) {
		s := sit.Start(t, m, seed, nil)
		author, held := s.Get("author.wiper"), s.Get("held.note.aurelia")
		n := found[author]
		n[int(held)-1]++
		found[author] = n
		want := 80.0 // 50 x 0.8 / (50 x 0.8 + 50 x 0.2)
		if held == 2 {
			want = 20 // 50 x 0.2 / (50 x 0.2 + 50 x 0.8)
		}
		if got := s.Get("aurelia.belief.wiper[korsavia]"); math.Abs(got-want) > 1e-9 {
			t.Fatalf("seed %d: belief %v after held = %v, want %v", seed, got, held, want)
		}
	}
	for author, odds := range map[float64]float64{1: 0.8, 2: 0.2} {
		n := found[author]
		got := float64(n[0]) / float64(n[0]+n[1])
		// 1,000 draws: five standard deviations are 0.063.
		if math.Abs(got-odds) > 0.07 {
			t.Errorf("author %v: the note turned up in %.3f of games, want %.1f", author, got, odds)
		}
	}
}
