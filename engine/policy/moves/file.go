// Package moves plays moves that were written down: a CSV file with one row for
// each move, answer or pass, such as a table, a spreadsheet or another program
// makes. FORMAT.md describes the file.
//
// A [File] is what was written, a [Script] is it made ready for one game, a
// [Table] seats it beside computer players. What may be done is judged by
// [game.View.Check] and [game.View.CheckAnswer] alone, row by row in the order of
// the file; a row that they refuse, or that names what the game does not have,
// comes back with the reason and changes nothing.
package moves

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"demarche/engine/source"
)

// MaxFile is the most bytes that a moves file may have.
const MaxFile = 64 << 20

// The columns of a moves file. The first three must be there.
const (
	colTurn = iota
	colRole
	colAction
	colTarget
	colChoice
	colAmount
	colText
	columns
)

var columnNames = [columns]string{"turn", "role", "action", "target", "choice", "amount", "text"}

// needed is how many of the columns must be there.
const needed = colAction + 1

// File is a moves file as it was written. It is immutable and safe for concurrent
// use.
type File struct {
	Name    string
	Carried []string // columns that are carried through, x_… and raw_…, in their order
	rows    []Row    // in the order of the file
	written bool     // it has the column text: what needs words must have them
}

// Row is one row: cells as they were written, without the space around them.
type Row struct {
	Turn    int32
	Role    string
	Action  string // of an action; "yes" or "no" answers a proposal, "pass" does nothing
	Target  string
	Choice  string
	Amount  string
	Text    string
	Carried []string // one for each of File.Carried
	number  int      // its place in the file, from 0
	at      [columns]source.Pos
}

// At returns where the row stands.
func (r *Row) At() source.Pos { return r.at[colTurn] }

// Rows returns how many rows the file has.
func (f *File) Rows() int { return len(f.rows) }

// Read reads a moves file: UTF-8 with or without a byte order mark, lines that
// end in LF or CRLF. An error tells every fault of the file at its place
// (errors.As finds a [source.Fault]).
func Read(name string, data []byte) (*File, error) {
	r := reader{f: &File{Name: name}, lines: bytes.Split(data, []byte("\n"))}
	r.read(bytes.TrimPrefix(data, []byte("\ufeff")), len(data))
	if err := r.faults.Err(); err != nil {
		return nil, err
	}
	return r.f, nil
}

// reader reads one file.
type reader struct {
	f      *File
	faults source.Faults
	lines  [][]byte
	marked bool         // it begins with a byte order mark
	at     [columns]int // where each column stands; -1: it is not there
	carry  []int        // where the carried columns stand
	csv    *csv.Reader
}

func (r *reader) read(data []byte, size int) {
	r.marked = len(data) < size
	switch {
	case size > MaxFile:
		r.faults.Add(source.Pos{File: r.f.Name}, "", "", "the file has %d bytes, at most %d are read", size, MaxFile)
		return
	case !utf8.Valid(data):
		r.faults.Add(r.badByte(data), "", "save it as UTF-8", "the file is not UTF-8")
		return
	}
	r.csv = csv.NewReader(bytes.NewReader(data))
	r.csv.ReuseRecord = true
	head, err := r.csv.Read()
	if err == io.EOF {
		r.faults.Add(source.Pos{File: r.f.Name, Line: 1, Col: 1}, "", "the first line names the columns: "+strings.Join(columnNames[:], ","), "the file is empty")
		return
	}
	if err != nil {
		r.broken(err)
		return
	}
	if !r.head(head) {
		return
	}
	for {
		cells, err := r.csv.Read()
		if err == io.EOF {
			return
		}
		if err != nil && !r.broken(err) {
			return
		}
		if err == nil && slices.ContainsFunc(cells, func(s string) bool { return strings.TrimSpace(s) != "" }) {
			r.row(cells)
		}
	}
}

// badByte returns the place of the first byte that is not UTF-8.
func (r *reader) badByte(data []byte) source.Pos {
	line, col := 1, 1
	for len(data) > 0 {
		c, n := utf8.DecodeRune(data)
		if c == utf8.RuneError && n == 1 {
			break
		}
		col++
		if c == '\n' {
			line, col = line+1, 1
		}
		data = data[n:]
	}
	return source.Pos{File: r.f.Name, Line: line, Col: col}
}

