package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"demarche/engine/record"
	"demarche/engine/wire"
	"demarche/server/store"
)

// input is an entry as a session writes it.
func input(turn int32, act, role, args string) record.Input {
	return record.Input{Turn: turn, Act: act, Role: role, Args: []byte(args)}
}

// played is a record up to the second brief, from a store.
func played(t *testing.T, more ...record.Entry) *record.Record {
	t.Helper()
	entries := append([]record.Entry{
		input(0, "start", "", `{"id":"control-2"}`),
		input(0, "phase", "", `{"to":"brief"}`),
		input(1, "next", "isle", `{"id":"isle-1"}`),
		input(1, "phase", "", `{"to":"decide"}`),
		input(1, "commit", "isle", `{"id":"isle-2"}`),
		record.Turn{Turn: 1},
		input(1, "phase", "", `{"to":"brief"}`),
	}, more...)
	s := &store.Memory{}
	err := errors.Join(s.Create(t.Context(), "A", record.Header{}, nil), s.Append(t.Context(), "A", entries, nil))
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Load(t.Context(), "A")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// seated is a table whose player was acknowledged what stands in played.
func seated() (*table, *client) {
	t := &table{code: "A"}
	c := &client{table: t, role: "isle", at: position{2, wire.PhaseBrief}}
	t.control = &client{table: t, control: true}
	t.control.commands = []*command{{id: "control-1", kind: wire.TypeAsk, acked: true}, {id: "control-2", kind: wire.TypeAct, acked: true}}
	c.commands = []*command{{id: "isle-1", kind: wire.TypeNext, turn: 1, acked: true}, {id: "isle-2", kind: wire.TypeCommit, turn: 1, acked: true}}
	t.players = []*client{c}
	return t, c
}

// found runs a check and returns what it says.
func found(check func(*faults)) (string, *faults) {
	var said strings.Builder
	f := &faults{notes: &said}
	check(f)
	return said.String(), f
}

// Every kind of loss is planted once and must be told.
func TestWhatIsMissingInARecordIsTold(t *testing.T) {
	tests := []struct {
		name string
		do   func(t *table, c *client)
		more []record.Entry
		want string // "" = nothing
	}{
		{"as it was told", func(*table, *client) {}, nil, ""},
		{"a command without an answer that was kept", func(_ *table, c *client) { c.commands[1].acked = false }, nil, ""},
		{"a command without an answer that was not kept", func(_ *table, c *client) {
			c.commands = append(c.commands, &command{id: "isle-3", kind: wire.TypeNext})
		}, nil, ""},
		{"an acknowledged command", func(_ *table, c *client) {
			c.commands = append(c.commands, &command{id: "isle-3", kind: wire.TypeNext, turn: 2, acked: true})
		}, nil, "lost: A isle: next isle-3 of turn 2 was acknowledged and is not in the record"},
		{"another role's command of the same id", func(_ *table, c *client) {
			c.commands = append(c.commands, &command{id: "isle-3", kind: wire.TypeNext, turn: 2, acked: true})
		}, []record.Entry{input(2, "next", "reef", `{"id":"isle-3"}`)}, "lost: A isle: next isle-3"},
		{"an act of the facilitator", func(t *table, _ *client) {
			t.control.commands = append(t.control.commands, &command{id: "control-3", kind: wire.TypeAct, acked: true})
		}, nil, "lost: A facilitator: act control-3"},
		{"a command twice", func(*table, *client) {}, []record.Entry{input(2, "next", "isle", `{"id":"isle-1"}`)}, "lost: A isle: next isle-1 of turn 1 is 2 times in the record"},
		{"a command that was refused", func(_ *table, c *client) { c.commands[1].acked, c.commands[1].refused = false, "too_late" }, nil, "lost: A isle: commit isle-2 of turn 1 was refused (too_late) and is in the record"},
		{"a phase that was shown", func(_ *table, c *client) { c.at = position{2, wire.PhaseDecide} }, nil, "lost: A isle was shown {2 decide}, the record ends with {2 brief}"},
		{"what was there before", func(t *table, _ *client) { t.record = []byte("{}") }, nil, "hole: A: the record does not begin as it did before"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table, c := seated()
			tt.do(table, c)
			got, f := found(func(f *faults) { table.inspect(played(t, tt.more...), f) })
			if (tt.want == "") != (got == "") || !strings.HasPrefix(got, tt.want) || (f.lost+f.holes > 0) != (tt.want != "") {
				t.Errorf("it says %q, want %q", got, tt.want)
			}
		})
	}
}

func TestABrokenChainIsAHole(t *testing.T) {
	table, _ := seated()
	r := played(t)
	r.Broken = []int{4}
	if got, f := found(func(f *faults) { table.inspect(r, f) }); f.holes != 1 || !strings.Contains(got, "at line 4") {
		t.Errorf("it says %q", got)
	}
}

