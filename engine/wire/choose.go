package wire

import "demarche/engine/game"

// Limits of the list of choose.
const (
	MostListed  = 500 // entries
	mostPicks   = 64  // combinations of words that are looked at for one target
	mostAmounts = 5   // amounts that are listed of one measure
)

// Choose builds the question what the viewer's role does, with a list of moves
// each of which could be made alone beside those that stand; moves are the same
// for the game. Moves that must be confirmed are. The list is made of the view
// and tells no more than the view.
func (d *Desk) Choose(gv game.View, standing []game.Move) (c Choose, moves []game.Move) {
	c = Choose{Head: head(TypeChoose), Turn: int(gv.Turn()), What: ChooseMoves, Try: 1, Legal: []Legal{}}
	if d.g.MovesPerTurn > 0 {
		c.Limit = int(d.g.MovesPerTurn) - len(standing)
		if c.Limit <= 0 {
			return c, nil
		}
	}
	l := lister{d: d, gv: gv, set: append(standing[:len(standing):len(standing)], game.Move{})}
	for _, o := range gv.Options(nil) {
		if o.Code == game.OK {
			l.option(o)
		}
	}
	for i, m := range l.moves {
		move := d.MoveOf(m)
		c.Legal = append(c.Legal, Legal{N: i + 1, Text: d.voice.Move(m), Move: &move})
	}
	c.Count, c.More = len(l.moves), l.more
	return c, l.moves
}

// lister lists legal moves.
type lister struct {
	d     *Desk
	gv    game.View
	set   []game.Move // what stands, and room for one more
	moves []game.Move
	more  bool
}

// option lists the moves of one action with one target.
func (l *lister) option(o game.Option) {
	a := &l.d.g.Actions[o.Action]
	m := o.Move(l.d.role)
	if a.Publish {
		l.add(m)
		return
	}
	n := a.Combinations()
	if n > mostPicks {
		n, l.more = mostPicks, true
	}
	steps := l.gv.AmountSteps(o.Action)
	for m.Choice = range n {
		for _, k := range spread(steps) {
			m.Amount = l.gv.AmountAt(o.Action, k)
			l.add(m)
		}
	}
	l.more = l.more || steps > mostAmounts
}

// spread picks at most mostAmounts of n steps, from the first to the last.
func spread(n int) []int {
	var out []int
	for i := range min(n, mostAmounts) {
		if n > mostAmounts {
			i = i * (n - 1) / (mostAmounts - 1)
		}
		out = append(out, i)
	}
	return out
}

// add lists a move if it is legal beside what stands.
func (l *lister) add(m game.Move) {
	m.Confirm = l.gv.MustConfirm(m)
	l.set[len(l.set)-1] = m
	switch {
	case !l.gv.Fits(l.set):
	case len(l.moves) == MostListed:
		l.more = true
	default:
		l.moves = append(l.moves, m)
	}
}

// ChooseAnswers builds the question what the viewer's role says to the proposals
// among the open moves that it is asked about; ballots are the entries of the
// list for the game. There are two for each proposal: an agent picks one of them,
// or none.
func (d *Desk) ChooseAnswers(gv game.View, open []game.Move) (c Choose, ballots []game.Ballot) {
	c = Choose{Head: head(TypeChoose), Turn: int(gv.Turn()), What: ChooseAnswers, Try: 1, Legal: []Legal{}}
	for _, p := range gv.Proposals(open) {
		if p.Mine {
			continue
		}
		c.Limit++
		for _, yes := range []bool{true, false} {
			ballots = append(ballots, game.Ballot{Move: p.Move, Role: d.role, Yes: yes})
			c.Legal = append(c.Legal, Legal{N: len(ballots), Text: d.voice.Reply(p.Move, yes), Proposal: d.proposalID(p.Move), Yes: yes})
		}
	}
	c.Count = len(ballots)
	return c, ballots
}

// ChooseNext builds the question whether to go on; there is one answer.
func (d *Desk) ChooseNext(turn int) Choose {
	return Choose{Head: head(TypeChoose), Turn: turn, What: ChooseNext, Try: 1, Count: 1, Limit: 1, Legal: []Legal{{N: 1, Text: d.voice.GoOn()}}}
}

// Over builds the end of a game for the viewer. What goals were worth is computed
// over the whole truth: the game is over.
func (d *Desk) Over(state *game.State) Over {
	o := Over{Head: head(TypeOver), Truncated: true, Goals: []Worth{}}
	if i := state.Ending(d.g); i >= 0 {
		o.Ending = d.g.Endings[i].ID
		o.Terminated = !d.g.Endings[i].Last
		o.Truncated = !o.Terminated
	}
	o.Goals, o.Return = Worths(d.m, state, d.role)
	return o
}

// Worths returns what the goals of a role and of everybody are worth in the
// present state, and the role's return: its reward as the scenario defines it,
// else the sum of these. They are computed over the whole truth.
func Worths(m *game.Machine, state *game.State, role int32) (goals []Worth, sum float64) {
	goals = []Worth{}
	for _, s := range m.Scores(state) {
		if goal := &m.Game.Goals[s.Goal]; goal.Role == -1 || role >= 0 && goal.Role == role {
			goals = append(goals, Worth{goal.ID, s.Value})
			sum += s.Value
		}
	}
	if role >= 0 {
		if x, defined := m.Return(state, role); defined {
			sum = x
		}
	}
	return goals, sum
}
