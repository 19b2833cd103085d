// Package vm plays the reference game with every condition and effect evaluated
// by expr's virtual machine: what an engine would cost that is built on it. The
// rest of the game is plain Go, as in twin, so that little but the machine is
// timed. There are two ways to set the machine up, the best that the trials found
// and the one that comes to mind first.
package vm

import (
	"demarche/engine/chance"
	"demarche/engine/internal/bench/reference"
)

// Setup is a way to use the machine.
type Setup int

// The ways.
const (
	// Best compiles each expression for the type it must give, keeps one machine,
	// and reads numbers by flat names from one map, where each stands boxed since
	// it was last written.
	Best Setup = iota
	// Naive compiles each expression and runs it by expr.Run on nested maps, such
	// as actors.alpha.trust.
	Naive
)

// Player plays one game after another. It belongs to one goroutine.
type Player struct {
	g *reference.Game
	machine
	s, next   []float64
	touched   []bool
	fixed     []bool
	sent      []bool
	roles     []role
	rules     []rule
	injects   []rule
	ends      []int
	scores    []int
	luck      chance.Luck
	at        uint32 // turn
	chosen    []*action
	evaluated int
}

type role struct {
	budget  int
	actions []action
}

type action struct {
	when     int // expressions are numbers of the machine; here with the price
	price    float64
	choice   chance.Stream
	outcome  chance.Stream
	outcomes []outcome
}

type outcome struct {
	below   float64 // the draw
	effects []effect
}

type effect struct {
	v, by int
	flag  bool
}

type rule struct {
	when    int
	effects []effect
}

// New returns a player of g.
func New(g *reference.Game, setup Setup) (*Player, error) {
	n := len(g.Vars)
	p := &Player{g: g, s: make([]float64, n), next: make([]float64, n), touched: make([]bool, n), fixed: make([]bool, n), sent: make([]bool, len(g.Injects))}
	var texts terms
	for i := range g.Roles {
		p.roles = append(p.roles, p.role(&texts, i))
	}
	for i := range g.Rules {
		p.rules = append(p.rules, p.rule(&texts, &g.Rules[i]))
	}
	for i := range g.Injects {
		p.injects = append(p.injects, p.rule(&texts, &g.Injects[i]))
	}
	for _, t := range g.Ends {
		p.ends = append(p.ends, texts.add(t))
	}
	for _, t := range g.Scores {
		p.scores = append(p.scores, texts.add(t))
	}
	p.chosen = make([]*action, len(p.roles))
	m, err := newMachine(g, setup, texts)
	p.machine = m
	return p, err
}

// terms are the expressions of a game; a number stands for each.
type terms []*reference.Term

func (t *terms) add(x *reference.Term) int {
	*t = append(*t, x)
	return len(*t) - 1
}

func (p *Player) role(texts *terms, i int) role {
	r := &p.g.Roles[i]
	out := role{budget: r.Budget}
	for k := range r.Actions {
		a := &r.Actions[k]
		id, actor := p.g.ID(i, a), chance.Actor(r.Name)
		x := action{when: texts.add(reference.All(append([]*reference.Term{p.g.Affords(i, a)}, a.When...))), price: a.Price(), choice: chance.Name("policy", id).Of(actor), outcome: chance.Name("outcome", id).Of(actor)}
		sum := 0.0
		for _, o := range a.Outcomes {
			sum += o.Share()
			x.outcomes = append(x.outcomes, outcome{sum, p.effects(texts, o.Effects)})
		}
		x.outcomes[len(x.outcomes)-1].below = 2 // takes the rest
		out.actions = append(out.actions, x)
	}
	return out
}

func (p *Player) rule(texts *terms, r *reference.Rule) rule {
	return rule{texts.add(reference.All(r.When)), p.effects(texts, r.Effects)}
}

func (p *Player) effects(texts *terms, all []reference.Effect) []effect {
	var out []effect
	for _, e := range all {
		out = append(out, effect{e.Var, texts.add(e.By), p.g.Vars[e.Var].Flag})
	}
	return out
}

// Result is how a game went.
type Result struct {
	Ending, Turns int
	State, Scores []float64
}

