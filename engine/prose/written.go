package prose

import "demarche/engine/rule"

// Written puts an expression in words as its author wrote it, without a full
// stop: "for at least one of the others, “Means” (that role) is at least 2". A
// condition gives a clause, a number a phrase. Nothing is left out and nothing is
// unrolled; it is for those who may know the whole scenario. "" for the absent
// expression.
func (v *Voice) Written(e rule.Expr) string {
	if !e.Present() {
		return ""
	}
	w := v.g.Code.Wrote(e)
	if w == nil {
		if n := &v.g.Code.Nodes[e-1]; n.Op == rule.Const {
			return v.c.exact(n.K)
		}
		return v.c.say("num.reckoned")
	}
	r := v.reads(w.Path)
	if w.Root().Kind == rule.Truth {
		return r.clause(w.Root(), true)
	}
	return r.quantity(w.Root())
}
