// Package table makes rows of plays: what every track, move and belief was, turn
// by turn, in tables that statistics programs read. A [Layout] says which tables
// and columns the plays of a game have, a [Maker] turns a play into rows, a
// [Sink] takes them. The rows are the same whoever asks, one run or a study, and
// whatever takes them.
package table

import "math"

// Kind is what a column holds.
type Kind uint8

// The kinds of column.
const (
	Text Kind = iota + 1
	Int32
	Int64
	Float64
	Bool
)

// String returns the kind as columns are described: "text", "int32", …
func (k Kind) String() string {
	return [...]string{"", "text", "int32", "int64", "float64", "bool"}[k]
}

// Column is one column of a table.
type Column struct {
	Name string
	Kind Kind
	Null bool // a cell may be empty
}

// Table is one table: its name and its columns.
type Table struct {
	Name    string
	Columns []Column
}

// ID is the place of a table among [Layout.Tables].
type ID int

// The tables, in their order.
const (
	Runs      ID = iota // a row for each play
	RoleRuns            // for each role of a play
	Turns               // for each turn, 0 being the start
	RoleTurns           // for each role of a turn
	PairTurns           // for each pair of a turn
	Beliefs             // for each role, attack and suspect of a turn
	Moves               // for each move and answer, those refused included
	tables
)

// Value is one cell. The zero Value is null.
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

// Sink takes rows. A row has a cell for each column of its table and belongs to
// the caller again when Row returns.
type Sink interface {
	Row(t ID, row []Value) error
}
