package prose

// Likelihood is one step of the yardstick that people see in place of a
// number: a key, and the range that was published for it, in per cent.
type Likelihood struct {
	Key       string
	Low, High int
}

// yardstick is the professional one of the United Kingdom's assessment staff
// (PHIA probability yardstick), lowest first. Its ranges leave gaps on purpose;
// a value in a gap belongs to the nearer step.
var yardstick = [...]Likelihood{
	{"remote", 0, 5},
	{"highly_unlikely", 10, 20},
	{"unlikely", 25, 35},
	{"even", 40, 50},
	{"likely", 55, 75},
	{"highly_likely", 80, 90},
	{"almost_certain", 95, 100},
}

// Yardstick returns the step for a belief in per cent. The middle of a gap
// belongs to the step above.
func Yardstick(percent float64) Likelihood {
	for i := len(yardstick) - 1; i > 0; i-- {
		if percent >= float64(yardstick[i-1].High+yardstick[i].Low)/2 {
			return yardstick[i]
		}
	}
	return yardstick[0]
}

// Likelihood returns the word for a key of the yardstick; an unknown key comes
// back as it is.
func (v *Voice) Likelihood(key string) string {
	if !v.c.has("likelihood." + key) {
		return key
	}
	return v.c.say("likelihood." + key)
}

// likely returns word and range: "likely (55 to 75%)".
func (v *Voice) likely(percent float64) string {
	y := Yardstick(percent)
	return v.c.say("likelihood.range", "word", v.Likelihood(y.Key),
		"low", v.c.number(float64(y.Low)), "high", v.c.number(float64(y.High)))
}
