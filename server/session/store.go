package session

import (
	"context"

	"demarche/engine/game"
	"demarche/engine/record"
)

// Store keeps sessions: their records, and small notes beside them. Its methods
// may be called from several goroutines at once.
type Store interface {
	Records
	Notes
}

// Records keeps the records of sessions.
type Records interface {
	// Create begins the record of a new session: header and files of the
	// scenario. An id that is taken is an error that wraps fs.ErrExist.
	Create(ctx context.Context, id string, h record.Header, files []record.File) error
	// Append adds entries to a record, and the private texts that they name:
	// all or nothing. When it returns nil they are durable. After an error
	// nobody knows whether they are: the session stops, and what Load finds is
	// the truth.
	Append(ctx context.Context, id string, entries []record.Entry, texts []record.Private) error
	// Load returns a record as it was kept. An unknown id is an error that wraps
	// fs.ErrNotExist.
	Load(ctx context.Context, id string) (*record.Record, error)
	// List returns the ids of all records, in alphabetical order.
	List(ctx context.Context) ([]string, error)
}

// Notes keep what belongs to a session and not into its record: drafts, guests,
// secrets, the clock.
type Notes interface {
	// Put keeps a value under a name; the latest wins, nil deletes it. When it
	// returns nil the value is durable. An unknown id is an error that wraps
	// fs.ErrNotExist.
	Put(ctx context.Context, id, name string, value []byte) error
	// Notes returns all values of a session by name; none is an empty map. An
	// unknown id is an error that wraps fs.ErrNotExist.
	Notes(ctx context.Context, id string) (map[string][]byte, error)
}

// Library finds scenarios. It is safe for concurrent use.
type Library interface {
	// Scenario returns a scenario, compiled. An unknown id is an error that
	// wraps fs.ErrNotExist.
	Scenario(id string) (*Scenario, error)
}

// Scenario is a game ready to play and what it was made from. It is immutable.
type Scenario struct {
	Machine *game.Machine
	Main    string        // name of the file that was compiled
	Files   []record.File // all of them, for the record
}
