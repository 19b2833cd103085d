package source

import "time"

// Kind says what a Node holds.
type Kind uint8

// The kinds of TOML values. The zero Kind is none of them.
const (
	String Kind = iota + 1
	Integer
	Float
	Bool
	Datetime
	Array
	Table
)

var kindNames = [...]string{"none", "string", "integer", "float", "bool", "datetime", "array", "table"}

// String returns the name of k in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[0]
}

// Node is one value of a TOML file with its place. Which of Text, Num, Int,
// Bool, Time and Kids is set follows from Kind.
type Node struct {
	Kind Kind
	made made
	Bool bool // Bool

	// Key is the last part of the key, decoded, and KeyPos the place of that
	// part as written (its opening quote if quoted). Elements of arrays and the
	// root have neither. A table written in several pieces has the place of
	// its first appearance.
	Key    string
	KeyPos Pos

	// Pos is the place of the first rune of the value: the opening quote or
	// bracket. For a table made by a header or a dotted key it is KeyPos; for
	// an element of [[x]] the place of x in its own header.
	Pos Pos

	Text Text       // String
	Num  float64    // Integer and Float; inf and nan may be written
	Int  int64      // Integer
	Time *time.Time // Datetime, else nil; the zone as BurntSushi/toml gives it

	// Kids are the entries of a Table in order of first appearance, or the
	// elements of an Array.
	Kids []*Node

	// Comment holds the comment lines right above the key, header or element,
	// then the one behind it on its line; without '#' and the space behind it,
	// joined by line feeds.
	Comment string

	index map[string]*Node // of Kids by key, in a Table read with many of them
}

// made says how a table or an array came to be, which decides what may be
// added to it later.
type made uint8

const (
	byValue  made = iota // written after "="
	byPath               // named on the way to something else
	byHeader             // has its own [header], or is an array of [[headers]]
)

// Get returns the entry of a Table with that key, or nil if there is none or
// n is nil or not a Table.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != Table {
		return nil
	}
	if n.index != nil {
		return n.index[key]
	}
	for _, kid := range n.Kids {
		if kid.Key == key {
			return kid
		}
	}
	return nil
}

// NewTable returns an empty Table with a key at a place, for tables that are not
// read from TOML; entries are put in by Add.
func NewTable(key string, at Pos) *Node { return &Node{Kind: Table, Key: key, KeyPos: at, Pos: at} }

// Add puts an entry, which has a Key, to a Table that NewTable made. It must not
// hold one of that key.
func (n *Node) Add(kid *Node) { n.put(kid) }

// nodes gives nodes of one file, many at a time: they live as long as the file is
// known, and most files have thousands.
type nodes struct{ left []Node }

func (ns *nodes) take() *Node {
	if len(ns.left) == 0 {
		ns.left = make([]Node, nodesAtOnce)
	}
	n := &ns.left[0]
	ns.left = ns.left[1:]
	return n
}

// nodesAtOnce nodes fill one of the sizes in which Go gives memory.
const nodesAtOnce = 35

// few is the number of kids up to which going through them beats a map.
const few = 8

// put adds a kid to a Table.
func (n *Node) put(kid *Node) *Node {
	n.Kids = append(n.Kids, kid)
	switch {
	case n.index != nil:
		n.index[kid.Key] = kid
	case len(n.Kids) > few:
		n.index = make(map[string]*Node, 2*len(n.Kids))
		for _, k := range n.Kids {
			n.index[k.Key] = k
		}
	}
	return kid
}
