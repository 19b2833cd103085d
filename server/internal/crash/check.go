package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"demarche/engine/record"
	"demarche/engine/wire"
	"demarche/server/store"
)

// What a note that is not a promise may lack: the server puts drafts a little
// later, and the clock every five seconds, of a machine that runs.
const (
	draftLag = time.Second
	tickLag  = 5*time.Second + slack
	slack    = 1500 * time.Millisecond
)

// inspect opens the folder of the dead server and holds every record against
// what its people were told.
func (p *plan) inspect(ctx context.Context, killed time.Time) error {
	s, err := store.Open(ctx, p.server.folder)
	if err != nil {
		p.faults.hole("%v", err)
		return err
	}
	defer s.Close()
	p.acked = 0
	for _, t := range append(p.tables[:len(p.tables):len(p.tables)], p.done...) {
		r, err := s.Load(ctx, t.code)
		if err != nil {
			p.faults.hole("%v", err)
			continue
		}
		p.acked += t.inspect(r, &p.faults)
		for _, c := range t.everybody() {
			c.stopped(killed, &p.pace)
		}
	}
	return s.Close()
}

// inspect holds a record against what the table was told, and returns how many
// commands were acknowledged so far.
func (t *table) inspect(r *record.Record, f *faults) (acked int) {
	if len(r.Broken) > 0 {
		f.hole("%s: the chain does not hold at line %d", t.code, r.Broken[0])
	}
	var text bytes.Buffer
	_, _ = r.WriteTo(&text) // a buffer never fails
	if !bytes.HasPrefix(text.Bytes(), t.record) {
		f.hole("%s: the record does not begin as it did before", t.code)
	}
	t.record = text.Bytes()
	kept, at := commandsOf(r)
	t.end = at
	for _, c := range t.everybody() {
		for _, x := range c.commands {
			if x.kind == wire.TypeAsk || x.kind == wire.TypeDraft {
				continue
			}
			n := kept[owner{c.role, x.id}]
			switch {
			case x.acked && n == 0:
				f.lose("%s: %s %s of turn %d was acknowledged and is not in the record", c, x.kind, x.id, x.turn)
			case n > 1:
				f.lose("%s: %s %s of turn %d is %d times in the record", c, x.kind, x.id, x.turn, n)
			case x.refused != "" && n > 0:
				f.lose("%s: %s %s of turn %d was refused (%s) and is in the record", c, x.kind, x.id, x.turn, x.refused)
			}
			if x.acked {
				acked++
			}
		}
		if c.at.order() > at.order() {
			f.lose("%s was shown %v, the record ends with %v", c, c.at, at)
		}
	}
	return acked
}

// verify has the program adjudicate every record again.
func (p *plan) verify(ctx context.Context) error {
	for _, t := range append(p.tables[:len(p.tables):len(p.tables)], p.done...) {
		path := filepath.Join(p.server.folder, t.code+".jsonl")
		if err := os.WriteFile(path, t.record, 0o600); err != nil {
			return err
		}
		said, err := exec.CommandContext(ctx, p.server.path, "replay", "--verify", path).CombinedOutput()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			p.faults.hole("%s: the record does not verify (%v): %s", t.code, err, said)
		}
	}
	return nil
}

// owner names a command: ids are each sender's own.
type owner struct{ role, id string }

// commandsOf counts the commands in a record, and says where it ends.
func commandsOf(r *record.Record) (map[owner]int, position) {
	kept, at := map[owner]int{}, position{0, wire.PhaseLobby}
	for _, l := range r.Lines {
		switch e := l.Entry.(type) {
		case *record.Input:
			var args struct{ ID, To string }
			_ = json.Unmarshal(e.Args, &args) // an input without any has none of both
			if args.ID != "" {
				kept[owner{e.Role, args.ID}]++
			}
			if e.Act == "phase" {
				if args.To == wire.PhaseBrief {
					at.turn++
				}
				at.phase = args.To
			}
		case *record.Turn:
			at = position{int(e.Turn), wire.PhaseReveal}
		case *record.End:
			at.phase = wire.PhaseEnded
		}
	}
	return kept, at
}

