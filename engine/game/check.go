package game

import "demarche/engine/rule"

// Legal judges one move of the viewer by itself, as if it were confirmed.
func (v View) Legal(m Move) Reason {
	r := v.one(m)
	if r.Code == OK {
		r = v.afford([]Move{m})
	}
	return r
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
	v.brief = true
	_, r := v.check(moves)
	return r.Code == OK
}

// Joins is [View.Fits] for moves of which all but the last one fit.
func (v View) Joins(moves []Move) bool {
	v.brief = true
	return v.joins(moves).Code == OK
}

// check returns the first move that is not legal with its reason; the code is OK
// if all are.
func (v View) check(moves []Move) (int, Reason) {
	for i := range moves {
		if r := v.joins(moves[:i+1]); r.Code != OK {
			return i, r
		}
	}
	return 0, Reason{Slot: -1}
}

// joins judges the last of some moves beside the others.
func (v View) joins(moves []Move) Reason {
	g := v.m.Game
	i := len(moves) - 1
	m := moves[i]
	if r := v.one(m); r.Code != OK {
		return r
	}
	if r := v.sure(m); r.Code != OK {
		return r
	}
	if r := g.Actions[m.Action].Words.judge(m.Said); r.Code != OK {
		return r
	}
	for _, n := range moves[:i] {
		if n.Key() == m.Key() {
			return Reason{Code: Twice, Slot: -1}
		}
	}
	if g.MovesPerTurn > 0 && int32(i) >= g.MovesPerTurn {
		return Reason{Code: TooMany, Slot: -1, Need: float64(g.MovesPerTurn)}
	}
	return v.afford(moves)
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
	if v.brief {
		return Reason{Code: Locked, Slot: -1}
	}
	if part := v.lock(e, m); part.Present() {
		return Reason{Code: Locked, Expr: part, Slot: -1}
	}
	return Reason{Slot: -1}
}

// lock returns the first of the parts of a condition, joined by "and" at its top,
// that does not hold.
func (v View) lock(e rule.Expr, m Move) rule.Expr {
	if left, right, and := v.m.Game.Code.Both(e); and {
		if part := v.lock(left, m); part.Present() {
			return part
		}
		return v.lock(right, m)
	}
	if v.conjunct(e, m) {
		return 0
	}
	return e
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
