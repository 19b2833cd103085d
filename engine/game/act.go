package game

import "slices"

// ActKind says what an act of the facilitator does.
type ActKind uint8

// The acts that touch the game.
const (
	ActInject  ActKind = iota + 1 // tell an inject now
	ActHold                       // keep an inject back
	ActRelease                    // let it come; if its time came meanwhile, now
)

// Act is something that the facilitator does to the game. It is applied at once,
// between Open and Adjudicate or between two turns.
type Act struct {
	Kind   ActKind
	Inject int32 // what it is about
}

// ActForm describes one kind of act: whoever shows, permits, logs or replays
// acts reads this table.
type ActForm struct {
	Kind   ActKind
	Word   string // in records and on the wire
	Inject bool   // it is about an inject
	Tells  bool   // it may tell something to players
}

var actForms = []ActForm{
	{ActInject, "inject", true, true},
	{ActHold, "hold", true, false},
	{ActRelease, "release", true, true},
}

// Acts returns the table of acts.
func Acts() []ActForm { return slices.Clone(actForms) }

// String returns the act's word; "" if there is no such act.
func (k ActKind) String() string {
	for _, f := range actForms {
		if f.Kind == k {
			return f.Word
		}
	}
	return ""
}

// ActOf returns the act of a word, 0 if there is none.
func ActOf(word string) ActKind {
	for _, f := range actForms {
		if f.Word == word {
			return f.Kind
		}
	}
	return 0
}

// CheckAct judges an act: OK, Ended, NotBegun (nothing is told before the first
// turn), BadAct (no such act or inject), Told (it was told, and comes once),
// Held or NotHeld.
func (m *Machine) CheckAct(s *State, a Act) Code {
	g := m.Game
	if s.Ended() {
		return Ended
	}
	if a.Kind < ActInject || a.Kind > ActRelease || a.Inject < 0 || int(a.Inject) >= len(g.Injects) {
		return BadAct
	}
	in := &g.Injects[a.Inject]
	hold := s.V[in.Hold]
	switch a.Kind {
	case ActInject:
		switch {
		case s.Turn() < 1:
			return NotBegun
		case m.sent(s, a.Inject) && !in.Arrive.Repeat && len(in.Arrive.Turns) < 2:
			return Told
		}
	case ActHold:
		switch {
		case hold != 0:
			return OnHold
		case m.sent(s, a.Inject) && !in.Arrive.Repeat && len(in.Arrive.Turns) < 2:
			return Told
		}
	case ActRelease:
		if hold == 0 {
			return NotHeld
		}
	}
	return OK
}

// sent reports whether an inject was told.
func (m *Machine) sent(s *State, inject int32) bool {
	b := &m.Game.Blocks[m.Game.Injects[inject].Block]
	return s.V[m.Game.Plan.Past[b.Past].World] > 0
}

// Act applies an act of the facilitator at once, as a stage of its own, and
// returns OK; or it changes nothing and returns why, see [Machine.CheckAct].
// Orders that were legal before may not be any more: who holds them asks
// [View.Check] again.
func (p *Play) Act(s *State, a Act) Code {
	if c := p.m.CheckAct(s, a); c != OK {
		return c
	}
	p.begin(StageAct)
	p.counts = p.counts[:0] // what a turn draws after a pause must not depend on the pause
	hold := &s.V[p.g.Injects[a.Inject].Hold]
	switch a.Kind {
	case ActHold:
		*hold = 1
	case ActRelease:
		missed := *hold == 2
		*hold = 0
		if missed && s.Turn() > 0 {
			p.deliver(s, a.Inject)
		}
	case ActInject:
		*hold = 0
		p.unfire(s, a.Inject)
		p.deliver(s, a.Inject)
	}
	return OK
}

// unfire takes an inject off what waits: it is told now.
func (p *Play) unfire(s *State, inject int32) {
	block := p.g.Injects[inject].Block
	s.Due = slices.DeleteFunc(s.Due, func(d Due) bool { return d.Fired && d.Block == block })
}
