package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync/atomic"

	"demarche/engine/record"
)

// Limits of the writer.
const (
	waiting   = 256  // what may wait beside the batch that is being written
	batchSize = 1024 // most that share a commit
)

// writer owns the connection that writes, and where every record stands. One
// goroutine runs it.
type writer struct {
	conn   *sql.Conn
	jobs   chan job
	done   chan struct{}
	broken atomic.Pointer[error]

	at    map[string]place
	next  int64 // number of the next new record
	heads heads
	do    statements
	ready []*sql.Stmt // all of do
}

// place is a record's number in the database and where it stands.
type place struct {
	n    int64
	head record.Head
}

// job is work and where to answer once it is durable.
type job struct {
	work
	answer chan error
}

func newWriter(conn *sql.Conn) *writer {
	return &writer{conn: conn, jobs: make(chan job, waiting), done: make(chan struct{}), at: map[string]place{}, next: 1}
}

// statements of the writer, prepared.
type statements struct{ session, file, line, side, put, drop *sql.Stmt }

func (w *writer) prepare(ctx context.Context) error {
	for _, s := range []struct {
		into **sql.Stmt
		text string
	}{
		{&w.do.session, "INSERT INTO sessions (n, id) VALUES (?, ?)"},
		{&w.do.file, "INSERT INTO files (sha256, body) VALUES (?, ?) ON CONFLICT DO NOTHING"},
		{&w.do.line, "INSERT INTO lines (session, line, chain, body, file) VALUES (?, ?, ?, ?, ?)"},
		{&w.do.side, "INSERT INTO sides (session, line, nth, body) VALUES (?, ?, ?, ?)"},
		{&w.do.put, "INSERT INTO notes (session, name, value) VALUES (?, ?, coalesce(?, x'')) ON CONFLICT DO UPDATE SET value = excluded.value"},
		{&w.do.drop, "DELETE FROM notes WHERE session = ? AND name = ?"},
	} {
		var err error
		if *s.into, err = w.conn.PrepareContext(ctx, s.text); err != nil {
			return fmt.Errorf("prepare to write: %w", err)
		}
		w.ready = append(w.ready, *s.into)
	}
	return nil
}

// begin finds out where every record stands and holds it against the heads.
func (w *writer) begin(ctx context.Context, path string, make func(string) (anchor, error)) error {
	if err := w.prepare(ctx); err != nil {
		return err
	}
	if err := w.survey(ctx); err != nil {
		return err
	}
	known, err := readHeads(path)
	if err != nil {
		return fmt.Errorf("read where records stood: %w", err)
	}
	var lost []error
	for _, id := range slices.Sorted(maps.Keys(known)) {
		if err := w.compare(ctx, id, known[id]); err != nil {
			lost = append(lost, err)
		}
	}
	if len(lost) > 0 {
		return fmt.Errorf("%w\n(bring a backup back; or take %s away to go on with what is there)", errors.Join(lost...), path)
	}
	w.heads = heads{path: path, make: make, limit: headsLimit, last: map[string]record.Head{}}
	for id, p := range w.at {
		w.heads.last[id] = p.head
	}
	return w.heads.begin()
}

// survey reads where every record stands.
func (w *writer) survey(ctx context.Context) error {
	rows, err := w.conn.QueryContext(ctx, `
		SELECT n, id, count, last, coalesce((SELECT chain FROM lines WHERE session = n AND line = last), x'')
		FROM (SELECT n, id, count(line) AS count, coalesce(max(line), 0) AS last
			FROM sessions LEFT JOIN lines ON session = n GROUP BY n)`)
	if err != nil {
		return fmt.Errorf("survey the records: %w", err)
	}
	defer rows.Close()
	var errs []error
	for rows.Next() {
		var id string
		var p place
		var count int
		var chain []byte
		if err := rows.Scan(&p.n, &id, &count, &p.head.Lines, &chain); err != nil {
			return fmt.Errorf("survey the records: %w", err)
		}
		if count != p.head.Lines || copy(p.head.Chain[:], chain) != len(p.head.Chain) {
			errs = append(errs, fmt.Errorf("session %s: %w: %d lines of %d are there", id, ErrLost, count, p.head.Lines))
		}
		w.at[id] = p
		w.next = max(w.next, p.n+1)
	}
	return errors.Join(append(errs, rows.Err())...)
}

