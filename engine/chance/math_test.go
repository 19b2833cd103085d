package chance_test

import (
	"hash/fnv"
	"math"
	"math/big"
	"math/bits"
	"testing"

	"demarche/engine/chance"
)

const digits = 320 // bits of the reference

// refExp is e^x by halving x until it is small and a Taylor series.
func refExp(x *big.Float) *big.Float {
	const halvings = 40
	r := new(big.Float).SetPrec(digits)
	r.SetMantExp(x, -halvings)
	sum, term := big.NewFloat(1).SetPrec(digits), big.NewFloat(1).SetPrec(digits)
	for n := 1; n < 40; n++ {
		term.Mul(term, r)
		term.Quo(term, big.NewFloat(float64(n)))
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum
}

// refLog is ln x by Newton's method on refExp. It begins at math.Log of the
// fraction: on some processors math.Log is wrong for subnormal numbers.
func refLog(x float64) *big.Float {
	want := new(big.Float).SetPrec(digits).SetFloat64(x)
	m, k := math.Frexp(x)
	y := new(big.Float).SetPrec(digits).SetFloat64(math.Log(m) + float64(float64(k)*math.Ln2))
	for range 5 {
		e := refExp(y)
		d := new(big.Float).SetPrec(digits).Sub(want, e)
		y.Add(y, d.Quo(d, e))
	}
	return y
}

// ulps is the distance of got from the exact want, in units of got's last place.
func ulps(got float64, want *big.Float) float64 {
	near, _ := want.Float64()
	if math.IsInf(near, 0) && near == got {
		return 0
	}
	unit := math.Nextafter(math.Abs(got), math.Inf(1)) - math.Abs(got)
	d := new(big.Float).SetPrec(digits).SetFloat64(got)
	d.Sub(d, want)
	f, _ := d.Quo(d, big.NewFloat(unit)).Float64()
	return math.Abs(f)
}

// arguments yields n pairs of a number in (0, 1] and one in [-1, 1).
func arguments(n int, yield func(u, s float64)) {
	x := uint64(1)
	next := func() float64 {
		x += 0x9E3779B97F4A7C15
		hi, lo := bits.Mul64(x, 0xD1B54A32D192ED03)
		return float64((hi^lo)>>11) * (1.0 / (1 << 53))
	}
	for range n {
		yield(next()+0x1p-53, float64(2*next())-1)
	}
}

func TestExpIsWithinOneUlp(t *testing.T) {
	worst := 0.0
	arguments(3000, func(u, s float64) {
		for _, x := range []float64{float64(s * 700), s, float64(s * u * 1e-6), -700 - float64(u*8)} {
			want := refExp(new(big.Float).SetPrec(digits).SetFloat64(x))
			worst = max(worst, ulps(chance.Exp(x), want))
		}
	})
	t.Logf("worst %.4f ulp", worst)
	if worst > 1 {
		t.Errorf("Exp is off by %.3f ulp, want at most 1", worst)
	}
}

func TestLogIsWithinOneUlp(t *testing.T) {
	worst := 0.0
	arguments(600, func(u, s float64) {
		for _, x := range []float64{u, 1 + float64(s*u*0x1p-10), math.Ldexp(u, int(s*1000)), 1 + u, u * 0x1p-1040} {
			worst = max(worst, ulps(chance.Log(x), refLog(x)))
		}
	})
	t.Logf("worst %.4f ulp", worst)
	if worst > 1 {
		t.Errorf("Log is off by %.3f ulp, want at most 1", worst)
	}
}

func TestPowIsWithinOneUlp(t *testing.T) {
	worst, at := 0.0, [2]float64{}
	arguments(600, func(u, s float64) {
		for _, c := range [][2]float64{
			{u, float64(s * 3)}, {float64(u * 1000), float64(s * 90)}, {float64(u * 10), math.Floor(s * 64)},
			{1 + float64(s*1e-6), float64(u * 1e8)}, {math.Ldexp(u, int(s*900)), float64(s * u)}, {float64(u * 2), -0.5},
		} {
			e := refLog(c[0])
			e.Mul(e, new(big.Float).SetPrec(digits).SetFloat64(c[1]))
			if d := ulps(chance.Pow(c[0], c[1]), refExp(e)); d > worst {
				worst, at = d, c
			}
		}
	})
	t.Logf("worst %.4f ulp at %v", worst, at)
	if worst > 1 {
		t.Errorf("Pow is off by %.3f ulp at %v, want at most 1", worst, at)
	}
}

// TestMathStaysNearTheStandardLibrary looks at far more arguments than the slow
// reference can; math.Pow itself is off by a few ulp for large exponents.
func TestMathStaysNearTheStandardLibrary(t *testing.T) {
	near := func(name string, got, want float64, limit int64) {
		t.Helper()
		d := int64(math.Float64bits(got)) - int64(math.Float64bits(want))
		if d < -limit || d > limit {
			t.Errorf("%s = %v, want %v within %d ulp", name, got, want, limit)
		}
	}
	arguments(100_000, func(u, s float64) {
		near("Exp", chance.Exp(s*708), math.Exp(s*708), 2)
		near("Log", chance.Log(math.Ldexp(u, int(s*1020))), math.Log(math.Ldexp(u, int(s*1020))), 2)
		near("Pow", chance.Pow(u*100, s*9), math.Pow(u*100, s*9), 8)
	})
}

func TestPowIsExactWhereTheResultIs(t *testing.T) {
	for base := 2; base <= 40; base++ {
		want := 1.0
		for n := 1; want*float64(base) < 1<<53; n++ {
			want *= float64(base)
			if got := chance.Pow(float64(base), float64(n)); got != want {
				t.Errorf("Pow(%d, %d) = %v, want %v", base, n, got, want)
			}
			if got := chance.Pow(-float64(base), float64(n)); math.Abs(got) != want || (got < 0) != (n%2 == 1) {
				t.Errorf("Pow(-%d, %d) = %v, want %v with the sign of the power", base, n, got, want)
			}
			if got := chance.Pow(float64(base), -float64(n)); got != 1/want {
				t.Errorf("Pow(%d, -%d) = %v, want %v", base, n, got, 1/want)
			}
		}
	}
	for n := -1074; n < 1024; n++ {
		if got, want := chance.Pow(2, float64(n)), math.Ldexp(1, n); got != want {
			t.Errorf("Pow(2, %d) = %v, want %v", n, got, want)
		}
	}
}

func TestSpecialCasesAreThoseOfTheStandardLibrary(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	special := []float64{
		0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 2, -2, 3, -3, 1.5, -1.5, 64, 65, -65, 1 << 53, 1<<53 + 2,
		1e308, -1e308, -5e-324, 0x1p-1022, 709.5, 710, -700, -746, 1e19, inf, -inf, nan,
	}
	same := func(got, want float64) bool {
		if got == want || math.IsNaN(got) && math.IsNaN(want) {
			return math.Signbit(got) == math.Signbit(want) || math.IsNaN(got)
		}
		return math.Abs(got-want) <= math.Abs(want)*0x1p-46
	}
	for _, x := range special {
		if got, want := chance.Exp(x), math.Exp(x); !same(got, want) {
			t.Errorf("Exp(%v) = %v, want %v", x, got, want)
		}
		if got, want := chance.Log(x), math.Log(x); !same(got, want) {
			t.Errorf("Log(%v) = %v, want %v", x, got, want)
		}
		for _, y := range special {
			if got, want := chance.Pow(x, y), math.Pow(x, y); !same(got, want) {
				t.Errorf("Pow(%v, %v) = %v, want %v", x, y, got, want)
			}
		}
	}
}

// TestMathHasTheSameBitsEverywhere holds on every processor and compiler
// setting; it was taken on amd64 and checked with GOAMD64=v3 and on arm64.
func TestMathHasTheSameBitsEverywhere(t *testing.T) {
	h := fnv.New64a()
	add := func(x float64) {
		b := math.Float64bits(x)
		h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24), byte(b >> 32), byte(b >> 40), byte(b >> 48), byte(b >> 56)})
	}
	sums := map[string]uint64{}
	note := func(name string) { sums[name] = h.Sum64(); h.Reset() }
	arguments(16_000, func(u, s float64) { add(chance.Exp(float64(s * 740))) })
	note("Exp")
	arguments(16_000, func(u, s float64) { add(chance.Log(math.Ldexp(u, int(s*1020)))) })
	note("Log")
	arguments(16_000, func(u, s float64) { add(chance.Pow(float64(u*50), float64(s*40))) })
	note("Pow")
	want := map[string]uint64{"Exp": 0x3fb7809bacffae84, "Log": 0xb26224d987887d19, "Pow": 0xecec26354f90286b}
	for _, name := range []string{"Exp", "Log", "Pow"} {
		if sums[name] != want[name] {
			t.Errorf("bits of %s have the hash %#x, want %#x", name, sums[name], want[name])
		}
	}
}
