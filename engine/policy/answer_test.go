package policy_test

import (
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

// parley has proposals of every sort that a careful player tells apart.
const parley = `
format = 1
id = "parley"
turns = 3
[ladder]
rungs = [{ name = "calm" }, { name = "words" }, { name = "blows" }]
[track.calm]
start = 50
[track.secret]
start = 90
seen = "hidden"
[role.host]
kind = "state"
[role.guest]
kind = "state"
[role.rival]
kind = "state"
seat = false
[attack.raid]
turn = 1
on = "host"
author = "rival"
suspects = { rival = "self == guest ? 75 : 40" }
[response.toast]
by = "host"
legal = { status = "lawful", basis = "x" }
cosign = { of = "guest" }
[response.trick]
by = "host"
legal = { status = "unlawful", basis = "x" }
cosign = { of = "guest" }
[response.scold]
by = "host"
target = "rival"
rung = 1
cosign = { of = "guest" }
[response.blame]
by = "host"
target = "rival"
rung = 1
attributes = "raid"
cosign = { of = "guest" }
[response.told]
by = "host"
cosign = { of = "guest", accept = "secret > 80" }
[response.refused]
by = "host"
cosign = { of = "guest", accept = "secret > 95" }
[response.pledge]
by = "host"
target = "rival"
tray = "restrict"
makes = "truce"
cosign = { of = "guest" }
[response.train]
by = "host"
tray = "defend"
cosign = { of = "guest" }
[agreement.truce]
[response.say]
by = "host"
choice.wording.plain = {}
choice.wording.rude = { when = "calm > 90" }
choice.wording.warm = {}
`

func TestComputerPlayersAnswerProposals(t *testing.T) {
	m := sit.Compile(t, parley)
	s := sit.Start(t, m, 1, nil)
	tests := []struct {
		policy, move string
		yes, says    bool
	}{
		{policy.Cautious, "host toast", true, true},
		{policy.Cautious, "host trick", false, true},
		{policy.Cautious, "host scold rival", false, true},
		{policy.Cautious, "host blame rival", true, true}, // on a belief of 75
		{policy.Cautious, "host told", true, true},
		{policy.Cautious, "host refused", false, true},
		{policy.Hawk, "host toast", false, true}, // mere talk
		{policy.Hawk, "host trick", true, true},
		{policy.Hawk, "host scold rival", true, true},
		{policy.Hawk, "host pledge rival", false, true},
		{policy.Hawk, "host train", true, true},
		{policy.Dove, "host toast", true, true},
		{policy.Dove, "host trick", false, true},
		{policy.Dove, "host scold rival", false, true},
		{policy.Dove, "host blame rival", false, true}, // sure or not
		{policy.Dove, "host pledge rival", true, true},
		{policy.Dove, "host train", true, true},
		{policy.TitForTat, "host toast", true, true},
		{policy.TitForTat, "host scold rival", false, true},
		{policy.Hold, "host toast", false, false},
		{policy.Hold, "host told", true, true}, // the scenario answers for it
	}
	for _, tt := range tests {
		table, err := policy.NewTable(m, map[string]string{"": tt.policy})
		if err != nil {
			t.Fatal(err)
		}
		got := table.Answers(&s.S, s.Role("guest"), chance.Luck{}, []game.Move{s.Move(tt.move)})
		if len(got) > 0 != tt.says || tt.says && (got[0].Yes != tt.yes || got[0].Role != s.Role("guest") || got[0].Move != s.Move(tt.move)) {
			t.Errorf("%s on %q: %+v, want %v", tt.policy, tt.move, got, tt.yes)
		}
		if own := table.Answers(&s.S, s.Role("host"), chance.Luck{}, []game.Move{s.Move(tt.move)}); own != nil {
			t.Errorf("the mover answers %+v", own)
		}
	}
	// Where the pair stands as high already, a scolding moves no rung.
	s.S.V[s.Slot("pair(host, rival).rung")] = 1
	table, _ := policy.NewTable(m, nil)
	if got := table.Answers(&s.S, s.Role("guest"), chance.Luck{}, []game.Move{s.Move("host scold rival")}); len(got) != 1 || !got[0].Yes {
		t.Errorf("a scolding that moves nobody: %+v", got)
	}
}

func TestARandomPlayerSaysYesHalfTheTime(t *testing.T) {
	m := sit.Compile(t, parley)
	s := sit.Start(t, m, 1, nil)
	table, err := policy.NewTable(m, map[string]string{"": policy.Random})
	if err != nil {
		t.Fatal(err)
	}
	const runs = 4000
	yes := 0.0
	for seed := range chance.Seed(runs) {
		for _, b := range table.Answers(&s.S, s.Role("guest"), chance.Luck{Seed: seed}, []game.Move{s.Move("host trick")}) {
			if b.Yes {
				yes++
			}
		}
	}
	if !near(yes/runs, 0.5, runs) {
		t.Errorf("yes in %.3f of all", yes/runs)
	}
}

func TestWordsArePickedAmongTheLegalOnes(t *testing.T) {
	m := sit.Compile(t, parley)
	s := sit.Start(t, m, 1, nil)
	table, err := policy.NewTable(m, map[string]string{"": policy.Random})
	if err != nil {
		t.Fatal(err)
	}
	const runs = 20000
	words, all := map[int32]float64{}, 0.0
	for seed := range chance.Seed(runs) {
		for _, x := range table.Moves(&s.S, 0, chance.Luck{Seed: seed}) {
			if m.Game.Actions[x.Action].ID == "say" {
				words[x.Choice]++
				all++
			}
		}
	}
	if words[1] != 0 || !near(words[0]/all, 0.5, all) || !near(words[2]/all, 0.5, all) {
		t.Errorf("words %v", words)
	}
	// Nine measures, "publish" is none, and doing nothing.
	if !near(all/runs, 1./10, runs) {
		t.Errorf("the measure with words is taken in %.4f, want one in ten: words must not make it likelier", all/runs)
	}
}

func TestATableAsksOnceForMovesAndOnceForAnswers(t *testing.T) {
	m := sit.Compile(t, parley)
	s := sit.Start(t, m, 1, nil)
	table, err := policy.NewTable(m, map[string]string{"": policy.Cautious})
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for seed := range chance.Seed(60) {
		o := table.Orders(&s.S, chance.Luck{Seed: seed})
		for _, b := range o.Ballots {
			asked++
			if r := m.View(&s.S, b.Role).CheckAnswer(o.Moves, b.Move); r.Code != game.OK {
				t.Errorf("seed %d: %+v is refused: %v", seed, b, r.Code)
			}
		}
	}
	if asked == 0 {
		t.Error("nobody was asked anything")
	}
}
