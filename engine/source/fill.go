package source

import (
	"fmt"
	"time"
)

// fill puts the values that BurntSushi/toml read into the tree of places that
// go-toml laid out. Where the two saw different documents it returns a fault:
// a value must never be shown at a place where something else stands.
func fill(n *Node, value any) *Fault {
	agree := false
	switch v := value.(type) {
	case string:
		agree = n.Kind == String && n.Text.value == v
	case int64:
		agree = n.Kind == Integer
		n.Int, n.Num = v, float64(v)
	case float64:
		agree = n.Kind == Float
		n.Num = v
	case bool:
		agree = n.Kind == Bool
		n.Bool = v
	case time.Time:
		agree = n.Kind == Datetime
		n.Time = &v
	case []any:
		return fillArray(n, v)
	case []map[string]any:
		return fillArray(n, v)
	case map[string]any:
		return fillTable(n, v)
	}
	if !agree {
		return differ(n)
	}
	return nil
}

func fillArray[T any](n *Node, values []T) *Fault {
	if n.Kind != Array || len(n.Kids) != len(values) {
		return differ(n)
	}
	for i, kid := range n.Kids {
		if f := fill(kid, values[i]); f != nil {
			return f.below(fmt.Sprintf("[%d]", i))
		}
	}
	return nil
}

func fillTable(n *Node, values map[string]any) *Fault {
	if n.Kind != Table || len(n.Kids) != len(values) {
		return differ(n)
	}
	for _, kid := range n.Kids {
		value, ok := values[kid.Key]
		if !ok {
			return differ(kid).below(under("", kid.Key))
		}
		if f := fill(kid, value); f != nil {
			return f.below(under("", kid.Key))
		}
	}
	return nil
}

// below puts the path of what encloses a fault before its own.
func (f *Fault) below(path string) *Fault {
	if f.Path != "" {
		path = join(path, f.Path)
	}
	f.Path = path
	return f
}

func differ(n *Node) *Fault {
	return &Fault{
		Pos:  n.Pos,
		Msg:  invalid + "this can be read in two ways",
		Mend: "write each table once, under one header",
	}
}
