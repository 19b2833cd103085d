package parquet

import (
	"encoding/binary"
	"errors"
)

var errDamaged = errors.New("the file is damaged, or no table of this program's")

// deepest is how deep structures of a footer may lie in each other; ours are less
// than half as deep.
const deepest = 16

// span returns the length of the structure that b begins with, in Thrift's compact
// form. It stands before the library's decoder, which takes a list's word for its
// length and would ask for that much memory: here every element takes a byte.
func span(b []byte) (int, error) {
	s := scan{b: b}
	if !s.fields(0) {
		return 0, errDamaged
	}
	return s.at, nil
}

type scan struct {
	b  []byte
	at int
}

func (s *scan) byte() (byte, bool) {
	if s.at >= len(s.b) {
		return 0, false
	}
	s.at++
	return s.b[s.at-1], true
}

func (s *scan) number() (uint64, bool) {
	x, n := binary.Uvarint(s.b[s.at:])
	if n <= 0 {
		return 0, false
	}
	s.at += n
	return x, true
}

func (s *scan) skip(n uint64) bool {
	if n > uint64(len(s.b)-s.at) {
		return false
	}
	s.at += int(n)
	return true
}

// fields skips the fields of a structure and its end.
func (s *scan) fields(depth int) bool {
	if depth > deepest {
		return false
	}
	for {
		head, ok := s.byte()
		if !ok {
			return false
		}
		if head == 0 {
			return true
		}
		if head>>4 == 0 { // the number of the field follows
			if _, ok := s.number(); !ok {
				return false
			}
		}
		if kind := head & 15; kind > 2 && !s.value(kind, depth) {
			return false // truths are in the head
		}
	}
}

// value skips a value of one of the compact form's types.
func (s *scan) value(kind byte, depth int) bool {
	switch kind {
	case 1, 2, 3: // truth in a list, byte
		return s.skip(1)
	case 4, 5, 6: // whole numbers
		_, ok := s.number()
		return ok
	case 7: // float
		return s.skip(8)
	case 8: // text
		n, ok := s.number()
		return ok && s.skip(n)
	case 9, 10: // list, set
		return s.list(depth + 1)
	case 12: // structure
		return s.fields(depth + 1)
	}
	return false // no maps: Parquet has none
}

func (s *scan) list(depth int) bool {
	head, ok := s.byte()
	if !ok || depth > deepest {
		return false
	}
	n := uint64(head >> 4)
	if n == 15 {
		if n, ok = s.number(); !ok || n > uint64(len(s.b)-s.at) {
			return false
		}
	}
	for range n {
		if !s.value(head&15, depth) {
			return false
		}
	}
	return true
}
