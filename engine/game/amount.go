package game

import "math"

// MostSteps is how many amounts an action may take; what lies above is cut off.
const MostSteps = 10_000

// Amounts returns the lowest and the highest amount that the viewer may give an
// action, and the step between two; all are 0 if it takes none. There is none to
// give if high is below low.
func (v View) Amounts(action int32) (low, high, step float64) {
	r := &v.m.Game.Actions[action].Amount
	if !r.On {
		return 0, 0, 0
	}
	b := v.registers(-1)
	low, high = v.number(r.Min, b), v.number(r.Max, b)
	return low, min(high, low+float64(r.Step*MostSteps)), r.Step
}

// amount judges the amount of a move.
func (v View) amount(m Move) Reason {
	low, high, step := v.Amounts(m.Action)
	bad := Reason{Code: BadAmount, Slot: -1, Need: low, Have: high}
	switch {
	case step == 0 && m.Amount == 0:
		return Reason{Slot: -1}
	case step == 0 || !(m.Amount >= low && m.Amount <= high):
		return bad
	}
	// A step need not be exact in binary: an amount that is one to nine digits is.
	if k := (m.Amount - low) / step; math.Abs(k-math.Round(k)) > 1e-9 {
		return bad
	}
	return Reason{Slot: -1}
}

// AmountAt returns the k-th amount that the viewer may give an action, from 0 for
// the lowest, cut to the highest.
func (v View) AmountAt(action int32, k int) float64 {
	low, high, step := v.Amounts(action)
	if step == 0 {
		return 0
	}
	return math.Min(low+float64(step*float64(k)), high)
}

// AmountSteps returns how many amounts the viewer may give an action; 1 if it
// takes none.
func (v View) AmountSteps(action int32) int {
	low, high, step := v.Amounts(action)
	if step == 0 || high < low {
		return 1
	}
	return int(math.Floor((high-low)/step+1e-9)) + 1
}

// judge judges the words beside a move by their length, see [Move.Said].
func (w Words) judge(said int32) Reason {
	switch {
	case !w.On:
	case said == 1 && w.Needed:
		return Reason{Code: BadText, Slot: -1, Need: 1}
	case said-1 > w.Max:
		return Reason{Code: BadText, Slot: -1, Have: float64(w.Max)}
	}
	return Reason{Slot: -1}
}
