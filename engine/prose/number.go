package prose

import (
	"math"
	"strconv"
	"strings"
)

// plain writes x with at most two decimals and a point, never "-0".
func plain(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	s := strconv.FormatFloat(x, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

// number writes x in the language's notation: its decimal sign, its mark
// between thousands from five digits on, a real minus sign, at most two
// decimals.
func (c *catalogue) number(x float64) string {
	switch {
	case math.IsNaN(x):
		return c.say("number.none")
	case math.IsInf(x, 1):
		return "∞"
	case math.IsInf(x, -1):
		return "−∞"
	}
	return c.spelt(plain(x))
}

// exact writes x as an author wrote it: in the language's notation, with as many
// decimals as it has, at most six.
func (c *catalogue) exact(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return c.number(x)
	}
	s := strconv.FormatFloat(x, 'f', 6, 64)
	if s = strings.TrimRight(strings.TrimRight(s, "0"), "."); s == "-0" {
		s = "0"
	}
	return c.spelt(s)
}

// spelt puts a number that is written with a point into the language's notation.
func (c *catalogue) spelt(plain string) string {
	whole, decimals, _ := strings.Cut(plain, ".")
	whole, negative := strings.CutPrefix(whole, "-")
	if len(whole) > 4 {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + c.say("number.thousands") + whole[i:]
		}
	}
	if decimals != "" {
		whole += c.say("number.decimal") + decimals
	}
	if negative {
		return "−" + whole
	}
	return whole
}

// signed writes x with its sign, also "+".
func (c *catalogue) signed(x float64) string {
	if s := c.number(x); s != "0" && x > 0 {
		return "+" + s
	}
	return c.number(x)
}

// withSign is exact with its sign, also "+".
func (c *catalogue) withSign(x float64) string {
	if x > 0 {
		return "+" + c.exact(x)
	}
	return c.exact(x)
}

// share writes an author's chance from 0 to 1 in per cent, unrounded.
func (c *catalogue) share(x float64) string {
	return c.say("number.percent", "n", c.exact(float64(100*x)))
}

// about writes a chance that was reckoned from those of the author in per cent, to
// two decimals.
func (c *catalogue) about(x float64) string {
	return c.say("number.percent", "n", c.number(float64(100*x)))
}

// percent writes a chance from 0 to 1. What is neither 0 nor 1 is never written
// as 0 % or 100 %.
func (c *catalogue) percent(x float64) string {
	p := float64(100 * x)
	shown := math.Round(p)
	if math.Abs(p-shown) > 1e-9 && (p < 1 || p > 99) {
		shown = min(max(math.Round(p*100)/100, 0.01), 99.99)
	}
	return c.say("number.percent", "n", c.number(shown))
}
