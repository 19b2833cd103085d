package store

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"demarche/engine/record"
)

// heads is the anchor outside the database: a small file that says for each
// record how many lines it has and what its chain is. It is on the disk before
// anybody is told that lines are kept, so a database that has less has lost
// something. A line is added for each record that grew; the last one of a record
// holds. It belongs to the writer's goroutine.
type heads struct {
	path  string
	file  anchor
	size  int
	last  map[string]record.Head
	make  func(path string) (anchor, error)
	limit int // bytes at which the file is written afresh
}

// anchor is the open file of heads.
type anchor interface {
	io.WriteCloser
	Sync() error
}

const (
	headsTitle = "demarche heads 1\n"
	headsLimit = 4 << 20
)

// headLine is `crc32 lines chain "id"`.
func headLine(id string, h record.Head) string {
	rest := fmt.Sprintf("%d %s %s", h.Lines, h.Chain, strconv.Quote(id))
	return fmt.Sprintf("%08x %s\n", crc32.ChecksumIEEE([]byte(rest)), rest)
}

func readHeadLine(line string) (id string, h record.Head, err error) {
	sum, rest, _ := strings.Cut(line, " ")
	if sum != fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(rest))) {
		return "", h, errors.New("its sum does not hold")
	}
	parts := strings.SplitN(rest, " ", 3)
	if len(parts) != 3 {
		return "", h, errors.New("it has not four fields")
	}
	if h.Lines, err = strconv.Atoi(parts[0]); err != nil {
		return "", h, err
	}
	if n, err := hex.Decode(h.Chain[:], []byte(parts[1])[:min(len(parts[1]), 2*len(h.Chain))]); err != nil || n != len(h.Chain) {
		return "", h, errors.New("it has no chain")
	}
	id, err = strconv.Unquote(parts[2])
	return id, h, err
}

// readHeads reads a file of heads. Without one there are none. A last line that
// is cut short was never acknowledged and is passed over; any other line that
// makes no sense is an error.
func readHeads(path string) (map[string]record.Head, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	body, ok := bytes.CutPrefix(raw, []byte(headsTitle))
	if !ok {
		return nil, fmt.Errorf("%w: %s does not begin with %q", ErrDamaged, path, strings.TrimSpace(headsTitle))
	}
	// A machine that lost power may leave zeros where the last line was to be.
	body = bytes.TrimRight(body, "\x00")
	out := map[string]record.Head{}
	for number := 2; len(body) > 0; number++ {
		line, rest, whole := bytes.Cut(body, []byte("\n"))
		id, h, err := readHeadLine(string(line))
		switch {
		case err == nil && whole:
			out[id] = h
		case len(rest) == 0: // the last line, cut short
		default:
			return nil, fmt.Errorf("%w: %s:%d: %w", ErrDamaged, path, number, err)
		}
		body = rest
	}
	return out, nil
}

// begin writes the file afresh, with one line for each record, and puts it in
// the place of the old one at once.
func (h *heads) begin() error {
	if h.file != nil {
		if err := h.file.Close(); err != nil {
			return fmt.Errorf("close the heads: %w", err)
		}
		h.file = nil
	}
	text := headsTitle
	for _, id := range slices.Sorted(maps.Keys(h.last)) {
		text += headLine(id, h.last[id])
	}
	fresh := h.path + ".new"
	f, err := h.make(fresh)
	if err != nil {
		return fmt.Errorf("write the heads: %w", err)
	}
	h.file, h.size = f, len(text)
	if err := h.flush(text); err != nil {
		return err
	}
	if err := os.Rename(fresh, h.path); err != nil {
		return fmt.Errorf("write the heads: %w", err)
	}
	return syncFolder(filepath.Dir(h.path))
}

// add makes where records stand durable.
func (h *heads) add(grown map[string]record.Head) error {
	var text string
	for _, id := range slices.Sorted(maps.Keys(grown)) {
		h.last[id] = grown[id]
		text += headLine(id, grown[id])
	}
	if h.size+len(text) > h.limit {
		return h.begin()
	}
	h.size += len(text)
	return h.flush(text)
}

func (h *heads) flush(text string) error {
	if _, err := io.WriteString(h.file, text); err != nil {
		return fmt.Errorf("write the heads: %w", err)
	}
	if err := h.file.Sync(); err != nil {
		return fmt.Errorf("write the heads: %w", err)
	}
	return nil
}

func (h *heads) close() error {
	if h.file == nil {
		return nil
	}
	return h.file.Close()
}

func makeFile(path string) (anchor, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
}
