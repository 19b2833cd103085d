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
	BadAmount       // the amount is not one that it takes: Need to Have, in steps
	BadChoice       // no such combination of words, or no such evidence of the role's own
	TLP             // its mark keeps the evidence from going there; Need is its index
	NotAsked        // the role is not asked to agree to this
	NotBegun        // an act: the first turn has not begun
	BadAct          // an act: there is none of this kind, or no such inject
	Told            // an act: the inject was told already
	OnHold          // an act: the inject is held already
	NotHeld         // an act: the inject is not held
	Armed           // a standing order of this kind waits already
	BadText         // words are needed beside it (Need 1), or there are too many (Need 0, Have the most)
	NoDraw          // an act: no such draw is still to come
	BadPick         // an act: the draw cannot fall like that
	AtLimit         // an act: as many forced draws wait as can
	NotForced       // an act: the draw is not forced
	NoNumber        // an act: there is no such number to set
	BadValue        // an act: the number cannot have this value
	Beyond          // it goes beyond the mark of the evidence and is not confirmed; Need is its index
)

var codeWords = [...]string{"ok", "not_yours", "no_target", "bad_target", "locked", "not_offered", "too_dear", "too_many", "twice", "confirm", "over", "bad_amount",
	"bad_choice", "tlp", "not_asked", "not_begun", "bad_act", "told", "on_hold", "not_held", "armed", "bad_text",
	"no_draw", "bad_pick", "at_limit", "not_forced", "no_number", "bad_value", "beyond"}

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

// Option is an action with one of its targets, legal or locked. If there is
// something to choose, Choice is the first combination that is legal, or 0; of
// the built-in move "publish" it is the evidence. Amount is the lowest there is.
type Option struct {
	Action int32
	Target int32 // -1 = none
	Choice int32
	Amount float64
	Reason // Code OK: legal
}

// Move returns the option as an unconfirmed move of a role.
func (o Option) Move(self int32) Move {
	return Move{Action: o.Action, Self: self, Target: o.Target, Choice: o.Choice, Amount: o.Amount}
}

// Options appends every action of the viewer with every target: those that it
// could choose alone, and those that are locked, with the reason. A temptation
// that is not offered is not there.
func (v View) Options(dst []Option) []Option {
	if v.role < 0 || v.s.Ended() {
		return dst
	}
	for _, i := range v.m.menu[v.role].actions {
		dst = v.options(dst, i)
	}
	return dst
}

// options appends an action of the viewer with every target.
func (v View) options(dst []Option, action int32) []Option {
	a := &v.m.Game.Actions[action]
	switch {
	case a.Temptation && !v.Offered(action):
	case a.Publish:
		dst = v.publishable(dst, action)
	case a.Targets == nil:
		dst = append(dst, v.option(action, -1))
	default:
		for _, t := range a.Targets {
			if t != v.role {
				dst = append(dst, v.option(action, t))
			}
		}
	}
	return dst
}

// option looks for a legal combination. If there is none the reason is that of
// the first one.
func (v View) option(action, target int32) Option {
	low, _, _ := v.Amounts(action)
	o := Option{Action: action, Target: target, Amount: low}
	o.Reason = v.Legal(o.Move(v.role))
	n := v.m.Game.Actions[action].Combinations()
	for choice := int32(1); choice < n && o.Code != OK; choice++ {
		if r := v.Legal(Move{Action: action, Self: v.role, Target: target, Choice: choice, Amount: low}); r.Code == OK {
			o.Choice, o.Reason = choice, r
		}
	}
	return o
}

// publishable appends one option for each piece of evidence that the viewer
// holds and that is not published yet.
func (v View) publishable(dst []Option, action int32) []Option {
	for i := range v.m.Game.Evidence {
		if v.Holding(int32(i)) == 1 && !v.Published(int32(i)) {
			o := Option{Action: action, Target: -1, Choice: int32(i)}
			o.Reason = v.Legal(o.Move(v.role))
			dst = append(dst, o)
		}
	}
	return dst
}

// Legal judges one move of the viewer by itself, as if it were confirmed.
func (v View) Legal(m Move) Reason {
	r := v.one(m)
	if r.Code == OK {
		r = v.afford([]Move{m})
	}
	return r
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
	if i, r := v.check(moves); r.Code != OK {
		return &Refusal{i, r}
	}
	return nil
}

// Fits is [View.Check] for whoever asks of move after move and does not want to
// know why not.
func (v View) Fits(moves []Move) bool {
	_, r := v.check(moves)
	return r.Code == OK
}

// check returns the first move that is not legal with its reason; the code is OK
// if all are.
func (v View) check(moves []Move) (int, Reason) {
	g := v.m.Game
	for i, m := range moves {
		if r := v.one(m); r.Code != OK {
			return i, r
		}
		if r := v.sure(m); r.Code != OK {
			return i, r
		}
		if r := g.Actions[m.Action].Words.judge(m.Said); r.Code != OK {
			return i, r
		}
		for _, n := range moves[:i] {
			if n.Key() == m.Key() {
				return i, Reason{Code: Twice, Slot: -1}
			}
		}
		if g.MovesPerTurn > 0 && int32(i) >= g.MovesPerTurn {
			return i, Reason{Code: TooMany, Slot: -1, Need: float64(g.MovesPerTurn)}
		}
		if r := v.afford(moves[:i+1]); r.Code != OK {
			return i, r
		}
	}
	return 0, Reason{Slot: -1}
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
	case a.Targets != nil && m.Target < 0:
		return no(NoTarget)
	case !a.takes(m.Target) || m.Target == v.role:
		return no(BadTarget)
	case a.Publish && m.Amount != 0:
		return no(BadAmount)
	case a.Publish:
		return v.publish(m.Choice)
	case m.Choice < 0 || m.Choice >= a.Combinations():
		return no(BadChoice)
	}
	if r := v.amount(m); r.Code != OK {
		return r
	}
	if v.Armed(m) {
		return no(Armed)
	}
	if !a.Temptation && !a.Blind {
		if r := v.all(a.When, m); r.Code != OK {
			return r
		}
	}
	for i := range a.Choices {
		if r := v.all(a.Choices[i].Words[a.Word(m.Choice, i)].When, m); r.Code != OK {
			return r
		}
	}
	return Reason{Slot: -1}
}

