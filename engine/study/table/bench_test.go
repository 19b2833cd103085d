package table_test

import (
	"testing"

	"demarche/engine/internal/sit"
	"demarche/engine/study/table"
)

// drain takes rows and keeps none.
type drain struct{}

func (drain) Rows(table.ID, *table.Block) error { return nil }

// BenchmarkMaker makes the rows of one play of the scenario that ships, over and
// over.
func BenchmarkMaker(b *testing.B) {
	m := sit.Folder(b, "../../../scenarios/code_blue")
	l := layout(b, m)
	var turns []table.Turn
	p := begin(b, m, table.Run{}, nil, l, drain{})
	start := p.s.S.Copy()
	dice := sit.NewDice(3)
	for !p.s.S.Ended() {
		x := p.thrown(dice)
		played, after := *x.Played, p.s.S.Copy()
		x.Played, x.After = &played, &after
		turns = append(turns, x)
	}
	k := l.Maker(drain{})
	b.ReportAllocs()
	for b.Loop() {
		p.ok(k.Begin(table.Run{Study: "x"}, &start))
		for _, t := range turns {
			p.ok(k.Turn(t))
		}
		p.ok(k.End(table.End{State: turns[len(turns)-1].After}))
	}
}
