package studybench

import (
	"fmt"
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"demarche/engine/study/table"
)

// bare is one table in the hands of the library's own writer.
type bare interface {
	keep(b *table.Block) error // as Go structs, play by play
	write(to io.Writer, group int64) error
	names() []string
}

// structs are rows of a table as Go structs, play by play.
type structs[T any] struct{ plays [][]T }

// keep turns rows into structs. It is not measured.
func (s *structs[T]) keep(b *table.Block) error {
	if n := reflect.TypeFor[T]().NumField(); n != len(b.Columns) {
		return fmt.Errorf("%v has %d fields for %d columns: the tables have changed", reflect.TypeFor[T](), n, len(b.Columns))
	}
	rows := make([]T, b.Rows)
	for r := range rows {
		row := reflect.ValueOf(&rows[r]).Elem()
		for c := range b.Columns {
			if v := b.Value(c, r); !v.Null() {
				put(row.Field(c), v)
			}
		}
	}
	s.plays = append(s.plays, rows)
	return nil
}

func put(to reflect.Value, v table.Value) {
	if to.Kind() == reflect.Pointer {
		to.Set(reflect.New(to.Type().Elem()))
		to = to.Elem()
	}
	switch v.Kind() {
	case table.Text:
		to.SetString(v.Text())
	case table.Float64:
		to.SetFloat(v.Float())
	case table.Bool:
		to.SetBool(v.Bool())
	default:
		to.SetInt(v.Int())
	}
}

// write writes all rows, play by play as they would come, with the compression
// and the row groups of the tables.
func (s *structs[T]) write(to io.Writer, group int64) error {
	w := parquet.NewGenericWriter[T](to, parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}), parquet.MaxRowsPerRowGroup(group))
	for _, rows := range s.plays {
		if _, err := w.Write(rows); err != nil {
			return err
		}
	}
	return w.Close()
}

func (s *structs[T]) names() (out []string) {
	for _, f := range parquet.SchemaOf(new(T)).Fields() {
		out = append(out, f.Name())
	}
	return out
}

// bareTables are the tables that a study of code_blue writes unless asked for
// more.
func bareTables() map[table.ID]bare {
	return map[table.ID]bare{
		table.Runs: &structs[runRow]{}, table.RoleRuns: &structs[roleRunRow]{}, table.Turns: &structs[turnRow]{},
		table.RoleTurns: &structs[roleTurnRow]{}, table.PairTurns: &structs[pairTurnRow]{},
		table.Beliefs: &structs[beliefRow]{}, table.Moves: &structs[moveRow]{},
	}
}
