package policy

import (
	"demarche/engine/chance"
	"demarche/engine/game"
)

// answer is how a picker answers a proposal.
type answer func(v game.View, luck chance.Luck, p game.Proposal) bool

// Answer implements [Policy].
func (p *picker) Answer(v game.View, luck chance.Luck, asked game.Proposal) (yes, says bool) {
	if asked.Mine || v.Role() < 0 {
		return false, false
	}
	return p.answer(v, luck, asked), true
}

// toss says yes as often as no.
func toss(v game.View, luck chance.Luck, p game.Proposal) bool {
	g := v.Game()
	st := chance.Name("answer", g.Actions[p.Move.Action].ID+" "+g.Roles[p.Move.Self].ID)
	return luck.Unit(named(st, g, v.Role(), p.Move.Target), uint32(v.Turn()), uint32(p.Move.Choice)) < 0.5
}

// sure is the belief, in per cent, on which a careful player acts.
const sure = 70

// soberly says yes to what is lawful and either moves no rung or rests on a
// belief of its own.
func soberly(v game.View, _ chance.Luck, p game.Proposal) bool {
	a := &v.Game().Actions[p.Move.Action]
	if a.Temptation || a.Status != "" && a.Status != "lawful" {
		return false
	}
	return !v.Lifts(p.Move) || rests(v, a.Attributes, p.Move.Target) || rests(v, a.Answers, p.Move.Target)
}

// rests reports whether the viewer is sure that a role did an attack.
func rests(v game.View, attack, who int32) bool {
	if attack < 0 || who < 0 {
		return false
	}
	for i, suspect := range v.Game().Attacks[attack].Suspects {
		if suspect == who {
			return v.Belief(attack, i) >= sure
		}
	}
	return false
}
