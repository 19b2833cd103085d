package study_test

import (
	"context"
	"io"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/study"
	"demarche/engine/study/table"
	"demarche/scenarios"
)

// nowhere is a shelf that takes rows and keeps none.
type nowhere struct{}

func (nowhere) Has(int32) (bool, error)                        { return false, nil }
func (n nowhere) Open(int32, int64, int64) (study.Part, error) { return n, nil }
func (nowhere) Rows(table.ID, *table.Block) error              { return nil }
func (nowhere) Keep() error                                    { return nil }
func (nowhere) GiveUp(string) error                            { return nil }
func (nowhere) Record(_ int64, write func(io.Writer) error) (string, error) {
	return "", write(io.Discard)
}
func (nowhere) Answers() (io.Writer, error) { return io.Discard, nil }
func (nowhere) Drop()                       {}

// BenchmarkPart plays a part of a study of the scenario that ships, everybody at
// random: with the rows of runs and roles alone, and with all but changes and
// observations.
func BenchmarkPart(b *testing.B) {
	for _, of := range []struct{ name, tables string }{
		{"runs", "turns = 0"},
		{"all", "turns = 1\nmoves = true\nbeliefs = true"},
	} {
		b.Run(of.name, func(b *testing.B) {
			spec, err := study.Read("study.toml", []byte("format = 1\nid = \"speed\"\nscenario = \"code_blue\"\nreplications = 512\n[fix]\n\"policy.seats\" = \"random\"\n[tables]\n"+of.tables+"\n"))
			if err != nil {
				b.Fatal(err)
			}
			p, err := spec.Bind(study.Library{Scenario: func(name string) (*scenario.Document, error) { return scenario.Read(scenarios.FS, name) }})
			if err != nil {
				b.Fatal(err)
			}
			w := study.NewWorker(p, nowhere{}, &study.Seats{}, nil)
			runs := 0
			b.ReportAllocs()
			for b.Loop() {
				if err := w.Part(context.Background(), 0, func(n int64) { runs += int(n) }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(runs), "µs/run")
		})
	}
}

// BenchmarkPlayHash makes the play hash of a play of the scenario that ships: of
// any states, and of states that follow from each other.
func BenchmarkPlayHash(b *testing.B) {
	d, err := scenario.Read(scenarios.FS, "code_blue/scenario.toml")
	if err != nil {
		b.Fatal(err)
	}
	g, err := scenario.Compile(d)
	if err != nil {
		b.Fatal(err)
	}
	m := game.NewMachine(g)
	n, err := record.NewNotation(g)
	if err != nil {
		b.Fatal(err)
	}
	table, err := policy.NewTable(m, nil)
	if err != nil {
		b.Fatal(err)
	}
	type turn struct {
		orders game.Orders
		state  game.State
	}
	var plays [16][]turn
	p := m.NewPlay(chance.Luck{}, nil)
	for i := range plays {
		luck := chance.Luck{Seed: chance.Seed(i)}
		p.SetLuck(luck)
		var s game.State
		if err := p.Start(&s, nil); err != nil {
			b.Fatal(err)
		}
		plays[i] = append(plays[i], turn{state: s.Copy()})
		for !s.Ended() {
			var o game.Orders
			p.Open(&s)
			table.Fill(&o, &s, luck)
			p.Adjudicate(&s, o)
			plays[i] = append(plays[i], turn{o, s.Copy()})
		}
	}
	for _, of := range []struct {
		name   string
		thread *record.Thread
	}{{"any", record.NewThread(n, record.Format)}, {"swift", record.NewThread(n, record.Format).Swift()}} {
		b.Run(of.name, func(b *testing.B) {
			i := 0
			for b.Loop() {
				play := plays[i%len(plays)]
				i++
				of.thread.Begin(&play[0].state)
				for t := range play[1:] {
					of.thread.Next(play[t+1].orders, nil, &play[t+1].state)
				}
			}
		})
	}
}
