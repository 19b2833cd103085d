// Package prior plays the game of the trials, natively: the yardstick for the
// speed of twin. Its choices are drawn from one generator, evenly among the legal
// actions. All files but this one are generated.
package prior

import "math/bits"

// Game plays one game after another. It belongs to one goroutine.
type Game struct {
	s    state
	a    change
	dice pcg
	sent [injects]bool
}

// Result is how a game went.
type Result struct {
	End    int // index of the condition that ended it; -1: time
	Turns  int
	State  []float64
	Scores []float64
}

// Play plays a game of a seed. It reuses the memory of out.
func (g *Game) Play(seed, game uint64, out *Result) {
	g.dice = pcg{seed, game}
	s := &g.s
	*s = start
	g.sent = [injects]bool{}
	out.End = -1
	turn := 1
	for ; turn <= turns; turn++ {
		s.turn = float64(turn)
		g.a = change{}
		g.moves()
		apply(s, &g.a)
		rules(s)
		inject(s, &g.sent)
		if out.End = end(s); out.End >= 0 {
			break
		}
	}
	out.Turns = min(turn, turns)
	out.Scores = scores(s, out.Scores[:0])
	out.State = s.flat(out.State[:0])
}

// pcg is PCG-DXSM with 128 bits of state, as in math/rand/v2.
type pcg struct{ hi, lo uint64 }

func (d *pcg) half() uint32 {
	const mulHi, mulLo = 2549297995355413924, 4865540595714422341
	const incHi, incLo = 6364136223846793005, 1442695040888963407
	hi, lo := bits.Mul64(d.lo, mulLo)
	hi += d.hi*mulLo + d.lo*mulHi
	lo, carry := bits.Add64(lo, incLo, 0)
	hi, _ = bits.Add64(hi, incHi, carry)
	d.hi, d.lo = hi, lo
	hi ^= hi >> 32
	hi *= 0xda942042e4dd58b5
	hi ^= hi >> 48
	return uint32(hi * (lo | 1) >> 32)
}

func (d *pcg) pick(n int) int { return int(uint64(d.half()) * uint64(n) >> 32) }

func (d *pcg) unit() float64 { return float64(d.half()) / (1 << 32) }

func bit(flag bool) float64 {
	if flag {
		return 1
	}
	return 0
}

func flag(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

func choose(cond bool, a, b float64) float64 {
	if cond {
		return a
	}
	return b
}

func smaller(x, y float64) float64 {
	if y < x {
		return y
	}
	return x
}

func larger(x, y float64) float64 {
	if y > x {
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

func clamp(x, lo, hi float64) float64 {
	if x < lo {
		return lo
	}
	if x > hi {
		return hi
	}
	return x
}
