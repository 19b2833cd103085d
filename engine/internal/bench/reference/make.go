package reference

import (
	"fmt"
	"math"
	"strconv"
)

// Make makes the game of a seed. The numbers that it draws come in the order of
// the trials, so that seed 1 at the standard size is their game.
func Make(seed uint64, size Size) *Game {
	m := &maker{Game: &Game{Size: size}, dice: dice{hi: seed, lo: 99}}
	m.vars()
	for i := range size.Roles {
		m.role(i)
	}
	for range size.Rules {
		i := m.n(size.Roles)
		m.Rules = append(m.Rules, Rule{i, m.atoms(i, 2), m.effects(i, 2)})
	}
	for range size.Injects {
		i := m.n(size.Roles)
		from := do(">=", m.get("turn"), whole(1+m.n(10)))
		m.Injects = append(m.Injects, Rule{i, append([]*Term{from}, m.atoms(i, 1+m.n(2))...), m.effects(i, 2)})
	}
	m.ends()
	return m.Game
}

type maker struct {
	*Game
	dice
	at map[string]int // variables by name
}

var (
	meters = []string{"tension", "public_pressure", "escalation", "media_heat", "market_stress"}
	flags  = []string{"sanctions_active", "ceasefire", "crisis"}
	called = []string{"alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima"}
)

// roleName is the id of the i-th role.
func roleName(i int) string {
	if i < len(called) {
		return called[i]
	}
	return "role" + strconv.Itoa(i)
}

func (m *maker) vars() {
	m.at = map[string]int{}
	add := func(v Var) {
		m.at[v.Name] = len(m.Vars)
		m.Vars = append(m.Vars, v)
	}
	world := func(name string, flag bool, hi, start float64) {
		add(Var{Name: name, Field: name, Flag: flag, Hi: hi, Start: start, Role: -1, Other: -1})
	}
	world("turn", false, 1000, 0)
	for i, name := range meters {
		world(name, false, 100, float64(25+5*i))
	}
	world("norm_strength", false, 1, 0.6)
	for _, name := range flags {
		world(name, true, 1, 0)
	}
	for i := range m.Size.Roles {
		own := func(field string, flag bool, hi, start float64) {
			add(Var{Name: actor(i, field), Field: field, Flag: flag, Hi: hi, Start: start, Role: i, Other: -1})
		}
		own("trust", false, 1, 0.5)
		own("resilience", false, 100, 50)
		own("budget", false, 30, 15)
		own("alert", true, 1, 0)
	}
	if !m.Size.Pairs {
		return
	}
	for i := range m.Size.Roles {
		for j := range m.Size.Roles {
			if i != j {
				add(Var{Name: pairName(i, j), Field: "attribution", Hi: 1, Start: 0.4 + float64(0.05*float64((i+j)%5)), Role: i, Other: j})
			}
		}
	}
}

func actor(i int, field string) string { return "actors." + roleName(i) + "." + field }

func pairName(i, j int) string { return actor(i, "attribution."+roleName(j)) }

func (m *maker) get(name string) *Term {
	v, ok := m.at[name]
	if !ok {
		panic("no variable " + name)
	}
	return &Term{Op: Get, Var: v}
}

func (m *maker) own(i int, field string) *Term { return m.get(actor(i, field)) }

func (m *maker) pick(names []string) *Term { return m.get(names[m.n(len(names))]) }

// Affords is the condition that a role can pay for an action.
func (g *Game) Affords(role int, a *Action) *Term {
	return do(">=", &Term{Op: Get, Var: g.Roles[role].Budget}, num(strconv.FormatFloat(a.Price(), 'f', -1, 64)))
}

// other is a role beside i.
func (m *maker) other(i int) int {
	j := m.n(m.Size.Roles - 1)
	if j >= i {
		j++
	}
	return j
}

// digits is a number between a and b with so many places.
func (m *maker) digits(a, b float64, places int) *Term {
	return num(fmt.Sprintf("%.*f", places, a+float64((b-a)*m.unit())))
}

// role makes the i-th role. If actions are shared, those of the first role are
// everybody's.
func (m *maker) role(i int) {
	r := Role{Name: roleName(i), Budget: m.at[actor(i, "budget")]}
	if !m.Size.Shared || i == 0 {
		for k := range m.Size.Actions {
			r.Actions = append(r.Actions, m.action(i, k))
		}
	}
	m.Roles = append(m.Roles, r)
}

func (m *maker) action(i, k int) Action {
	a := Action{Name: "m" + strconv.Itoa(k), Cost: float64(1 + m.n(4))}
	a.When = m.atoms(i, 2+m.n(2))
	for n := 0; n < 2+m.n(2); n++ {
		a.Outcomes = append(a.Outcomes, Outcome{Weight: float64(1 + m.n(9)), Effects: m.effects(i, 3+m.n(3))})
	}
	total := 0.0
	for _, o := range a.Outcomes {
		total += o.Weight
	}
	for n := range a.Outcomes[:len(a.Outcomes)-1] {
		a.Outcomes[n].Odds = strconv.FormatFloat(math.Round(100*a.Outcomes[n].Weight/total)/100, 'f', 2, 64)
	}
	return a
}

