// Package source knows where things stand in an author's files. It holds
// places, faults, and the one door through which TOML comes in.
package source

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a file. Line and Col count from 1; Col counts runes, not
// bytes, and a tab is one rune. The zero Pos means no place; a Pos with a File
// and Line 0 means the file as a whole.
type Pos struct {
	File string
	Line int
	Col  int
}

// String returns file:line:col, or the file alone when Line is 0.
func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// compare orders places as a reader meets them: by file name, line, column.
func (p Pos) compare(q Pos) int {
	return cmp.Or(
		strings.Compare(p.File, q.File),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Col, q.Col),
	)
}

// Fault is something wrong in an author's file. Msg says what, in lower case
// and without a final stop; Path names the thing ("rule.b.then[0]"), Mend says
// how to put it right. Path and Mend may be empty.
type Fault struct {
	Pos  Pos
	Path string
	Msg  string
	Mend string
}

// Error returns "file:line:col: path: msg (mend)", empty parts left out.
func (f *Fault) Error() string {
	var b strings.Builder
	if at := f.Pos.String(); at != "" {
		b.WriteString(at + ": ")
	}
	if f.Path != "" {
		b.WriteString(f.Path + ": ")
	}
	b.WriteString(f.Msg)
	if f.Mend != "" {
		b.WriteString(" (" + f.Mend + ")")
	}
	return b.String()
}

// Limits of what is said about one scenario: whoever has made so many mistakes
// has made one of another kind, such as a file that is none of ours.
const (
	MaxFaults  = 500 // faults told
	MaxGuesses = 100 // of them with a guess at what was meant
)

// Faults gathers faults so that an author sees all of them at once, up to
// MaxFaults. The zero value is ready. It is not safe for concurrent use.
type Faults struct {
	all     []*Fault
	more    int // faults that came when it was full
	guesses int
}

// Add puts down a fault; format and args make its message.
func (fs *Faults) Add(pos Pos, path, mend, format string, args ...any) {
	fs.Put(&Fault{Pos: pos, Path: path, Msg: fmt.Sprintf(format, args...), Mend: mend})
}

// Put puts down f; a nil f is no fault. When it is full f is only counted.
func (fs *Faults) Put(f *Fault) {
	switch {
	case f == nil:
	case fs.Full():
		fs.more++
	default:
		fs.all = append(fs.all, f)
	}
}

// Len returns the number of faults put down, duplicates and those counted when
// it was full included.
func (fs *Faults) Len() int { return len(fs.all) + fs.more }

// Full reports whether no further fault is told. Whoever looks for faults may
// stop then.
func (fs *Faults) Full() bool { return len(fs.all) >= MaxFaults }

// DidYouMean is [DidYouMean] for a fault about to be put down; after MaxGuesses
// it guesses no more, since guesses take time.
func (fs *Faults) DidYouMean(word string, known []string) string {
	if fs.guesses++; fs.guesses > MaxGuesses {
		return ""
	}
	return DidYouMean(word, known)
}

// Sorted returns the faults in file order: by file name, line, column, then
// path; faults equal in these keep the order in which they came. A fault equal
// to another in every field is left out. If it is full, a last one says so. The
// slice is the caller's.
func (fs *Faults) Sorted() []*Fault {
	seen := make(map[Fault]bool, len(fs.all))
	out := make([]*Fault, 0, len(fs.all))
	for _, f := range fs.all {
		if !seen[*f] {
			seen[*f] = true
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b *Fault) int {
		return cmp.Or(a.Pos.compare(b.Pos), strings.Compare(a.Path, b.Path))
	})
	if fs.more > 0 {
		last := Pos{File: out[len(out)-1].Pos.File}
		out = append(out, &Fault{Pos: last, Msg: fmt.Sprintf("there is more of this kind than the %d told here", MaxFaults), Mend: "mend these first"})
	}
	return out
}

// Err returns nil if there are no faults, else an error whose text is one line
// per fault in the order of Sorted. errors.As finds a *Fault in it.
func (fs *Faults) Err() error {
	if len(fs.all) == 0 {
		return nil
	}
	sorted := fs.Sorted()
	errs := make([]error, len(sorted))
	for i, f := range sorted {
		errs[i] = f
	}
	return errors.Join(errs...)
}
