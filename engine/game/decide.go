package game

import "demarche/engine/chance"

// What is hidden from the start (as whom an author poses, which answer is true)
// is drawn before anybody can act. Until something has been found out that
// depends on it, a facilitator can still have it otherwise: the act makes the
// draw of the start fall as it says, at once, as if it had always been so.

// fall is how a draw fell.
type fall struct {
	turn   int32
	index  uint32
	unit   float64
	pick   int32
	forced bool
}

// drawnAtStart reports whether a draw was made when the game began.
func (g *Game) drawnAtStart(d DrawName) bool {
	switch d.Kind {
	case DrawTruth:
		return true
	case DrawMask:
		if d.Of < 0 || int(d.Of) >= len(g.Blocks) {
			return false
		}
		a := g.AttackOf(d.Of)
		return a >= 0 && g.Attacks[a].Weights != nil
	}
	return false
}

// poses reports whether it can still be said as whom this author of an attack
// poses: of a move until it is played, else of whoever did it until evidence that
// may be a plant was looked for.
func (g *Game) poses(s *State, d DrawName) bool {
	i := g.AttackOf(d.Of)
	if i < 0 || g.Attacks[i].Lead != i || g.Attacks[i].Block != d.Of || len(g.Attacks[i].Guises(d.Self)) == 0 {
		return false
	}
	a := &g.Attacks[i]
	if a.Weights == nil {
		return s.V[a.Author] < 0
	}
	return int32(s.V[a.Author]) == d.Self && g.untold(s, func(e *Evidence) bool {
		return e.About >= 0 && g.Attacks[e.About].Lead == i && e.Plantable && e.PlantedBy < 0
	})
}

// open reports whether the true answer to a question was drawn, and nothing about
// it was looked for.
func (g *Game) open(s *State, question int32) bool {
	some := 0
	for _, w := range g.Questions[question].Weights {
		if w > 0 {
			some++
		}
	}
	return some > 1 && g.untold(s, func(e *Evidence) bool { return e.Question == question })
}

// untold reports whether none of this evidence was looked for yet.
func (g *Game) untold(s *State, about func(e *Evidence) bool) bool {
	for i := range g.Evidence {
		if e := &g.Evidence[i]; s.V[e.Drawn] != 0 && about(e) {
			return false
		}
	}
	return true
}

// decide has a draw of the start fall otherwise.
func (p *Play) decide(s *State, f Forced) {
	how := fall{unit: p.hand.Unit(p.g.start(f.DrawName), 0, 0), pick: f.Pick, forced: true}
	switch f.Kind {
	case DrawMask:
		p.disguise(s, &p.g.Attacks[p.g.AttackOf(f.Of)], how)
	case DrawTruth:
		p.settleOn(s, &p.g.Questions[f.Of], how)
	}
}

// start is the stream of a draw of the start, which is about nobody.
func (g *Game) start(d DrawName) chance.Stream {
	d.Self = -1
	return g.stream(d)
}
