package session

import (
	"context"

	"demarche/engine/game"
	"demarche/engine/record"
)

// Store keeps the records of sessions. Its methods may be called from several
// goroutines at once.
type Store interface {
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
