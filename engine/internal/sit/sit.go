// Package sit plays games in tests by words: it compiles a scenario from its
// text, takes orders such as "aurelia sanction korsavia", and reads numbers by
// their path.
package sit

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/scenario"
	"demarche/scenarios"
)

// Compile compiles a scenario of one file.
func Compile(t testing.TB, text string) *game.Machine {
	t.Helper()
	return compile(t, fstest.MapFS{"scenario.toml": {Data: []byte(text)}}, "scenario.toml", text)
}

// Folder compiles the scenario in a folder, which may include packs.
func Folder(t testing.TB, path string) *game.Machine {
	t.Helper()
	return compile(t, scenarios.WithPacks(os.DirFS(filepath.Dir(path))), filepath.Base(path), path)
}

func compile(t testing.TB, fsys fs.FS, name, about string) *game.Machine {
	t.Helper()
	doc, err := scenario.Read(fsys, name)
	if err != nil {
		t.Fatalf("read: %v\n%s", err, about)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatalf("compile: %v\n%s", err, about)
	}
	return game.NewMachine(g)
}

// Sitting is one game under way.
type Sitting struct {
	T      testing.TB
	M      *game.Machine
	P      *game.Play
	S      game.State
	Ledger game.Ledger // of all since Start or the last Reset
}

// Begin begins a game, before its first turn opens.
func Begin(t testing.TB, m *game.Machine, seed uint64, params map[string]float64) *Sitting {
	t.Helper()
	s := &Sitting{T: t, M: m}
	s.P = m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, &s.Ledger)
	if err := s.P.Start(&s.S, params); err != nil {
		t.Fatal(err)
	}
	return s
}

// Start begins a game and opens its first turn.
func Start(t testing.TB, m *game.Machine, seed uint64, params map[string]float64) *Sitting {
	t.Helper()
	s := Begin(t, m, seed, params)
	s.P.Open(&s.S)
	return s
}

// Role returns the index of a role.
func (s *Sitting) Role(id string) int32 {
	s.T.Helper()
	for i, r := range s.M.Game.Roles {
		if r.ID == id {
			return int32(i)
		}
	}
	s.T.Fatalf("no role %q", id)
	return -1
}

// Move reads a move in words: role, action, target if it has one, words of its
// choices as "wording=plain", "amount=3", "words=…" in one word or "words=" for
// none, evidence of "publish", and "!" to confirm.
func (s *Sitting) Move(words string) game.Move {
	s.T.Helper()
	f := strings.Fields(words)
	m := game.Move{Self: s.Role(f[0]), Action: -1, Target: -1}
	for i, a := range s.M.Game.Actions {
		if a.ID == f[1] {
			m.Action = int32(i)
		}
	}
	if m.Action < 0 {
		s.T.Fatalf("no action %q", f[1])
	}
	a := &s.M.Game.Actions[m.Action]
	picked := make([]int32, len(a.Choices))
	for _, w := range f[2:] {
		name, word, chosen := strings.Cut(w, "=")
		switch {
		case w == "!":
			m.Confirm = true
		case name == "amount" && a.Amount.On:
			x, err := strconv.ParseFloat(word, 64)
			if err != nil {
				s.T.Fatalf("%q: no amount", words)
			}
			m.Amount = x
		case name == "words" && a.Words.On:
			m.Said = 1 + int32(len(strings.Trim(word, `"`)))
		case chosen:
			i := slices.IndexFunc(a.Choices, func(c game.Choice) bool { return c.ID == name })
			if i < 0 {
				s.T.Fatalf("no choice %q", name)
			}
			j := slices.IndexFunc(a.Choices[i].Words, func(x game.Picked) bool { return x.ID == word })
			if j < 0 {
				s.T.Fatalf("no word %q", word)
			}
			picked[i] = int32(j)
		case a.Publish:
			m.Choice = int32(slices.IndexFunc(s.M.Game.Evidence, func(e game.Evidence) bool { return e.ID == w }))
		default:
			m.Target = s.Role(w)
		}
	}
	if len(a.Choices) > 0 {
		m.Choice = a.Combination(picked)
	}
	return m
}

// Ballot reads an answer in words: the move, then who answers, by "yes" or "no".
func (s *Sitting) Ballot(move, role, answer string) game.Ballot {
	s.T.Helper()
	return game.Ballot{Move: s.Move(move).Key(), Role: s.Role(role), Yes: answer == "yes"}
}

// Check judges the moves of one role.
func (s *Sitting) Check(words ...string) *game.Refusal {
	s.T.Helper()
	var moves []game.Move
	for _, w := range words {
		moves = append(moves, s.Move(w))
	}
	return s.M.View(&s.S, moves[0].Self).Check(moves)
}

// Close adjudicates the turn with these moves, each of which must be legal.
func (s *Sitting) Close(words ...string) {
	s.T.Helper()
	s.CloseWith(nil, words...)
}

// CloseWith is Close with answers, each of which must be legal.
func (s *Sitting) CloseWith(ballots []game.Ballot, words ...string) {
	s.T.Helper()
	o := game.Orders{Ballots: ballots}
	for _, w := range words {
		o.Moves = append(o.Moves, s.Move(w))
	}
	s.CloseOrders(o)
}

// CloseOrders adjudicates the turn with these orders, each of which must be
// legal.
func (s *Sitting) CloseOrders(o game.Orders) {
	s.T.Helper()
	for role := range s.M.Game.Roles {
		moves := slices.DeleteFunc(slices.Clone(o.Moves), func(m game.Move) bool { return m.Self != int32(role) })
		if r := s.M.View(&s.S, int32(role)).Check(moves); r != nil {
			s.T.Fatalf("turn %d: %v refused: %v %+v", s.S.Turn(), moves, r.Code, r)
		}
	}
	for _, b := range o.Ballots {
		if r := s.M.View(&s.S, b.Role).CheckAnswer(o.Moves, b.Move); r.Code != game.OK {
			s.T.Fatalf("turn %d: answer %+v refused: %v", s.S.Turn(), b, r.Code)
		}
	}
	s.P.Adjudicate(&s.S, o)
}

// Turn closes the turn and opens the next.
func (s *Sitting) Turn(words ...string) {
	s.T.Helper()
	s.Close(words...)
	s.P.Open(&s.S)
}

// Slot returns the slot with this path.
func (s *Sitting) Slot(path string) int32 {
	s.T.Helper()
	for i := range s.M.Game.Slots {
		if s.M.Game.Slots[i].Path == path {
			return int32(i)
		}
	}
	s.T.Fatalf("no number %q", path)
	return -1
}

// Get reads the number with this path.
func (s *Sitting) Get(path string) float64 {
	s.T.Helper()
	return s.S.V[s.Slot(path)]
}

// Events returns how many events of a kind the ledger holds about a thing, by
// the id of its block ("" = any).
func (s *Sitting) Events(kind game.EventKind, id string) int {
	n := 0
	for _, e := range s.Ledger.Events {
		if e.Kind == kind && (id == "" || e.Block >= 0 && s.M.Game.Blocks[e.Block].ID == id) {
			n++
		}
	}
	return n
}
