// Package table makes rows of plays: what every track, move and belief was, turn
// by turn, in tables that statistics programs read. A [Layout] says which tables
// and columns the plays of a game have, a [Maker] turns a play into rows, a
// [Sink] takes them. The rows are the same whoever asks, one run or a study, and
// whatever takes them.
package table

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
	Runs         ID = iota // a row for each play
	RoleRuns               // for each role of a play
	Turns                  // for each turn, 0 being the start
	RoleTurns              // for each role of a turn
	PairTurns              // for each pair of a turn
	Beliefs                // for each role, attack and suspect of a turn
	Moves                  // for each move and answer, those refused included
	Changes                // for each cause that changed a number
	Observations           // for each role of a turn: what it was shown
	tables
)

// Tables is how many tables there are.
const Tables = int(tables)

// Sink takes rows: those of one table that one play gave, all at once. A block
// belongs to the caller again when Rows returns.
type Sink interface {
	Rows(t ID, b *Block) error
}
