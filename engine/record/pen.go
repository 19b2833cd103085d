package record

import (
	"math/bits"

	"demarche/engine/game"
)

// pen writes game's own values under a hash as blend writes those of a record,
// without making these first.
type pen struct {
	n *Notation
	b *blend
}

func (p *pen) move(m game.Move) {
	a := &p.n.g.Actions[m.Action]
	p.b.word(p.n.role(m.Self))
	p.b.word(a.ID)
	p.b.word(p.n.role(m.Target))
	p.picks(a, m.Choice)
	evidence := ""
	if a.Publish {
		evidence = p.n.g.Evidence[m.Choice].ID
	}
	p.b.word(evidence)
	p.b.bits(m.Amount)
	p.b.truth(m.Confirm)
}

// picks are the words of a combination.
func (p *pen) picks(a *game.Action, combination int32) {
	p.b.count(len(a.Choices))
	for i := range a.Choices {
		c := &a.Choices[i]
		p.b.word(c.ID)
		p.b.word(c.Words[a.Word(combination, i)].ID)
	}
}

func (p *pen) acts(acts []Done) {
	p.b.count(len(acts))
	for i := range acts {
		a := &acts[i]
		about := a.Kind.About()
		inject := ""
		if about == game.AboutInject {
			inject = p.n.g.Injects[a.Inject].ID
		}
		p.b.word(a.Kind.String())
		p.b.word(inject)
		p.b.truth(a.Early)
		switch about {
		case game.AboutDraw:
			p.b.forced(p.n.forced(a.Draw))
		case game.AboutNumber:
			p.b.word(p.n.g.Slots[a.Slot].Path)
			p.b.bits(a.Value)
		case game.AboutGift:
			p.gift(&a.Gift)
		}
	}
}

func (p *pen) gift(a *game.Gift) {
	evidence := ""
	if a.Evidence >= 0 {
		evidence = p.n.g.Evidence[a.Evidence].ID
	}
	p.b.word(p.n.role(a.Self))
	p.b.word(evidence)
	p.viewers(a.To)
	p.b.giving(a.Rides, a.Confirm)
	if a.Rides {
		p.move(a.On.Key())
	}
}

// viewers are a set of viewers.
func (p *pen) viewers(m game.Mask) {
	if m == game.Everybody {
		p.b.count(1)
		p.b.word("all")
		return
	}
	roles := p.n.g.Roles
	there := m & (game.Public | (game.One(int32(len(roles))) - 1))
	p.b.count(bits.OnesCount64(uint64(there)))
	for rest := there &^ game.Public; rest != 0; rest &= rest - 1 {
		p.b.word(roles[bits.TrailingZeros64(uint64(rest))].ID)
	}
	if there&game.Public != 0 {
		p.b.word("public")
	}
}

func (p *pen) due(due []game.Due) {
	p.b.count(len(due))
	for i := range due {
		d := &due[i]
		p.b.count(int(d.Turn))
		p.b.word(p.n.g.Blocks[d.Block].ID)
		p.b.word(p.n.role(d.Self))
		p.b.word(p.n.role(d.Target))
		p.b.truth(d.Fired)
		if a := p.n.g.ActionOf(d.Block); a != nil {
			p.picks(a, d.Choice)
		} else {
			p.b.count(0)
		}
		p.viewers(d.Signers)
		p.b.ordered(d.Standing, d.Amount)
	}
}

func (p *pen) forced(forced []game.Forced) {
	if len(forced) == 0 {
		return
	}
	p.b.count(len(forced))
	for _, f := range forced {
		p.b.forced(p.n.forced(f))
	}
}
