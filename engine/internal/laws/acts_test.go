package laws_test

import (
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/rule"
)

// The laws are tried with acts of every kind, and they have effects: draws that
// fall as they were forced, numbers that were set, evidence that changed hands.
func TestActsOfEveryKindReachTheGame(t *testing.T) {
	done := map[game.ActKind]int{}
	forced := map[string]int{}
	set, weighed, riding := 0, 0, 0
	beyond := map[bool]int{} // its mark, by whether it was given to somebody
	for _, m := range games(t) {
		for seed := range uint64(20) {
			var l game.Ledger
			p := m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, &l)
			var s game.State
			if err := p.Start(&s, nil); err != nil {
				t.Fatal(err)
			}
			dice := sit.NewDice(seed)
			for !s.Ended() {
				p.Open(&s)
				for range 4 {
					a, ok := dice.Meddle(p, &s, m)
					if !ok {
						continue
					}
					done[a.Kind]++
					if a.Kind == game.ActShare && a.Gift.Rides {
						riding++
					}
				}
				p.Adjudicate(&s, dice.Orders(m, &s))
			}
			for _, d := range l.Draws {
				if d.Forced {
					purpose, _, _ := strings.Cut(d.Purpose, ".") // of a question "truth.intent"
					forced[purpose]++
				}
			}
			for _, e := range l.Events {
				if e.Kind == game.EventBeyond {
					beyond[e.Target >= 0]++
				}
			}
			for _, c := range l.Changes {
				if c.Stage != game.StageAct {
					continue
				}
				switch k := m.Game.Slots[c.Slot].Kind; {
				case k == game.KindTrack && c.Parts != nil && c.Parts[0].Cause.Kind == game.CauseForced && c.Parts[0].Op == rule.Set:
					set++
				case k == game.KindBelief:
					weighed++
				}
			}
		}
	}
	for _, f := range game.Acts() {
		if done[f.Kind] == 0 {
			t.Errorf("no act of the kind %s was ever possible", f.Word)
		}
	}
	for _, purpose := range []string{"outcome", "also", "rule", "evidence", "ending", "draw", "mask", "truth"} {
		if forced[purpose] == 0 {
			t.Errorf("no draw of the purpose %s ever fell as it was forced", purpose)
		}
	}
	if set == 0 || weighed == 0 || riding == 0 {
		t.Errorf("%d numbers were set, %d beliefs moved by what was shared, %d gifts went with a proposal", set, weighed, riding)
	}
	if beyond[true] == 0 || beyond[false] == 0 {
		t.Errorf("%d gifts and %d publications went beyond a mark", beyond[true], beyond[false])
	}
	t.Logf("acts %v, forced %v, %d numbers set, %d beliefs moved, %d gifts with a proposal", done, forced, set, weighed, riding)
}
