package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// roles reads what a role is. What it starts with, aims at and plans comes when
// there is something to name.
func (c *compiler) roles() {
	entries := c.own("role")
	for i, e := range entries {
		n := e.node
		r := game.Role{
			ID:       e.id,
			Key:      chance.Actor(e.id),
			Kind:     c.word(n.Get("kind"), "organisation"),
			Title:    c.title(n.Get("title"), e.id),
			Brief:    c.text(n.Get("brief")),
			Relation: c.text(n.Get("relation")),
			State:    -1,
			Seat:     c.yes(n.Get("seat"), true),
			Default:  c.word(n.Get("default"), "draft"),
		}
		if r.Kind == "state" {
			r.State = int32(i)
		}
		mark := n.Get("mark")
		r.Letters, r.Shape = c.word(mark.Get("letters"), ""), c.word(mark.Get("shape"), "")
		if utf8.RuneCountInString(r.Letters) > 3 {
			c.fault(mark.Get("letters"), e.path+".mark.letters", "at most three", "%q is too long for a mark", r.Letters)
		}
		c.playedBy(&r, n.Get("policy"), e.path+".policy")
		c.g.Roles = append(c.g.Roles, r)
	}
	for i, e := range entries {
		c.stateOf(int32(i), e)
	}
	c.code.Roles = int32(len(c.g.Roles))
}

func (c *compiler) stateOf(role int32, e entry) {
	n := e.node.Get("state")
	s := c.find("role", n, e.path+".state")
	if s < 0 {
		return
	}
	r := &c.g.Roles[role]
	switch {
	case r.Kind == "state" && s != role:
		c.fault(n, e.path+".state", "delete it", "a role of kind state is its own State")
	case c.g.Roles[s].Kind != "state":
		c.fault(n, e.path+".state", fmt.Sprintf("write kind = \"state\" in [role.%s]", n.Text), "%q is no State", n.Text)
	default:
		r.State = s
	}
}

// groups works out who is in which group, those built in first.
func (c *compiler) groups() {
	c.dict = &rule.Schema{Partial: c.doc.partial, Roles: c.index["role"], Groups: map[string][]int32{}}
	var all, seats, states []int32
	for i, r := range c.g.Roles {
		all = append(all, int32(i))
		if r.Seat {
			seats = append(seats, int32(i))
		}
		if r.Kind == "state" {
			states = append(states, int32(i))
		}
	}
	c.addGroup("roles", 0, all)
	c.addGroup("seats", 0, seats)
	c.addGroup("states", 0, states)
	var own []*source.Node
	if n := c.doc.Root.Get("group"); n != nil {
		own = n.Kids
	}
	var ids []string
	for _, kid := range own {
		ids = append(ids, kid.Key)
	}
	titles := c.called(c.doc.Root.Get("group_title"), "group_title", "group", ids)
	for _, kid := range own {
		if c.names[kid.Key] != (thing{"group", kid.KeyPos}) {
			continue
		}
		path := "group." + kid.Key
		var members []int32
		if kid.Kind == source.String && c.selects(kid.Text.String()) {
			members = c.selection(kid, path)
		} else {
			members = c.members(kid, path)
		}
		slices.Sort(members)
		c.addGroup(kid.Key, titles[kid.Key], members)
	}
}

func (c *compiler) addGroup(id string, title game.Text, members []int32) {
	c.dict.Groups[id] = members
	c.g.Groups = append(c.g.Groups, game.Group{ID: id, Title: title, Members: members})
}

// selects reports whether a group in quotes is a selection and not a name.
func (c *compiler) selects(s string) bool {
	_, known := c.names[s]
	return !known && (!isID(s) || s == "seat") && s != "all" && severalIn(s, c.known("role")) == ""
}

// selection returns the roles for which an expression over kind, seat and state
// holds.
func (c *compiler) selection(n *source.Node, path string) []int32 {
	var out []int32
	code := &c.sift // one for all, so that its work is counted together
	code.Roles = int32(len(c.g.Roles))
	for i, r := range c.g.Roles {
		seat := 0.0
		if r.Seat {
			seat = 1
		}
		code.Nodes = code.Nodes[:0]
		dict := &rule.Schema{Partial: c.doc.partial, Roles: c.dict.Roles, Groups: c.dict.Groups, Hint: "a selection reads kind, seat and state", Bare: map[string]rule.Meaning{
			"kind":  {Op: rule.Const, K: float64(slices.Index(roleKinds, r.Kind)), Kind: rule.Word, Words: roleKinds},
			"seat":  {Op: rule.Const, K: seat, Kind: rule.Truth},
			"state": {Op: rule.Const, K: float64(r.State), Kind: rule.Role},
		}}
		scope := rule.Scope{"self": rule.Who(i)}
		e := rule.Compile(code, dict, scope, n.Text, rule.Truth, path, &c.faults)
		if !e.Present() {
			return nil
		}
		b := rule.Bind{Self: int32(i), Target: -1}
		if code.Walk(nil, &b, e) != 0 {
			out = append(out, int32(i))
		}
	}
	return out
}

