package record

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"demarche/engine/chance"
)

// Limits of what is read.
const (
	MaxLine   = 16 << 20  // bytes of one line
	MaxRecord = 512 << 20 // bytes of one record
)

// Record is a record in memory. Every line keeps its bytes, so that what this
// version does not know is not lost.
type Record struct {
	Header Header
	Files  []File
	Lines  []Line
	Broken []int // numbers of the lines at which the chain does not hold
}

// Line is one line.
type Line struct {
	Number  int      // from 1
	Raw     []byte   // without its newline
	Entry   Entry    // nil for a private text
	Private *Private // nil for a line of the chain
	Chain   Sum      // as stored
}

// Damage says at which line a record stops making sense.
type Damage struct {
	Line int
	Torn bool // the line is cut short: whoever wrote it was stopped
	Err  error
}

// Error implements error.
func (d *Damage) Error() string {
	if d.Torn {
		return fmt.Sprintf("line %d is cut short", d.Line)
	}
	return fmt.Sprintf("line %d: %v", d.Line, d.Err)
}

// Unwrap returns what is wrong with the line.
func (d *Damage) Unwrap() error { return d.Err }

// ErrTooLarge is the cause of a [Damage] by a line or record above the limits.
var ErrTooLarge = errors.New("the record is larger than is read")

// Read reads a record. Where it is damaged or torn, it returns what stands
// before, and a *Damage; without a header that it understands it returns no
// record. A chain that does not hold is no error here: see Record.Broken and
// [Verify].
func Read(r io.Reader) (*Record, error) {
	in := bufio.NewReader(r)
	var rec *Record
	var chain Sum
	size := 0
	for number := 1; ; number++ {
		raw, err := readLine(in)
		if err == io.EOF {
			if rec == nil {
				return nil, &Damage{Line: 1, Err: errors.New("the record is empty")}
			}
			return rec, nil
		}
		if err != nil {
			return rec, &Damage{Line: number, Torn: err == io.ErrUnexpectedEOF, Err: err}
		}
		if size += len(raw) + 1; size > MaxRecord {
			return rec, &Damage{Line: number, Err: ErrTooLarge}
		}
		line, err := readEntry(raw)
		if err != nil {
			return rec, &Damage{Line: number, Err: err}
		}
		line.Number = number
		if rec == nil {
			h, ok := line.Entry.(*Header)
			if !ok {
				return nil, &Damage{Line: number, Err: errors.New("a record begins with its header")}
			}
			if err := h.fits(); err != nil {
				return nil, &Damage{Line: number, Err: err}
			}
			rec = &Record{Header: *h}
		} else if _, again := line.Entry.(*Header); again {
			return rec, &Damage{Line: number, Err: errors.New("a second header")}
		}
		if line.Private == nil {
			body, sum, linked := unlink(raw)
			if !linked || ChainSum(chain, body) != sum {
				rec.Broken = append(rec.Broken, number)
			}
			line.Chain, chain = sum, sum
		}
		if f, ok := line.Entry.(*File); ok {
			rec.Files = append(rec.Files, *f)
		}
		rec.Lines = append(rec.Lines, line)
	}
}

// fits reports why this version cannot read the record.
func (h *Header) fits() error {
	switch {
	case h.Format < 1 || h.Format > Format:
		return fmt.Errorf("the record is of format %d; this version reads up to %d", h.Format, Format)
	case h.Seed > chance.MaxSeed:
		return fmt.Errorf("%d is no seed", h.Seed)
	}
	return nil
}

// readLine returns the next line without its newline: io.EOF at the end,
// io.ErrUnexpectedEOF if the last line has no newline.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if len(line)+len(part) > MaxLine+1 {
			return nil, ErrTooLarge
		}
		line = append(line, part...)
		switch {
		case err == nil:
			return line[:len(line)-1], nil
		case err == bufio.ErrBufferFull:
		case err == io.EOF && len(line) > 0:
			return nil, io.ErrUnexpectedEOF
		default:
			return nil, err
		}
	}
}

// kindOf returns the kind of a line, which comes first in it.
func kindOf(raw []byte) (Kind, bool) {
	rest, ok := bytes.CutPrefix(raw, []byte(`{"kind":"`))
	if !ok {
		return "", false
	}
	name, _, ok := bytes.Cut(rest, []byte(`"`))
	for _, c := range name {
		if c != '_' && (c < 'a' || c > 'z') {
			return "", false
		}
	}
	return Kind(name), ok && len(name) > 0
}

// readEntry reads one line.
func readEntry(raw []byte) (Line, error) {
	line := Line{Raw: raw}
	kind, ok := kindOf(raw)
	if !ok {
		return line, errors.New("it does not begin with its kind")
	}
	if kind == KindSide {
		p, err := readPrivate(raw)
		line.Private = &p
		return line, err
	}
	into := entryOf(kind)
	if into == nil {
		if !json.Valid(raw) {
			return line, fmt.Errorf("the entry %q is not JSON", kind)
		}
		line.Entry = Unknown{kind}
		return line, nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return line, fmt.Errorf("read %s: %w", kind, err)
	}
	line.Entry = into
	return line, nil
}

// entryOf returns a new entry of a kind, nil if the kind is unknown.
func entryOf(kind Kind) Entry {
	switch kind {
	case KindHeader:
		return new(Header)
	case KindFile:
		return new(File)
	case KindStart:
		return new(Start)
	case KindInput:
		return new(Input)
	case KindTurn:
		return new(Turn)
	case KindRewind:
		return new(Rewind)
	case KindEnd:
		return new(End)
	}
	return nil
}

// unlink parts a line of the chain from its sum.
func unlink(raw []byte) (body []byte, sum Sum, ok bool) {
	at := len(raw) - linkSize
	if at < 0 {
		return raw, sum, false
	}
	tail, ok := bytes.CutPrefix(raw[at:], []byte(linkOpen))
	if !ok {
		return raw, sum, false
	}
	digits, ok := bytes.CutSuffix(tail, []byte(linkClose))
	if !ok || sum.UnmarshalText(digits) != nil {
		return raw, sum, false
	}
	return raw[:at], sum, true
}

// Head returns where the record stands, to go on writing it.
func (r *Record) Head() Head {
	var h Head
	for _, l := range r.Lines {
		if l.Private == nil {
			h.Lines++
			h.Chain = l.Chain
		}
	}
	return h
}

// WriteTo writes the record's lines as they were read. It implements
// [io.WriterTo].
func (r *Record) WriteTo(w io.Writer) (int64, error) {
	var size int64
	for _, l := range r.Lines {
		n, err := w.Write(append(l.Raw[:len(l.Raw):len(l.Raw)], '\n'))
		size += int64(n)
		if err != nil {
			return size, fmt.Errorf("write record: %w", err)
		}
	}
	return size, nil
}