// broken puts down what the CSV itself does wrong and reports whether the rows
// below can still be told apart.
func (r *reader) broken(err error) bool {
	var bad *csv.ParseError
	if !errors.As(err, &bad) {
		r.faults.Add(source.Pos{File: r.f.Name}, "", "", "%v", err)
		return false
	}
	at := r.pos(bad.Line, bad.Column)
	switch {
	case errors.Is(bad.Err, csv.ErrFieldCount):
		r.faults.Add(r.pos(bad.Line, 1), "", "each row has a cell for each column", "the row has more or fewer cells than there are columns")
		return true
	case errors.Is(bad.Err, csv.ErrBareQuote), errors.Is(bad.Err, csv.ErrQuote):
		r.faults.Add(at, "", `a cell that holds a quote is put in quotes, and each quote in it written twice: "so ""called"""`, "a quote stands where none can be")
	default:
		r.faults.Add(at, "", "", "%v", bad.Err)
	}
	return false
}

// pos is a place by its byte in a line, which is told as a rune.
func (r *reader) pos(line, column int) source.Pos {
	col := column
	if line >= 1 && line <= len(r.lines) {
		text := r.lines[line-1]
		if line == 1 && r.marked {
			text = text[len("\ufeff"):]
		}
		col = utf8.RuneCount(text[:min(max(column-1, 0), len(text))]) + 1
	}
	return source.Pos{File: r.f.Name, Line: line, Col: col}
}

// cell is the place of a cell of the row that was read last.
func (r *reader) cell(i int) source.Pos {
	line, column := r.csv.FieldPos(i)
	return r.pos(line, column)
}

// head reads the names of the columns and reports whether rows can be read.
func (r *reader) head(cells []string) bool {
	for i := range r.at {
		r.at[i] = -1
	}
	for i, name := range cells {
		name = strings.TrimSpace(name)
		at := slices.Index(columnNames[:], name)
		switch {
		case at >= 0 && r.at[at] >= 0, slices.Contains(r.f.Carried, name):
			r.faults.Add(r.cell(i), "", "name each column once", "the column %q stands here a second time", name)
		case at >= 0:
			r.at[at] = i
			r.f.written = r.f.written || at == colText
		case carried(name):
			r.f.Carried = append(r.f.Carried, name)
			r.carry = append(r.carry, i)
		default:
			r.faults.Add(r.cell(i), "", mendColumn(name), "there is no column %q", name)
		}
	}
	for i := range needed {
		if r.at[i] < 0 && r.faults.Len() == 0 { // else it is likely the one that is misspelt
			r.faults.Add(source.Pos{File: r.f.Name, Line: 1, Col: 1}, "", "", "there is no column %q, which must be there", columnNames[i])
		}
	}
	return r.faults.Len() == 0
}

// carried reports whether a column is carried through: x_ or raw_, then small
// letters, digits and low lines.
func carried(name string) bool {
	rest, ok := strings.CutPrefix(name, "x_")
	if !ok {
		rest, ok = strings.CutPrefix(name, "raw_")
	}
	return ok && rest != "" && len(name) <= 64 && strings.Trim(rest, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

func mendColumn(name string) string {
	if strings.Contains(name, ";") {
		return "columns are parted by commas"
	}
	if near := source.DidYouMean(name, columnNames[:]); near != "" {
		return near
	}
	return "columns are " + strings.Join(columnNames[:], ", ") + "; one of your own is named x_… or raw_…"
}

// row keeps one row.
func (r *reader) row(cells []string) {
	x := Row{number: len(r.f.rows)}
	get := func(col int) string {
		i := r.at[col]
		if i < 0 {
			x.at[col] = r.cell(0)
			return ""
		}
		x.at[col] = r.cell(i)
		return strings.TrimSpace(cells[i])
	}
	turn := get(colTurn)
	x.Role, x.Action, x.Target = get(colRole), get(colAction), get(colTarget)
	x.Choice, x.Amount, x.Text = get(colChoice), get(colAmount), get(colText)
	for _, i := range r.carry {
		x.Carried = append(x.Carried, cells[i])
	}
	n, err := strconv.ParseInt(turn, 10, 32)
	if err != nil || n < 1 {
		r.faults.Add(x.at[colTurn], "turn", "turns are counted from 1", "%q is no turn", turn)
	}
	x.Turn = int32(n)
	for _, must := range []struct {
		col  int
		cell string
	}{{colRole, x.Role}, {colAction, x.Action}} {
		if must.cell == "" {
			r.faults.Add(x.at[must.col], columnNames[must.col], "", "the row names no %s", columnNames[must.col])
		}
	}
	r.f.rows = append(r.f.rows, x)
}
