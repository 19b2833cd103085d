package chance_test

import (
	"math"
	"math/big"
	"os"
	"strings"
	"testing"

	"demarche/engine/chance"
)

// testdata/normal.txt holds quantiles to 40 digits that were not made by this
// program.
func TestNormalIsTheQuantileOfItsDraw(t *testing.T) {
	file, err := os.ReadFile("testdata/normal.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(file)), "\n")[1:]
	worst, worstAt, far := 0.0, "", 0.0
	for _, l := range lines {
		k, z, _ := strings.Cut(l, " ")
		n, ok := new(big.Float).SetString(k)
		want, okWant := new(big.Float).SetPrec(digits).SetString(z)
		if !ok || !okWant {
			t.Fatalf("cannot read %q", l)
		}
		draw, _ := n.Float64()
		got := chance.Normal(math.Ldexp(draw, -53))
		if u := ulps(got, want); u > worst {
			worst, worstAt = u, k
		}
		if x, _ := want.Float64(); x != 0 {
			far = max(far, math.Abs(got-x)/math.Abs(x))
		}
	}
	t.Logf("%d quantiles, worst %.2f ulp (%s), relative error %.2g", len(lines), worst, worstAt, far)
	if worst > 5 || far > 6e-16 {
		t.Errorf("off by %.2f ulp at %s, %.2g of it", worst, worstAt, far)
	}
}

func TestNormalIsSymmetricAndRises(t *testing.T) {
	last := math.Inf(-1)
	for _, k := range []uint64{0, 1, 2, 100, 1 << 20, 1 << 40, 1 << 49, 675539944105574, 675539944105575, 1 << 51, 1<<52 - 1, 1 << 52, 1<<52 + 1, 1<<53 - 1<<40, 1<<53 - 2, 1<<53 - 1} {
		z := chance.Normal(math.Ldexp(float64(k), -53))
		if z <= last || math.IsInf(z, 0) {
			t.Errorf("the number of draw %d is %v, after %v", k, z, last)
		}
		if mirror := chance.Normal(math.Ldexp(float64(1<<53-1-k), -53)); mirror != -z {
			t.Errorf("the number of draw %d is %v, that of its mirror %v", k, z, mirror)
		}
		last = z
	}
}

func TestADrawOfANormalNumberAllocatesNothing(t *testing.T) {
	sum := 0.0
	if n := testing.AllocsPerRun(100, func() { sum += chance.Normal(0.01) + chance.Normal(0.4) }); n != 0 {
		t.Errorf("%v allocations, %v", n, sum)
	}
}
