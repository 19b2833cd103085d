package policy

import (
	"math"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// streams are the names of the choices that policies make in a game, worked out
// once.
type streams struct {
	act  []chance.Stream // by action
	pass chance.Stream   // doing nothing
}

func newStreams(g *game.Game) *streams {
	s := &streams{pass: chance.Name("policy", "pass")}
	for i := range g.Actions {
		s.act = append(s.act, chance.Name("policy", g.Actions[i].ID))
	}
	return s
}

// race is a choice among options by one number for each: an option of weight w
// with number u comes in at -ln(u)/w, and the first one in wins. An option wins
// as often as its weight has a share in the sum of all (the smallest of
// exponential variables; L. Devroye, Non-Uniform Random Variate Generation,
// 1986, V.2), and what one option draws moves no other: a new option changes
// only the choices that it wins.
type race struct {
	best float64
	won  bool
}

// runs reports whether an option with this weight is ahead of all before it. An
// option without weight does not take part.
func (r *race) runs(luck chance.Luck, st chance.Stream, turn int32, weight float64) bool {
	if !(weight > 0) {
		return false
	}
	time := math.Inf(1)
	if u := luck.Unit(st, uint32(turn), 0); u > 0 {
		time = -chance.Log(u) / weight
	}
	if r.won && time >= r.best {
		return false
	}
	r.best, r.won = time, true
	return true
}

// picker makes one move: the option that wins the race.
type picker struct {
	streams *streams
	weigh   func(game.View, game.Option) float64 // 0 or less: never
	pass    float64                              // weight of doing nothing
}

// Moves implements [Policy].
func (p *picker) Moves(v game.View, luck chance.Luck, dst []game.Move) []game.Move {
	g, role := v.Game(), v.Role()
	if role < 0 || len(dst) >= moves {
		return dst
	}
	key := g.Roles[role].Key
	var r race
	r.runs(luck, p.streams.pass.Of(key), v.Turn(), p.pass)
	var few [64]game.Option
	pick := game.Option{Action: -1}
	for _, o := range v.Options(few[:0]) {
		if o.Code != game.OK {
			continue
		}
		st := named(p.streams.act[o.Action], g, role, o.Target)
		if r.runs(luck, st, v.Turn(), p.weigh(v, o)) {
			pick = o
		}
	}
	if pick.Action < 0 {
		return dst
	}
	return append(dst, move(v, pick.Action, pick.Target))
}

// named is a stream for a role and, if there is one, a target.
func named(s chance.Stream, g *game.Game, role, target int32) chance.Stream {
	s = s.Of(g.Roles[role].Key)
	if target >= 0 {
		s = s.On(g.Roles[target].Key)
	}
	return s
}

// move makes the viewer's move, confirmed if it must be.
func move(v game.View, action, target int32) game.Move {
	_, crosses := v.Crosses(action, target)
	return game.Move{Action: action, Self: v.Role(), Target: target, Confirm: crosses}
}
