package game

import "slices"

// inject tells an inject whose turn or condition has come. One with a delay is on
// its way then, like one that was fired, and is told when the delay is over.
func (p *Play) inject(s *State, i int32) {
	in := &p.g.Injects[i]
	c := Cause{Kind: CauseInject, Index: in.Block, Self: -1, Target: -1}
	if !p.arrives(s, &in.Arrive, p.times(s, in.Block) > 0 || p.underWay(s, in.Block), c) {
		return
	}
	if after := p.g.Blocks[in.Block].After; !after.None() {
		p.delay(s, Due{Turn: p.g.when(s.Turn(), after), Block: in.Block, Self: -1, Target: -1, Fired: true})
	} else if !p.held(s, i) {
		p.deliver(s, i)
	}
}

// underWay reports whether an inject that tells later is on its way.
func (p *Play) underWay(s *State, block int32) bool {
	return !p.g.Blocks[block].After.None() && slices.ContainsFunc(s.Due, func(d Due) bool { return d.Fired && d.Block == block })
}

// fired returns the turn at whose Open an inject is told that something fires in
// turn t: the next, or later if it tells later.
func (g *Game) fired(inject, t int32) int32 {
	after := g.Blocks[g.Injects[inject].Block].After
	if after.None() || t >= g.Turns {
		return t + 1
	}
	return g.when(t+1, after)
}

// parting tells what was fired for an Open that does not come, since the game ends:
// there is nothing left for it to change, so people read it and that is all. What a
// facilitator holds, and what was to be told later, is not told.
func (p *Play) parting(s *State) {
	if p.rec == nil {
		return
	}
	for _, d := range s.Due {
		b := &p.g.Blocks[d.Block]
		if d.Fired && b.After.None() && s.V[p.g.Injects[b.Owner].Hold] == 0 {
			p.tell(EventInject, d.Block, Cause{Kind: CauseInject, Index: d.Block, Self: -1, Target: -1})
		}
	}
}

// held reports whether the facilitator holds an inject whose time has come, and
// remembers that it has.
func (p *Play) held(s *State, i int32) bool {
	hold := &s.V[p.g.Injects[i].Hold]
	if *hold == 0 {
		return false
	}
	*hold = 2
	return true
}

// deliver tells an inject and does what it does.
func (p *Play) deliver(s *State, i int32) {
	b := p.g.Injects[i].Block
	p.happened(p.g.Blocks[b].Past, -1, -1, false)
	c := Cause{Kind: CauseInject, Index: b, Self: -1, Target: -1}
	p.do(s, b, c)
	p.tell(EventInject, b, c)
	p.closeStage(s)
}
