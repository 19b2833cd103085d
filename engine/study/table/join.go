package table

import (
	"fmt"
	"slices"
)

// Clash is a column that two games of one study mean differently: it holds words
// in one and numbers in the other.
type Clash struct {
	Table, Column string
	Kind, Other   Kind
	Game, Against string // ids of the scenarios
}

// Error implements error.
func (c *Clash) Error() string {
	return fmt.Sprintf("the column %s of the table %s is %v in scenario %s and %v in scenario %s", c.Column, c.Table, c.Kind, c.Game, c.Other, c.Against)
}

// Join gives the layouts of the games of one study the same tables: each has the
// columns of all of them, in the order of the first; those that only others have
// stand before the next one that both have. A column that some game does not have can
// be null, and is in the rows of that game's plays. It must be called before the
// layouts are used. The error is a *Clash.
func Join(all []*Layout) error {
	for id := range tables {
		var joined []Column
		for i, l := range all {
			var err error
			if joined, err = merge(joined, l.own[id].Columns, i > 0); err != nil {
				return l.clash(id, err.(*Clash), all[:i])
			}
		}
		for _, l := range all {
			l.widen(id, joined)
		}
	}
	for _, l := range all {
		l.joined = all
	}
	return nil
}

// clash says in which games a column is what.
func (l *Layout) clash(id ID, c *Clash, before []*Layout) *Clash {
	c.Table, c.Against = l.Tables[id].Name, l.m.Game.ID
	for _, x := range before {
		for _, column := range x.own[id].Columns {
			if column.Name == c.Column && c.Game == "" {
				c.Kind, c.Game = column.Kind, x.m.Game.ID
			}
		}
	}
	return c
}

// merge puts more columns among those that there are. later says that rows without
// them came before, so that they can be null.
func merge(have, more []Column, later bool) ([]Column, error) {
	for i := range have { // those that are not there
		have[i].Null = have[i].Null || find(more, have[i].Name) < 0
	}
	for n, c := range more {
		i := find(have, c.Name)
		if i < 0 {
			c.Null = c.Null || later
			have = slices.Insert(have, next(have, more[n+1:]), c)
			continue
		}
		if have[i].Kind != c.Kind {
			return nil, &Clash{Column: c.Name, Other: c.Kind}
		}
		have[i].Null = have[i].Null || c.Null
	}
	return have, nil
}

// next is the place of the first of these columns that is there, the end if none is.
func next(have, of []Column) int {
	for _, c := range of {
		if i := find(have, c.Name); i >= 0 {
			return i
		}
	}
	return len(have)
}

func find(in []Column, name string) int {
	return slices.IndexFunc(in, func(c Column) bool { return c.Name == name })
}

// widen gives a table the columns of the study.
func (l *Layout) widen(id ID, columns []Column) {
	l.wide[id] = nil
	if slices.Equal(columns, l.own[id].Columns) {
		return
	}
	l.Tables[id].Columns = slices.Clone(columns)
	for _, c := range columns {
		l.wide[id] = append(l.wide[id], find(l.own[id].Columns, c.Name))
	}
}

// wide is the rows of a play with the columns of the study, in memory that is
// theirs until the next play.
func (k *Maker) wide(id ID, b *Block) *Block {
	from := k.l.wide[id]
	if from == nil {
		return b
	}
	w := k.wides[id]
	if w == nil {
		w = newBlock(k.l.Tables[id].Columns, &k.texts)
		k.wides[id] = w
	}
	w.Rows = b.Rows
	for i, at := range from {
		if at < 0 {
			w.Columns[i].blank(b.Rows)
			continue
		}
		w.Columns[i].be(&b.Columns[at], b.Rows)
	}
	return w
}

// blank makes a column n nulls.
func (c *Cells) blank(n int) {
	c.Texts, c.Ints, c.Floats, c.Bools = c.Texts[:0], c.Ints[:0], c.Floats[:0], c.Bools[:0]
	c.Set, c.Nulls = c.Set[:0], 0
	c.none(n)
}

// be makes a column of n rows what another is, which may be one without nulls.
func (c *Cells) be(other *Cells, n int) {
	if c.Null == other.Null {
		*c = *other
		return
	}
	set := c.Set[:0]
	*c = *other
	c.Null, c.Set = true, set
	c.set(n)
}
