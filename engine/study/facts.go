package study

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"demarche/engine/agent"
	"demarche/engine/policy/moves"
	"demarche/engine/study/table"
	"demarche/engine/wire"
)

// What the column action says of an agent that gave no usable answer.
const (
	noAnswer = "none"       // nothing came
	unread   = "unreadable" // what came names no measure
)

// NotesOfFacts turns what agents did into notes.
func NotesOfFacts(facts []agent.Fact) []table.Note {
	var out []table.Note
	for i := range facts {
		out = append(out, notesOfFact(&facts[i])...)
	}
	return out
}

func notesOfFact(f *agent.Fact) []table.Note {
	base := table.Note{
		Role: f.Role, Source: f.Source, Try: f.Try, Why: f.Why,
		Entry: fmt.Sprintf("%d.%s.%d", f.Turn, f.What, f.Try),
	}
	switch {
	case f.Status == agent.Invalid:
		base.Refused = f.Code
		if base.Action = unread; f.Bad >= 0 && f.Bad < len(f.Wrote) {
			asWritten(&base, f.Wrote[f.Bad])
		}
		return []table.Note{base}
	case f.Status != agent.OK:
		base.Refused, base.Action = f.Status, noAnswer
		return []table.Note{base}
	case f.What == wire.ChooseAnswers && len(f.Answers) > 0:
		base.Answers = f.Answers
		return []table.Note{base}
	case len(f.Moves) == 0:
		base.Action = moves.Pass
		return []table.Note{base}
	}
	var out []table.Note
	for i, m := range f.Moves {
		n := base
		n.Moves, n.Move = true, m
		if i < len(f.Wrote) {
			n.Text = f.Wrote[i].Text
		}
		out = append(out, n)
	}
	return out
}

// asWritten puts down a move as an agent wrote it.
func asWritten(n *table.Note, m wire.Move) {
	n.Action, n.Target, n.Choice, n.Text = m.Action, m.Target, m.Evidence, m.Text
	for _, name := range slices.Sorted(maps.Keys(m.Choices)) {
		n.Choice = strings.TrimPrefix(n.Choice+" "+name+"="+m.Choices[name], " ")
	}
	if m.Amount != 0 {
		n.Amount = strconv.FormatFloat(m.Amount, 'g', -1, 64)
	}
}
