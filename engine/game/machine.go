package game

import (
	"math/bits"
	"slices"

	"demarche/engine/chance"
	"demarche/engine/rule"
)

// Machine is a game with its expressions lowered to closures. It is immutable
// and safe for concurrent use; all plays and views of one game share it.
type Machine struct {
	Game  *Game
	num   []rule.NumFn // by rule.Expr
	tru   []rule.TruthFn
	guard []*rule.Guard // the same conditions, part by part
	menu  []menu        // by role

	most   int         // changes of a block
	limits []limits    // by slot
	blocks []block     // by block
	costs  [][]effect  // by action
	bills  []bill      // by action
	odds   [][]float64 // by action, if they are constants
	apart  []bool      // by action: its condition does not ask what is chosen

	purse       map[int32]bool // see [Game.purses]
	temptations []int32
	simple      []simple  // by action
	empty       []float64 // by slot: what a sum of summands has beside the number, NaN where it is set, else -0
	solos       []solo    // by place in Plan.Rules
	doubts      []doubt
	weakens     [][]weakening // by evidence
	ends        []end         // by ending
	drifts      bool          // some track moves by itself
	news        [][]news      // by place in Plan.Open where a run of them begins
	grants      []grant       // what each turn brings, if steady
	steady      bool
	start       []float64 // the numbers at the start of a game whose params are their defaults
}

// NewMachine lowers the expressions of g.
func NewMachine(g *Game) *Machine { return NewMachineBy(g, g.Code.Fused()) }

// NewMachineBy lowers the expressions of g, a game of the same code, by a back
// end. All give the same plays; they differ in speed.
func NewMachineBy(g *Game, by rule.Back) *Machine {
	n := len(g.Code.Nodes) + 1
	m := &Machine{Game: g, num: make([]rule.NumFn, n), tru: make([]rule.TruthFn, n), guard: make([]*rule.Guard, n)}
	self := g.selves()
	g.Expressions(func(e rule.Expr, kind rule.Kind) {
		if !e.Present() {
			return
		}
		who, known := self[e]
		if !known {
			who = rule.Self
		}
		if kind == rule.Truth {
			guard := by.Guard(e, who)
			m.tru[e], m.guard[e] = by.Truth(e, who), &guard
			return
		}
		m.num[e] = by.Num(e, who)
	})
	m.menus(by)
	m.ready(self, by)
	m.arrivals()
	m.doubtful()
	m.grants, m.steady = m.grant()
	m.drifts = slices.ContainsFunc(g.Tracks, func(t Track) bool { return t.EachTurn.Present() || t.EachDay.Present() })
	m.begin()
	return m
}

// selves returns who self is in the expressions of actions that only one role
// can choose.
func (g *Game) selves() map[rule.Expr]rule.Who {
	out := map[rule.Expr]rule.Who{}
	only := func(a *Action) (rule.Who, bool) {
		return rule.Who(bits.TrailingZeros64(uint64(a.By))), a.By.Count() == 1 && a.By&Public == 0
	}
	for i := range g.Actions {
		a := &g.Actions[i]
		who, one := only(a)
		if !one {
			continue
		}
		out[a.When], out[a.Unless] = who, who
		for _, c := range a.Costs {
			out[c.By] = who
		}
		for _, o := range a.Outcomes {
			out[o.Odds] = who
		}
	}
	for i := range g.Blocks {
		b := &g.Blocks[i]
		if b.Of != OwnerAction {
			continue
		}
		who, one := only(&g.Actions[b.Owner])
		if !one {
			continue
		}
		out[b.When], out[b.Chance] = who, who
		for _, e := range b.Effects {
			out[e.By], out[e.When] = who, who
		}
	}
	return out
}

// Play adjudicates one game. It belongs to one goroutine.
type Play struct {
	m    *Machine
	g    *Game
	luck chance.Luck
	hand chance.Hand
	rec  Recorder
	bind rule.Bind
	args bool // some argument of bind is set

	stage   Stage
	pending []pending     // with a recorder: what is in acc, piece by piece
	acc     []sum         // by slot
	adds    [][]rule.Step // of the moves of a tray, see sums
	tallies []float64     // the same, by slot
	by      []float64     // by how much the numbers of a block change, see reckon
	touched []int32       // slots whose sum is open
	rung    bool          // some pair has another rung
	seen    []occurrence
	found   []reveal
	checks  []reveal // evidence to be examined
	acts    []act
	hits    []hit
	pacts   []pact
	drawn   chance.Stream // the last draw, with its role and target
	repeats repeats
	settled []settled // by move of the orders
	trays   uint32    // in which somebody plays, one bit each
	fresh   bool      // nothing but costs has changed since the moves were judged
	belief  bool      // evidence changed hands in this stage
	line    bool      // effects are applied one by one, see inOrder
	faulted bool      // see Faulted

	opinions []opinion   // by doubt and role
	known    []knowledge // by role
	shares   []float64

	part []Part    // what a recorder is told of now
	lots []float64 // the same
}

// only is a change that has one part, for a recorder.
func (p *Play) only(part Part) []Part {
	p.part = append(p.part[:0], part)
	return p.part
}

// chances are the odds of a draw, for a recorder: in memory of the play, since
// what is handed to a recorder cannot lie on the stack.
func (p *Play) chances(odds ...float64) []float64 {
	p.lots = append(p.lots[:0], odds...)
	return p.lots
}

// NewPlay returns a play with this luck. The recorder may be nil.
func (m *Machine) NewPlay(luck chance.Luck, rec Recorder) *Play {
	return &Play{
		m: m, g: m.Game, luck: luck, hand: luck.Hand(), rec: rec,
		acc: make([]sum, len(m.Game.Slots)), tallies: make([]float64, len(m.Game.Slots)), by: make([]float64, m.most),
		opinions: make([]opinion, len(m.doubts)*len(m.Game.Roles)), known: make([]knowledge, len(m.Game.Roles)),
	}
}

