package game

import (
	"demarche/engine/chance"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// Policy is a computer player that a scenario writes. It is data: engine/policy
// plays it, by the view of the seat that it is given. self is the role there.
type Policy struct {
	ID       string
	ByWeight bool  // an entry is drawn by weights; else the first that applies is played
	Moves    int32 // most moves in a turn, the plan's included
	Memory   []Remembered
	Learn    []Lesson // once a turn, before the choice, each on what the one before left
	Choose   []Entry
	// Unseen says, by role, which number the policy reads though the role does not
	// see it, as a slot; -1: the role can be played by it. For a role without a
	// seat it says nothing.
	Unseen []int32
}

// Remembered is a number of a policy's memory.
type Remembered struct {
	ID   string
	Base int32 // of its slots, one for each role
}

// Lesson changes what a policy remembers.
type Lesson struct {
	rule.Lesson
	At source.Pos
}

// Entry is one thing that a policy may choose.
type Entry struct {
	ID string
	Planned
	Weight rule.Expr // absent: 1
}

// Pass is the action of an entry that does nothing.
const Pass = -1

// Planned is a measure that a computer player takes if it can: an entry of a
// role's plan or of a policy. Expressions may name the target.
type Planned struct {
	Action int32 // Pass: none, in a policy
	When   rule.Expr
	Chance rule.Expr
	Target int32     // -1 = the one that Prefer says, else a lawful one is drawn
	Prefer rule.Expr // the lawful target with the highest value is taken
	Amount rule.Expr // the nearest that the action takes is given; absent: the lowest
	Choice int32     // combination of words; those of Open are the first there are
	Open   uint8     // choices, one bit each, of which any lawful word will do
	Stream chance.Stream
	Odds   chance.Stream // of Chance
	At     source.Pos
}

// PolicyOf returns the index of a policy of the scenario, -1 if it has none of
// this name.
func (g *Game) PolicyOf(id string) int32 {
	for i := range g.Policies {
		if g.Policies[i].ID == id {
			return int32(i)
		}
	}
	return -1
}

// Learnt is what a policy remembers anew: a number of its memory and its value.
// It comes with the orders of the turn in which it was learnt, as the policy's
// own deed: an adjudication of the same orders gives the same state, whoever or
// whatever chose them.
type Learnt struct {
	Slot  int32
	Value float64
}

// Learns reports whether something can be learnt: it is a number of a memory,
// and finite.
func (g *Game) Learns(l Learnt) bool {
	return l.Slot >= 0 && int(l.Slot) < len(g.Slots) && g.Slots[l.Slot].Kind == KindMemory && l.Value-l.Value == 0
}

// remember writes what was learnt. What cannot be learnt is left out.
func (p *Play) remember(s *State, all []Learnt) {
	for _, l := range all {
		if p.g.Learns(l) {
			s.V[l.Slot] = l.Value
		}
	}
}

// Recall reads what the viewer remembers as a player of a policy. Numbers that
// the policy does not have stay as they are.
func (v View) Recall(policy int32, into *rule.Memory) {
	for i, x := range v.m.Game.Policies[policy].Memory {
		into[i] = v.s.V[x.Base+v.role]
	}
}

// Learned appends what of a memory differs from what the viewer remembers.
func (v View) Learned(policy int32, now *rule.Memory, dst []Learnt) []Learnt {
	for i, x := range v.m.Game.Policies[policy].Memory {
		if slot := x.Base + v.role; v.s.V[slot] != now[i] {
			dst = append(dst, Learnt{Slot: slot, Value: now[i]})
		}
	}
	return dst
}

// Test reports whether a condition of the viewer's own plan or policy holds
// under b, whose Self is set to the viewer. An absent condition holds; one that
// divides by zero does not. The compiler has made sure that it reads only what
// the role sees.
func (v View) Test(e rule.Expr, b *rule.Bind) bool {
	if !e.Present() {
		return true
	}
	b.Self = v.role
	return v.m.guard[e].Holds(v.s.V, b)
}

// Value evaluates a number of the viewer's own plan or policy; see [View.Test].
// ok is false if the result is not a finite number. An absent expression is 0.
func (v View) Value(e rule.Expr, b *rule.Bind) (x float64, ok bool) {
	b.Self, b.Bad = v.role, false
	if !e.Present() {
		return 0, true
	}
	x = v.m.num[e](v.s.V, b)
	return x, !b.Bad && x-x == 0
}
