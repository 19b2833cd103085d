package shelf

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"sync"
)

// spare is things that cost much memory and that nobody uses at the moment. It is
// safe for concurrent use; its zero value is empty.
type spare[T any] struct {
	mu  sync.Mutex
	all []T
}

// take takes one out; ok is false if there is none.
func (s *spare[T]) take() (x T, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.all)
	if n == 0 {
		return x, false
	}
	x = s.all[n-1]
	s.all = s.all[:n-1]
	return x, true
}

// leave puts one in.
func (s *spare[T]) leave(x T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, x)
}

// roomy is through how many bytes files are written and read: a part has a file for
// each table at the same time.
const roomy = 16 << 10

// writer takes a buffer before a file.
func (s *Shelf) writer(to io.Writer) *bufio.Writer {
	if x, ok := s.writers.take(); ok {
		x.Reset(to)
		return x
	}
	return bufio.NewWriterSize(to, roomy)
}

// hashed reads all there is and returns its SHA-256.
func (s *Shelf) hashed(from io.Reader) (string, error) {
	room, ok := s.rooms.take()
	if !ok {
		room = make([]byte, roomy)
	}
	defer s.rooms.leave(room)
	h := sha256.New()
	if _, err := io.CopyBuffer(h, struct{ io.Reader }{from}, room); err != nil { // a file would bring a room of its own
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
