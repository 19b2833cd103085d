package chance

import "math"

// Normal returns the standard normal number of a draw u in [0, 1): the point
// below which a normal number falls with the chance at the middle of the draw's
// cell, u + 2^-54. Draws of u and of 1 - 2^-53 - u give z and -z; the ends are
// -8.29 and 8.29. The result is within 2 units of the last place of 16 decimal
// digits (a relative error of 6e-16, measured against 40 digits), the same bits
// on every processor, and one draw gives one number, so that equal draws stay
// equal whatever mean and spread are laid on them.
//
// Source: M. J. Wichura, Algorithm AS 241: The percentage points of the normal
// distribution, Applied Statistics 37 (1988), PPND16.
func Normal(u float64) float64 {
	q := (u - 0.5) + 0x1p-54 // exact: a multiple of 2^-54 below a half
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		return float64(q*horner(r, &normalA)) / horner(r, &normalB)
	}
	p := 0.5 - math.Abs(q)
	r := math.Sqrt(-Log(p))
	z := 0.0
	if r <= 5 {
		r -= 1.6
		z = horner(r, &normalC) / horner(r, &normalD)
	} else {
		r -= 5
		z = horner(r, &normalE) / horner(r, &normalF)
	}
	if q < 0 {
		return -z
	}
	return z
}

// horner is the polynomial of x with these coefficients, the constant first.
func horner(x float64, of *[8]float64) float64 {
	y := of[7]
	for i := 6; i >= 0; i-- {
		y = float64(y*x) + of[i]
	}
	return y
}

// The rational approximations of AS 241: A / B near the middle, C / D and E / F
// in the tails.
var (
	normalA = [8]float64{
		3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
		4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
	}
	normalB = [8]float64{
		1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
		2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
	}
	normalC = [8]float64{
		1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
		1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
	}
	normalD = [8]float64{
		1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
		1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
	}
	normalE = [8]float64{
		6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
	}
	normalF = [8]float64{
		1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
	}
)
