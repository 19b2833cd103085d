package study

import (
	"slices"

	"demarche/engine/source"
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
