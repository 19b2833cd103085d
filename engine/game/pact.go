package game

import (
	"math"
	"slices"
)

// Agreement is what roles promise each other. It holds between two of those whom it
// can bind: States and roles that belong to none, or the members of a group; whoever
// belongs to a State that it binds is bound by it. What is in force everybody knows.
type Agreement struct {
	ID    string
	Title Text
	Lasts Delay // none: to the end of the game
	// Until is the base of one slot for each two: the first turn in which it is
	// not in force any more, 0 if it was never made; Table finds it by two roles.
	Until, N int32
	Table    int32
	Latest   int32   // slot: the highest of Until
	Roles    []int32 // who can be bound
	Stands   []int32 // of each role, as whom it is bound: itself, its State, or -1
	Made     int32   // block; it only names what was made
	Broken   int32   // block; self broke it, target is the other
}

// pact is what becomes of an agreement between two when the stage closes.
type pact struct {
	agreement, slot int32
	until           float64
	broken          bool
}

// agree gives force to the agreements of a block, between all who are party to
// it: mover, target, and those who agreed.
func (p *Play) agree(s *State, makes []int32, c Cause) {
	parties := c.Signers
	for _, role := range [...]int32{c.Self, c.Target} {
		if role >= 0 {
			parties |= One(role)
		}
	}
	for _, i := range makes {
		x := &p.g.Agreements[i]
		until := float64(p.g.Turns) + 1
		if !x.Lasts.None() {
			until = float64(p.g.when(s.Turn(), x.Lasts))
		}
		for a := range p.g.Roles {
			for b := range a {
				if off := p.g.offset(x.Table, int32(a), int32(b)); off >= 0 && parties.Has(int32(a)) && parties.Has(int32(b)) {
					p.pacts = append(p.pacts, pact{agreement: i, slot: x.Until + off, until: until})
				}
			}
		}
		p.happened(p.g.Blocks[x.Made].Past, c.Self, c.Target, false)
		p.event(Event{Kind: EventAgreed, Block: x.Made, Self: c.Self, Target: c.Target, Other: -1, Signers: parties, Seen: Everybody, Who: Everybody})
	}
}

// offset reads a table of two roles.
func (g *Game) offset(table, a, b int32) int32 { return g.Code.Tables[table][a*int32(len(g.Roles))+b] }

// breaches breaks the agreements that forbid an act, towards everybody bound by
// them who sees the act and whose it was, as the ladder counts acts; and those
// that forbid an attack of which the act accuses its target, right or wrong, once it
// has come.
func (p *Play) breaches(s *State, a *Action, c Cause) {
	b := &p.g.Blocks[a.Block]
	known := b.Seen.For(c.Self, c.Target) & b.Author.For(c.Self, c.Target)
	for _, i := range a.Forbidden {
		p.breach(s, i, c.Self, known)
	}
	if a.Attributes >= 0 && c.Target >= 0 && known.Has(-1) && p.came(s, &p.g.Attacks[a.Attributes]) {
		for _, i := range p.g.Attacks[a.Attributes].Forbidden {
			p.breach(s, i, c.Target, Everybody)
		}
	}
}

// breach breaks an agreement between one and everybody who knows of it.
func (p *Play) breach(s *State, i, by int32, known Mask) {
	x := &p.g.Agreements[i]
	for _, other := range x.Roles {
		off := p.g.offset(x.Table, by, other)
		if off < 0 || !known.Has(other) || s.V[x.Until+off] <= s.V[SlotTurn] {
			continue
		}
		slot := x.Until + off
		if slices.ContainsFunc(p.pacts, func(q pact) bool { return q.broken && q.slot == slot }) {
			continue // two acts of one stage break it once
		}
		p.pacts = append(p.pacts, pact{agreement: i, slot: slot, broken: true})
		c := Cause{Kind: CauseAgreement, Index: x.Broken, Self: by, Target: other}
		p.happened(p.g.Blocks[x.Broken].Past, by, other, false)
		p.tell(EventBroken, x.Broken, c)
		p.run(s, x.Broken, c)
	}
}

// settle writes what the stage has made of agreements: what was made, then what
// was broken.
func (p *Play) settle(s *State) {
	for _, broken := range [...]bool{false, true} {
		for _, q := range p.pacts {
			switch {
			case q.broken != broken:
			case broken:
				s.V[q.slot] = math.Min(s.V[q.slot], s.V[SlotTurn])
			default:
				s.V[q.slot] = math.Max(s.V[q.slot], q.until)
			}
		}
	}
	for _, q := range p.pacts {
		x := &p.g.Agreements[q.agreement]
		s.V[x.Latest] = 0
		for slot := x.Until; slot < x.Until+x.N; slot++ {
			s.V[x.Latest] = math.Max(s.V[x.Latest], s.V[slot])
		}
	}
	p.pacts = p.pacts[:0]
}

// Pact is an agreement in force.
type Pact struct {
	Agreement int32
	Parties   Mask  // of those whom it can bind
	Until     int32 // first turn in which it is not in force any more
}

// Pacts lists the agreements in force, in file order. Everybody knows them.
func (v View) Pacts() []Pact {
	var out []Pact
	for i := range v.m.Game.Agreements {
		x := &v.m.Game.Agreements[i]
		q := Pact{Agreement: int32(i), Until: int32(v.s.V[x.Latest])}
		for _, a := range x.Roles {
			for _, b := range x.Roles {
				if v.bound(x, a, b) {
					q.Parties |= One(a)
				}
			}
		}
		if q.Parties != 0 {
			out = append(out, q)
		}
	}
	return out
}

func (v View) bound(x *Agreement, a, b int32) bool {
	off := v.m.Game.offset(x.Table, a, b)
	return off >= 0 && v.s.V[x.Until+off] > v.s.V[SlotTurn]
}

// Breaks lists the agreements that a measure of the viewer would break if the
// others see it and whose it is.
func (v View) Breaks(action int32) []int32 {
	var out []int32
	for _, i := range v.m.Game.Actions[action].Forbidden {
		x := &v.m.Game.Agreements[i]
		if slices.ContainsFunc(x.Roles, func(other int32) bool { return v.bound(x, v.role, other) }) {
			out = append(out, i)
		}
	}
	return out
}

// AgreementOf returns the agreement whose slots hold this one, -1 if none.
func (g *Game) AgreementOf(slot int32) int32 {
	return int32(slices.IndexFunc(g.Agreements, func(x Agreement) bool {
		return slot == x.Latest || slot >= x.Until && slot < x.Until+x.N
	}))
}

// twos lists every two of these roles, in both orders.
func (g *Game) twos(roles []int32) [][2]int32 {
	var out [][2]int32
	for _, a := range roles {
		for _, b := range roles {
			if a != b {
				out = append(out, [2]int32{a, b})
			}
		}
	}
	return out
}
