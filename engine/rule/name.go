package rule

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/expr-lang/expr/ast"

	"demarche/engine/source"
)

// member is what "it" or "member" stands for while one round of a quantifier or
// of an effect on a group is compiled.
type member struct {
	who    Who
	skip   bool  // no such pair: this member is left out
	guards []Ref // it is left out, while running, where one of them has no slot
	signed bool  // it is left out, while running, unless it is among the signers
}

// role is a role named in an expression; via is set if it is a member.
type role struct {
	who Who
	via *member
}

// reserved are the words for roles; a scope gives meaning to some of them.
var reserved = []string{"self", "target", "on", "member", "it", "other", "proposer"}

// lookUp returns the role that a bare name stands for.
func (c *compiler) lookUp(name string) (role, bool) {
	switch {
	case name == "it" && c.it != nil:
		return role{c.it.who, c.it}, true
	case name == "member" && c.each != nil:
		return role{c.each.who, c.each}, true
	}
	if w, ok := c.scope[name]; ok {
		return role{who: w}, true
	}
	if i, ok := c.schema.Roles[name]; ok {
		return role{who: Who(i)}, true
	}
	return role{}, false
}

// who needs n to name one role.
func (c *compiler) who(n ast.Node) (role, bool) {
	switch n := n.(type) {
	case *ast.PointerNode:
		if v := c.pointer(n); v.kind == 0 {
			return role{}, false
		}
		return role{c.it.who, c.it}, true
	case *ast.IdentifierNode:
		if r, ok := c.lookUp(n.Value); ok {
			return r, true
		}
		switch {
		case c.isGroup(n.Value):
			c.groupForRole(n)
		case slices.Contains(reserved, n.Value):
			c.meaningless(n)
		default:
			c.noRole(n, false)
		}
		return role{}, false
	}
	c.faultOf(n, "write a role's id, or self, target, it", "a role must be named here")
	return role{}, false
}

// standing are the words for roles that have a meaning here, for the nearest
// name.
func (c *compiler) standing() []string {
	known := keys(c.scope)
	if c.it != nil {
		known = append(known, "it")
	}
	if c.each != nil {
		known = append(known, "member")
	}
	return known
}

func (c *compiler) meaningless(n *ast.IdentifierNode) value {
	mend := "name a role"
	switch n.Value {
	case "it":
		mend = "it stands inside any, all, count and their like"
	case "member":
		mend = "member stands on the right of an effect on a group"
	}
	return c.fault(n, mend, "%q has no meaning here", n.Value)
}

func (c *compiler) groupForRole(n *ast.IdentifierNode) value {
	return c.fault(n, "write any("+n.Value+", …) or sum("+n.Value+", …), with it for each member",
		"%q is a group, not one role", n.Value)
}

// pointer is "#", another way to write "it".
func (c *compiler) pointer(n *ast.PointerNode) value {
	if n.Name != "" {
		return c.fault(n, "write # or it", `"#%s" is not in the language`, n.Name)
	}
	if c.it == nil {
		return c.fault(n, "it and # stand inside any, all, count and their like", `"#" has no meaning here`)
	}
	return c.whoIs(c.it.who)
}

// name compiles a bare name.
func (c *compiler) name(n *ast.IdentifierNode, words []string) value {
	if slices.Contains(words, n.Value) {
		return c.word(n, n.Value, words)
	}
	if m, ok := c.schema.Bare[n.Value]; ok {
		return c.load(m, m.Ref.A, m.Ref.B)
	}
	if r, ok := c.lookUp(n.Value); ok {
		return c.whoIs(r.who)
	}
	if words != nil {
		return c.word(n, n.Value, words)
	}
	return c.unknown(n)
}

