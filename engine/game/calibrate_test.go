package game_test

import (
	"math"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// Aurelia thinks 40 per cent of Korsavia, 15 of the banner, 15 of the moth, and
// 30 of somebody unknown. Worked by hand for each author.
func TestCalibrationOfWhatIsBelieved(t *testing.T) {
	for _, x := range []struct {
		says, author string
		brier        float64 // of Aurelia
		wrong        bool
	}{
		{"the likeliest did it", "korsavia", 0.6*0.6 + 2*0.15*0.15 + 0.3*0.3, false},
		{"an unlikely one did it", "moth", 0.4*0.4 + 0.15*0.15 + 0.85*0.85 + 0.3*0.3, true},
		{"it was somebody whom nobody suspects", "stranger", 0.4*0.4 + 2*0.15*0.15 + 0.7*0.7, true},
	} {
		t.Run(x.says, func(t *testing.T) {
			m := sit.Compile(t, world+`
[role.red_banner]
kind = "proxy"
seat = false
[role.stranger]
kind = "proxy"
seat = false
[attack.wiper]
turn = 2
on = "aurelia"
author = "`+x.author+`"
suspects = { korsavia = 40, red_banner = 15, moth = 15 }
text = "wiper"
`)
			s := sit.Start(t, m, 1, nil)
			if got := m.Calibration(&s.S, nil); len(got) != 0 {
				t.Errorf("before it happens: %+v", got)
			}
			s.Turn()
			var of *game.Calibrated
			for i, c := range m.Calibration(&s.S, nil) {
				if m.Game.Roles[c.Role].ID == x.author {
					t.Errorf("the author is judged: %+v", c)
				}
				if m.Game.Roles[c.Role].ID == "aurelia" {
					of = &m.Calibration(&s.S, nil)[i]
				}
			}
			if of == nil {
				t.Fatal("Aurelia is not judged")
			}
			if math.Abs(of.Brier-x.brier) > 1e-12 || of.Misattributed != x.wrong {
				t.Errorf("%+v, want %v and %t", *of, x.brier, x.wrong)
			}
		})
	}
}

// Who thinks most of somebody unknown suspects nobody.
func TestWhoDoesNotKnowDoesNotMisattribute(t *testing.T) {
	m := sit.Compile(t, world+`
[attack.wiper]
turn = 1
on = "aurelia"
author = "moth"
suspects = { korsavia = 30, moth = 10 }
`)
	s := sit.Start(t, m, 1, nil)
	for _, c := range m.Calibration(&s.S, nil) {
		if c.Misattributed {
			t.Errorf("%+v", c)
		}
	}
}
