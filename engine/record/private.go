package record

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
)

// Private is a text that people wrote: a name, a message, a statement, a reason.
// It stands beside the chain, which holds its sum only, so that it can be erased
// and the chain still verifies.
type Private struct {
	Salt [16]byte // random, so that a short text cannot be guessed from its sum
	Text string
}

// Sum returns SHA-256 over the salt's 16 bytes and the text.
func (p Private) Sum() Sum {
	return sha256.Sum256(append(p.Salt[:], p.Text...))
}

// sideLine is how a private text stands in its line; it has no other fields, in
// no other order.
type sideLine struct {
	Kind Kind   `json:"kind"`
	Sum  Sum    `json:"sha256"`
	Salt string `json:"salt"`
	Text string `json:"text"`
}

// line returns the text's line with its newline.
func (p Private) line() []byte {
	b, err := marshal(sideLine{KindSide, p.Sum(), hex.EncodeToString(p.Salt[:]), p.Text})
	if err != nil { // strings and sums always encode
		return nil
	}
	return append(b, '\n')
}

// readPrivate reads a side line. The chain does not guard it, so nothing in it
// may be other than it was written: its bytes must be those that its text and
// salt make.
func readPrivate(raw []byte) (Private, error) {
	var l sideLine
	var p Private
	if err := json.Unmarshal(raw, &l); err != nil {
		return p, fmt.Errorf("read private text: %w", err)
	}
	if len(l.Salt) != 2*len(p.Salt) {
		return p, fmt.Errorf("read private text: a salt has %d digits", 2*len(p.Salt))
	}
	if _, err := hex.Decode(p.Salt[:], []byte(l.Salt)); err != nil {
		return p, fmt.Errorf("read private text: %w", err)
	}
	p.Text = l.Text
	if !bytes.Equal(bytes.TrimSuffix(p.line(), []byte("\n")), raw) {
		return p, fmt.Errorf("the private text is not the one that was written")
	}
	return p, nil
}

// Erase copies a record from r to w without the private texts that drop picks.
// All other bytes stay as they are, so the chain still verifies. It returns how
// many it left out.
func Erase(r io.Reader, w io.Writer, drop func(Sum) bool) (erased int, err error) {
	in := bufio.NewReader(r)
	for number := 1; ; number++ {
		raw, err := readLine(in)
		if err == io.EOF {
			return erased, nil
		}
		if err != nil {
			return erased, &Damage{Line: number, Torn: err == io.ErrUnexpectedEOF, Err: err}
		}
		if kind, _ := kindOf(raw); kind == KindSide {
			p, err := readPrivate(raw)
			if err != nil {
				return erased, &Damage{Line: number, Err: err}
			}
			if drop(p.Sum()) {
				erased++
				continue
			}
		}
		if _, err := w.Write(append(raw, '\n')); err != nil {
			return erased, fmt.Errorf("write record: %w", err)
		}
	}
}
