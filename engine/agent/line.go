package agent

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"demarche/engine/wire"
)

// Limits of what an agent may write.
const (
	maxLine  = wire.MaxMessage // bytes of one line
	maxWaste = 1 << 20         // bytes that are thrown away looking for the end of a line
)

// errEndless ends a connection whose line has no end.
var errEndless = errors.New("a line without an end")

// reader reads lines of bounded length: whatever is written, it holds no more
// than maxLine bytes.
type reader struct {
	r    *bufio.Reader
	line []byte
}

func newReader(r io.Reader) *reader {
	return &reader{r: bufio.NewReaderSize(r, 4096)}
}

// next returns the next line that is not empty, without its end; it is valid
// until the next call. cut says that it was longer than maxLine: the rest was
// thrown away. A last line without an end counts, if the input ended by itself.
func (r *reader) next() (line []byte, cut bool, err error) {
	for {
		line, cut, err = r.one()
		if err != nil && err != io.EOF {
			return nil, false, err
		}
		line = bytes.TrimSpace(line)
		if len(line) > 0 || err != nil {
			if len(line) > 0 && err == io.EOF {
				err = nil // it comes again
			}
			return line, cut, err
		}
	}
}

// one reads up to the end of a line.
func (r *reader) one() (line []byte, cut bool, err error) {
	r.line = r.line[:0]
	waste := 0
	for {
		part, err := r.r.ReadSlice('\n')
		fits := min(len(part), maxLine-len(r.line))
		r.line = append(r.line, part[:fits]...)
		waste += len(part) - fits
		cut = cut || len(bytes.TrimSpace(part[fits:])) > 0
		switch {
		case waste > maxWaste:
			return r.line, true, errEndless
		case err == nil:
			return r.line, cut, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return r.line, cut, err
		}
	}
}