// memory is how a client stood when the server was killed.
type memory struct {
	role   string
	at     position
	mine   wire.Mine
	left   time.Duration // on the clock; negative: none ran
	draft  *drafted      // the last one that must have been kept
	unsure bool          // a command had no answer yet
	stood  time.Duration // how long the machine stood still before
}

// stopped remembers how the client stands.
func (c *client) stopped(killed time.Time, pace *pace) {
	since := killed.Add(-time.Minute) // further back than any note lags
	m := memory{stood: time.Minute - pace.ran(since, killed), role: c.role, at: c.at, mine: c.mine, left: -1, unsure: c.waiting != nil}
	if c.clock.State == "running" {
		m.left = time.UnixMicro(int64(c.clock.Ends * 1000)).Sub(killed)
	}
	for i := range c.drafts {
		d := &c.drafts[i]
		if d.turn == c.at.turn && !d.at.IsZero() && pace.ran(d.at, killed) > draftLag {
			m.draft = d
		}
	}
	// The answer may have come without the view behind it.
	for i := len(c.commands) - 1; i >= 0; i-- {
		if x := c.commands[i]; x.acked && x.turn == c.at.turn && (x.kind == wire.TypeCommit || x.kind == wire.TypeRecall) {
			m.mine = wire.Mine{Committed: x.kind == wire.TypeCommit, Moves: x.moves}
			break
		}
	}
	c.before = &m
}

// compare holds what the client is shown now against what it was shown before
// the kill.
func (c *client) compare(f *faults, started, ready time.Time) {
	m := c.before
	if m == nil {
		return
	}
	defer c.forget()
	if c.role != m.role {
		f.lose("%s had the seat of %q", c, m.role)
	}
	end := c.at
	if end.order() < m.at.order() {
		f.lose("%s was at %v and is at %v", c, m.at, end)
	}
	// What was durable and not yet shown, and one step that nobody was missing
	// for any more.
	if end.order() > c.table.end.order()+1 {
		f.lose("%s is at %v, the record ended with %v", c, end, c.table.end)
	}
	if end != m.at {
		return
	}
	c.compareClock(f, started, ready)
	if c.control {
		return
	}
	if end.phase == wire.PhaseDecide && !m.unsure && !sameMine(c.mine, m.mine) {
		f.lose("%s had committed %s and has %s", c, told(m.mine), told(c.mine))
	}
	if m.draft != nil && (c.draft.Turn != m.draft.turn || c.draft.Rev < m.draft.rev) {
		f.lose("%s had draft %d of turn %d and has draft %d of turn %d", c, m.draft.rev, m.draft.turn, c.draft.Rev, c.draft.Turn)
	}
	for _, d := range c.drafts {
		if c.draft.Turn == d.turn && c.draft.Rev == d.rev && told(c.draft.Moves) != told(d.moves) {
			f.lose("%s has another draft %d of turn %d than it wrote", c, d.rev, d.turn)
		}
	}
}

// forget gives up drafts that were acknowledged shortly before the kill and are
// not there: they will not come back later.
func (c *client) forget() {
	for i := range c.drafts {
		d := &c.drafts[i]
		if c.draft.Turn < d.turn || c.draft.Turn == d.turn && c.draft.Rev < d.rev {
			d.at = time.Time{}
		}
	}
}

// compareClock checks that the clock goes on from its last tick: it lost nothing
// between the kill and the start of the server, and gained no more than a tick.
// It runs again from some moment between that start and the server's being ready.
func (c *client) compareClock(f *faults, started, ready time.Time) {
	was := c.before.left
	if was < 0 {
		return
	}
	if c.clock.State != "running" {
		f.lose("%s: %v were left on the clock, and it is %q", c, was, c.clock.State)
		return
	}
	ends := time.UnixMicro(int64(c.clock.Ends * 1000))
	if ends.Sub(started) < was-slack || ends.Sub(ready) > was+tickLag+c.before.stood {
		f.lose("%s: %v were left on the clock, and %v are", c, was, ends.Sub(ready))
	}
}

func sameMine(a, b wire.Mine) bool {
	return a.Committed == b.Committed && (!a.Committed || told(a.Moves) == told(b.Moves))
}

// told writes something for comparing and for reading.
func told(what any) string {
	raw, err := json.Marshal(what)
	if err != nil {
		return fmt.Sprint(what)
	}
	return string(raw)
}
