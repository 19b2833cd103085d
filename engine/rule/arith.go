package rule

import (
	"math"

	"demarche/engine/chance"
)

// The few definitions that every back end shares. Whatever is not finite
// becomes the one NaN of math.NaN, so that results have the same bits on every
// processor, and sets Bad.

func finite(x float64) bool { return x-x == 0 }

// isTrue reads a number as a condition; NaN is false.
func isTrue(x float64) bool { return x > 0 }

func truthOf(t bool) float64 {
	if t {
		return 1
	}
	return 0
}

// checked returns x if it is finite, else NaN and Bad.
func (b *Bind) checked(x float64) float64 {
	if finite(x) {
		return x
	}
	b.spoil()
	return math.NaN()
}

// spoil puts down that there was no number.
func (b *Bind) spoil() { b.Bad, b.Spoilt = true, true }

func (b *Bind) quotient(x, y float64) float64 {
	if y == 0 {
		return b.checked(math.NaN())
	}
	return b.checked(x / y)
}

// remainder has the sign of x, as in C and Go.
func (b *Bind) remainder(x, y float64) float64 {
	if y == 0 {
		return b.checked(math.NaN())
	}
	return b.checked(math.Mod(x, y))
}

func (b *Bind) root(x float64) float64     { return b.checked(math.Sqrt(x)) }
func (b *Bind) power(x, y float64) float64 { return b.checked(chance.Pow(x, y)) }
func (b *Bind) exp(x float64) float64      { return b.checked(chance.Exp(x)) }
func (b *Bind) log(x float64) float64      { return b.checked(chance.Log(x)) }

// differ is x != y, but false if one is NaN.
func differ(x, y float64) bool { return x < y || x > y }

// smaller and larger return y only if it is strictly so, or NaN.
func smaller(x, y float64) float64 {
	if y < x || y != y {
		return y
	}
	return x
}

func larger(x, y float64) float64 {
	if y > x || y != y {
		return y
	}
	return x
}

func size(x float64) float64 {
	if x < 0 {
		return 0 - x
	}
	return x
}

// bandOf returns the index of the first cut that is not below x; NaN has none.
func bandOf(x float64, cuts []float64) float64 {
	if x != x {
		return x
	}
	for i, cut := range cuts {
		if x <= cut {
			return float64(i)
		}
	}
	return float64(len(cuts))
}

// read returns the number in slot, or NaN and Bad if there is none.
func (b *Bind) read(v []float64, slot int32) float64 {
	if slot < 0 {
		b.spoil()
		return math.NaN()
	}
	return v[slot]
}

// inTurn reports whether a turn is among those kept by the slots of n. What is
// no turn of the game is not among them.
func (c *Code) inTurn(n *Node, turn float64, v []float64, b *Bind) bool {
	slot := c.Slot(n.Ref, b)
	if slot < 0 {
		b.spoil()
		return false
	}
	if !(turn >= 1 && turn <= float64(n.B)*SlotTurns) || turn != math.Trunc(turn) {
		return false
	}
	at := int32(turn) - 1
	return uint64(v[slot+at/SlotTurns*n.C])>>(at%SlotTurns)&1 == 1
}

// recall returns the i-th number of the memory, or NaN and Bad if nobody
// remembers anything.
func (b *Bind) recall(i int32) float64 {
	if b.Memory == nil {
		b.spoil()
		return math.NaN()
	}
	return b.checked(b.Memory[i])
}

// one and two apply an operation of one or two numbers.
func (b *Bind) one(op Op, x float64) float64 {
	switch op {
	case Abs:
		return size(x)
	case Round:
		return math.Round(x)
	case Floor:
		return math.Floor(x)
	case Ceil:
		return math.Ceil(x)
	case Sqrt:
		return b.root(x)
	case Exp:
		return b.exp(x)
	case Log:
		return b.log(x)
	}
	return b.checked(math.NaN())
}

func (b *Bind) two(op Op, x, y float64) float64 {
	switch op {
	case Add:
		return b.checked(x + y)
	case Sub:
		return b.checked(x - y)
	case Mul:
		return b.checked(float64(x * y))
	case Div:
		return b.quotient(x, y)
	case Mod:
		return b.remainder(x, y)
	case Eq:
		return truthOf(x == y)
	case Ne:
		return truthOf(differ(x, y))
	case Lt:
		return truthOf(x < y)
	case Le:
		return truthOf(x <= y)
	case Gt:
		return truthOf(x > y)
	case Ge:
		return truthOf(x >= y)
	case Min:
		return smaller(x, y)
	case Max:
		return larger(x, y)
	case Pow:
		return b.power(x, y)
	}
	return b.checked(math.NaN())
}
