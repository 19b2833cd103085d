package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"modernc.org/sqlite"

	"demarche/engine/record"
)

// Errors of a store on the disk, beside those that session.Store names.
var (
	// ErrBroken says that a write failed. Nobody knows what the disk then holds,
	// so the store takes no more until it is opened again.
	ErrBroken = errors.New("the store takes no more: a write failed")
	// ErrClosed says that the store was closed.
	ErrClosed = errors.New("the store is closed")
	// ErrLost says that a record is shorter than, or another than, what was
	// acknowledged.
	ErrLost = errors.New("history lost")
	// ErrDamaged says that a file does not hold together.
	ErrDamaged = errors.New("the store is damaged")
)

// SQLite keeps records and notes in one SQLite file. What a call of Create,
// Append or Put acknowledges is on the disk. It is safe for concurrent use;
// calls that come at the same time share a commit.
type SQLite struct {
	folder  string
	connect connector
	lock    *sql.DB
	write   *sql.DB
	read    *sql.DB
	writer  *writer

	mu     sync.RWMutex // held for reading while something is handed to the writer
	closed bool
}

// setup is what a test may replace.
type setup struct {
	connect connector
	anchor  func(path string) (anchor, error)
	steps   []string
}

func standard() setup {
	return setup{connect: sqlite.NewConnector, anchor: makeFile, steps: steps}
}

// Open opens the store in a folder of a disk of this machine, and makes both if
// they are not there. It belongs to this process until Close. It checks that
// every record still has the lines that were acknowledged: the error wraps
// [ErrLost] and names each session that has not. Other errors wrap [ErrInUse],
// [ErrForeign], [ErrNewer] or [ErrDamaged], or are the disk's.
func Open(ctx context.Context, folder string) (*SQLite, error) {
	s, err := open(ctx, folder, standard())
	if err != nil {
		return nil, fmt.Errorf("open the store in %s: %w", folder, err)
	}
	return s, nil
}

func open(ctx context.Context, folder string, with setup) (_ *SQLite, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	s := &SQLite{folder: folder, connect: with.connect}
	defer func() {
		if err != nil {
			_ = s.release()
		}
	}()
	if s.lock, err = lock(ctx, with.connect, filepath.Join(folder, lockName)); err != nil {
		return nil, err
	}
	if s.write, err = with.connect.open(filepath.Join(folder, fileName), writing...); err != nil {
		return nil, err
	}
	s.write.SetMaxOpenConns(1)
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return nil, err
	}
	s.writer = newWriter(conn)
	if err := errors.Join(asked(ctx, conn), sound(ctx, conn, "quick_check")); err != nil {
		return nil, err
	}
	if err := migrate(ctx, conn, with.steps); err != nil {
		return nil, err
	}
	if err := s.writer.begin(ctx, filepath.Join(folder, headsName), with.anchor); err != nil {
		return nil, err
	}
	if s.read, err = with.connect.open(filepath.Join(folder, fileName), reading...); err != nil {
		return nil, err
	}
	go s.writer.run()
	return s, nil
}

// Close waits for what was handed in, and gives the folder free. Calls that come
// later return [ErrClosed].
func (s *SQLite) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	close(s.writer.jobs)
	s.mu.Unlock()
	<-s.writer.done
	if err := s.release(); err != nil {
		return fmt.Errorf("close the store in %s: %w", s.folder, err)
	}
	return nil
}

// release closes what is open, the lock last.
func (s *SQLite) release() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.release())
	}
	for _, db := range []*sql.DB{s.write, s.lock} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// Err returns why the store takes no more; the error wraps [ErrBroken]. It is
// nil while it does.
func (s *SQLite) Err() error {
	if p := s.writer.broken.Load(); p != nil {
		return *p
	}
	return nil
}

// Create implements session.Store.
func (s *SQLite) Create(ctx context.Context, id string, h record.Header, files []record.File) error {
	return s.hand(ctx, create{id, h, files})
}

