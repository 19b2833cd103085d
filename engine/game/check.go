package game

import (
	"demarche/engine/rule"
)

// Code says why something cannot be done.
type Code uint8

// The codes.
const (
	OK         Code = iota
	NotYours        // the role may not do this
	NoTarget        // it needs a target
	BadTarget       // it does not take this target
	Locked          // its condition does not hold; Expr is the first part that fails
	NotOffered      // no such offer stands
	TooDear         // Slot holds Have, Need is asked for by all moves together
	TooMany         // more moves than a turn has; Need is the limit
	Twice           // the same move twice
	Confirm         // it crosses a firebreak and is not confirmed; Need is the rung
	Ended           // the game is over
	BadAmount       // the amount is not one that it takes
)

var codeWords = [...]string{"ok", "not_yours", "no_target", "bad_target", "locked", "not_offered", "too_dear", "too_many", "twice", "confirm", "over", "bad_amount"}

// String returns the code as the wire and records say it.
func (c Code) String() string {
	if int(c) >= len(codeWords) {
		return "unknown"
	}
	return codeWords[c]
}

// Reason is a code with what it is about. It holds only what the viewer may
// know.
type Reason struct {
	Code       Code
	Expr       rule.Expr // of Locked
	Slot       int32     // of TooDear; else -1
	Need, Have float64
}

// Refusal says which move of a set was refused and why.
type Refusal struct {
	Move int
	Reason
}

// Option is an action with one of its targets, legal or locked.
type Option struct {
	Action int32
	Target int32 // -1 = none
	Reason       // Code OK: legal
}

// Options appends every action of the viewer with every target: those that it
// could choose alone, and those that are locked, with the reason. A temptation
// that is not offered is not there.
func (v View) Options(dst []Option) []Option {
	if v.role < 0 || v.s.Ended() {
		return dst
	}
	g := v.m.Game
	for i := range g.Actions {
		a := &g.Actions[i]
		if !a.By.Has(v.role) || a.Temptation && !v.Offered(int32(i)) {
			continue
		}
		if a.Targets == nil {
			dst = append(dst, v.option(int32(i), -1))
			continue
		}
		for _, t := range a.Targets {
			if t != v.role {
				dst = append(dst, v.option(int32(i), t))
			}
		}
	}
	return dst
}

func (v View) option(action, target int32) Option {
	m := Move{Action: action, Self: v.role, Target: target, Confirm: true}
	r := v.one(m)
	if r.Code == OK {
		r = v.afford([]Move{m})
	}
	return Option{Action: action, Target: target, Reason: r}
}

// Offered reports whether a temptation stands for the viewer.
func (v View) Offered(action int32) bool {
	a := &v.m.Game.Actions[action]
	since := v.s.V[a.Offer0+v.role]
	return since > 0 && v.s.V[SlotTurn] < since+float64(a.Lasts)
}

// Closes returns the last turn in which an offered temptation stands.
func (v View) Closes(action int32) int32 {
	a := &v.m.Game.Actions[action]
	return int32(v.s.V[a.Offer0+v.role]) + a.Lasts - 1
}

// Check judges a whole set of moves of the viewer for this turn, and nothing
// else does: sessions, computer players and replay all ask it. It returns nil if
// all are legal together, else the first move that is not.
func (v View) Check(moves []Move) *Refusal {
	g := v.m.Game
	for i, m := range moves {
		if r := v.one(m); r.Code != OK {
			return &Refusal{i, r}
		}
		if r := v.crossing(m); r.Code != OK {
			return &Refusal{i, r}
		}
		for _, n := range moves[:i] {
			n.Confirm, m.Confirm = false, false
			if n == m {
				return &Refusal{i, Reason{Code: Twice, Slot: -1}}
			}
		}
		if g.MovesPerTurn > 0 && int32(i) >= g.MovesPerTurn {
			return &Refusal{i, Reason{Code: TooMany, Slot: -1, Need: float64(g.MovesPerTurn)}}
		}
		if r := v.afford(moves[:i+1]); r.Code != OK {
			return &Refusal{i, r}
		}
	}
	return nil
}

