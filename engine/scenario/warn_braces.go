package scenario

import (
	"regexp"
	"slices"
	"strings"

	"demarche/engine/source"
)

// placeholder is a name in braces, for which somebody or something is put when a
// text is told.
var placeholder = regexp.MustCompile(`\{[a-z][a-z0-9_]*\}`)

// warnBraces looks for names in braces for which nothing is put: people read them as
// they stand.
func (c *compiler) warnBraces() {
	for i, e := range c.measures() {
		a := &c.g.Actions[i]
		names := []string{"self", "target", "signers"}
		for _, choice := range a.Choices {
			names = append(names, choice.ID)
		}
		if a.Amount.On {
			names = append(names, "amount")
		}
		for _, x := range slices.Concat([]entry{e}, inner(e.node, "outcome", e.path), inner(e.node, "also", e.path)) {
			c.braces(x, names)
		}
	}
	for _, e := range c.own("attack") {
		if !played(e) {
			c.braces(e, nil)
			for _, x := range inner(e.node, "also", e.path) {
				c.braces(x, nil)
			}
		}
	}
	for i, e := range c.own("rule") {
		c.braces(e, c.two(c.g.Rules[i].Instances))
	}
	for _, e := range c.own("agreement") {
		c.braces(e, nil)
		if broken := e.node.Get("broken"); broken != nil {
			c.braces(entry{node: broken, path: e.path + ".broken"}, []string{"self", "other", "target"})
		}
	}
	for _, e := range c.own("inject", "deadline", "evidence") {
		c.braces(e, nil)
		if beyond := e.node.Get("beyond"); beyond != nil {
			c.braces(entry{node: beyond, path: e.path + ".beyond"}, []string{"self", "target"})
		}
	}
}

// two are the names that the texts of a rule can have: those of its instances.
func (c *compiler) two(instances [][2]int32) []string {
	switch {
	case len(instances) == 0 || instances[0][0] < 0:
		return nil
	case instances[0][1] < 0:
		return []string{"self"}
	}
	return []string{"self", "other", "target"}
}

// braces warns of what stands in braces in the texts of a thing and is none of these
// names.
func (c *compiler) braces(e entry, names []string) {
	for _, key := range []string{"text", "because"} {
		n := e.node.Get(key)
		if n == nil {
			continue
		}
		for _, found := range placeholder.FindAllString(c.spoken(n), -1) {
			name := strings.Trim(found, "{}")
			if slices.Contains(names, name) {
				continue
			}
			mend := "write it out"
			if len(names) > 0 {
				mend = c.warnings.DidYouMean(name, names)
			}
			if mend == "" {
				mend = "here stand " + strings.Join(names, ", ")
			}
			c.hint(n, e.path+"."+key, mend, "%s stands for nothing here", found)
			break
		}
	}
}

// spoken is a text in all the languages of the scenario.
func (c *compiler) spoken(n *source.Node) string {
	var all []string
	if n.Kind != source.Table {
		return c.said(n, c.g.Languages[0])
	}
	for _, kid := range n.Kids {
		all = append(all, c.said(kid, kid.Key))
	}
	return strings.Join(all, "\n")
}
