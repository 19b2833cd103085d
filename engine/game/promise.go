package game

// DeadlineCourse tells what became of one deadline.
type DeadlineCourse struct {
	Deadline int32
	Began    int32 // turn in which it began to run, 1 from the start; 0 = it never did
	Turn     int32 // in which it passed or was stopped; 0 = it still ran at the end
	Stopped  bool
}

// AgreementCourse tells what became of an agreement that was made.
type AgreementCourse struct {
	Agreement int32
	Turn      int32 // in which it was made
	Parties   Mask  // who made it
	Until     int32 // first turn in which it was to be over; Turns + 1 = it had no end
	Breaches  []Breach
}

// Breach is one party that broke its word towards another.
type Breach struct{ Turn, By, Towards int32 }

// Elapsed reads off the turns of a play when its deadlines began, passed or were stopped.
// The last turn may have been opened only, without a ledger of its adjudication.
func (m *Machine) Elapsed(chapters []Chapter) []DeadlineCourse {
	var out []DeadlineCourse
	for i := range m.Game.Deadlines {
		d := DeadlineCourse{Deadline: int32(i)}
		if m.Game.Deadlines[i].Began < 0 {
			d.Began = 1
		}
		each(chapters, func(turn int32, e Event) {
			switch {
			case e.Block != m.Game.Deadlines[i].Block:
			case e.Kind == EventBegan:
				d.Began = turn
			case e.Kind == EventDeadline || e.Kind == EventStopped:
				d.Turn, d.Stopped = turn, e.Kind == EventStopped
			}
		})
		out = append(out, d)
	}
	return out
}

// Kept reads off the turns of a play, as [Machine.Elapsed] does, what was agreed, in
// the order in which it came about, and who broke it.
func (m *Machine) Kept(chapters []Chapter) []AgreementCourse {
	var out []AgreementCourse
	each(chapters, func(turn int32, e Event) {
		switch e.Kind {
		case EventAgreed:
			a := AgreementCourse{Agreement: m.Game.Blocks[e.Block].Owner, Turn: turn, Parties: e.Signers, Until: m.Game.Turns + 1}
			if lasts := m.Game.Agreements[a.Agreement].Lasts; !lasts.None() {
				a.Until = m.Game.when(turn, lasts)
			}
			out = append(out, a)
		case EventBroken:
			x := &m.Game.Agreements[m.Game.Blocks[e.Block].Owner]
			for i := len(out) - 1; i >= 0; i-- { // the latest that binds the two
				a := &out[i]
				if a.Agreement == m.Game.Blocks[e.Block].Owner && x.made(a.Parties, e.Self) && x.made(a.Parties, e.Target) {
					a.Breaches = append(a.Breaches, Breach{turn, e.Self, e.Target})
					break
				}
			}
		}
	})
	return out
}

// made reports whether a role, or another that stands for the same, is among the
// parties.
func (x *Agreement) made(parties Mask, role int32) bool {
	for i, stands := range x.Stands {
		if parties.Has(int32(i)) && (int32(i) == role || stands >= 0 && stands == x.Stands[role]) {
			return true
		}
	}
	return false
}

// each goes through all that happened, in its order.
func each(chapters []Chapter, see func(turn int32, e Event)) {
	for _, c := range chapters {
		for _, l := range [...]*Ledger{c.Open, c.Played} {
			if l == nil {
				continue
			}
			for _, e := range l.Events {
				see(c.Turn, e)
			}
		}
	}
}
