package laws_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/golden"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/wild"
	"demarche/engine/record"
)

// acting does one thing to a game beside its orders, or nothing.
type acting func(*sit.Dice, *game.Play, *game.State, *game.Machine) (game.Act, bool)

// recorded plays a game with random orders and acts and writes its record; it
// returns the live state at the end and the play hash of every turn.
func recorded(t *testing.T, m *game.Machine, seed uint64, w *record.Writer, do acting) (game.State, []record.Sum) {
	t.Helper()
	n, err := record.NewNotation(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	to := &tap{&game.Ledger{}}
	p := m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, to)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	thread := record.NewThread(n, record.Format)
	start := thread.Start(to.Ledger, &s)
	sums := []record.Sum{start.Play}
	write := func(e record.Entry) {
		if w != nil {
			if err := w.Append(e); err != nil {
				t.Fatal(err)
			}
		}
	}
	if w != nil {
		h := record.Header{Scenario: m.Game.ID, Main: "scenario.toml", Seed: seed, Params: n.Params(&s)}
		if err := w.Begin(h, nil); err != nil {
			t.Fatal(err)
		}
	}
	write(start)
	dice := sit.NewDice(seed)
	for !s.Ended() {
		open, played := &game.Ledger{}, &game.Ledger{}
		to.Ledger = open
		var acts []record.Done
		act := func(early bool) {
			for range 2 {
				if a, done := do(dice, p, &s, m); done {
					acts = append(acts, record.Done{Act: a, Early: early})
				}
			}
		}
		act(true)
		p.Open(&s)
		act(false)
		o := dice.Orders(m, &s)
		to.Ledger = played
		p.Adjudicate(&s, o)
		e := thread.Turn(open, played, o, acts, &s)
		sums = append(sums, e.Play)
		write(e)
	}
	ending := ""
	if i := s.Ending(m.Game); i >= 0 {
		ending = m.Game.Endings[i].ID
	}
	write(record.End{Turn: s.Turn(), Ending: ending, Play: sums[len(sums)-1]})
	return s, sums
}

// Law 1: same game, seed and orders, same play hashes, with any number of
// workers.
func TestSamePlayHashesWithAnyNumberOfWorkers(t *testing.T) {
	for name, m := range games(t) {
		var alone [6][]record.Sum
		for seed := range alone {
			_, alone[seed] = recorded(t, m, uint64(seed), nil, (*sit.Dice).Meddle)
		}
		for _, workers := range []int{2, 7} {
			var together [6][]record.Sum
			var wg sync.WaitGroup
			for w := range workers {
				wg.Go(func() {
					for seed := w; seed < len(together); seed += workers {
						_, together[seed] = recorded(t, m, uint64(seed), nil, (*sit.Dice).Meddle)
					}
				})
			}
			wg.Wait()
			for seed := range alone {
				if !slices.Equal(alone[seed], together[seed]) {
					t.Errorf("%s seed %d: other play hashes with %d workers", name, seed, workers)
				}
			}
		}
	}
}

// Laws 2 and 10: the record read back is the record written, and folding it
// gives the live state, to the bit. A record of which a line is missing or
// changed does not verify.
func TestTheRecordReadBackIsThePlay(t *testing.T) {
	each(t, 3, func(t *testing.T, m *game.Machine, seed uint64) {
		var written bytes.Buffer
		live, sums := recorded(t, m, seed, record.NewWriter(&written), (*sit.Dice).Meddle)
		r, err := record.Read(bytes.NewReader(written.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		var again bytes.Buffer
		if _, err := r.WriteTo(&again); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(written.Bytes(), again.Bytes()) {
			t.Errorf("seed %d: the record read and written again is another", seed)
		}
		n, err := record.NewNotation(m.Game)
		if err != nil {
			t.Fatal(err)
		}
		var folded game.State
		if err := r.Fold(n, &folded); err != nil {
			t.Fatal(err)
		}
		if !sameState(&live, &folded) {
			t.Errorf("seed %d: folding gives another state: %s", seed, difference(m, &live, &folded))
		}
		c, err := r.Course()
		if err != nil {
			t.Fatal(err)
		}
		if c.Play() != sums[len(sums)-1] {
			t.Errorf("seed %d: the record's play hash is not the live one", seed)
		}
		same := func(fs.FS, *record.Header) (*game.Machine, error) { return m, nil }
		if rep := record.Verify(r, same); !rep.OK() {
			t.Errorf("seed %d: does not verify: %v", seed, rep.Faults)
		}
		damaged(t, written.Bytes(), seed, same)
	})
}

// A thread that goes from game to game, as a batch does, gives the play hashes
// that follow from the record's own words, in every format, whether it looks at all
// numbers or at those only that can have changed.
func TestThreadsGiveThePlayHashesOfTheirRecords(t *testing.T) {
	for name, m := range games(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n, err := record.NewNotation(m.Game)
			if err != nil {
				t.Fatal(err)
			}
			var threads []*record.Thread
			for format := 1; format <= record.Format; format++ {
				threads = append(threads, record.NewThread(n, format))
			}
			for format := 1; format <= record.Format; format++ {
				threads = append(threads, record.NewThread(n, format).Swift())
			}
			for seed := range uint64(3) {
				threaded(t, m, n, seed, threads)
			}
		})
	}
}

