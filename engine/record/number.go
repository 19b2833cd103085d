package record

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// Number is a float64 that JSON keeps to the last bit: the shortest decimal
// that reads back equal. What JSON has no number for is "inf", "-inf" or "nan".
type Number float64

// MarshalJSON implements [json.Marshaler].
func (n Number) MarshalJSON() ([]byte, error) {
	x := float64(n)
	switch {
	case math.IsNaN(x):
		return []byte(`"nan"`), nil
	case math.IsInf(x, 1):
		return []byte(`"inf"`), nil
	case math.IsInf(x, -1):
		return []byte(`"-inf"`), nil
	}
	form := byte('f')
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		form = 'e'
	}
	return strconv.AppendFloat(nil, x, form, -1, 64), nil
}

// UnmarshalJSON implements [json.Unmarshaler].
func (n *Number) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case `"nan"`:
		*n = Number(math.NaN())
		return nil
	case `"inf"`:
		*n = Number(math.Inf(1))
		return nil
	case `"-inf"`:
		*n = Number(math.Inf(-1))
		return nil
	}
	var x json.Number
	if err := json.Unmarshal(b, &x); err != nil || len(b) == 0 || b[0] == '"' {
		return fmt.Errorf("read number: %q is none", b)
	}
	f, err := strconv.ParseFloat(x.String(), 64)
	if err != nil {
		return fmt.Errorf("read number: %w", err)
	}
	*n = Number(f)
	return nil
}
