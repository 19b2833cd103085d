package study

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"demarche/engine/chance"
	"demarche/engine/source"
)

// Format is the version of the study files that this package reads.
const Format = 1

// Read reads a study file. The error holds a *source.Fault for each thing that is
// wrong with it, in file order. What it says of a scenario is for [Spec.Bind] to
// judge.
func Read(file string, data []byte) (*Spec, error) {
	root, err := source.Read(file, data)
	if err != nil {
		return nil, err
	}
	r := &reader{spec: &Spec{File: file, Replications: 1, Design: Design{Kind: Grid}, Tables: Tables{Turns: 1, RoleTurns: true, PairTurns: true, Record: RecordNone}}}
	r.top(root)
	r.fix(root.Get("fix"))
	r.each(root.Get("factor"), "factor", r.factor)
	r.design(root.Get("design"))
	r.each(root.Get("agent"), "agent", r.agent)
	r.each(root.Get("contrast"), "contrast", r.contrast)
	r.tables(root.Get("tables"))
	r.fits()
	if err := r.faults.Err(); err != nil {
		return nil, err
	}
	return r.spec, nil
}

// reader reads one study file.
type reader struct {
	spec   *Spec
	faults source.Faults
}

func (r *reader) add(at source.Pos, path, mend, format string, args ...any) {
	r.faults.Add(at, path, mend, format, args...)
}

// top reads the keys that stand before all tables.
func (r *reader) top(root *source.Node) {
	r.known(root, "", "format", "id", "title", "scenario", "seed", "replications", "fix", "factor", "design", "contrast", "agent", "tables")
	if n := r.want(root, "", "format"); n != nil {
		if x, ok := r.whole(n, "format", 1, math.MaxInt32); ok && x != Format {
			r.add(n.Pos, "format", fmt.Sprintf("this version reads format = %d", Format), "a study of format %d", x)
		}
	}
	if n := r.want(root, "", "id"); n != nil {
		r.spec.ID = r.id(n, "id")
	}
	r.spec.Title = r.text(root.Get("title"), "title")
	if n := r.want(root, "", "scenario"); n != nil {
		r.spec.Scenarios = r.names(n, "scenario")
	}
	if n := root.Get("seed"); n != nil {
		x, _ := r.whole(n, "seed", 0, chance.MaxSeed)
		r.spec.Seed = uint64(x)
	}
	if n := root.Get("replications"); n != nil {
		x, _ := r.whole(n, "replications", 1, math.MaxInt32)
		r.spec.Replications, r.spec.RepeatedAt = int32(x), n.Pos
	}
}

// fix reads what is the same at every point.
func (r *reader) fix(n *source.Node) {
	if !r.table(n, "fix") {
		return
	}
	for _, kid := range n.Kids {
		v, ok := r.value(kid, "fix."+kid.Key)
		if ok {
			r.spec.Fix = append(r.spec.Fix, Fixed{Named{kid.Key, kid.KeyPos}, v})
		}
	}
}

// each reads the entries of a table of tables.
func (r *reader) each(n *source.Node, path string, read func(n *source.Node, path string)) {
	if !r.table(n, path) {
		return
	}
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		if kid.Kind != source.Table {
			r.add(kid.KeyPos, at, fmt.Sprintf("write [%s]", at), "a %s is a table", path)
			continue
		}
		if !isID(kid.Key) {
			r.add(kid.KeyPos, at, "small letters, digits and _, a letter first", "%q is no id", kid.Key)
		}
		read(kid, at)
	}
}

