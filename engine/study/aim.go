package study

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"demarche/engine/policy"
	"demarche/engine/policy/moves"
	"demarche/engine/source"
)

// assign is a place of a factor with its value.
type assign struct {
	place Named
	value Value
	path  string // of the value in the study file
}

// aim is an assign in one game.
type aim struct {
	place
	x      float64 // of a parameter or track
	word   string  // policy or file
	turns  int32
	source int
}

// assigns lists what each level of each factor sets.
func (b *binder) assigns() {
	for _, x := range b.p.Spec.Fix {
		b.p.fixed = append(b.p.fixed, assign{x.Place, x.Value, "fix." + x.Place.Name})
	}
	for i := range b.p.Factors {
		f := &b.p.Factors[i]
		var levels [][]assign
		for _, l := range f.Levels {
			var set []assign
			for j := range l.Values {
				set = append(set, assign{f.Set[j], l.Values[j], "factor." + f.ID})
			}
			levels = append(levels, set)
		}
		b.p.levels = append(b.p.levels, levels)
	}
}

// aims finds in one game what the study sets.
func (b *binder) aims(c *Case) {
	find := func(set []assign) []aim {
		var out []aim
		for _, x := range set {
			out = append(out, b.aim(c, x))
		}
		return out
	}
	c.fixed = find(b.p.fixed)
	for i := range b.p.Factors {
		f := &b.p.Factors[i]
		var levels [][]aim
		for _, l := range b.p.levels[i] {
			levels = append(levels, find(l))
		}
		c.levels = append(c.levels, levels)
		var p place
		if len(f.Levels) == 0 {
			p = b.drawn(c, f)
		}
		c.ranges = append(c.ranges, p)
	}
}

// drawn finds what a factor without levels sets: a parameter or a start.
func (b *binder) drawn(c *Case, f *Factor) place {
	path := "factor." + f.ID
	p, err := placeOf(c.M.Game, f.Set[0].Name)
	if err != nil {
		b.faults.Add(f.Set[0].At, path+".set", mendOf(err), "%v", err)
		return p
	}
	if f.Range == nil {
		return p
	}
	if p.kind != placeParam && p.kind != placeStart {
		b.faults.Add(f.Set[0].At, path+".set", "give it levels", "%s takes no range", f.Set[0].Name)
		return p
	}
	for _, x := range []float64{f.Range.Lo, f.Range.Hi} {
		if _, err := p.numberFor(c.M.Game, Value{Num: x}); err != nil {
			b.faults.Add(f.At, path+".range", mendOf(err), "%s: %v", f.Set[0].Name, err)
		}
	}
	return p
}

// aim finds what one value sets.
func (b *binder) aim(c *Case, x assign) aim {
	p, err := placeOf(c.M.Game, x.place.Name)
	if err != nil {
		b.faults.Add(x.place.At, x.path, mendOf(err), "%v", err)
		return aim{}
	}
	out := aim{place: p, word: x.value.Word}
	switch p.kind {
	case placeParam, placeStart:
		if out.x, err = p.numberFor(c.M.Game, x.value); err != nil {
			b.faults.Add(x.value.At, x.path, mendOf(err), "%s: %v", x.place.Name, err)
		}
	case placePolicy:
		b.policy(c, p.roles, x)
	case placeTurns:
		out.turns = int32(x.value.Num)
	case placeScenario:
		out.source = slices.IndexFunc(b.p.Sources, func(s Source) bool { return s.Name == x.value.Word })
	case placeMoves:
		b.script(c, x)
	}
	return out
}

// policy checks that the seats can be played so.
func (b *binder) policy(c *Case, roles []string, x assign) {
	name := x.value.Word
	if id, ok := strings.CutPrefix(name, agentPrefix); ok {
		var known []string
		for _, a := range b.p.Spec.Agents {
			if known = append(known, a.ID); a.ID == id {
				if err := a.fits(c.M.Game); err != nil {
					b.faults.Add(a.At, "agent."+a.ID, "", "%v", err)
				}
				return
			}
		}
		b.faults.Add(x.value.At, x.path, b.faults.DidYouMean(id, known), "there is no [agent.%s]", id)
		return
	}
	choice := map[string]string{}
	for _, r := range roles {
		choice[r] = name
	}
	if _, err := policy.NewTable(c.M, choice); err != nil {
		b.faults.Add(x.value.At, x.path, "", "%s: %v", x.place.Name, err)
	}
}

// agentPrefix begins the name of a policy that is an outside agent.
const agentPrefix = "agent:"

// script reads a moves file for a game.
func (b *binder) script(c *Case, x assign) {
	name := x.value.Word
	data, err := fs.ReadFile(b.lib.Files, name)
	if err != nil {
		b.faults.Add(x.value.At, x.path, "a name below the study's folder", "the moves file %q cannot be read", name)
		return
	}
	file, err := moves.Read(name, data)
	var script *moves.Script
	if err == nil {
		script, err = file.For(c.M.Game)
	}
	if err != nil {
		b.put(err, x)
		return
	}
	for _, column := range file.Carried {
		if !slices.Contains(b.p.carried, column) {
			b.p.carried = append(b.p.carried, column)
		}
	}
	c.scripts[name] = script
}

// put puts down the faults of an error.
func (b *binder) put(err error, x assign) {
	var many interface{ Sorted() []*source.Fault }
	var one *source.Fault
	switch {
	case errors.As(err, &many):
		for _, f := range many.Sorted() {
			b.faults.Put(f)
		}
	case errors.As(err, &one):
		b.faults.Put(one)
	default:
		b.faults.Add(x.value.At, x.path, "", "%v", err)
	}
}
