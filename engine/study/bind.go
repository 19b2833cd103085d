package study

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/policy/moves"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/source"
	"demarche/engine/study/table"
)

// Bind makes a plan of a study. The error holds a *source.Fault for each thing
// that does not fit the scenarios, or is that of a scenario that cannot be read.
func (s *Spec) Bind(lib Library) (*Plan, error) {
	b := &binder{p: &Plan{Spec: s}, lib: lib}
	b.factors()
	if err := b.scenarios(); err != nil {
		return nil, err
	}
	b.assigns()
	for _, c := range b.p.cases {
		b.aims(c)
	}
	if err := b.faults.Err(); err != nil {
		return nil, err
	}
	b.points()
	b.labels()
	b.layouts()
	b.contrasts()
	b.judge()
	if err := b.faults.Err(); err != nil {
		return nil, err
	}
	return b.p, nil
}

// binder makes one plan.
type binder struct {
	p      *Plan
	lib    Library
	faults source.Faults
}

// factors puts the factor of a list of scenarios first, and finds the files of
// moves.
func (b *binder) factors() {
	s := b.p.Spec
	if len(s.Scenarios) > 1 {
		f := Factor{ID: scenarioFactor, At: s.Scenarios[0].At, Set: []Named{{scenarioFactor, s.Scenarios[0].At}}}
		for _, n := range s.Scenarios {
			v := Value{Word: n.Name, Text: true, At: n.At}
			f.Levels = append(f.Levels, Level{Label: v, Values: []Value{v}})
		}
		b.p.Factors = append(b.p.Factors, f)
	}
	for i := range s.Factors {
		f := s.Factors[i]
		if len(f.Set) == 1 && kindOf(f.Set[0].Name) == placeMoves {
			f.Levels = b.files(&f)
		}
		b.p.Factors = append(b.p.Factors, f)
	}
}

// files makes a level of each file that a glob of moves files finds.
func (b *binder) files(f *Factor) []Level {
	var out []Level
	for _, l := range f.Levels {
		if len(l.Values) > 0 { // a level that names its file
			out = append(out, l)
			continue
		}
		names, err := fs.Glob(b.lib.Files, l.Label.Word)
		if err != nil || len(names) == 0 {
			b.faults.Add(l.Label.At, "factor."+f.ID+".files", "a name below the study's folder, such as moves/*.csv", "no file is called %q", l.Label.Word)
		}
		for _, name := range names {
			v := Value{Word: name, Text: true, At: l.Label.At}
			label := v
			if i := strings.LastIndexByte(name, '/'); i >= 0 {
				label.Word = name[i+1:]
			}
			label.Word = strings.TrimSuffix(label.Word, ".csv")
			out = append(out, Level{Label: label, Values: []Value{v}})
		}
	}
	return out
}

// scenarios compiles every scenario with every number of turns.
func (b *binder) scenarios() error {
	s := b.p.Spec
	names := slices.Clone(s.Scenarios)
	b.p.turns = []int32{0}
	add := func(place Named, v Value, path string) {
		switch kindOf(place.Name) {
		case placeScenario:
			if !slices.ContainsFunc(names, func(n Named) bool { return n.Name == v.Word }) {
				names = append(names, Named{v.Word, v.At})
			}
		case placeTurns:
			if t, ok := b.turnsOf(v, path); ok && !slices.Contains(b.p.turns, t) {
				b.p.turns = append(b.p.turns, t)
			}
		}
	}
	for _, x := range s.Fix {
		add(x.Place, x.Value, "fix."+x.Place.Name)
	}
	for i := range b.p.Factors {
		f := &b.p.Factors[i]
		for _, l := range f.Levels {
			for j := range l.Values {
				add(f.Set[j], l.Values[j], "factor."+f.ID)
			}
		}
	}
	lost := false
	for i, n := range names {
		doc, err := b.lib.Scenario(n.Name)
		var none *NoScenario
		if errors.As(err, &none) {
			b.faults.Add(n.At, scenarioFactor, none.Mend, "%s", none.Why)
			lost = true
			continue
		}
		if err != nil {
			return fmt.Errorf("%v: scenario %q: %w", n.At, n.Name, err)
		}
		b.p.Sources = append(b.p.Sources, Source{n.Name, doc})
		for _, turns := range b.p.turns {
			c, err := caseOf(doc, i, turns)
			if err != nil {
				return fmt.Errorf("%v: scenario %q: %w", n.At, n.Name, err)
			}
			b.p.cases = append(b.p.cases, c)
		}
	}
	if lost { // what the study sets in it cannot be looked up
		return b.faults.Err()
	}
	return nil
}

func (b *binder) turnsOf(v Value, path string) (int32, bool) {
	if v.Text || v.Num != float64(int32(v.Num)) || v.Num < 1 || v.Num > scenario.MaxTurns {
		b.faults.Add(v.At, path, fmt.Sprintf("a whole number from 1 to %d", scenario.MaxTurns), "%s is no number of turns", v)
		return 0, false
	}
	return int32(v.Num), true
}

func caseOf(doc *scenario.Document, at int, turns int32) (*Case, error) {
	if turns > 0 {
		doc = doc.Lasting(turns)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return nil, err
	}
	c := &Case{Source: at, Turns: turns, M: game.NewMachine(g), scripts: map[string]*moves.Script{}}
	c.N, err = record.NewNotation(g)
	return c, err
}

// layouts lays out the tables of all games of the study: together, so that they
// have the same columns.
func (b *binder) layouts() {
	columns := b.p.factorColumns()
	var all []*table.Layout
	for _, c := range b.p.cases {
		c.layout = table.NewLayout(c.M, c.N, columns, b.p.carried)
		all = append(all, c.layout)
	}
	var clash *table.Clash
	if errors.As(table.Join(all), &clash) {
		b.faults.Add(b.p.Spec.Scenarios[0].At, "scenario", "name it otherwise in one of them", "%v", clash)
	}
}

// judge refuses what cannot be played so, or would only repeat itself.
func (b *binder) judge() {
	s := b.p.Spec
	if int64(b.p.Points)*int64(s.Replications) > MaxRuns {
		b.faults.Add(source.Pos{File: s.File}, "", "fewer points or replications", "the study has more than 2^40 runs")
	}
	if s.Replications > 1 && len(s.Agents) == 0 && !b.lucky() {
		b.faults.Add(s.RepeatedAt, "replications", "say replications = 1",
			"there is no chance in this study: every replication would be the same run")
	}
}