// SetLuck changes the luck of later draws: a rewind "with new luck".
func (p *Play) SetLuck(l chance.Luck) { p.luck, p.hand = l, l.Hand() }

// SetRecorder changes who is told, between the calls of one play; nil: nobody.
func (p *Play) SetRecorder(rec Recorder) { p.rec = rec }

// on sets the registers of roles, and empties those of moves.
func (p *Play) on(self, target int32) {
	b := &p.bind
	b.Self, b.Target, b.Proposer, b.Signers = self, target, -1, 0
	if p.args {
		b.Args, p.args = [len(b.Args)]float64{}, false
	}
}

// under sets the registers to those of a cause: its roles and, if a move is
// behind it, what was chosen and who agreed.
func (p *Play) under(c *Cause) {
	p.on(c.Self, c.Target)
	p.bind.Signers = uint64(c.Signers)
	if c.Index >= 0 && c.Kind != CauseDrift && c.Kind != CauseRefill {
		p.open(p.m.blocks[c.Index].open, c)
	}
}

// open sets the registers of an action that leaves something open, if there is
// one.
func (p *Play) open(a *Action, c *Cause) {
	if a != nil {
		a.bind(c.Choice, c.Amount, &p.bind)
		p.args = true
	}
}

// behind returns the action of a cause that is a move or follows from one.
func (g *Game) behind(c *Cause) *Action {
	if c.Index < 0 || c.Kind.OfTrack() {
		return nil
	}
	return g.ActionOf(c.Index)
}

// ActionOf returns the action that a block belongs to, as its own, as an outcome
// or as an also; nil if it is of an attack, an inject or a rule.
func (g *Game) ActionOf(block int32) *Action {
	b := &g.Blocks[block]
	if b.Of == OwnerAction {
		return &g.Actions[b.Owner]
	}
	return nil
}

// AttackOf returns the attack that a block belongs to, whether the scenario
// plays it or a role does; -1 if it is of no attack.
func (g *Game) AttackOf(block int32) int32 {
	switch b := &g.Blocks[block]; b.Of {
	case OwnerAttack:
		return b.Owner
	case OwnerAction:
		return g.Actions[b.Owner].Attack
	}
	return -1
}

// bind fills the registers of a combination and an amount.
func (a *Action) bind(combination int32, amount float64, b *rule.Bind) {
	b.Args[0] = amount
	for i := len(a.Choices) - 1; i >= 0; i-- {
		words := a.Choices[i].Words
		k := combination % int32(len(words))
		combination /= int32(len(words))
		b.Args[1+i] = words[k].Value
		b.Args[1+rule.MostChoices+i] = float64(k)
	}
}

// number evaluates e under the registers; ok is false if the result is not a
// finite number. An absent expression is 0.
func (p *Play) number(s *State, e rule.Expr) (x float64, ok bool) {
	if !e.Present() {
		return 0, true
	}
	p.bind.Bad = false
	x = p.m.num[e](s.V, &p.bind)
	return x, !p.bind.Bad && x-x == 0
}

// holds evaluates a condition; an absent one holds. A condition that divides by
// zero does not hold and is a fault. Where nobody is told of faults the parts of
// a condition are tested in any order.
func (p *Play) holds(s *State, e rule.Expr, c Cause) bool {
	if !e.Present() {
		return true
	}
	if p.rec == nil {
		return p.m.guard[e].Holds(s.V, &p.bind)
	}
	p.bind.Bad = false
	ok := p.m.tru[e](s.V, &p.bind)
	if p.bind.Bad {
		p.fault(Fault{Cause: c, Stage: p.stage, Slot: -1})
		return false
	}
	return ok
}

// Faulted reports whether since Start something may have come out as no finite
// number: if not, a recorder of the same play is told of no fault. It is there
// for who plays without one, to play again with one.
func (p *Play) Faulted() bool { return p.faulted || p.bind.Spoilt }

func (p *Play) fault(f Fault) {
	p.faulted = p.faulted || !f.Scaled
	if p.rec != nil {
		p.rec.Fault(f)
	}
}

func (p *Play) event(e Event) {
	if p.rec != nil {
		e.Stage = p.stage
		p.rec.Event(e)
	}
}

// unit draws the next number of a stream in this turn.
func (p *Play) unit(s *State, st chance.Stream, self, target int32) (u float64, index uint32) {
	st = p.g.streamOf(st, self, target)
	p.drawn = st
	index = p.repeats.next(st)
	return p.hand.Unit(st, uint32(s.Turn()), index), index
}

// chance draws against the odds of e; an absent one is certain and draws
// nothing. other is the ending that it decides, -1 for anything else.
func (p *Play) chance(s *State, e rule.Expr, st chance.Stream, purpose string, c Cause, other int32) bool {
	if !e.Present() {
		return true
	}
	odds, ok := p.number(s, e)
	if !ok {
		p.fault(Fault{Cause: c, Stage: p.stage, Slot: -1})
		return false
	}
	odds = min(max(odds, 0), 1)
	u, index := p.unit(s, st, c.Self, c.Target)
	pick := int32(1)
	if u < odds {
		pick = 0
	}
	pick, forced := p.fallen(s, index, pick)
	if p.rec != nil {
		p.rec.Draw(Draw{Cause: c, Stage: p.stage, Purpose: purpose, Turn: s.Turn(), Index: index, Unit: u, Odds: p.chances(odds), Pick: pick, Other: other, Forced: forced})
	}
	return pick == 0
}
