package game

// Gift is a piece of evidence that its holder gives to other roles.
type Gift struct {
	Self, Evidence int32
	To             Mask
	// Rides says that it goes with On, an open proposal of the holder to which
	// some of them are asked to agree.
	Rides bool
	On    Move
}

// reach says to whom its mark lets a holder give a piece of evidence: clear and
// green to all roles; amber inside its State and to those who are asked to agree
// to an open proposal of its own; red to nobody.
func (g *Game) reach(evidence, self int32, asked Mask) Mask {
	var to Mask
	for r := range g.Roles {
		role := int32(r)
		kin := g.Roles[r].State >= 0 && g.Roles[r].State == g.Roles[self].State
		switch g.Evidence[evidence].TLP {
		case "clear", "green":
			to |= One(role)
		case "amber":
			if kin || asked.Has(role) {
				to |= One(role)
			}
		}
	}
	return to &^ One(self)
}

// checkShare judges a gift: OK; NotBegun; NotYours (no such role); BadChoice (no
// such evidence, the giver does not hold it, or everybody has it already);
// BadTarget (nobody, himself, or no role); NotAsked (On is no proposal that the
// giver could have made); TLP (its mark keeps it from one of them).
func (m *Machine) checkShare(s *State, a Gift) Code {
	g := m.Game
	var all Mask
	for r := range g.Roles {
		all |= One(int32(r))
	}
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
	case a.To == 0 || a.To&^all != 0 || a.To.Has(a.Self):
		return BadTarget
	}
	var asked Mask
	if a.Rides {
		if v.Legal(a.On).Code != OK || !g.Asks(a.On) {
			return NotAsked
		}
		asked = g.Asked(a.On)
	}
	if a.To&^g.reach(a.Evidence, a.Self, asked) != 0 {
		return TLP
	}
	return OK
}

// share hands a piece of evidence over. The giver is told nothing of who had it
// already; beliefs are worked out anew at once.
func (p *Play) share(s *State, a Gift) {
	block := p.g.Share
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
	}
	p.closeStage(s)
}

// Shareable is a piece of evidence that the viewer holds, with those whom it may
// give it to now.
type Shareable struct {
	Evidence int32
	To       Mask
}

// Shareables lists the evidence that the viewer may give to somebody, in file
// order. mine are its open proposals.
func (v View) Shareables(mine []Move) []Shareable {
	if v.role < 0 || v.s.Ended() || v.s.Turn() < 1 {
		return nil
	}
	var asked Mask
	for _, m := range mine {
		if m.Self == v.role {
			asked |= v.m.Game.Asked(m)
		}
	}
	var out []Shareable
	for i := range v.m.Game.Evidence {
		if v.Holding(int32(i)) != 1 || v.Published(int32(i)) {
			continue
		}
		if to := v.m.Game.reach(int32(i), v.role, asked); to != 0 {
			out = append(out, Shareable{int32(i), to})
		}
	}
	return out
}
