package parquet

import (
	"github.com/parquet-go/parquet-go/format"

	"demarche/engine/study/table"
)

// kinds are the kinds of columns, each with how Parquet stores it. Both ways are read
// off this one list, so that what is read back has the kind that was written.
var kinds = [...]struct {
	kind   table.Kind
	stored format.Type
}{
	{table.Text, format.ByteArray},
	{table.Int32, format.Int32},
	{table.Int64, format.Int64},
	{table.Float64, format.Double},
	{table.Bool, format.Boolean},
}

// physical is how Parquet stores a kind of column.
func physical(k table.Kind) format.Type {
	for _, x := range kinds {
		if x.kind == k {
			return x.stored
		}
	}
	return -1 // a layout has no other kind, and no reader takes this one
}

// kindOf is the kind of column that is stored so; 0 if none is.
func kindOf(t format.Type) table.Kind {
	for _, x := range kinds {
		if x.stored == t {
			return x.kind
		}
	}
	return 0
}
