package scenario

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// partings are what authors write between ids in one text.
var partings = regexp.MustCompile(`\s*[,;&/|+]\s*|\s+(?:and|or|et|ou)\s+|\s+`)

// severalIn says how to write what stands as one id and is several of the known ones,
// or one with the kind of the thing before it; "" if it is neither.
func severalIn(text string, known []string) string {
	if dot := strings.LastIndexByte(text, '.'); dot >= 0 && slices.Contains(known, text[dot+1:]) {
		return fmt.Sprintf("write %q", text[dot+1:])
	}
	var parts []string
	for _, part := range partings.Split(text, -1) {
		if !slices.Contains(known, part) {
			return ""
		}
		parts = append(parts, strconv.Quote(part))
	}
	if len(parts) < 2 {
		return ""
	}
	return "write [" + strings.Join(parts, ", ") + "]"
}
