package laws_test

import (
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// plain has neither ladder nor agreements, so that its moves, rules and injects go
// the shorter way where nobody records: see engine/game/simple.go and solo.go.
const plain = `
format = 1
id = "plain"
turns = 6
[track.calm]
start = 50
[track.fog]
start = 10
[role_track.means]
start = 4
max = 9
refill = 1
[role.alpha]
[role.beta]
[response.patrol]
by = ["alpha", "beta"]
target = ["alpha", "beta"]
cost = { means = 1 }
effects = ["target.means -= 1", "self.means += 0.5"]
outcome.works = { odds = 0.4, effects = ["calm += 5"] }
outcome.fails = { odds = 0.4, effects = ["calm *= 0.9", "self.means -= 1"] }
[response.rest]
by = "alpha"
when = "calm < 60"
effects = ["calm += fog / 10"]
outcome.well = { odds = 0.5, effects = ["fog = calm / 2"] }
outcome.badly = {}
[rule.drizzle]
when = "calm > 40"
effects = ["fog += 1", "calm -= fog / 20"]
[rule.rain]
chance = 0.5
cooldown = 1
effects = ["fog += 2"]
[inject.news]
when = "fog > 12"
effects = ["calm -= 3"]
[inject.echo]
when = "fog > 11"
after = 2
effects = ["calm -= fog / 10"]
[ending.end]
`

// What is simple comes to the same with and without a recorder, whatever the
// facilitator decides.
func TestWhatIsSimpleComesToTheSameRecorded(t *testing.T) {
	m := sit.Compile(t, plain)
	for seed := range uint64(60) {
		with := traced(t, m, seed, &game.Ledger{}, true)
		for at, without := range traced(t, m, seed, nil, false) {
			if !sameState(&with[at], &without) {
				t.Fatalf("seed %d, part %d: %s", seed, at, difference(m, &with[at], &without))
			}
		}
	}
}
