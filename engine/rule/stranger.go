package rule

import (
	"cmp"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// everybody are words that authors write for each role; all stands for everybody
// where the file says who is told, and is a quantifier here.
var everybody = []string{"all", "any", "each", "everybody", "everyone"}

// headers are words before the ids of things where an author declares them.
var headers = []string{"track", "role_track", "pair_track", "role", "group", "attack", "response", "temptation", "inject", "evidence", "rule"}

// noRole blames a name that stands where a role or, left of an effect, a group
// must stand and is neither.
func (c *compiler) noRole(n *ast.IdentifierNode, left bool) {
	name := n.Value
	switch {
	case name == signers:
		c.unsigned(n)
		return
	case slices.Contains(headers, name):
		c.fault(n, `write the id alone, without "`+name+`."`, "%q stands in headers only", name)
		return
	case slices.Contains(everybody, name) && left:
		c.fault(n, "write roles for each role, or another group", "%q is neither a role nor a group", name)
		return
	case slices.Contains(everybody, name):
		c.fault(n, "write any(roles, …) or all(roles, …), with it for each role", "%q is neither a role nor a group", name)
		return
	}
	known := slices.Concat(keys(c.schema.Roles), keys(c.schema.Groups), c.standing())
	if c.isGroup(signers) {
		known = append(known, signers)
	}
	c.absent(n, cmp.Or(c.faults.DidYouMean(name, known), c.someRole(left)), "no role %q", name)
}

// someRole says what may stand where a role must.
func (c *compiler) someRole(left bool) string {
	mend := "write the id of a role"
	if left {
		mend += " or group"
	}
	for _, word := range []string{"self", "target", "on"} {
		if _, ok := c.scope[word]; ok {
			mend += ", or " + word
		}
	}
	return mend
}

// noGroup blames a name that stands where a group must and is none.
func (c *compiler) noGroup(n *ast.IdentifierNode) {
	mend := c.faults.DidYouMean(n.Value, append(keys(c.schema.Groups), "others"))
	if slices.Contains(everybody, n.Value) {
		mend = "write roles"
	}
	c.absent(n, cmp.Or(mend, "name it under [group] first"), "no group %q", n.Value)
}

// unsigned blames signers where nobody is asked to agree.
func (c *compiler) unsigned(n ast.Node) value {
	return c.fault(n, "name a group; signers stand in the effects and odds of a measure with consent, cosign or vote", "nobody signs anything here")
}

// noNumber blames a role or group that stands alone left of an effect; ok is
// false if the name is neither.
func (c *compiler) noNumber(n *ast.IdentifierNode) (ok bool) {
	what := "a role"
	switch {
	case c.isRole(n.Value):
	case c.isGroup(n.Value):
		what = "a group"
	default:
		return false
	}
	mend := "write [role_track.x] first, then " + n.Value + ".x"
	if tracks := keys(c.schema.Each); len(tracks) > 0 {
		mend = "write its track, as in " + n.Value + "." + tracks[0]
	}
	c.fault(n, mend, "%q is %s, not a number", n.Value, what)
	return true
}
