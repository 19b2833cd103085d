package table

import (
	"fmt"
	"math"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// The causes that are no thing of the scenario.
const (
	clamped    = "clamp"
	overridden = "override"
)

// changes makes a row for each cause of each change, in the order in which the
// stage applied them: additions, multiplications, a setting, bounds. Each goes on
// from where the one before it came to, so the first before and the last after
// are those of the number.
func (k *Maker) changes(of *game.Ledger, turn int32, opening bool) {
	for i := range of.Changes {
		c := &of.Changes[i]
		x := running{k: k, c: c, turn: turn, opening: opening, at: c.Before, base: c.Before, scale: 1}
		x.drop = !x.finite()
		x.each(rule.AddTo, rule.TakeFrom)
		x.base = x.at
		x.each(rule.Scale)
		x.each(rule.Set)
		if x.at != c.After {
			x.row(clamped, source.Pos{}, c.After)
		}
	}
}

// running is a change while its causes are told.
type running struct {
	k        *Maker
	c        *game.Change
	turn     int32
	opening  bool
	at, base float64
	scale    float64
	drop     bool // the result was no finite number, so nothing of it counted
}

// finite reports whether the causes together come to a finite number.
func (x *running) finite() bool {
	sum, scale := x.c.Before, 1.0
	for i := range x.c.Parts {
		switch p := &x.c.Parts[i]; {
		case p.Op == rule.Set && !p.Lost:
			return p.By-p.By == 0
		case p.Op == rule.AddTo:
			sum += p.By
		case p.Op == rule.TakeFrom:
			sum -= p.By
		case p.Op == rule.Scale:
			scale = float64(scale * p.By)
		}
	}
	return !math.IsNaN(float64(sum*scale)) && !math.IsInf(float64(sum*scale), 0)
}

// each makes the rows of the causes that change the number in these ways.
func (x *running) each(ops ...rule.AssignOp) {
	for i := range x.c.Parts {
		p := &x.c.Parts[i]
		if p.Op != ops[0] && p.Op != ops[len(ops)-1] {
			continue
		}
		to := x.at
		switch {
		case x.drop || p.Lost:
		case p.Op == rule.AddTo:
			to += p.By
		case p.Op == rule.TakeFrom:
			to -= p.By
		case p.Op == rule.Scale:
			x.scale = float64(x.scale * p.By)
			to = float64(x.base * x.scale)
		default:
			to = p.By
		}
		x.row(x.k.cause(&p.Cause, x.opening), p.At, to)
	}
}

// row tells that a cause brought the number from where it was to somewhere.
func (x *running) row(cause string, at source.Pos, to float64) {
	b := x.k.key(Changes, x.turn, 1)
	c := b.Columns
	x.k.text(&c[2], stageName(x.c.Stage))
	x.k.text(&c[3], cause)
	x.k.text(&c[4], placeName(at))
	x.k.text(&c[5], x.k.l.m.Game.Slots[x.c.Slot].Path)
	c[6].float(x.at)
	c[7].float(to)
	x.at = to
}

// placeName is file:line; "" of what no author wrote.
func placeName(at source.Pos) string {
	if at.Line == 0 {
		return at.File
	}
	return fmt.Sprintf("%s:%d", at.File, at.Line)
}

// stageNames are the words of the stages that no tray has.
var stageNames = [...]string{"", "start", "open", "cost", "rules", "close", "act"}

func stageName(s game.Stage) string {
	if s >= game.StageTray {
		return game.Tray(s - game.StageTray).String()
	}
	return stageNames[s]
}

// cause names a cause. What a move of the turn did is "move:" and its index among
// the turn's moves; what one of an earlier turn did is "due:" and its id.
func (k *Maker) cause(c *game.Cause, opening bool) string {
	g := k.l.m.Game
	switch c.Kind {
	case game.CauseForced:
		return overridden
	case game.CauseDrift:
		return "drift"
	case game.CauseRefill:
		return "refill"
	case game.CauseDraw:
		return "draw"
	case game.CauseCooling:
		return "cooling"
	case game.CauseBelief:
		return "belief"
	case game.CauseShare:
		return share
	}
	if c.Kind == 0 || c.Index < 0 {
		return ""
	}
	block := &g.Blocks[c.Index]
	if block.Of == game.OwnerAction {
		return k.moved(c, opening)
	}
	return owners[block.Of] + ":" + block.ID + k.whose(c)
}

// owners are the words of things that change numbers.
var owners = [...]string{game.OwnerAttack: "attack", game.OwnerInject: "inject", game.OwnerRule: "rule", game.OwnerAgreement: "agreement", game.OwnerDeadline: "deadline", game.OwnerEvidence: "evidence", game.OwnerNobody: "engine"}

// moved names what a move did.
func (k *Maker) moved(c *game.Cause, opening bool) string {
	word := "move"
	switch c.Kind {
	case game.CauseCost:
		word = "cost"
	case game.CauseRefund:
		word = "refund"
	case game.CauseAct:
		word = "rung"
	}
	e := game.Event{Block: c.Index, Self: c.Self, Target: c.Target, Choice: c.Choice, Amount: c.Amount, Other: -1}
	for i := range k.places {
		p := &k.places[i]
		if k.l.m.Game.Actions[p.move.Action].Publish {
			e.Other = p.move.Choice
		}
		if !opening && k.l.m.Follows(e, p.move) {
			return fmt.Sprintf("%s:%d", word, p.index)
		}
	}
	return "due:" + k.l.m.Game.Blocks[c.Index].ID + k.whose(c)
}

// whose names the roles of a cause.
func (k *Maker) whose(c *game.Cause) string {
	out := ""
	for _, r := range [...]int32{c.Self, c.Target} {
		if r >= 0 {
			out += "/" + k.l.m.Game.Roles[r].ID
		}
	}
	return out
}
