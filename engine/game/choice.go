package game

import "demarche/engine/rule"

// Choice is something that the mover picks a word for. Its value stands in
// Bind.Args[1+i] and the index of its word in Bind.Args[1+rule.MostChoices+i], i
// being its place among the choices of its action.
type Choice struct {
	ID    string
	Title Text // 0: its id in words
	Words []Picked
}

// Picked is one word of a choice.
type Picked struct {
	ID    string
	Value float64
	Text  Text
	Rung  int32     // replaces the action's; -1: it does not
	When  rule.Expr // it can be picked if this holds
}

// Combinations returns how many ways there are to pick a word for each choice.
func (a *Action) Combinations() int32 {
	n := int32(1)
	for i := range a.Choices {
		n *= int32(len(a.Choices[i].Words))
	}
	return n
}

// Word returns which word of the i-th choice a combination picks. Combinations
// are counted like numbers whose first digit is the word of the first choice.
func (a *Action) Word(combination int32, i int) int32 {
	for j := len(a.Choices) - 1; j > i; j-- {
		combination /= int32(len(a.Choices[j].Words))
	}
	return combination % int32(len(a.Choices[i].Words))
}

// Combination is the reverse of [Action.Word]: the combination that picks these
// words, one for each choice.
func (a *Action) Combination(words []int32) int32 {
	n := int32(0)
	for i := range a.Choices {
		n = n*int32(len(a.Choices[i].Words)) + words[i]
	}
	return n
}

// Rung returns the rung of the act with this combination: that of the last
// choice whose word has one, else the action's; -1 = none.
func (a *Action) Rung(combination int32) int32 {
	for i := len(a.Choices) - 1; i >= 0; i-- {
		if r := a.Choices[i].Words[a.Word(combination, i)].Rung; r >= 0 {
			return r
		}
	}
	return a.Act.Rung
}

// Advice is what one adviser says.
type Advice struct {
	By   string // legal, technical, political, military, intelligence, press, economic
	Text Text
}

// Range is what an amount may be: from Min to Max in steps. Off: the action has
// no amount. Min and Max read only what every mover sees.
type Range struct {
	On       bool
	Min, Max rule.Expr
	Step     float64 // above 0
}

// Words says what a mover may or must write beside the move. The words
// themselves are no part of the game: they live in the record.
type Words struct {
	On     bool
	Needed bool
	Max    int32 // characters
}
