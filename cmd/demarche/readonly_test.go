package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A study is verified in a folder that nobody may write to, and nothing in it, not
// even a time, is other than it was.
func TestVerifyNeedsNoRightToWrite(t *testing.T) {
	dir := t.TempDir()
	text := "format = 1\nid = \"once\"\nscenario = \"night.toml\"\nreplications = 3\n[fix]\n\"policy.roles\" = \"random\"\n"
	night, err := os.ReadFile("testdata/night.toml")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"study.toml": text, "night.toml": string(night)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(dir, "once")
	demarche := func(args ...string) string {
		var said, errs bytes.Buffer
		if code := run(args, nil, &said, &errs); code != fine {
			t.Fatalf("%v = %d: %s%s", args, code, said.String(), errs.String())
		}
		return said.String()
	}
	demarche("study", filepath.Join(dir, "study.toml"), "--out", out)
	folders(t, out, func(name string) error { return os.Chmod(name, 0o555) })
	before := listing(t, out)
	if said := demarche("study", "--verify", out); !strings.Contains(said, "every file comes out the same") {
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
