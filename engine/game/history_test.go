package game_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// A game of 130 turns keeps three slots for the turns of each deed. Whatever
// turn is asked for, the answer is that of a diary kept beside the game.
func TestInTurnAnswersForEveryTurn(t *testing.T) {
	const turns = 130
	var b strings.Builder
	fmt.Fprintf(&b, `format = 1
id = "diary"
turns = %d
[track.back]
start = 1
max = 1000
[role.a]
kind = "state"
[role.b]
kind = "state"
[role.c]
kind = "state"
[response.knock]
by = "roles"
target = "roles"
[response.call]
by = "a"
outcome.heard = { odds = 0.5 }
outcome.lost = {}
[response.ask]
by = "b"
effects = ["back = back + 1"]
`, turns)
	asks := []string{
		"in_turn(turn - back, knock)",
		"in_turn(turn - back, knock, a)",
		"in_turn(turn - back, knock, b, c)",
		"in_turn(back, call)",
		"in_turn(back, call.heard, a)",
		"in_turn(52, knock) and not in_turn(53, knock) or in_turn(105, knock)",
	}
	for i, x := range asks {
		fmt.Fprintf(&b, "[metric.m%d]\nvalue = \"(%s) ? 1 : 0\"\n", i, x)
	}
	m := sit.Compile(t, b.String())
	s := sit.Start(t, m, 1, nil)
	dice := sit.NewDice(7)
	diary := map[string]map[int32]bool{}
	wrote := func(what string) map[int32]bool {
		if diary[what] == nil {
			diary[what] = map[int32]bool{}
		}
		return diary[what]
	}
	back := m.Game.Tracks[0].Base
	asked, held := 0, 0
	for turn := int32(1); turn <= turns; turn++ {
		var orders []string
		for _, who := range []string{"a", "b", "c"} {
			if to := []string{"a", "b", "c"}[dice.N(3)]; to != who && dice.N(3) == 0 {
				orders = append(orders, who+" knock "+to)
				wrote("knock")[turn], wrote("knock " + who)[turn], wrote("knock " + who + " " + to)[turn] = true, true, true
			}
		}
		if dice.N(2) == 0 {
			orders = append(orders, "a call")
			wrote("call")[turn] = true
		}
		if dice.N(3) == 0 {
			orders = append(orders, "b ask")
		}
		s.Ledger.Reset()
		s.Close(orders...)
		for _, e := range s.Ledger.Events {
			if e.Block >= 0 && m.Game.Blocks[e.Block].ID == "call.heard" {
				wrote("call.heard")[turn] = true
			}
		}
		k := int32(s.S.V[back])
		want := []bool{
			wrote("knock")[turn-k], wrote("knock a")[turn-k], wrote("knock b c")[turn-k], wrote("call")[k], wrote("call.heard")[k],
			wrote("knock")[52] && !wrote("knock")[53] || wrote("knock")[105],
		}
		for i, x := range m.Metrics(&s.S) {
			if (x.Value == 1) != want[i] {
				t.Fatalf("turn %d, back %d: %s is %v, the diary says %v", turn, k, asks[i], x, want[i])
			}
			asked++
			if want[i] {
				held++
			}
		}
		s.P.Open(&s.S)
	}
	if !wrote("knock")[53] && !wrote("knock")[105] {
		t.Fatal("nobody knocked in the turns that begin a slot: the test shows little")
	}
	if asked != turns*len(asks) || held < asked/10 {
		t.Fatalf("%d of %d answers were yes: the test shows little", held, asked)
	}
	sets := 0
	for i, x := range s.S.V {
		if m.Game.Slots[i].Kind != game.KindTurns {
			continue
		}
		sets++
		if x != math.Trunc(x) || x < 0 || x >= 1<<52 {
			t.Errorf("%s is %v", m.Game.Slots[i].Path, x)
		}
	}
	// Three slots each: knock for all, by three roles and for nine pairs, call for
	// all, call.heard by three roles.
	if want := 3 * (1 + 3 + 9 + 1 + 3); sets != want {
		t.Errorf("%d slots keep turns, want %d: only what is asked for", sets, want)
	}
}
