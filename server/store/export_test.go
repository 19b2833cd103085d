package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"slices"
)

// OpenWithStep opens and closes a store as a later version would that has one
// more step.
func OpenWithStep(ctx context.Context, folder, step string) error {
	with := standard()
	with.steps = append(slices.Clone(with.steps), step)
	s, err := open(ctx, folder, with)
	if err != nil {
		return err
	}
	return s.Close()
}

// Synchronous returns the setting of the connection that writes. Nothing may be
// written meanwhile.
func Synchronous(ctx context.Context, s *SQLite) (mode int) {
	_ = s.writer.conn.QueryRowContext(ctx, "PRAGMA synchronous").Scan(&mode)
	return mode
}

// Disk fails at one call: of the connection that writes, or of the heads.
type Disk struct {
	Fail  int  // number of the call, from 1; 0 = none
	After bool // the call has its effect and fails all the same
	Calls int
}

// ErrDisk is the failure of a [Disk].
var ErrDisk = errors.New("input/output error")

// call does something, or fails, or both.
func (d *Disk) call(do func() error) error {
	d.Calls++
	if d.Calls != d.Fail {
		return do()
	}
	if d.After {
		_ = do()
	}
	return ErrDisk
}

// OpenOn opens a store on a disk that fails. The calls of opening itself are not
// counted.
func OpenOn(ctx context.Context, folder string, d *Disk) (*SQLite, error) {
	with := standard()
	plain, make := with.connect, with.anchor
	with.connect = func(source string) (driver.Connector, error) {
		c, err := plain(source)
		return failing{c, d}, err
	}
	with.anchor = func(path string) (anchor, error) {
		f, err := make(path)
		return failingFile{f, d}, err
	}
	fail := d.Fail
	d.Fail = 0
	s, err := open(ctx, folder, with)
	d.Fail, d.Calls = fail, 0
	return s, err
}

type failing struct {
	driver.Connector
	disk *Disk
}

func (f failing) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := f.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return failingConn{c.(conn), f.disk}, nil
}

// conn is what the store needs of a connection.
type conn interface {
	driver.Conn
	driver.ExecerContext
	driver.QueryerContext
	driver.ConnPrepareContext
}

type failingConn struct {
	conn
	disk *Disk
}

func (c failingConn) ExecContext(ctx context.Context, text string, args []driver.NamedValue) (r driver.Result, err error) {
	err = c.disk.call(func() error { r, err = c.conn.ExecContext(ctx, text, args); return err })
	return r, err
}

func (c failingConn) PrepareContext(ctx context.Context, text string) (driver.Stmt, error) {
	s, err := c.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	return failingStmt{s.(stmt), c.disk}, nil
}

type stmt interface {
	driver.Stmt
	driver.StmtExecContext
}

type failingStmt struct {
	stmt
	disk *Disk
}

func (s failingStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (r driver.Result, err error) {
	err = s.disk.call(func() error { r, err = s.stmt.ExecContext(ctx, args); return err })
	return r, err
}

type failingFile struct {
	anchor
	disk *Disk
}

func (f failingFile) Write(b []byte) (n int, err error) {
	err = f.disk.call(func() error { n, err = f.anchor.Write(b); return err })
	return n, err
}

func (f failingFile) Sync() error { return f.disk.call(f.anchor.Sync) }