// Play plays the game of a seed. It reuses the memory of out. An error is one of
// the machine's.
func (p *Player) Play(seed chance.Seed, out *Result) error {
	p.luck = chance.Luck{Seed: seed}
	for v := range p.s {
		p.write(v, p.g.Vars[v].Start)
	}
	clear(p.sent)
	out.Ending = -1
	for p.at = 1; out.Ending < 0; p.at++ {
		p.turn()
		out.Ending = p.ending()
		out.Turns = int(p.at)
	}
	out.Scores = out.Scores[:0]
	for _, id := range p.scores {
		out.Scores = append(out.Scores, p.number(id))
	}
	out.State = append(out.State[:0], p.s...)
	return p.err
}

// Evaluated returns how many expressions have been evaluated since the last call.
func (p *Player) Evaluated() int {
	n := p.evaluated
	p.evaluated = 0
	return n
}

func (p *Player) number(id int) float64 {
	p.evaluated++
	return p.num(id)
}

func (p *Player) truth(id int) bool {
	p.evaluated++
	return p.tru(id)
}

func (p *Player) write(v int, x float64) {
	p.s[v] = x
	p.set(v, x)
}

func (p *Player) turn() {
	p.write(0, float64(p.at))
	for i := range p.injects {
		if !p.sent[i] && p.truth(p.injects[i].when) {
			p.sent[i] = true
			p.block(p.injects[i].effects)
		}
	}
	for i := range p.roles {
		if v := p.roles[i].budget; p.at > 1 {
			p.write(v, p.cut(v, p.s[v]+reference.Refill))
		}
	}
	for i := range p.roles {
		p.chosen[i] = p.choose(&p.roles[i])
	}
	for i, a := range p.chosen {
		if a != nil {
			p.write(p.roles[i].budget, p.s[p.roles[i].budget]-a.price)
		}
	}
	copy(p.next, p.s)
	for _, a := range p.chosen {
		if a != nil {
			u := p.luck.Unit(a.outcome, p.at, 0)
			o := a.outcomes
			for u >= o[0].below {
				o = o[1:]
			}
			p.effect(o[0].effects)
		}
	}
	p.close()
	for i := range p.rules {
		if p.truth(p.rules[i].when) {
			p.block(p.rules[i].effects)
		}
	}
}

// choose returns the legal action that draws the largest number.
func (p *Player) choose(r *role) *action {
	var pick *action
	best := -1.0
	for i := range r.actions {
		a := &r.actions[i]
		if !p.truth(a.when) {
			continue
		}
		if u := p.luck.Unit(a.choice, p.at, 0); u > best {
			pick, best = a, u
		}
	}
	return pick
}

// block is a stage of its own.
func (p *Player) block(effects []effect) {
	for _, e := range effects {
		p.next[e.v] = p.s[e.v]
	}
	p.effect(effects)
	for _, e := range effects {
		p.shut(e.v)
	}
}

// effect changes next by the numbers of s.
func (p *Player) effect(effects []effect) {
	for _, e := range effects {
		switch {
		case !e.flag:
			p.next[e.v] += p.number(e.by)
		case p.fixed[e.v]:
			p.truth(e.by) // the first that set it counts
		default:
			p.fixed[e.v] = true
			p.next[e.v] = bit(p.truth(e.by))
		}
		p.touched[e.v] = true
	}
}

func (p *Player) close() {
	for v := range p.touched {
		p.shut(v)
	}
}

func (p *Player) shut(v int) {
	if p.touched[v] {
		p.touched[v], p.fixed[v] = false, false
		p.write(v, p.cut(v, p.next[v]))
	}
}

func (p *Player) cut(v int, x float64) float64 {
	return max(min(x, p.g.Vars[v].Hi), p.g.Vars[v].Lo)
}

// ending returns the first ending that holds, the last one after the last turn,
// else -1.
func (p *Player) ending() int {
	for i, id := range p.ends {
		if p.truth(id) {
			return i
		}
	}
	if int(p.at) >= p.g.Size.Turns {
		return len(p.ends)
	}
	return -1
}

func bit(flag bool) float64 {
	if flag {
		return 1
	}
	return 0
}
