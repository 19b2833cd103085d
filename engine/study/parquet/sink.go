// Package parquet writes the tables of plays as Parquet files and reads them
// back. The bytes of a file are a function of its rows and of what the caller
// says of them, on every machine and with any number of workers.
//
// Pages are laid out here and not by the library's writer, which takes rows or
// cells one by one: rows come as columns already, and their texts as symbols.
// Encodings, page headers and footers are the library's.
package parquet

import (
	"fmt"
	"io"
	"slices"

	"demarche/engine/study/table"
)

// GroupRows is the number of rows in every row group of a file but the last.
const GroupRows = 131072

// ViewRows is [GroupRows] of observations, whose rows are thousands of bytes.
const ViewRows = 2048

// Sink writes each table to a file. It belongs to one goroutine, and keeps its
// room from part to part: Begin, Rows, End, and again.
type Sink struct {
	l      *table.Layout
	sheets [table.Tables]*sheet
	open   bool
}

// New returns a sink for tables that are laid out like this.
func New(l *table.Layout) (*Sink, error) {
	p, err := newPress()
	if err != nil {
		return nil, err
	}
	s := &Sink{l: l}
	for i := range l.Tables {
		rows := GroupRows
		if table.ID(i) == table.Observations {
			rows = ViewRows
		}
		s.sheets[i] = newSheet(&l.Tables[i], p, rows)
	}
	return s, nil
}

// Begin begins a part: to gives the file of each table, by its name, and nil for
// a table that is not kept; each is written from its beginning to its end. meta
// is written into every file. Whatever an earlier part left unfinished is
// forgotten.
func (s *Sink) Begin(to func(name string) (io.Writer, error), meta map[string]string) error {
	s.open = false
	pairs := sorted(meta)
	for i, x := range s.sheets {
		w, err := to(s.l.Tables[i].Name)
		if err != nil {
			return fmt.Errorf("table %s: %w", s.l.Tables[i].Name, err)
		}
		if err := x.begin(w, pairs); err != nil {
			return fmt.Errorf("table %s: %w", s.l.Tables[i].Name, err)
		}
	}
	s.open = true
	return nil
}

// Rows implements [table.Sink].
func (s *Sink) Rows(t table.ID, b *table.Block) error {
	if !s.open {
		return fmt.Errorf("table %s: no part has begun", s.l.Tables[t].Name)
	}
	if err := s.sheets[t].take(b); err != nil {
		s.open = false
		return fmt.Errorf("table %s: %w", s.l.Tables[t].Name, err)
	}
	return nil
}

// End ends the part: every file is whole then.
func (s *Sink) End() error {
	if !s.open {
		return fmt.Errorf("no part has begun")
	}
	s.open = false
	for i, x := range s.sheets {
		if err := x.end(); err != nil {
			return fmt.Errorf("table %s: %w", s.l.Tables[i].Name, err)
		}
	}
	return nil
}

// Count returns how many rows of a table the part has so far.
func (s *Sink) Count(t table.ID) int64 { return s.sheets[t].total + int64(s.sheets[t].rows) }

// pair is one thing that the caller says of the rows.
type pair struct{ key, value string }

func sorted(meta map[string]string) []pair {
	var out []pair
	for k, v := range meta {
		out = append(out, pair{k, v})
	}
	slices.SortFunc(out, func(a, b pair) int {
		if a.key < b.key {
			return -1
		}
		return 1 // keys of a map differ
	})
	return out
}
