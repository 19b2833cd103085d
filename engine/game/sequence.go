package game

// inOrder plays the moves of a sequential game: roles in file order, each one's
// moves in the order in which it listed them. There are no stages: every
// condition, odds and effect reads the latest numbers, and every effect is
// clamped at once.
func (p *Play) inOrder(s *State, o Orders) {
	p.line = true
	for i, m := range o.Moves {
		if !p.settled[i].through {
			continue
		}
		p.begin(StageTray + Stage(p.g.Actions[m.Action].Tray))
		p.settled[i].undone = !p.play(s, m, p.settled[i].signers)
		p.closeStage(s)
	}
	p.line = false
}
