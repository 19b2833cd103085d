package wire

import (
	"math"
	"slices"

	"demarche/engine/game"
	"demarche/engine/policy"
)

// options lists the viewer's measures in this turn, in the order of the file,
// the targets of one measure together, and the evidence of "publish".
func (d *Desk) options(gv game.View) []Option {
	out, all := []Option{}, gv.Options(nil)
	from := []int{} // the first of all that belongs to each of out
	for i, o := range all {
		a := &d.g.Actions[o.Action]
		last := len(out) - 1
		if last < 0 || out[last].Action != a.ID {
			out, from = append(out, d.option(gv, o)), append(from, i)
			last++
		}
		switch {
		case a.Publish:
			item := Publish{Evidence: d.evidenceID(o.Choice), OK: o.Code == game.OK}
			item.Beyond = item.OK && gv.Beyond(o.Move(d.role))
			item.Code, item.Why = d.why(gv, o)
			out[last].Items = append(out[last].Items, item)
		case a.Targets != nil:
			out[last].Targets = append(out[last].Targets, d.target(gv, o, &out[last]))
		default:
			continue
		}
		out[last].OK = out[last].OK || o.Code == game.OK
	}
	from = append(from, len(all))
	for i := range out {
		out[i].Cases = d.cases(gv, all[from[i]:from[i+1]])
		out[i].shorten()
	}
	d.advise(gv, out)
	return out
}

// advise marks what the plan of the viewer's role has for this turn.
func (d *Desk) advise(gv game.View, options []Option) {
	for _, a := range policy.Advise(gv) {
		i := slices.IndexFunc(options, func(o Option) bool { return o.Action == d.g.Actions[a.Move.Action].ID })
		if i < 0 {
			continue
		}
		options[i].Plan = true
		if a.Move.Target < 0 || a.Any {
			continue
		}
		for j := range options[i].Targets {
			t := &options[i].Targets[j]
			t.Plan = t.Plan || t.Role == d.roleID(a.Move.Target)
		}
	}
}

func (d *Desk) option(gv game.View, o game.Option) Option {
	a := &d.g.Actions[o.Action]
	out := Option{Action: a.ID}
	if a.Publish {
		return out
	}
	m := o.Move(d.role)
	out.Costs, out.Odds, out.Words = d.costs(gv, m), round(gv.Odds(m)), d.words(gv, o.Action)
	for _, i := range gv.Breaks(o.Action) {
		out.Breaks = append(out.Breaks, d.voice.Agreement(i))
	}
	if low, high, step := gv.Amounts(o.Action); step > 0 {
		out.Amounts = &Amounts{Low: low, High: high, Step: step}
	}
	if a.Temptation {
		out.Closes = int(gv.Closes(o.Action))
	}
	if a.Targets == nil {
		out.OK = o.Code == game.OK
		out.Code, out.Why = d.why(gv, o)
		out.Warn = gv.Warned(m)
		out.Crosses = d.crosses(gv, m)
	}
	return out
}

// words lists the words of an action's choices that are locked by their own
// condition.
func (d *Desk) words(gv game.View, action int32) []Word {
	a := &d.g.Actions[action]
	var out []Word
	for i := range a.Choices {
		for j := range a.Choices[i].Words {
			picked := make([]int32, len(a.Choices))
			picked[i] = int32(j)
			low, _, _ := gv.Amounts(action)
			m := game.Move{Action: action, Self: d.role, Target: -1, Choice: a.Combination(picked), Amount: low}
			if r := gv.Word(m, i); r.Code != game.OK {
				out = append(out, Word{a.Choices[i].ID, a.Choices[i].Words[j].ID, r.Code.String(), d.voice.Reason(gv, action, -1, r)})
			}
		}
	}
	return out
}

// target says what holds for one target; costs and odds only where they differ
// from those of the option, which are those of its first target.
func (d *Desk) target(gv game.View, o game.Option, of *Option) Target {
	m := o.Move(d.role)
	t := Target{Role: d.roleID(o.Target), OK: o.Code == game.OK, Warn: gv.Warned(m), Crosses: d.crosses(gv, m)}
	t.Code, t.Why = d.why(gv, o)
	if costs := d.costs(gv, m); !slices.Equal(costs, of.Costs) {
		t.Costs = costs
	}
	if odds := round(gv.Odds(m)); !slices.Equal(odds, of.Odds) {
		t.Odds = odds
	}
	return t
}

// shorten says once, at the option, what is wrong with every target alike; and of
// evidence that is refused, only what differs from the one refused before it.
func (o *Option) shorten() {
	var last Publish
	for i := range o.Items {
		x := &o.Items[i]
		switch {
		case x.OK:
		case x.Code == last.Code && x.Why == last.Why:
			x.Code, x.Why = "", ""
		default:
			last = *x
		}
	}
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

func (d *Desk) crosses(gv game.View, m game.Move) int {
	if rung, crosses := gv.Crosses(m); crosses {
		return int(rung)
	}
	return 0
}

// costs lists what the measure would take.
func (d *Desk) costs(gv game.View, m game.Move) []Cost {
	var out []Cost
	for i := range d.g.Actions[m.Action].Costs {
		slot, x := gv.Cost(m, i)
		if slot >= 0 {
			step, even := d.perStep(gv, m, i)
			out = append(out, Cost{Track: d.g.Tracks[d.g.Slots[slot].Track].ID, By: *figure(x), Step: step, Uneven: !even})
		}
	}
	return out
}

// mostSteps is how many steps of an amount are priced, to see whether each costs
// the same.
const mostSteps = 200

// perStep returns what each step more of the amount adds to a cost of a move with
// the lowest one; even is false if the steps differ, or are too many to be looked
// at.
func (d *Desk) perStep(gv game.View, m game.Move, cost int) (by float64, even bool) {
	low, high, step := gv.Amounts(m.Action)
	if step <= 0 || high < low+step {
		return 0, true
	}
	if high > low+float64(step*mostSteps) {
		return 0, false
	}
	_, first := gv.Cost(m, cost)
	m.Amount = low + step
	_, second := gv.Cost(m, cost)
	by = second - first
	for k := 2.0; low+float64(k*step) <= high; k++ {
		m.Amount = low + float64(k*step)
		if _, x := gv.Cost(m, cost); math.Abs(x-first-float64(k*by)) > 1e-6 {
			return 0, false
		}
	}
	return *figure(by), true
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