// design reads the kind of design.
func (r *reader) design(n *source.Node) {
	if !r.table(n, "design") {
		return
	}
	r.known(n, "design", "kind", "points", "seed", "csv", "cross")
	d := &r.spec.Design
	d.At = n.KeyPos
	if k := n.Get("kind"); k != nil {
		d.Kind = r.oneOf(k, "design.kind", Grid, List, LHS, Halton)
	}
	if k := n.Get("seed"); k != nil {
		x, _ := r.whole(k, "design.seed", 0, chance.MaxSeed)
		d.Seed = uint64(x)
		if !d.Sampled() {
			r.add(k.Pos, "design.seed", "leave it out", "a %s has no luck", d.Kind)
		}
	}
	switch k := n.Get("points"); {
	case k != nil && d.Sampled():
		x, _ := r.whole(k, "design.points", 1, 10_000_000)
		d.Points = int32(x)
	case k != nil:
		r.add(k.Pos, "design.points", "leave it out", "the points of a %s follow from its levels", d.Kind)
	case d.Sampled():
		r.add(n.KeyPos, "design", "say points = 100", "a sampled design needs a number of points")
	}
	switch k := n.Get("csv"); {
	case k != nil && d.Kind == List:
		d.CSV = Named{r.text(k, "design.csv"), k.Pos}
	case k != nil:
		r.add(k.Pos, "design.csv", `say kind = "list"`, "only a list reads its points from a file")
	case d.Kind == List:
		r.add(n.KeyPos, "design", `say csv = "design.csv"`, "a list needs the file that holds it")
	}
	if k := n.Get("cross"); k != nil {
		d.Cross = r.names(k, "design.cross")
		if !d.Sampled() {
			r.add(k.Pos, "design.cross", "leave it out", "only a sampled design is crossed with factors")
		}
	}
}

// agent reads an outside player.
func (r *reader) agent(n *source.Node, path string) {
	r.known(n, path, "command", "seats", "timeout", "tries", "fallback", "history", "keep", "labels")
	a := Agent{ID: n.Key, At: n.KeyPos, Seats: Each, Timeout: 60, Tries: 3, Fallback: "hold", History: "none"}
	if k := r.want(n, path, "command"); k != nil {
		if a.Command = r.text(k, path+".command"); a.Command == "" {
			r.add(k.Pos, path+".command", `such as "python3 agent.py"`, "there is no command")
		}
	}
	if k := n.Get("seats"); k != nil {
		a.Seats = r.oneOf(k, path+".seats", Each, All)
	}
	if k := n.Get("timeout"); k != nil {
		var ok bool
		if a.Timeout, ok = r.number(k, path+".timeout"); ok && (a.Timeout <= 0 || a.Timeout > 86400) {
			r.add(k.Pos, path+".timeout", "seconds, above 0 and at most 86400", "%v is no time limit", a.Timeout)
		}
	}
	if k := n.Get("tries"); k != nil {
		x, _ := r.whole(k, path+".tries", 1, 100)
		a.Tries = int32(x)
	}
	if k := n.Get("fallback"); k != nil {
		a.Fallback = r.text(k, path+".fallback")
	}
	if k := n.Get("history"); k != nil {
		a.History = r.oneOf(k, path+".history", "full", "delta", "none")
	}
	if k := n.Get("keep"); k != nil {
		a.Keep = r.truth(k, path+".keep")
	}
	if k := n.Get("labels"); k != nil {
		a.Labels = Named{r.text(k, path+".labels"), k.Pos}
	}
	r.spec.Agents = append(r.spec.Agents, a)
}

// tables reads which rows are kept.
func (r *reader) tables(n *source.Node) {
	if !r.table(n, "tables") {
		return
	}
	r.known(n, "tables", "turns", "role_turns", "pair_turns", "moves", "beliefs", "changes", "observations", "record")
	t := &r.spec.Tables
	t.At = n.KeyPos
	if k := n.Get("turns"); k != nil {
		x, _ := r.whole(k, "tables.turns", 0, 10_000)
		t.Turns = int32(x)
	}
	for _, x := range []struct {
		key string
		to  *bool
	}{{"role_turns", &t.RoleTurns}, {"pair_turns", &t.PairTurns}, {"moves", &t.Moves}, {"beliefs", &t.Beliefs}, {"changes", &t.Changes}, {"observations", &t.Observations}} {
		k := n.Get(x.key)
		if k == nil {
			continue
		}
		*x.to = r.truth(k, "tables."+x.key)
		if *x.to && t.Turns == 0 && strings.HasSuffix(x.key, "_turns") {
			r.add(k.Pos, "tables."+x.key, "say turns = 1, or leave it out", "turns = 0 keeps no turns to tell of")
		}
	}
	k := n.Get("record")
	switch {
	case k == nil:
	case k.Kind == source.Integer:
		t.Records, _ = r.whole(k, "tables.record", 0, MaxRuns)
		t.Record = RecordFirst
	default:
		t.Record = r.oneOf(k, "tables.record", RecordNone, RecordFailed, RecordAll)
	}
}

