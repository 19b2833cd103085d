package table_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/golden"
	"demarche/engine/internal/sit"
	"demarche/engine/study/table"
)

// kept is a sink that keeps every cell.
type kept map[table.ID][][]table.Value

func (k kept) Rows(t table.ID, b *table.Block) error {
	return table.ByRow(func(t table.ID, cells []table.Value) error {
		k[t] = append(k[t], slices.Clone(cells))
		return nil
	}).Rows(t, b)
}

// long is a game of seven turns with a row in every table.
const long = `
format = 1
id = "long"
turns = 7
[track.heat]
start = 10
each_turn = 1
min = 0
max = 20
[role_track.arms]
start = 1
[pair_track.trust]
start = 40
[role.host]
kind = "state"
[role.guest]
kind = "state"
[role.gang]
seat = false
[attack.raid]
turn = 1
on = "host"
author = "gang"
suspects = { guest = 40 }
[response.push]
by = ["host", "guest"]
cost = { arms = 1 }
effects = ["heat += 3", "heat *= 2", "pair(host, guest).trust -= 5"]
[response.calm]
by = ["host", "guest"]
effects = ["heat -= 4"]
after = 1
[response.settle]
by = "host"
effects = ["heat = 7"]
[rule.race]
each = "states"
when = "heat > 15"
effects = ["self.arms += 1"]
`

// wanted plays seven turns and returns the rows that are wanted.
func wanted(t *testing.T, w table.Want, turns int) (*table.Layout, kept) {
	t.Helper()
	m := sit.Compile(t, long)
	l := layout(t, m)
	rows := kept{}
	p := begin(t, m, table.Run{Number: 3}, nil, l, rows)
	p.k = l.MakerOf(w, rows)
	p.ok(p.k.Begin(table.Run{Number: 3}, &p.s.S))
	for turn := range turns {
		p.s.Ledger.Reset()
		p.s.P.Open(&p.s.S)
		open := p.s.Ledger
		p.ok(p.k.Observe(&p.s.S, &open))
		p.s.Ledger.Reset()
		var o game.Orders
		switch turn {
		case 0:
			o.Moves = []game.Move{p.s.Move("host push"), p.s.Move("guest push")}
		case 1:
			o.Moves = []game.Move{p.s.Move("host settle"), p.s.Move("guest calm")}
		}
		m.Game.Sort(&o)
		p.s.P.Adjudicate(&p.s.S, o)
		p.ok(p.k.Turn(table.Turn{Orders: o, Open: &open, Played: &p.s.Ledger, After: &p.s.S}))
	}
	end := table.End{State: &p.s.S}
	if !p.s.S.Ended() {
		end.Status, end.Fault = "timeout", "it took too long"
	}
	p.ok(p.k.End(end))
	return l, rows
}

func TestTheTurnsThatAreWanted(t *testing.T) {
	all := table.Want{RoleTurns: true, PairTurns: true, Beliefs: true}
	tests := []struct {
		every, turns int
		want, belief string
	}{
		{1, 7, "0 1 2 3 4 5 6 7", "0 1 2 3 4 5 6 7"},
		{3, 7, "0 3 6 7", "0 3 6 7"},
		{7, 7, "0 7", "0 7"},
		{100, 7, "0 7", "0 7"},
		{4, 6, "0 4 6", "0 4 6"}, // a run that was cut off: its last turn is there too
		{4, 4, "0 4", "0 4"},
		{0, 7, "", "0 1 2 3 4 5 6 7"},
	}
	for _, tt := range tests {
		w := all
		w.Every = tt.every
		_, rows := wanted(t, w, tt.turns)
		for _, id := range []table.ID{table.Turns, table.RoleTurns, table.PairTurns, table.Beliefs} {
			want := tt.want
			if id == table.Beliefs {
				want = tt.belief
			}
			var got []string
			for _, row := range rows[id] {
				if turn := row[1].String(); len(got) == 0 || got[len(got)-1] != turn {
					got = append(got, turn)
				}
			}
			if strings.Join(got, " ") != want {
				t.Errorf("every %d of %d turns: table %d has turns %v, want %s", tt.every, tt.turns, id, got, want)
			}
		}
		if len(rows[table.Moves])+len(rows[table.Changes])+len(rows[table.Observations]) > 0 || len(rows[table.Runs]) != 1 {
			t.Errorf("tables that nobody asked for: %v", rows)
		}
	}
}