// one judges a move by itself, cost and confirmation left out.
func (v View) one(m Move) Reason {
	g := v.m.Game
	no := func(c Code) Reason { return Reason{Code: c, Slot: -1} }
	if v.s.Ended() {
		return no(Ended)
	}
	if m.Self != v.role || v.role < 0 || m.Action < 0 || int(m.Action) >= len(g.Actions) || !g.Actions[m.Action].By.Has(v.role) {
		return no(NotYours)
	}
	a := &g.Actions[m.Action]
	switch {
	case a.Temptation && !v.Offered(m.Action):
		return no(NotOffered)
	case m.Choice != 0 || m.Amount != 0:
		return no(BadAmount)
	case a.Targets != nil && m.Target < 0:
		return no(NoTarget)
	case !a.takes(m.Target) || m.Target == v.role:
		return no(BadTarget)
	}
	if !a.Temptation && !a.Blind {
		for _, e := range g.Code.Conjuncts(a.When) {
			if !v.conjunct(e, m.Target) {
				return Reason{Code: Locked, Expr: e, Slot: -1}
			}
		}
	}
	return Reason{Slot: -1}
}

// conjunct evaluates one part of a condition by walking it: parts have no
// closure of their own.
func (v View) conjunct(e rule.Expr, target int32) bool {
	b := rule.Bind{Self: v.role, Target: target}
	return v.m.Game.Code.Walk(v.s.V, &b, e) != 0 && !b.Bad
}

// takes reports whether the action takes this target, -1 being none.
func (a *Action) takes(target int32) bool {
	if a.Targets == nil {
		return target == -1
	}
	for _, t := range a.Targets {
		if t == target {
			return true
		}
	}
	return false
}

// afford judges whether the viewer can pay for all these moves together.
func (v View) afford(moves []Move) Reason {
	var few [8]struct {
		slot int32
		sum  float64
	}
	bill := few[:0]
	for _, m := range moves {
		for i := range v.m.Game.Actions[m.Action].Costs {
			slot, x := v.Cost(m.Action, i, m.Target)
			if slot < 0 {
				continue
			}
			at := -1
			for j := range bill {
				if bill[j].slot == slot {
					at = j
				}
			}
			if at < 0 {
				at = len(bill)
				bill = append(bill, struct {
					slot int32
					sum  float64
				}{slot: slot})
			}
			bill[at].sum += x
		}
	}
	for _, b := range bill {
		// What may be spent is what stands above the lowest value, so that
		// bounds never pay for anybody.
		low := v.m.Game.Slots[b.slot].Min
		if have := v.s.V[b.slot]; have-b.sum < low {
			return Reason{Code: TooDear, Slot: b.slot, Need: b.sum, Have: have}
		}
	}
	return Reason{Slot: -1}
}

// crossing judges whether a move that enters a rung at or above a firebreak
// which the pair stands below is confirmed.
func (v View) crossing(m Move) Reason {
	if rung, crosses := v.Crosses(m.Action, m.Target); crosses && !m.Confirm {
		return Reason{Code: Confirm, Slot: -1, Need: float64(rung)}
	}
	return Reason{Slot: -1}
}

// Crosses reports whether an action of the viewer on a target would enter a
// rung at or above a firebreak that its pair stands below, and which rung. Rungs
// are seen by all.
func (v View) Crosses(action, target int32) (rung int32, crosses bool) {
	g := v.m.Game
	a := &g.Actions[action]
	rung = a.Act.Rung
	if a.Attributes >= 0 {
		rung = max(rung, g.Attacks[a.Attributes].Rung)
	}
	if rung < 0 || g.Ladder.Track < 0 {
		return rung, false
	}
	of, with := a.Act.Of, a.Act.With
	if len(of) == 0 {
		of = []int32{v.role}
	}
	if len(with) == 0 && target >= 0 {
		with = []int32{target}
	}
	for _, f := range g.Ladder.Firebreaks {
		if rung < f.Below {
			continue
		}
		for _, o := range of {
			for _, w := range with {
				if at, ok := v.rungOf(o, w); ok && at < f.Below {
					return rung, true
				}
			}
		}
	}
	return rung, false
}

// rungOf returns the rung at which the States of two roles stand.
func (v View) rungOf(a, b int32) (int32, bool) {
	g := v.m.Game
	tr := &g.Tracks[g.Ladder.Track]
	off := g.Code.Tables[tr.Table][a*int32(len(g.Roles))+b]
	if off < 0 {
		return 0, false
	}
	return int32(v.s.V[tr.Base+off]), true
}