// threaded plays a game with random orders and acts, its threads by format 1 to
// [record.Format], again and again.
func threaded(t *testing.T, m *game.Machine, n *record.Notation, seed uint64, threads []*record.Thread) {
	t.Helper()
	p := m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, nil)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	befores := make([]record.Before, len(threads))
	same := func(o game.Orders, acts []record.Done, hash func(*record.Thread) record.Sum) {
		turn := record.Turn{Turn: s.Turn(), Orders: n.Orders(o), Ballots: n.Ballots(o), Acts: n.Acts(acts), State: n.State(&s), Due: n.Due(&s), Forced: n.Forced(&s)}
		for i, thread := range threads {
			format := i%record.Format + 1
			want := record.PlaySum(format, befores[i], &turn)
			if got := hash(thread); got != want {
				t.Fatalf("seed %d, turn %d, format %d: thread %d gives %v, the record's words %v", seed, turn.Turn, format, i, got, want)
			}
			befores[i] = record.Before{Play: want, State: turn.State}
		}
	}
	same(game.Orders{}, nil, func(x *record.Thread) record.Sum { return x.Begin(&s) })
	dice := sit.NewDice(seed)
	for !s.Ended() {
		var acts []record.Done
		act := func(early bool) {
			for range 2 {
				if a, done := dice.Meddle(p, &s, m); done {
					acts = append(acts, record.Done{Act: a, Early: early})
				}
			}
		}
		act(true)
		p.Open(&s)
		act(false)
		o := dice.Orders(m, &s)
		p.Adjudicate(&s, o)
		same(o, acts, func(x *record.Thread) record.Sum { return x.Next(o, acts, &s) })
	}
}

// damaged changes one byte at places spread over the record, and expects each to
// be noticed.
func damaged(t *testing.T, whole []byte, seed uint64, compile record.Compiler) {
	t.Helper()
	dice := sit.NewDice(seed + 99)
	for range 12 {
		at := dice.N(len(whole))
		bad := bytes.Clone(whole)
		bad[at] ^= 1
		r, err := record.Read(bytes.NewReader(bad))
		if err != nil {
			continue
		}
		if rep := record.Verify(r, compile); rep.OK() {
			t.Errorf("seed %d: byte %d changed from %q to %q, and the record verifies", seed, at, whole[at], bad[at])
		}
	}
}

// The hashes are the same on every processor. `make test` runs this with
// GOAMD64=v3, which fuses multiplications, and on arm64.
func TestGoldenPlayHashesAreTheSameBitsEverywhere(t *testing.T) {
	var b strings.Builder
	m := sit.Folder(t, "../../../scenarios/code_blue")
	for seed := range uint64(10) {
		_, sums := recorded(t, m, seed, nil, (*sit.Dice).Act)
		fmt.Fprintf(&b, "code_blue %d %d %v\n", seed, len(sums)-1, sums[len(sums)-1])
	}
	for i := range uint64(20) {
		_, sums := recorded(t, sit.Compile(t, wild.Scenario(i)), i, nil, (*sit.Dice).Act)
		fmt.Fprintf(&b, "wild%d %d %v\n", i, len(sums)-1, sums[len(sums)-1])
	}
	golden.Equal(t, b.String())
}
