package agent_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"demarche/engine/agent"
	"demarche/engine/policy"
)

// mouth says something and takes everything in.
type mouth struct {
	io.Reader
	done chan struct{}
}

func (m *mouth) Write(b []byte) (int, error) { return len(b), nil }
func (m *mouth) Close() error {
	select {
	case <-m.done:
	default:
		close(m.done)
	}
	return nil
}

// Read waits at the end until the line is closed, so that the play goes on by what
// was said and not by how fast it was read.
func (m *mouth) Read(b []byte) (int, error) {
	n, err := m.Reader.Read(b)
	if err == io.EOF {
		<-m.done
	}
	return n, err
}

// Whatever an agent says behind its hello, a game comes to its end with legal
// moves, and it is the one that the archive plays again.
func FuzzWhatAgentsSay(f *testing.F) {
	f.Add([]byte("1\n2\n3\n"))
	f.Add([]byte(`{"v":1,"t":"pick","id":"1.moves.1","picks":[1,2]}` + "\n" + `{"v":1,"t":"commit","id":"x","turn":2,"moves":[{"action":"note","choices":{"tone":"sharp"}}]}` + "\n0"))
	f.Add([]byte(`{"v":1,"t":"ask"}` + "\n" + `{"v":1,"t":"answer","turn":1,"proposal":"x","yes":true}` + "\n\xff\xfe\n{\n[]\n"))
	f.Add([]byte(strings.Repeat("9 ", 40000)))
	m := compile(f, pact)
	f.Fuzz(func(t *testing.T, said []byte) {
		var file bytes.Buffer
		store, err := agent.NewWriter(&file, "pact", nil)
		if err != nil {
			t.Fatal(err)
		}
		c, err := agent.Open(&mouth{io.MultiReader(strings.NewReader(hello+"\n"), bytes.NewReader(said)), make(chan struct{})}, patience)
		if err != nil {
			t.Fatal(err)
		}
		// What it says is there at once; behind that it is silent, and each question waits.
		o := agent.Options{ID: "x", Timeout: 2 * time.Millisecond, Fallback: policy.Hold, Store: store}
		first := play(t, m, 5, policy.Random, seated(t, m, func() *agent.Conn { return c }, 5, o, "korsavia")...)
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
		x, err := agent.ReadArchive(&file)
		if err != nil {
			t.Fatal(err)
		}
		o.Store = nil
		seats, err := x.Seats(m, []int32{1}, agent.Run{Seed: 5}, o)
		if err != nil {
			t.Fatal(err)
		}
		if again := play(t, m, 5, policy.Random, seats...); again.sum != first.sum {
			t.Errorf("played again the hash is %v, was %v:\n%s\nwas\n%s", again.sum, first.sum, tells(again.facts), tells(first.facts))
		}
	})
}