// atoms are n conditions about role i.
func (m *maker) atoms(i, n int) []*Term {
	var all []*Term
	for range n {
		all = append(all, m.atom(i))
	}
	return all
}

func (m *maker) atom(i int) *Term {
	kind := m.n(10)
	if kind == 3 && !m.Size.Pairs {
		kind = 9
	}
	switch kind {
	case 0, 1:
		return do("<", m.pick(meters), whole(45+m.n(50)))
	case 2:
		return do(">", m.pick(meters), whole(5+m.n(40)))
	case 3:
		return do(">", m.get(pairName(i, m.other(i))), m.digits(0.1, 0.5, 2))
	case 4:
		return do(Not, m.pick(flags))
	case 5:
		return do(">=", m.own(i, "resilience"), whole(10+m.n(35)))
	case 6:
		return do("||", m.own(i, "alert"), do("<=", m.own(m.other(i), "trust"), m.digits(0.5, 0.95, 2)))
	case 7:
		return do("<", do("+", m.pick(meters), m.pick(meters)), whole(80+m.n(90)))
	case 8:
		return do("||", do(">", m.pick(meters), whole(15+m.n(30))), do("<", m.get("norm_strength"), m.digits(0.4, 0.9, 2)))
	}
	return do("<", m.own(i, "trust"), m.digits(0.5, 1, 2))
}

func (m *maker) effects(i, n int) []Effect {
	var all []Effect
	for range n {
		all = append(all, m.effect(i))
	}
	return all
}

// effect is one change by or about role i.
func (m *maker) effect(i int) Effect {
	o := m.other(i)
	kind := m.n(10)
	if kind == 3 && !m.Size.Pairs {
		kind = 4
	}
	one := whole(1)
	switch kind {
	case 0, 1, 2:
		v := m.pick(meters)
		gain := do("*", whole(1+m.n(8)), do("-", one, m.own(i, "trust")))
		return Effect{v.Var, do("-", gain, do(If, do(">", m.own(o, "resilience"), whole(35+m.n(30))), whole(1+m.n(9)), m.digits(0, 2, 1)))}
	case 3:
		v := m.get(pairName(i, o))
		return Effect{v.Var, do("-", do("*", m.digits(0.05, 0.3, 2), do("-", one, v)), m.digits(0.02, 0.12, 2))}
	case 4:
		v := m.own(o, "trust")
		back := do("*", do("-", num("0.5"), v), m.digits(0.05, 0.3, 2))
		return Effect{v.Var, do("+", back, do("/", do("-", m.get("tension"), whole(50)), whole(400+m.n(500))))}
	case 5:
		v := m.own(i, "resilience")
		gap := do(Max, do("-", m.own(o, "resilience"), m.get("media_heat")), whole(-20-m.n(20)))
		gain := do("/", gap, whole(8+m.n(10)))
		return Effect{v.Var, do("+", gain, do("*", m.digits(0.05, 0.2, 2), do("-", whole(50), v)))}
	case 6:
		v := m.own(i, "budget")
		gain := do("*", m.digits(0.5, 3, 1), do("+", one, m.own(o, "trust")))
		return Effect{v.Var, do("-", gain, do("/", m.get("market_stress"), whole(40+m.n(60))))}
	case 7:
		up, down := m.digits(0.01, 0.06, 3), m.digits(0.01, 0.06, 3)
		down.Text = "-" + down.Text
		step := do(If, m.own(i, "alert"), up, down)
		return Effect{m.at["norm_strength"], do("*", step, do("-", one, do("/", m.get("tension"), whole(100))))}
	case 8:
		v := m.own(i, "alert")
		return Effect{v.Var, do("&&", do(Not, v), do(">", m.pick(meters), whole(20+m.n(50))))}
	}
	v := m.pick(flags)
	return Effect{v.Var, do("&&", do(">", m.pick(meters), whole(30+m.n(50))), do("<", m.get("norm_strength"), m.digits(0.4, 0.9, 2)))}
}

func (m *maker) ends() {
	above := func(name, op, limit string) *Term { return do(Op(op), m.get(name), num(limit)) }
	m.Ends = []*Term{
		join("&&", above("tension", ">=", "100"), above("escalation", ">=", "100"), m.get("crisis")),
		join("&&", above("norm_strength", "<=", "0"), above("escalation", ">", "99")),
		join("&&", do("<=", m.own(0, "resilience"), whole(0)), do("<=", m.own(1, "resilience"), whole(0))),
		join("&&", m.get("ceasefire"), above("tension", "<", "2"), above("escalation", "<", "2")),
	}
	if m.Size.Endless {
		m.Ends = nil
	}
	for k := range 6 {
		i := k % m.Size.Roles
		half := do("+", whole(50), do("/", m.own(i, "resilience"), whole(2)))
		sum := do("-", half, do("/", m.get("tension"), whole(3+m.n(4))))
		sum = do("+", sum, do("*", whole(20), m.own(i, "trust")))
		sum = do("+", sum, do(Abs, do("-", m.own(i, "budget"), whole(15))))
		sum = do("-", sum, do(If, m.get("crisis"), whole(5+m.n(10)), whole(0)))
		m.Scores = append(m.Scores, do(Min, whole(100), do(Max, whole(0), sum)))
	}
}