// unknown blames a bare name, with a mend if it stands elsewhere.
func (c *compiler) unknown(n *ast.IdentifierNode) value {
	s, name := c.schema, n.Value
	switch {
	case name == signers && !c.isGroup(name):
		return c.unsigned(n)
	case slices.Contains(reserved, name) && !c.isGroup(name):
		return c.meaningless(n)
	case has(s.Each, name):
		return c.fault(n, "write self."+name+" or another role before it", "%q is a track of each role", name)
	case has(s.Pairs, name):
		return c.fault(n, "write pair(a, b)."+name, "%q is a track of each pair", name)
	case c.isGroup(name):
		return c.fault(n, "write count("+name+"), any("+name+", …), sum("+name+", …) or max(map("+name+", it.x))", "%q is a group, not a number", name)
	case has(s.Hidden, name):
		return c.fault(n, "write truth("+name+") or happened("+name+")", "%q is not a number", name)
	case has(s.Evidence, name):
		return c.fault(n, "write held("+name+", self)", "%q is evidence, not a number", name)
	case slices.Contains(s.Past, name):
		return c.fault(n, "write happened("+name+")", "%q is something that happens, not a number", name)
	case name == memory && !has(s.Spaces, memory):
		return c.forgetful(n)
	case has(s.Spaces, name):
		return c.fault(n, "write "+name+".x", "%q needs a name behind it", name)
	case slices.Contains(functions, name):
		return c.fault(n, "write "+name+"(…)", "%q is a function", name)
	}
	known := slices.Concat(keys(s.Bare), keys(s.Roles), c.standing())
	near := c.faults.DidYouMean(name, known)
	mend := cmp.Or(near, "write [track."+name+"] first")
	switch {
	case s.Hint != "":
		return c.absent(n, cmp.Or(near, s.Hint), "no %q here", name)
	case name == "amount":
		mend = "give the measure amount = { max = … }"
	case name == "rung":
		mend = "write pair(a, b).rung; it is there with [ladder]"
	}
	return c.absent(n, mend, "no track %q", name)
}

// dotted returns x of "….x"; ….['x'] is no such thing.
func (c *compiler) dotted(n *ast.MemberNode) (string, bool) {
	name, ok := n.Property.(*ast.StringNode)
	if !ok {
		return "", false
	}
	off := c.offset(name.Location().From)
	return name.Value, off < len(c.part) && c.part[off] != '\'' && c.part[off] != '"' && c.part[off] != '`'
}

// member compiles who.track, pair(a, b).track, space.name and
// who.belief.id[suspect].
func (c *compiler) member(n *ast.MemberNode) value {
	name, ok := c.dotted(n)
	if !ok {
		return c.belief(n)
	}
	if m, ok := c.inSpace(n, name); ok {
		return c.ofSelf(n, m, name)
	}
	switch on := n.Node.(type) {
	case *ast.IdentifierNode:
		if space, ok := c.schema.Spaces[on.Value]; ok && !c.isRole(on.Value) {
			return c.absent(n.Property, cmp.Or(c.faults.DidYouMean(name, keys(space)), fmt.Sprintf("write [%s.%s] first", on.Value, name)), "no %s %q", on.Value, name)
		}
		if on.Value == memory && !c.isRole(memory) {
			return c.forgetful(on)
		}
	case *ast.CallNode:
		if f, ok := on.Callee.(*ast.IdentifierNode); ok && f.Value == "pair" {
			a, b, ok := c.two(on)
			m, known := c.pairTrack(n, name)
			if !ok || !known {
				return value{}
			}
			return c.loadPair(on, m, a, b, noPair)
		}
	case *ast.MemberNode:
		if word, ok := c.dotted(on); ok && word == "belief" {
			return c.fault(n.Property, "write "+short(n, "self.belief.x")+"[suspect]", "a belief is in one suspect")
		}
		if space, ok := c.spaceOf(on); ok {
			return c.ofRole(n, on, space, name)
		}
	}
	r, ok := c.who(n.Node)
	if !ok {
		return value{}
	}
	m, ok := c.roleTrack(n, name)
	if !ok {
		return value{}
	}
	return c.load(m, r.who, NoRole)
}

// ofSelf reads a name of a space: a number of the world, or self's own.
func (c *compiler) ofSelf(n *ast.MemberNode, m Meaning, name string) value {
	if m.Op != Load || m.Ref.Dim != Each {
		return c.load(m, m.Ref.A, m.Ref.B)
	}
	self, ok := c.scope["self"]
	if !ok {
		space := n.Node.(*ast.IdentifierNode).Value
		return c.faultOf(n, "write a role before it, as in it."+space+"."+name, "each role has a %s %q of its own", space, name)
	}
	return c.load(m, self, NoRole)
}

