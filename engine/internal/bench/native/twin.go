package native

import (
	"fmt"
	"strings"

	"demarche/engine/chance"
	"demarche/engine/internal/bench/reference"
)

// twin writes our game. Numbers stand in arrays with names for the places, so
// that a stage can say in one word of 64 bits which ones it has changed. All
// actions stand in one tray: while their stage is open effects read s and change
// next; when it closes, what was changed is cut to its bounds and becomes s. A
// condition is not tested again when the move is played, because nothing that it
// reads has changed since it was chosen.
func twin(g *reference.Game) map[string]*file {
	get := func(v int) string { return "s[" + camel(&g.Vars[v]) + "]" }
	w := &twinWriter{g, language(get, func(v int) string { return get(v) + " > 0" }, func(v int) string { return get(v) + " <= 0" })}
	files := map[string]*file{"numbers.go": {}, "rules.go": {}}
	w.numbers(files["numbers.go"])
	w.rules(files["rules.go"])
	for i := range g.Roles {
		f := &file{}
		w.legal(f, i)
		w.play(f, i)
		files[g.Roles[i].Name+".go"] = f
	}
	return files
}

type twinWriter struct {
	g *reference.Game
	l *reference.Language
}

func (w *twinWriter) name(v int) string { return camel(&w.g.Vars[v]) }

func (w *twinWriter) numbers(f *file) {
	f.line("// Places of the numbers.\nconst (")
	for i := range w.g.Vars {
		if i == 0 {
			f.line("%s = iota", w.name(i))
		} else {
			f.line("%s", w.name(i))
		}
	}
	f.line("places\n)\n\nvar start = [places]float64{")
	for i := range w.g.Vars {
		if v := &w.g.Vars[i]; v.Start != 0 {
			f.line("%s: %s,", w.name(i), plain(v.Start))
		}
	}
	f.line("}\n\n// most holds the upper bounds; all lower ones are 0.\nvar most = [places]float64{")
	for i := range w.g.Vars {
		f.line("%s: %s,", w.name(i), plain(w.g.Vars[i].Hi))
	}
	f.line("}\n\nconst (\nturns = %d\nroles = %d\ninjects = %d\nends = %d\nactions = %d\n)\n", w.g.Size.Turns, len(w.g.Roles), len(w.g.Injects), len(w.g.Ends), w.g.Size.Actions)
	f.line("// choices and outcomes are the names of the draws.\nvar (\nchoices = [roles][actions]chance.Stream{")
	f.imports = append(f.imports, "demarche/engine/chance")
	w.table(f, func(role int, a *reference.Action) string { return w.stream("policy", role, a) })
	f.line("}\noutcomes = [roles][actions]chance.Stream{")
	w.table(f, func(role int, a *reference.Action) string { return w.stream("outcome", role, a) })
	f.line("}\n)\n\n// prices are what actions cost.\nvar prices = [roles][actions]float64{")
	w.table(f, func(_ int, a *reference.Action) string { return plain(a.Price()) })
	f.line("}\n\nfunc (g *Game) choose() {\nvar legal [actions]uint8")
	for i := range w.g.Roles {
		f.line("g.move[%d] = g.race(%d, legal[:legal%d(&g.s, &legal)])", i, i, i)
	}
	f.line("}\n\nfunc (g *Game) play() {")
	for i := range w.g.Roles {
		f.line("if m := g.move[%d]; m < idle {\ng.play%d(m, unit(g.outcomes[%d][m], g.turn))\n}", i, i, i)
	}
	f.line("}\n\nfunc refill(s *[places]float64) {")
	for i := range w.g.Roles {
		v := &w.g.Vars[w.g.Roles[i].Budget]
		f.line("s[%s] = clamp(s[%s] + %s, %s)", camel(v), camel(v), plain(float64(reference.Refill)), plain(v.Hi))
	}
	f.line("}\n\nfunc (g *Game) pay() {")
	for i := range w.g.Roles {
		f.line("if m := g.move[%d]; m < idle {\ng.s[%s] -= prices[%d][m]\n}", i, w.name(w.g.Roles[i].Budget), i)
	}
	f.line("}")
}

// table writes one line of values for each role.
func (w *twinWriter) table(f *file, value func(role int, a *reference.Action) string) {
	for role := range w.g.Roles {
		var row []string
		for i := range w.g.Roles[role].Actions {
			row = append(row, value(role, &w.g.Roles[role].Actions[i]))
		}
		f.line("{%s},", strings.Join(row, ", "))
	}
}

