package policy_test

import (
	"fmt"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

// scored plays games in which one role is played by a policy and the others by
// what the scenario gives them, and returns what they were worth to it in the
// mean.
func scored(t *testing.T, m *game.Machine, role int32, name string, games uint64) float64 {
	t.Helper()
	table, err := policy.NewTable(m, map[string]string{m.Game.Roles[role].ID: name})
	if err != nil {
		t.Fatal(err)
	}
	p := m.NewPlay(chance.Luck{}, nil)
	var s game.State
	var o game.Orders
	sum := 0.0
	for seed := range games {
		luck := chance.Luck{Seed: chance.Seed(seed)}
		p.SetLuck(luck)
		if err := p.Start(&s, nil); err != nil {
			t.Fatal(err)
		}
		for !s.Ended() {
			p.Open(&s)
			table.Fill(&o, &s, luck)
			p.Adjudicate(&s, o)
		}
		sum += m.Worth(&s, role)
	}
	return sum / float64(games)
}

// seated plays games once for each seat of a scenario, and returns what they were
// worth to it, by seat and in all.
func seated(t *testing.T, m *game.Machine, name string, games uint64) (by map[string]float64, all float64) {
	t.Helper()
	by = map[string]float64{}
	for r := range m.Game.Roles {
		if m.Game.Roles[r].Seat {
			x := scored(t, m, int32(r), name, games)
			by[m.Game.Roles[r].ID] = x
			all += x
		}
	}
	return by, all
}

// Looking a turn ahead pays: over the same seeds, each seat of code_blue gets more
// than a random player, and in the sketches the seats together do.
func TestGreedyBeatsRandomOnItsOwnScore(t *testing.T) {
	games := uint64(24)
	if testing.Short() {
		games = 8
	}
	m := sit.Folder(t, "../../scenarios/code_blue")
	greedy, all := seated(t, m, policy.Greedy, games)
	random, even := seated(t, m, policy.Random, games)
	t.Logf("code_blue: greedy %.2f %v, random %.2f %v", all, greedy, even, random)
	if all < 1.2*even {
		t.Errorf("code_blue: greedy players get %.2f, random ones %.2f", all, even)
	}
	for id, x := range greedy {
		if x <= random[id]+0.3 {
			t.Errorf("code_blue: as %s a greedy player gets %.2f, a random one %.2f", id, x, random[id])
		}
	}
	for _, name := range []string{"bronze", "cold_line", "opening_night"} {
		m := sit.Folder(t, "../internal/sketches/testdata/"+name+".toml")
		_, greedy := seated(t, m, policy.Greedy, games/2)
		_, random := seated(t, m, policy.Random, games/2)
		t.Logf("%s: greedy %.2f, random %.2f", name, greedy, random)
		if greedy < 1.1*random {
			t.Errorf("%s: greedy players get %.2f, random ones %.2f", name, greedy, random)
		}
	}
}

// Looking further does not do worse.
func TestSearchIsNoWorseThanGreedy(t *testing.T) {
	games := uint64(12)
	if testing.Short() {
		games = 3
	}
	m := sit.Folder(t, "../../scenarios/code_blue")
	search, far := seated(t, m, policy.Search+":100", games)
	greedy, near := seated(t, m, policy.Greedy, games)
	t.Logf("code_blue: search %.2f %v, greedy %.2f %v", far, search, near, greedy)
	if far < near {
		t.Errorf("search gets %.2f, greedy %.2f", far, near)
	}
}

// ahead is a small game for one who looks ahead.
const ahead = `
format = 1
id = "ahead"
turns = 6
GAME
[track.calm]
start = 50
good = "high"
[role_track.funds]
start = 70
min = 0
good = "high"
[ladder]
rungs = [{ name = "a" }, { name = "b" }, { name = "c" }, { name = "d" }]
[role.judge]
kind = "state"
GOAL
[role.rival]
kind = "state"
[role.gang]
kind = "proxy"
seat = false
[attack.raid]
turn = 1
on = "judge"
author = { rival = 0.7, gang = 0.3 }
suspects = { rival = 50, gang = 50 }
MEASURES
[ending.dawn]
`

func TestWhatPlayersChooseWhoLookAhead(t *testing.T) {
	const (
		calm  = `goal.calm = { text = "calm", score = "calm" }`
		funds = `goal.funds = { text = "funds", score = "self.funds" }`
	)
	measure := func(id, text string) string { return "[response." + id + "]\nby = \"judge\"\n" + text + "\n" }
	tests := []struct {
		name, game, goal, measures string
		greedy, search             string
	}{
		{"what serves its goal", "", calm, measure("raise", `effects = ["calm += 2"]`) + measure("sink", `effects = ["calm -= 2"]`), "raise", "raise"},
		{"nothing, if all there is does harm", "", calm, measure("sink", `effects = ["calm -= 2"]`), "", ""},
		{"the sum of its goals", "", calm + "\n" + funds, measure("trade", "effects = [\"calm += 5\", \"self.funds -= 6\"]") + measure("save", `effects = ["self.funds += 1"]`), "save", "save"},
		{"and those that all share", "", calm + "\n[goal.all]\ntext = \"all\"\nscore = \"0 - 2 * calm\"", measure("raise", `effects = ["calm += 2"]`) + measure("sink", `effects = ["calm -= 2"]`), "sink", "sink"},
		{"its reward, before its goals", "returns = \"worth\"\n[metric.worth]\neach = \"role\"\nvalue = \"self.funds\"", calm, measure("raise", `effects = ["calm += 2"]`) + measure("earn", `effects = ["self.funds += 2"]`), "earn", "earn"},
		{"without a goal what is good", "", "", measure("raise", `effects = ["calm += 2"]`) + measure("sink", `effects = ["calm -= 2"]`), "raise", "raise"},
		{"and peace", "", "", measure("threaten", "target = \"rival\"\nrung = 3\nseen = \"public\"\neffects = [\"calm += 2\"]") + measure("greet", `effects = ["calm += 1"]`), "greet", "greet"},
		{"what costs less than it brings", "", calm + "\n" + funds, measure("pay", "cost = { funds = 3 }\neffects = [\"calm += 2\"]") + measure("work", "cost = { funds = 1 }\neffects = [\"calm += 2\"]"), "work", "work"},
		{"the better chance", "", calm, measure("gamble", "outcome.won = { odds = 0.1, effects = [\"calm += 5\"] }\noutcome.lost = { effects = [\"calm -= 5\"] }") + measure("sure", `effects = ["calm += 1"]`), "sure", "sure"},
		{"what has most effect of what it gives", "", calm, "[response.give]\nby = \"judge\"\namount = { max = 10, step = 1 }\neffects = [\"calm += amount\"]\n", "give 10", "give 10"},
		{"the right word", "", calm, measure("say", "choice.tone.rude = { value = -3 }\nchoice.tone.warm = { value = 3 }\neffects = [\"calm += tone\"]"), "say warm", "say warm"},
		{"an investment only if it looks far", "", calm, measure("build", "also.later = { after = 2, effects = [\"calm += 20\"] }\neffects = [\"calm -= 1\"]") + measure("grab", `effects = ["calm += 2"]`), "grab", "build"},
		{"what comes in a turn counts", "", calm, measure("order", "also.later = { after = 1, effects = [\"calm += 5\"] }") + measure("grab", `effects = ["calm += 2"]`), "order", "order"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.NewReplacer("GAME", tt.game, "GOAL", tt.goal, "MEASURES", tt.measures).Replace(ahead)
			m := sit.Compile(t, text)
			for name, want := range map[string]string{policy.Greedy: tt.greedy, policy.Search: tt.search} {
				table, err := policy.NewTable(m, map[string]string{"judge": name, "rival": policy.Hold})
				if err != nil {
					t.Fatal(err)
				}
				for seed := range uint64(4) { // whoever did it
					s := sit.Start(t, m, seed, nil)
					if got := spoken(m, table.Moves(&s.S, 0, chance.Luck{Seed: chance.Seed(seed)})); got != want {
						t.Errorf("seed %d: %s plays %q, want %q", seed, name, got, want)
					}
				}
			}
		})
	}
}

