package game

// Took appends, for each move of the orders that were adjudicated last, in
// canonical order (see [Game.Sort]), whether it took place: as many had agreed as
// must, and its condition held when its stage came. It is there for who plays
// without a recorder; a recorder is told by events.
func (p *Play) Took(to []bool) []bool {
	for i := range p.settled {
		to = append(to, p.settled[i].through && !p.settled[i].undone)
	}
	return to
}
