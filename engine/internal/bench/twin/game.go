// Package twin plays the reference game natively, as one would write it who
// needs this game and nothing else: no tables of rules, no views, no causes. It
// follows the rules of engine/game and makes the choices and draws of
// engine/policy and engine/chance, so that every game ends in the same bits as
// the engine's. All files but this one are generated.
package twin

import (
	"math/bits"

	"demarche/engine/chance"
)

// Game plays one game after another. It belongs to one goroutine.
type Game struct {
	s, next  [places]float64
	touched  uint64 // places that the open stage has changed
	fixed    uint64 // flags that it has set
	turn     uint64
	choices  [roles][actions]uint64 // keys of the draws of this game
	outcomes [roles][actions]uint64
	sent     [injects]bool
	move     [roles]uint8
}

// idle is the move of a role that has nothing legal.
const idle = 255

// Result is how a game went.
type Result struct {
	Ending int // index; ends: time is over
	Turns  int
	State  []float64
	Scores []float64
}

// Play plays the game of a seed. It reuses the memory of out.
func (g *Game) Play(seed chance.Seed, out *Result) {
	mixed := mix(uint64(seed) + golden)
	for i := range choices {
		for k := range choices[i] {
			g.choices[i][k] = mix(mixed ^ uint64(choices[i][k]))
			g.outcomes[i][k] = mix(mixed ^ uint64(outcomes[i][k]))
		}
	}
	s := &g.s
	*s = start
	g.sent = [injects]bool{}
	out.Ending = -1
	for g.turn = 1; out.Ending < 0; g.turn++ {
		s[turn] = float64(g.turn)
		open(s, &g.sent)
		if g.turn > 1 {
			refill(s)
		}
		g.choose()
		g.pay()
		g.next = *s
		g.play()
		g.close()
		rules(s)
		out.Ending = ending(s)
		if out.Ending < 0 && g.turn >= turns {
			out.Ending = ends
		}
	}
	out.Turns = int(s[turn])
	out.Scores = scores(s, out.Scores[:0])
	out.State = append(out.State[:0], s[:]...)
}

// close ends a stage.
func (g *Game) close() {
	for t := g.touched; t != 0; t &= t - 1 {
		i := bits.TrailingZeros64(t) & 63
		x := clamp(g.next[i], most[i])
		g.s[i], g.next[i] = x, x
	}
	g.touched, g.fixed = 0, 0
}

// set sets a flag, unless another effect of the stage has.
func (g *Game) set(place int, to bool) {
	if bit := uint64(1) << place; g.fixed&bit == 0 {
		g.fixed |= bit
		g.touched |= bit
		g.next[place&63] = number(to)
	}
}

const golden = 0x9E3779B97F4A7C15

// unit draws the number of a key in a turn; see engine/chance.
func unit(key, turn uint64) float64 { return float64(int64(draw(key, turn))) * (1.0 / (1 << 53)) }

// draw returns its 53 bits.
func draw(key, turn uint64) uint64 {
	return mix(mix((key^turn<<32)+golden)^bits.RotateLeft64(key, 32)) >> 11
}

func mix(x uint64) uint64 {
	x ^= x >> 27
	x *= 0x3C79AC492BA7B653
	x ^= x >> 33
	x *= 0x1C69B3F74AC4AE35
	x ^= x >> 27
	return x
}

// race returns the legal action that draws the largest number, the first of
// equals: that is who comes in first where all weights are equal, by the least
// -ln(u). Which one it is stands in the lowest bits. It is written without
// branches, which nobody could foretell.
func (g *Game) race(role int, legal []uint8) uint8 {
	best := int64(0)
	keys := &g.choices[role]
	for _, i := range legal {
		x := int64(draw(keys[i], g.turn)<<8 | uint64(actions-i))
		less := best - x
		best -= less & (less >> 63)
	}
	if best == 0 {
		return idle
	}
	return actions - uint8(best)
}

func number(flag bool) float64 {
	if flag {
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

// clamp cuts x to 0 and hi.
func clamp(x, hi float64) float64 {
	if x < 0 {
		return 0
	}
	if x > hi {
		return hi
	}
	return x
}
