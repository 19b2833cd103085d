package source

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// remarks are comment lines that stand one right below the other.
type remarks struct {
	lines []string
	last  int // the line of the last one
}

func (rs *remarks) add(line int, text string) {
	if line != rs.last+1 {
		rs.lines = rs.lines[:0]
	}
	rs.lines = append(rs.lines, text)
	rs.last = line
}

// take returns the lines if they end right above line, and forgets them.
func (rs *remarks) take(line int) string {
	text := ""
	if line == rs.last+1 {
		text = strings.Join(rs.lines, "\n")
	}
	*rs = remarks{}
	return text
}

// attach adds to n's comment what stands above it and behind it; "" and nil for
// nothing.
func (l *layout) attach(n *Node, above string, behind *unstable.Node) {
	if above == "" && behind == nil {
		return
	}
	parts := []string{above, n.Comment}
	if behind != nil {
		parts = append(parts, l.comment(behind))
	}
	var written []string
	for _, part := range parts {
		if part != "" {
			written = append(written, part)
		}
	}
	n.Comment = strings.Join(written, "\n")
}

// comment returns the text of a comment without '#' and one space behind it.
func (l *layout) comment(c *unstable.Node) string {
	text := strings.TrimPrefix(string(c.Data), "#")
	return strings.TrimRight(strings.TrimPrefix(text, " "), " \t")
}

// line returns the line on which what go-toml found begins.
func (l *layout) line(n *unstable.Node) int {
	return l.ruler.at(int(n.Raw.Offset)).Line
}
