package game

// Calibrated says how well a role judged who did an attack, in the present state.
type Calibrated struct {
	Attack, Role int32
	// Brier is the sum over suspects and somebody unknown of the square of belief
	// (0 to 1) minus truth (1 for the author, who is unknown if he is no suspect,
	// else 0): 0 is certain and right, 2 certain and wrong (G. W. Brier,
	// Verification of forecasts expressed in terms of probability, Monthly Weather
	// Review 78, 1950).
	Brier float64
	// Misattributed says that the role suspects somebody else than the author most,
	// the first of equals. Who thinks most of somebody unknown suspects nobody.
	Misattributed bool
}

// Calibration appends how well each seat has judged each attack that has begun,
// but for those who did it: in the order of attacks, then of roles. A campaign is
// judged once, under the attack that leads it. It is for facilitators, records and
// the debrief, not for views: it tells the truth.
func (m *Machine) Calibration(s *State, to []Calibrated) []Calibrated {
	for i := range m.Game.Attacks {
		a := &m.Game.Attacks[i]
		for r := range m.Game.Roles {
			if role := int32(r); m.Judges(s, int32(i), role) {
				brier, wrong := a.calibrate(s, role, int32(s.V[a.Author]))
				to = append(to, Calibrated{int32(i), role, brier, wrong})
			}
		}
	}
	return to
}

// Judges reports whether a role's beliefs about an attack are judged in a state:
// the attack leads its campaign and has begun, somebody did it, and the role has a
// seat and did not do it.
func (m *Machine) Judges(s *State, attack, role int32) bool {
	a := &m.Game.Attacks[attack]
	author := int32(s.V[a.Author])
	return m.Game.Roles[role].Seat && role != author && author >= 0 && a.Lead == attack && m.begun(s, attack)
}

func (a *Attack) calibrate(s *State, role, author int32) (brier float64, wrong bool) {
	n := len(a.Suspects)
	beliefs := s.V[a.Belief+role*int32(n+1):][:n+1]
	truth, most := n, n
	for j, suspect := range a.Suspects {
		if suspect == author {
			truth = j
		}
	}
	for j, x := range beliefs {
		d := x / 100
		if j == truth {
			d--
		}
		brier += float64(d * d)
		if x > beliefs[most] || x == beliefs[most] && j < most {
			most = j
		}
	}
	return brier, most < n && most != truth
}
