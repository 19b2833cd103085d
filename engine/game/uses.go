package game

import (
	"slices"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// Number is a family of numbers of the state: those of one track, the beliefs
// about one attack, the past of one thing.
type Number struct {
	Kind SlotKind
	// Index is that of the track, parameter, attack (of an author or a belief),
	// question (of its truth or a belief),
	// evidence (held or published), or of the past in Plan.Past; else the slot.
	Index int32
}

// NumberOf returns the family of a slot.
func (g *Game) NumberOf(slot int32) Number {
	d := &g.Slots[slot]
	roles := int32(len(g.Roles))
	within := func(n int, base func(i int) (from, wide int32)) Number {
		for i := range n {
			if from, wide := base(i); from >= 0 && slot >= from && slot < from+wide {
				return Number{d.Kind, int32(i)}
			}
		}
		return Number{d.Kind, slot}
	}
	switch d.Kind {
	case KindTrack:
		return Number{KindTrack, d.Track}
	case KindParam:
		return within(len(g.Params), func(i int) (int32, int32) { return g.Params[i].Slot, 1 })
	case KindAuthor:
		return within(len(g.Attacks), func(i int) (int32, int32) { return g.leads(i, g.Attacks[i].Author), 1 })
	case KindBelief:
		return within(len(g.Attacks), func(i int) (int32, int32) {
			return g.leads(i, g.Attacks[i].Belief), roles * int32(len(g.Attacks[i].Suspects)+1)
		})
	case KindHeld:
		return within(len(g.Evidence), func(i int) (int32, int32) { return g.Evidence[i].Held, roles })
	case KindPublished:
		return within(len(g.Evidence), func(i int) (int32, int32) { return g.Evidence[i].Published, 1 })
	case KindPosed:
		return within(len(g.Attacks), func(i int) (int32, int32) { return g.leads(i, g.Attacks[i].Posed), 1 })
	case KindExamined:
		return within(len(g.Evidence), func(i int) (int32, int32) { return g.Evidence[i].Examined, roles })
	case KindTruth:
		return within(len(g.Questions), func(i int) (int32, int32) { return g.Questions[i].Truth, 1 })
	case KindAnswer:
		return within(len(g.Questions), func(i int) (int32, int32) {
			return g.Questions[i].Belief, roles * int32(len(g.Questions[i].Words))
		})
	case KindPact:
		return Number{KindPact, g.AgreementOf(slot)}
	case KindPast, KindTurns:
		return g.pastOf(slot)
	case KindMemory, KindUnused:
		return g.familyOf(slot)
	}
	return Number{d.Kind, slot}
}

// familyOf returns the family of a slot that may be a gap in it: a track that only
// some roles have begins with the slot of the first role, which need not be one of
// them, and so does what a policy remembers.
func (g *Game) familyOf(slot int32) Number {
	for i := range g.Tracks {
		if t := &g.Tracks[i]; slot >= t.Base && slot < t.Base+t.N {
			return Number{KindTrack, int32(i)}
		}
	}
	for i := range g.Policies {
		for _, x := range g.Policies[i].Memory {
			if slot >= x.Base && slot < x.Base+int32(len(g.Roles)) {
				return Number{KindMemory, x.Base}
			}
		}
	}
	return Number{g.Slots[slot].Kind, slot}
}

// leads returns a slot of the i-th attack, -1 if it is that of another, which
// began its campaign.
func (g *Game) leads(i int, slot int32) int32 {
	if int(g.Attacks[i].Lead) != i {
		return -1
	}
	return slot
}

func (g *Game) pastOf(slot int32) Number {
	n, sets := int32(len(g.Roles)), g.TurnSlots()
	for i := range g.Plan.Past {
		p := &g.Plan.Past[i]
		for _, f := range [...][2]int32{
			{p.World, Facts}, {p.Role, Facts * n}, {p.Pair, Facts * n * n},
			{p.InWorld, sets}, {p.InRole, sets * n}, {p.InPair, sets * n * n},
		} {
			if f[0] >= 0 && slot >= f[0] && slot < f[0]+f[1] {
				return Number{KindPast, int32(i)}
			}
		}
	}
	return Number{KindPast, slot}
}

// Use is one place of a scenario where a number is read or changed.
type Use struct {
	Path    string     // of the value: "rule.spread.effects[0]"
	At      source.Pos // none of a cost
	Number  Number
	Changes bool
}

// Uses lists every place where an expression reads a number and every effect or
// cost that changes one, each number once a place: those that were written as
// expressions in the order of compilation, then the costs.
func (g *Game) Uses() []Use {
	changed := map[rule.Expr]int32{}
	for i := range g.Blocks {
		for _, e := range g.Blocks[i].Effects {
			changed[e.By] = e.To.Base
		}
	}
	var out []Use
	add := func(u Use) {
		if !slices.Contains(out[max(0, len(out)-64):], u) {
			out = append(out, u)
		}
	}
	for i := range g.Code.Written {
		w := &g.Code.Written[i]
		for _, e := range w.Becomes {
			if base, ok := changed[e]; ok {
				add(Use{w.Path, w.At, g.NumberOf(base), true})
			}
			g.Code.Reads(e, func(r rule.Ref, _ bool) { add(Use{w.Path, w.At, g.NumberOf(r.Base), false}) })
		}
	}
	for i := range g.Actions {
		a := &g.Actions[i]
		kind := "response."
		switch {
		case a.Attack >= 0:
			kind = "attack."
		case a.Temptation:
			kind = "temptation."
		}
		for _, c := range a.Costs {
			n := g.NumberOf(c.From.Base)
			path := kind + a.ID + ".cost"
			if n.Kind == KindTrack {
				path += "." + g.Tracks[n.Index].ID
			}
			add(Use{Path: path, Number: n, Changes: true})
		}
	}
	return out
}

// NumberID is how expressions name a family of numbers: "calm", "happened(leak)",
// "truth(ransom)", "held(note)", "belief.ransom".
func (g *Game) NumberID(n Number) string {
	switch n.Kind {
	case KindTrack:
		return g.Tracks[n.Index].ID
	case KindParam:
		return "param." + g.Params[n.Index].ID
	case KindAuthor:
		return "truth(" + g.Attacks[n.Index].ID + ")"
	case KindBelief:
		return "belief." + g.Attacks[n.Index].ID
	case KindPosed:
		return "posed." + g.Attacks[n.Index].ID
	case KindExamined:
		return "examined." + g.Evidence[n.Index].ID
	case KindTruth:
		return "truth(" + g.Questions[n.Index].ID + ")"
	case KindAnswer:
		return "belief." + g.Questions[n.Index].ID
	case KindHeld:
		return "held(" + g.Evidence[n.Index].ID + ")"
	case KindPublished:
		return "published(" + g.Evidence[n.Index].ID + ")"
	case KindPact:
		return "in_force(" + g.Agreements[n.Index].ID + ")"
	case KindPast:
		if int(n.Index) < len(g.Plan.Past) {
			return "happened(" + g.Plan.Past[n.Index].ID + ")"
		}
	}
	return g.Slots[n.Index].Path
}
