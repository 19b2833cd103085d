package record_test

import (
	"bytes"
	"io/fs"
	"testing"

	"pgregory.net/rapid"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/wild"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
)

// compile is the compiler that verification is handed.
func compile(files fs.FS, h *record.Header) (*game.Machine, error) {
	doc, err := scenario.Read(files, h.Main)
	if err != nil {
		return nil, err
	}
	if h.Turns > 0 {
		doc = doc.Lasting(h.Turns)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return nil, err
	}
	return game.NewMachine(g), nil
}

// played is a game that was played and recorded.
type played struct {
	m     *game.Machine
	n     *record.Notation
	text  string
	bytes []byte
	seed  uint64
	name  string // of the policy of all seats
	turns []record.Turn
	state []game.State // after each turn; [0] is the start
	open  []*game.Ledger
	done  []*game.Ledger
}

// before is what the turn after turn follows, above 0.
func (g *played) before(turn int) record.Before {
	return record.Before{Play: g.turns[turn-1].Play, State: g.turns[turn-1].State}
}

// fatal is what rapid and testing share.
type fatal interface {
	Helper()
	Fatal(args ...any)
}

// play plays a scenario with computer players and records it.
func play(t fatal, tb testing.TB, text string, seed uint64, name string) *played {
	t.Helper()
	g := &played{m: sit.Compile(tb, text), text: text, seed: seed, name: name}
	var err error
	if g.n, err = record.NewNotation(g.m.Game); err != nil {
		t.Fatal(err)
	}
	table, err := policy.NewTable(g.m, map[string]string{"": name})
	if err != nil {
		t.Fatal(err)
	}
	luck := chance.Luck{Seed: chance.Seed(seed)}
	var l game.Ledger
	p := g.m.NewPlay(luck, &l)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := record.NewWriter(&out)
	h := record.Header{Engine: "test", Scenario: g.m.Game.ID, Main: "scenario.toml", Seed: seed, Params: g.n.Params(&s)}
	for i, r := range g.m.Game.Roles {
		if r.Seat {
			h.Seats = append(h.Seats, record.Seat{Role: r.ID, Policy: table.Name(int32(i))})
		}
	}
	put := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	put(w.Begin(h, []record.File{{Name: "scenario.toml", Data: []byte(text)}}))
	thread := record.NewThread(g.n, record.Format)
	start := thread.Start(&l, &s)
	put(w.Append(start))
	g.state = append(g.state, s.Copy())
	for !s.Ended() {
		l.Reset()
		p.Open(&s)
		open := l
		l.Reset()
		orders := table.Orders(&s, luck)
		p.Adjudicate(&s, orders)
		done := l
		turn := thread.Turn(&open, &done, orders, nil, &s)
		put(w.Append(turn))
		g.turns = append(g.turns, turn)
		g.state = append(g.state, s.Copy())
		g.open, g.done = append(g.open, &open), append(g.done, &done)
	}
	end := record.End{Turn: s.Turn(), Play: thread.Play()}
	if i := s.Ending(g.m.Game); i >= 0 {
		end.Ending = g.m.Game.Endings[i].ID
	}
	put(w.Append(end))
	g.bytes = out.Bytes()
	return g
}

// wildly plays a random scenario with random players.
func wildly(rt *rapid.T, t *testing.T) *played {
	text := wild.Scenario(rapid.Uint64Range(0, 1<<40).Draw(rt, "scenario"))
	seed := rapid.Uint64Range(0, chance.MaxSeed).Draw(rt, "seed")
	return play(rt, t, text, seed, rapid.SampledFrom([]string{policy.Random, wild.Policy}).Draw(rt, "policy"))
}

// read reads a record that must be whole.
func read(t fatal, b []byte) *record.Record {
	t.Helper()
	r, err := record.Read(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return r
}
