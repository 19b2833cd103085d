package prose

import (
	"demarche/engine/game"
	"demarche/engine/rule"
)

// stands returns who stands for a role in the pairs of a track: the role itself if
// it has pairs, else its State.
func (v *Voice) stands(t *game.Track, role int32) int32 {
	n := int32(len(v.g.Roles))
	for _, off := range v.g.Code.Tables[t.Table][role*n : (role+1)*n] {
		if off < 0 {
			continue
		}
		if d := &v.g.Slots[t.Base+off]; d.Role == role || d.Other == role {
			return role
		}
		return v.g.Roles[role].State
	}
	return role
}

// standing names who stands in the pairs of a track for one of several roles, who
// together go by a word: by name where all stand for one, as that word where each
// stands for itself.
func (v *Voice) standing(t *game.Track, m game.Mask, word string) string {
	var states game.Mask
	itself := true
	for i := range int32(len(v.g.Roles)) {
		if m.Has(i) {
			s := v.stands(t, i)
			states |= game.One(s)
			itself = itself && s == i
		}
	}
	if one := lone(states, len(v.g.Roles)); one >= 0 {
		return v.name(one)
	}
	if itself {
		return word
	}
	return v.c.tell("who.state", "x", word)
}

// pairSide names one side of a pair in an expression: whoever belongs to a State
// goes by its name, since the number is that of States.
func (r *reader) pairSide(t *game.Track, p *rule.Part) string {
	word := r.who(p)
	if p.Form != rule.FormName || p.Name == r.members && r.members != "" {
		return word
	}
	for i := range r.v.g.Roles {
		if r.v.g.Roles[i].ID == p.Name {
			return r.v.name(r.v.stands(t, int32(i)))
		}
	}
	who, bound := game.Mask(0), int32(-1)
	switch p.Name {
	case "self":
		who, bound = r.selves(), r.bind.Self
	case "target":
		who, bound = r.targets(), r.bind.Target
	case "proposer":
		who, bound = r.movers(), r.bind.Proposer
	case "other":
		bound = r.bind.Target
	}
	switch {
	case bound >= 0:
		return r.v.name(r.v.stands(t, bound))
	case who != 0:
		return r.v.standing(t, who, word)
	}
	return word
}

// movers, targets and selves are whom an action's words can stand for; nobody
// elsewhere.
func (r *reader) movers() game.Mask {
	if a := r.action(); a != nil {
		return a.By
	}
	return 0
}

func (r *reader) targets() game.Mask {
	if a := r.action(); a != nil {
		return maskOf(a.Targets)
	}
	return 0
}

func (r *reader) selves() game.Mask {
	a := r.action()
	if a == nil || !answers(r.path) {
		return r.movers()
	}
	assent := assentOf(a, r.path)
	switch {
	case assent == nil:
		return 0
	case assent.Target:
		return assent.Of | maskOf(a.Targets)
	}
	return assent.Of
}
