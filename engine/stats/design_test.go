package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// In every dimension of a Latin hypercube each slice holds one point.
func TestEverySliceOfALatinHypercubeHoldsOnePoint(t *testing.T) {
	for _, n := range []int{1, 2, 7, 1000} {
		points := LatinHypercube(n, 5, 42)
		if len(points) != n {
			t.Fatalf("%d points of %d", len(points), n)
		}
		for d := range 5 {
			seen := make([]int, n)
			for _, p := range points {
				seen[int(math.Floor(p[d]*float64(n)))]++
			}
			if slices.Max(seen) != 1 || slices.Min(seen) != 1 {
				t.Errorf("n %d, dimension %d: slices hold %v", n, d, seen)
			}
		}
	}
}

// The slices of two dimensions have nothing to do with each other: over many
// designs their correlation is around 0 with deviation 1/sqrt(n-1).
func TestDimensionsOfALatinHypercubeAreIndependent(t *testing.T) {
	const n, designs = 20, 400
	sum, square := 0.0, 0.0
	for seed := range designs {
		var xy float64
		for _, p := range LatinHypercube(n, 2, uint64(seed)) {
			xy += (p[0] - 0.5) * (p[1] - 0.5)
		}
		r := xy / n * 12
		sum += r
		square += r * r
	}
	mean, sd := sum/designs, math.Sqrt(square/designs)
	if math.Abs(mean) > 0.045 || math.Abs(sd-1/math.Sqrt(n-1)) > 0.03 {
		t.Errorf("correlation %.3f +- %.3f, want 0 +- %.3f", mean, sd, 1/math.Sqrt(n-1))
	}
}

// The first b^k points of a Halton sequence have one in each of the b^k slices of
// the dimension of base b, scrambled or not.
func TestHaltonFillsEverySlice(t *testing.T) {
	points := Halton(625, 4, 9)
	for d, slicesOf := range [][]int{{2, 4, 512}, {3, 9, 243}, {5, 25, 625}, {7, 49, 343}} {
		for _, n := range slicesOf {
			seen := make([]int, n)
			for _, p := range points[:n] {
				if !(p[d] >= 0 && p[d] < 1) {
					t.Fatalf("a number of %v", p[d])
				}
				seen[int(math.Floor(p[d]*float64(n)+1e-9))]++
			}
			if slices.Max(seen) != 1 || slices.Min(seen) != 1 {
				t.Errorf("dimension %d: %d slices hold %v", d, n, seen)
			}
		}
	}
}

func TestMoreHaltonPointsKeepTheFirst(t *testing.T) {
	few, many := Halton(10, 6, 1), Halton(50, 6, 1)
	for i := range few {
		if !slices.Equal(few[i], many[i]) {
			t.Errorf("point %d: %v, then %v", i, few[i], many[i])
		}
	}
	if slices.Equal(few[3], Halton(10, 6, 2)[3]) {
		t.Error("another seed gives the same points")
	}
}

// The integral of the product of 12 (x - 1/2)^2 over 4 dimensions is 1. Halton
// points come nearer to it than as many random ones, whose error would be about
// sqrt(((9/5)^4 - 1) / n) = 0.031 for n = 10,000.
func TestHaltonIntegrates(t *testing.T) {
	const n = 10000
	worst := 0.0
	for seed := range 10 {
		sum := 0.0
		for _, p := range Halton(n, 4, uint64(seed)) {
			f := 1.0
			for _, x := range p {
				f *= 12 * (x - 0.5) * (x - 0.5)
			}
			sum += f
		}
		worst = max(worst, math.Abs(sum/n-1))
	}
	if worst > 0.006 {
		t.Errorf("off by %.4f", worst)
	}
}

// Designs are part of a study's results: these points must come out in ten years
// and on every machine.
func TestDesignsStayTheSame(t *testing.T) {
	got := fmt.Sprint(LatinHypercube(3, 2, 7), Halton(3, 2, 7))
	const want = `[[0.0865366209919766 0.9948667581748811] [0.7257457801185074 0.6528361729541442] [0.607986418481052 0.3212032022205521]] [[0.22998789978772327 0.6176078088537413] [0.7299878997877233 0.9509411421870747] [0.47998789978772327 0.284274475520408]]`
	if got != want {
		t.Errorf("designs changed:\n%s", got)
	}
}