// Append implements session.Store.
func (s *SQLite) Append(ctx context.Context, id string, entries []record.Entry, texts []record.Private) error {
	return s.hand(ctx, grow{id, entries, texts})
}

// Put implements session.Store.
func (s *SQLite) Put(ctx context.Context, id, name string, value []byte) error {
	return s.hand(ctx, note{id, name, value})
}

// hand gives work to the writer and waits until it is durable. Once handed over
// it is waited for whatever becomes of ctx, so that the answer is a certain one.
func (s *SQLite) hand(ctx context.Context, w work) error {
	j := job{w, make(chan error, 1)}
	if err := s.queue(ctx, j); err != nil {
		return err
	}
	return <-j.answer
}

func (s *SQLite) queue(ctx context.Context, j job) error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return ErrClosed
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	select {
	case s.writer.jobs <- j:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// List implements session.Store.
func (s *SQLite) List(ctx context.Context) ([]string, error) { return list(ctx, s.read) }

// list reads the ids of a database.
func list(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, "SELECT id FROM sessions")
	if err != nil {
		return nil, fmt.Errorf("list the records: %w", err)
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("list the records: %w", err)
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids, rows.Err()
}

// Notes implements session.Store.
func (s *SQLite) Notes(ctx context.Context, id string) (map[string][]byte, error) {
	out := map[string][]byte{}
	// The row without a name says that the session is there.
	rows, err := s.read.QueryContext(ctx, "SELECT NULL, NULL FROM sessions WHERE id = ?1 UNION ALL "+
		"SELECT name, value FROM notes JOIN sessions ON session = n WHERE id = ?1", id)
	if err != nil {
		return nil, fmt.Errorf("notes of %s: %w", id, err)
	}
	defer rows.Close()
	there := false
	for rows.Next() {
		var name sql.NullString
		var value []byte
		if err := rows.Scan(&name, &value); err != nil {
			return nil, fmt.Errorf("notes of %s: %w", id, err)
		}
		there = true
		if name.Valid {
			out[name.String] = append([]byte{}, value...)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("notes of %s: %w", id, err)
	}
	if !there {
		return nil, unknown(id)
	}
	return out, nil
}

// Load implements session.Store. A record with a hole is an error that wraps
// [ErrDamaged]; a chain that does not hold is told by its field Broken.
func (s *SQLite) Load(ctx context.Context, id string) (*record.Record, error) {
	return load(ctx, s.read, id)
}

// load reads a record from a database.
func load(ctx context.Context, db *sql.DB, id string) (*record.Record, error) {
	fail := func(err error) (*record.Record, error) { return nil, fmt.Errorf("load record %s: %w", id, err) }
	rows, err := db.QueryContext(ctx, `
		SELECT line, 0, chain, coalesce(body, (SELECT f.body FROM files f WHERE sha256 = file))
		FROM lines JOIN sessions ON session = n WHERE id = ?1
		UNION ALL
		SELECT line, nth, NULL, body FROM sides JOIN sessions ON session = n WHERE id = ?1
		ORDER BY 1, 2`, id)
	if err != nil {
		return fail(err)
	}
	defer rows.Close()
	var text bytes.Buffer
	last := 0
	for rows.Next() {
		var line, nth int
		var chain, body []byte
		if err := rows.Scan(&line, &nth, &chain, &body); err != nil {
			return fail(err)
		}
		switch {
		case nth > 0:
			text.Write(append(body, '\n'))
			continue
		case line != last+1:
			return fail(fmt.Errorf("%w: line %d is missing", ErrDamaged, last+1))
		}
		last = line
		text.Write(body)
		text.WriteString(linkOpen + hex.EncodeToString(chain) + linkClose)
	}
	if err := rows.Err(); err != nil {
		return fail(err)
	}
	if last == 0 {
		return nil, unknown(id)
	}
	r, err := record.Read(&text)
	if err != nil {
		return fail(fmt.Errorf("%w: %w", ErrDamaged, err))
	}
	return r, nil
}
