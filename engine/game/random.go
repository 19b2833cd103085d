package game

import (
	"math"

	"demarche/engine/chance"
	"demarche/engine/rule"
)

// Random is a number that chance makes and expressions read: one of the world,
// or one for each role. Nothing else changes it.
type Random struct {
	ID    string
	Track int32 // whose numbers these are
	Once  bool  // drawn at Start; else anew at every Open
	Dist  Dist
	// Args are what the distribution takes, see [Dist]; of OneOf the weights of
	// its words.
	Args   []rule.Expr
	Stream chance.Stream
}

// Dist says how a random number falls. One draw gives one number, by the inverse
// of the distribution.
type Dist uint8

// The distributions and what they take.
const (
	Uniform     Dist = iota + 1 // low, high: from low up to high
	Normal                      // mean, spread
	Lognormal                   // median, spread: median x e^(spread x normal)
	Exponential                 // mean
	Triangular                  // low, mode, high
	Either                      // chance: 1 or 0
	OneOf                       // weights: the number of one of the words, from 0
)

// fewOdds is how many odds are worked out without allocating.
const fewOdds = 16

// randoms draws the numbers of this time, each after the one before, in file
// order: those drawn once, or those drawn every turn.
func (p *Play) randoms(s *State, once bool) {
	for i := range p.g.Randoms {
		r := &p.g.Randoms[i]
		if r.Once != once {
			continue
		}
		tr := &p.g.Tracks[r.Track]
		for slot := tr.Base; slot < tr.Base+tr.N; slot++ {
			p.random(s, r, slot)
		}
	}
}

// random draws one number. If what its distribution takes makes no sense it
// stays as it was, and that is told.
func (p *Play) random(s *State, r *Random, slot int32) {
	d := &p.g.Slots[slot]
	c := Cause{Kind: CauseDraw, Index: r.Track, Self: d.Role, Target: -1}
	var few [fewOdds]float64
	args := few[:0]
	p.on(d.Role, -1)
	for _, e := range r.Args {
		x, ok := p.number(s, e)
		if !ok {
			p.fault(Fault{Cause: c, Stage: p.stage, Slot: slot})
			return
		}
		args = append(args, x)
	}
	u, index := p.unit(s, r.Stream, d.Role, -1)
	x, odds, ok := r.Dist.at(u, args)
	if !ok {
		p.fault(Fault{Cause: c, Stage: p.stage, Slot: slot})
		return
	}
	pick, forced := int32(0), false
	if len(odds) > 0 {
		pick, forced = p.fallen(s, index, r.Dist.turned(int32(x)))
		x = float64(r.Dist.turned(pick))
	}
	before := s.V[slot]
	s.V[slot] = x
	if p.rec == nil {
		return
	}
	p.rec.Draw(Draw{Cause: c, Stage: p.stage, Purpose: "draw", Turn: s.Turn(), Index: index, Unit: u,
		Odds: p.chances(odds...), Pick: pick, Other: slot, Value: x, Forced: forced})
	if p.stage != StageStart {
		seen := d.Exact
		p.moved(slot, before, x, Part{Cause: c, Op: rule.Set, By: x, Seen: seen, Who: seen})
	}
}

// at returns the number that a draw u gives, and the odds of which it is one, if
// it is one of a few; args are overwritten by them. ok is false if the
// distribution cannot take args or the number is not finite.
func (d Dist) at(u float64, args []float64) (x float64, odds []float64, ok bool) {
	switch d {
	case Uniform:
		x = args[0] + float64((args[1]-args[0])*u)
	case Normal:
		x = args[0] + float64(args[1]*chance.Normal(u))
	case Lognormal:
		x = float64(args[0] * chance.Exp(float64(args[1]*chance.Normal(u))))
	case Exponential:
		x = -float64(args[0] * chance.Log(1-u))
	case Triangular:
		x = triangular(u, args[0], args[1], args[2])
	case Either:
		args[0] = min(max(args[0], 0), 1)
		if u < args[0] {
			x = 1
		}
		return x, args, true
	case OneOf:
		return oneOf(u, args)
	}
	x += 0 // no number is -0
	return x, nil, d.takes(args) && !math.IsNaN(x) && !math.IsInf(x, 0)
}

// turned is the pick of a number that is one of a few, and the number of a pick:
// the first of the odds of a chance is that it comes, which is 1.
func (d Dist) turned(i int32) int32 {
	if d == Either {
		return 1 - i
	}
	return i
}

// takes reports whether a distribution of numbers can take these.
func (d Dist) takes(args []float64) bool {
	switch d {
	case Normal:
		return args[1] >= 0
	case Lognormal:
		return args[0] > 0 && args[1] >= 0
	case Exponential:
		return args[0] >= 0
	case Triangular:
		return args[0] <= args[1] && args[1] <= args[2]
	}
	return args[0] <= args[1]
}

// triangular is the inverse of the distribution that rises from low to mode and
// falls to high.
func triangular(u, low, mode, high float64) float64 {
	width := high - low
	if width <= 0 {
		return low
	}
	if left := mode - low; float64(u*width) < left {
		return low + math.Sqrt(float64(float64(u*width)*left))
	}
	return high - math.Sqrt(float64(float64((1-u)*width)*(high-mode)))
}

// oneOf picks a word by weights, which become the odds.
func oneOf(u float64, weights []float64) (x float64, odds []float64, ok bool) {
	total := 0.0
	for _, w := range weights {
		if w < 0 {
			return 0, nil, false
		}
		total += w
	}
	if !(total > 0) || math.IsInf(total, 0) {
		return 0, nil, false
	}
	for i := range weights {
		weights[i] /= total
	}
	pick := pickOf(u, weights)
	for pick = min(pick, int32(len(weights))-1); weights[pick] == 0; pick-- {
		// the running sum fell short of 1 by a rounding
	}
	return float64(pick), weights, true
}
