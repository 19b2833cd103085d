package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarche/engine/game"
	"demarche/engine/source"
)

// Things lists the tables of a scenario that an author named, those inside
// others behind them, and the ones that name themselves (the ladder, the
// calendar), in file order: where each stands, and what was written in it. A
// document with faults gives what is there.
func Things(d *Document) []game.Named {
	l := lister{languages: languagesOf(d.Root)}
	l.table(d.Root, topTable, "", "")
	slices.SortStableFunc(l.out, func(a, b game.Named) int { return d.compare(a.At, b.At) })
	return l.out
}

type lister struct {
	languages []string
	out       []game.Named
}

// table lists the named tables inside one.
func (l *lister) table(n *source.Node, t *Table, path, id string) {
	for _, kid := range n.Kids {
		k := t.key(kid.Key)
		if k == nil {
			continue
		}
		at := under(path, kid.Key)
		switch {
		case kid.Kind != source.Table:
		case k.Is == Named:
			l.named(kid, k, at, id)
		case k.Is == Picks:
			for _, name := range kid.Kids {
				l.named(name, k, under(at, name.Key), under(id, name.Key))
			}
		case path == "" && k.Name == "group":
			for _, g := range kid.Kids {
				l.out = append(l.out, game.Named{Kind: "group", ID: g.Key, Path: under(at, g.Key), At: g.KeyPos,
					Entries: []game.Keyed{{Key: "members", At: g.Pos, Value: value(g)}}})
			}
		case path == "" && (k.Is == Sub || k.Is == Pairs):
			l.add(kid, k, at, kid.Key, kid.Key)
		case k.Is == Sub && k.In != "":
			l.table(kid, tableOf(k.In), at, id)
		}
	}
}

func (l *lister) named(n *source.Node, k *Key, path, id string) {
	kind := k.In[strings.LastIndexByte(k.In, '.')+1:]
	for _, kid := range n.Kids {
		if kid.Kind == source.Table {
			l.add(kid, k, under(path, kid.Key), kind, under(id, kid.Key))
		}
	}
}

// add lists one table and what is inside it.
func (l *lister) add(n *source.Node, k *Key, path, kind, id string) {
	x := game.Named{Kind: kind, ID: id, Path: path, At: n.KeyPos}
	var t *Table
	if k.In != "" {
		t = tableOf(k.In)
	}
	l.entries(&x.Entries, n, t, "")
	l.out = append(l.out, x)
	if t != nil {
		l.table(n, t, path, id)
	}
}

// entries lists what stands in a table and has no name of its own.
func (l *lister) entries(out *[]game.Keyed, n *source.Node, t *Table, before string) {
	for _, kid := range n.Kids {
		var k *Key
		if t != nil {
			k = t.key(kid.Key)
		}
		at := under(before, kid.Key)
		is := formOf(k, kid)
		switch {
		case is == Named, is == Picks:
		case is == Text, is == Texts:
			*out = append(*out, game.Keyed{Key: at, At: kid.Pos, Value: value(firstText(kid)), Texts: l.texts(kid)})
		case kid.Kind == source.Table && is == Sub:
			l.entries(out, kid, tableOf(k.In), at)
		case kid.Kind == source.Table:
			l.entries(out, kid, nil, at)
		default:
			*out = append(*out, game.Keyed{Key: at, At: kid.Pos, Value: value(kid)})
		}
	}
}

// formOf is the form in which a value was written.
func formOf(k *Key, n *source.Node) Form {
	switch {
	case k == nil:
		return 0
	case k.Or != 0 && k.takesOr(n):
		return k.Or
	}
	return k.Is
}

// texts are the words of a text in each language.
func (l *lister) texts(n *source.Node) []string {
	out := make([]string, len(l.languages))
	for i, language := range l.languages {
		switch {
		case n.Kind == source.String && i == 0:
			out[i] = n.Text.String()
		case n.Kind == source.Table && n.Get(language) != nil:
			out[i] = value(n.Get(language))
		}
	}
	return out
}

// firstText is a text in its first language.
func firstText(n *source.Node) *source.Node {
	if n.Kind == source.Table && len(n.Kids) > 0 {
		return n.Kids[0]
	}
	return n
}

// value writes a value about as it was written.
func value(n *source.Node) string {
	switch n.Kind {
	case source.String:
		return n.Text.String()
	case source.Integer:
		return strconv.FormatInt(n.Int, 10)
	case source.Float:
		return plain(n.Num)
	case source.Bool:
		return strconv.FormatBool(n.Bool)
	case source.Datetime:
		return n.Time.Format("2006-01-02 15:04")
	}
	var parts []string
	for _, kid := range n.Kids {
		s := value(kid)
		if n.Kind == source.Table {
			s = fmt.Sprintf("%s = %s", kid.Key, s)
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}
