package game

import (
	"slices"

	"demarche/engine/rule"
)

// decider is an expression that decides something, under the roles of one
// instance.
type decider struct {
	e rule.Expr
	b rule.Bind
}

// instances lists whom self and target of a block can be; {-1, -1} if it has
// neither.
func (g *Game) instances(b *Block) [][2]int32 {
	switch b.Of {
	case OwnerRule:
		return g.Rules[b.Owner].Instances
	case OwnerAgreement:
		return g.twos(g.Agreements[b.Owner].Roles)
	case OwnerEvidence:
		return g.holders()
	case OwnerAction:
		a := &g.Actions[b.Owner]
		targets := a.Targets
		if targets == nil {
			targets = []int32{-1}
		}
		var out [][2]int32
		for r := range int32(len(g.Roles)) {
			for _, t := range targets {
				if a.By.Has(r) && r != t {
					out = append(out, [2]int32{r, t})
				}
			}
		}
		return out
	}
	return [][2]int32{{-1, -1}}
}

// holders lists who can go beyond the mark of evidence, with each of those to whom
// it can be given, and with nobody, if it is published.
func (g *Game) holders() [][2]int32 {
	var out [][2]int32
	for r := range int32(len(g.Roles)) {
		for to := int32(-1); to < int32(len(g.Roles)); to++ {
			if to != r {
				out = append(out, [2]int32{r, to})
			}
		}
	}
	return out
}

// block follows what decides about a block into its numbers, its event and what
// it fires.
func (f *flows) block(i int32) {
	b := &f.g.Blocks[i]
	for _, who := range f.g.instances(b) {
		bind := rule.Bind{Self: who[0], Target: who[1], Proposer: -1, Signers: ^uint64(0)}
		decide := f.deciders(b, bind)
		f.add(decide, sink{block: i}, -1, f.told(b, who))
		f.effects(b, bind, decide, true)
		f.finds(b, who, decide)
		f.pacts(b, i, decide)
		for _, inject := range b.Fires {
			fired := f.g.Injects[inject].Block
			f.add(decide, sink{block: fired}, -1, f.g.Blocks[fired].Seen.For(-1, -1))
			f.effects(&f.g.Blocks[fired], bind, decide, false)
		}
		if b.Ends >= 0 {
			f.add(decide, sink{block: -1, ending: true}, -1, Everybody)
		}
	}
	f.accuses(b)
}

// effects follows what decides about a block, and if operands is true what its
// effects read, into the numbers that it changes.
func (f *flows) effects(b *Block, bind rule.Bind, decide []decider, operands bool) {
	for _, e := range b.Effects {
		slot := f.g.Code.Slot(e.To, &bind)
		if slot < 0 {
			continue
		}
		by := decide
		if operands {
			by = append(slices.Clone(decide), decider{e.By, bind})
		}
		into, sees := f.changed(slot)
		f.add(by, into, slot, sees)
	}
}

// told are those who are told that a block came about; of a rule whose author
// said nothing they are found by the numbers that it changes.
func (f *flows) told(b *Block, who [2]int32) Mask {
	if b.Kind == CauseRule && !f.g.Rules[b.Owner].Said {
		return 0
	}
	return b.Seen.For(who[0], who[1])
}

// deciders are the expressions that decide whether a block comes about. What a
// mover is shown is none of them: whether to act is the mover's own choice.
func (f *flows) deciders(b *Block, bind rule.Bind) []decider {
	var out []decider
	add := func(list ...rule.Expr) {
		for _, e := range list {
			if e.Present() {
				out = append(out, decider{e, bind})
			}
		}
	}
	arrival := func(a Arrival) {
		add(a.Turns...)
		add(a.When)
	}
	switch b.Of {
	case OwnerRule:
		arrival(f.g.Rules[b.Owner].Arrive)
		add(f.g.Rules[b.Owner].Chance)
	case OwnerDeadline:
		add(f.g.Deadlines[b.Owner].When, f.g.Deadlines[b.Owner].Stop)
	case OwnerAgreement:
		if &f.g.Blocks[f.g.Agreements[b.Owner].Broken] == b {
			return f.breakers(b.Owner, bind.Self)
		}
	case OwnerInject:
		arrival(f.g.Injects[b.Owner].Arrive)
	case OwnerAttack:
		arrival(f.g.Attacks[b.Owner].Arrive)
	case OwnerAction:
		a := &f.g.Actions[b.Owner]
		if a.Blind {
			add(a.When)
		}
		add(a.Standing)
		for _, x := range a.Assents {
			add(x.Unless)
			out = append(out, f.asked(&x, bind)...)
		}
		for _, o := range a.Outcomes {
			if b.Kind == CauseOutcome {
				add(o.Odds) // one more of another is one less of this
			}
		}
	}
	if b.Kind == CauseAlso {
		add(b.When, b.Chance)
	}
	return out
}

// asked are the answers that the scenario gives for those who are asked.
func (f *flows) asked(x *Assent, bind rule.Bind) []decider {
	if !x.Accept.Present() {
		return nil
	}
	var out []decider
	for r := range int32(len(f.g.Roles)) {
		m := Move{Self: bind.Self, Target: bind.Target}
		if x.members(m).Has(r) && r != bind.Self {
			out = append(out, decider{x.Accept, rule.Bind{Self: r, Target: bind.Target, Proposer: bind.Self}})
		}
	}
	return out
}
