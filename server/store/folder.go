package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"runtime"
)

// Names in the folder of a store.
const (
	fileName  = "demarche.db"
	headsName = "demarche.heads"
	lockName  = "demarche.lock"
)

// ErrInUse says that another program, or another store of this one, has the
// folder open.
var ErrInUse = errors.New("the folder is in use by another server")

// lock keeps a folder for one store. It is an empty database that nobody else
// can open for writing, since SQLite's locks work on every system and end with
// the process, however it ends.
func lock(ctx context.Context, open connector, path string) (*sql.DB, error) {
	db, err := open.open(path, "_pragma=busy_timeout(0)", "_pragma=locking_mode(EXCLUSIVE)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		_ = db.Close()
		if isBusy(err) {
			return nil, ErrInUse
		}
		return nil, fmt.Errorf("lock the folder: %w", err)
	}
	return db, nil
}

// isBusy reports whether another connection holds a lock.
func isBusy(err error) bool {
	var coded interface{ Code() int }
	const busy = 5 // SQLITE_BUSY, whatever its extended part
	return errors.As(err, &coded) && coded.Code()&0xff == busy
}

// syncFolder makes the names in a folder durable. Windows has no such call and
// keeps names by itself.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("make the names in %s durable: %w", path, err)
	}
	return nil
}
