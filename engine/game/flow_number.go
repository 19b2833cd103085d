package game

import (
	"slices"

	"demarche/engine/rule"
)

// drift follows what numbers read when they move by themselves, and bounds that
// are numbers themselves.
func (f *flows) drift() {
	for i := range f.g.Slots {
		d := &f.g.Slots[i]
		if d.Kind != KindTrack {
			continue
		}
		t := &f.g.Tracks[d.Track]
		bind := rule.Bind{Self: d.Role, Target: d.Other, Proposer: -1}
		into, sees := f.changed(int32(i))
		f.add([]decider{{t.EachTurn, bind}, {t.EachDay, bind}, {t.Refill, bind}}, into, int32(i), sees)
		for _, of := range []struct {
			slot int32
			key  string
		}{{d.MinOf, "min"}, {d.MaxOf, "max"}} {
			if of.slot >= 0 {
				limit := &f.g.Slots[of.slot]
				f.note(hop{trackPath(t) + "." + of.key, f.g.NumberOf(of.slot), into}, sees&^limit.Exact)
			}
		}
	}
}

// randoms follows what decides how a random number falls.
func (f *flows) randoms() {
	for i := range f.g.Randoms {
		r := &f.g.Randoms[i]
		t := &f.g.Tracks[r.Track]
		for slot := t.Base; slot < t.Base+t.N; slot++ {
			var list []decider
			for _, e := range r.Args {
				list = append(list, decider{e, rule.Bind{Self: f.g.Slots[slot].Role, Target: -1, Proposer: -1}})
			}
			into, sees := f.changed(slot)
			f.add(list, into, slot, sees)
		}
	}
}

// trackPath is the path of a track's table.
func trackPath(t *Track) string {
	return map[rule.Dim]string{rule.World: "track.", rule.Each: "role_track.", rule.Pair: "pair_track."}[t.Dim] + t.ID
}

// priors follows what is read where beliefs begin: a role sees its own.
func (f *flows) priors() {
	for i := range f.g.Attacks {
		a := &f.g.Attacks[i]
		for r := range int32(len(f.g.Roles)) {
			bind := rule.Bind{Self: r, Target: -1, Proposer: -1}
			for _, e := range a.Prior {
				f.add([]decider{{e, bind}}, sink{number: Number{KindBelief, int32(i)}, block: -1}, -1, One(r))
			}
		}
	}
	for i := range f.g.Questions {
		for r := range int32(len(f.g.Roles)) {
			bind := rule.Bind{Self: r, Target: -1, Proposer: -1}
			for _, e := range f.g.Questions[i].Prior {
				f.add([]decider{{e, bind}}, sink{number: Number{KindAnswer, int32(i)}, block: -1}, -1, One(r))
			}
		}
	}
}

func (f *flows) endings() {
	bind := rule.Bind{Self: -1, Target: -1, Proposer: -1}
	for i := range f.g.Endings {
		x := &f.g.Endings[i]
		var list []decider
		for _, e := range append(slices.Clone(x.Arrive.Turns), x.Arrive.When, x.Chance) {
			list = append(list, decider{e, bind})
		}
		f.add(list, sink{block: -1, ending: true}, -1, Everybody)
	}
}

// evidence is drawn against the truth: whoever gets it learns something about
// the author.
func (f *flows) evidence() {
	for i := range f.g.Evidence {
		e := &f.g.Evidence[i]
		sees := Mask(0)
		if !e.Arrive.Never {
			sees = e.To
		}
		for j := range f.g.Blocks {
			b := &f.g.Blocks[j]
			for _, r := range b.Reveals {
				if r.Evidence != int32(i) {
					continue
				}
				for _, who := range f.g.instances(b) {
					sees |= r.To.For(who[0], who[1])
				}
			}
		}
		if e.About < 0 {
			f.note(hop{"evidence." + e.ID, Number{KindTruth, e.Question}, sink{number: Number{KindHeld, int32(i)}, block: -1}}, sees)
			f.arrives(e, int32(i))
			continue
		}
		lead := f.g.Attacks[e.About].Lead
		into := sink{number: Number{KindHeld, int32(i)}, block: -1}
		if e.PlantedBy < 0 { // else it turns up as that role wants, whoever did it
			f.note(hop{"evidence." + e.ID, Number{KindAuthor, lead}, into}, sees&^f.g.Slots[f.g.Attacks[lead].Author].Exact)
		}
		if e.masked(f.g) {
			f.note(hop{"evidence." + e.ID, Number{KindPosed, lead}, into}, sees)
		}
		f.arrives(e, int32(i))
	}
}

// arrives follows the condition under which evidence is looked for.
func (f *flows) arrives(e *Evidence, i int32) {
	bind := rule.Bind{Self: -1, Target: -1, Proposer: -1}
	var list []decider
	for _, x := range append(slices.Clone(e.Arrive.Turns), e.Arrive.When) {
		list = append(list, decider{x, bind})
	}
	f.add(list, sink{number: Number{KindHeld, i}, block: -1}, -1, e.To)
}