// Word judges the word that a move of the viewer picks for its i-th choice, by
// the word's own condition alone.
func (v View) Word(m Move, i int) Reason {
	a := &v.m.Game.Actions[m.Action]
	return v.all(a.Choices[i].Words[a.Word(m.Choice, i)].When, m)
}

// publish judges whether the viewer may publish a piece of evidence, as if it
// were confirmed.
func (v View) publish(evidence int32) Reason {
	g := v.m.Game
	if evidence < 0 || int(evidence) >= len(g.Evidence) || v.Holding(evidence) != 1 || v.Published(evidence) {
		return Reason{Code: BadChoice, Slot: -1}
	}
	if c := g.marked(evidence, v.role, Public, 0, true); c != OK {
		return Reason{Code: c, Slot: -1, Need: float64(evidence)}
	}
	return Reason{Slot: -1}
}

// all judges a condition: the first part that fails is the lock.
func (v View) all(e rule.Expr, m Move) Reason {
	if v.holds(e, v.bind(m)) {
		return Reason{Slot: -1}
	}
	for _, part := range v.m.Game.Code.Conjuncts(e) {
		if !v.conjunct(part, m) {
			return Reason{Code: Locked, Expr: part, Slot: -1}
		}
	}
	return Reason{Slot: -1}
}

// bind returns the registers of a move of the viewer, before anybody has agreed
// to it.
func (v View) bind(m Move) *rule.Bind {
	b := v.registers(m.Target)
	v.m.Game.Actions[m.Action].bind(m.Choice, m.Amount, b)
	return b
}

// conjunct evaluates one part of a condition by walking it: parts have no
// closure of their own.
func (v View) conjunct(e rule.Expr, m Move) bool {
	b := v.bind(m)
	return v.m.Game.Code.Walk(v.s.V, b, e) != 0 && !b.Bad
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
			slot, x := v.Cost(m, i)
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

// sure judges whether a move that enters a rung at or above a firebreak which the
// pair stands below, or that publishes evidence beyond its mark, is confirmed.
func (v View) sure(m Move) Reason {
	if m.Confirm {
		return Reason{Slot: -1}
	}
	if rung, crosses := v.Crosses(m); crosses {
		return Reason{Code: Confirm, Slot: -1, Need: float64(rung)}
	}
	if v.Beyond(m) {
		return Reason{Code: Beyond, Slot: -1, Need: float64(m.Choice)}
	}
	return Reason{Slot: -1}
}

// Beyond reports whether a move of the viewer publishes evidence beyond its mark.
func (v View) Beyond(m Move) bool {
	g := v.m.Game
	return g.Actions[m.Action].Publish && g.within(m.Choice, m.Self, 0)&Public == 0
}

// MustConfirm reports whether a move of the viewer counts only if it is confirmed.
func (v View) MustConfirm(m Move) bool {
	if len(v.m.Game.Ladder.Firebreaks) == 0 {
		return v.Beyond(m)
	}
	_, crosses := v.Crosses(m)
	return crosses || v.Beyond(m)
}

// Crosses reports whether a move would enter a rung at or above a firebreak that
// its pair stands below, and which rung. Rungs are seen by all.
func (v View) Crosses(m Move) (rung int32, crosses bool) {
	g := v.m.Game
	rung = g.rungOf(m)
	v.pairs(m, func(at int32) {
		for _, f := range g.Ladder.Firebreaks {
			crosses = crosses || rung >= f.Below && at < f.Below
		}
	})
	return rung, crosses
}

// Lifts reports whether a move would put some pair higher on the ladder than it
// stands.
func (v View) Lifts(m Move) bool {
	rung, lifts := v.m.Game.rungOf(m), false
	v.pairs(m, func(at int32) { lifts = lifts || rung > at })
	return lifts
}

// rungOf returns the rung that a move enters in the open, -1 if none.
func (g *Game) rungOf(m Move) int32 {
	a := &g.Actions[m.Action]
	rung := a.Rung(m.Choice)
	if a.Attributes >= 0 {
		rung = max(rung, g.Attacks[a.Attributes].Rung)
	}
	return rung
}

// pairs visits the rungs at which the pairs stand that a move may lift.
func (v View) pairs(m Move, visit func(at int32)) {
	g := v.m.Game
	if g.Ladder.Track < 0 || g.Actions[m.Action].Publish {
		return
	}
	act := g.Actions[m.Action].Act
	of, with := act.Of, act.With
	if len(of) == 0 {
		of = []int32{m.Self}
	}
	if len(with) == 0 && m.Target >= 0 {
		with = []int32{m.Target}
	}
	for _, o := range of {
		for _, w := range with {
			if at, ok := v.rungOf(o, w); ok {
				visit(at)
			}
		}
	}
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
