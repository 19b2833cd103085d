package shelf_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"demarche/engine/study/shelf"
)

// packed is a part as it travels.
func packed(t *testing.T, x *trial, part int32) []byte {
	t.Helper()
	dir := t.TempDir()
	x.play(t, dir, shelf.Options{})
	s, err := shelf.Open(dir, x.j, x.l, shelf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.Pack(part, &b); err != nil {
		t.Fatal(err)
	}
	if err := s.Forget(part); err != nil {
		t.Fatal(err)
	}
	for name := range tree(t, dir) {
		if has, err := s.Has(part); has || err != nil || strings.Contains(name, "000001") {
			t.Errorf("forgotten: %s is there, part %t, error %v", name, has, err)
		}
	}
	if err := s.Pack(part, &bytes.Buffer{}); err == nil {
		t.Error("a part that is not there was packed")
	}
	return b.Bytes()
}

// TestPartsTravel: a part that was packed elsewhere is the part that is played here,
// with its records; one that comes twice does no harm.
func TestPartsTravel(t *testing.T) {
	travel(t, newTrial(t))
	travel(t, recorded(t))
}

func travel(t *testing.T, x *trial) {
	t.Helper()
	want := inPeace(t, x)
	dir := t.TempDir()
	s, err := shelf.Open(dir, x.j, x.l, shelf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	data := packed(t, x, 1)
	for range 2 {
		if err := s.Unpack(1, bytes.NewReader(data)); err != nil {
			t.Fatal(err)
		}
	}
	for name, data := range tree(t, dir) {
		if strings.Contains(name, "000001") && data != want[name] {
			t.Errorf("%s is not as it was", name)
		}
	}
	x.play(t, dir, shelf.Options{})
	if bad := differ(want, tree(t, dir)); len(bad) > 0 {
		t.Errorf("%v are not as they should be", bad)
	}
}

// TestPartsThatAreHarmedOnTheWay cuts the stream off at many places and alters a
// byte at others: what is taken is right, the rest leaves nothing behind.
func TestPartsThatAreHarmedOnTheWay(t *testing.T) {
	x := newTrial(t)
	want := inPeace(t, x)
	data := packed(t, x, 1)
	dir := t.TempDir()
	s, err := shelf.Open(dir, x.j, x.l, shelf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	empty := names(t, dir)
	for at := 0; at < len(data); at += 293 {
		for what, stream := range map[string][]byte{"cut off": data[:at], "altered": []byte(altered(string(data), at))} {
			err := s.Unpack(1, bytes.NewReader(stream))
			has, err2 := s.Has(1)
			switch {
			case err2 != nil:
				t.Fatal(err2)
			case err == nil: // a byte that means nothing, or the end after the last file
				for name, data := range tree(t, dir) {
					if strings.Contains(name, "000001") && data != want[name] {
						t.Errorf("%s at %d: %s is wrong", what, at, name)
					}
				}
				if err := s.Forget(1); err != nil {
					t.Fatal(err)
				}
			case !errors.Is(err, shelf.ErrPart):
				t.Errorf("%s at %d: error %v", what, at, err)
			case has:
				t.Errorf("%s at %d: it was taken", what, at)
			}
			if after := names(t, dir); len(after) != len(empty) {
				t.Fatalf("%s at %d: %v is left", what, at, after)
			}
		}
	}
}

// TestWhoIsToBlame tells a stream that is not the part from a disk that does not
// write and from a reader that fails: only the first is played again elsewhere.
func TestWhoIsToBlame(t *testing.T) {
	x := newTrial(t)
	data := packed(t, x, 1)
	dir := t.TempDir()
	s, err := shelf.Open(dir, x.j, x.l, shelf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Unpack(2, bytes.NewReader(data)); !errors.Is(err, shelf.ErrPart) {
		t.Errorf("another part: error %v", err)
	}
	if err := s.Unpack(1, bytes.NewReader(packed(t, other(t), 1))); !errors.Is(err, shelf.ErrPart) {
		t.Errorf("another study: error %v", err)
	}
	sheets, err := shelf.Open(t.TempDir(), x.j, x.l, shelf.Options{CSV: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := sheets.Unpack(1, bytes.NewReader(data)); !errors.Is(err, shelf.ErrPart) {
		t.Errorf("no CSV where it is asked for: error %v", err)
	}
	away := errors.New("the network is away")
	if err := s.Unpack(1, iotest.ErrReader(away)); !errors.Is(err, away) || errors.Is(err, shelf.ErrPart) {
		t.Errorf("a reader that fails: error %v", err)
	}
	turns := filepath.Join(dir, "turns")
	if err := errors.Join(os.Remove(turns), os.WriteFile(turns, nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	var link *os.LinkError
	var name *fs.PathError
	if err := s.Unpack(1, bytes.NewReader(data)); errors.Is(err, shelf.ErrPart) || !errors.As(err, &link) && !errors.As(err, &name) {
		t.Errorf("a folder that is none: error %v", err)
	}
	if err := errors.Join(os.Remove(turns), os.Mkdir(turns, 0o755)); err != nil {
		t.Fatal(err)
	}
	if err := s.Unpack(1, bytes.NewReader(data)); err != nil {
		t.Errorf("and when it is one again: error %v", err)
	}
}
