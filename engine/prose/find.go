package prose

import (
	"strings"

	"demarche/engine/game"
)

// Find returns the things that a name means: an id or a path; else a number as
// expressions have it (norvane.staff, max_rung, pair(a, b).trust); else a choice, for
// all its words; else the id of a part behind the point of what it belongs to; else a title in the language spoken.
// None if nobody is called so.
func (x *Explainer) Find(name string) []int {
	name = strings.TrimSpace(name)
	for _, called := range []func(*game.Named) bool{
		func(t *game.Named) bool { return t.ID == name || t.Path == name },
		x.numbered(name),
		func(t *game.Named) bool { return t.Kind == "choice" && strings.HasPrefix(t.ID, name+".") },
		func(t *game.Named) bool { return strings.HasSuffix(t.ID, "."+name) },
		func(t *game.Named) bool { return strings.EqualFold(x.title(t), name) },
	} {
		var out []int
		for i := range x.things {
			if called(&x.things[i]) {
				out = append(out, i)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// numbered finds the thing that says what a number of an expression is.
func (x *Explainer) numbered(name string) func(*game.Named) bool {
	of, id, dotted := strings.Cut(name, ".")
	pair := of == "pair" || strings.HasPrefix(of, "pair(")
	switch {
	case name == "rung" || name == "max_rung" || name == "peak_rung" || pair && id == "rung":
		return func(t *game.Named) bool { return t.Kind == "ladder" }
	case of == "pair" && strings.Count(id, ".") == 1:
		return func(t *game.Named) bool { return t.Kind == "pair" }
	case pair:
		return func(t *game.Named) bool { return t.Kind == "pair_track" && t.ID == id }
	case dotted && index(x.g.Questions, of, func(q *game.Question) string { return q.ID }) >= 0:
		return func(t *game.Named) bool { return t.Kind == "question" && t.ID == of }
	case dotted && x.roleOf(of) >= 0:
		return func(t *game.Named) bool { return t.Kind == "role_track" && t.ID == id }
	}
	return func(*game.Named) bool { return false }
}
