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
//	share tape by aurelia with korsavia moth
//	share tape by aurelia with korsavia for aurelia charter
//
// What follows "for" is the giver's proposal with which the evidence goes; "!"
// among the receivers confirms that it may go beyond its mark.
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
	case game.AboutGift:
		a.Gift = s.gift(about)
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

// gift reads who gives which evidence to whom.
func (s *Sitting) gift(words string) game.Gift {
	s.T.Helper()
	what, proposal, rides := strings.Cut(words, " for ")
	f := strings.Fields(what)
	if len(f) < 5 || f[1] != "by" || f[3] != "with" {
		s.T.Fatalf("%q: write \"share EVIDENCE by ROLE with ROLE\"", words)
	}
	x := game.Gift{Self: s.Role(f[2]), Rides: rides}
	x.Evidence = int32(slices.IndexFunc(s.M.Game.Evidence, func(e game.Evidence) bool { return e.ID == f[0] }))
	for _, id := range f[4:] {
		if id == "!" {
			x.Confirm = true
			continue
		}
		x.To |= game.One(s.Role(id))
	}
	if rides {
		x.On = s.Move(proposal).Key()
	}
	return x
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
	case game.DrawNumber:
		d.Of = int32(slices.IndexFunc(g.Randoms, func(r game.Random) bool { return r.ID == f[1] }))
	case game.DrawTruth:
		d.Of = int32(slices.IndexFunc(g.Questions, func(q game.Question) bool { return q.ID == f[1] }))
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
