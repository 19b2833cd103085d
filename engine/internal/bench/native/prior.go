package native

import (
	"fmt"

	"demarche/engine/internal/bench/reference"
)

// prior writes the game of the trials: all moves of a turn read its beginning,
// their changes are summed and applied once; then rules, injects and ends one
// after the other, each on the latest numbers.
func prior(g *reference.Game) map[string]*file {
	field := func(v int) string { return "s." + camel(&g.Vars[v]) }
	p := &priorWriter{g, language(field, field, func(v int) string { return "!" + field(v) })}
	files := map[string]*file{"state.go": {}, "rules.go": {}}
	p.state(files["state.go"])
	p.rules(files["rules.go"])
	for i := range g.Roles {
		f := &file{}
		p.legal(f, i)
		p.play(f, i)
		files[g.Roles[i].Name+".go"] = f
	}
	return files
}

type priorWriter struct {
	g *reference.Game
	l *reference.Language
}

func (p *priorWriter) state(f *file) {
	p.structs(f)
	f.line("func (s *state) flat(out []float64) []float64 {")
	for i := range p.g.Vars {
		v := &p.g.Vars[i]
		if v.Flag {
			f.line("out = append(out, bit(s.%s))", camel(v))
		} else {
			f.line("out = append(out, s.%s)", camel(v))
		}
	}
	f.line("return out\n}\n")
	f.line("// apply adds the changes of a turn.\nfunc apply(s *state, a *change) {")
	for i := range p.g.Vars[1:] { // the first is the turn
		v := &p.g.Vars[1+i]
		n := camel(v)
		if v.Flag {
			f.line("if a.%s != 0 {\ns.%s = a.%s == 2\n}", n, n, n)
		} else {
			f.line("s.%s = clamp(s.%s + a.%s, %s, %s)", n, n, n, plain(v.Lo), plain(v.Hi))
		}
	}
	f.line("}\n\nfunc (g *Game) moves() {\ns, a := &g.s, &g.a\nvar legal [32]uint8")
	for i := range p.g.Roles {
		f.line("if n := legal%d(s, &legal); n > 0 {\nm := legal[g.dice.pick(n)&31]\nplay%d(s, a, m, g.dice.unit())\n}", i, i)
	}
	f.line("}\n\nconst (\nturns = %d\ninjects = %d\n)", p.g.Size.Turns, len(p.g.Injects))
}

func (p *priorWriter) structs(f *file) {
	kinds := func(flag, number string) {
		for i := range p.g.Vars {
			kind := number
			if p.g.Vars[i].Flag {
				kind = flag
			}
			f.line("%s %s", camel(&p.g.Vars[i]), kind)
		}
	}
	f.line("type state struct {")
	kinds("bool", "float64")
	f.line("}\n\n// change is what is added to numbers, and 1 or 2 for flags that become false\n// or true.\ntype change struct {")
	kinds("uint8", "float64")
	f.line("}\n\nvar start = state{")
	for i := range p.g.Vars {
		if v := &p.g.Vars[i]; v.Start != 0 {
			f.line("%s: %s,", camel(v), plain(v.Start))
		}
	}
	f.line("}\n")
}

func (p *priorWriter) legal(f *file, role int) {
	f.line("func legal%d(s *state, legal *[32]uint8) (n int) {", role)
	budget := "s." + camel(&p.g.Vars[p.g.Roles[role].Budget])
	for i, a := range p.g.Roles[role].Actions {
		f.line("if %s >= %s && %s {\nlegal[n&31] = %d\nn++\n}", budget, plain(a.Cost), all(p.g, p.l, a.When), i)
	}
	f.line("return n\n}\n")
}

func (p *priorWriter) play(f *file, role int) {
	f.line("func play%d(s *state, a *change, move uint8, u float64) {\nswitch move {", role)
	budget := camel(&p.g.Vars[p.g.Roles[role].Budget])
	for i, a := range p.g.Roles[role].Actions {
		f.line("case %d:\na.%s -= %s\nswitch {", i, budget, plain(a.Cost))
		total, sum := 0.0, 0.0
		for _, o := range a.Outcomes {
			total += o.Weight
		}
		for n, o := range a.Outcomes {
			sum += o.Weight
			if n == len(a.Outcomes)-1 {
				f.line("default:")
			} else {
				f.line("case u < %s:", plain(sum/total))
			}
			for _, e := range o.Effects {
				name := camel(&p.g.Vars[e.Var])
				if p.g.Vars[e.Var].Flag {
					f.line("a.%s = 1 + flag(%s)", name, p.l.Print(p.g, e.By))
				} else {
					f.line("a.%s += %s - s.%s", name, p.after(e), name)
				}
			}
		}
		f.line("}")
	}
	f.line("}\n}\n")
}

// after is the value of a number after an effect, as the trials wrote it: v + a
// - b instead of v += a - b, which rounds otherwise.
func (p *priorWriter) after(e reference.Effect) string {
	v := &reference.Term{Op: reference.Get, Var: e.Var}
	return p.l.Print(p.g, ahead(v, e.By))
}

// ahead puts v + before the first of the terms that a sum consists of.
func ahead(v, sum *reference.Term) *reference.Term {
	if sum.Op == "+" || sum.Op == "-" {
		return &reference.Term{Op: sum.Op, Args: []*reference.Term{ahead(v, sum.Args[0]), sum.Args[1]}}
	}
	return &reference.Term{Op: "+", Args: []*reference.Term{v, sum}}
}

func (p *priorWriter) rules(f *file) {
	one := func(r *reference.Rule, first, last string) {
		f.line("if %s%s {%s", first, all(p.g, p.l, r.When), last)
		for _, e := range r.Effects {
			v := &p.g.Vars[e.Var]
			if v.Flag {
				f.line("s.%s = %s", camel(v), p.l.Print(p.g, e.By))
			} else {
				f.line("s.%s = clamp(%s, %s, %s)", camel(v), p.after(e), plain(v.Lo), plain(v.Hi))
			}
		}
		f.line("}")
	}
	f.line("func rules(s *state) {")
	for i := range p.g.Rules {
		one(&p.g.Rules[i], "", "")
	}
	f.line("}\n\nfunc inject(s *state, sent *[injects]bool) {")
	for i := range p.g.Injects {
		one(&p.g.Injects[i], fmt.Sprintf("!sent[%d] && ", i), fmt.Sprintf("\nsent[%d] = true", i))
	}
	f.line("}\n\nfunc end(s *state) int {\nswitch {")
	for i, t := range p.g.Ends {
		f.line("case %s:\nreturn %d", p.l.Print(p.g, t), i)
	}
	f.line("}\nreturn -1\n}\n\nfunc scores(s *state, out []float64) []float64 {\nreturn append(out,")
	for _, t := range p.g.Scores {
		f.line("%s,", p.l.Print(p.g, t))
	}
	f.line(")\n}")
}