// spaceOf returns the space that stands behind a role, as in who.draw.x.
func (c *compiler) spaceOf(on *ast.MemberNode) (string, bool) {
	word, ok := c.dotted(on)
	return word, ok && has(c.schema.Spaces, word)
}

// ofRole reads a role's own number out of a space.
func (c *compiler) ofRole(n, on *ast.MemberNode, space, name string) value {
	r, ok := c.who(on.Node)
	if !ok {
		return value{}
	}
	m, ok := c.schema.Spaces[space][name]
	switch {
	case !ok:
		return c.absent(n.Property, cmp.Or(source.DidYouMean(name, keys(c.schema.Spaces[space])), fmt.Sprintf("write [%s.%s] first", space, name)), "no %s %q", space, name)
	case m.Op != Load || m.Ref.Dim != Each:
		return c.faultOf(n, "write "+space+"."+name, "%s.%s is one for all", space, name)
	}
	return c.load(m, r.who, NoRole)
}

func (c *compiler) isRole(name string) bool {
	_, ok := c.lookUp(name)
	return ok
}

// inSpace returns what space.name means.
func (c *compiler) inSpace(n *ast.MemberNode, name string) (Meaning, bool) {
	on, ok := n.Node.(*ast.IdentifierNode)
	if !ok || c.isRole(on.Value) {
		return Meaning{}, false
	}
	m, ok := c.schema.Spaces[on.Value][name]
	return m, ok
}

func (c *compiler) roleTrack(n *ast.MemberNode, name string) (Meaning, bool) {
	s := c.schema
	if m, ok := s.Each[name]; ok {
		return m, true
	}
	mend := cmp.Or(c.faults.DidYouMean(name, keys(s.Each)), "write [role_track."+name+"] first")
	switch {
	case has(s.Bare, name):
		mend = "write it without a role"
	case has(s.Pairs, name):
		mend = "write pair(a, b)." + name
	case name == "belief":
		mend = "write self.belief.x[suspect]"
	}
	c.absent(n.Property, mend, "no role has a track %q", name)
	return Meaning{}, false
}

func (c *compiler) pairTrack(n *ast.MemberNode, name string) (Meaning, bool) {
	s := c.schema
	if m, ok := s.Pairs[name]; ok {
		return m, true
	}
	mend := cmp.Or(c.faults.DidYouMean(name, keys(s.Pairs)), "write [pair_track."+name+"] first")
	switch {
	case has(s.Each, name):
		mend = "write self." + name + " or another role before it"
	case has(s.Bare, name):
		mend = "write it without a pair"
	case name == "rung":
		mend = "write [ladder]"
	}
	c.absent(n.Property, mend, "no pair has a track %q", name)
	return Meaning{}, false
}

// wordsOf returns the words of what n stands for, or nil if it is no word. It
// looks only at names and the parts of a choice.
func (c *compiler) wordsOf(n ast.Node) []string {
	if c.steps++; c.spent {
		return nil
	}
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return c.schema.Bare[n.Value].Words
	case *ast.MemberNode:
		name, ok := c.dotted(n)
		if !ok {
			return nil
		}
		if m, ok := c.inSpace(n, name); ok {
			return m.Words
		}
		if _, ok := n.Node.(*ast.CallNode); ok {
			return c.schema.Pairs[name].Words
		}
		if on, ok := n.Node.(*ast.MemberNode); ok {
			space, _ := c.spaceOf(on)
			return c.schema.Spaces[space][name].Words
		}
		return c.schema.Each[name].Words
	case *ast.CallNode:
		if f, ok := n.Callee.(*ast.IdentifierNode); ok && f.Value == "truth" && len(n.Arguments) == 1 {
			if id, ok := n.Arguments[0].(*ast.IdentifierNode); ok {
				return c.schema.Hidden[id.Value].Words
			}
		}
	case *ast.ConditionalNode:
		if w := c.wordsOf(n.Exp1); w != nil {
			return w
		}
		return c.wordsOf(n.Exp2)
	}
	return nil
}

func has[V any](m map[string]V, name string) bool {
	_, ok := m[name]
	return ok
}

func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
