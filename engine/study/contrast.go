package study

import (
	"slices"
	"strings"

	"demarche/engine/source"
	"demarche/engine/study/table"
)

// contrast reads a comparison that is named beforehand.
func (r *reader) contrast(n *source.Node, path string) {
	r.known(n, path, "metric", "role", "of", "base", "within")
	c := Contrast{ID: n.Key, At: n.KeyPos}
	if k := r.want(n, path, "metric"); k != nil {
		c.Metric = Named{r.text(k, path+".metric"), k.Pos}
	}
	if k := n.Get("role"); k != nil {
		c.Role = Named{r.text(k, path+".role"), k.Pos}
	}
	if k := r.want(n, path, "of"); k != nil {
		c.Of = r.picks(k, path+".of")
	}
	if k := r.want(n, path, "base"); k != nil {
		c.Base = r.picks(k, path+".base")
	}
	if k := n.Get("within"); k != nil {
		c.Within = r.names(k, path+".within")
	}
	for _, w := range c.Within {
		r.factorOf(w, path+".within")
	}
	if f, b := factorsOf(c.Of), factorsOf(c.Base); len(c.Of) > 0 && len(c.Base) > 0 && !slices.Equal(f, b) {
		r.add(n.KeyPos, path, "pick a level of each of them on both sides", "of and base are about different factors")
	}
	r.spec.Contrasts = append(r.spec.Contrasts, c)
}

// Counts of runs, and figures of roles, that can be compared as metrics can.
var (
	countsOfRuns   = []string{"turns_played", "moves_ok", "moves_refused", "moves_failed", "moves_fallback"}
	figuresOfRoles = []string{"brier", "misattributed"}
)

// contrasts looks whether what is to be compared is there in some scenario: a name
// that is misspelt would compare nothing, and be noticed when all is played.
func (b *binder) contrasts() {
	l := b.p.cases[0].layout
	for i := range b.p.Spec.Contrasts {
		c := &b.p.Spec.Contrasts[i]
		path, of, more := "contrast."+c.ID, table.Runs, countsOfRuns
		if c.Role.Name != "" {
			of, more = table.RoleRuns, figuresOfRoles
			if known := b.roles(); !slices.Contains(known, c.Role.Name) {
				b.faults.Add(c.Role.At, path+".role", b.faults.DidYouMean(c.Role.Name, known), "there is no role %q", c.Role.Name)
			}
		}
		known := slices.Clone(more)
		for _, column := range l.Tables[of].Columns {
			if id, ok := strings.CutPrefix(column.Name, "metric_"); ok {
				known = append(known, id)
			}
		}
		if slices.Contains(known, c.Metric.Name) {
			continue
		}
		mend := b.faults.DidYouMean(c.Metric.Name, known)
		if mend == "" {
			mend = "there are " + strings.Join(known, ", ")
		}
		what := "runs have no metric %q"
		if c.Role.Name != "" {
			what = "roles have no metric %q"
		}
		b.faults.Add(c.Metric.At, path+".metric", mend, what, c.Metric.Name)
	}
}

// roles are the ids of those of all scenarios.
func (b *binder) roles() []string {
	var out []string
	for _, c := range b.p.cases {
		for i := range c.M.Game.Roles {
			if id := c.M.Game.Roles[i].ID; !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// factorsOf lists the factors of picks, sorted.
func factorsOf(picks []Pick) []string {
	var out []string
	for _, p := range picks {
		out = append(out, p.Factor.Name)
	}
	slices.Sort(out)
	return out
}

// picks reads { factor = level, … }. A study of one factor may give the level
// alone.
func (r *reader) picks(n *source.Node, path string) []Pick {
	if n.Kind != source.Table {
		if len(r.spec.Factors) != 1 {
			r.add(n.Pos, path, "such as { factor = \"level\" }", "it does not say of which factor")
			return nil
		}
		v, ok := r.value(n, path)
		if !ok {
			return nil
		}
		p := Pick{Named{r.spec.Factors[0].ID, n.Pos}, v}
		r.levelOf(&p, path)
		return []Pick{p}
	}
	var out []Pick
	for _, kid := range n.Kids {
		v, ok := r.value(kid, path+"."+kid.Key)
		if !ok {
			continue
		}
		p := Pick{Named{kid.Key, kid.KeyPos}, v}
		r.levelOf(&p, path+"."+kid.Key)
		out = append(out, p)
	}
	return out
}

// levelOf checks that a factor has the level that is picked.
func (r *reader) levelOf(p *Pick, path string) {
	f := r.factorOf(p.Factor, path)
	if f == nil || len(f.Levels) == 0 {
		return
	}
	var known []string
	for i := range f.Levels {
		if f.Levels[i].Label.Same(p.Level) {
			return
		}
		known = append(known, f.Levels[i].Label.String())
	}
	r.add(p.Level.At, path, r.faults.DidYouMean(p.Level.String(), known), "factor %s has no level %q", f.ID, p.Level)
}

// factorOf finds a factor that is named; nil after a fault.
func (r *reader) factorOf(n Named, path string) *Factor {
	var known []string
	for i := range r.spec.Factors {
		if r.spec.Factors[i].ID == n.Name {
			return &r.spec.Factors[i]
		}
		known = append(known, r.spec.Factors[i].ID)
	}
	if n.Name == scenarioFactor && len(r.spec.Scenarios) > 1 {
		return nil
	}
	r.add(n.At, path, r.faults.DidYouMean(n.Name, known), "there is no factor %q", n.Name)
	return nil
}

// scenarioFactor is the factor that a list of scenarios makes.
const scenarioFactor = "scenario"
