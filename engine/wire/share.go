package wire

import (
	"slices"

	"demarche/engine/game"
)

// shares says to whom the viewer may give its evidence now, what it has given in
// this turn left out. Evidence is shared while the turn is talked over and
// decided.
func (d *Desk) shares(gv game.View, scene Scene) []Giving {
	if scene.Phase != PhaseConsult && scene.Phase != PhaseDecide {
		return nil
	}
	var out []Giving
	var reach []game.Shareable
	for _, x := range gv.Shareables(scene.Open) {
		had := given(scene.Given, x.Evidence)
		x.To, x.Beyond = x.To&^had, x.Beyond&^had
		if x.To|x.Beyond == 0 {
			continue
		}
		at := slices.IndexFunc(reach, func(r game.Shareable) bool { return r.To == x.To && r.Beyond == x.Beyond })
		if at < 0 {
			at = len(out)
			reach, out = append(reach, x), append(out, Giving{To: d.rolesOf(x.To), Beyond: d.rolesOf(x.Beyond)})
			if x.To == d.table() {
				out[at].All, out[at].To = true, nil
			}
		}
		out[at].Evidence = append(out[at].Evidence, d.evidenceID(x.Evidence))
	}
	return out
}

// table is everybody else who sits at the table.
func (d *Desk) table() game.Mask {
	var m game.Mask
	for r := range d.g.Roles {
		if d.g.Roles[r].Seat && int32(r) != d.role {
			m |= game.One(int32(r))
		}
	}
	return m
}

func (d *Desk) rolesOf(m game.Mask) []string {
	var out []string
	for r := range d.g.Roles {
		if m.Has(int32(r)) {
			out = append(out, d.g.Roles[r].ID)
		}
	}
	return out
}

// given are those to whom a piece of evidence was given already.
func given(gifts []game.Gift, evidence int32) game.Mask {
	var to game.Mask
	for _, x := range gifts {
		if x.Evidence == evidence {
			to |= x.To
		}
	}
	return to
}

// ParseShare reads a gift of the desk's viewer. If that takes it less far beyond
// its mark it goes with one of the viewer's open proposals, the first in canonical
// order among equals. It does not judge whether the gift is permitted:
// [game.Machine.CheckAct] does.
func (d *Desk) ParseShare(state *game.State, scene Scene, m Share) (gift game.Gift, code string) {
	t, ok := d.things[m.Evidence]
	if !ok || t.kind != kindEvidence {
		return gift, game.BadChoice.String()
	}
	gift = game.Gift{Self: d.role, Evidence: t.index, Confirm: m.Confirm}
	for _, id := range m.To {
		role := int32(slices.IndexFunc(d.g.Roles, func(r game.Role) bool { return r.ID == id }))
		if role < 0 {
			return gift, CodeUnknownRole
		}
		gift.To |= game.One(role)
	}
	if gift.To != 0 && gift.To&^given(scene.Given, t.index) == 0 {
		return gift, game.Twice.String()
	}
	alone := gift
	for _, p := range d.m.View(state, d.role).Proposals(scene.Open) {
		with := alone
		with.Rides, with.On = true, p.Move
		if p.Mine && d.g.Beyond(with).Count() < d.g.Beyond(gift).Count() && d.rides(state, with) {
			gift = with
		}
	}
	return gift, ""
}

// rides reports whether a gift may go with its proposal, its mark left out.
func (d *Desk) rides(state *game.State, gift game.Gift) bool {
	switch d.m.CheckAct(state, game.Act{Kind: game.ActShare, Gift: gift}) {
	case game.OK, game.TLP, game.Beyond:
		return true
	}
	return false
}

// ParseRider reads evidence that goes with one of the moves that the viewer
// commits. What those who are asked have been given already is not given again:
// then there is nobody left to give it to.
func (d *Desk) ParseRider(r Rider, moves []game.Move, gifts []game.Gift) (gift game.Gift, code string) {
	t, ok := d.things[r.Evidence]
	if !ok || t.kind != kindEvidence {
		return gift, game.BadChoice.String()
	}
	if r.Move < 0 || r.Move >= len(moves) || !d.g.Asks(moves[r.Move]) {
		return gift, game.NotAsked.String()
	}
	m := moves[r.Move].Key()
	return game.Gift{Self: d.role, Evidence: t.index, To: d.g.Asked(m) &^ given(gifts, t.index), Rides: true, On: m, Confirm: r.Confirm}, ""
}
