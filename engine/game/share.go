package game

// Gift is a piece of evidence that its holder gives to other roles.
type Gift struct {
	Self, Evidence int32
	To             Mask
	// Rides says that it goes with On, an open proposal of the holder to which
	// some of them are asked to agree.
	Rides bool
	On    Move
	// Confirm says that the giver means to go beyond the mark.
	Confirm bool
}

// within is the whole rule of marks: how far a holder may go with a piece of
// evidence at no price, as the roles to which it may give it and, if it may be
// published, the public. Clear: everybody. Green: all roles. Amber: inside its
// State and to those who are asked to agree to an open proposal of its own. Red:
// nobody.
func (g *Game) within(evidence, self int32, asked Mask) Mask {
	var to Mask
	switch g.Evidence[evidence].TLP {
	case "clear":
		to = g.everyRole() | Public
	case "green":
		to = g.everyRole()
	case "amber":
		to = asked
		for r := range g.Roles {
			if g.Roles[r].State >= 0 && g.Roles[r].State == g.Roles[self].State {
				to |= One(int32(r))
			}
		}
	}
	return to &^ One(self)
}

// reach are those to whom evidence can be given at all: whoever sits at the table,
// and those without a seat who are asked to agree to a proposal, since what they
// answer may hang on it. Of others nobody would read it.
func (g *Game) reach(asked Mask) Mask {
	for r := range g.Roles {
		if g.Roles[r].Seat {
			asked |= One(int32(r))
		}
	}
	return asked
}

// Reads reports whether somebody reads a gift wherever it goes, see reach. Of what is
// no proposal at all it says nothing.
func (g *Game) Reads(a Gift) bool {
	if a.Rides && (a.On.Action < 0 || int(a.On.Action) >= len(g.Actions)) {
		return true
	}
	return a.To&g.everyRole()&^g.reach(g.asking(a)) == 0
}

// everyRole is all roles without the public.
func (g *Game) everyRole() Mask { return 1<<uint(len(g.Roles)) - 1 }

// marked judges by its mark whether evidence may go to all of these: OK; TLP
// (nobody may go beyond the mark); Beyond (whoever goes beyond it must confirm).
func (g *Game) marked(evidence, self int32, to, asked Mask, confirmed bool) Code {
	switch {
	case to&^g.within(evidence, self, asked) == 0:
		return OK
	case g.Evidence[evidence].Beyond < 0:
		return TLP
	case !confirmed:
		return Beyond
	}
	return OK
}

// checkShare judges a gift: OK; NotBegun; NotYours (no such role); BadChoice (no
// such evidence, the giver does not hold it, or everybody has it already);
// BadTarget (nobody, himself, or no role); NotAsked (On is no proposal that the
// giver could have made); TLP and Beyond, see marked.
func (m *Machine) checkShare(s *State, a Gift) Code {
	g := m.Game
	switch {
	case s.Turn() < 1:
		return NotBegun
	case a.Self < 0 || int(a.Self) >= len(g.Roles):
		return NotYours
	}
	v := m.View(s, a.Self)
	switch {
	case a.Evidence < 0 || int(a.Evidence) >= len(g.Evidence) || v.Holding(a.Evidence) != 1 || v.Published(a.Evidence):
		return BadChoice
	case a.To == 0 || a.To&^g.everyRole() != 0 || a.To.Has(a.Self):
		return BadTarget
	}
	if a.Rides && (v.Legal(a.On).Code != OK || !g.Asks(a.On)) {
		return NotAsked
	}
	return g.marked(a.Evidence, a.Self, a.To, g.asking(a), a.Confirm)
}

// asking are those whom the proposal asks on which a gift rides.
func (g *Game) asking(a Gift) Mask {
	if !a.Rides {
		return 0
	}
	return g.Asked(a.On)
}

// Beyond are those whom a gift reaches beyond its mark.
func (g *Game) Beyond(a Gift) Mask { return a.To &^ g.within(a.Evidence, a.Self, g.asking(a)) }

// share hands a piece of evidence over. The giver is told nothing of who had it
// already; beliefs are worked out anew at once. Where some of them are beyond its
// mark each receiver is a stage, so that two gifts are what one gift to two is.
func (p *Play) share(s *State, a Gift) {
	block, far := p.g.Share, p.g.Beyond(a)
	for r := range p.g.Roles {
		to := int32(r)
		if !a.To.Has(to) {
			continue
		}
		if held := &s.V[p.g.Evidence[a.Evidence].Held+to]; *held != 1 {
			*held = 1
			p.belief = true
		}
		p.happened(p.g.Blocks[block].Past, a.Self, to, false)
		both := One(a.Self) | One(to)
		p.event(Event{Kind: EventShared, Block: block, Self: a.Self, Target: to, Other: a.Evidence, Seen: both, Who: both})
		if far.Has(to) {
			p.beyond(s, a.Evidence, a.Self, to)
		}
		if far != 0 {
			p.closeStage(s)
		}
	}
	p.closeStage(s)
}

// beyond does what it does to go beyond the mark of a piece of evidence, for one
// to whom it is given or, if it is published, for nobody.
func (p *Play) beyond(s *State, evidence, self, target int32) {
	block := p.g.Evidence[evidence].Beyond
	c := Cause{Kind: CauseBeyond, Index: block, Self: self, Target: target}
	p.happened(p.g.Blocks[block].Past, self, target, false)
	p.tell(EventBeyond, block, c)
	p.run(s, block, c)
}

// Shareable is a piece of evidence that the viewer holds, with those whom it may
// give it to now, and those whom it may give it to beyond its mark.
type Shareable struct {
	Evidence   int32
	To, Beyond Mask
}

// Shareables lists the evidence that the viewer may give to somebody, in file
// order. mine are its open proposals.
func (v View) Shareables(mine []Move) []Shareable {
	if v.role < 0 || v.s.Ended() || v.s.Turn() < 1 || !v.m.Game.Roles[v.role].Seat {
		return nil
	}
	var asked Mask
	for _, m := range mine {
		if m.Self == v.role {
			asked |= v.m.Game.Asked(m)
		}
	}
	reach := v.m.Game.reach(asked) &^ One(v.role)
	var out []Shareable
	for i := range v.m.Game.Evidence {
		if v.Holding(int32(i)) != 1 || v.Published(int32(i)) {
			continue
		}
		x := Shareable{Evidence: int32(i), To: v.m.Game.within(int32(i), v.role, asked) & reach}
		if v.m.Game.Evidence[i].Beyond >= 0 {
			x.Beyond = reach &^ x.To
		}
		if x.To|x.Beyond != 0 {
			out = append(out, x)
		}
	}
	return out
}
