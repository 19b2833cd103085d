package source

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// longest is how many bytes a word may have that is worth a guess.
const longest = 256

// Nearest returns the name in known that word most likely meant, or "" if none
// is near. Near means a Damerau-Levenshtein distance (insertions, deletions,
// substitutions, swaps of neighbours; no stretch edited twice), letter case
// apart, of at most 1 for words up to 3 runes, 2 up to 8, a third of the length
// beyond; and less than the length of the longer of the two, so that something
// is shared. Words of more than 256 bytes are near nothing. Of equally near names the first in sorted order is taken, whatever
// the order of known.
func Nearest(word string, known []string) string {
	if len(word) > longest {
		return ""
	}
	from := []rune(strings.ToLower(word))
	limit := reach(len(from))
	best, found := "", false
	for _, name := range known {
		if gap := utf8.RuneCountInString(name) - len(from); gap > limit || -gap > limit {
			continue
		}
		to := []rune(strings.ToLower(name))
		d := distance(from, to, limit)
		if d > limit || d >= max(len(from), len(to)) {
			continue
		}
		if !found || d < limit || name < best {
			best, found, limit = name, true, d
		}
	}
	return best
}

// DidYouMean returns `did you mean "x"?` for the Nearest x, or "" if there is
// none: ready to be the Mend of a Fault.
func DidYouMean(word string, known []string) string {
	if near := Nearest(word, known); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}

func reach(runes int) int {
	switch {
	case runes <= 3:
		return 1
	case runes <= 8:
		return 2
	default:
		return runes / 3
	}
}

// distance is the optimal string alignment form of Damerau-Levenshtein
// (F. Damerau, Communications of the ACM 7(3), 1964), with three rows kept.
// A distance above limit comes out as any number above limit: only the cells
// within limit of the diagonal can be on the way to a smaller one.
func distance(a, b []rune, limit int) int {
	far := limit + 1
	older, old, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = min(j, far)
	}
	bestOld := 0
	for i := 1; i <= len(a); i++ {
		older, old, row = old, row, older
		from, to := max(1, i-limit), min(len(b), i+limit)
		row[from-1] = far
		if from == 1 {
			row[0] = min(i, far)
		}
		best := row[from-1]
		for j := from; j <= to; j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
			best = min(best, row[j])
		}
		if to < len(b) {
			row[to+1] = far
		}
		if best > limit && bestOld > limit { // a swap looks two rows back
			return far
		}
		bestOld = best
	}
	return row[len(b)]
}
