package rule

// Back is a way to evaluate the expressions of a code. All give the results of
// [Code.Walk], bit for bit. self is the role that self is wherever the expression
// is evaluated, or [Self] if that is known only while running.
type Back interface {
	// Num returns a number as a closure. A result that is not finite is Bad,
	// whether Bad is set or not.
	Num(e Expr, self Who) NumFn
	// Truth returns a condition as a closure.
	Truth(e Expr, self Who) TruthFn
	// Guard returns a condition whose parts may be tested in any order.
	Guard(e Expr, self Who) Guard
	// Formula returns a number as data, if it can be one.
	Formula(e Expr, self Who) (f Formula, ok bool)
}

// Fused is the back end for play: closures that do several operations at once.
func (c *Code) Fused() Back { return fused{c} }

// Closures is a back end of one closure for each operation.
func (c *Code) Closures() Back { return closures{c} }

// Walker is the back end that walks the tree. It is slow and plain: the oracle.
func (c *Code) Walker() Back { return walker{c} }

type fused struct{ c *Code }

func (f fused) with(self Who) lowering { return lowering{code: f.c, self: self, fuse: true} }

func (f fused) Num(e Expr, self Who) NumFn {
	fn, _ := f.with(self).loose(e)
	return fn
}

func (f fused) Truth(e Expr, self Who) TruthFn { return f.with(self).truth(e) }

func (f fused) Guard(e Expr, self Who) Guard { return f.with(self).guard(e) }

func (f fused) Formula(e Expr, self Who) (Formula, bool) { return f.with(self).formula(e) }

type closures struct{ c *Code }

func (k closures) Num(e Expr, self Who) NumFn { return lowering{code: k.c, self: self}.num(e) }

func (k closures) Truth(e Expr, self Who) TruthFn { return lowering{code: k.c, self: self}.truth(e) }

func (k closures) Guard(e Expr, self Who) Guard { return k.c.guard(e, self, k.Truth) }

func (k closures) Formula(Expr, Who) (f Formula, ok bool) { return f, false }

type walker struct{ c *Code }

func (w walker) Num(e Expr, _ Who) NumFn {
	return func(v []float64, b *Bind) float64 { return w.c.Walk(v, b, e) }
}

func (w walker) Truth(e Expr, _ Who) TruthFn {
	return func(v []float64, b *Bind) bool { return isTrue(w.c.Walk(v, b, e)) }
}

func (w walker) Guard(e Expr, self Who) Guard { return w.c.guard(e, self, w.Truth) }

func (w walker) Formula(Expr, Who) (f Formula, ok bool) { return f, false }

// Guard is a condition as its parts, those that "and" joins at the top. It holds
// if all of them do and none is Bad. Parts that can be told without a call are
// gone through first, and they are most of all parts. The zero Guard is the absent
// condition, and holds. A Guard is immutable and safe for concurrent use.
type Guard struct {
	table []interval
	pairs []either
	sums  []total
	rest  []TruthFn
	own   bool // some number of the table is self's
}

// guard makes a guard of one closure for each part.
func (c *Code) guard(e Expr, self Who, truth func(Expr, Who) TruthFn) (g Guard) {
	for _, part := range c.Conjuncts(e) {
		g.rest = append(g.rest, truth(part, self))
	}
	return g
}

// Known reports whether the guard is the same under all registers: another self
// would not make it simpler.
func (g *Guard) Known() bool { return len(g.rest) == 0 && !g.own }

func (l lowering) guard(e Expr) (g Guard) {
	for _, part := range l.code.Conjuncts(e) {
		at := int32(part - 1)
		if t, ok := l.interval(at); ok {
			g.table = append(g.table, t)
			g.own = g.own || t.own != 0
		} else if e, ok := l.either(at); ok {
			g.pairs = append(g.pairs, e.ready())
		} else if t, ok := l.total(at); ok {
			g.sums = append(g.sums, t.ready())
		} else {
			g.rest = append(g.rest, l.truth(part))
		}
	}
	return g
}

// Holds reports whether the condition holds and is not Bad. What b.Bad is before
// and after it says nothing.
func (g *Guard) Holds(v []float64, b *Bind) bool {
	self := b.Self
	if g.own && self < 0 {
		return false // a number of nobody is Bad
	}
	for i := range g.table {
		if !g.table[i].holds(v, self) {
			return false
		}
	}
	for i := range g.pairs {
		if int64(g.pairs[i].fails(v)) < 0 {
			return false
		}
	}
	for i := range g.sums {
		if int64(g.sums[i].fails(v)) < 0 {
			return false
		}
	}
	if len(g.rest) == 0 {
		return true
	}
	b.Bad = false
	for _, f := range g.rest {
		if !f(v, b) {
			return false
		}
	}
	return !b.Bad
}

// Place is a Ref made ready: where a number stands.
type Place struct {
	code  *Code
	ref   Ref
	slot  int32
	own   int32 // -1: self's, to be added to slot; 0: not
	quick bool  // slot and own say it all
}

// Place makes a Ref ready; self is as in [Back].
func (c *Code) Place(r Ref, self Who) Place {
	t, ok := lowering{code: c, self: self}.place(r)
	return Place{code: c, ref: r, slot: t.slot, own: t.own, quick: ok}
}

// Slot is [Code.Slot] of the Ref.
func (p *Place) Slot(b *Bind) int32 {
	if !p.quick || p.own != 0 && b.Self < 0 {
		return p.code.Slot(p.ref, b)
	}
	return p.slot + b.Self&p.own
}

// Fixed returns the slot if it is the same under all registers.
func (p *Place) Fixed() (slot int32, ok bool) { return p.slot, p.quick && p.own == 0 }

// Near returns a slot to which self is to be added where own is -1, and nothing
// where it is 0; ok is false if other registers matter.
func (p *Place) Near() (slot, own int32, ok bool) { return p.slot, p.own, p.quick }

// Always returns the value of an expression that is a finite constant.
func (c *Code) Always(e Expr) (k float64, ok bool) {
	if !e.Present() {
		return 0, false
	}
	n := &c.Nodes[e-1]
	return n.K, n.Op == Const && finite(n.K)
}
