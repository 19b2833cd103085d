package game

import "slices"

// ActKind says what an act of the facilitator does.
type ActKind uint8

// The acts that touch the game.
const (
	ActInject   ActKind = iota + 1 // tell an inject now
	ActHold                        // keep an inject back
	ActRelease                     // let it come; if its time came meanwhile, now
	ActForce                       // say how a draw will fall
	ActUnforce                     // leave it to chance again
	ActOverride                    // set a number
	ActShare                       // a role gives evidence to others
)

// Act is something that is done to the game beside its orders. It is applied at
// once, between Open and Adjudicate or between two turns. What it is about
// depends on its kind.
type Act struct {
	Kind   ActKind
	Inject int32
	Draw   Forced // of unforce without a pick
	Slot   int32
	Value  float64
	Gift   Gift
}

// About says what an act is about.
type About uint8

// The things that acts are about.
const (
	AboutInject About = iota + 1
	AboutDraw
	AboutNumber
	AboutGift // of a seat; all others are the facilitator's
)

// ActForm describes one kind of act: whoever shows, permits, logs or replays
// acts reads this table.
type ActForm struct {
	Kind  ActKind
	Word  string // in records and on the wire
	About About
	Tells bool // it may tell something to players
}

var actForms = []ActForm{
	{ActInject, "inject", AboutInject, true},
	{ActHold, "hold", AboutInject, false},
	{ActRelease, "release", AboutInject, true},
	{ActForce, "force", AboutDraw, false},
	{ActUnforce, "unforce", AboutDraw, false},
	{ActOverride, "override", AboutNumber, true},
	{ActShare, "share", AboutGift, true},
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

// About returns what acts of a kind are about; 0 if there is no such kind.
func (k ActKind) About() About {
	for _, f := range actForms {
		if f.Kind == k {
			return f.About
		}
	}
	return 0
}

// CheckAct judges an act: OK; Ended; BadAct (no such act or inject); NotBegun
// (nothing is told before the first turn); of an inject Told (it was told, and
// comes once), OnHold or NotHeld; of a draw NoDraw, BadPick, AtLimit or NotForced;
// of a number NoNumber or BadValue; of a gift see checkShare.
func (m *Machine) CheckAct(s *State, a Act) Code {
	if a.Kind.About() == AboutGift && !s.Ended() && !m.Game.Reads(a.Gift) {
		return BadTarget
	}
	return m.done(s, a)
}

// done is [Machine.CheckAct] for what was done already: a record is replayed as it
// was played.
func (m *Machine) done(s *State, a Act) Code {
	switch about := a.Kind.About(); {
	case s.Ended():
		return Ended
	case about == AboutInject && a.Inject >= 0 && int(a.Inject) < len(m.Game.Injects):
		return m.checkInject(s, a)
	case about == AboutDraw && a.Kind == ActForce:
		return m.checkForce(s, a.Draw)
	case about == AboutDraw:
		if s.standing(a.Draw) < 0 {
			return NotForced
		}
		return OK
	case about == AboutNumber:
		return m.checkOverride(s, a.Slot, a.Value)
	case about == AboutGift:
		return m.checkShare(s, a.Gift)
	}
	return BadAct
}

func (m *Machine) checkInject(s *State, a Act) Code {
	in := &m.Game.Injects[a.Inject]
	hold := s.V[in.Hold]
	told := m.sent(s, a.Inject) && !in.Arrive.Repeat && len(in.Arrive.Turns) < 2
	switch {
	case a.Kind == ActInject && s.Turn() < 1:
		return NotBegun
	case a.Kind == ActHold && hold != 0:
		return OnHold
	case a.Kind == ActRelease && hold == 0:
		return NotHeld
	case a.Kind != ActRelease && told:
		return Told
	}
	return OK
}

// sent reports whether an inject was told.
func (m *Machine) sent(s *State, inject int32) bool {
	b := &m.Game.Blocks[m.Game.Injects[inject].Block]
	return s.V[m.Game.Plan.Past[b.Past].World] > 0
}

// Act applies an act at once, as a stage of its own, and returns OK; or it
// changes nothing and returns why, see [Machine.CheckAct]; a gift to an empty seat,
// of which there are records, goes through. Orders that were legal
// before may not be any more: who holds them asks [View.Check] again.
func (p *Play) Act(s *State, a Act) Code {
	if c := p.m.done(s, a); c != OK {
		return c
	}
	p.begin(StageAct)
	p.repeats.reset() // what a turn draws after a pause must not depend on the pause
	switch a.Kind.About() {
	case AboutInject:
		p.touchInject(s, a)
	case AboutDraw:
		if a.Kind == ActForce && p.g.drawnAtStart(a.Draw.DrawName) {
			p.decide(s, a.Draw)
		} else {
			s.force(a)
		}
	case AboutNumber:
		p.override(s, a.Slot, a.Value)
	case AboutGift:
		p.share(s, a.Gift)
	}
	return OK
}

// touchInject tells an inject, holds it or lets it go.
func (p *Play) touchInject(s *State, a Act) {
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
}

// unfire takes an inject off what waits: it is told now.
func (p *Play) unfire(s *State, inject int32) {
	block := p.g.Injects[inject].Block
	s.Due = slices.DeleteFunc(s.Due, func(d Due) bool { return d.Fired && d.Block == block })
}

// force has a draw fall as the act says, instead of what was said of it before,
// or leaves it to chance again.
func (s *State) force(a Act) {
	at := s.standing(a.Draw)
	if at >= 0 {
		s.Forced = slices.Delete(s.Forced, at, at+1)
	}
	if a.Kind == ActForce {
		s.Forced = append(s.Forced, a.Draw)
	}
}
