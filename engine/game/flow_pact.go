package game

import (
	"slices"
	"strings"

	"demarche/engine/rule"
)

// pacts follows what decides about a block into the agreements that it makes or,
// if it is the breaking of one, into that agreement. Everybody knows what is in
// force.
func (f *flows) pacts(b *Block, i int32, decide []decider) {
	for _, made := range b.Makes {
		f.add(decide, sink{number: Number{KindPact, made}, block: -1}, -1, Everybody)
		f.add(decide, sink{block: f.g.Agreements[made].Made}, -1, Everybody)
	}
	if b.Of == OwnerAgreement && f.g.Agreements[b.Owner].Broken == i {
		f.add(decide, sink{number: Number{KindPact, b.Owner}, block: -1}, -1, Everybody)
	}
}

// accuses follows whether an attack has come, which not all may know, into what an
// accusation of it in public moves: the rung of victims and accused, and the
// agreements that forbid it.
func (f *flows) accuses(b *Block) {
	if b.Kind != CauseMove || b.Of != OwnerAction {
		return
	}
	a := &f.g.Actions[b.Owner]
	if a.Attributes < 0 || !f.g.Openly(b.Owner) {
		return
	}
	attack := &f.g.Attacks[a.Attributes]
	came := f.g.Plan.Past[f.g.Blocks[attack.Block].Past].World
	note := func(into Number) {
		f.note(hop{f.g.pathOf(b) + ".attributes", f.g.NumberOf(came), sink{number: into, block: -1}}, Everybody&^f.g.Slots[came].Exact)
	}
	if l := &f.g.Ladder; l.Track >= 0 && (attack.Rung >= 0 || attack.Height >= 0) {
		note(Number{KindTrack, l.Track})
	}
	for _, forbids := range attack.Forbidden {
		note(Number{KindPact, forbids})
	}
}

// breakers are the expressions that decide whether a role breaks an agreement:
// those behind each act of it that the agreement forbids, and behind each act
// that accuses it of an attack that the agreement forbids.
func (f *flows) breakers(agreement, role int32) []decider {
	var out []decider
	x := &f.g.Agreements[agreement]
	for i := range f.g.Actions {
		a := &f.g.Actions[i]
		b := &f.g.Blocks[a.Block]
		accuses := a.Attributes >= 0 && slices.Contains(f.g.Attacks[a.Attributes].Forbidden, agreement)
		forbidden := slices.Contains(a.Forbidden, agreement)
		if !accuses && !forbidden {
			continue
		}
		for _, who := range f.g.instances(b) {
			if forbidden && x.binds(who[0], role) || accuses && x.binds(who[1], role) {
				out = append(out, f.deciders(b, rule.Bind{Self: who[0], Target: who[1], Proposer: -1, Signers: ^uint64(0)})...)
			}
		}
	}
	return out
}

// binds reports whether what a role does is done by another in the eyes of an
// agreement: it is that role, or belongs to it as to its State.
func (x *Agreement) binds(role, as int32) bool { return role >= 0 && as >= 0 && x.Stands[role] == as }

// finds follows what decides about a block into the evidence that it gives and
// examines; whoever examines a clue learns whether the author poses.
func (f *flows) finds(b *Block, who [2]int32, decide []decider) {
	for _, r := range b.Reveals {
		f.add(decide, sink{number: Number{KindHeld, r.Evidence}, block: -1}, -1, r.To.For(who[0], who[1]))
	}
	for _, x := range b.Examines {
		into := sink{number: Number{KindExamined, x.Evidence}, block: -1}
		sees := x.To.For(who[0], who[1])
		f.add(decide, into, -1, sees)
		if e := &f.g.Evidence[x.Evidence]; e.masked(f.g) {
			f.note(hop{f.g.pathOf(b) + ".examines", Number{KindPosed, f.g.Attacks[e.About].Lead}, into}, sees)
		}
	}
}

// masked reports whether evidence follows the mask of an author who may have one.
func (e *Evidence) masked(g *Game) bool {
	return e.About >= 0 && e.Plantable && e.PlantedBy < 0 && g.Attacks[e.About].Posed != g.Attacks[e.About].Author
}

// pathOf is the path of an action's block in the scenario: "response.probe",
// "response.probe.outcome.finds".
func (g *Game) pathOf(b *Block) string {
	kind, part := "response.", ""
	switch {
	case b.Of == OwnerAttack || b.Of == OwnerAction && g.Actions[b.Owner].Attack >= 0:
		kind = "attack."
	case b.Of == OwnerAction && g.Actions[b.Owner].Temptation:
		kind = "temptation."
	}
	id, name, _ := strings.Cut(b.ID, ".")
	switch b.Kind {
	case CauseOutcome:
		part = ".outcome." + name
	case CauseAlso:
		part = ".also." + name
	}
	return kind + id + part
}
