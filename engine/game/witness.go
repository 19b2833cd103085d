package game

import (
	"cmp"
	"math"
	"slices"

	"demarche/engine/rule"
)

// Witness is what one viewer learns of a ledger: events in its audience, and per
// number one line for the whole ledger. There is never a line per hidden cause
// or per stage.
type Witness struct {
	Events  []SeenEvent
	Numbers []SeenChange
}

// SeenEvent is an event as one viewer knows it.
type SeenEvent struct {
	Kind   EventKind
	Block  int32 // -1 = none
	Self   int32 // -1 = nobody, or somebody the viewer does not know
	Target int32
	Other  int32
	Choice int32   // of a move and what follows from it
	Amount float64 // the same
	// Signers agreed to it; none of an act whose author the viewer does not know,
	// and none of one that was voted on in secret.
	Signers Mask
	Hidden  bool // it has an author whom the viewer does not know
	// Parting says that it is an inject which only tells, since the game is over: it
	// does nothing and stands nowhere else.
	Parting bool
}

// SeenChange is what a viewer knows of how a number moved.
type SeenChange struct {
	Slot          int32
	Grade         Grade
	Before, After float64 // values if Exactly, indices of bands if Banded
	Parts         []SeenPart
	// Others says that other causes and limits had a part; OtherBy is theirs if
	// it can be told from what the viewer sees anyway.
	Others   bool
	OtherBy  float64
	HasOther bool
}

// SeenPart is a contribution whose cause the viewer may know. By is its figure
// if the number is seen exactly; else only the sign of Direction is known.
type SeenPart struct {
	Cause     Cause // Self is -1 where the author is hidden
	Op        rule.AssignOp
	By        float64
	Direction int8
	Hidden    bool
}

// Witness returns what a viewer learns of the ledger l of this machine's game.
func (m *Machine) Witness(l *Ledger, viewer int32) Witness {
	return Witness{Events: m.learned(l, viewer), Numbers: m.numbers(l, viewer)}
}

// parting reports whether an event is an inject that only tells: see [Play.parting].
func (e *Event) parting() bool { return e.Kind == EventInject && e.Stage == StageClose }

func (m *Machine) learned(l *Ledger, viewer int32) []SeenEvent {
	var out []SeenEvent
	for _, e := range l.Events {
		if !e.Seen.Has(viewer) {
			continue
		}
		x := SeenEvent{Kind: e.Kind, Block: e.Block, Self: e.Self, Target: e.Target, Other: e.Other, Choice: e.Choice, Amount: e.Amount, Signers: e.Signers, Parting: e.parting()}
		if e.Self >= 0 && !e.Who.Has(viewer) {
			x.Self, x.Signers, x.Hidden = -1, 0, true
		}
		if m.Game.secret(e.Block) {
			x.Signers = 0
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b SeenEvent) int {
		if !a.Hidden || !b.Hidden {
			return last(a.Hidden, b.Hidden)
		}
		return cmp.Or(cmp.Compare(a.Block, b.Block), cmp.Compare(a.Target, b.Target), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.Choice, b.Choice), cmp.Compare(a.Amount, b.Amount), cmp.Compare(a.Other, b.Other))
	})
	return out
}

