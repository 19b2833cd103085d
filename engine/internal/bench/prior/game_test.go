package prior

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"testing"
)

// TestTheGameIsThatOfTheTrials compares ends, turns, states and scores of 200
// games with what the program of the trials gave.
func TestTheGameIsThatOfTheTrials(t *testing.T) {
	const trials = 0x7d73807d100ffd93
	h := fnv.New64a()
	put := func(all ...float64) {
		for _, x := range all {
			h.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)))
		}
	}
	var g Game
	var r Result
	for game := range uint64(200) {
		g.Play(7, game, &r)
		put(float64(r.End), float64(r.Turns))
		put(r.State...)
		put(r.Scores...)
	}
	if got := h.Sum64(); got != trials {
		t.Errorf("sum over 200 games is %#x, want %#x", got, uint64(trials))
	}
}
