package table

import (
	"math"
	"strconv"
)

// Value is one cell by itself. The zero Value is null.
type Value struct {
	kind Kind
	bits uint64
	text string
}

// Word is a text.
func Word(s string) Value { return Value{kind: Text, text: s} }

// Small is a whole number of 32 bits.
func Small(x int32) Value { return Value{kind: Int32, bits: uint64(int64(x))} }

// Whole is a whole number of 64 bits.
func Whole(x int64) Value { return Value{kind: Int64, bits: uint64(x)} }

// Float is a number.
func Float(x float64) Value { return Value{kind: Float64, bits: math.Float64bits(x)} }

// Truth is a truth value.
func Truth(x bool) Value {
	v := Value{kind: Bool}
	if x {
		v.bits = 1
	}
	return v
}

// Some is a text that is null if it is empty.
func Some(s string) Value {
	if s == "" {
		return Value{}
	}
	return Word(s)
}

// Null reports whether the cell is empty.
func (v Value) Null() bool { return v.kind == 0 }

// Kind returns what the cell holds; 0 if it is null.
func (v Value) Kind() Kind { return v.kind }

// Text returns the text of a cell of kind Text.
func (v Value) Text() string { return v.text }

// Int returns the number of a cell of kind Int32 or Int64.
func (v Value) Int() int64 { return int64(v.bits) }

// Float returns the number of a cell of kind Float64.
func (v Value) Float() float64 { return math.Float64frombits(v.bits) }

// Bool returns the truth of a cell of kind Bool.
func (v Value) Bool() bool { return v.bits == 1 }

// String returns the cell as CSV has it; "" if it is null.
func (v Value) String() string {
	switch v.kind {
	case Text:
		return v.text
	case Int32, Int64:
		return strconv.FormatInt(v.Int(), 10)
	case Float64:
		return decimal(v.Float())
	case Bool:
		return strconv.FormatBool(v.Bool())
	}
	return ""
}

// decimal is the shortest decimal that reads back equal; "inf", "-inf" and "nan"
// where there is none.
func decimal(x float64) string {
	switch {
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	case math.IsNaN(x):
		return "nan"
	}
	form := byte('f')
	if size := math.Abs(x); size != 0 && (size < 1e-6 || size >= 1e21) {
		form = 'e'
	}
	return strconv.FormatFloat(x, form, -1, 64)
}
