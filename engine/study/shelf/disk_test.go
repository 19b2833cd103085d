//go:build linux

package shelf_test

import (
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"demarche/engine/study"
	"demarche/engine/study/shelf"
)

// limitVariable bounds, for a process that plays, how long a file may become, in
// bytes: a write beyond it fails.
const limitVariable = "SHELF_TEST_LONGEST_FILE"

func limit() error {
	text := os.Getenv(limitVariable)
	if text == "" {
		return nil
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n})
}

// TestWritesThatFail has the disk refuse to write beyond so many bytes of a file,
// in every table and in receipts and manifest. The study stops with the reason, and
// what it left goes on to the right tables where there is room.
func TestWritesThatFail(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	lengths := map[int]bool{0: true}
	for name, data := range want {
		if strings.Contains(name, "000001") || name == shelf.ManifestFile || name == shelf.JobFile {
			lengths[len(data)-1] = true
		}
	}
	for n := range lengths {
		dir := t.TempDir()
		c, said := begin(t, dir, limitVariable+"="+strconv.Itoa(n))
		if err := c.Wait(); err == nil || !strings.Contains(said.String(), "file too large") {
			t.Errorf("files of at most %d bytes: %v: %s", n, err, said)
		}
		if _, err := os.Stat(filepath.Join(dir, shelf.ManifestFile)); err == nil {
			t.Errorf("files of at most %d bytes: there is a manifest", n)
		}
		x.play(t, dir, shelf.Options{})
		if bad := differ(want, tree(t, dir)); len(bad) > 0 {
			t.Errorf("files of at most %d bytes: then %v are not as they should be", n, bad)
		}
	}
}

// TestDiskFull plays onto a disk of 128 KiB, then makes room. It needs the right to
// mount one.
func TestDiskFull(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=128k"); err != nil {
		t.Skipf("no disk can be mounted here: %v", err)
	}
	defer func() {
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	}()
	ballast := filepath.Join(disk, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 60<<10), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(disk, "cross")
	if _, err := x.into(dir, shelf.Options{}, study.Options{Workers: 2}); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("a full disk: error %v", err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=8m"); err != nil {
		t.Fatal(err)
	}
	x.play(t, dir, shelf.Options{})
	if bad := differ(want, tree(t, dir)); len(bad) > 0 {
		t.Errorf("with more room %v are not as they should be", bad)
	}
}
