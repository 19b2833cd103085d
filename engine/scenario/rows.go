package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"demarche/engine/source"
)

// rows makes tables of the rows of a sheet.
type rows struct {
	doc     *Document
	sheet   *source.Sheet
	kind    *Key   // the top key whose tables they are
	path    string // the same as a path
	ids     int    // columns that name a row: one, or two of a pair
	columns []column
}

// column is where the values of a column go. One without keys has its fault.
type column struct {
	keys []string
	can  []Form // that a value can have
}

// fault tells of something wrong with a column.
func (s *rows) fault(at source.Text, mend, format string, args ...any) {
	s.doc.early.Add(at.At(0), under(s.path, at.String()), mend, format, args...)
}

// head reads the first row. The fault is that it does not say what names a row.
func (s *rows) head() *source.Fault {
	names := []string{"id"}
	if s.kind.Is == Pairs {
		names = []string{"one", "another"}
	}
	s.ids = len(names)
	head := s.sheet.Head
	for i, name := range names {
		at := head[min(i, len(head)-1)]
		if i < len(head) && at.String() == name {
			continue
		}
		return &source.Fault{
			Pos: at.At(0), Path: s.path, Mend: "write " + strings.Join(names, " and ") + " first, then keys of the table",
			Msg: fmt.Sprintf("the first row has no column %q in place %d", name, i+1),
		}
	}
	s.columns = make([]column, len(head))
	for i := s.ids; i < len(head); i++ {
		first := slices.IndexFunc(head, func(x source.Text) bool { return x.String() == head[i].String() })
		switch {
		case head[i].String() == "":
			s.nameless(i)
		case first < i:
			s.fault(head[i], "delete one", "the column stands twice")
		default:
			s.columns[i] = s.column(head[i])
		}
	}
	return nil
}

// nameless tells of the first value in a column that has no name.
func (s *rows) nameless(i int) {
	for _, row := range s.sheet.Rows {
		if i < len(row) && row[i].String() != "" {
			s.doc.early.Add(row[i].At(0), s.path, "write a key into the first row", "the column of %q has no name", row[i])
			return
		}
	}
}

// column finds out what a column holds.
func (s *rows) column(head source.Text) column {
	parts := head.Split(".")
	if len(parts) > source.MaxKeyParts {
		s.fault(head, "nest less deeply", "a key of more than %d parts", source.MaxKeyParts)
		return column{}
	}
	var keys []string
	for _, part := range parts {
		if part.String() == "" {
			s.fault(head, "write keys with one point between them", "a key is missing")
			return column{}
		}
		keys = append(keys, part.String())
	}
	can := []Form{Expression}
	if s.kind.Is != Pairs {
		can = s.forms(tableOf(s.kind.In), parts, head)
	}
	if can == nil {
		return column{}
	}
	return column{keys, can}
}

// byID are the forms of what stands by id in a table of a form.
var byID = map[Form]Form{
	Text: Text, Titles: Text, Numbers: Number, Expressions: Expression, Lists: IDs, Grades: Word, Starts: Expression, Picked: Word,
}

// forms returns what a value can be that stands in a table by these keys. It is
// nil after a fault.
func (s *rows) forms(t *Table, keys []source.Text, head source.Text) []Form {
	k := t.key(keys[0].String())
	rest := keys[1:]
	switch {
	case k == nil:
		at := keys[0].At(0)
		s.doc.early.Add(at, under(s.path, head.String()), cmp.Or(s.doc.early.DidYouMean(keys[0].String(), t.names()), t.takes()), "unknown key %q", keys[0])
		return nil
	case len(rest) == 0:
		can := k.inCell()
		if can == nil {
			s.fault(head, "write what is in it as columns of their own, with points, or the table in the scenario", "%s is %s, which is more than a cell holds", k.Name, forms[k.Is].name)
		}
		return can
	}
	if in := tableOf(k.In); k.Is == Sub || k.Or == Sub && in.key(rest[0].String()) != nil {
		return s.forms(in, rest, head)
	}
	for _, form := range []Form{k.Is, k.Or} {
		switch {
		case form == Named && len(rest) == 1:
			s.fault(head, fmt.Sprintf("write a key behind it, such as %s.%s.%s", k.Name, rest[0], tableOf(k.In).Keys[0].Name), "%s.%s is a table, which is more than a cell holds", k.Name, rest[0])
			return nil
		case form == Named:
			return s.forms(tableOf(k.In), rest[1:], head)
		case form == Picks && len(rest) > 2:
			return s.forms(tableOf(k.In), rest[2:], head)
		case byID[form] != 0 && len(rest) == 1, (form == Starts || form == Titles) && len(rest) == 2:
			return []Form{byID[form]}
		}
	}
	s.fault(head, "write "+forms[k.Is].example, "%s has nothing of this kind in it", k.Name)
	return nil
}

// inCell returns the forms of a key that a cell can hold.
func (k *Key) inCell() []Form {
	var out []Form
	for _, form := range []Form{k.Is, k.Or} {
		plain := func(kind source.Kind) bool { return kind != source.Table && kind != source.Array }
		if slices.ContainsFunc(forms[form].kinds, plain) || slices.ContainsFunc(forms[form].each, plain) {
			out = append(out, form)
		}
	}
	return out
}

// add puts the table of one row to those of its kind.
func (s *rows) add(r *reader, row []source.Text) {
	at := row[0].At(0)
	outer := source.NewTable(s.path, at)
	table := outer
	for i := range s.ids {
		if i >= len(row) || row[i].String() == "" {
			s.doc.early.Add(at, s.path, "name it in the first column, or delete the row", "the row has no %s", s.sheet.Head[i])
			return
		}
		inner := source.NewTable(row[i].String(), row[i].At(0))
		table.Add(inner)
		table = inner
	}
	for i := s.ids; i < len(row); i++ {
		if row[i].String() != "" && s.columns[i].keys != nil {
			s.put(table, s.columns[i], row[i])
		}
	}
	r.join(r.doc.Root, outer, s.kind.depth(), s.path, s.path)
}

// put writes a cell into the table of its row, with the tables above it.
func (s *rows) put(table *source.Node, c column, cell source.Text) {
	last := len(c.keys) - 1
	for _, key := range c.keys[:last] {
		next := table.Get(key)
		if next == nil {
			next = source.NewTable(key, cell.At(0))
			table.Add(next)
		}
		if next.Kind != source.Table {
			s.doc.early.Add(cell.At(0), under(s.path, strings.Join(c.keys, ".")), "leave one of the two cells empty", "%s has a value of its own in this row", key)
			return
		}
		table = next
	}
	if table.Get(c.keys[last]) != nil {
		s.doc.early.Add(cell.At(0), under(s.path, strings.Join(c.keys, ".")), "leave one of the two cells empty", "%s has values of its own in this row", c.keys[last])
		return
	}
	n := s.value(c.can, cell)
	n.Key, n.KeyPos = c.keys[last], n.Pos
	table.Add(n)
}