// members returns the roles that ids name: roles and groups; each once, in the
// order written.
func (c *compiler) members(n *source.Node, path string) []int32 {
	var out []int32
	for _, x := range strs(n) {
		at := path
		if n.Kind == source.Array {
			at = fmt.Sprintf("%s[%d]", path, x.i)
		}
		for _, r := range c.who(x.node, at) {
			if !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

// who returns the roles that one id names.
func (c *compiler) who(n *source.Node, path string) []int32 {
	id := n.Text.String()
	if c.told[n] {
		return nil
	}
	if r, ok := c.index["role"][id]; ok {
		return []int32{r}
	}
	if g, ok := c.dict.Groups[id]; ok {
		return g
	}
	if id == "all" || id == "others" {
		return c.dict.Groups["roles"]
	}
	if t := c.names[id]; t.kind == "group" {
		c.fault(n, path, "put the group above this line", "the group %q is made further down", id)
		return nil
	}
	if t, ok := c.names[id]; ok {
		c.fault(n, path, "name a role or group", "%q is %s, not a role or group", id, an(kindWords[t.kind]))
		return nil
	}
	known := c.known("role")
	for g := range c.dict.Groups {
		known = append(known, g)
	}
	known = append(known, "all")
	if key := path[strings.LastIndexByte(path, '.')+1:]; strings.Contains(key, "seen") {
		known = append(known, "public", "parties", "self")
	}
	if strings.Contains(path, ".rung.") {
		known = append(known, "self", "target")
	}
	mend := cmp.Or(severalIn(id, known), c.faults.DidYouMean(id, known))
	if mend == "" && slices.Contains(everybody, strings.ToLower(id)) {
		mend = `write "all"`
	}
	c.absent(n, path, cmp.Or(mend, roleOrGroup(id)), "no role or group %q", id)
	return nil
}

// mask returns the set of roles, with the public if "all" is among the ids.
func (c *compiler) mask(n *source.Node, otherwise game.Mask, path string) game.Mask {
	if n == nil {
		return otherwise
	}
	m := maskOf(c.members(n, path))
	for _, x := range strs(n) {
		if s := x.node.Text.String(); s == "all" {
			m = game.Everybody
		}
	}
	return m
}

func maskOf(roles []int32) game.Mask {
	var m game.Mask
	for _, r := range roles {
		m |= game.One(r)
	}
	return m
}

// audience reads who learns of something: public, parties, self, target, or ids.
func (c *compiler) audience(n *source.Node, otherwise game.Audience, s setting, path string) game.Audience {
	if n == nil {
		return otherwise
	}
	var a game.Audience
	for _, x := range strs(n) {
		at := path
		if n.Kind == source.Array {
			at = fmt.Sprintf("%s[%d]", path, x.i)
		}
		switch word := x.node.Text.String(); {
		case word == "public" || word == "all":
			a.Fixed = game.Everybody
		case word == "parties" && s.parties == (game.Audience{}):
			c.fault(x.node, at, "name roles or groups, or write public", "nobody takes part in what the world does")
		case word == "parties":
			a.Fixed |= s.parties.Fixed
			a.Mover = a.Mover || s.parties.Mover
			a.Target = a.Target || s.parties.Target
		case word == "self" && s.selfs != nil:
			a.Mover = true
		case (word == "target" || word == "other" || word == "on") && s.targets != nil:
			a.Target = true
		case word == "on" && s.on != 0:
			a.Fixed |= s.on
		case slices.Contains([]string{"self", "target", "on", "other", "member"}, word):
			c.absent(x.node, at, "name roles or groups, or write public", "%q has no meaning here", word)
		default:
			a.Fixed |= maskOf(c.who(x.node, at))
		}
	}
	return a
}

// everybody are words that authors write for all.
var everybody = []string{"everybody", "everyone", "anybody", "anyone", "any", "each", "every", "tous", "toutes", "*"}

// roleOrGroup says how to make what an id names and the scenario has not.
func roleOrGroup(id string) string {
	if !isID(id) {
		return "name a role or group"
	}
	return fmt.Sprintf("write [role.%s], or %s = … under [group]", id, id)
}
