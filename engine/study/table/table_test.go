package table_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/golden"
	"demarche/engine/internal/sit"
	"demarche/engine/record"
	"demarche/engine/study/table"
)

// ledger has a column of every sort.
const ledger = `
format = 1
id = "ledger"
turns = 3
[ladder]
rungs = [{ name = "calm" }, { name = "words" }, { name = "blows" }]
[param.mood]
default = "calm"
one_of = ["calm", "tense"]
[param.push]
default = 0.1
[track.weather]
words = ["fair", "foul"]
start = "fair"
[track.run]
start = 1
[track.law]
start = 7
fixed = true
[role_track.means]
of = "crew"
start = 2
[pair_track.trust]
start = 40
[pair_track.debt]
directed = true
start = 0
[role.host]
kind = "state"
[role.guest]
kind = "state"
[role.crewman]
state = "host"
[role.gang]
seat = false
plan.lurk = {}
[group]
crew = ["host", "crewman"]
[attack.raid]
turn = 1
on = "host"
author = "gang"
suspects = { guest = 40 }
[attack.sortie]
by = "gang"
target = "host"
suspects = { gang = 50 }
[evidence.note]
about = "raid"
points = { guest = 2 }
tlp = "clear"
turn = 1
to = "host"
[response.ask]
by = ["host", "crewman"]
tray = "law"
cost = { means = 1 }
effects = ["run += param.push"]
outcome.soon = { odds = 0.25 }
outcome.late = {}
[response.scold]
by = "host"
target = "guest"
rung = 1
choice.tone.mild = {}
choice.tone.sharp = {}
effects = ["pair(self, target).trust -= 5", "pair(self, target).debt += 1"]
[response.toast]
by = "host"
target = "guest"
cosign = { of = "guest" }
[response.rush]
by = ["host", "guest"]
when = "run < 1.2"
effects = ["run = 9"]
[response.lurk]
by = "gang"
tray = "covert"
[response.brace]
by = "crewman"
tray = "defend"
effects = ["run += 0.2"]
[response.watch]
by = "guest"
standing = "turn == 2"
amount = { min = 0.5, max = 2, step = 0.5 }
outcome.seen = {}
[response.join]
by = "guest"
vote = { of = ["host", "guest"] }
[temptation.shortcut]
by = "guest"
when = "turn == 2"
offer = "Somebody knows a way."
gain = "It is short."
risk = { level = "low", text = "It is dark." }
legal = { status = "unlawful", basis = "Trespass" }
instead = "watch"
[rule.storm]
turn = 2
effects = ["weather = foul"]
[metric.peak]
value = "run"
over = "max"
when = "turn"
[metric.wealth]
each = "crew"
value = "self.means"
[metric.luck]
each = "role"
when = "turn"
value = "2 * turn"
[metric.gap]
each = "couple"
value = "pair(self, other).trust / 8"
[ending.won]
turn = 2
`

// sheets is a sink that keeps tables as CSV.
type sheets struct {
	*table.CSV
	texts map[string]*bytes.Buffer
}

