package policy

import (
	"math"
	"math/bits"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// streams are the names of the choices that policies make in a game, worked out
// once.
type streams struct {
	act    []chance.Stream   // by action
	choice [][]chance.Stream // by action and combination; of "publish" by evidence
	amount []chance.Stream   // by action
	plain  []bool            // by action: it leaves nothing open beside its target
	pass   chance.Stream     // doing nothing
	minds  minds
}

func newStreams(g *game.Game) *streams {
	s := &streams{pass: chance.Name("policy", "pass")}
	for i := range g.Actions {
		a := &g.Actions[i]
		s.act = append(s.act, chance.Name("policy", a.ID))
		s.choice = append(s.choice, choices(g, a))
		s.amount = append(s.amount, chance.Name("policy amount", a.ID))
		s.plain = append(s.plain, len(a.Choices) == 0 && !a.Amount.On && !a.Publish)
	}
	return s
}

// even reports whether all actions are plain and have one and the same weight.
func (s *streams) even(weights []float64) bool {
	for i, w := range weights {
		if !s.plain[i] || w != weights[0] || !(w > 0) {
			return false
		}
	}
	return true
}

// choices names the draws among the combinations of an action, by their words;
// nil if there is nothing to choose.
func choices(g *game.Game, a *game.Action) []chance.Stream {
	var out []chance.Stream
	if a.Publish {
		for i := range g.Evidence {
			out = append(out, chance.Name("policy", a.ID+" "+g.Evidence[i].ID))
		}
	}
	if len(a.Choices) == 0 {
		return out
	}
	for k := range a.Combinations() {
		name := a.ID
		for i := range a.Choices {
			name += " " + a.Choices[i].ID + "=" + a.Choices[i].Words[a.Word(k, i)].ID
		}
		out = append(out, chance.Name("policy", name))
	}
	return out
}

// race is a choice among options by one number for each: an option of weight w
// with number u comes in at -ln(u)/w, and the first one in wins. An option wins
// as often as its weight has a share in the sum of all (the smallest of
// exponential variables; L. Devroye, Non-Uniform Random Variate Generation,
// 1986, V.2), and what one option draws moves no other: a new option changes
// only the choices that it wins.
type race struct {
	hand chance.Hand
	turn uint32

	won    bool // somebody is ahead
	u      float64
	weight float64
	time   float64 // when it comes in; worked out when it is needed
	timed  bool
}

// newRace begins a race of one turn.
func newRace(luck chance.Luck, turn int32) race { return race{hand: luck.Hand(), turn: uint32(turn)} }

// runs reports whether an option with this weight is ahead of all before it. An
// option without weight does not take part.
func (r *race) runs(st chance.Stream, weight float64) bool {
	if !(weight > 0) {
		return false
	}
	u := r.hand.Unit(st, r.turn, 0)
	if r.won && !r.beats(u, weight) {
		return false
	}
	r.won, r.u, r.weight, r.timed = true, u, weight, false
	return true
}

// near is how close two numbers must be before it takes logarithms to say which
// is ahead: a thousand times what roundings can do.
const near = 1e-12

// beats reports whether an option comes in before the one that is ahead. -ln(u)
// is never below 1 - u, and of equal weights the larger number is ahead: that
// decides nearly every case.
func (r *race) beats(u, weight float64) bool {
	switch {
	case weight != r.weight:
	case u < r.u*(1-near):
		return false
	case u*(1-near) > r.u:
		return true
	}
	if !r.timed {
		r.time, r.timed = timeOf(r.u, r.weight), true
	}
	if float64((1-u)*(1-near)) >= float64(r.time*weight) {
		return false
	}
	return timeOf(u, weight) < r.time
}

// timeOf is when an option comes in.
func timeOf(u, weight float64) float64 {
	if u > 0 {
		return -chance.Log(u) / weight
	}
	return math.Inf(1)
}

// picker makes one move: the option that wins the race.
type picker struct {
	streams *streams
	weigh   func(game.View, game.Move) float64 // 0 or less: never
	flat    []float64                          // by action, if nothing else decides the weight; else nil
	even    bool                               // all actions are plain and of one weight, and it never passes
	pass    float64                            // weight of doing nothing
	answer  answer
}

// Moves implements [Policy].
func (p *picker) Moves(v game.View, luck chance.Luck, dst []game.Move) []game.Move {
	g, role := v.Game(), v.Role()
	if role < 0 || len(dst) >= moves {
		return dst
	}
	r := newRace(luck, v.Turn())
	if p.pass > 0 {
		r.runs(p.streams.pass.Of(g.Roles[role].Key), p.pass)
	}
	if p.even {
		if m, sure := p.first(&r, v); sure {
			switch {
			case m.Action < 0:
				return dst
			case len(g.Ladder.Firebreaks) > 0:
				m = confirmed(v, m)
			}
			return append(dst, m)
		}
	}
	open := v.Playable()
	pick := game.Move{Action: -1}
	for i := range open {
		o := &open[i]
		st := named(p.streams.act[o.Action], g, role, o.Target)
		if p.flat != nil && p.streams.plain[o.Action] {
			if r.runs(st, p.flat[o.Action]) {
				pick = o.Move(role)
			}
			continue
		}
		best, weight := p.choose(v, luck, o.Move(role))
		if g.Actions[o.Action].Publish {
			st = named(p.streams.choice[o.Action][o.Choice], g, role, o.Target)
		}
		if r.runs(st, weight) {
			pick = best
		}
	}
	if pick.Action < 0 {
		return dst
	}
	if !p.streams.plain[pick.Action] {
		pick = p.amount(v, luck, pick)
	}
	return append(dst, confirmed(v, pick))
}

// first returns the move that wins where all weights are equal: the one with the
// largest number; its action is -1 if nothing is legal. sure is false if another
// one is so near that logarithms must decide. All are drawn before they are
// compared, and compared without a branch; what aims at nobody is drawn without
// being listed.
func (p *picker) first(r *race, v game.View) (pick game.Move, sure bool) {
	in, role := v.Scratch(), v.Role()
	pick = game.Move{Action: -1, Self: role, Target: -1}
	if in == nil {
		return pick, false
	}
	key, roles := v.Game().Roles[role].Key, v.Game().Roles
	n := len(p.streams.act)
	keys := in.Keys.Under(p.streams, r.hand, len(roles)*n)[int(role)*n:][:n] // of the role's actions without a target, as far as they were asked for in this game
	top, second, at := int64(-1), int64(-1), int64(-1)                       // at is who is ahead: its action, and above it target+1
	for pane := range v.Panes() {
		legal, actions, others := v.Offer(pane)
		for ; legal != 0; legal &= legal - 1 {
			action := actions[bits.TrailingZeros64(legal)]
			k := keys[action]
			if k == 0 {
				k = r.hand.Key(p.streams.act[action].Of(key))
				keys[action] = k
			}
			x := int64(k.Bits(r.turn, 0) >> 11)
			if x > top {
				at = int64(action)
			}
			second = max(second, min(x, top))
			top = max(top, x)
		}
		for i := range others {
			o := &others[i]
			x := int64(r.hand.Bits(named(p.streams.act[o.Action], v.Game(), role, o.Target), r.turn, 0) >> 11)
			if x > top {
				at = int64(o.Action) | int64(o.Target+1)<<32
			}
			second = max(second, min(x, top))
			top = max(top, x)
		}
	}
	pick.Action, pick.Target = int32(at), int32(at>>32)-1
	return pick, at < 0 || float64(second) < float64(top)*(1-near)
}

// amount draws one of the amounts that the move may have, evenly, and goes down
// from there to one that is legal; the lowest is.
func (p *picker) amount(v game.View, luck chance.Luck, m game.Move) game.Move {
	steps := v.AmountSteps(m.Action)
	if steps < 2 {
		return m
	}
	u := luck.Unit(named(p.streams.amount[m.Action], v.Game(), m.Self, m.Target), uint32(v.Turn()), 0)
	for k := int(u * float64(steps)); k > 0; k-- {
		n := m
		if n.Amount = v.AmountAt(m.Action, k); v.Legal(n).Code == game.OK {
			return n
		}
	}
	return m
}

// choose picks one of the legal combinations of an option by a race of their
// own, and returns it with its weight: a word more moves only the choices that
// it wins.
func (p *picker) choose(v game.View, luck chance.Luck, best game.Move) (_ game.Move, weight float64) {
	a := &v.Game().Actions[best.Action]
	if len(a.Choices) == 0 {
		return best, p.weigh(v, best)
	}
	r := newRace(luck, v.Turn())
	open := best
	for k := range a.Combinations() {
		m := open
		m.Choice = k
		if v.Legal(m).Code != game.OK {
			continue
		}
		w := p.weigh(v, m)
		if r.runs(named(p.streams.choice[open.Action][k], v.Game(), v.Role(), open.Target), w) {
			best, weight = m, w
		}
	}
	return best, weight
}

// named is a stream for a role and, if there is one, a target.
func named(s chance.Stream, g *game.Game, role, target int32) chance.Stream {
	s = s.Of(g.Roles[role].Key)
	if target >= 0 {
		s = s.On(g.Roles[target].Key)
	}
	return s
}

// confirmed confirms a move of the viewer if it must be.
func confirmed(v game.View, m game.Move) game.Move {
	m.Confirm = v.Dares(m) || v.MustConfirm(m)
	return m
}
