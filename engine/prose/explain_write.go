package prose

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteTopic writes a topic for people: a heading with its place, then section
// by section. An error is that of w.
func (v *Voice) WriteTopic(w io.Writer, t Topic) error {
	out := bufio.NewWriter(w)
	say := func(s ...string) {
		for _, part := range s {
			out.WriteString(part) // its error stays until Flush
		}
		out.WriteByte('\n')
	}
	heading := t.Title
	if t.Path != "" {
		heading = v.c.tell("topic.heading", "path", t.Path, "title", t.Title)
	}
	say(heading)
	if at := place(t.File, t.Line); at != "" {
		say(at)
	}
	for _, s := range t.Sections {
		say()
		say(s.Heading)
		for _, l := range s.Lines {
			v.writeLine(say, l, 1)
		}
	}
	return out.Flush()
}

// writeLine writes a line and what belongs to it, each level further in.
func (v *Voice) writeLine(say func(...string), l Line, deep int) {
	in := strings.Repeat("  ", deep)
	mark := "- "
	if l.Holds != "" {
		mark = fmt.Sprintf("%-4s", v.c.say("holds."+l.Holds))
	}
	text := l.Text
	if l.Place != "" {
		text += " (" + l.Place + ")"
	}
	say(in, mark, text)
	if l.Written != "" && l.Written != l.Text {
		say(in, "    ", v.c.tell("topic.written", "x", strings.Join(strings.Fields(l.Written), " ")))
	}
	for _, kid := range l.Lines {
		v.writeLine(say, kid, deep+1)
	}
}
