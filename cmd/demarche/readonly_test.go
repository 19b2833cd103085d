package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A study is verified in a folder that nobody may write to, and nothing in it, not
// even a time, is other than it was.
func TestVerifyNeedsNoRightToWrite(t *testing.T) {
	w := newWorkshop(t, crossed)
	out := w.at("out")
	w.must("study", w.at("study.toml"), "--out", out)
	folders(t, out, func(name string) error { return os.Chmod(name, 0o555) })
	before := listing(t, out)
	if said := w.must("study", "--verify", out, "--sample", "3"); !strings.Contains(said, "every file comes out the same") {
		t.Errorf("verify says %q", said)
	}
	if after := listing(t, out); after != before {
		t.Errorf("the folder is\n%s\nbefore it was verified\n%s", after, before)
	}
	folders(t, out, func(name string) error { return os.Chmod(name, 0o755) }) // so that it can be taken away
}

func folders(t *testing.T, dir string, do func(name string) error) {
	t.Helper()
	if err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return do(name)
	}); err != nil {
		t.Fatal(err)
	}
}

// listing is what is in a folder with sizes and times.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	if err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil {
			b.WriteString(name + " " + info.Mode().String() + " " + info.ModTime().String() + "\n")
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