// Whom to accuse hangs on who did it, which it does not know: it goes by what it
// believes, and plays the same whoever did it.
func TestGreedyGuessesWhatItDoesNotKnow(t *testing.T) {
	m := sit.Compile(t, strings.NewReplacer("GAME", "", "GOAL", `goal.calm = { text = "calm", score = "calm" }`, "MEASURES",
		"[response.blame]\nby = \"judge\"\ntarget = [\"rival\", \"gang\"]\neffects = [\"calm += truth(raid) == target ? 3 : -3\"]").Replace(ahead))
	table, err := policy.NewTable(m, map[string]string{"judge": policy.Greedy})
	if err != nil {
		t.Fatal(err)
	}
	const runs = 300
	rival := 0.0
	s := sit.Start(t, m, 1, nil)
	author := m.Game.Attacks[0].Author
	for seed := range uint64(runs) {
		luck := chance.Luck{Seed: chance.Seed(seed)}
		var plays [2]string
		for i, id := range []string{"rival", "gang"} {
			s.S.V[author] = float64(s.Role(id))
			plays[i] = spoken(m, table.Moves(&s.S, 0, luck))
		}
		if plays[0] != plays[1] {
			t.Fatalf("seed %d: it plays %q if it was the rival, %q if it was the gang", seed, plays[0], plays[1])
		}
		if plays[0] == "blame rival" {
			rival += 1. / runs
		}
	}
	// Seven worlds in ten say the rival; of eight, more than half do so in four
	// cases of five.
	if rival < 0.75 || rival > 0.9 {
		t.Errorf("it blames the likelier one in %.3f, want about 0.81", rival)
	}
}

