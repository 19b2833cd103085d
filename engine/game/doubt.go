package game

import (
	"slices"

	"demarche/engine/rule"
)

// doubt is an attack or a question as something to be believed, made ready.
type doubt struct {
	attack   *Attack // nil: a question
	block    int32   // cause of what is believed; -1 of a question
	suspects []int32 // nobody suspects himself
	priors   []rule.Expr
	about    []int32 // evidence that bears on it
	// The belief of a role about the j-th suspect or answer stands at
	// base + role x row + j x apart.
	base, row, apart int32
	// Where priors are constants, how likely each role thinks each before any
	// evidence, one row for each role; else nil. What a role believes then hangs on
	// what it knows alone: on these pieces of evidence, and on whom they follow.
	prior []float64
	watch []int32
}

// knowledge is all that a belief hangs on where priors are constants: evidence of
// doubt.watch, one bit each, that is held, that is known to have been looked for
// and not found, and that is known for a plant; and whom evidence follows.
type knowledge struct {
	held, missed, plants uint64
	author, posed        float64
}

// opinion is what a role believes who knows this.
type opinion struct {
	from   knowledge
	shares []float64 // nil: nobody has asked yet
}

// weakening is evidence beside which another counts half, or for nothing.
type weakening struct {
	held    int32 // its slots, one for each role
	cancels bool
}

// doubtful makes ready what there is to believe, attacks first, in the order in
// which it is worked out.
func (m *Machine) doubtful() {
	g := m.Game
	roles := int32(len(g.Roles))
	for i := range g.Attacks {
		a := &g.Attacks[i]
		if int(a.Lead) != i {
			continue
		}
		d := doubt{attack: a, block: a.Block, suspects: a.Suspects, priors: a.Prior, base: a.Belief, row: int32(len(a.Suspects)) + 1, apart: 1}
		for k := range g.Evidence {
			if e := &g.Evidence[k]; e.About >= 0 && int(g.Attacks[e.About].Lead) == i {
				d.about = append(d.about, int32(k))
			}
		}
		m.doubts = append(m.doubts, d)
	}
	for i := range g.Questions {
		q := &g.Questions[i]
		d := doubt{block: -1, priors: q.Prior, base: q.Belief, row: 1, apart: roles}
		for k := range g.Evidence {
			if int(g.Evidence[k].Question) == i {
				d.about = append(d.about, int32(k))
			}
		}
		m.doubts = append(m.doubts, d)
	}
	m.weakens = make([][]weakening, len(g.Evidence))
	for i := range g.Evidence {
		e := &g.Evidence[i]
		for _, k := range e.Halves {
			m.weakens[k] = append(m.weakens[k], weakening{held: e.Held})
		}
		for _, k := range e.Cancels {
			m.weakens[k] = append(m.weakens[k], weakening{held: e.Held, cancels: true})
		}
	}
	for i := range m.doubts {
		m.doubts[i].settle(g)
	}
}

// settle works out the priors if they never change, and what else a belief hangs
// on then.
func (d *doubt) settle(g *Game) {
	if slices.ContainsFunc(d.priors, func(e rule.Expr) bool { _, constant := g.Code.Always(e); return !constant }) {
		return
	}
	for i := range g.Evidence {
		e := &g.Evidence[i]
		bears := func(k int32) bool { return slices.Contains(d.about, k) }
		if bears(int32(i)) || slices.ContainsFunc(e.Halves, bears) || slices.ContainsFunc(e.Cancels, bears) {
			d.watch = append(d.watch, int32(i))
		}
	}
	if len(d.watch) > 64 {
		return
	}
	d.prior = []float64{}
	for r := range g.Roles {
		for j, e := range d.priors {
			x, _ := g.Code.Always(e)
			d.prior = append(d.prior, d.prejudice(int32(r), j, x))
		}
	}
}

// prejudice is how likely a role thinks the j-th to whom a prior gives x.
func (d *doubt) prejudice(role int32, j int, x float64) float64 {
	if j < len(d.suspects) && d.suspects[j] == role {
		return 0
	}
	return max(x, 0)
}

func (d *doubt) slot(role int32, j int) int32 { return d.base + role*d.row + int32(j)*d.apart }

func (d *doubt) cause(role int32) Cause {
	return Cause{Kind: CauseBelief, Index: d.block, Self: role, Target: -1}
}

// survey finds out what each role knows that its belief hangs on.
func (p *Play) survey(s *State, d *doubt) {
	n := len(p.g.Roles)
	all := knowledge{}
	if a := d.attack; a != nil {
		all.author, all.posed = s.V[a.Author], s.V[a.Posed]
	}
	for r := range p.known {
		p.known[r] = all
	}
	for i, k := range d.watch {
		e, bit := &p.g.Evidence[k], uint64(1)<<i
		for r, x := range s.V[e.Held:][:n] {
			if x == 0 {
				continue
			}
			if x == 1 {
				p.known[r].held |= bit
			} else {
				p.known[r].missed |= bit
			}
			if e.exposed(s, int32(r)) {
				p.known[r].plants |= bit
			}
		}
	}
}
