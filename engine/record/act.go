package record

import (
	"fmt"
	"slices"

	"demarche/engine/game"
)

// Act is something done to the game beside its orders. Early says that it was
// applied before the turn opened; the others follow Open.
type Act struct {
	Do     string  `json:"do"`
	Inject string  `json:"inject,omitempty"` // of inject, hold, release
	Draw   *Forced `json:"draw,omitempty"`   // of force, unforce
	Path   string  `json:"path,omitempty"`   // of override: the number
	Value  Number  `json:"value,omitempty"`  // of override
	Gift   *Gift   `json:"gift,omitempty"`   // of share
	Early  bool    `json:"early,omitempty"`
}

// Forced names a draw and says how it falls.
type Forced struct {
	Turn    int32  `json:"turn"`
	Purpose string `json:"purpose"`
	ID      string `json:"id"` // of the action, also, rule, evidence, ending, random number, attack or question
	Self    string `json:"self,omitempty"`
	Target  string `json:"target,omitempty"`
	Index   uint32 `json:"index,omitempty"`
	Pick    int32  `json:"pick"`
}

// Gift is evidence that a role gives to others.
type Gift struct {
	Role     string   `json:"role"`
	Evidence string   `json:"evidence"`
	To       []string `json:"to"`           // in the order of the scenario's file
	On       *Move    `json:"on,omitempty"` // the giver's open proposal with which it goes
	Confirm  bool     `json:"confirm,omitempty"`
}

// Done is an act as it was applied. Early: before the turn opened.
type Done struct {
	game.Act
	Early bool
}

// Acts writes acts, in their order.
func (n *Notation) Acts(acts []Done) []Act {
	var out []Act
	for _, a := range acts {
		x := Act{Do: a.Kind.String(), Early: a.Early}
		switch a.Kind.About() {
		case game.AboutInject:
			x.Inject = n.g.Injects[a.Inject].ID
		case game.AboutDraw:
			f := n.forced(a.Draw)
			x.Draw = &f
		case game.AboutNumber:
			x.Path, x.Value = n.g.Slots[a.Slot].Path, Number(a.Value)
		case game.AboutGift:
			x.Gift = n.gift(a.Gift)
		}
		out = append(out, x)
	}
	return out
}

// GameActs reads acts. An unknown word or id is an error.
func (n *Notation) GameActs(acts []Act) ([]Done, error) {
	var out []Done
	for _, a := range acts {
		x, err := n.gameAct(a)
		if err != nil {
			return nil, err
		}
		out = append(out, Done{x, a.Early})
	}
	return out, nil
}

func (n *Notation) gameAct(a Act) (x game.Act, err error) {
	x.Kind = game.ActOf(a.Do)
	switch x.Kind.About() {
	case game.AboutInject:
		if x.Inject, err = lookUp(n.injects, "inject", a.Inject); err != nil || x.Inject < 0 {
			return x, fmt.Errorf("act %s: no inject %q", a.Do, a.Inject)
		}
	case game.AboutDraw:
		if a.Draw == nil {
			return x, fmt.Errorf("act %s: no draw is named", a.Do)
		}
		if x.Draw, err = n.gameForced(*a.Draw); err != nil {
			return x, fmt.Errorf("act %s: %w", a.Do, err)
		}
	case game.AboutNumber:
		slot, ok := n.slots[a.Path]
		if !ok {
			return x, fmt.Errorf("act %s: no number %q", a.Do, a.Path)
		}
		x.Slot, x.Value = slot, float64(a.Value)
	case game.AboutGift:
		if a.Gift == nil {
			return x, fmt.Errorf("act %s: no gift is named", a.Do)
		}
		if x.Gift, err = n.gameGift(*a.Gift); err != nil {
			return x, fmt.Errorf("act %s: %w", a.Do, err)
		}
	default:
		return x, fmt.Errorf("no act %q", a.Do)
	}
	return x, nil
}

func (n *Notation) gift(a game.Gift) *Gift {
	x := &Gift{Role: n.role(a.Self), To: n.viewers(a.To), Confirm: a.Confirm}
	if a.Evidence >= 0 {
		x.Evidence = n.g.Evidence[a.Evidence].ID
	}
	if a.Rides {
		m := n.Move(a.On.Key())
		x.On = &m
	}
	return x
}

// gameGift reads a gift. An unknown id is an error.
func (n *Notation) gameGift(a Gift) (game.Gift, error) {
	r := reading{n: n}
	x := game.Gift{Self: r.role(a.Role), Evidence: r.id(n.evidence, "evidence", a.Evidence), Confirm: a.Confirm}
	for _, id := range a.To {
		role := r.role(id)
		if role < 0 || x.To.Has(role) || x.To>>uint(role) != 0 {
			r.note(fmt.Errorf("%q stands wrongly among those who get it", id))
			break
		}
		x.To |= game.One(role)
	}
	if a.On != nil {
		m, err := n.GameMove(*a.On)
		r.note(err)
		x.Rides, x.On = true, m.Key()
	}
	return x, r.err
}

// Forced writes the draws of a state that will fall as the facilitator says.
func (n *Notation) Forced(s *game.State) []Forced {
	var out []Forced
	for _, f := range s.Forced {
		out = append(out, n.forced(f))
	}
	return out
}

func (n *Notation) forced(f game.Forced) Forced {
	x := Forced{Turn: f.Turn, Purpose: f.Kind.String(), Self: n.role(f.Self), Target: n.role(f.Target), Index: f.Index, Pick: f.Pick}
	switch f.Kind {
	case game.DrawEvidence:
		x.ID = n.g.Evidence[f.Of].ID
	case game.DrawEnding:
		x.ID = n.g.Endings[f.Of].ID
	case game.DrawNumber:
		x.ID = n.g.Randoms[f.Of].ID
	case game.DrawTruth:
		x.ID = n.g.Questions[f.Of].ID
	default:
		x.ID = n.block(f.Of)
	}
	return x
}

// gameForced reads a forced draw. An unknown word or id is an error.
func (n *Notation) gameForced(f Forced) (game.Forced, error) {
	r := reading{n: n}
	x := game.Forced{Turn: f.Turn, Pick: f.Pick}
	x.Kind, x.Index = game.DrawOf(f.Purpose), f.Index
	x.Self, x.Target = r.role(f.Self), r.role(f.Target)
	switch x.Kind {
	case 0:
		return x, fmt.Errorf("no draw of the purpose %q can be forced", f.Purpose)
	case game.DrawEvidence:
		x.Of = r.id(n.evidence, "evidence", f.ID)
	case game.DrawEnding:
		x.Of = r.id(n.endings, "ending", f.ID)
	case game.DrawNumber:
		x.Of = int32(slices.IndexFunc(n.g.Randoms, func(x game.Random) bool { return x.ID == f.ID }))
	case game.DrawTruth:
		x.Of = int32(slices.IndexFunc(n.g.Questions, func(q game.Question) bool { return q.ID == f.ID }))
	default:
		x.Of = r.block(f.ID)
	}
	if x.Of < 0 {
		r.note(fmt.Errorf("no %s %q", f.Purpose, f.ID))
	}
	return x, r.err
}
