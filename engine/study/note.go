package study

import (
	"demarche/engine/policy/moves"
	"demarche/engine/study/table"
)

// Notes turns the rows of a moves file into notes; source is who plays them.
func Notes(lines []moves.Line, source string) []table.Note {
	var out []table.Note
	for _, l := range lines {
		n := table.Note{
			Role: l.Role, Turn: l.Row.Turn, Source: source, Text: l.Row.Text, Carried: l.Row.Carried,
			Moves: l.Moves, Move: l.Move, Answers: l.Answers, Shares: l.Shares, Gift: l.Gift,
			Action: l.Row.Action, Target: l.Row.Target, Choice: l.Row.Choice, Amount: l.Row.Amount,
		}
		if l.Refused != nil {
			n.Refused = l.Refused.Code
		}
		out = append(out, n)
	}
	return out
}
