package chance

import "math"

// The functions of this file use only additions, products, quotients, exact
// scaling by powers of two and the fused product of math.FMA, each of which
// IEEE 754 defines to the last bit; every other product is rounded by float64()
// so that no compiler fuses it. They give the same bits on every processor,
// which math.Exp, math.Log and math.Pow (assembly on some) do not promise.
//
// Sources: the argument reductions and the minimax polynomials of exp and log
// are those of fdlibm 5.3, e_exp.c and e_log.c (Sun Microsystems, 1993); the
// product and sum with their rounding error are those of T. J. Dekker,
// Numerische Mathematik 18 (1971), and D. E. Knuth, TAOCP 2, 4.2.2.

const (
	ln2Hi = 6.93147180369123816490e-01 // ln 2, its upper 33 bits
	ln2Lo = 1.90821492927058770002e-10 // ln 2 - ln2Hi
	log2E = 1.44269504088896338700e+00 // 1 / ln 2

	expOver  = 7.09782712893383973096e+02  // above it e^x is infinite
	expUnder = -7.45133219101941108420e+02 // below it e^x is 0
)

// Exp returns e to the power of x, within 1 ulp. Exp(+Inf) is +Inf, Exp(-Inf)
// is 0, Exp(NaN) is NaN; above 709.78 it is +Inf, below -745.13 it is 0.
func Exp(x float64) float64 {
	switch {
	case x != x || x > math.MaxFloat64:
		return x
	case x < -math.MaxFloat64:
		return 0
	}
	return expOf(x, 0)
}

// expOf returns e^(x+tail), where tail is small beside x.
func expOf(x, tail float64) float64 {
	switch {
	case x > expOver:
		return math.Inf(1)
	case x < expUnder:
		return 0
	}
	k := math.Floor(float64(log2E*x) + 0.5)
	// k has at most 11 bits and ln2Hi 33, so the first product is exact.
	hi := x - float64(k*ln2Hi)
	lo := float64(k*ln2Lo) - tail
	r := hi - lo
	t := float64(r * r)
	c := r - float64(t*expPoly(t))
	y := 1 - ((lo - float64(r*c)/(2-c)) - hi)
	return math.Ldexp(y, int(k))
}

// expPoly is the minimax polynomial of r (e^r + 1) / (e^r - 1) - 2 in t = r²,
// divided by t, for |r| up to ln(2)/2.
func expPoly(t float64) float64 {
	const (
		p1 = 1.66666666666666019037e-01
		p2 = -2.77777777770155933842e-03
		p3 = 6.61375632143793436117e-05
		p4 = -1.65339022054652515390e-06
		p5 = 4.13813679705723846039e-08
	)
	p := p4 + float64(t*p5)
	p = p3 + float64(t*p)
	p = p2 + float64(t*p)
	return p1 + float64(t*p)
}

// Log returns the natural logarithm of x, within 1 ulp. Log(+Inf) is +Inf,
// Log(0) is -Inf, Log of a negative number and Log(NaN) are NaN.
func Log(x float64) float64 {
	switch {
	case x != x || x > math.MaxFloat64:
		return x
	case x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	}
	m, k := split(x)
	f := m - 1
	s := f / (2 + f)
	z := float64(s * s)
	half := float64(float64(0.5*f) * f)
	return float64(k*ln2Hi) - ((half - (float64(s*(half+logPoly(z))) + float64(k*ln2Lo))) - f)
}

// logPoly is the minimax polynomial of (log(1+s) - log(1-s) - 2s) / s in
// z = s², for |s| up to 3 - sqrt(8).
func logPoly(z float64) float64 {
	const (
		l1 = 6.666666666666735130e-01
		l2 = 3.999999999940941908e-01
		l3 = 2.857142874366239149e-01
		l4 = 2.222219843214978396e-01
		l5 = 1.818357216161805012e-01
		l6 = 1.531383769920937332e-01
		l7 = 1.479819860511658591e-01
	)
	w := float64(z * z)
	even := l4 + float64(w*l6)
	even = float64(w * (l2 + float64(w*even)))
	odd := l5 + float64(w*l7)
	odd = l3 + float64(w*odd)
	odd = float64(z * (l1 + float64(w*odd)))
	return even + odd
}

// split returns m in [sqrt(1/2), sqrt(2)) and k with x = m 2^k, for finite
// x above 0.
func split(x float64) (m, k float64) {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		e--
	}
	return m, float64(e)
}

// maxWhole is the largest whole exponent that is done by products alone.
const maxWhole = 64

