package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
)

// applicationID marks a SQLite file as one of ours ("Dmrc").
const applicationID = 0x446d7263

// steps lead from an empty file to the schema of today; user_version counts
// those that were taken. A step that was ever shipped is never changed.
var steps = []string{`
CREATE TABLE sessions (
	n  INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE
) STRICT;

-- Lines of files, each kept once however many sessions play them.
CREATE TABLE files (
	sha256 BLOB PRIMARY KEY,
	body   TEXT NOT NULL
) STRICT;

-- Lines of the chain. Body and chain are those of the record's format: the
-- stored line is body, ',"chain":"', the chain in hexadecimal, '"}'.
CREATE TABLE lines (
	session INTEGER NOT NULL REFERENCES sessions (n),
	line    INTEGER NOT NULL CHECK (line > 0),
	chain   BLOB NOT NULL CHECK (length(chain) = 32),
	body    TEXT,
	file    BLOB REFERENCES files (sha256),
	PRIMARY KEY (session, line),
	CHECK ((body IS NULL) <> (file IS NULL))
) STRICT;

-- Private texts, each behind the line that names it.
CREATE TABLE sides (
	session INTEGER NOT NULL,
	line    INTEGER NOT NULL,
	nth     INTEGER NOT NULL CHECK (nth > 0),
	body    TEXT NOT NULL,
	PRIMARY KEY (session, line, nth),
	FOREIGN KEY (session, line) REFERENCES lines (session, line)
) STRICT;

CREATE TABLE notes (
	session INTEGER NOT NULL REFERENCES sessions (n),
	name    TEXT NOT NULL,
	value   BLOB NOT NULL,
	PRIMARY KEY (session, name)
) WITHOUT ROWID, STRICT;
`}

// connector makes connections to a data source.
type connector func(source string) (driver.Connector, error)

// open opens a SQLite file with settings, given as the driver takes them.
func (c connector) open(path string, settings ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	abs = filepath.ToSlash(abs)
	if !strings.HasPrefix(abs, "/") {
		abs = "/" + abs // a drive of Windows
	}
	source := url.URL{Scheme: "file", Path: abs, RawQuery: strings.Join(settings, "&")}
	made, err := c(source.String())
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(made), nil
}

// Settings of connections. What is committed is on the disk before COMMIT
// returns: WAL with synchronous FULL. The log of writes is folded into the file
// every 1,000 pages and cut to 64 MiB.
var (
	writing = []string{
		"_pragma=busy_timeout(5000)", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)",
		"_pragma=foreign_keys(1)", "_pragma=wal_autocheckpoint(1000)", "_pragma=journal_size_limit(67108864)",
		"_pragma=trusted_schema(OFF)", "_pragma=cell_size_check(ON)",
	}
	reading = []string{
		"mode=ro", "_pragma=busy_timeout(5000)", "_pragma=trusted_schema(OFF)", "_pragma=cell_size_check(ON)",
	}
)

// asked makes sure that the settings took: some are requests that SQLite may
// turn down without an error.
func asked(ctx context.Context, c *sql.Conn) error {
	for _, want := range []struct{ pragma, value string }{{"journal_mode", "wal"}, {"synchronous", "2"}, {"foreign_keys", "1"}} {
		var got string
		if err := c.QueryRowContext(ctx, "PRAGMA "+want.pragma).Scan(&got); err != nil {
			return fmt.Errorf("read setting %s: %w", want.pragma, err)
		}
		if got != want.value {
			return fmt.Errorf("the file system cannot keep %s %s (it gives %s); use a folder on a disk of this machine", want.pragma, want.value, got)
		}
	}
	return nil
}

// Errors of Open, beside those of the disk.
var (
	ErrForeign = errors.New("the file is no store of Demarche")
	ErrNewer   = errors.New("a newer version wrote the store")
)

// migrate brings the schema up to date, all steps or none.
func migrate(ctx context.Context, c *sql.Conn, steps []string) error {
	var id, version, tables int
	err := c.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)").Scan(&id, &version, &tables)
	switch {
	case err != nil:
		return fmt.Errorf("read the version of the schema: %w", err)
	case id != applicationID && (id != 0 || tables > 0):
		return ErrForeign
	case version > len(steps):
		return fmt.Errorf("%w: schema %d, this one reads up to %d (open it with the newer version)", ErrNewer, version, len(steps))
	case version == len(steps):
		return nil
	}
	todo := append([]string{"BEGIN EXCLUSIVE"}, steps[version:]...)
	todo = append(todo, fmt.Sprintf("PRAGMA application_id = %d", applicationID), fmt.Sprintf("PRAGMA user_version = %d", len(steps)), "COMMIT")
	for _, do := range todo {
		if _, err := c.ExecContext(ctx, do); err != nil {
			_, _ = c.ExecContext(ctx, "ROLLBACK")
			return fmt.Errorf("bring schema %d up to %d: %w", version, len(steps), err)
		}
	}
	return nil
}

// sound asks SQLite whether the pages of a file make sense.
func sound(ctx context.Context, c interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}, check string) error {
	var said string
	if err := c.QueryRowContext(ctx, "PRAGMA "+check+"(1)").Scan(&said); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if said != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, said)
	}
	return nil
}
