package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"demarche/engine/record"
	"demarche/server/store"
)

// writeIfAsked makes this program the writer that a test kills: 20 sessions that
// append and put as fast as they can, and say on standard output what was
// acknowledged.
func writeIfAsked() {
	folder := os.Getenv("DEMARCHE_WRITE_TO")
	if folder == "" {
		return
	}
	ctx := context.Background()
	s, err := store.Open(ctx, folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			id := fmt.Sprint("S", i)
			from := 0
			if r, err := s.Load(ctx, id); err == nil {
				from = len(r.Lines) - 1
			} else if err := s.Create(ctx, id, record.Header{}, nil); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			for n := from; ; n++ {
				act := record.Input{Turn: 1, Act: fmt.Sprint(n)}
				if err := s.Append(ctx, id, []record.Entry{act}, nil); err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				fmt.Printf("line %s %d\n", id, n)
				if err := s.Put(ctx, id, "n", fmt.Append(nil, n)); err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				fmt.Printf("note %s %d\n", id, n)
			}
		})
	}
	wg.Wait()
}

// spill runs the writer, kills it after a while, and returns the highest number
// that was acknowledged for each session, in lines and notes.
func spill(t *testing.T, folder string, life time.Duration) (lines, notes map[string]int) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "DEMARCHE_WRITE_TO="+folder)
	var said strings.Builder
	c.Stderr = &said
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines, notes = map[string]int{}, map[string]int{}
	in := bufio.NewScanner(out)
	first := true
	for in.Scan() {
		if first {
			first = false
			time.AfterFunc(life, func() { _ = c.Process.Kill() })
		}
		var kind, id string
		var n int
		if got, _ := fmt.Sscan(in.Text(), &kind, &id, &n); got != 3 {
			continue // cut short by the end of the writer: nothing was said
		}
		if kind == "line" {
			lines[id] = n
		} else {
			notes[id] = n
		}
	}
	_ = c.Wait() // killed
	if said.Len() > 0 {
		t.Fatalf("the writer says: %s", &said)
	}
	return lines, notes
}

func TestWhatWasAcknowledgedIsThereAfterAKill(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	folder := t.TempDir()
	acked := 0
	for round := range rounds {
		lines, notes := spill(t, folder, time.Duration(5+rand.IntN(120))*time.Millisecond)
		s, err := store.Open(t.Context(), folder)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		for id, n := range lines {
			acked++
			r, err := s.Load(t.Context(), id)
			if err != nil || len(r.Broken) > 0 {
				t.Fatalf("round %d, %s: %v", round, id, err)
			}
			for i, l := range r.Lines[1:] {
				if got := l.Entry.(*record.Input).Act; got != fmt.Sprint(i) {
					t.Errorf("round %d, %s: line %d says %s", round, id, l.Number, got)
				}
			}
			if last := len(r.Lines) - 2; last < n {
				t.Errorf("round %d, %s: %d was acknowledged, the last is %d", round, id, n, last)
			}
			kept, err := s.Notes(t.Context(), id)
			var have int
			if _, scan := fmt.Sscan(string(kept["n"]), &have); err != nil || scan == nil && have < notes[id] || scan != nil && notes[id] > 0 {
				t.Errorf("round %d, %s: note %d was acknowledged, there is %q (%v)", round, id, notes[id], kept["n"], err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if acked == 0 {
		t.Error("nothing was ever acknowledged")
	}
}

// killed makes a store whose writer was killed, its log of writes still there.
func killed(t *testing.T) (folder string, lines map[string]int) {
	t.Helper()
	folder = t.TempDir()
	lines, _ = spill(t, folder, 60*time.Millisecond)
	return folder, lines
}

func copied(t *testing.T, folder string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	_ = os.Remove(filepath.Join(to, "demarche.db-shm")) // the kernel's memory, gone after a power cut
	return to
}

// Bytes behind the last commit are what a machine that lost power leaves.
func TestATornTailOfTheLogCostsNothing(t *testing.T) {
	folder, lines := killed(t)
	for i := range 12 {
		to := copied(t, folder)
		wal := filepath.Join(to, "demarche.db-wal")
		f, err := os.OpenFile(wal, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		junk := make([]byte, 1+rand.IntN(6000))
		if i%2 == 0 { // half a frame that looks right
			raw, _ := os.ReadFile(wal)
			copy(junk, raw[32:])
		}
		_, err = f.Write(junk)
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(t.Context(), to)
		if err != nil {
			t.Fatal(err)
		}
		for id, n := range lines {
			if r, err := s.Load(t.Context(), id); err != nil || len(r.Lines)-2 < n || len(r.Broken) > 0 {
				t.Errorf("%s: %d was acknowledged: %v", id, n, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
