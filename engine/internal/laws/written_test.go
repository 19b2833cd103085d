package laws_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
	"demarche/engine/policy/moves"
	"demarche/engine/record"
	"demarche/engine/study/table"
)

// The table of the moves of a play is, without its other columns, a moves file
// that shares the same evidence and gives the same orders again, in every scenario.
func TestTheTableOfMovesPlaysThemAgain(t *testing.T) {
	each(t, 2, func(t *testing.T, m *game.Machine, seed uint64) {
		n, err := record.NewNotation(m.Game)
		if err != nil {
			t.Fatal(err)
		}
		l := table.NewLayout(m, n, nil, nil)
		rows := &written{l: l}
		k := l.Maker(rows)
		var played []turn
		p, s, note := begun(t, m, seed)
		if err := k.Begin(table.Run{Seed: seed}, s); err != nil {
			t.Fatal(err)
		}
		dice := sit.NewDice(seed)
		for !s.Ended() {
			p.Open(s)
			var gifts []game.Gift
			for range 2 {
				if x, done := dice.Share(p, s, m); done {
					gifts = append(gifts, x)
				}
			}
			open := *note
			note.Reset()
			o := dice.Orders(m, s)
			m.Game.Sort(&o)
			played = append(played, turn{s.Copy(), o})
			p.Adjudicate(s, o)
			if err := k.Turn(table.Turn{Orders: o, Gifts: gifts, Open: &open, Played: note, After: s}); err != nil {
				t.Fatal(err)
			}
			note.Reset()
		}
		if err := k.End(table.End{State: s}); err != nil {
			t.Fatal(err)
		}
		again(t, m, seed, rows.file(t, m), played)
	})
}

// turn is the state in which orders were given, and the orders.
type turn struct {
	state  game.State
	orders game.Orders
}

// begun starts a game whose ledger is kept.
func begun(t *testing.T, m *game.Machine, seed uint64) (*game.Play, *game.State, *game.Ledger) {
	t.Helper()
	var l game.Ledger
	var s game.State
	p := m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, &l)
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	l.Reset()
	return p, &s, &l
}

// again plays a moves file and wants these orders.
func again(t *testing.T, m *game.Machine, seed uint64, file []byte, want []turn) {
	t.Helper()
	f, err := moves.Read("moves.csv", file)
	if err != nil {
		t.Fatal(err)
	}
	x, err := f.For(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	rest, err := policy.NewTable(m, map[string]string{"": policy.Hold})
	if err != nil {
		t.Fatal(err)
	}
	tab := moves.NewTable(m, x, rest)
	p, s, _ := begun(t, m, seed)
	for i := range want {
		p.Open(s)
		shared := tab.Share(s, func(a game.Act) game.Code { return p.Act(s, a) })
		if !sameState(s, &want[i].state) {
			t.Fatalf("seed %d, turn %d: %s", seed, i+1, difference(m, s, &want[i].state))
		}
		o, lines := tab.Orders(s, chance.Luck{Seed: chance.Seed(seed)})
		lines = append(lines, shared...)
		for _, line := range lines {
			if line.Refused != nil {
				t.Fatalf("seed %d: %v: %s of %+v", seed, line.Refused.Pos, line.Refused.Code, *line.Row)
			}
		}
		if !slices.EqualFunc(o.Moves, want[i].orders.Moves, func(a, b game.Move) bool { return a.Key() == b.Key() }) || !slices.Equal(o.Ballots, want[i].orders.Ballots) {
			t.Fatalf("seed %d, turn %d: orders\n%+v\nwant\n%+v", seed, i+1, o, want[i].orders)
		}
		p.Adjudicate(s, want[i].orders)
	}
}

// written keeps the rows of the table of moves.
type written struct {
	l    *table.Layout
	rows [][]string
}

// fileColumns are the columns that a moves file has.
var fileColumns = []string{"turn", "role", "action", "target", "choice", "amount"}

func (w *written) Rows(id table.ID, b *table.Block) error { return table.ByRow(w.row).Rows(id, b) }

func (w *written) row(id table.ID, row []table.Value) error {
	if id != table.Moves {
		return nil
	}
	var out []string
	for _, name := range fileColumns {
		i := slices.IndexFunc(w.l.Tables[id].Columns, func(c table.Column) bool { return c.Name == name })
		out = append(out, row[i].String())
	}
	w.rows = append(w.rows, out)
	return nil
}

// file is the rows as a moves file, in which every role occurs.
func (w *written) file(t *testing.T, m *game.Machine) []byte {
	t.Helper()
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	all := append([][]string{fileColumns}, w.rows...)
	for i := range m.Game.Roles {
		all = append(all, []string{"1", m.Game.Roles[i].ID, moves.Pass, "", "", ""})
	}
	if err := out.WriteAll(all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
