package game

// Option is an action with one of its targets, legal or locked. If there is
// something to choose, Choice is the first combination that is legal, or 0; of
// the built-in move "publish" it is the evidence. Amount is the lowest there is.
type Option struct {
	Action int32
	Target int32 // -1 = none
	Choice int32
	Amount float64
	Reason // Code OK: legal
}

// Move returns the option as an unconfirmed move of a role.
func (o Option) Move(self int32) Move {
	return Move{Action: o.Action, Self: self, Target: o.Target, Choice: o.Choice, Amount: o.Amount}
}

// Options appends every action of the viewer with every target: those that it
// could choose alone, and those that are locked, with the reason. A temptation
// that is not offered is not there.
func (v View) Options(dst []Option) []Option {
	if v.role < 0 || v.s.Ended() {
		return dst
	}
	for _, i := range v.m.menu[v.role].actions {
		dst = v.options(dst, i)
	}
	return dst
}

// options appends an action of the viewer with every target.
func (v View) options(dst []Option, action int32) []Option {
	a := &v.m.Game.Actions[action]
	switch {
	case a.Temptation && !v.Offered(action):
	case a.Publish:
		dst = v.publishable(dst, action)
	case a.Targets == nil:
		dst = append(dst, v.option(action, -1))
	default:
		for _, t := range a.Targets {
			if t != v.role {
				dst = append(dst, v.option(action, t))
			}
		}
	}
	return dst
}

// option looks for a legal combination. If there is none the reason is that of
// the first one.
func (v View) option(action, target int32) Option {
	low, _, _ := v.Amounts(action)
	o := Option{Action: action, Target: target, Amount: low}
	o.Reason = v.Legal(o.Move(v.role))
	n := v.m.Game.Actions[action].Combinations()
	if n > 1 && o.Code == Locked && v.m.apart[action] && v.all(v.m.Game.Actions[action].When, o.Move(v.role)).Code != OK {
		return o // whatever is chosen
	}
	for choice := int32(1); choice < n && o.Code != OK; choice++ {
		if r := v.Legal(Move{Action: action, Self: v.role, Target: target, Choice: choice, Amount: low}); r.Code == OK {
			o.Choice, o.Reason = choice, r
		}
	}
	return o
}

// publishable appends one option for each piece of evidence that the viewer
// holds and that is not published yet.
func (v View) publishable(dst []Option, action int32) []Option {
	for i := range v.m.Game.Evidence {
		if v.Holding(int32(i)) == 1 && !v.Published(int32(i)) {
			o := Option{Action: action, Target: -1, Choice: int32(i)}
			if o.Reason = v.publish(o.Choice); o.Code == OK {
				o.Reason = v.afford([]Move{o.Move(v.role)})
			}
			dst = append(dst, o)
		}
	}
	return dst
}

// Offered reports whether a temptation stands for the viewer.
func (v View) Offered(action int32) bool {
	a := &v.m.Game.Actions[action]
	since := v.s.V[a.Offer0+v.role]
	return since > 0 && v.s.V[SlotTurn] < since+float64(a.Lasts)
}

// Closes returns the last turn in which an offered temptation stands.
func (v View) Closes(action int32) int32 {
	a := &v.m.Game.Actions[action]
	return int32(v.s.V[a.Offer0+v.role]) + a.Lasts - 1
}

// Word judges the word that a move of the viewer picks for its i-th choice, by
// the word's own condition alone.
func (v View) Word(m Move, i int) Reason {
	a := &v.m.Game.Actions[m.Action]
	return v.all(a.Choices[i].Words[a.Word(m.Choice, i)].When, m)
}
