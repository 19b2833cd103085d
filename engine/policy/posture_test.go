package policy_test

import (
	"path/filepath"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
	"demarche/engine/scenario"
)

func TestAHawkPrefersForce(t *testing.T) {
	const runs = 20000
	// Without its rung the strike is mere talk. Thirteen measures less one too
	// dear and one that is locked: 4 to the power of the force of each.
	m := sit.Compile(t, strings.Replace(court, "rung = 2\n", "", 1))
	got := shares(t, m, map[string]string{"": policy.Hawk}, 0, runs)
	weights := map[string]float64{
		"guard": 1, "probe": 1, "speak": 1, "rule_it": 1, "burn": 1, "rash": 1, "strike": 1,
		"bribe": 4, "grab": 4, "steal": 16, "ban": 256, "spy": 1024,
	}
	total := 0.0
	for _, w := range weights {
		total += w
	}
	for id, share := range got {
		if !near(share, weights[id]/total, runs) {
			t.Errorf("share of %q is %.4f, want %.4f", id, share, weights[id]/total)
		}
	}
	if got["ban"] == 0 || got[""] != 0 {
		t.Errorf("shares %v", got)
	}
	// With it, it is what a hawk does: rung 2 of 2 has the force 9, and lifts.
	if got := shares(t, sit.Compile(t, court), map[string]string{"": policy.Hawk}, 0, 500); got["strike"] < 0.97 {
		t.Errorf("it strikes in %.3f of all turns", got["strike"])
	}
}

func TestAHawkKnowsItsEnemies(t *testing.T) {
	const runs = 20000
	// West has raided for sure, gang belongs to west, south stands at rung 3 of 9.
	text := strings.Replace(feud, "BELIEF", "50", 1) + "[pair.east.south]\nrung = 3\n"
	text = strings.Replace(text, "turn = 4", "turn = 1", 1)
	for _, id := range []string{"greet", "shout", "hack", "smear", "strike", "fine"} {
		from, to, _ := strings.Cut(text, "[response."+id+"]")
		if i := strings.Index(to, "["); i >= 0 {
			for !strings.HasPrefix(to[i:], "[response.") && !strings.HasPrefix(to[i:], "[attack.") {
				i += 1 + strings.Index(to[i+1:], "[")
			}
			text = from + to[i:]
		}
	}
	m := sit.Compile(t, text)
	table, err := policy.NewTable(m, map[string]string{"": policy.Hawk})
	if err != nil {
		t.Fatal(err)
	}
	s := sit.Start(t, m, 1, nil)
	got := map[string]float64{}
	for seed := range uint64(runs) {
		got[spoken(m, table.Moves(&s.S, 0, chance.Luck{Seed: chance.Seed(seed)}))] += 1. / runs
	}
	// 1 + 3 x enmity: 1 against its own, 2 against south, 2.5 against gang, 1
	// against west, which nobody suspects.
	for move, w := range map[string]float64{"ban mill": 1, "ban west": 1, "ban south": 2, "ban gang": 2.5} {
		if want := w / 6.5; !near(got[move], want, runs) {
			t.Errorf("%s in %.4f, want %.4f", move, got[move], want)
		}
	}
}

// In a game of two measures that nothing tells apart, the first is peace.
func TestAHawkDefectsAndADoveCooperates(t *testing.T) {
	m := sit.Folder(t, "../internal/models/testdata/ipd")
	for name, want := range map[string]float64{policy.Hawk: 0.9999, policy.Dove: 0} {
		if got := shares(t, m, map[string]string{"": name}, 0, 1000); got["defect"] < want || name == policy.Dove && got["cooperate"] < 0.9999 {
			t.Errorf("%s plays %v", name, got)
		}
	}
}

// course plays games and returns the means of the highest rungs and of the turns.
func course(t *testing.T, folder, name string, games uint64) (peak, turns float64) {
	t.Helper()
	x := newTable(t, folder, map[string]string{"": name})
	for seed := range games {
		x.game(t, seed)
		peak += x.state.V[game.SlotPeakRung] / float64(games)
		turns += float64(x.state.Turn()) / float64(games)
	}
	return peak, turns
}

// Played by hawks a crisis climbs, by doves it does not: in every scenario
// shipped, over the same seeds.
func TestHawksClimbTheLadderAndDovesDoNot(t *testing.T) {
	const games = 30
	folders, err := filepath.Glob("../internal/sketches/testdata/*.toml")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no sketches: %v", err)
	}
	for _, f := range append(folders, "../../scenarios/code_blue") {
		hawk, turns := course(t, f, policy.Hawk, games)
		dove, _ := course(t, f, policy.Dove, games)
		tit, _ := course(t, f, policy.TitForTat, games)
		random, _ := course(t, f, policy.Random, games)
		t.Logf("%-22s mean of the highest rung: hawk %.2f, random %.2f, tit_for_tat %.2f, dove %.2f", filepath.Base(f), hawk, random, tit, dove)
		if dove > random {
			t.Errorf("%s: doves climb to %.2f, random players to %.2f", f, dove, random)
		}
		if filepath.Base(f) == "emergency_decree.toml" {
			if turns > 4 {
				t.Errorf("%s: its hawks last for %.1f turns; they used to empty the treasury before the crisis could climb", f, turns)
			}
			continue
		}
		if hawk < dove+1 || hawk < random || tit < dove || tit > hawk {
			t.Errorf("%s: hawks climb to %.2f, random players to %.2f, tit_for_tat to %.2f, doves to %.2f", f, hawk, random, tit, dove)
		}
	}
}

// What authors can name is what there is.
func TestTheFormatKnowsThePolicies(t *testing.T) {
	var names []string
	for _, p := range scenario.BuiltIns() {
		names = append(names, p.Name)
	}
	if got, want := strings.Join(names, " "), strings.Join(policy.Names(), " "); got != want {
		t.Errorf("the format knows %s, want %s", got, want)
	}
}
