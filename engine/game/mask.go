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
	var as [8]int32
	odds, whom := few[:0], as[:0]
	for _, x := range a.Poses {
		if x.Author == author {
			odds, whom = append(odds, x.Chance), append(whom, x.As)
		}
	}
	if len(odds) == 0 {
		return
	}
	u, index := p.unit(s, a.Guise, -1, -1)
	pick := pickOf(u, odds)
	if int(pick) < len(whom) {
		s.V[a.Posed] = float64(whom[pick])
	}
	if p.rec != nil {
		p.rec.Draw(Draw{
			Cause: Cause{Kind: CauseAttack, Index: a.Block, Self: author, Target: -1}, Stage: p.stage, Purpose: "mask", Turn: s.Turn(),
			Index: index, Unit: u, Odds: append([]float64(nil), odds...), Pick: pick, Other: -1,
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
func (p *Play) planted(s *State, e *Evidence) bool {
	if e.PlantedBy >= 0 {
		return true
	}
	if e.About < 0 {
		return false
	}
	a := &p.g.Attacks[e.About]
	return e.Plantable && s.V[a.Posed] != s.V[a.Author]
}
