// Package record is the log of one play: a header, the scenario's files, what
// was put in, and one entry for each resolved turn, as JSON lines. Two hashes
// guard it. The chain runs over the stored bytes of every line and shows
// tampering; play runs over turns, orders and states and is equal on every
// machine. FORMAT.md describes the lines and both hashes byte by byte.
//
// The room works on io.Reader and io.Writer: it never touches the disk, and it
// compiles no scenario; who verifies a record hands it the compiler.
package record

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Format is the version of the lines and of the bytes under a play hash. A record
// of a higher format is not read; one of a lower is read, verified and gone on
// with by its own.
const Format = 2

// Semantics is the version of adjudication's answers. It is raised when the
// same game, seed and orders would give another play; only a record with the
// same number can be expected to be recomputed to the bit. FORMAT.md says what
// each number changed.
const Semantics = 2

// Sum is a SHA-256, in hexadecimal in JSON.
type Sum [32]byte

// MarshalText implements [encoding.TextMarshaler].
func (s Sum) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, s[:]), nil }

// UnmarshalText implements [encoding.TextUnmarshaler]. It takes 64 lower-case
// hexadecimal digits only, so that a sum has one spelling.
func (s *Sum) UnmarshalText(b []byte) error {
	if len(b) != 2*len(s) {
		return fmt.Errorf("a sum has %d digits, not %d", 2*len(s), len(b))
	}
	var x Sum
	if _, err := hex.Decode(x[:], b); err != nil {
		return fmt.Errorf("read sum: %w", err)
	}
	if back, _ := x.MarshalText(); string(back) != string(b) {
		return fmt.Errorf("read sum: %q is not in lower case", b)
	}
	*s = x
	return nil
}

// String returns the sum in hexadecimal.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// Kind says what a line holds.
type Kind string

// The kinds of line. A reader keeps lines of any other kind as they are.
const (
	KindHeader Kind = "header"
	KindFile   Kind = "file"
	KindStart  Kind = "start"
	KindInput  Kind = "input"
	KindTurn   Kind = "turn"
	KindRewind Kind = "rewind"
	KindEnd    Kind = "end"
	KindSide   Kind = "side" // outside the chain
)

// Entry is what one line of the chain holds.
type Entry interface{ kind() Kind }

// Header opens a record. It holds ids and no names of people.
type Header struct {
	Format    int               `json:"format"`
	Semantics int               `json:"semantics"`
	Engine    string            `json:"engine"`   // build that wrote it
	Scenario  string            `json:"scenario"` // id
	Main      string            `json:"main"`     // name of the file to compile
	Files     []FileSum         `json:"files"`    // in the order of their lines
	Seed      uint64            `json:"seed"`     // 0 to 2^53-1
	Params    map[string]Number `json:"params"`   // all of them, by id
	Seats     []Seat            `json:"seats"`    // in file order
	// Where the play is not begun as the scenario says: how many turns it has, 0
	// being the scenario's own, and numbers with which tracks start, by path.
	Turns  int32             `json:"turns,omitempty"`
	Starts map[string]Number `json:"starts,omitempty"`
}

// FileSum names a file of the scenario by its content.
type FileSum struct {
	Name string `json:"name"`
	Sum  Sum    `json:"sha256"`
}

// Seat is a role that somebody or something plays.
type Seat struct {
	Role   string `json:"role"`
	Policy string `json:"policy,omitempty"` // "" = a person
}

// File is a file of the scenario, whole.
type File struct {
	Name string
	Data []byte
}

// Input is something put in during a turn: orders committed or recalled, an
// answer, an act of the facilitator. What people wrote lies beside the line.
type Input struct {
	Turn    int32           `json:"turn"`
	Act     string          `json:"act"`            // commit, recall, next, …
	Role    string          `json:"role,omitempty"` // whose; "" = the facilitator's
	Moves   []Move          `json:"moves,omitempty"`
	Ballots []Ballot        `json:"ballots,omitempty"` // answers
	Learnt  Learnt          `json:"learnt,omitempty"`  // what the computer player that chose the moves remembers anew
	Acts    []Act           `json:"acts,omitempty"`    // of the facilitator, those that touch the game
	Args    json.RawMessage `json:"args,omitempty"`    // what else the act is about
	At      string          `json:"at,omitempty"`      // RFC 3339 time
	Private map[string]Sum  `json:"private,omitempty"` // sums of texts, by what they are
}

// Rewind goes back to the end of an earlier turn. What it undoes stays in the
// record and is the branch.
type Rewind struct {
	To      int32          `json:"to"`   // turn whose entry holds again; 0 = the start
	Luck    uint64         `json:"luck"` // salt of the draws from here on
	At      string         `json:"at,omitempty"`
	Private map[string]Sum `json:"private,omitempty"`
}

// End closes the record of a game that is over. A record without it is of a
// game under way, or cut short.
type End struct {
	Turn   int32  `json:"turn"`
	Ending string `json:"ending"` // id; "" = time ran out
	Play   Sum    `json:"play"`
}

// Unknown is an entry of a kind that this version does not know.
type Unknown struct{ Named Kind }

func (Header) kind() Kind    { return KindHeader }
func (File) kind() Kind      { return KindFile }
func (Input) kind() Kind     { return KindInput }
func (Rewind) kind() Kind    { return KindRewind }
func (End) kind() Kind       { return KindEnd }
func (u Unknown) kind() Kind { return u.Named }
