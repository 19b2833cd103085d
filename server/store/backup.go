package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup writes a copy of the store, as of now, to a new file: while the store
// is at work, without leftovers of changes, and only if every page and every
// chain of the copy holds. A path that is taken is an error that wraps
// fs.ErrExist. A folder with the copy as its demarche.db and no other file is a
// store.
func (s *SQLite) Backup(ctx context.Context, path string) error {
	if err := s.backup(ctx, path); err != nil {
		return fmt.Errorf("back the store up to %s: %w", path, err)
	}
	return nil
}

func (s *SQLite) backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = fs.ErrExist
		}
		return err
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	defer os.Remove(part) // gone by then if all went well
	if _, err := s.read.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return err
	}
	if err := s.examine(ctx, part); err != nil {
		return err
	}
	if err := syncFile(part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// examine reads a copy from end to end.
func (s *SQLite) examine(ctx context.Context, path string) error {
	db, err := s.connect.open(path, reading...)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := sound(ctx, db, "integrity_check"); err != nil {
		return err
	}
	ids, err := list(ctx, db)
	if err != nil {
		return err
	}
	for _, id := range ids {
		r, err := load(ctx, db, id)
		if err != nil {
			return err
		}
		if len(r.Broken) > 0 {
			return fmt.Errorf("%w: the chain of session %s does not hold at line %d", ErrDamaged, id, r.Broken[0])
		}
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
