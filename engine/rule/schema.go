package rule

// Schema is the dictionary that expressions of one scenario are compiled
// against. Its maps are read at load time only.
type Schema struct {
	// Partial says that some of the scenario could not be read: a name that is
	// not here is no fault, though what reads it does not compile.
	Partial bool
	// Roles gives each role's index by id.
	Roles map[string]int32
	// Groups gives the members of each group by id, in file order. Others is
	// built in and needs no entry.
	Groups map[string][]int32
	// Signers are those who can agree to the move at hand, in file order: the
	// group "signers" has those of them who did. nil: there is no such group.
	Signers []int32
	// Hint is the mend of a bare name that nothing here is called, where no track
	// may stand; "" elsewhere.
	Hint string
	// Bare are the numbers that stand bare: tracks of the world, turn, turns,
	// hours, days, max_rung, peak_rung, amount, choices.
	Bare map[string]Meaning
	// Each are role tracks by id, read as who.track. Their Ref's A is ignored.
	Each map[string]Meaning
	// Pairs are pair tracks by id, read as pair(a, b).track. Ref's A and B are
	// ignored.
	Pairs map[string]Meaning
	// Beliefs are read as who.belief.id[suspect], in per cent. Ref's A (holder)
	// and B (suspect) are ignored.
	Beliefs map[string]Meaning
	// Spaces are names behind a word and a dot: Spaces["param"]["x"]. One whose
	// dimension is Each is read as who.space.x, and as space.x of self; its Ref's A
	// is ignored.
	Spaces map[string]map[string]Meaning
	// Hidden are read as truth(id): a role or a word.
	Hidden map[string]Meaning
	// Evidence gives, by id, the slots of held(id, role): dimension Each, 1
	// where it is held. Ref's A is ignored.
	Evidence map[string]Meaning
	// Published gives, by id, the slots of published(id): 1 where it is.
	Published map[string]Meaning
	// Pacts gives, by id, the slots of in_force(id, a, b), dimension Pair: the
	// first turn in which the agreement is not in force any more, 0 if it was
	// never made. Latest has the highest of them, for in_force(id).
	Pacts, Latest map[string]Meaning
	// History returns where one fact about the past stands; it is nil if the
	// schema has no history. See [Ask].
	History func(Ask) (Ref, error)
	// InTurn returns where the turns are kept in which something happened; the
	// fact asked for is left out. It is nil if the schema has no history.
	InTurn func(Ask) (TurnSet, error)
	// Past lists the ids that History knows, for the nearest name.
	Past []string
}

// Meaning is what a name stands for: a number in the state (Load), a constant
// (Const), an argument register (Arg) or what a policy remembers (Recall).
type Meaning struct {
	Op    Op
	Ref   Ref
	K     float64 // of Const
	Arg   int32   // of Arg and Recall
	Kind  Kind
	Words []string // of a Word: names of 0, 1, 2 …
	// Cuts is one more than the index into Code.Cuts of the bands that
	// band(name) reads; 0 if the number has none.
	Cuts int32
	// Fixed says that no effect may change the number.
	Fixed bool
	// Picks are the words of a choice, whose value the number is: beside == and
	// != they stand for which one was chosen, which PickArg holds.
	Picks   []string
	PickArg int32
}

// Fact is one thing to be known about what happened.
type Fact uint8

// The facts. Times counts; First, Last and Prev are turns, Prev the last turn
// before the one in Last; Tried counts attempts. A turn of what never happened
// is turns + 1.
const (
	Times Fact = iota + 1
	First
	Last
	Prev
	Tried
)

// Ask is a question about the past: of id, by Role if it is not NoRole, on
// Target if it is not NoRole. A Role that is a register or an index is
// answered by a Ref with that A (and B).
type Ask struct {
	ID           string
	Fact         Fact
	Role, Target Who
}

// TurnSet is where turns are kept, one bit each: in Slots slots from Ref on, each
// Apart from the one before and with [SlotTurns] turns.
type TurnSet struct {
	Ref          Ref
	Slots, Apart int32
}

// Scope says which names of roles stand in an expression and what they are.
type Scope map[string]Who
