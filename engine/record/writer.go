package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// Head is where a record stands: enough to go on writing it, and to anchor it
// outside.
type Head struct {
	Lines int // lines of the chain so far
	Chain Sum
}

// Writer writes a record line by line, each by one call of Write, and keeps its
// chain. After an error it writes nothing more and returns that error. It
// belongs to one goroutine.
type Writer struct {
	w    io.Writer
	head Head
	err  error
}

// NewWriter returns a writer of a new record. [Writer.Begin] comes first.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// ResumeWriter returns a writer that goes on where a record stands.
func ResumeWriter(w io.Writer, head Head) *Writer { return &Writer{w: w, head: head} }

// Head returns where the record stands.
func (w *Writer) Head() Head { return w.head }

// Begin writes the header, completed by Format, Semantics and the sums of the
// files, and the files.
func (w *Writer) Begin(h Header, files []File) error {
	h.Format, h.Semantics, h.Files = Format, Semantics, nil
	for _, f := range files {
		h.Files = append(h.Files, FileSum{f.Name, sha256.Sum256(f.Data)})
	}
	if err := w.Append(h); err != nil {
		return err
	}
	for _, f := range files {
		if err := w.Append(f); err != nil {
			return err
		}
	}
	return nil
}

// Append writes one entry as a line of the chain.
func (w *Writer) Append(e Entry) error {
	if w.err != nil {
		return w.err
	}
	line, chain, err := encode(w.head.Chain, e)
	if err != nil {
		w.err = err
		return err
	}
	return w.put(line, chain)
}

// AppendPrivate writes the entry, then the private texts that it names, each as
// a line beside the chain.
func (w *Writer) AppendPrivate(e Entry, texts ...Private) error {
	if err := w.Append(e); err != nil {
		return err
	}
	for _, p := range texts {
		if _, w.err = w.w.Write(p.line()); w.err != nil {
			w.err = fmt.Errorf("write private text: %w", w.err)
			return w.err
		}
	}
	return nil
}

func (w *Writer) put(line []byte, chain Sum) error {
	if _, err := w.w.Write(line); err != nil {
		w.err = fmt.Errorf("write line %d of the record: %w", w.head.Lines+1, err)
		return w.err
	}
	w.head.Lines++
	w.head.Chain = chain
	return nil
}

// linkOpen and linkClose stand round the chain's sum at the end of a line.
const (
	linkOpen  = `,"chain":"`
	linkClose = `"}`
	linkSize  = len(linkOpen) + 2*sha256.Size + len(linkClose)
)

// ChainSum returns the chain after a line: SHA-256 over the chain before and
// the line's bytes up to, not including, `,"chain":`.
func ChainSum(previous Sum, body []byte) Sum {
	h := sha256.New()
	h.Write(previous[:])
	h.Write(body)
	return Sum(h.Sum(nil))
}

// encode makes the line of an entry, its newline included.
func encode(previous Sum, e Entry) ([]byte, Sum, error) {
	if u, ok := e.(Unknown); ok {
		return nil, Sum{}, fmt.Errorf("encode %s: this version does not write entries of that kind", u.Named)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"kind":%q`, e.kind())
	fields, err := marshal(e)
	if err != nil {
		return nil, Sum{}, fmt.Errorf("encode %s: %w", e.kind(), err)
	}
	if inside := fields[1 : len(fields)-1]; len(inside) > 0 {
		b.WriteByte(',')
		b.Write(inside)
	}
	if b.Len()+linkSize > MaxLine {
		return nil, Sum{}, fmt.Errorf("encode %s: the line has more than %d bytes", e.kind(), MaxLine)
	}
	chain := ChainSum(previous, b.Bytes())
	b.WriteString(linkOpen + chain.String() + linkClose + "\n")
	return b.Bytes(), chain, nil
}

// marshal encodes without escapes for HTML.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// fileLine is how a file stands in its line: as text if it is UTF-8.
type fileLine struct {
	Name   string  `json:"name"`
	Text   *string `json:"text,omitempty"`
	Base64 string  `json:"base64,omitempty"`
}

// MarshalJSON implements [json.Marshaler].
func (f File) MarshalJSON() ([]byte, error) {
	l := fileLine{Name: f.Name}
	if utf8.Valid(f.Data) {
		text := string(f.Data)
		l.Text = &text
	} else {
		l.Base64 = base64.StdEncoding.EncodeToString(f.Data)
	}
	return marshal(l)
}

// UnmarshalJSON implements [json.Unmarshaler].
func (f *File) UnmarshalJSON(b []byte) error {
	var l fileLine
	if err := json.Unmarshal(b, &l); err != nil {
		return err
	}
	f.Name = l.Name
	if l.Text != nil {
		f.Data = []byte(*l.Text)
		return nil
	}
	var err error
	f.Data, err = base64.StdEncoding.DecodeString(l.Base64)
	return err
}
