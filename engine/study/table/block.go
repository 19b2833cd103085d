package table

import (
	"math"
	"slices"
)

// Symbol stands for a text of a block; [Block.Text] gives it.
type Symbol int32

// Block is rows of one table, column by column.
type Block struct {
	Rows    int
	Columns []Cells
	texts   *texts
}

// Cells are the cells of one column of a block, one for each row: in Texts,
// Ints, Floats or Bools, as the kind says. The cell of a null is zero there.
type Cells struct {
	Kind   Kind
	Null   bool // a cell may be null
	Texts  []Symbol
	Ints   []int64 // of Int32 and Int64
	Floats []float64
	Bools  []bool
	Set    []uint8 // if a cell may be null: 0 for each that is, 1 for the others
	Nulls  int     // how many are
}

// texts are the texts that symbols stand for: first those that the layout knows,
// which are the same in every block, then those of one play.
type texts struct {
	known []string
	index map[string]Symbol // of known
	own   []string
	mine  map[string]Symbol // of own, as far as they come again
}

// NewBlock returns an empty block of such columns.
func NewBlock(columns []Column) *Block { return newBlock(columns, &texts{}) }

func newBlock(columns []Column, words *texts) *Block {
	b := &Block{Columns: make([]Cells, len(columns)), texts: words}
	for i, c := range columns {
		b.Columns[i] = Cells{Kind: c.Kind, Null: c.Null}
	}
	return b
}

// Reset takes all rows away and keeps their room. Symbols of texts that no layout
// knows end with it.
func (b *Block) Reset() {
	b.empty()
	b.texts.forget()
}

func (b *Block) empty() {
	b.Rows = 0
	for i := range b.Columns {
		c := &b.Columns[i]
		c.Texts, c.Ints, c.Floats, c.Bools = c.Texts[:0], c.Ints[:0], c.Floats[:0], c.Bools[:0]
		c.Set, c.Nulls = c.Set[:0], 0
	}
}

// Text returns the text of a symbol.
func (b *Block) Text(s Symbol) string { return b.texts.text(s) }

// Known returns the texts that the layout knows, by symbol: these stand for the same
// text in all blocks of one layout. Other layouts have others.
func (b *Block) Known() []string { return b.texts.known }

// Symbols returns how many symbols the block has: all are below it.
func (b *Block) Symbols() int { return len(b.texts.known) + len(b.texts.own) }

// Add gives a text of the block a symbol.
func (b *Block) Add(text string) Symbol { return b.texts.add(text) }

// Value returns one cell.
func (b *Block) Value(column, row int) Value {
	c := &b.Columns[column]
	if c.Null && c.Set[row] == 0 {
		return Value{}
	}
	switch c.Kind {
	case Text:
		return Word(b.Text(c.Texts[row]))
	case Float64:
		return Float(c.Floats[row])
	case Bool:
		return Truth(c.Bools[row])
	}
	return Value{kind: c.Kind, bits: uint64(c.Ints[row])}
}

func (x *texts) text(s Symbol) string {
	if int(s) < len(x.known) {
		return x.known[s]
	}
	return x.own[int(s)-len(x.known)]
}

// add gives a text a symbol of its own, whether it has one or not.
func (x *texts) add(text string) Symbol {
	x.own = append(x.own, text)
	return Symbol(len(x.known) + len(x.own) - 1)
}

// word returns the symbol of a text that may come again.
func (x *texts) word(text string) Symbol {
	if s, ok := x.index[text]; ok {
		return s
	}
	if s, ok := x.mine[text]; ok {
		return s
	}
	s := x.add(text)
	if x.mine == nil {
		x.mine = map[string]Symbol{}
	}
	x.mine[text] = s
	return s
}

func (x *texts) forget() {
	clear(x.own)
	x.own = x.own[:0]
	clear(x.mine)
}

// set says for n cells that they are not null, where one may be.
func (c *Cells) set(n int) {
	if !c.Null {
		return
	}
	for range n {
		c.Set = append(c.Set, 1)
	}
}

// none adds n nulls; zeros where none may be.
func (c *Cells) none(n int) {
	for range n {
		if c.Null {
			c.Set = append(c.Set, 0)
			c.Nulls++
		}
		switch c.Kind {
		case Text:
			c.Texts = append(c.Texts, 0)
		case Float64:
			c.Floats = append(c.Floats, 0)
		case Bool:
			c.Bools = append(c.Bools, false)
		default:
			c.Ints = append(c.Ints, 0)
		}
	}
}

func (c *Cells) word(s Symbol) {
	c.Texts = append(c.Texts, s)
	c.set(1)
}

func (c *Cells) words(s []Symbol) {
	c.Texts = append(c.Texts, s...)
	c.set(len(s))
}

func (c *Cells) float(x float64) {
	c.Floats = append(c.Floats, x)
	c.set(1)
}

func (c *Cells) int(x int64) {
	c.Ints = append(c.Ints, x)
	c.set(1)
}

func (c *Cells) truth(x bool) {
	c.Bools = append(c.Bools, x)
	c.set(1)
}

// ints adds n cells of one number.
func (c *Cells) ints(x int64, n int) {
	for range n {
		c.Ints = append(c.Ints, x)
	}
	c.set(n)
}

// value adds a cell that was made by itself.
func (b *Block) value(column int, v Value) {
	c := &b.Columns[column]
	switch {
	case v.kind == 0:
		c.none(1)
	case v.kind == Text:
		c.word(b.texts.word(v.text))
	case v.kind == Float64:
		c.float(math.Float64frombits(v.bits))
	case v.kind == Bool:
		c.truth(v.bits == 1)
	default:
		c.int(int64(v.bits))
	}
}

// byRow is a sink that hands the rows on one by one.
type byRow struct {
	row  func(ID, []Value) error
	cell []Value
}

// ByRow returns a sink that calls row for each row. The cells are the caller's
// until it returns.
func ByRow(row func(t ID, cells []Value) error) Sink { return &byRow{row: row} }

// Rows implements [Sink].
func (x *byRow) Rows(t ID, b *Block) error {
	for r := range b.Rows {
		x.cell = x.cell[:0]
		for c := range b.Columns {
			x.cell = append(x.cell, b.Value(c, r))
		}
		if err := x.row(t, x.cell); err != nil {
			return err
		}
	}
	return nil
}

// Clone returns a block that stays as it is.
func (b *Block) Clone() *Block {
	out := &Block{Rows: b.Rows, Columns: slices.Clone(b.Columns), texts: &texts{known: b.texts.known, index: b.texts.index, own: slices.Clone(b.texts.own)}}
	for i := range out.Columns {
		c := &out.Columns[i]
		c.Texts, c.Ints, c.Floats, c.Bools, c.Set = slices.Clone(c.Texts), slices.Clone(c.Ints), slices.Clone(c.Floats), slices.Clone(c.Bools), slices.Clone(c.Set)
	}
	return out
}
