package rule

import "math"

// Formula is a number as data: one of some forms into which most effects of
// authors fit, and its constants. It takes half the work of a closure: there is no
// call, and nothing to be saved around one. The widest form is
//
//	(v*s + c)*k/l + pick * ((v*t + d)*m/n + e)
//
// where pick is one of two constants, by two intervals; a part that an expression
// does not have is there with constants that change no bit: times 1, divided by 1,
// plus minus zero. The other forms leave such parts out. It gives the bits of
// [Code.Walk] as long as all numbers of the state are finite, and is not finite
// wherever that is Bad. It reads no registers. It is immutable and safe for
// concurrent use. The zero Formula is no number.
type Formula struct {
	form     form
	a, b     affine
	e        float64
	in, also interval // pick is yes where both hold; ready to be subtracted
	no, flip uint64   // the bits of no, and those in which yes differs
}

// affine is (v*s + c) * k / l.
type affine struct {
	s, c, k, l float64
	slot       int32
}

// form is what there is of a formula.
type form uint8

const (
	asConstant form = iota + 1 // e
	asLine                     // (v*s + c)*k + e
	asLines                    // (v*s + c)*k + (v*t + d)*m
	asSlope                    // (v*s + c)*k + (v*t + d)/n
	asStep                     // (v*s + c)*k + pick, by one interval
	asPick                     // pick
	asFade                     // pick * ((v*t + d)*m/n + e), by one interval
	asCap                      // max(v - w, c)/l + (v*t + d)*m
	asAll                      // all of it
)

// Step is a change of a number as data: what is added to it, taken from it or put
// in its place, cut to constant bounds.
type Step struct {
	Formula Formula
	To      int32
	Op      AssignOp // but Scale
	Lo, Hi  float64
}

// Work computes the formulas of steps, each in its place of out, which is as long.
// A number is not finite if it is Bad or if its formula is none.
func Work(out []float64, steps []Step, v []float64) { work(out[:len(steps)], nil, steps, v, false) }

// Make makes steps one after another. What is not finite is left out; whole reports
// that nothing was.
func Make(steps []Step, v []float64) (whole bool) { return work(nil, v, steps, v, true) }

// Tally makes steps in sums, which are numbers of the state to be, and cuts nothing
// to bounds; all steps read v. A number to be set is NaN before, and the first
// setting counts. What is not finite is left out; whole reports that nothing was.
func Tally(sums []float64, steps []Step, v []float64) (whole bool) {
	return work(nil, sums, steps, v, false)
}

// work is all three: it stands here once, since a call for each number would cost
// as much as the number.
func work(out, sums []float64, steps []Step, v []float64, cut bool) (whole bool) {
	whole = true
	for i := range steps {
		step := &steps[i]
		f := &step.Formula
		x := 0.0
		switch f.form {
		case asConstant:
			x = f.e
		case asLine:
			x = float64((float64(at(v, f.a.slot)*f.a.s)+f.a.c)*f.a.k) + f.e
		case asLines:
			x = float64((float64(at(v, f.a.slot)*f.a.s)+f.a.c)*f.a.k) + float64((float64(at(v, f.b.slot)*f.b.s)+f.b.c)*f.b.k)
		case asSlope:
			x = float64((float64(at(v, f.a.slot)*f.a.s)+f.a.c)*f.a.k) + (float64(at(v, f.b.slot)*f.b.s)+f.b.c)/f.b.l
		case asStep:
			y := at(v, f.in.slot)
			off := all(under(y, f.in.lo) | under(f.in.hi, y))
			x = float64((float64(at(v, f.a.slot)*f.a.s)+f.a.c)*f.a.k) + math.Float64frombits(f.no^f.flip&^off)
		case asPick:
			y, z := at(v, f.in.slot), at(v, f.also.slot)
			off := all(under(y, f.in.lo) | under(f.in.hi, y) | under(z, f.also.lo) | under(f.also.hi, z))
			x = math.Float64frombits(f.no ^ f.flip&^off)
		case asFade:
			y := at(v, f.in.slot)
			off := all(under(y, f.in.lo) | under(f.in.hi, y))
			x = float64(math.Float64frombits(f.no^f.flip&^off) * (float64((float64(at(v, f.b.slot)*f.b.s)+f.b.c)*f.b.k)/f.b.l + f.e))
		case asCap:
			x = at(v, f.a.slot) - at(v, f.in.slot)
			if f.a.c > x {
				x = f.a.c + (x - x) // which is not finite if x was not
			}
			x = x/f.a.l + float64((float64(at(v, f.b.slot)*f.b.s)+f.b.c)*f.b.k)
		case asAll:
			y, z := at(v, f.in.slot), at(v, f.also.slot)
			off := all(under(y, f.in.lo) | under(f.in.hi, y) | under(z, f.also.lo) | under(f.also.hi, z))
			x = math.Float64frombits(f.no ^ f.flip&^off)
			x = float64((float64(at(v, f.a.slot)*f.a.s)+f.a.c)*f.a.k)/f.a.l + float64(x*(float64((float64(at(v, f.b.slot)*f.b.s)+f.b.c)*f.b.k)/f.b.l+f.e))
		default:
			x = math.NaN()
		}
		if sums == nil {
			out[i] = x
			continue
		}
		to := &sums[step.To]
		if !cut {
			whole = into(to, step.Op, x) && whole
			continue
		}
		switch step.Op {
		case AddTo:
			x = *to + x
		case TakeFrom:
			x = *to - x
		}
		if x-x != 0 {
			whole = false
			continue
		}
		*to = max(min(x, step.Hi), step.Lo)
	}
	return whole
}

// into joins what a step comes to with the sum of its number, and reports whether
// it is finite.
func into(sum *float64, op AssignOp, x float64) bool {
	switch {
	case x-x != 0:
		return false
	case op == AddTo:
		*sum += x
	case op == TakeFrom:
		*sum -= x
	case *sum != *sum:
		*sum = x
	}
	return true
}

// Whole reports whether a formula is a whole number, whatever it reads.
func (f *Formula) Whole() bool {
	whole := func(x float64) bool { return x == math.Trunc(x) }
	yes, no := math.Float64frombits(f.no^f.flip), math.Float64frombits(f.no)
	return f.form == asPick && whole(yes) && whole(no) || f.form == asConstant && whole(f.e)
}
