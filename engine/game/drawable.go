package game

import (
	"slices"
	"strings"
)

// Ways returns the words for the ways in which a draw can fall, in the order of
// its picks: the outcomes of an action in file order and "nothing" behind them,
// unless one of them takes the rest; "found" and "not_found"; the words
// of a random number; the roles as whom an author may pose, and "unmasked" behind
// them; the answers to a question; "yes" and "no".
func (g *Game) Ways(d DrawName) []string {
	switch d.Kind {
	case DrawOutcome:
		var out []string
		rest := false
		for _, o := range g.Actions[g.Blocks[d.Of].Owner].Outcomes {
			_, name, _ := strings.Cut(g.Blocks[o.Block].ID, ".")
			out, rest = append(out, name), rest || !o.Odds.Present()
		}
		if !rest {
			out = append(out, "nothing")
		}
		return out
	case DrawEvidence:
		return []string{"found", "not_found"}
	case DrawMask:
		var out []string
		if a := g.AttackOf(d.Of); a >= 0 {
			for _, as := range g.Attacks[a].Guises(d.Self) {
				out = append(out, g.Roles[as].ID)
			}
		}
		return append(out, "unmasked")
	case DrawTruth:
		return slices.Clone(g.Questions[d.Of].Words)
	case DrawNumber:
		if r := &g.Randoms[d.Of]; r.Dist == OneOf {
			return slices.Clone(g.Tracks[r.Track].Words)
		}
	}
	return []string{"yes", "no"}
}

// Drawable is a draw that a facilitator can decide, with those whom it may be
// about.
type Drawable struct {
	Kind    DrawKind
	Of      int32
	Roles   []int32 // who makes the move, or whom the rule is about; nil: nobody
	Targets []int32 // nil: it has none
}

// Drawables lists the draws that a facilitator can still decide: outcomes and
// alsos of actions, alsos of attacks to come, rules, evidence not yet looked for,
// endings, random numbers, masks (one for each author), questions; each in file
// order. It reads the whole state and is for facilitators only.
func (m *Machine) Drawables(s *State) []Drawable {
	g := m.Game
	var out []Drawable
	alone := func(kind DrawKind, of int) {
		if m.ways(s, DrawName{Kind: kind, Of: int32(of), Self: -1, Target: -1}, false) > 0 {
			out = append(out, Drawable{Kind: kind, Of: int32(of)})
		}
	}
	for i := range g.Actions {
		out = append(out, g.ofAction(&g.Actions[i])...)
	}
	for i := range g.Attacks {
		for _, also := range g.Attacks[i].Also {
			alone(DrawAlso, int(also))
		}
	}
	for i := range g.Rules {
		if d := g.ofRule(s, &g.Rules[i]); d.Kind != 0 {
			out = append(out, d)
		}
	}
	for i := range g.Evidence {
		alone(DrawEvidence, i)
	}
	for i := range g.Endings {
		alone(DrawEnding, i)
	}
	for i := range g.Randoms {
		if d := g.ofRandom(int32(i)); d.Kind != 0 {
			out = append(out, d)
		}
	}
	for i := range g.Attacks {
		for _, author := range g.Attacks[i].Authors {
			if m.ways(s, DrawName{Kind: DrawMask, Of: g.Attacks[i].Block, Self: author, Target: -1}, false) > 0 {
				out = append(out, Drawable{Kind: DrawMask, Of: g.Attacks[i].Block, Roles: []int32{author}})
			}
		}
	}
	for i := range g.Questions {
		alone(DrawTruth, i)
	}
	return out
}

// ofAction lists the draws of an action.
func (g *Game) ofAction(a *Action) []Drawable {
	var by []int32
	for r := range g.Roles {
		if a.By.Has(int32(r)) {
			by = append(by, int32(r))
		}
	}
	var out []Drawable
	if len(by) > 0 && len(a.Outcomes) > 0 {
		out = append(out, Drawable{DrawOutcome, a.Block, by, a.Targets})
	}
	for _, also := range a.Also {
		if len(by) > 0 && g.Blocks[also].Chance.Present() {
			out = append(out, Drawable{DrawAlso, also, by, a.Targets})
		}
	}
	return out
}

// ofRandom returns the draw of a random number that is one of a few; its kind is
// 0 if it is none.
func (g *Game) ofRandom(i int32) (d Drawable) {
	if g.drawnFor(i, -1) >= 0 {
		return Drawable{Kind: DrawNumber, Of: i}
	}
	for r := range g.Roles {
		if g.drawnFor(i, int32(r)) >= 0 {
			d.Kind, d.Of, d.Roles = DrawNumber, i, append(d.Roles, int32(r))
		}
	}
	return d
}

// ofRule returns the draw of a rule with those for whom it can still fire; its
// kind is 0 if there is none.
func (g *Game) ofRule(s *State, r *Rule) (d Drawable) {
	add := func(list *[]int32, role int32) {
		if role >= 0 && !slices.Contains(*list, role) {
			*list = append(*list, role)
		}
	}
	for _, pair := range r.Instances {
		if r.draws(s, DrawName{Self: pair[0], Target: pair[1]}) {
			d.Kind, d.Of = DrawRule, r.Block
			add(&d.Roles, pair[0])
			add(&d.Targets, pair[1])
		}
	}
	return d
}
