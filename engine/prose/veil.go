package prose

import (
	"demarche/engine/game"
	"demarche/engine/rule"
)

// A reason for a lock is read before things have happened. What the reader has
// not been told of must not be named there: the title of an attack to come, the
// sender of a message not yet sent, an offer not yet made.

// deed names what a fact is about, or says "an event still to come" if that
// would tell the reader too early. past says that the phrase speaks of something
// that did happen.
func (t *teller) deed(f fact, past bool) string {
	if t.view != nil && !t.disclosed(f, past && t.deep == 0) {
		return t.v.c.say("deed.unknown")
	}
	return t.v.deed(f, t.bind.Self)
}

// disclosed reports whether the reader has been told of the thing of a fact.
func (t *teller) disclosed(f fact, happened bool) bool {
	b := t.v.blockOf(f)
	if b == nil {
		return happened
	}
	switch b.Kind {
	case game.CauseInject:
		_, told := t.view.Told(b.Owner)
		return told
	case game.CauseDeadline:
		return t.v.g.Deadlines[b.Owner].To.Has(t.view.Role())
	case game.CauseAttack:
		return t.knowsAttack(b.Owner)
	case game.CauseMove, game.CauseOutcome:
		a := &t.v.g.Actions[b.Owner]
		self := t.view.Role()
		if a.Attack >= 0 {
			return self >= 0 && a.By.Has(self) || t.knowsAttack(a.Attack)
		}
		if !a.Temptation {
			return true
		}
		return happened || self >= 0 && a.By.Has(self) && t.view.Offered(b.Owner)
	}
	return happened
}

func (t *teller) knowsAttack(attack int32) bool {
	if t.view == nil {
		return true
	}
	_, known := t.view.Knows(attack)
	return known
}

// evidence names a piece of evidence that the reader knows of.
func (t *teller) evidence(i int32) string {
	if t.view != nil && t.view.Holding(i) == 0 {
		return t.v.c.say("thing.evidence")
	}
	return t.v.quote(t.v.Evidence(i))
}

// happens reports whether a comparison of a count asks for something to happen,
// and not for its absence.
func happens(f fact, op rule.Op, k float64) bool {
	if f.fact != rule.Times && f.fact != rule.Tried {
		return op != rule.Ne
	}
	return op == rule.Gt || op == rule.Ge && k > 0 || op == rule.Eq && k > 0
}

// blockOf returns the block of the thing that a fact is about.
func (v *Voice) blockOf(f fact) *game.Block {
	for i := range v.g.Blocks {
		if v.g.Blocks[i].Past == f.past {
			return &v.g.Blocks[i]
		}
	}
	return nil
}

// arrives reports whether a fact is about something that is told, and not done.
func (v *Voice) arrives(f fact) bool {
	b := v.blockOf(f)
	return b != nil && b.Kind == game.CauseInject
}
