package sit

import (
	"slices"
	"strconv"
	"strings"

	"demarche/engine/game"
)

// Act reads an act in words:
//
//	inject news
//	hold news
//	release news
//	force outcome patrol by aurelia on korsavia in turn 2 = works
//	unforce rule rain
//	override aurelia.means = 3
//
// "by", "on" and "in turn" may be left out; the turn is the present one then.
func (s *Sitting) Act(words string) game.Act {
	s.T.Helper()
	what, to, _ := strings.Cut(words, " = ")
	do, about, _ := strings.Cut(what, " ")
	a := game.Act{Kind: game.ActOf(do)}
	switch a.Kind.About() {
	case game.AboutInject:
		a.Inject = int32(slices.IndexFunc(s.M.Game.Injects, func(x game.Inject) bool { return x.ID == about }))
	case game.AboutDraw:
		a.Draw = s.draw(about, to)
	case game.AboutNumber:
		x, err := strconv.ParseFloat(to, 64)
		if err != nil {
			s.T.Fatalf("%q: %v", words, err)
		}
		a.Slot, a.Value = s.Slot(about), x
	default:
		s.T.Fatalf("%q: no such act", words)
	}
	return a
}

// Do applies an act in words and returns its code.
func (s *Sitting) Do(words string) game.Code {
	s.T.Helper()
	return s.P.Act(&s.S, s.Act(words))
}

// draw reads the name of a draw, and the way in which it falls; without one it
// is the first.
func (s *Sitting) draw(words, way string) game.Forced {
	s.T.Helper()
	g, f := s.M.Game, strings.Fields(words)
	d := game.Forced{Turn: s.S.Turn(), DrawName: game.DrawName{Kind: game.DrawOf(f[0]), Of: -1, Self: -1, Target: -1}}
	switch d.Kind {
	case game.DrawEvidence:
		d.Of = int32(slices.IndexFunc(g.Evidence, func(e game.Evidence) bool { return e.ID == f[1] }))
	case game.DrawEnding:
		d.Of = int32(slices.IndexFunc(g.Endings, func(e game.Ending) bool { return e.ID == f[1] }))
	default:
		d.Of = int32(slices.IndexFunc(g.Blocks, func(b game.Block) bool { return b.ID == f[1] }))
	}
	for i := 2; i+1 < len(f); i += 2 {
		switch f[i] {
		case "by":
			d.Self = s.Role(f[i+1])
		case "on":
			d.Target = s.Role(f[i+1])
		case "in", "turn": // "in turn 2"
			if n, err := strconv.Atoi(f[min(i+2, len(f)-1)]); err == nil {
				d.Turn = int32(n)
			}
			i++
		default:
			s.T.Fatalf("%q: what is %q?", words, f[i])
		}
	}
	if d.Of < 0 {
		s.T.Fatalf("%q: no such draw", words)
	}
	if way != "" {
		d.Pick = int32(slices.Index(g.Ways(d.DrawName), way))
	}
	return d
}