// fits reports what does not go together.
func (r *reader) fits() {
	s := r.spec
	for i := range s.Factors {
		f := &s.Factors[i]
		path := "factor." + f.ID
		switch {
		case s.Design.Kind == Grid && f.Range != nil:
			r.add(f.At, path, `give levels, or say kind = "lhs" under [design]`, "a grid has no ranges")
		case s.Design.Kind == List && f.Range != nil:
			r.add(f.At, path, "leave the range out: the file gives the values", "a list has no ranges")
		case s.Design.Kind == Grid && len(f.Levels) == 0, s.Design.Sampled() && len(f.Levels) == 0 && f.Range == nil:
			if r.faults.Len() == 0 {
				r.add(f.At, path, "give levels or a range", "the factor has no values")
			}
		}
	}
	if s.Design.Sampled() && len(s.Factors) == 0 {
		r.add(s.Design.At, "design", "give [factor.x] with a range", "a sampled design without factors")
	}
	r.twice()
	r.crossed()
	if len(s.Scenarios) > 1 && slices.ContainsFunc(s.Factors, func(f Factor) bool { return f.ID == "scenario" }) {
		r.add(s.Scenarios[1].At, "scenario", "name the factor otherwise", "a list of scenarios is the factor scenario, and there is one of that name")
	}
}

// twice reports places that are set twice: the second would undo the first, and the
// levels of one of them would do nothing.
func (r *reader) twice() {
	by := map[string]string{}
	for _, x := range r.spec.Fix {
		by[x.Place.Name] = "[fix]"
	}
	for i := range r.spec.Factors {
		f := &r.spec.Factors[i]
		for _, n := range f.Set {
			switch was := by[n.Name]; was {
			case "":
				by[n.Name] = "factor " + f.ID
			case "factor " + f.ID:
				r.add(n.At, "factor."+f.ID+".set", "name it once", "the factor sets %s twice", n.Name)
			default:
				r.add(n.At, "factor."+f.ID+".set", "leave it out there or here", "%s sets %s already", was, n.Name)
			}
		}
	}
}

// crossed reports what cannot be crossed.
func (r *reader) crossed() {
	d := &r.spec.Design
	for i, n := range d.Cross {
		path := fmt.Sprintf("design.cross[%d]", i)
		f := r.factorOf(n, path)
		if f != nil && f.Range != nil {
			r.add(n.At, path, "give the factor levels, or leave it out here", "factor %s has a range: there is no end of its values", f.ID)
		}
		if slices.ContainsFunc(d.Cross[:i], func(o Named) bool { return o.Name == n.Name }) {
			r.add(n.At, path, "leave it out", "factor %s is crossed already", n.Name)
		}
	}
	if r.faults.Len() == 0 && d.Sampled() && len(r.spec.Factors) > 0 && !slices.ContainsFunc(r.spec.Factors, func(f Factor) bool { return !d.crosses(f.ID) }) {
		r.add(d.At, "design", `say kind = "grid"`, "every factor is crossed, and none is left to draw")
	}
}

// isID reports whether a word is small letters, digits and _, a letter first.
func isID(s string) bool {
	if s == "" || len(s) > 64 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.IndexFunc(s, func(c rune) bool { return !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_') }) < 0
}
