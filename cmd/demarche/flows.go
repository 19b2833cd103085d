package main

import (
	"cmp"
	"fmt"
	"slices"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/scenario"
	"demarche/engine/source"
)

// flowOf is a hidden read that ends in something visible, for machines. Numbers
// are named as expressions name them.
type flowOf struct {
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Col     int      `json:"col"`
	Path    string   `json:"path"`
	Message string   `json:"message"`
	Reads   []string `json:"reads"`
	Into    []string `json:"into"`   // numbers
	Events  []string `json:"events"` // things that come about
	Ending  bool     `json:"ending"` // the end of the game depends on it
	Learns  []string `json:"learns"` // roles, and public
}

// flowsOf lists the flows of a scenario in file order.
func flowsOf(g *game.Game, doc *scenario.Document, lang string) []flowOf {
	things := scenario.Things(doc)
	x := prose.For(g, lang).Explainer(things, nil)
	out := []flowOf{}
	for _, f := range g.Flows() {
		at := placeOf(g, things, f.Path)
		y := flowOf{
			File: at.File, Line: at.Line, Col: at.Col, Path: f.Path, Message: x.Flow(f),
			Reads: []string{}, Into: []string{}, Events: []string{}, Ending: f.Ending, Learns: viewersOf(g, f.Learns),
		}
		for _, n := range f.Reads {
			y.Reads = append(y.Reads, g.NumberID(n))
		}
		for _, n := range f.Into {
			y.Into = append(y.Into, g.NumberID(n))
		}
		for _, b := range f.Events {
			y.Events = append(y.Events, g.Blocks[b].ID)
		}
		out = append(out, y)
	}
	slices.SortStableFunc(out, func(a, b flowOf) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return out
}

// placeOf is where the value at a path stands: its own place, or that of the
// innermost table around it.
func placeOf(g *game.Game, things []game.Named, path string) source.Pos {
	for i := range g.Code.Written {
		if g.Code.Written[i].Path == path {
			return g.Code.Written[i].At
		}
	}
	var at source.Pos
	best := -1
	for _, t := range things {
		if game.Under(path, t.Path) && len(t.Path) > best {
			at, best = t.At, len(t.Path)
		}
		for _, e := range t.Entries {
			if p := t.Path + "." + e.Key; p == path {
				return e.At
			}
		}
	}
	return at
}

// viewersOf lists the roles of a set by id, and the public last.
func viewersOf(g *game.Game, m game.Mask) []string {
	out := []string{}
	for i := range g.Roles {
		if m.Has(int32(i)) {
			out = append(out, g.Roles[i].ID)
		}
	}
	if m.Has(-1) {
		out = append(out, "public")
	}
	return out
}

func (f flowOf) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", f.File, f.Line, f.Col, f.Path, f.Message)
}
