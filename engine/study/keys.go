package study

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"demarche/engine/source"
)

// known reports keys that a table does not have.
func (r *reader) known(n *source.Node, path string, keys ...string) {
	for _, kid := range n.Kids {
		if slices.Contains(keys, kid.Key) {
			continue
		}
		mend := r.faults.DidYouMean(kid.Key, keys)
		if mend == "" {
			mend = "keys are " + strings.Join(keys, ", ")
		}
		r.add(kid.KeyPos, under(path, kid.Key), mend, "unknown key %q", kid.Key)
	}
}

// want returns an entry that must be there.
func (r *reader) want(n *source.Node, path, key string) *source.Node {
	kid := n.Get(key)
	if kid == nil {
		at := n.KeyPos
		if path == "" {
			at = source.Pos{File: r.spec.File, Line: 1, Col: 1}
		}
		r.add(at, path, fmt.Sprintf("say %s = …", key), "%s is missing", key)
	}
	return kid
}

// table reports whether n is a table; nil is none and no fault.
func (r *reader) table(n *source.Node, path string) bool {
	if n == nil {
		return false
	}
	if n.Kind != source.Table {
		r.add(n.Pos, path, fmt.Sprintf("write [%s]", path), "it is a table, not a value")
	}
	return n.Kind == source.Table
}

// text reads a string; "" if n is nil.
func (r *reader) text(n *source.Node, path string) string {
	if n == nil {
		return ""
	}
	if n.Kind != source.String {
		r.add(n.Pos, path, "put it between quotes", "expected a text, this is %s", said(n))
		return ""
	}
	return n.Text.String()
}

// id reads an id.
func (r *reader) id(n *source.Node, path string) string {
	s := r.text(n, path)
	if n.Kind == source.String && !isID(s) {
		r.add(n.Pos, path, "small letters, digits and _, a letter first", "%q is no id", s)
	}
	return s
}

// said tells what stands at a node.
func said(n *source.Node) string {
	switch n.Kind {
	case source.String:
		return fmt.Sprintf("the text %q", n.Text.String())
	case source.Integer:
		return strconv.FormatInt(n.Int, 10)
	case source.Float:
		return strings.TrimPrefix(strings.ToLower(strconv.FormatFloat(n.Num, 'g', -1, 64)), "+")
	case source.Bool:
		return strconv.FormatBool(n.Bool)
	case source.Array:
		return "a list"
	case source.Table:
		return "a table"
	}
	return "a date"
}

// names reads a text or a list of texts.
func (r *reader) names(n *source.Node, path string) []Named {
	if n.Kind != source.Array {
		return []Named{{r.text(n, path), n.Pos}}
	}
	var out []Named
	for i, kid := range n.Kids {
		out = append(out, Named{r.text(kid, fmt.Sprintf("%s[%d]", path, i)), kid.Pos})
	}
	if len(out) == 0 {
		r.add(n.Pos, path, "name at least one", "the list is empty")
	}
	return out
}

// whole reads a whole number from lo to hi.
func (r *reader) whole(n *source.Node, path string, lo, hi int64) (int64, bool) {
	if n.Kind != source.Integer || n.Int < lo || n.Int > hi {
		r.add(n.Pos, path, fmt.Sprintf("from %d to %d", lo, hi), "expected a whole number in range, this is %s", said(n))
		return lo, false
	}
	return n.Int, true
}

// finite reports whether a number is one to count with.
func (r *reader) finite(n *source.Node, path string) bool {
	if !math.IsInf(n.Num, 0) && !math.IsNaN(n.Num) {
		return true
	}
	r.add(n.Pos, path, "write a number", "%s is no number to count with", said(n))
	return false
}

// number reads a finite number.
func (r *reader) number(n *source.Node, path string) (x float64, ok bool) {
	if n.Kind != source.Integer && n.Kind != source.Float {
		r.add(n.Pos, path, "write a number without quotes", "expected a number, this is %s", said(n))
		return 0, false
	}
	return n.Num, r.finite(n, path)
}

// truth reads true or false.
func (r *reader) truth(n *source.Node, path string) bool {
	if n.Kind != source.Bool {
		r.add(n.Pos, path, "write true or false without quotes", "expected true or false, this is %s", said(n))
	}
	return n.Bool
}

// oneOf reads one of some words, the first of them after a fault.
func (r *reader) oneOf(n *source.Node, path string, words ...string) string {
	s := r.text(n, path)
	if n.Kind != source.String || slices.Contains(words, s) {
		return cmp.Or(s, words[0])
	}
	mend := r.faults.DidYouMean(s, words)
	if mend == "" {
		mend = "one of " + strings.Join(words, ", ")
	}
	r.add(n.Pos, path, mend, "it cannot be %q", s)
	return words[0]
}

// value reads a number, a truth value (1 or 0) or a word.
func (r *reader) value(n *source.Node, path string) (Value, bool) {
	switch n.Kind {
	case source.Integer, source.Float:
		return Value{Num: n.Num, At: n.Pos}, r.finite(n, path)
	case source.Bool:
		v := Value{At: n.Pos}
		if n.Bool {
			v.Num = 1
		}
		return v, true
	case source.String:
		return Value{Word: n.Text.String(), Text: true, At: n.Pos}, true
	}
	r.add(n.Pos, path, "write a number or a word", "expected a value, this is %s", said(n))
	return Value{}, false
}

// under is the path of a key.
func under(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