// Pow returns x to the power of y, within 1 ulp. Where y is whole, at most 64
// in size, and the result fits a float64 exactly, it is exact. Special cases, the
// first that fits:
//
//	Pow(x, 0) = 1, Pow(1, y) = 1, also for NaN
//	Pow(NaN, y) = Pow(x, NaN) = NaN
//	Pow(0, y) = +Inf for y < 0, 0 for y > 0; with the sign of x for odd y
//	Pow(-1, ±Inf) = 1
//	Pow(x, ±Inf) = 0 or +Inf
//	Pow(±Inf, y) = 0 or Inf; with the sign of x for odd y
//	Pow(x, y) = NaN for x < 0 and y not whole
func Pow(x, y float64) float64 {
	switch {
	case y == 0 || x == 1:
		return 1
	case x != x || y != y:
		return math.NaN()
	case y == 1:
		return x
	}
	size, odd := math.Abs(x), oddWhole(y)
	var p float64
	switch {
	case size == 0 || size > math.MaxFloat64 || math.Abs(y) > math.MaxFloat64:
		p = edge(size, y)
	case x < 0 && y != math.Floor(y):
		return math.NaN()
	default:
		p = powOf(size, y)
	}
	if odd && math.Signbit(x) {
		return -p
	}
	return p
}

// edge is x^y where x is 0 or infinite, or y is infinite.
func edge(x, y float64) float64 {
	switch {
	case x == 1:
		return 1
	case (x > 1) == (y > 0):
		return math.Inf(1)
	}
	return 0
}

// oddWhole reports whether y is an odd whole number. Every float64 from 2^53 on
// is even.
func oddWhole(y float64) bool {
	return math.Abs(y) < 1<<53 && y == math.Floor(y) && int64(y)&1 == 1
}

// powOf is x^y for finite x above 0 and finite y.
func powOf(x, y float64) float64 {
	l := logWide(x)
	e := l.times(wide{y, 0})
	if y == math.Floor(y) && math.Abs(y) <= maxWhole && math.Abs(e.hi) < 600 {
		return powWhole(x, int(y))
	}
	if !(math.Abs(e.hi) < 1000) { // also an overflow inside the product
		if (x > 1) == (y > 0) {
			return math.Inf(1)
		}
		return 0
	}
	return expOf(e.hi, e.lo)
}

// powWhole is x^n by squaring, with twice the digits on the way.
func powWhole(x float64, n int) float64 {
	p, sq := wide{1, 0}, wide{x, 0}
	for k := max(n, -n); ; {
		if k&1 == 1 {
			p = p.times(sq)
		}
		if k >>= 1; k == 0 {
			break
		}
		sq = sq.times(sq)
	}
	if n > 0 {
		return p.hi
	}
	q := 1 / p.hi
	return q + float64(q*-(math.FMA(q, p.hi, -1)+float64(q*p.lo)))
}

// wide is a number of about 106 bits: hi + lo, where lo is at most half an ulp
// of hi.
type wide struct{ hi, lo float64 }

// sum returns a + b exactly (Knuth).
func sum(a, b float64) wide {
	s := a + b
	bb := s - a
	return wide{s, (a - (s - bb)) + (b - bb)}
}

func (a wide) plus(b wide) wide {
	s := sum(a.hi, b.hi)
	return sum(s.hi, s.lo+(a.lo+b.lo))
}

func (a wide) times(b wide) wide {
	p := float64(a.hi * b.hi)
	e := math.FMA(a.hi, b.hi, -p)
	return sum(p, e+(float64(a.hi*b.lo)+float64(a.lo*b.hi)))
}

func (a wide) over(b wide) wide {
	q := a.hi / b.hi
	r := math.FMA(-q, b.hi, a.hi) + (a.lo - float64(q*b.lo))
	return sum(q, r/b.hi)
}

// logWide is the natural logarithm of finite x above 0 with an error below
// 2^-65 of its size: k ln 2 + 2 artanh(s), s = (m-1)/(m+1), by the series
// s + s³/3 + s⁵/5 + … (Abramowitz and Stegun 4.1.27), its first terms wide.
func logWide(x float64) wide {
	m, k := split(x)
	s := wide{m - 1, 0}.over(sum(m, 1))
	z := s.times(s)
	t := 0.0
	for n := 33; n >= 9; n -= 2 {
		t = 1/float64(n) + float64(z.hi*t)
	}
	p := wide{1, 0}.over(wide{7, 0}).plus(z.times(wide{t, 0}))
	p = wide{1, 0}.over(wide{5, 0}).plus(z.times(p))
	p = wide{1, 0}.over(wide{3, 0}).plus(z.times(p))
	p = wide{1, 0}.plus(z.times(p))
	p = s.times(p)
	p.hi, p.lo = 2*p.hi, 2*p.lo
	return wide{k, 0}.times(wide{math.Ln2, ln2Tail}).plus(p)
}

// ln2Tail is ln 2 less the float64 nearest to it.
const ln2Tail = math.Ln2 - 0x1.62e42fefa39efp-1
