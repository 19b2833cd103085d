package scenario

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"demarche/engine/source"
)

// inside checks what a value of the right type holds.
func (c *compiler) inside(n *source.Node, k *Key, is Form, path string) {
	switch is {
	case Text:
		c.checkText(n, path)
	case Word:
		s := n.Text.String()
		switch {
		case len(k.Words) == 0, slices.Contains(k.Words, s):
		default:
			c.badWord(n, path, s, k.Words)
		}
	case Number, Expression:
		c.finite(n, path)
	case Span:
		if len(n.Kids) != 2 {
			c.fault(n, path, "write "+k.Name+" = "+k.example(), "expected %s, these are %d", forms[Span].name, len(n.Kids))
		}
		for i, kid := range n.Kids {
			c.finite(kid, fmt.Sprintf("%s[%d]", path, i))
		}
	case Bound:
		if math.IsNaN(n.Num) {
			c.finite(n, path)
		}
	case Texts:
		for i, kid := range n.Kids {
			c.checkText(kid, fmt.Sprintf("%s[%d]", path, i))
		}
	case Titles:
		for _, kid := range n.Kids {
			at := under(path, kid.Key)
			if kid.Kind != source.String && kid.Kind != source.Table {
				c.fault(kid, at, "write "+kid.Key+` = "…"`, "expected a text, this is %s", said(kid))
				continue
			}
			c.checkText(kid, at)
		}
	case Numbers:
		c.entriesOf(n, path, source.Integer, source.Float)
	case Expressions:
		c.entriesOf(n, path, source.Integer, source.Float, source.String)
	case Lists:
		c.lists(n, path)
	case Grades:
		c.entriesOf(n, path, source.String)
	case Starts:
		c.entriesOf(n, path, source.Integer, source.Float, source.String, source.Table)
	case Sub:
		c.table(n, tableOf(k.In), path)
	case Named:
		c.named(n, k, path)
	case Picks:
		for _, name := range n.Kids {
			at := under(path, name.Key)
			c.checkID(name, at)
			if name.Kind != source.Table {
				c.fault(name, at, "write "+forms[Picks].example, "expected a table of words, this is %s", said(name))
				continue
			}
			c.named(name, k, at)
		}
	case Picked:
		c.entriesOf(n, path, source.String)
	case Poses:
		c.entriesOf(n, path, source.Table)
		for _, kid := range n.Kids {
			if kid.Kind == source.Table {
				c.entriesOf(kid, under(path, kid.Key), source.Integer, source.Float)
			}
		}
	case Rows:
		for i, kid := range n.Kids {
			if kid.Kind == source.Table {
				c.table(kid, tableOf(k.In), fmt.Sprintf("%s[%d]", path, i))
			}
		}
	}
}

// named checks tables that an author names.
func (c *compiler) named(n *source.Node, k *Key, path string) {
	if c.nameless(n, k, path) {
		return
	}
	for _, kid := range n.Kids {
		at := under(path, kid.Key)
		c.checkID(kid, at)
		if kid.Kind == source.Table {
			c.table(kid, tableOf(k.In), at)
			continue
		}
		mend := fmt.Sprintf("write [%s]", at)
		switch {
		case kid.Key == "id" && kid.Kind == source.String:
			mend = fmt.Sprintf("write the id in the header: [%s.%s]", path, idOf(kid.Text.String()))
		case tableOf(k.In).key(kid.Key) != nil:
			mend = fmt.Sprintf("write it below a header with an id: [%s.an_id]", path)
		case kid.Kind == source.String && tableOf(k.In).key("text") != nil:
			mend = fmt.Sprintf("write %s = { text = … }", kid.Key)
		case kid.Kind == source.Array && slices.ContainsFunc(kid.Kids, func(x *source.Node) bool { return x.Kind == source.Table }):
			mend = fmt.Sprintf("write [%s], in single brackets", at)
		}
		c.fault(kid, at, mend, "expected a table, this is %s", said(kid))
	}
}

// nameless faults a table whose keys are those of one thing, without the id that
// this should have.
func (c *compiler) nameless(n *source.Node, k *Key, path string) bool {
	t := tableOf(k.In)
	for _, kid := range n.Kids {
		if kid.Kind == source.Table || t.key(kid.Key) == nil {
			return false
		}
	}
	if len(n.Kids) == 0 {
		return false
	}
	c.faultAt(n, path, fmt.Sprintf("write [%s.an_id]", path), "it has no id")
	return true
}

// finite faults infinity, which bounds alone may be.
func (c *compiler) finite(n *source.Node, path string) {
	switch {
	case c.told[n]:
	case math.IsNaN(n.Num):
		c.fault(n, path, "write a number", "nan is no number to count with")
	case math.IsInf(n.Num, 0):
		c.fault(n, path, "write a number; only bounds, such as min and max, can be inf", "%s is no number to count with", plain(n.Num))
	}
}

func (c *compiler) entriesOf(n *source.Node, path string, kinds ...source.Kind) {
	for _, kid := range n.Kids {
		if !slices.Contains(kinds, kid.Kind) {
			c.fault(kid, under(path, kid.Key), "write "+kid.Key+" = "+cmp.Or(meant(kid, kinds, nil), instance(kinds)), "expected %s, this is %s", oneOf(kinds), said(kid))
			continue
		}
		c.finite(kid, under(path, kid.Key))
	}
}

func (c *compiler) lists(n *source.Node, path string) {
	for _, kid := range n.Kids {
		at := under(path, kid.Key)
		switch kid.Kind {
		case source.String:
		case source.Array:
			c.elements(kid, &Key{Name: kid.Key, Is: IDs}, IDs, at)
		default:
			c.fault(kid, at, fmt.Sprintf("write %s = %s", kid.Key, forms[IDs].example), "expected ids, this is %s", said(kid))
		}
	}
}

func (c *compiler) badWord(n *source.Node, path, word string, words []string) {
	mend := c.faults.DidYouMean(word, words)
	if mend == "" {
		mend = "one of " + strings.Join(words, ", ")
	}
	c.fault(n, path, mend, "%q is none of the words that can stand here", word)
}
