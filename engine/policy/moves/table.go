package moves

import (
	"slices"
	"unicode/utf8"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
)

// Name is what [Table.Name] says of a role that a file plays.
const Name = "moves:file"

// Table seats a moves file beside computer players: the roles that occur in the
// file are played by it alone, their plan included; the others by rest. It is
// immutable and safe for concurrent use.
type Table struct {
	m    *game.Machine
	x    *Script
	rest *policy.Table
}

// NewTable seats the players of m's game.
func NewTable(m *game.Machine, x *Script, rest *policy.Table) *Table { return &Table{m, x, rest} }

// Name returns who plays a role: Name, or the policy of the rest.
func (t *Table) Name(role int32) string {
	if t.x.Plays(role) {
		return Name
	}
	return t.rest.Name(role)
}

// Carried returns the columns of the file that are carried through.
func (t *Table) Carried() []string { return t.x.f.Carried }

// Line is what became of a row.
type Line struct {
	Row     *Row
	Role    int32
	Move    game.Move     // what it plays; of an answer or a pass and of what is refused it is not to be read
	Answers []game.Ballot // what it answers; none unless the row is an answer
	Gift    game.Gift     // the evidence that it shares
	Moves   bool          // it plays Move
	Shares  bool          // it has shared Gift
	Refused *Refusal      // nil: it was played
}

// Orders returns the orders of all roles in canonical order, after Open and
// before Adjudicate, and what became of each row of the turn that shares nothing,
// in the order of the file. What was refused is not among the orders.
func (t *Table) Orders(s *game.State, luck chance.Luck) (game.Orders, []Line) {
	var o game.Orders
	h := t.Hand()
	roles := int32(len(t.m.Game.Roles))
	for role := range roles {
		o.Moves = append(o.Moves, h.Moves(s, role, luck)...)
		o.Learnt = append(o.Learnt, h.Learns(s, role)...)
	}
	for role := range roles {
		o.Ballots = append(o.Ballots, h.Answers(s, role, luck, o.Moves)...)
	}
	t.m.Game.Sort(&o)
	return o, h.Lines()
}

// Hand plays the roles of a table one by one, for who seats others beside them, and
// keeps what became of the rows. It belongs to one goroutine.
type Hand struct {
	t     *Table
	lines []Line
}

// Hand returns a hand of the table.
func (t *Table) Hand() *Hand { return &Hand{t: t} }

// Name returns who plays a role, as [Table.Name].
func (h *Hand) Name(role int32) string { return h.t.Name(role) }

// Moves returns the moves of a role.
func (h *Hand) Moves(s *game.State, role int32, luck chance.Luck) []game.Move {
	if !h.t.x.Plays(role) {
		return h.t.rest.Moves(s, role, luck)
	}
	var out []game.Move
	done := h.t.x.moves(h.t.m.View(s, role))
	for _, l := range done {
		if l.Moves {
			out = append(out, l.Move)
		}
	}
	h.lines = append(h.lines, done...)
	return out
}

// Learns returns what the player of a role remembers anew; a file remembers
// nothing.
func (h *Hand) Learns(s *game.State, role int32) []game.Learnt {
	if h.t.x.Plays(role) {
		return nil
	}
	return h.t.rest.Learns(s, role)
}

// Answers returns what a role says to the proposals among the open moves of all.
func (h *Hand) Answers(s *game.State, role int32, luck chance.Luck, open []game.Move) []game.Ballot {
	if !h.t.x.Plays(role) {
		return h.t.rest.Answers(s, role, luck, open)
	}
	var out []game.Ballot
	done := h.t.x.answers(h.t.m.View(s, role), open)
	for _, l := range done {
		out = append(out, l.Answers...)
	}
	h.lines = append(h.lines, done...)
	return out
}

// Lines returns what became of the rows since it was asked last, in the order of
// the file.
func (h *Hand) Lines() []Line {
	out := InFileOrder(h.lines)
	h.lines = nil
	return out
}

// InFileOrder sorts lines as their rows stand in the file.
func InFileOrder(lines []Line) []Line {
	slices.SortFunc(lines, func(a, b Line) int { return a.Row.number - b.Row.number })
	return lines
}

// Late returns the rows of turns after the last one that was played: the game was
// over, so they are refused.
func (t *Table) Late(last int32) []Line {
	var out []Line
	for i := range t.x.f.rows {
		if r := &t.x.f.rows[i]; r.Turn > last {
			role := t.x.names.roles[r.Role]
			out = append(out, Line{Row: r, Role: role, Refused: &Refusal{
				Code: game.Ended.String(), Pos: r.At(), Move: game.Move{Action: -1, Self: role, Target: -1},
				Reason: game.Reason{Code: game.Ended, Slot: -1},
			}})
		}
	}
	return out
}

// moves plays the rows of the viewer's role, as far as they are no answers.
func (x *Script) moves(v game.View) []Line {
	var out []Line
	var set []game.Move
	for _, r := range x.rows(v.Turn(), v.Role()) {
		if r.answers() || r.Action == Share {
			continue
		}
		l := Line{Row: r, Role: v.Role()}
		if r.Action != Pass {
			if l.Move, l.Refused = x.read(r, v.Role()); l.Refused == nil {
				l.Refused = x.judge(v, r, set, &l.Move)
			}
			if l.Moves = l.Refused == nil; l.Moves {
				set = append(set, l.Move)
			}
		}
		out = append(out, l)
	}
	return out
}

// judge asks the game whether a move goes with those before it. A move that says
// no amount has the lowest, one that must be confirmed is.
func (x *Script) judge(v game.View, r *Row, set []game.Move, m *game.Move) *Refusal {
	if r.Amount == "" {
		m.Amount, _, _ = v.Amounts(m.Action)
	}
	if x.f.written {
		m.Said = 1 + int32(utf8.RuneCountInString(r.Text))
	}
	all := append(set[:len(set):len(set)], *m)
	no := v.Check(all)
	if no != nil && (no.Code == game.Confirm || no.Code == game.Beyond) {
		m.Confirm = true
		all[len(set)] = *m
		no = v.Check(all)
	}
	m.Said = 0 // what was written has been judged
	if no == nil {
		m.Confirm = m.Confirm || v.Dares(*m) // as computer players do
		return nil
	}
	return &Refusal{Code: no.Code.String(), Pos: r.at[about(no.Code)], Move: *m, Reason: no.Reason}
}

// about is the column that a refusal is about.
func about(c game.Code) int {
	switch c {
	case game.NoTarget, game.BadTarget:
		return colTarget
	case game.BadAmount:
		return colAmount
	case game.BadChoice, game.TLP:
		return colChoice
	case game.BadText:
		return colText
	}
	return colAction
}
