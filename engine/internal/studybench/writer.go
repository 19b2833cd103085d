// Package studybench measures what a study costs.
package studybench

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/spent"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/study/parquet"
	"demarche/engine/study/table"
)

// Writer is what writing the tables of plays costs: processor time for a play,
// the median over rounds in which all were measured one after another.
type Writer struct {
	Bare  time.Duration // the library's writer, of Go structs that are there already
	Sink  time.Duration // ours, of blocks that are there already
	Maker time.Duration // making the blocks, and the sink
	// WriterToBare is how many times as many plays the sink writes as the library's
	// writer in equal time; MakerToBare the same with making the rows.
	WriterToBare, MakerToBare float64
	BareBytes, SinkBytes      int64 // for a play
	Rows, Cells               int   // for a play
}

// MeasureWriter plays code_blue, compiled, some times at random and writes the
// tables again and again, ours and the library's writer by turns.
func MeasureWriter(m *game.Machine, plays, rounds int, tick func()) (Writer, error) {
	set, err := gather(m, plays)
	if err != nil {
		return Writer{}, err
	}
	contestants := []func() (int64, error){set.bare, set.sink, set.making}
	var took [3][]float64
	var w Writer
	for range rounds {
		for i, write := range contestants {
			var bytes int64
			var failed error
			t, _ := spent.On(func() { bytes, failed = write() })
			if failed != nil {
				return Writer{}, failed
			}
			took[i] = append(took[i], float64(t)/float64(plays))
			switch i {
			case 0:
				w.BareBytes = bytes / int64(plays)
			case 1:
				w.SinkBytes = bytes / int64(plays)
			}
		}
		tick()
	}
	ratio := func(a, b int) float64 {
		out := make([]float64, rounds)
		for r := range out {
			out[r] = took[a][r] / took[b][r]
		}
		return median(out)
	}
	w.Bare, w.Sink, w.Maker = time.Duration(median(took[0])), time.Duration(median(took[1])), time.Duration(median(took[2]))
	w.WriterToBare, w.MakerToBare = ratio(0, 1), ratio(0, 2)
	w.Rows, w.Cells = set.rows/plays, set.cells/plays
	return w, nil
}

// set is plays, their rows in every form, and who writes them.
type set struct {
	layout *table.Layout
	played []played
	blocks []block
	bares  map[table.ID]bare
	out    *parquet.Sink

	rows, cells int
}

// played is a play as it was, so that only making its rows is measured.
type played struct {
	run   table.Run
	start game.State
	turns []table.Turn
}

type block struct {
	of   table.ID
	rows *table.Block
}

// Rows implements [table.Sink].
func (s *set) Rows(t table.ID, b *table.Block) error {
	s.blocks = append(s.blocks, block{t, b.Clone()})
	s.rows += b.Rows
	s.cells += b.Rows * len(b.Columns)
	return s.bares[t].keep(b)
}

func gather(m *game.Machine, plays int) (*set, error) {
	n, err := record.NewNotation(m.Game)
	if err != nil {
		return nil, err
	}
	s := &set{layout: table.NewLayout(m, n, nil, nil), bares: bareTables()}
	for number := range plays {
		p, err := playAtRandom(m, number)
		if err != nil {
			return nil, err
		}
		s.played = append(s.played, p)
	}
	if err := s.make(s.layout.Maker(s)); err != nil {
		return nil, err
	}
	s.out, err = parquet.New(s.layout)
	return s, err
}

// playAtRandom plays with random policies in all seats.
func playAtRandom(m *game.Machine, number int) (played, error) {
	seed := chance.Seed(uint64(number) * 0x9E3779B97F4A7 % (1 << 53)) // as long as those of studies
	var ledger game.Ledger
	var s game.State
	p := m.NewPlay(chance.Luck{Seed: seed}, &ledger)
	if err := p.Start(&s, nil); err != nil {
		return played{}, err
	}
	seats, err := policy.NewTable(m, map[string]string{"": policy.Random})
	if err != nil {
		return played{}, err
	}
	out := played{run: table.Run{Study: "bench", Number: int64(number), Replication: int32(number), Seed: uint64(seed)}, start: s.Copy()}
	for i := range m.Game.Roles {
		out.run.Players = append(out.run.Players, seats.Name(int32(i)))
	}
	for !s.Ended() {
		ledger.Reset()
		p.Open(&s)
		open := ledger
		ledger.Reset()
		var o game.Orders
		seats.Fill(&o, &s, chance.Luck{Seed: seed})
		p.Adjudicate(&s, o)
		happened, after := ledger, s.Copy()
		out.turns = append(out.turns, table.Turn{Orders: o, Open: &open, Played: &happened, After: &after})
	}
	return out, nil
}

// make makes the rows of all plays.
func (s *set) make(k *table.Maker) error {
	for i := range s.played {
		x := &s.played[i]
		if err := k.Begin(x.run, &x.start); err != nil {
			return err
		}
		for _, t := range x.turns {
			if err := k.Turn(t); err != nil {
				return err
			}
		}
		if err := k.End(table.End{State: x.turns[len(x.turns)-1].After}); err != nil {
			return err
		}
	}
	return nil
}

// scale counts bytes and keeps none.
type scale struct{ bytes int64 }

// Write implements [io.Writer].
func (s *scale) Write(p []byte) (int, error) {
	s.bytes += int64(len(p))
	return len(p), nil
}

func (s *set) bare() (int64, error) {
	var to scale
	for _, id := range []table.ID{table.Runs, table.RoleRuns, table.Turns, table.RoleTurns, table.PairTurns, table.Beliefs, table.Moves} {
		if err := s.bares[id].write(&to, parquet.GroupRows); err != nil {
			return 0, err
		}
	}
	return to.bytes, nil
}

func (s *set) sink() (int64, error) {
	return s.part(func() error {
		for _, b := range s.blocks {
			if err := s.out.Rows(b.of, b.rows); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *set) making() (int64, error) {
	k := s.layout.Maker(s.out)
	return s.part(func() error { return s.make(k) })
}

func (s *set) part(rows func() error) (int64, error) {
	var to scale
	err := s.out.Begin(func(string) (io.Writer, error) { return &to, nil }, nil)
	if err == nil {
		err = rows()
	}
	if err = errors.Join(err, s.out.End()); err != nil {
		return 0, fmt.Errorf("write: %w", err)
	}
	return to.bytes, nil
}

func median(x []float64) float64 {
	x = slices.Clone(x)
	slices.Sort(x)
	return x[len(x)/2]
}
