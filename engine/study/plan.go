package study

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/policy/moves"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/source"
	"demarche/engine/study/table"
)

// Library opens what a study names.
type Library struct {
	// Scenario reads a scenario by the name that the study gives it.
	Scenario func(name string) (*scenario.Document, error)
	// Files is the study's folder: designs and moves files are in it.
	Files fs.FS
}

// Plan is a study ready to run: its games compiled, its places found, its points
// listed. It is immutable and safe for concurrent use.
type Plan struct {
	Spec   *Spec
	Engine string // names the build, for agents; may be set before runs are played
	Points int32
	// Factors are those of the study, after the one that a list of scenarios makes.
	Factors []Factor
	Sources []Source // the scenarios, in the order of the study

	cases   []*Case // by scenario, then by number of turns
	turns   []int32 // 0: the scenario's own
	points  points
	fixed   []assign
	levels  [][][]assign // by factor and level: what it sets
	carried []string     // columns of moves files
	columns []table.Column
}

// Source is a scenario of a study.
type Source struct {
	Name string // in the study file
	Doc  *scenario.Document
}

// Case is a game of a study: a scenario with a number of turns.
type Case struct {
	Source int // index into Plan.Sources
	Turns  int32
	M      *game.Machine
	N      *record.Notation

	ranges []place
	// By factor and level, and of what is fixed: what it sets in this game.
	levels  [][][]aim
	fixed   []aim
	scripts map[string]*moves.Script
}

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

// Layout lays out the tables of the plays of a case.
func (p *Plan) Layout(c *Case) *table.Layout {
	return table.NewLayout(c.M, c.N, p.columns, p.carried)
}

// Runs is how many runs the study has.
func (p *Plan) Runs() int64 { return int64(p.Points) * int64(p.Spec.Replications) }

// Run is one run of a study.
type Run struct {
	Number      int64
	Point       int32
	Replication int32
	Seed        uint64
}

// Run returns the run with a number, from 0 to Runs()-1.
func (p *Plan) Run(number int64) Run {
	r := Run{Number: number, Point: int32(number / int64(p.Spec.Replications)), Replication: int32(number % int64(p.Spec.Replications))}
	r.Seed = SeedOf(p.Spec.Seed, r.Replication)
	return r
}

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
	b.judge()
	if err := b.faults.Err(); err != nil {
		return nil, err
	}
	b.p.columns = b.p.factorColumns()
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
	for i, n := range names {
		doc, err := b.lib.Scenario(n.Name)
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

// judge refuses what cannot be played so, or would only repeat itself.
func (b *binder) judge() {
	s := b.p.Spec
	if s.Tables.Record != RecordNone {
		b.faults.Add(s.Tables.At, "tables.record", `say record = "none", and make the record of a run with demarche run --seed … --record`, "records are not kept by studies yet")
	}
	if len(s.Agents) > 0 && len(b.p.cases[0].scripts) > 0 {
		b.faults.Add(s.Agents[0].At, "agent."+s.Agents[0].ID, "a study for each", "a study plays moves files or outside agents, not both")
	}
	first := b.p.Layout(b.p.cases[0])
	for _, c := range b.p.cases[1:] {
		if name := first.Differs(b.p.Layout(c)); name != "" {
			b.faults.Add(s.Scenarios[0].At, "scenario", "a study for each of them", "scenarios %s and %s have different columns in the table %s", b.p.cases[0].M.Game.ID, c.M.Game.ID, name)
			break
		}
	}
	if int64(b.p.Points)*int64(s.Replications) > MaxRuns {
		b.faults.Add(source.Pos{File: s.File}, "", "fewer points or replications", "the study has more than 2^40 runs")
	}
	if s.Replications > 1 && len(s.Agents) == 0 && !b.lucky() {
		b.faults.Add(s.RepeatedAt, "replications", "say replications = 1",
			"there is no chance in this study: every replication would be the same run")
	}
}

// Cases are the games of the study.
func (p *Plan) Cases() []*Case { return p.cases }
