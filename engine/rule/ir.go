// Package rule is the expression language: a guard before the parser, expr's
// grammar, types of our own, an intermediate form (IR), and two evaluators made
// from it, closures for play and a tree-walker that they are checked against.
// It is the only room that imports expr. It knows no TOML, and of roles and
// turns only what the [Schema] says.
package rule

import (
	"slices"

	"github.com/expr-lang/expr/ast"
)

// Kind is the type of an expression.
type Kind uint8

// The kinds of expression. Word is a number with a list of names.
const (
	Number Kind = iota + 1
	Truth
	Role
	Word
)

// String returns the kind in lower case, as faults say it.
func (k Kind) String() string {
	switch k {
	case Number:
		return "number"
	case Truth:
		return "condition"
	case Role:
		return "role"
	case Word:
		return "word"
	}
	return "nothing"
}

// Who names a role in the IR: an index from 0, or a register.
type Who int32

// The registers that hold a role while an expression runs.
const (
	Self     Who = -1
	Target   Who = -2
	NoRole   Who = -3
	Proposer Who = -4 // who asks for an answer, where one is asked
)

// MostChoices is how many choices one action can leave open.
const MostChoices = 3

// Bind fills the registers. Bad is set by an evaluation that met a division by
// zero or any other value that is not finite; the caller clears it.
type Bind struct {
	Self, Target int32 // role indices; -1 if there is none
	Proposer     int32 // role index, read only where [Proposer] has a meaning
	// Args holds the amount, then the values of the choices, then which word of
	// each was chosen, from 0.
	Args    [1 + 2*MostChoices]float64
	Signers uint64 // roles that have agreed: one bit each
	// Memory is what a computer player remembers; nil wherever none plays.
	Memory *Memory
	Bad    bool
	Spoilt bool // some evaluation was Bad; no evaluation clears it
}

// MostMemory is how many numbers one policy can remember.
const MostMemory = 16

// Memory is what a computer player remembers, in the order of its policy.
type Memory [MostMemory]float64

// Dim says how a [Ref] finds its slot.
type Dim uint8

// World: slot = Base. Each: slot = Base + role. Pair: slot = Base + a number
// read from a table by both roles, which knows States, unordered pairs and
// lists of suspects.
const (
	World Dim = iota
	Each
	Pair
)

// Ref is a number in the state, addressed by base and registers. Roles are
// never unrolled: one expression serves every self and target.
type Ref struct {
	Base  int32
	Table int32 // index into Code.Tables; Pair only
	A, B  Who   // B is used by Pair only
	Dim   Dim
}

// Op is what a node does.
type Op uint8

// The operations. Truth is 1 and 0. Comparisons with a value that is not a
// number are false, also Ne.
const (
	Const  Op = iota + 1 // K
	Load                 // Ref
	WhoIs                // index of the role Ref.A, as a number; -1 if none
	Arg                  // Bind.Args[A]
	Add                  // A + B
	Sub                  // A - B
	Mul                  // A * B
	Div                  // A / B; by zero: not a number, Bad
	Mod                  // A % B, sign of A; by zero: not a number, Bad
	Eq                   // A == B
	Ne                   // A != B
	Lt                   // A < B
	Le                   // A <= B
	Gt                   // A > B
	Ge                   // A >= B
	And                  // A and B; B is not run if A is false
	Or                   // A or B; B is not run if A is true
	Not                  // not A
	If                   // A ? B : C
	Min                  // the smaller of A and B
	Max                  // the larger of A and B
	Abs                  // |A|
	Round                // halves away from zero
	Floor                // downwards
	Ceil                 // upwards
	Sqrt                 // square root; of a negative number: Bad
	Pow                  // A to the power of B (chance.Pow)
	Exp                  // chance.Exp
	Log                  // chance.Log; of 0 or less: Bad
	Band                 // index of the band of A by Code.Cuts[B]: the first cut >= A
	Has                  // whether Ref has a slot: the two roles make a pair
	Signed               // whether the role A is among Bind.Signers
	InTurn               // whether turn A is among the turns kept from Ref on: B slots, C apart
	Recall               // Bind.Memory[A]; without a memory: not a number, Bad
)

// SlotTurns is how many turns one slot of a set of turns holds: one bit each,
// the first turn of the slot in the lowest. Such numbers are whole and exact.
const SlotTurns = 52

// Node is one operation; operands come before it in Code.Nodes.
type Node struct {
	K       float64
	Ref     Ref
	A, B, C int32
	Op      Op
}

// Expr is an expression: the index of its last node plus one. The zero Expr is
// absent.
type Expr int32

// Present reports whether there is an expression.
func (e Expr) Present() bool { return e != 0 }

// Code holds the nodes of one game and what they need. After compilation it is
// immutable and safe for concurrent use.
type Code struct {
	Nodes []Node
	// Roles is how many roles there are.
	Roles int32
	// Tables turn two roles into an offset: Tables[t][a*Roles+b], -1 where the
	// two have no such number.
	Tables [][]int32
	// Cuts are the upper ends of bands, ascending; the last band is open.
	Cuts [][]float64
	// Written are the expressions and effects as authors wrote them, in the order
	// in which they were compiled. Nothing that plays reads them.
	Written []Written

	work   int     // steps of compilation so far
	spent  bool    // there were more than MaxWork
	traces []trace // memory of the compiler, as the next two
	aimed  []aim
	kept   []trace             // room for what sayings keep
	ahead  *Ahead              // nil: nothing is parsed ahead
	aims   map[string]ast.Node // left sides of effects, which most often are written again and again
}

// Reserve makes room for the nodes of a text of so many bytes, most of it
// expressions, so that they need not move while they are compiled.
func (c *Code) Reserve(bytes int) {
	c.Nodes = slices.Grow(c.Nodes, min(bytes/bytesPerNode, MaxNodes))
}

// bytesPerNode is how many bytes of text a node takes where there is little else.
const bytesPerNode = 8

// Slot returns the slot that r means under b, or -1 if the roles have no such
// number or a register is empty.
func (c *Code) Slot(r Ref, b *Bind) int32 {
	switch r.Dim {
	case World:
		return r.Base
	case Each:
		a := b.Who(r.A)
		if a < 0 {
			return -1
		}
		return r.Base + a
	}
	x, y := b.Who(r.A), b.Who(r.B)
	if x < 0 || y < 0 {
		return -1
	}
	off := c.Tables[r.Table][x*c.Roles+y]
	if off < 0 {
		return -1
	}
	return r.Base + off
}

// Who returns the index of the role w under b, or -1.
func (b *Bind) Who(w Who) int32 {
	switch w {
	case Self:
		return b.Self
	case Target:
		return b.Target
	case Proposer:
		return b.Proposer
	case NoRole:
		return -1
	}
	return int32(w)
}

// signed reports whether a role is among the signers.
func (b *Bind) signed(role int32) bool { return b.Signers>>uint(role)&1 == 1 }
