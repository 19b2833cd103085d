package wire

import (
	"slices"
	"unicode/utf8"

	"demarche/engine/game"
)

// Codes of refusals beside those of [game.Code]. Each has its sentence in prose.
const (
	CodeUnknownAction = "unknown_action" // no measure of the sender has this id
	CodeUnknownRole   = "unknown_role"   // no role has this id
	CodeWrongTurn     = "wrong_turn"     // meant for another turn
	CodeWrongPhase    = "wrong_phase"    // not possible in this phase
	CodeNotCommitted  = "not_committed"  // nothing to recall
	CodeTooLong       = "too_long"       // a text or a list above its limit
	CodeBadMessage    = "bad_message"    // not JSON, or not of its type
	CodeBadVersion    = "bad_version"    // another version of the protocol
	CodeUnknownType   = "unknown_type"   // no such message from a client
	CodeTooFast       = "too_fast"       // above the rate allowed
	CodeNoSeat        = "no_seat"        // the sender has no role
	CodeNoSession     = "no_session"     // no such exercise
	CodeObserver      = "observer"       // the public may not do this
	CodeReplaced      = "replaced"       // the seat is open elsewhere
	CodeStopping      = "stopping"       // the server restarts
	CodeFault         = "fault"          // something went wrong on the server
)

// Limits of what a client may send. What is longer is refused with
// [CodeTooLong].
const (
	MaxMessage = 16 << 10 // bytes of one message
	MaxMoves   = 64       // moves in one commit
	MaxText    = 2000     // characters of a move's text
	MaxID      = 64       // characters of a command's id
)

// ParseMove turns a move of a client into a move of the game; code is "" if that
// could be done, else why not. It does not judge whether the move is legal:
// [game.View.Check] does. An id of a measure that is not the role's own is
// unknown, whether others have it or not. The evidence of the move "publish" has
// an id of the viewer's own, which [Desk.ParseMove] finds.
func ParseMove(g *game.Game, m Move, self int32) (move game.Move, code string) {
	if utf8.RuneCountInString(m.Text) > MaxText {
		return game.Move{}, CodeTooLong
	}
	action := slices.IndexFunc(g.Actions, func(a game.Action) bool { return a.ID == m.Action })
	if self < 0 || action < 0 || !g.Actions[action].By.Has(self) {
		return game.Move{}, CodeUnknownAction
	}
	move = game.Move{Action: int32(action), Self: self, Target: -1, Amount: m.Amount, Confirm: m.Confirm}
	if g.Actions[action].Words.On {
		move.Said = 1 + int32(utf8.RuneCountInString(m.Text))
	}
	if m.Target != "" {
		role := slices.IndexFunc(g.Roles, func(r game.Role) bool { return r.ID == m.Target })
		if role < 0 {
			return game.Move{}, CodeUnknownRole
		}
		move.Target = int32(role)
	}
	return pick(&g.Actions[action], m.Choices, move)
}

// pick reads the words of a move's choices. One that is left out is the first
// word.
func pick(a *game.Action, words map[string]string, move game.Move) (game.Move, string) {
	picked, known := make([]int32, len(a.Choices)), 0
	for i := range a.Choices {
		word, said := words[a.Choices[i].ID]
		if !said {
			continue
		}
		known++
		j := slices.IndexFunc(a.Choices[i].Words, func(w game.Picked) bool { return w.ID == word })
		if j < 0 {
			return game.Move{}, game.BadChoice.String()
		}
		picked[i] = int32(j)
	}
	if known < len(words) {
		return game.Move{}, game.BadChoice.String()
	}
	move.Choice = a.Combination(picked)
	return move, ""
}

// ParseMoves turns the moves of a commit; at is the index of the move at fault,
// -1 if it is the list.
func ParseMoves(g *game.Game, moves []Move, self int32) (parsed []game.Move, at int, code string) {
	return parseAll(moves, func(m Move) (game.Move, string) { return ParseMove(g, m, self) })
}

func parseAll(moves []Move, parse func(Move) (game.Move, string)) (parsed []game.Move, at int, code string) {
	if len(moves) > MaxMoves {
		return nil, -1, CodeTooLong
	}
	parsed = make([]game.Move, 0, len(moves))
	for i, m := range moves {
		p, code := parse(m)
		if code != "" {
			return nil, i, code
		}
		parsed = append(parsed, p)
	}
	return parsed, -1, ""
}

// MoveOf is the reverse of [ParseMove]; a text is not part of a move of the game.
func MoveOf(g *game.Game, m game.Move) Move {
	out := Move{Action: g.Actions[m.Action].ID, Amount: m.Amount, Confirm: m.Confirm}
	if m.Target >= 0 {
		out.Target = g.Roles[m.Target].ID
	}
	for i, c := range g.Actions[m.Action].Choices {
		if out.Choices == nil {
			out.Choices = map[string]string{}
		}
		out.Choices[c.ID] = c.Words[g.Actions[m.Action].Word(m.Choice, i)].ID
	}
	return out
}