// compare holds a record against what was acknowledged.
func (w *writer) compare(ctx context.Context, id string, known record.Head) error {
	p := w.at[id]
	if p.head.Lines < known.Lines {
		return fmt.Errorf("session %s: %w: %d lines were acknowledged, %d are there", id, ErrLost, known.Lines, p.head.Lines)
	}
	var chain []byte
	err := w.conn.QueryRowContext(ctx, "SELECT chain FROM lines WHERE session = ? AND line = ?", p.n, known.Lines).Scan(&chain)
	switch {
	case err != nil:
		return fmt.Errorf("session %s: read line %d: %w", id, known.Lines, err)
	case !bytes.Equal(chain, known.Chain[:]):
		return fmt.Errorf("session %s: %w: line %d is another than was acknowledged", id, ErrLost, known.Lines)
	}
	return nil
}

// run writes until jobs is closed. What waits when a batch begins is in it.
func (w *writer) run() {
	defer close(w.done)
	var batch []job
	for first := range w.jobs {
		batch = append(batch[:0], first)
		for more := true; more && len(batch) < batchSize; {
			select {
			case j, open := <-w.jobs:
				if more = open; open {
					batch = append(batch, j)
				}
			default:
				more = false
			}
		}
		w.keep(batch)
	}
}

// keep makes a batch durable and answers. One that cannot be kept for a reason
// of its own is answered so; a failure of the disk is everybody's.
func (w *writer) keep(jobs []job) {
	b := &batch{w, map[string]place{}}
	answers := make([]error, len(jobs))
	var todo []func(context.Context) error
	if p := w.broken.Load(); p != nil {
		for _, j := range jobs {
			j.answer <- *p
		}
		return
	}
	for i, j := range jobs {
		do, err := j.plan(b)
		if answers[i] = err; err == nil {
			todo = append(todo, do)
		}
	}
	if err := w.commit(b, todo); err != nil {
		err = fmt.Errorf("%w: %w", ErrBroken, err)
		w.broken.Store(&err)
		for i := range answers {
			if answers[i] == nil {
				answers[i] = err
			}
		}
	}
	for i, j := range jobs {
		j.answer <- answers[i]
	}
}

// commit writes what a batch has planned: the database first, then the heads.
func (w *writer) commit(b *batch, todo []func(context.Context) error) error {
	if len(todo) == 0 {
		return nil
	}
	ctx := context.Background()
	steps := append([]func(context.Context) error{w.say("BEGIN IMMEDIATE")}, todo...)
	for _, do := range append(steps, w.say("COMMIT")) {
		if err := do(ctx); err != nil {
			_, _ = w.conn.ExecContext(ctx, "ROLLBACK")
			return err
		}
	}
	if len(b.at) == 0 {
		return nil
	}
	grown := make(map[string]record.Head, len(b.at))
	for id, p := range b.at {
		w.at[id] = p
		grown[id] = p.head
	}
	return w.heads.add(grown)
}

// say returns a step that runs one statement.
func (w *writer) say(text string) func(context.Context) error {
	return func(ctx context.Context) error {
		if _, err := w.conn.ExecContext(ctx, text); err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		return nil
	}
}

// release closes what the writer holds. database/sql does not close statements
// of a single connection by itself, and with one of them open the file stays so.
func (w *writer) release() error {
	errs := []error{w.heads.close()}
	for _, s := range w.ready {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, w.conn.Close())...)
}
