package source

// ruler turns byte offsets of a file into places. It remembers the last one, so
// that asking in file order costs one pass over the file in all.
type ruler struct {
	file string
	text string
	off  int
	last Pos
}

func newRuler(file, text string) *ruler {
	return &ruler{file: file, text: text, last: Pos{File: file, Line: 1, Col: 1}}
}

// at returns the place of the rune that begins at off; offsets past the end
// give the place behind the last rune.
func (r *ruler) at(off int) Pos {
	off = max(0, min(off, len(r.text)))
	if off < r.off {
		r.off, r.last = 0, Pos{File: r.file, Line: 1, Col: 1}
	}
	r.last = r.last.past(r.text[r.off:off])
	r.off = off
	return r.last
}