// Of what is worth the same one is drawn, and doing nothing is among it.
func TestGreedyDrawsAmongEquals(t *testing.T) {
	m := sit.Compile(t, strings.NewReplacer("GAME", "", "GOAL", `goal.calm = { text = "calm", score = "calm" }`, "MEASURES",
		"[response.wait]\nby = \"judge\"\n[response.look]\nby = \"judge\"\ntray = \"investigate\"\n[response.sink]\nby = \"judge\"\neffects = [\"calm -= 1\"]\n").Replace(ahead))
	const runs = 3000
	got := shares(t, m, map[string]string{"": policy.Greedy}, 0, runs)
	for _, id := range []string{"", "wait", "look"} {
		if !near(got[id], 1./3, runs) {
			t.Errorf("share of %q is %.3f, want a third", id, got[id])
		}
	}
}

func TestGreedyAnswersByWhatAProposalIsWorth(t *testing.T) {
	text := strings.NewReplacer("GAME", "", "GOAL", `goal.calm = { text = "calm", score = "calm" }`, "MEASURES", `
[response.soothe]
by = "rival"
legal = { status = "contested", basis = "x" }
cosign = { of = "judge" }
effects = ["calm += 3"]
[response.stir]
by = "rival"
legal = { status = "lawful", basis = "x" }
cosign = { of = "judge" }
effects = ["calm -= 3"]
[response.toast]
by = "rival"
legal = { status = "lawful", basis = "x" }
cosign = { of = "judge" }
[response.trick]
by = "rival"
legal = { status = "unlawful", basis = "x" }
cosign = { of = "judge" }
`).Replace(ahead)
	m := sit.Compile(t, text)
	s := sit.Start(t, m, 1, nil)
	for _, name := range []string{policy.Greedy, policy.Search} {
		table, err := policy.NewTable(m, map[string]string{"judge": name})
		if err != nil {
			t.Fatal(err)
		}
		for move, yes := range map[string]bool{"rival soothe": true, "rival stir": false, "rival toast": true, "rival trick": false} {
			got := table.Answers(&s.S, 0, chance.Luck{Seed: 2}, []game.Move{s.Move(move)})
			if len(got) != 1 || got[0].Yes != yes {
				t.Errorf("%s on %q: %+v, want %v", name, move, got, yes)
			}
		}
	}
}

// With fewer playouts than moves it tries those that are drawn, and takes the best
// of them.
func TestSearchWithFewPlayouts(t *testing.T) {
	measures := ""
	for i := range 40 {
		measures += fmt.Sprintf("[response.m%d]\nby = \"judge\"\neffects = [\"calm += %d\"]\n", i, i)
	}
	m := sit.Compile(t, strings.NewReplacer("GAME", "", "GOAL", `goal.calm = { text = "calm", score = "calm" }`, "MEASURES", measures,
		"start = 50", "start = 50\nmax = 1000").Replace(ahead))
	s := sit.Start(t, m, 1, nil)
	for budget, least := range map[string]float64{"1": 15, "8": 28, "40": 34, "400": 38.9} {
		table, err := policy.NewTable(m, map[string]string{"judge": policy.Search + ":" + budget})
		if err != nil {
			t.Fatal(err)
		}
		const runs = 60
		sum := 0.0
		for seed := range uint64(runs) {
			for _, x := range table.Moves(&s.S, 0, chance.Luck{Seed: chance.Seed(seed)}) {
				sum += float64(x.Action) / runs
			}
		}
		// The best of n of 40 is n/(n+1) of the way up.
		if t.Logf("%s playouts: %.1f of 39", budget, sum); sum < least {
			t.Errorf("with %s playouts it takes measure %.1f in the mean, want %v or better", budget, sum, least)
		}
	}
}

func TestSearchTakesItsBudgetFromItsName(t *testing.T) {
	g := sit.Folder(t, "../internal/models/testdata/ipd").Game
	for name, known := range map[string]bool{
		"search": true, "search:1": true, "search:1000000": true,
		"search:0": false, "search:-3": false, "search:1000001": false, "search:x": false, "search:": false, "greedy:3": false, "searching": false,
	} {
		_, err := policy.New(g, name)
		if (err == nil) != known || policy.Known(g, name) != known {
			t.Errorf("%q is known: %v", name, err == nil)
		}
	}
}
