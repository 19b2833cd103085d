package policy_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

// arena has two seats and a neighbour, and measures that policies of the tests
// choose among. POLICIES stands for those.
const arena = `
format = 1
id = "arena"
turns = 9
[ladder]
rungs = [{ name = "calm" }, { name = "words" }, { name = "blows" }]
firebreaks = [{ below = 2, text = "blows" }]
[param.temper]
default = 2
[track.calm]
start = 50
[track.plot]
start = 3
seen = { rival = "exact" }
[role_track.means]
start = 3
[pair_track.trust]
start = 50
seen = { self = "exact" }
[pair.judge.rival]
trust = 20
[role.judge]
kind = "state"
[role.rival]
kind = "state"
[role.third]
kind = "state"
seat = false
[response.speak]
by = "roles"
seen = "public"
[response.warn]
by = "judge"
target = ["rival", "third"]
seen = "public"
[response.pay]
by = "judge"
cost = { means = 2 }
[response.strike]
by = "judge"
target = "rival"
rung = 2
[response.shut]
by = "judge"
when = "calm > 90"
[response.give]
by = "judge"
amount = { min = 1, max = "self.means", step = 0.5 }
cost = { means = "amount" }
[response.lend]
by = "judge"
amount = { max = 2 }
[response.say]
by = "judge"
choice.tone.rude = { when = "calm > 90" }
choice.tone.plain = {}
choice.tone.warm = {}
choice.scope.all = {}
choice.scope.one = {}
POLICIES
[ending.dawn]
`

func arenaWith(t *testing.T, policies string) *game.Machine {
	t.Helper()
	return sit.Compile(t, strings.Replace(arena, "POLICIES", policies, 1))
}

// spoken writes moves in words with what was chosen.
func spoken(m *game.Machine, moves []game.Move) string {
	var out []string
	for _, x := range moves {
		w := ids(m, []game.Move{x})
		if x.Amount != 0 {
			w += fmt.Sprintf(" %v", x.Amount)
		}
		a := &m.Game.Actions[x.Action]
		for i := range a.Choices {
			w += " " + a.Choices[i].Words[a.Word(x.Choice, i)].ID
		}
		if x.Confirm {
			w += " !"
		}
		out = append(out, w)
	}
	return strings.Join(out, ", ")
}