// Moves are counted in the row of the run whether they have rows or not.
func TestMovesAreCountedUnasked(t *testing.T) {
	l, rows := wanted(t, table.Want{}, 7)
	at := slices.IndexFunc(l.Tables[table.Runs].Columns, func(c table.Column) bool { return c.Name == "moves_ok" })
	if got := rows[table.Runs][0][at].Int(); got != 4 || len(rows) != 2 {
		t.Errorf("%d moves are counted, want 4, in %d tables, want 2", got, len(rows))
	}
}

// Every cause of every change has a row, one goes on from another, and views are
// told with their hash.
func TestChangesAndObservations(t *testing.T) {
	l, rows := wanted(t, table.Want{Changes: true, Observations: true, Moves: true}, 7)
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	for _, id := range []table.ID{table.Moves, table.Changes, table.Observations} {
		fmt.Fprintf(&text, "== %s\n", l.Tables[id].Name)
		for _, row := range rows[id] {
			var cells []string
			for i, v := range row {
				if id == table.Observations && i >= 3 {
					continue
				}
				cells = append(cells, v.String())
			}
			if err := w.Write(cells); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
	}
	golden.Equal(t, text.String())
	for _, row := range rows[table.Observations] {
		var view struct {
			Turn int    `json:"turn"`
			Role string `json:"role"`
		}
		if err := json.Unmarshal([]byte(row[4].Text()), &view); err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256([]byte(row[4].Text())); hex.EncodeToString(sum[:]) != row[3].Text() {
			t.Errorf("the hash of a view is %s", row[3].Text())
		}
		if int64(view.Turn) != row[1].Int() || view.Role != row[2].Text() {
			t.Errorf("the view of %s in turn %d is that of %s in turn %d", row[2].Text(), row[1].Int(), view.Role, view.Turn)
		}
	}
	if n := len(rows[table.Observations]); n != 14 {
		t.Errorf("%d views, want those of two seats in seven turns", n)
	}
}

// The rows of one number begin where it was and end where it came to, stage by
// stage, in the scenario that ships.
func TestChangesGoOnFromEachOther(t *testing.T) {
	m := sit.Folder(t, "../../../scenarios/code_blue")
	l := layout(t, m)
	for seed := range uint64(6) {
		rows := kept{}
		p := begin(t, m, table.Run{Seed: seed}, nil, l, rows)
		p.k = l.MakerOf(table.Want{Changes: true}, rows)
		p.ok(p.k.Begin(table.Run{}, &p.s.S))
		dice := sit.NewDice(seed)
		want := map[string]float64{}
		for i, x := range p.s.S.V {
			want[m.Game.Slots[i].Path] = x
		}
		for !p.s.S.Ended() {
			x := p.thrown(dice)
			p.ok(p.k.Turn(x))
			open := *x.Open
			open.Changes = append(slices.Clone(open.Changes), p.s.Ledger.Changes...)
			for _, c := range open.Changes {
				want[m.Game.Slots[c.Slot].Path] = c.After
			}
		}
		p.ok(p.k.End(table.End{State: &p.s.S}))
		now := map[string]float64{}
		for _, row := range rows[table.Changes] {
			path := row[5].Text()
			if x, moved := now[path]; moved && math.Float64bits(x) != math.Float64bits(row[6].Float()) {
				t.Errorf("seed %d: %s goes on from %v, and was left at %v: %v", seed, path, row[6].Float(), x, row)
			}
			if row[3].Text() == "" {
				t.Errorf("seed %d: a change of %s has no cause", seed, path)
			}
			now[path] = row[7].Float()
		}
		for path, x := range now {
			if x != want[path] {
				t.Errorf("seed %d: %s ends at %v, want %v", seed, path, x, want[path])
			}
		}
	}
}