func newSheets(t *testing.T, l *table.Layout) *sheets {
	t.Helper()
	s := &sheets{texts: map[string]*bytes.Buffer{}}
	var err error
	s.CSV, err = table.NewCSV(l, func(name string) (io.Writer, error) {
		s.texts[name] = &bytes.Buffer{}
		return s.texts[name], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func layout(t testing.TB, m *game.Machine, carried ...string) *table.Layout {
	t.Helper()
	n, err := record.NewNotation(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	return table.NewLayout(m, n, nil, carried)
}

// playing plays a game by words and makes its tables.
type playing struct {
	t testing.TB
	s *sit.Sitting
	k *table.Maker

	given []game.Gift
	note  []table.Note
}

func begin(t testing.TB, m *game.Machine, run table.Run, params map[string]float64, l *table.Layout, to table.Sink) *playing {
	t.Helper()
	p := &playing{t: t, s: &sit.Sitting{T: t, M: m}, k: l.Maker(to)}
	p.s.P = m.NewPlay(chance.Luck{Seed: chance.Seed(run.Seed)}, &p.s.Ledger)
	if err := p.s.P.Start(&p.s.S, params); err != nil {
		t.Fatal(err)
	}
	p.ok(p.k.Begin(run, &p.s.S))
	return p
}

func (p *playing) ok(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// dice plays to the end, everybody by dice.
func (p *playing) dice(seed uint64) {
	p.t.Helper()
	dice := sit.NewDice(seed)
	for !p.s.S.Ended() {
		p.ok(p.k.Turn(p.thrown(dice)))
	}
	p.ok(p.k.End(table.End{State: &p.s.S}))
}

// thrown plays one turn by dice. What it holds of it is good until the next.
func (p *playing) thrown(dice *sit.Dice) table.Turn {
	p.s.Ledger.Reset()
	p.s.P.Open(&p.s.S)
	open := p.s.Ledger
	p.s.Ledger.Reset()
	o := dice.Orders(p.s.M, &p.s.S)
	p.s.M.Game.Sort(&o)
	p.s.P.Adjudicate(&p.s.S, o)
	return table.Turn{Orders: o, Open: &open, Played: &p.s.Ledger, After: &p.s.S}
}

// gifts makes the next turn one in which evidence is shared.
func (p *playing) gifts(x game.Gift, note table.Note) {
	p.given, p.note = []game.Gift{x}, []table.Note{note}
}

func (p *playing) turn(o game.Orders, notes ...table.Note) {
	p.t.Helper()
	p.s.Ledger.Reset()
	p.s.P.Open(&p.s.S)
	for _, x := range p.given {
		if code := p.s.P.Act(&p.s.S, game.Act{Kind: game.ActShare, Gift: x}); code != game.OK {
			p.t.Fatalf("a gift is refused: %v", code)
		}
	}
	open := p.s.Ledger
	p.s.Ledger.Reset()
	p.s.P.Adjudicate(&p.s.S, o)
	p.ok(p.k.Turn(table.Turn{Orders: o, Gifts: p.given, Notes: append(notes, p.note...), Open: &open, Played: &p.s.Ledger, After: &p.s.S}))
	p.given, p.note = nil, nil
}

func TestAPlayInTables(t *testing.T) {
	m := sit.Compile(t, ledger)
	l := layout(t, m, "x_model", "raw_reply")
	out := newSheets(t, l)
	run := table.Run{Study: "trial", Point: 2, Replication: 1, Number: 5, Seed: 9007199254740991, Players: []string{"random", "agent:x", "hold", ""}, Record: "play.jsonl"}
	p := begin(t, m, run, map[string]float64{"mood": 1}, l, out)
	say := p.s.Move
	p.turn(game.Orders{
		Moves: []game.Move{say("host ask"), say("host scold guest tone=sharp"), say("host toast guest"), say("gang lurk"), say("guest rush"), say("crewman brace"), say("guest watch amount=1.5"), say("guest join")},
	}, table.Note{
		Role: p.s.Role("host"), Moves: true, Move: say("host scold guest tone=sharp"), Source: "moves:file",
		Text: "We know, \"and\" so do you.", Why: "=1+1", Carried: []string{"m-3", ""},
	}, table.Note{
		Role: p.s.Role("host"), Source: "agent:x", Try: 2, Entry: "call 7", Refused: "unknown_action", Action: "scoled", Target: "gest", Choice: "tone=shrap", Amount: "3",
	}, table.Note{Role: p.s.Role("guest"), Source: "stand_in:hold", Action: "pass"})
	gift := game.Gift{Self: p.s.Role("host"), Evidence: 0, To: game.One(p.s.Role("guest")) | game.One(p.s.Role("gang"))}
	p.gifts(gift, table.Note{Role: p.s.Role("host"), Shares: true, Gift: gift, Source: "person"})
	p.turn(game.Orders{
		Moves:   []game.Move{say("host toast guest"), say("crewman ask"), say("host publish note")},
		Ballots: []game.Ballot{p.s.Ballot("host toast guest", "guest", "yes")},
	})
	p.ok(p.k.End(table.End{Play: record.Sum{1}, State: &p.s.S, Late: []table.Note{
		{Role: 1, Turn: 5, Source: "moves:file", Refused: "over", Action: "rush"},
		{Role: 0, Turn: 4, Source: "moves:file", Refused: "over", Action: "ask"},
		{Role: 0, Turn: 5, Source: "moves:file", Refused: "over", Action: "pass"},
	}}))
	p.ok(out.Flush())
	var all strings.Builder
	for _, x := range l.Tables {
		fmt.Fprintf(&all, "== %s\n%s", x.Name, out.texts[x.Name])
	}
	golden.Equal(t, all.String())
}

// Every cell is of its column's kind, and null only where the column says so.
func TestRowsFitTheirColumns(t *testing.T) {
	for name, m := range map[string]*game.Machine{
		"ledger": sit.Compile(t, ledger), "code_blue": sit.Folder(t, "../../../scenarios/code_blue"),
		"hollow": sit.Compile(t, "format = 1\nid = \"hollow\"\nturns = 2\n[role.a]\n"),
	} {
		l := layout(t, m, "x_a")
		c := &checker{t: t, name: name, l: l, rows: map[table.ID]int{}}
		p := begin(t, m, table.Run{}, nil, l, c)
		p.dice(3)
		if c.rows[table.Runs] != 1 || c.rows[table.RoleRuns] != len(m.Game.Roles) || c.rows[table.Turns] != int(p.s.S.Turn())+1 {
			t.Errorf("%s: rows %v", name, c.rows)
		}
	}
}

type checker struct {
	t    *testing.T
	name string
	l    *table.Layout
	rows map[table.ID]int
}

func (c *checker) Rows(id table.ID, b *table.Block) error { return table.ByRow(c.row).Rows(id, b) }

func (c *checker) row(t table.ID, row []table.Value) error {
	c.rows[t]++
	x := c.l.Tables[t]
	for i, v := range row {
		if col := x.Columns[i]; v.Null() && !col.Null || !v.Null() && v.Kind() != col.Kind {
			c.t.Errorf("%s: %s.%s: a cell of %v (null %v) in a column of %v (null %v)", c.name, x.Name, col.Name, v.Kind(), v.Null(), col.Kind, col.Null)
		}
	}
	return nil
}

// columns.csv tells what every column means. Names with <…> stand for as many as
// the scenario has.
func TestColumnsAreAsDescribed(t *testing.T) {
	file, err := os.Open("columns.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	l := layout(t, sit.Compile(t, ledger), "x_model", "raw_reply")
	for _, x := range l.Tables {
		var told []string
		at := 0
		for _, c := range x.Columns {
			row := slices.IndexFunc(rows, func(r []string) bool { return r[0] == x.Name && stands(r[1], c.Name) })
			if row < 0 {
				t.Errorf("%s.%s is not in columns.csv", x.Name, c.Name)
				continue
			}
			if row < at {
				t.Errorf("%s.%s stands before the column above it in columns.csv", x.Name, c.Name)
			}
			at = row
			told = append(told, rows[row][1])
			if !slices.Contains(strings.Split(rows[row][2], " or "), c.Kind.String()) || (rows[row][3] == "yes") != c.Null {
				t.Errorf("%s.%s is of %v (null %v), columns.csv says %s (null %s)", x.Name, c.Name, c.Kind, c.Null, rows[row][2], rows[row][3])
			}
		}
		for _, r := range rows {
			if r[0] == x.Name && !slices.Contains(told, r[1]) && r[1] != "factor_<id>" {
				t.Errorf("%s.%s is in columns.csv only", x.Name, r[1])
			}
		}
	}
}

// stands reports whether a name of columns.csv is that of a column.
func stands(said, name string) bool {
	if before, _, many := strings.Cut(said, "<"); many && before != "" {
		return strings.HasPrefix(name, before)
	}
	if said == "<track>" {
		return slices.Contains([]string{"weather", "track_run", "means", "trust", "debt", "rung"}, name)
	}
	return said == name
}

func TestAFaultInAPlayIsToldInItsRow(t *testing.T) {
	m := sit.Compile(t, "format = 1\nid = \"x\"\nturns = 2\n[track.calm]\nstart = 0\n[role.a]\n[rule.burst]\neffects = [\"calm = 1 / calm\"]\n[metric.m]\nvalue = \"calm\"\n")
	l := layout(t, m)
	out := newSheets(t, l)
	p := begin(t, m, table.Run{}, nil, l, out)
	p.turn(game.Orders{})
	p.turn(game.Orders{})
	p.ok(p.k.End(table.End{State: &p.s.S}))
	p.ok(out.Flush())
	if got := out.texts["runs"].String(); !strings.Contains(got, ",fault,scenario.toml:8:13: calm: the result is not a finite number,") {
		t.Errorf("runs:\n%s", got)
	}
}

func TestNumbersReadBackEqual(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 1: "1", -2.5: "-2.5", 0.1: "0.1", 1e20: "100000000000000000000", 1e21: "1e+21", 1e-7: "1e-07", 1. / 3: "0.3333333333333333"} {
		if got := table.Float(x).String(); got != want {
			t.Errorf("%v is written %s, want %s", x, got, want)
		}
	}
}