// last puts what has a hidden author behind everything else. Canonical order
// begins with the mover: the place of a hidden author's act among the acts of
// others would name him.
func last(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// numbers joins the changes of each number, in the order of slots.
func (m *Machine) numbers(l *Ledger, viewer int32) []SeenChange {
	v := View{m: m, asker: asker{role: viewer}}
	at := map[int32]int{}
	var all []Change
	for _, c := range l.Changes {
		if v.Grade(c.Slot) == Hidden || !m.shown(c.Slot) {
			continue
		}
		i, ok := at[c.Slot]
		if !ok {
			i = len(all)
			at[c.Slot] = i
			all = append(all, Change{Slot: c.Slot, Before: c.Before})
		}
		all[i].After = c.After
		all[i].Parts = append(all[i].Parts, c.Parts...)
	}
	var out []SeenChange
	for slot := range m.Game.Slots {
		if i, ok := at[int32(slot)]; ok {
			if s, moved := m.seen(v, all[i]); moved {
				out = append(out, s)
			}
		}
	}
	return out
}

// shown reports whether a slot is a number that people are told about.
func (m *Machine) shown(slot int32) bool {
	k := m.Game.Slots[slot].Kind
	return k == KindTrack || k == KindBelief || k == KindAnswer
}

// seen tells a change at the viewer's grade; moved is false if the viewer cannot
// tell that anything moved.
func (m *Machine) seen(v View, c Change) (s SeenChange, moved bool) {
	s = SeenChange{Slot: c.Slot, Grade: v.Grade(c.Slot), Before: c.Before, After: c.After}
	if s.Grade == Banded {
		s.Before = float64(m.Game.BandOf(c.Slot, c.Before))
		s.After = float64(m.Game.BandOf(c.Slot, c.After))
	}
	known := m.known(v, c, s.Grade)
	if s.Before == s.After && len(known) == 0 {
		return s, false
	}
	s.Parts = known
	if s.Grade == Banded {
		// Whether something else had a part cannot be told from a band.
		s.Others = len(known) == 0
		return s, true
	}
	expected, additions := replay(c.Before, known)
	if rest := c.After - expected; math.Abs(rest) > 1e-9 {
		s.Others = true
		if additions {
			s.OtherBy, s.HasOther = rest, true
		}
	}
	return s, true
}

// known lists the contributions whose cause the viewer may know, without their
// figures if the number is banded. Settings that were overruled are left out:
// they would tell that something hidden overruled them.
func (m *Machine) known(v View, c Change, grade Grade) []SeenPart {
	var out []SeenPart
	for _, p := range c.Parts {
		if p.Lost || !p.Seen.Has(v.role) {
			continue
		}
		x := SeenPart{Cause: p.Cause, Op: p.Op, By: p.By, Direction: direction(p)}
		if p.Cause.Self >= 0 && !p.Who.Has(v.role) {
			x.Cause.Self, x.Cause.Signers, x.Hidden = -1, 0, true
		}
		if g := m.Game; g.behind(&p.Cause) != nil && g.secret(p.Cause.Index) {
			x.Cause.Signers = 0
		}
		if grade == Banded {
			x.By = 0
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b SeenPart) int {
		if !a.Hidden || !b.Hidden {
			return last(a.Hidden, b.Hidden)
		}
		x, y := a.Cause, b.Cause
		return cmp.Or(cmp.Compare(x.Index, y.Index), cmp.Compare(x.Target, y.Target), cmp.Compare(a.By, b.By), cmp.Compare(x.Kind, y.Kind),
			cmp.Compare(x.Choice, y.Choice), cmp.Compare(x.Amount, y.Amount), cmp.Compare(a.Op, b.Op), cmp.Compare(a.Direction, b.Direction))
	})
	return out
}

// direction says which way a contribution pushes: 0 if it depends on where the
// number stood.
func direction(p Part) int8 {
	switch {
	case p.Op == rule.AddTo && p.By > 0, p.Op == rule.TakeFrom && p.By < 0:
		return 1
	case p.Op == rule.AddTo && p.By < 0, p.Op == rule.TakeFrom && p.By > 0:
		return -1
	}
	return 0
}

// replay applies known contributions alone; additions reports that there are
// only additions, so that what remains is a plain figure.
func replay(x float64, parts []SeenPart) (after float64, additions bool) {
	additions = true
	for _, p := range parts {
		switch p.Op {
		case rule.AddTo:
			x += p.By
		case rule.TakeFrom:
			x -= p.By
		case rule.Scale:
			x, additions = float64(x*p.By), false
		case rule.Set:
			x, additions = p.By, false
		}
	}
	return x, additions
}

// witnesses are those who see any number that the block changes.
func (p *Play) witnesses(b *Block) Mask {
	var m Mask
	for i := range b.Effects {
		if slot := p.g.Code.Slot(b.Effects[i].To, &p.bind); slot >= 0 {
			m |= p.g.Slots[slot].Exact | p.g.Slots[slot].Band
		}
	}
	return m
}