func TestWhoIsNotBackIsTold(t *testing.T) {
	killed := time.Now()
	started := killed.Add(time.Second)
	running := func(left time.Duration, from time.Time) wire.Clock {
		return wire.Clock{State: "running", Ends: float64(from.Add(left).UnixMicro()) / 1000}
	}
	one, two := []wire.Move{{Action: "one"}}, []wire.Move{{Action: "two"}}
	tests := []struct {
		name string
		do   func(c *client)
		want string
	}{
		{"all as it was", func(*client) {}, ""},
		{"a phase further", func(c *client) { c.at, c.clock = position{1, wire.PhaseReveal}, wire.Clock{} }, ""},
		{"another seat", func(c *client) { c.role = "reef" }, `had the seat of "isle"`},
		{"an earlier phase", func(c *client) { c.at.phase = wire.PhaseConsult }, "was at {1 decide} and is at {1 consult}"},
		{"much too far", func(c *client) { c.at = position{2, wire.PhaseBrief} }, "the record ended with {1 decide}"},
		{"nothing committed", func(c *client) { c.mine = wire.Mine{} }, "had committed"},
		{"something else committed", func(c *client) { c.mine.Moves = two }, "had committed"},
		{"an older draft", func(c *client) { c.draft.Rev = 2 }, "had draft 3 of turn 1 and has draft 2"},
		{"no draft", func(c *client) { c.draft = wire.Draft{} }, "had draft 3"},
		{"another draft", func(c *client) { c.draft.Moves = two }, "has another draft 3"},
		{"a newer draft", func(c *client) { c.draft.Rev, c.draft.Moves = 4, two }, ""},
		{"no clock", func(c *client) { c.clock = wire.Clock{State: "none"} }, "left on the clock"},
		{"a clock that ran meanwhile", func(c *client) { c.clock = running(50*time.Second, started) }, "left on the clock"},
		{"a clock that began anew", func(c *client) { c.clock = running(90*time.Second, started) }, "left on the clock"},
		{"a clock that started late", func(c *client) { c.clock = running(64*time.Second, started.Add(2*time.Second)) }, ""},
		{"a clock of the last tick", func(c *client) { c.clock = running(64*time.Second, started) }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table := &table{code: "A", end: position{1, wire.PhaseDecide}}
			c := &client{
				table: table, role: "isle", at: position{1, wire.PhaseDecide}, mine: wire.Mine{Committed: true, Moves: one},
				clock: running(time.Minute, killed), draft: wire.Draft{Turn: 1, Rev: 3, Moves: one},
				commands: []*command{{kind: wire.TypeCommit, turn: 1, moves: one, acked: true}},
				drafts:   []drafted{{turn: 1, rev: 3, moves: one, at: killed.Add(-time.Minute)}, {turn: 1, rev: 4, moves: two, at: killed}},
			}
			c.stopped(killed, &pace{})
			c.clock = running(time.Minute, started)
			tt.do(c)
			got, f := found(func(f *faults) { c.compare(f, started, started.Add(2*time.Second)) })
			if (tt.want == "") != (f.lost == 0) || !strings.Contains(got, tt.want) {
				t.Errorf("it says %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAMachineThatStoodStillIsNotTheServersFault(t *testing.T) {
	from := time.Now().Add(-time.Minute)
	at := func(s float64) time.Time { return from.Add(time.Duration(s * float64(time.Second))) }
	var p pace
	for _, s := range []float64{0, 0.02, 0.04, 3.04, 3.06, 3.1, 60} {
		p.beats(at(s))
	}
	for _, tt := range []struct{ from, to, want float64 }{
		{0, 3.1, 0.1}, {0, 0.04, 0.04}, {1, 2, 0}, {2, 3.1, 0.06}, {3.04, 3.1, 0.06}, {0, 30, 0.1}, {-1, 0, 1},
	} {
		want := time.Duration(tt.want * float64(time.Second))
		if got := p.ran(at(tt.from), at(tt.to)); (got - want).Abs() > time.Microsecond {
			t.Errorf("from %v to %v s it ran for %v, want %v", tt.from, tt.to, got, want)
		}
	}
	now := time.Now()
	if got := (&pace{}).ran(now.Add(-time.Second), now); got != time.Second {
		t.Errorf("nobody watched, and it ran for %v of a second", got)
	}
}

func TestPhasesAreInOrder(t *testing.T) {
	var last int
	for turn := 1; turn < 3; turn++ {
		for _, phase := range []string{wire.PhaseBrief, wire.PhaseConsult, wire.PhaseDecide, wire.PhaseReveal} {
			at := position{turn, phase}.order()
			if at <= last {
				t.Errorf("%s of turn %d is not after what comes before", phase, turn)
			}
			last = at
		}
	}
	if got := fmt.Sprint(position{0, wire.PhaseLobby}.order(), position{2, wire.PhaseEnded}.order()); got != fmt.Sprint(0, last+1) {
		t.Errorf("lobby and end are at %s", got)
	}
}
