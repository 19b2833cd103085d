package vm

import (
	"fmt"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"

	"demarche/engine/internal/bench/reference"
)

// machine evaluates the expressions of a game and holds its numbers.
type machine struct {
	set func(v int, x float64)
	run func(id int) (any, error)
	err error // the first
}

// num evaluates a number.
func (m *machine) num(id int) float64 {
	x, err := m.run(id)
	switch x := x.(type) {
	case float64:
		return x
	case int:
		return float64(x)
	}
	m.fail(id, x, err)
	return 0
}

// tru evaluates a condition.
func (m *machine) tru(id int) bool {
	x, err := m.run(id)
	if t, ok := x.(bool); ok {
		return t
	}
	m.fail(id, x, err)
	return false
}

func (m *machine) fail(id int, x any, err error) {
	if m.err == nil {
		m.err = fmt.Errorf("expression %d gives a %T: %w", id, x, err)
	}
}

func newMachine(g *reference.Game, setup Setup, texts terms) (machine, error) {
	names := make([]string, len(g.Vars))
	for i := range g.Vars {
		names[i] = g.Vars[i].Name
		if setup == Best {
			names[i] = strings.ReplaceAll(names[i], ".", "_")
		}
	}
	if setup == Best {
		return best(g, texts, names)
	}
	return naive(g, texts, names)
}

// write writes an expression in the language of expr.
func write(g *reference.Game, names []string, t *reference.Term) string {
	name := func(v int) string { return names[v] }
	l := &reference.Language{
		Var: name, Is: name, IsNot: func(v int) string { return "!" + names[v] }, And: "&&", Or: "||",
		If:   func(cond, yes, no string) string { return "(" + cond + " ? " + yes + " : " + no + ")" },
		Call: reference.Call,
		Num:  func(text string) string { return text },
	}
	return l.Print(g, t)
}

func best(g *reference.Game, texts terms, names []string) (machine, error) {
	env := map[string]any{}
	set := func(v int, x float64) { env[names[v]] = boxed(g, v, x) }
	for v := range g.Vars {
		set(v, 0)
	}
	programs := make([]*vm.Program, len(texts))
	for i, t := range texts {
		kind := expr.AsFloat64()
		if t.Flag(g) {
			kind = expr.AsBool()
		}
		var err error
		if programs[i], err = expr.Compile(write(g, names, t), expr.Env(env), kind); err != nil {
			return machine{}, fmt.Errorf("expression %d: %w", i, err)
		}
	}
	one := vm.VM{Stack: make([]any, 0, 64)}
	return machine{set: set, run: func(id int) (any, error) { return one.Run(programs[id], env) }}, nil
}

func naive(g *reference.Game, texts terms, names []string) (machine, error) {
	env := map[string]any{}
	holder, last := make([]map[string]any, len(names)), make([]string, len(names))
	for v, name := range names {
		at, path := env, strings.Split(name, ".")
		for _, part := range path[:len(path)-1] {
			if at[part] == nil {
				at[part] = map[string]any{}
			}
			at = at[part].(map[string]any)
		}
		holder[v], last[v] = at, path[len(path)-1]
	}
	set := func(v int, x float64) { holder[v][last[v]] = boxed(g, v, x) }
	for v := range g.Vars {
		set(v, 0)
	}
	programs := make([]*vm.Program, len(texts))
	for i, t := range texts {
		var err error
		if programs[i], err = expr.Compile(write(g, names, t), expr.Env(env)); err != nil {
			return machine{}, fmt.Errorf("expression %d: %w", i, err)
		}
	}
	return machine{set: set, run: func(id int) (any, error) { return expr.Run(programs[id], env) }}, nil
}

func boxed(g *reference.Game, v int, x float64) any {
	if g.Vars[v].Flag {
		return x > 0
	}
	return x
}
