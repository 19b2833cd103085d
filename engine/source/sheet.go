package source

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits of a sheet beside MaxFile and MaxKeyParts.
const (
	MaxCell    = 8 << 10 // bytes of a cell; of one in the first row MaxPath
	MaxRows    = 1000    // rows below the first
	MaxColumns = 100     // columns
	MaxCells   = 20_000  // cells that are not empty
)

const notCSV = "invalid CSV: "

// Sheet is a CSV file as rows of cells, each a text that knows its place, also
// where quotes were doubled. Space round a cell is left out.
type Sheet struct {
	Comma rune     // what stands between cells: , ; or a tab
	Head  []Text   // the first row
	Rows  [][]Text // the others, empty ones left out; none is longer than Head
}

// ReadSheet reads a CSV file as spreadsheets write it: a byte order mark is
// skipped, cells are parted by what parts those of the first row, lines end in
// \n or \r\n. File is the name used in places. The error is a *Fault: the first
// thing wrong, or the limit it breaks.
func ReadSheet(file string, data []byte) (*Sheet, error) {
	if f := tooLong(file, data, "make two files of it"); f != nil {
		return nil, f
	}
	text := strings.TrimPrefix(string(data), byteOrderMark)
	r := &sheetReader{ruler: newRuler(file, text), text: text}
	if f := checkRunes(r.ruler, text, notCSV); f != nil {
		return nil, f
	}
	r.sheet.Comma = commaOf(text)
	if f := r.read(); f != nil {
		return nil, f
	}
	return &r.sheet, nil
}

// commaOf is what parts the cells of the first line most often.
func commaOf(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	comma, most := ',', strings.Count(line, ",")
	for _, c := range ";\t" {
		if n := strings.Count(line, string(c)); n > most {
			comma, most = c, n
		}
	}
	return comma
}

// sheetReader reads one sheet.
type sheetReader struct {
	ruler *ruler
	text  string
	sheet Sheet
	line  int // the line that begins at off, from 1
	off   int
	cells int
}

func (r *sheetReader) read() *Fault {
	c := csv.NewReader(strings.NewReader(r.text))
	c.Comma, c.FieldsPerRecord = r.sheet.Comma, -1
	r.line = 1
	for {
		record, err := c.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return r.broken(err)
		}
		if f := r.row(c, record); f != nil {
			return f
		}
	}
	if r.sheet.Head == nil {
		return &Fault{Pos: Pos{File: r.ruler.file}, Msg: "the sheet is empty", Mend: "write the names of the columns in its first row"}
	}
	return nil
}

// row takes in one row that the reader has just read.
func (r *sheetReader) row(c *csv.Reader, record []string) *Fault {
	row := make([]Text, len(record))
	most := MaxCell
	if r.sheet.Head == nil {
		most = MaxPath
	}
	last := 0 // cells up to the last that is not empty
	for i, value := range record {
		row[i] = r.cell(c, i, value)
		if len(value) > most {
			return &Fault{Pos: row[i].At(0), Msg: fmt.Sprintf("a cell of %d bytes, more than the %d allowed", len(value), most), Mend: "write long texts in files beside the scenario"}
		}
		if row[i].value != "" {
			r.cells++
			last = i + 1
		}
	}
	first := row[0].At(0)
	row = row[:last]
	switch {
	case last == 0:
		return nil
	case last > MaxColumns:
		return &Fault{Pos: first, Msg: fmt.Sprintf("a row of more than %d cells", MaxColumns), Mend: "make two files of it"}
	case r.sheet.Head == nil:
		r.sheet.Head = row
		return nil
	case last > len(r.sheet.Head):
		at := row[len(r.sheet.Head)]
		return &Fault{Pos: at.At(0), Msg: fmt.Sprintf("%q stands beyond the last column", at.value), Mend: "put a cell in quotes if it holds " + nameOf(r.sheet.Comma)}
	case len(r.sheet.Rows) == MaxRows:
		return &Fault{Pos: first, Msg: fmt.Sprintf("more than %d rows", MaxRows), Mend: "make two files of it"}
	case r.cells > MaxCells:
		return &Fault{Pos: first, Msg: fmt.Sprintf("more than %d cells", MaxCells), Mend: "make two files of it"}
	}
	r.sheet.Rows = append(r.sheet.Rows, row)
	return nil
}

func nameOf(comma rune) string {
	switch comma {
	case ';':
		return "a semicolon"
	case '\t':
		return "a tab"
	}
	return "a comma"
}

// cell makes the text of one field.
func (r *sheetReader) cell(c *csv.Reader, i int, value string) Text {
	off := r.offset(c.FieldPos(i))
	t := Text{value: value, raw: value, at: r.ruler.at(off), form: asIs}
	if strings.HasPrefix(r.text[off:], `"`) {
		raw, _ := quotedCell(r.text[off:])
		t.raw, t.at, t.form = raw[1:], r.ruler.at(off+1), doubled
	}
	w := t.walk()
	return t.part(&w, 0, len(value))
}

// quotedCell is the cell in quotes with which s begins, its quotes included; closed
// is false if it goes on to the end of s.
func quotedCell(s string) (raw string, closed bool) {
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		if i+1 == len(s) || s[i+1] != '"' {
			return s[:i+1], true
		}
		i++ // doubled
	}
	return s, false
}

// offset is where a line and a column of bytes are in the text. Lines are asked
// for in order.
func (r *sheetReader) offset(line, col int) int {
	for r.line < line {
		next := strings.IndexByte(r.text[r.off:], '\n')
		if next < 0 {
			return len(r.text)
		}
		r.off += next + 1
		r.line++
	}
	return min(r.off+col-1, len(r.text))
}

// broken says what is wrong with the CSV itself.
func (r *sheetReader) broken(err error) *Fault {
	f := &Fault{Pos: Pos{File: r.ruler.file}, Msg: notCSV + err.Error()}
	var bad *csv.ParseError
	if !errors.As(err, &bad) {
		return f
	}
	record := r.offset(bad.StartLine, 1)
	open := r.neverClosed(record)
	switch {
	case errors.Is(bad.Err, csv.ErrQuote) && open >= 0:
		f.Pos = r.ruler.at(open)
		f.Msg, f.Mend = notCSV+"the quote opened here is never closed", `write " behind the cell`
		return f
	case errors.Is(bad.Err, csv.ErrQuote):
		f.Msg, f.Mend = notCSV+"a cell that begins with a quote does not end with one", `double the quotes inside it: "a ""word"" of it"`
	case errors.Is(bad.Err, csv.ErrBareQuote):
		f.Msg, f.Mend = notCSV+"a quote inside a cell", `put the cell in quotes and double those in it: "a ""word"" of it"`
	}
	f.Pos = r.ruler.at(r.offset(bad.Line, bad.Column))
	return f
}

// neverClosed returns where a cell begins that is in quotes up to the end of the
// file, looking from the beginning of a row on; -1 if there is none.
func (r *sheetReader) neverClosed(off int) int {
	for off < len(r.text) {
		if r.text[off] == '"' {
			raw, closed := quotedCell(r.text[off:])
			if !closed {
				return off
			}
			off += len(raw)
		}
		next := strings.IndexAny(r.text[off:], string(r.sheet.Comma)+"\n")
		if next < 0 {
			return -1
		}
		off += next + 1
	}
	return -1
}
