package study

import (
	"fmt"
	"strconv"
	"strings"

	"demarche/engine/source"
)

// factor reads one factor.
func (r *reader) factor(n *source.Node, path string) {
	r.known(n, path, "set", "levels", "range", "whole", "log", "files", "refused")
	f := Factor{ID: n.Key, At: n.KeyPos, Refused: "stop"}
	if k := r.want(n, path, "set"); k != nil {
		f.Set = r.names(k, path+".set")
	}
	if k := n.Get("refused"); k != nil {
		f.Refused = r.oneOf(k, path+".refused", "stop", "skip")
	}
	ways := 0
	for _, key := range []string{"levels", "range", "files"} {
		if n.Get(key) != nil {
			ways++
		}
	}
	if ways > 1 {
		r.add(n.KeyPos, path, "keep one of levels, range and files", "the factor says its values twice")
	}
	if k := n.Get("levels"); k != nil {
		f.Levels = r.levels(k, path+".levels", len(f.Set))
	}
	if k := n.Get("files"); k != nil {
		if len(f.Set) != 1 || f.Set[0].Name != "moves" {
			r.add(k.Pos, path+".files", `say set = "moves"`, "files are moves files")
		}
		f.Levels = []Level{{Label: Value{Word: r.text(k, path+".files"), Text: true, At: k.Pos}}} // Bind finds the files
	}
	f.Range = r.span(n, path)
	r.spec.Factors = append(r.spec.Factors, f)
}

// levels reads a list of values, or a table of labels and values. A level of a
// factor that sets several places has a list of values.
func (r *reader) levels(n *source.Node, path string, places int) []Level {
	if n.Kind != source.Array && n.Kind != source.Table {
		r.add(n.Pos, path, `such as levels = [1, 2] or levels = { low = 1, high = 2 }`, "levels are a list or a table")
		return nil
	}
	var out []Level
	seen := map[string]bool{}
	for i, kid := range n.Kids {
		at := fmt.Sprintf("%s[%d]", path, i)
		l := Level{}
		if n.Kind == source.Table {
			at = path + "." + kid.Key
			l.Label = Value{Word: kid.Key, Text: true, At: kid.KeyPos}
		}
		var ok bool
		if l.Values, ok = r.values(kid, at, places); !ok {
			continue
		}
		if n.Kind == source.Array {
			l.Label = labelOf(l.Values)
		}
		if name := l.Label.String(); seen[name] {
			r.add(l.Label.At, at, "give each level once", "the level %q is there twice", name)
		} else {
			seen[name] = true
		}
		out = append(out, l)
	}
	if len(n.Kids) == 0 {
		r.add(n.Pos, path, "give at least one", "there are no levels")
	}
	return out
}

// values reads the values of a level, one for each place.
func (r *reader) values(n *source.Node, path string, places int) ([]Value, bool) {
	if n.Kind != source.Array {
		v, ok := r.value(n, path)
		if ok && places > 1 {
			r.add(n.Pos, path, fmt.Sprintf("give a list of %d values", places), "the factor sets %d places", places)
			return nil, false
		}
		return []Value{v}, ok
	}
	if places == 1 {
		r.add(n.Pos, path, "give one value", "the factor sets one place")
		return nil, false
	}
	var out []Value
	for i, kid := range n.Kids {
		v, ok := r.value(kid, fmt.Sprintf("%s[%d]", path, i))
		if !ok {
			return nil, false
		}
		out = append(out, v)
	}
	if len(out) != places {
		r.add(n.Pos, path, fmt.Sprintf("give %d values", places), "the number of values is %d, of places %d", len(out), places)
		return nil, false
	}
	return out, true
}

// labelOf is the label of a level that has none of its own: its value.
func labelOf(values []Value) Value {
	if len(values) == 1 {
		return values[0]
	}
	words := make([]string, len(values))
	for i := range values {
		words[i] = values[i].String()
	}
	return Value{Word: strings.Join(words, " "), Text: true, At: values[0].At}
}

// span reads the range of a factor; nil if it has none.
func (r *reader) span(n *source.Node, path string) *Range {
	k := n.Get("range")
	x := &Range{}
	for _, o := range []struct {
		key string
		to  *bool
	}{{"whole", &x.Whole}, {"log", &x.Log}} {
		if of := n.Get(o.key); of != nil {
			*o.to = r.truth(of, path+"."+o.key)
			if k == nil {
				r.add(of.Pos, path+"."+o.key, "give range = [lo, hi]", "there is no range")
			}
		}
	}
	if k == nil {
		return nil
	}
	if k.Kind != source.Array || len(k.Kids) != 2 {
		r.add(k.Pos, path+".range", "such as range = [0, 1]", "a range is two numbers")
		return nil
	}
	var okLo, okHi bool
	x.Lo, okLo = r.number(k.Kids[0], path+".range[0]")
	x.Hi, okHi = r.number(k.Kids[1], path+".range[1]")
	switch {
	case !okLo || !okHi:
	case !(x.Lo < x.Hi) || x.Hi-x.Lo > 1e300:
		r.add(k.Pos, path+".range", "the lower end first, both finite", "%v to %v is no range", x.Lo, x.Hi)
	case x.Log && !(x.Lo > 0):
		r.add(k.Pos, path+".range", "begin above 0, or leave log out", "the logarithm of %v is no number", x.Lo)
	case x.Whole && (x.Lo != float64(int64(x.Lo)) || x.Hi != float64(int64(x.Hi))):
		r.add(k.Pos, path+".range", "whole ends", "a whole factor begins and ends at whole numbers")
	}
	if set := n.Get("set"); set != nil && set.Kind == source.Array && len(set.Kids) > 1 {
		r.add(k.Pos, path+".range", "use levels", "a range sets one place")
	}
	return x
}

// String is the value as it stands in tables: a word, or the shortest decimal
// that reads back equal.
func (v Value) String() string {
	if v.Text {
		return v.Word
	}
	return strconv.FormatFloat(v.Num, 'g', -1, 64)
}

// Same reports whether two values are equal, wherever they stand.
func (v Value) Same(w Value) bool {
	return v.Text == w.Text && v.Word == w.Word && v.Num == w.Num
}
