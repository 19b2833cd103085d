package wire

import (
	"slices"

	"demarche/engine/game"
)

// options lists the viewer's measures in this turn, in the order of the file,
// the targets of one measure together.
func (d *Desk) options(gv game.View) []Option {
	out := []Option{}
	for _, o := range gv.Options(nil) {
		a := &d.g.Actions[o.Action]
		last := len(out) - 1
		if last < 0 || out[last].Action != a.ID {
			out = append(out, d.option(gv, o))
			last++
		}
		if a.Targets != nil {
			out[last].Targets = append(out[last].Targets, d.target(gv, o, &out[last]))
			out[last].OK = out[last].OK || o.Code == game.OK
		}
	}
	for i := range out {
		out[i].shorten()
	}
	return out
}

func (d *Desk) option(gv game.View, o game.Option) Option {
	a := &d.g.Actions[o.Action]
	out := Option{Action: a.ID, Costs: d.costs(gv, o), Odds: round(gv.Odds(o.Action, o.Target))}
	if a.Temptation {
		out.Closes = int(gv.Closes(o.Action))
	}
	if a.Targets == nil {
		out.OK = o.Code == game.OK
		out.Code, out.Why = d.why(gv, o)
		out.Warn = gv.Warned(o.Action, -1)
		out.Crosses = d.crosses(gv, o)
	}
	return out
}

// target says what holds for one target; costs and odds only where they differ
// from those of the option, which are those of its first target.
func (d *Desk) target(gv game.View, o game.Option, of *Option) Target {
	t := Target{Role: d.roleID(o.Target), OK: o.Code == game.OK, Warn: gv.Warned(o.Action, o.Target), Crosses: d.crosses(gv, o)}
	t.Code, t.Why = d.why(gv, o)
	if costs := d.costs(gv, o); !slices.Equal(costs, of.Costs) {
		t.Costs = costs
	}
	if odds := round(gv.Odds(o.Action, o.Target)); !slices.Equal(odds, of.Odds) {
		t.Odds = odds
	}
	return t
}

// shorten says once, at the option, what is wrong with every target alike.
func (o *Option) shorten() {
	if len(o.Targets) == 0 || o.OK {
		return
	}
	for _, t := range o.Targets[1:] {
		if t.Why != o.Targets[0].Why || t.Code != o.Targets[0].Code {
			return
		}
	}
	o.Code, o.Why = o.Targets[0].Code, o.Targets[0].Why
	for i := range o.Targets {
		o.Targets[i].Code, o.Targets[i].Why = "", ""
	}
}

func (d *Desk) why(gv game.View, o game.Option) (code, why string) {
	if o.Code == game.OK {
		return "", ""
	}
	return o.Code.String(), d.voice.Reason(gv, o.Action, o.Target, o.Reason)
}

func (d *Desk) crosses(gv game.View, o game.Option) int {
	if rung, crosses := gv.Crosses(o.Action, o.Target); crosses {
		return int(rung)
	}
	return 0
}

// costs lists what the measure would take.
func (d *Desk) costs(gv game.View, o game.Option) []Cost {
	var out []Cost
	for i := range d.g.Actions[o.Action].Costs {
		slot, x := gv.Cost(o.Action, i, o.Target)
		if slot >= 0 {
			out = append(out, Cost{Track: d.g.Tracks[d.g.Slots[slot].Track].ID, By: *figure(x)})
		}
	}
	return out
}

// round keeps four decimals of odds: more would be noise to a reader.
func round(odds []float64) []float64 {
	for i, x := range odds {
		odds[i] = float64(int(float64(x*10000)+0.5)) / 10000
	}
	return odds
}

// disclosed reports whether the viewer has the card of one of its measures: that
// of a response always, that of a temptation once it was offered.
func (d *Desk) disclosed(action int32) bool {
	a := &d.g.Actions[action]
	return !a.Temptation || d.known["card/"+a.ID]
}
