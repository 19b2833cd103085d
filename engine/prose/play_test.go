package prose_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/scenario"
)

// harbour compiles the small scenario of these tests, with lines added.
func harbour(t testing.TB, extra ...string) *game.Game {
	t.Helper()
	doc, err := scenario.Read(os.DirFS("testdata"), "harbour")
	if len(extra) > 0 {
		text, readErr := os.ReadFile("testdata/harbour/scenario.toml")
		if readErr != nil {
			t.Fatal(readErr)
		}
		dir := t.TempDir()
		if err := os.WriteFile(dir+"/more.toml", append(text, strings.Join(extra, "\n")...), 0o600); err != nil {
			t.Fatal(err)
		}
		doc, err = scenario.Read(os.DirFS(dir), "more.toml")
	}
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func role(t testing.TB, g *game.Game, id string) int32 {
	t.Helper()
	i := slices.IndexFunc(g.Roles, func(r game.Role) bool { return r.ID == id })
	if i < 0 {
		t.Fatalf("no role %q", id)
	}
	return int32(i)
}

func action(t testing.TB, g *game.Game, id string) int32 {
	t.Helper()
	i := slices.IndexFunc(g.Actions, func(a game.Action) bool { return a.ID == id })
	if i < 0 {
		t.Fatalf("no action %q", id)
	}
	return int32(i)
}

// slot finds a number by its path.
func slot(t testing.TB, g *game.Game, path string) int32 {
	t.Helper()
	i := slices.IndexFunc(g.Slots, func(s game.Slot) bool { return s.Path == path })
	if i < 0 {
		t.Fatalf("no slot %q", path)
	}
	return int32(i)
}

// table is one play, turn by turn.
type table struct {
	t      testing.TB
	m      *game.Machine
	p      *game.Play
	s      game.State
	ledger game.Ledger
	turns  []prose.Turn
}

func seated(t testing.TB, g *game.Game, seed chance.Seed) *table {
	t.Helper()
	x := &table{t: t, m: game.NewMachine(g)}
	x.p = x.m.NewPlay(chance.Luck{Seed: seed}, &x.ledger)
	if err := x.p.Start(&x.s, nil); err != nil {
		t.Fatal(err)
	}
	x.open()
	return x
}

func (x *table) open() {
	x.ledger.Reset()
	x.p.Open(&x.s)
	opened := x.ledger
	x.turns = append(x.turns, prose.Turn{M: x.m, Turn: x.s.Turn(), Open: &opened})
}

// order is a move by ids: "aurelia sanction korsavia", "aurelia pledge pelagia amount=3".
func (x *table) order(line string) game.Move {
	x.t.Helper()
	words := strings.Fields(line)
	m := game.Move{Self: role(x.t, x.m.Game, words[0]), Action: action(x.t, x.m.Game, words[1]), Target: -1, Confirm: true}
	if amount, ok := strings.CutPrefix(words[len(words)-1], "amount="); ok {
		m.Amount, _ = strconv.ParseFloat(amount, 64)
		words = words[:len(words)-1]
	}
	if len(words) > 2 {
		m.Target = role(x.t, x.m.Game, words[2])
	}
	return m
}

// play adjudicates these orders and opens the next turn.
func (x *table) play(lines ...string) {
	x.t.Helper()
	var o game.Orders
	for _, l := range lines {
		m := x.order(l)
		if r := x.m.View(&x.s, m.Self).Check([]game.Move{m}); r != nil {
			x.t.Fatalf("turn %d: %s: %s", x.s.Turn(), l, r.Code)
		}
		o.Moves = append(o.Moves, m)
	}
	x.ledger.Reset()
	x.p.Adjudicate(&x.s, o)
	played := x.ledger
	state := x.s.Copy()
	now := &x.turns[len(x.turns)-1]
	now.Played, now.Orders, now.State = &played, o, &state
	if !x.s.Ended() {
		x.open()
	}
}

// whole plays the harbour through: what every golden transcript tells.
func whole(t testing.TB, seed chance.Seed) *table {
	x := seated(t, harbour(t), seed)
	x.play("aurelia inspect", "korsavia whisper", "pelagia raid")
	x.play("aurelia reassure", "aurelia sanction korsavia", "pelagia blind_try", "korsavia whisper")
	x.play("pelagia reassure", "aurelia inspect")
	x.play()
	return x
}