func (w *twinWriter) stream(purpose string, role int, a *reference.Action) string {
	return fmt.Sprintf("%#016x", uint64(chance.Name(purpose, w.g.ID(role, a)).Of(chance.Actor(w.g.Roles[role].Name))))
}

// legal writes which actions a role can afford and may choose now.
func (w *twinWriter) legal(f *file, role int) {
	r := &w.g.Roles[role]
	f.line("func legal%d(s *[places]float64, legal *[actions]uint8) int {\nn := 0", role)
	for i := range r.Actions {
		a := &r.Actions[i]
		f.line("if s[%s] >= %s && %s {\nlegal[n] = %d\nn++\n}", w.name(r.Budget), plain(a.Price()), all(w.g, w.l, a.When), i)
	}
	f.line("return n\n}\n")
}

func (w *twinWriter) play(f *file, role int) {
	r := &w.g.Roles[role]
	f.line("func (g *Game) play%d(move uint8, u float64) {\ns, next := &g.s, &g.next\nswitch move {", role)
	for i := range r.Actions {
		a := &r.Actions[i]
		f.line("case %d:\nswitch {", i)
		sum := 0.0
		for n, o := range a.Outcomes {
			if n == len(a.Outcomes)-1 {
				f.line("default:")
			} else {
				sum += o.Share()
				f.line("case u < %s:", plain(sum))
			}
			w.effects(f, o.Effects)
		}
		f.line("}")
	}
	f.line("}\n}\n")
}

// effects writes changes of next. A flag keeps what first set it in its stage.
func (w *twinWriter) effects(f *file, effects []reference.Effect) {
	var touched []string
	for _, e := range effects {
		name, by := w.name(e.Var), w.l.Print(w.g, e.By)
		if w.g.Vars[e.Var].Flag {
			f.line("g.set(%s, %s)", name, by)
			continue
		}
		f.line("next[%s] += %s", name, by)
		touched = append(touched, "1<<"+name)
	}
	if len(touched) > 0 {
		f.line("g.touched |= %s", strings.Join(touched, " | "))
	}
}

// rules writes stages of one block each, which need no next.
func (w *twinWriter) rules(f *file) {
	f.line("func rules(s *[places]float64) {")
	for i := range w.g.Rules {
		f.line("if %s {", all(w.g, w.l, w.g.Rules[i].When))
		w.block(f, w.g.Rules[i].Effects)
		f.line("}")
	}
	f.line("}\n\nfunc open(s *[places]float64, sent *[injects]bool) {")
	for i := range w.g.Injects {
		f.line("if !sent[%d] && %s {\nsent[%d] = true", i, all(w.g, w.l, w.g.Injects[i].When), i)
		w.block(f, w.g.Injects[i].Effects)
		f.line("}")
	}
	f.line("}\n\nfunc ending(s *[places]float64) int {\nswitch {")
	for i, t := range w.g.Ends {
		f.line("case %s:\nreturn %d", w.l.Print(w.g, t), i)
	}
	f.line("}\nreturn -1\n}\n\nfunc scores(s *[places]float64, out []float64) []float64 {\nreturn append(out,")
	for _, t := range w.g.Scores {
		f.line("%s,", w.l.Print(w.g, t))
	}
	f.line(")\n}")
}

// block writes the effects of one block: all are worked out, then written.
func (w *twinWriter) block(f *file, effects []reference.Effect) {
	var order []int
	places := map[int][]string{}
	for _, e := range effects {
		if places[e.Var] == nil {
			order = append(order, e.Var)
		}
		places[e.Var] = append(places[e.Var], w.l.Print(w.g, e.By))
	}
	var writes []string
	for i, v := range order {
		x := string(rune('x' + i))
		if w.g.Vars[v].Flag {
			f.line("%s := %s", x, places[v][0])
			writes = append(writes, "s["+w.name(v)+"] = number("+x+")")
			continue
		}
		f.line("%s := s[%s] + %s", x, w.name(v), strings.Join(places[v], " + "))
		writes = append(writes, "s["+w.name(v)+"] = clamp("+x+", "+plain(w.g.Vars[v].Hi)+")")
	}
	for _, line := range writes {
		f.line("%s", line)
	}
}
