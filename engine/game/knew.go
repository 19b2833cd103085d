package game

// Since is a role and the turn from which something holds of it.
type Since struct{ Turn, Role int32 }

// EvidenceCourse tells who came to know a piece of evidence, and when.
type EvidenceCourse struct {
	Evidence  int32
	Planted   bool    // it was a plant, whoever knew
	Published int32   // turn; 0 = never
	Held      []Since // who held it, in order of turns, then of roles
	Sought    []Since // who looked for it in vain and did not get it later
}

// Knew reads off the turns of a play who held which evidence from when on, in file
// order; what nobody found or looked for is left out.
func (m *Machine) Knew(chapters []Chapter) []EvidenceCourse {
	var out []EvidenceCourse
	for i := range m.Game.Evidence {
		x := m.knew(chapters, int32(i))
		if x.Held != nil || x.Sought != nil {
			out = append(out, x)
		}
	}
	return out
}

func (m *Machine) knew(chapters []Chapter, evidence int32) EvidenceCourse {
	e := &m.Game.Evidence[evidence]
	x := EvidenceCourse{Evidence: evidence}
	var held, sought Mask
	for _, c := range chapters {
		if x.Published == 0 && c.After.V[e.Published] == 1 {
			x.Published = c.Turn
		}
		for r := range m.Game.Roles {
			role := int32(r)
			switch v := c.After.V[e.Held+role]; {
			case v == 1 && !held.Has(role):
				held |= One(role)
				x.Held = append(x.Held, Since{c.Turn, role})
			case v == 2 && !sought.Has(role):
				sought |= One(role)
				x.Sought = append(x.Sought, Since{c.Turn, role})
			}
		}
		x.Planted = m.Game.planted(c.After, e)
	}
	kept := x.Sought[:0]
	for _, s := range x.Sought {
		if !held.Has(s.Role) {
			kept = append(kept, s)
		}
	}
	if x.Sought = kept; len(kept) == 0 {
		x.Sought = nil
	}
	return x
}

// Span is a number as a play found it and as it left it.
type Span struct {
	Slot     int32
	From, To float64
}

// Spans tells from where to where numbers went: those of the world, and those of
// pairs that moved. The ladder has a course of its own.
func (m *Machine) Spans(chapters []Chapter) []Span {
	if len(chapters) == 0 {
		return nil
	}
	first := map[int32]float64{}
	for _, c := range chapters {
		for _, l := range [...]*Ledger{c.Open, c.Played} {
			for _, x := range l.Changes {
				if _, seen := first[x.Slot]; !seen {
					first[x.Slot] = x.Before
				}
			}
		}
	}
	end := chapters[len(chapters)-1].After
	var out []Span
	for i := range m.Game.Slots {
		slot, s := int32(i), &m.Game.Slots[i]
		if s.Kind != KindTrack || s.Track == m.Game.Ladder.Track || s.Role >= 0 && s.Other < 0 {
			continue
		}
		x := Span{Slot: slot, From: end.V[slot], To: end.V[slot]}
		if before, moved := first[slot]; moved {
			x.From = before
		}
		if s.Role < 0 || x.From != x.To {
			out = append(out, x)
		}
	}
	return out
}
