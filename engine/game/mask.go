package game

// pose draws as whom the author of an attack poses. Without a draw he looks like
// himself.
func (p *Play) pose(s *State, a *Attack) {
	author := int32(s.V[a.Author])
	if a.Posed == a.Author {
		return
	}
	s.V[a.Posed] = float64(author)
	var few [8]float64
	odds := few[:0]
	for _, x := range a.Poses {
		if x.Author == author {
			odds = append(odds, x.Chance)
		}
	}
	if len(odds) == 0 {
		return
	}
	how := fall{turn: s.Turn()}
	how.unit, how.index = p.unit(s, a.Guise, -1, -1)
	p.drawn = p.g.streamOf(a.Guise, author, -1) // whoever decides it names the author
	how.pick, how.forced = p.fallen(s, how.index, pickOf(how.unit, odds))
	p.disguise(s, a, how)
}

// disguise has the author of an attack pose as its mask fell, and tells of it.
func (p *Play) disguise(s *State, a *Attack, how fall) {
	author := int32(s.V[a.Author])
	s.V[a.Posed] = float64(author)
	at := int32(0)
	var odds []float64
	for _, x := range a.Poses {
		if x.Author != author {
			continue
		}
		if at == how.pick {
			s.V[a.Posed] = float64(x.As)
		}
		at++
		if p.rec != nil {
			odds = append(odds, x.Chance)
		}
	}
	if p.rec != nil {
		p.rec.Draw(Draw{
			Cause: Cause{Kind: CauseAttack, Index: a.Block, Self: author, Target: -1}, Stage: p.stage, Purpose: "mask", Turn: how.turn,
			Index: how.index, Unit: how.unit, Odds: odds, Pick: how.pick, Other: -1, Forced: how.forced,
		})
	}
}

// Guises returns as whom an author of an attack may pose, in the order of the
// odds of its draw "mask".
func (a *Attack) Guises(author int32) []int32 {
	var out []int32
	for _, x := range a.Poses {
		if x.Author == author {
			out = append(out, x.As)
		}
	}
	return out
}

// follows returns the slot of the role that evidence about an attack follows:
// whoever did it, or, if it may be a plant, whoever that one looks like.
func (e *Evidence) follows(a *Attack) int32 {
	if e.Plantable {
		return a.Posed
	}
	return a.Author
}

// turnsUp is the chance that evidence turns up. A plant of some role turns up as if
// the suspect had done it against whom it speaks most.
func (p *Play) turnsUp(s *State, e *Evidence) float64 {
	if e.PlantedBy >= 0 {
		most := 0.0
		for _, x := range e.Like {
			most = max(most, x)
		}
		return most
	}
	if e.About < 0 {
		return e.Like[int32(s.V[p.g.Questions[e.Question].Truth])]
	}
	a := &p.g.Attacks[e.About]
	who := int32(s.V[e.follows(a)])
	for j, role := range a.Authors {
		if role == who {
			return e.LikeAuthor[j]
		}
	}
	for j, role := range a.Suspects {
		if role == who {
			return e.Like[j]
		}
	}
	return e.Like[len(e.Like)-1]
}

// planted reports whether a piece of evidence is a plant: of a role that is said
// to have planted it, or, if it may be one, of an author who poses as somebody
// else.
func (g *Game) planted(s *State, e *Evidence) bool {
	if e.PlantedBy >= 0 {
		return true
	}
	if e.About < 0 {
		return false
	}
	a := &g.Attacks[e.About]
	return e.Plantable && s.V[a.Posed] != s.V[a.Author]
}
