package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// mostTries is how often a file is written anew because another process took away
// what it was written to.
const mostTries = 8

// writeWhole puts a file in its place, whole and on disk, or not at all. What a
// process that was killed left of the same file goes away with it.
func writeWhole(name string, data []byte) (err error) {
	for range mostTries {
		if err = writeBeside(name, data); !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if err != nil {
		return err
	}
	return sweep(name)
}

// writeBeside writes a file beside its place and then gives it its name.
func writeBeside(name string, data []byte) error {
	dir := filepath.Dir(name)
	f, err := os.CreateTemp(dir, half(name)+"*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // it is gone under that name once all went well
	_, err = f.Write(data)
	if err := errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	return syncFolder(dir)
}

// half is how the names begin under which a file is written; digits follow.
func half(name string) string { return "." + filepath.Base(name) + "." }

// sweep takes away what is half written of a file. A process that is writing it still
// writes it anew.
func sweep(name string) error {
	dir := filepath.Dir(name)
	all, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range all {
		digits, mine := strings.CutPrefix(e.Name(), half(name))
		if !mine || digits == "" || strings.Trim(digits, "0123456789") != "" {
			continue
		}
		if err := os.Remove(filepath.Join(dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
