package moves

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarche/engine/game"
	"demarche/engine/source"
)

// The words that stand in the column action beside the ids of actions.
const (
	Yes  = "yes"
	No   = "no"
	Pass = "pass"
	// Share gives evidence to a role, at once.
	Share = "share"
)

// Codes of rows that are refused before the game is asked; the others are those
// of [game.Code].
const UnknownAction = "unknown_action"

// Refusal says why a row was not played.
type Refusal struct {
	Code        string     // a code of game, or UnknownAction
	Pos         source.Pos // the cell it is about
	What        string     // what the file names and the game does not have; "" if Reason tells all
	Mend        string     // how to put it right; may be empty
	Move        game.Move  // as far as it could be read: Action and Target may be -1
	game.Reason            // of the game; Code OK if the game was not asked
}

// Script is a moves file made ready for one game. It is immutable and safe for
// concurrent use.
type Script struct {
	f     *File
	g     *game.Game
	plays game.Mask
	names names
	turns map[int32][][]*Row // by turn and role, in the order of the file
}

// names are the ids of a game by what they name.
type names struct {
	roles, actions, evidence map[string]int32
	roleIDs, actionIDs       []string
}

// For makes the file ready for a game. A role that the game does not have is a
// fault at its place: nobody could play the row. What else a row names is judged
// when its turn comes.
func (f *File) For(g *game.Game) (*Script, error) {
	x := &Script{f: f, g: g, names: namesOf(g), turns: map[int32][][]*Row{}}
	var faults source.Faults
	for i := range f.rows {
		r := &f.rows[i]
		role, ok := x.names.roles[r.Role]
		if !ok {
			faults.Add(r.at[colRole], "role", nearest(r.Role, "roles", x.names.roleIDs), "scenario %s has no role %q", g.ID, r.Role)
			continue
		}
		x.plays |= game.One(role)
		rows := x.turns[r.Turn]
		if rows == nil {
			rows = make([][]*Row, len(g.Roles))
			x.turns[r.Turn] = rows
		}
		rows[role] = append(rows[role], r)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return x, nil
}

// File returns the file.
func (x *Script) File() *File { return x.f }

// Plays reports whether a role occurs in the file: then the file alone plays it.
func (x *Script) Plays(role int32) bool { return role >= 0 && x.plays.Has(role) }

// rows returns the rows of a role in a turn, in the order of the file.
func (x *Script) rows(turn, role int32) []*Row {
	if rows := x.turns[turn]; rows != nil {
		return rows[role]
	}
	return nil
}

func namesOf(g *game.Game) names {
	n := names{roles: map[string]int32{}, actions: map[string]int32{}, evidence: map[string]int32{}}
	for i := range g.Roles {
		n.roles[g.Roles[i].ID] = int32(i)
		n.roleIDs = append(n.roleIDs, g.Roles[i].ID)
	}
	for i := range g.Actions {
		n.actions[g.Actions[i].ID] = int32(i)
		n.actionIDs = append(n.actionIDs, g.Actions[i].ID)
	}
	for i := range g.Evidence {
		n.evidence[g.Evidence[i].ID] = int32(i)
	}
	return n
}

func quoted(word string) string { return strconv.Quote(word) }

// nearest says which name was most likely meant, else which there are.
func nearest(word, what string, known []string) string {
	if near := source.DidYouMean(word, known); near != "" {
		return near
	}
	if len(known) == 0 {
		return "there are no " + what
	}
	return what + " are " + strings.Join(known, ", ")
}

// read makes a move of a row; a row that names what the game does not have is
// refused.
func (x *Script) read(r *Row, role int32) (game.Move, *Refusal) {
	m := game.Move{Self: role, Action: -1, Target: -1}
	no := func(code string, col int, mend, format string, args ...any) (game.Move, *Refusal) {
		return m, &Refusal{Code: code, Pos: r.at[col], What: fmt.Sprintf(format, args...), Mend: mend, Move: m, Reason: game.Reason{Slot: -1}}
	}
	action, ok := x.names.actions[r.Action]
	if !ok {
		return no(UnknownAction, colAction, nearest(r.Action, "measures", x.measures(role)), "there is no measure %q", r.Action)
	}
	m.Action = action
	if r.Target != "" {
		target, ok := x.names.roles[r.Target]
		if !ok {
			return no(game.BadTarget.String(), colTarget, nearest(r.Target, "roles", x.names.roleIDs), "there is no role %q", r.Target)
		}
		m.Target = target
	}
	if r.Amount != "" {
		amount, ok := parse(r.Amount)
		if !ok {
			return no(game.BadAmount.String(), colAmount, "", "%q is not a number", r.Amount)
		}
		m.Amount = amount
	}
	choice, what, mend := x.choice(r, &x.g.Actions[action])
	if what != "" {
		return no(game.BadChoice.String(), colChoice, mend, "%s", what)
	}
	m.Choice = choice
	return m, nil
}

// parse reads a number; what is not finite is none.
func parse(cell string) (float64, bool) {
	x, err := strconv.ParseFloat(cell, 64)
	return x, err == nil && x-x == 0
}

// measures are the ids of what a role may ever choose.
func (x *Script) measures(role int32) []string {
	var out []string
	for i := range x.g.Actions {
		if x.g.Actions[i].By.Has(role) {
			out = append(out, x.g.Actions[i].ID)
		}
	}
	if x.g.Share >= 0 {
		out = append(out, Share)
	}
	return append(out, Pass, Yes, No)
}

// choice reads the cell of words. what says what is wrong with it, "" if nothing
// is.
func (x *Script) choice(r *Row, a *game.Action) (combination int32, what, mend string) {
	words := wordsOf(r.Choice)
	if a.Publish {
		return x.evidence(words)
	}
	picked := unsaid(a)
	for _, w := range words {
		if what, mend := pick(a, w, picked); what != "" {
			return 0, what, mend
		}
	}
	for i := range picked {
		picked[i] = max(picked[i], 0) // who says nothing has picked the first
	}
	return a.Combination(picked), "", ""
}

// wordsOf parts a cell of words.
func wordsOf(cell string) []string {
	return strings.FieldsFunc(cell, func(c rune) bool { return c == ' ' || c == ';' || c == '\t' || c == '\n' || c == '\r' })
}

// unsaid are the words of an action's choices before any is picked: -1 for each.
func unsaid(a *game.Action) []int32 {
	picked := make([]int32, len(a.Choices))
	for i := range picked {
		picked[i] = -1
	}
	return picked
}

// pick puts one word, "wording=sharp" or "sharp", into the words picked.
func pick(a *game.Action, w string, picked []int32) (what, mend string) {
	name, word, named := strings.Cut(w, "=")
	if !named {
		name, word = "", w
	}
	var at []int
	var known []string
	for i := range a.Choices {
		c := &a.Choices[i]
		if name != "" && c.ID != name {
			continue
		}
		known = append(known, wordIDs(c)...)
		if slices.Contains(wordIDs(c), word) {
			at = append(at, i)
		}
	}
	switch {
	case len(a.Choices) == 0:
		return fmt.Sprintf("for %s there is nothing to choose", a.ID), "leave the cell empty"
	case named && len(known) == 0:
		return fmt.Sprintf("for %s there is no choice %q", a.ID, name), nearest(name, "choices", choiceIDs(a))
	case len(at) == 0:
		return fmt.Sprintf("for %s there is no word %q", a.ID, word), nearest(word, "words", known)
	case len(at) > 1:
		return fmt.Sprintf("%q is a word of %s and of %s", word, a.Choices[at[0]].ID, a.Choices[at[1]].ID), fmt.Sprintf("write %s=%s", a.Choices[at[0]].ID, word)
	case picked[at[0]] >= 0:
		return fmt.Sprintf("%s is chosen twice", a.Choices[at[0]].ID), ""
	}
	picked[at[0]] = int32(slices.Index(wordIDs(&a.Choices[at[0]]), word))
	return "", ""
}

func wordIDs(c *game.Choice) []string {
	out := make([]string, len(c.Words))
	for i := range out {
		out[i] = c.Words[i].ID
	}
	return out
}

func choiceIDs(a *game.Action) []string {
	out := make([]string, len(a.Choices))
	for i := range out {
		out[i] = a.Choices[i].ID
	}
	return out
}

// evidence reads the one piece of evidence that a built-in move is about.
func (x *Script) evidence(words []string) (i int32, what, mend string) {
	if len(words) != 1 {
		return 0, "it is about one piece of evidence", "write its id into the column choice"
	}
	i, ok := x.names.evidence[words[0]]
	if !ok {
		var known []string
		for k := range x.g.Evidence {
			known = append(known, x.g.Evidence[k].ID)
		}
		return 0, fmt.Sprintf("there is no evidence %q", words[0]), nearest(words[0], "pieces of evidence", known)
	}
	return i, "", ""
}