func TestTheFirstEntryThatAppliesIsPlayed(t *testing.T) {
	tests := []struct{ name, policy, want string }{
		{"the first of the file", "warn = { target = \"third\" }\nspeak = {}", "warn third"},
		{"the first whose condition holds", `speak = { when = "calm > 50" }` + "\npay = {}", "pay"},
		{"the first that is legal", "shut = {}\npay = {}", "pay"},
		{"the first that can be aimed", "strike = { target = \"rival\", when = \"pair(self, target).trust > 50\" }\npay = {}", "pay"},
		{"one that never comes", "speak = { chance = 0 }\npay = { chance = 1 }", "pay"},
		{"none", `speak = { when = "turn > 3" }`, ""},
		{"nothing on purpose", "pass = {}\nspeak = {}", ""},
		{"nothing under another name", `wait = { do = "pass", when = "calm == 50" }` + "\nspeak = {}", ""},
		{"nothing if it does not apply", `wait = { do = "pass", when = "calm > 50" }` + "\nspeak = {}", "speak"},
		{"a measure under another name", `talk = { do = "speak" }`, "speak"},
		{"the target with the highest value", `warn = { prefer = "pair(self, target).trust" }`, "warn third"},
		{"and with the lowest", `warn = { prefer = "0 - pair(self, target).trust" }`, "warn rival"},
		{"the first of equals", `warn = { prefer = "1" }`, "warn rival"},
		{"a target whose value is no number is last", `warn = { prefer = "1 / (target == rival ? 0 : -5)" }`, "warn third"},
		{"it, if there is no other", `warn = { prefer = "1 / 0", when = "target == third" }`, "warn third"},
		{"only targets for which it holds", `warn = { prefer = "1", when = "target == third" }`, "warn third"},
		{"a crossing is confirmed", "strike = {}", "strike rival !"},
		{"words that it names", `say = { choice = { tone = "warm", scope = "one" } }`, "say warm one"},
		{"the first lawful ones for those it leaves open", `say = { choice = { scope = "one" } }`, "say plain one"},
		{"none at all", `say = {}`, "say plain all"},
		{"the lowest amount", `give = {}`, "give 1"},
		{"and nothing where that is the lowest", `lend = {}`, "lend"},
		{"the amount that it says", `give = { amount = "self.means / 2" }`, "give 1.5"},
		{"the nearest that there is", `give = { amount = "calm / 30" }`, "give 1.5"},
		{"no more than there is", `give = { amount = 100 }`, "give 3"},
		{"nor less", `give = { amount = "0 - calm" }`, "give 1"},
		{"an amount that is no number", `give = { amount = "1 / (calm - 50)" }` + "\npay = {}", "pay"},
		{"a word that is locked", `say = { choice = { tone = "rude" } }` + "\npay = {}", "pay"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := arenaWith(t, "[policy.mine.choose]\n"+tt.policy)
			s := sit.Start(t, m, 1, nil)
			table, err := policy.NewTable(m, map[string]string{"judge": "mine", "rival": policy.Hold})
			if err != nil {
				t.Fatal(err)
			}
			if got := spoken(m, table.Moves(&s.S, 0, chance.Luck{Seed: 4})); got != tt.want {
				t.Errorf("plays %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSeveralMovesInATurn(t *testing.T) {
	tests := []struct{ name, policy, want string }{
		{"as many as it says", "moves = 2\n[policy.mine.choose]\nspeak = {}\nwarn = { target = \"rival\" }\npay = {}", "speak, warn rival"},
		{"each entry once", "moves = 3\n[policy.mine.choose]\nwarn = { prefer = \"1\" }\nagain = { do = \"warn\", prefer = \"1\" }", "warn rival, warn third"},
		{"until it passes", "moves = 3\n[policy.mine.choose]\nspeak = {}\npass = {}\npay = {}", "speak"},
		{"as far as the means go", "moves = 3\n[policy.mine.choose]\npay = {}\nagain = { do = \"pay\" }\nspeak = {}", "pay, speak"},
		{"by weight, until it passes or all are played", "pick = \"weights\"\nmoves = 3\n[policy.mine.choose]\nspeak = { weight = 1e9 }\npay = { weight = 1e-9 }\npass = {}", "speak"},
		{"by weight, all of them", "pick = \"weights\"\nmoves = 3\n[policy.mine.choose]\npay = { weight = 1e-9 }\nspeak = { weight = 1e9 }\nshut = { weight = 1e30 }", "speak, pay"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := arenaWith(t, "[policy.mine]\n"+tt.policy)
			s := sit.Start(t, m, 1, nil)
			table, err := policy.NewTable(m, map[string]string{"judge": "mine"})
			if err != nil {
				t.Fatal(err)
			}
			moves := table.Moves(&s.S, 0, chance.Luck{Seed: 4})
			if got := spoken(m, moves); got != tt.want {
				t.Errorf("plays %q, want %q", got, tt.want)
			}
			if no := m.View(&s.S, 0).Check(moves); no != nil {
				t.Errorf("refused: %v", no.Code)
			}
		})
	}
}

func TestAWrittenPolicyFillsUpThePlan(t *testing.T) {
	text := "[policy.mine]\nmoves = MOVES\n[policy.mine.choose]\nwarn = { target = \"rival\" }\npay = {}\n[response.plead]\nby = \"judge\""
	for moves, want := range map[string]string{"1": "plead", "2": "plead, warn rival", "3": "plead, warn rival, pay"} {
		m := sit.Compile(t, strings.Replace(strings.Replace(arena, "POLICIES", strings.Replace(text, "MOVES", moves, 1), 1),
			"[role.judge]", "[role.judge]\nplan.plead = {}\npolicy = \"mine\"", 1))
		s := sit.Start(t, m, 1, nil)
		table, err := policy.NewTable(m, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := spoken(m, table.Moves(&s.S, 0, chance.Luck{})); got != want {
			t.Errorf("%s moves: plays %q, want %q", moves, got, want)
		}
	}
}

func TestAMixedStrategyIsDrawnByWeight(t *testing.T) {
	const runs = 20000
	m := arenaWith(t, `[policy.mine]
pick = "weights"
[policy.mine.choose]
speak = { weight = "calm / 50" }
more  = { do = "speak", weight = 2 }
warn  = { weight = "pair(self, target).trust > 30 ? 3 : 1e9", target = "third" }
never = { do = "pay", weight = 0 }
bad   = { do = "pay", weight = "1 / (calm - 50)" }
shut  = { weight = 1000 }
pass  = { weight = 4 }`)
	got := shares(t, m, map[string]string{"judge": "mine"}, 0, runs)
	for id, want := range map[string]float64{"speak": .3, "warn": .3, "": .4} {
		if !near(got[id], want, runs) {
			t.Errorf("share of %q is %.4f, want %.2f", id, got[id], want)
		}
	}
	if len(got) != 3 {
		t.Errorf("shares %v, want three", got)
	}
}

func TestChancesOfEntries(t *testing.T) {
	const runs = 20000
	m := arenaWith(t, "[policy.mine.choose]\npay = { chance = \"self.means / 10\" }\nspeak = { chance = 0.5 }")
	got := shares(t, m, map[string]string{"judge": "mine"}, 0, runs)
	if !near(got["pay"], .3, runs) || !near(got["speak"], .35, runs) || !near(got[""], .35, runs) {
		t.Errorf("shares %v, want 0.3 pay, half of the rest speak", got)
	}
}

func TestTargetsAreDrawnEvenly(t *testing.T) {
	const runs = 8000
	m := arenaWith(t, "[policy.mine.choose]\nwarn = {}")
	s := sit.Start(t, m, 1, nil)
	table, err := policy.NewTable(m, map[string]string{"judge": "mine"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for seed := range chance.Seed(runs) {
		got[ids(m, table.Moves(&s.S, 0, chance.Luck{Seed: seed}))]++
	}
	if len(got) != 2 || !near(got["warn rival"]/runs, .5, runs) {
		t.Errorf("targets %v, want two alike", got)
	}
}

func TestANewEntryMovesOnlyTheChoicesItWins(t *testing.T) {
	const text = "[policy.mine]\npick = \"weights\"\n[policy.mine.choose]\nNEW\nspeak = { weight = 2 }\npay = {}\nwarn = {}\npass = {}"
	before, after := arenaWith(t, strings.Replace(text, "NEW", "", 1)), arenaWith(t, strings.Replace(text, "NEW", `say = { weight = "2" }`, 1))
	was, now := tableOf2(t, before), tableOf2(t, after)
	s, r := sit.Start(t, before, 1, nil), sit.Start(t, after, 1, nil)
	won := 0
	for seed := range chance.Seed(300) {
		luck := chance.Luck{Seed: seed}
		a, b := ids(before, was.Moves(&s.S, 0, luck)), ids(after, now.Moves(&r.S, 0, luck))
		if b == "say" {
			won++
		} else if a != b {
			t.Fatalf("seed %d: chose %q before and %q after", seed, a, b)
		}
	}
	if won == 0 {
		t.Error("the new entry was never chosen: nothing was tested")
	}
}

func tableOf2(t *testing.T, m *game.Machine) *policy.Table {
	t.Helper()
	table, err := policy.NewTable(m, map[string]string{"judge": "mine"})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// grim remembers how often the rival spoke, and a mood that falls by half.
const grim = `
[policy.grim]
memory = { spoken = 0, mood = "param.temper" }
learn = [
  "memory.spoken += last_turn(speak, rival) ? 1 : 0",
  "memory.mood = memory.mood / 2 + memory.spoken",
  "memory.mood = 1 / (turn - 5)",
  "memory.mood += turn == 5 ? 100 : 0",
]
[policy.grim.choose]
warn = { when = "memory.spoken >= 2", target = "rival" }
pay  = { when = "memory.spoken == 1" }
`

func TestAPolicyRemembers(t *testing.T) {
	// The third lesson overwrites the second, except in turn 5, when it is no
	// number: then the second and the fourth count.
	m := arenaWith(t, strings.Replace(grim, `"memory.mood = 1 / (turn - 5)",`, "", 1))
	table, err := policy.NewTable(m, map[string]string{"judge": "grim"})
	if err != nil {
		t.Fatal(err)
	}
	s := sit.Start(t, m, 1, nil)
	spoken, mood := s.Slot("memory.grim.spoken[judge]"), s.Slot("memory.grim.mood[judge]")
	if s.S.V[spoken] != 0 || s.S.V[mood] != 2 {
		t.Fatalf("it begins with %v and %v, want 0 and the parameter", s.S.V[spoken], s.S.V[mood])
	}
	wantSpoken, wantMood := 0.0, 2.0
	speaks := []bool{true, false, true, true, false, false}
	for turn, speak := range speaks {
		luck := chance.Luck{}
		moves, learnt := table.Moves(&s.S, 0, luck), table.Learns(&s.S, 0)
		if again := table.Learns(&s.S, 0); !slices.Equal(learnt, again) {
			t.Fatalf("turn %d: asked again it learns %v, not %v", turn+1, again, learnt)
		}
		if turn > 0 && speaks[turn-1] {
			wantSpoken++
		}
		wantMood = wantMood/2 + wantSpoken
		if turn+1 == 5 {
			wantMood += 100
		}
		want := ""
		switch {
		case wantSpoken >= 2:
			want = "warn rival"
		case wantSpoken == 1:
			want = "pay"
		}
		if s.S.V[s.Slot("judge.means")] < 2 && want == "pay" {
			want = ""
		}
		if got := ids(m, moves); got != want {
			t.Errorf("turn %d: plays %q, want %q", turn+1, got, want)
		}
		o := game.Orders{Moves: moves, Learnt: learnt}
		if speak {
			o.Moves = append(o.Moves, s.Move("rival speak"))
		}
		s.P.Adjudicate(&s.S, o)
		if s.S.V[spoken] != wantSpoken || s.S.V[mood] != wantMood {
			t.Errorf("turn %d: it remembers %v and %v, want %v and %v", turn+1, s.S.V[spoken], s.S.V[mood], wantSpoken, wantMood)
		}
		if s.Get("memory.grim.spoken[rival]") != 0 || s.Get("memory.grim.mood[rival]") != 2 {
			t.Errorf("turn %d: the other seat's memory moved", turn+1)
		}
		s.P.Open(&s.S)
	}
}

func TestALessonThatIsNoNumberTeachesNothing(t *testing.T) {
	m := arenaWith(t, grim)
	table, err := policy.NewTable(m, map[string]string{"judge": "grim", "rival": policy.Hold})
	if err != nil {
		t.Fatal(err)
	}
	s := sit.Start(t, m, 1, nil)
	for s.S.Turn() < 5 {
		s.P.Adjudicate(&s.S, table.Orders(&s.S, chance.Luck{}))
		s.P.Open(&s.S)
	}
	before := s.Get("memory.grim.mood[judge]")
	if before != 1./(4-5) {
		t.Fatalf("after turn 4 the mood is %v, want -1", before)
	}
	s.P.Adjudicate(&s.S, table.Orders(&s.S, chance.Luck{}))
	if got, want := s.Get("memory.grim.mood[judge]"), before/2+100; got != want {
		t.Errorf("after turn 5 the mood is %v, want %v", got, want)
	}
}

func TestAPersonLeavesTheMemoryAlone(t *testing.T) {
	m := arenaWith(t, grim)
	s := sit.Start(t, m, 1, nil)
	s.Turn("rival speak")
	s.Close("judge pay")
	if got := s.Get("memory.grim.spoken[judge]"); got != 0 {
		t.Errorf("a person's moves left a memory of %v", got)
	}
}

func TestAPolicyOfTheFileHidesABuiltInOne(t *testing.T) {
	m := arenaWith(t, "[policy.cautious.choose]\nstrike = {}\n[policy.weights.choose]\npay = {}")
	s := sit.Start(t, m, 1, nil)
	for name, want := range map[string]string{"cautious": "strike rival", "weights": "pay"} {
		table, err := policy.NewTable(m, map[string]string{"judge": name})
		if err != nil {
			t.Fatal(err)
		}
		if got := ids(m, table.Moves(&s.S, 0, chance.Luck{})); got != want || table.Name(0) != name {
			t.Errorf("%q plays %q, want %q", table.Name(0), got, want)
		}
	}
	if got := fmt.Sprint(policy.NamesOf(m.Game)); got != "[cautious weights hold random hawk dove tit_for_tat greedy search]" {
		t.Errorf("policies are %s", got)
	}
}

func TestWhoCannotBePlayedByAPolicy(t *testing.T) {
	m := arenaWith(t, "[policy.schemer.choose]\nspeak = { when = \"plot > 2\" }")
	if _, err := policy.NewTable(m, map[string]string{"rival": "schemer"}); err != nil {
		t.Errorf("the one who sees the plot: %v", err)
	}
	for name, choice := range map[string]map[string]string{
		`role judge: policy "schemer" reads plot, which judge does not see`:                            {"": "schemer"},
		`role judge: no policy "scheme" (did you mean "schemer"?)`:                                     {"judge": "scheme"},
		`role rival: no policy "x" (policies are schemer, ` + strings.Join(policy.Names(), ", ") + `)`: {"rival": "x"},
	} {
		if _, err := policy.NewTable(m, choice); err == nil || err.Error() != name {
			t.Errorf("NewTable(%v): %v, want %s", choice, err, name)
		}
	}
}

func TestAWrittenPolicyAnswersWithCare(t *testing.T) {
	m := sit.Compile(t, parley+"\n[policy.mine.choose]\npass = {}\n")
	s := sit.Start(t, m, 1, nil)
	table, err := policy.NewTable(m, map[string]string{"guest": "mine"})
	if err != nil {
		t.Fatal(err)
	}
	for move, yes := range map[string]bool{"host toast": true, "host trick": false, "host scold rival": false, "host blame rival": true} {
		got := table.Answers(&s.S, s.Role("guest"), chance.Luck{}, []game.Move{s.Move(move)})
		if len(got) != 1 || got[0].Yes != yes {
			t.Errorf("on %q it answers %+v, want %v", move, got, yes)
		}
	}
}
