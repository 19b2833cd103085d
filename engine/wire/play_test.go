package wire_test

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/scenario"
	"demarche/engine/wire"
	"demarche/scenarios"
)

// codeBlue compiles the scenario that is the reference for sizes.
func codeBlue(t testing.TB) *game.Game {
	t.Helper()
	doc, err := scenario.Read(scenarios.FS, "code_blue")
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// small compiles a scenario written in a test.
func small(t testing.TB, text string) *game.Game {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/small.toml", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	doc, err := scenario.Read(os.DirFS(dir), "small.toml")
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// moment is one thing to show: a state with the ledgers that led to it.
type moment struct {
	phase        string
	state        game.State
	news, reveal game.Ledger
	course       []int
	orders       game.Orders // of the turn that is decided
}

func (m *moment) scene() wire.Scene {
	return wire.Scene{Phase: m.phase, News: &m.news, Reveal: &m.reveal, Course: m.course, Open: m.orders.Moves, Ballots: m.orders.Ballots}
}

// moments plays a game with lawful moves drawn by the seed and returns what is to
// be shown in each decide and reveal phase.
func moments(t testing.TB, m *game.Machine, seed chance.Seed) []moment {
	t.Helper()
	var l game.Ledger
	luck := chance.Luck{Seed: seed}
	p := m.NewPlay(luck, &l)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	var out []moment
	var reveal game.Ledger
	course := []int{}
	for !s.Ended() {
		l.Reset()
		p.Open(&s)
		news := l
		orders := drawn(m, &s, luck)
		out = append(out, moment{wire.PhaseDecide, s.Copy(), news, reveal, slices.Clone(course), orders})
		l.Reset()
		p.Adjudicate(&s, orders)
		reveal = l
		course = append(course, int(s.V[game.SlotMaxRung]))
		phase := wire.PhaseReveal
		if s.Ended() {
			phase = wire.PhaseEnded
		}
		out = append(out, moment{phase, s.Copy(), news, reveal, slices.Clone(course), orders})
	}
	return out
}

// drawn takes each option in five or so that is legal beside those taken.
func drawn(m *game.Machine, s *game.State, luck chance.Luck) game.Orders {
	var o game.Orders
	stream := chance.Name("test", "options")
	for r := range m.Game.Roles {
		view := m.View(s, int32(r))
		var mine []game.Move
		for i, x := range view.Options(nil) {
			if x.Code != game.OK || luck.Unit(stream, uint32(s.Turn()), uint32(r*1000+i)) > 0.2 {
				continue
			}
			move := x.Move(int32(r))
			move.Confirm = true
			with := append(mine[:len(mine):len(mine)], move)
			if view.Check(with) == nil {
				mine = with
			}
		}
		o.Moves = append(o.Moves, mine...)
	}
	return o
}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
