package policy

import (
	"math"
	"sync"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
)

// mind is one player's head while it goes through the entries of a plan or of a
// policy: whose view it has, the registers of expressions and what it remembers.
type mind struct {
	view   game.View
	luck   chance.Luck
	bind   rule.Bind
	memory rule.Memory
	played []bool      // by entry of a policy
	set    []game.Move // moves to be judged together
}

// minds keeps heads for the next who thinks, so that thinking allocates nothing.
// It is safe for concurrent use.
type minds struct{ free sync.Pool }

func (h *minds) open(v game.View, luck chance.Luck) *mind {
	m, ok := h.free.Get().(*mind)
	if !ok {
		m = &mind{}
	}
	m.view, m.luck = v, luck
	m.bind = rule.Bind{Self: v.Role(), Target: -1, Proposer: -1}
	return m
}

func (h *minds) close(m *mind) {
	m.view = game.View{} // a head must not keep a state alive
	h.free.Put(m)
}

// aim makes the move of an entry beside those of dst, confirmed: on the target
// that it names, on the lawful one that it prefers, or on one that is drawn. ok
// is false if its condition holds for none of them or nothing is legal. st names
// the draw among targets.
func (m *mind) aim(e *game.Planned, st chance.Stream, dst []game.Move) (best game.Move, ok bool) {
	g := m.view.Game()
	targets := g.Actions[e.Action].Targets
	if e.Target >= 0 || targets == nil {
		return m.on(e, e.Target, dst)
	}
	r := newRace(m.luck, m.view.Turn())
	top := math.Inf(-1)
	for _, t := range targets {
		if e.Prefer.Present() {
			if x := m.preference(e, t); !ok || x > top {
				if move, can := m.on(e, t, dst); can {
					best, ok, top = move, true, x
				}
			}
			continue
		}
		ahead := r
		if !ahead.runs(st.On(g.Roles[t].Key), 1) {
			continue // whether it is legal makes no difference
		}
		if move, can := m.on(e, t, dst); can {
			best, ok, r = move, true, ahead
		}
	}
	return best, ok
}

// known reports whether the target of an entry is known before it is aimed.
func (m *mind) known(e *game.Planned) bool {
	return e.Target >= 0 || m.view.Game().Actions[e.Action].Targets == nil
}

// preference is how much an entry is for a target; what is no number is least.
func (m *mind) preference(e *game.Planned, target int32) float64 {
	m.bind.Target = target
	if x, ok := m.view.Value(e.Prefer, &m.bind); ok {
		return x
	}
	return math.Inf(-1)
}

// on makes the move of an entry on a target, with the first words that are legal
// where it leaves them open. ok is false if its condition does not hold or the
// move cannot be made beside those of dst.
func (m *mind) on(e *game.Planned, target int32, dst []game.Move) (move game.Move, ok bool) {
	m.bind.Target = target
	if !m.view.Test(e.When, &m.bind) {
		return move, false
	}
	a := &m.view.Game().Actions[e.Action]
	amount, ok := m.amount(e)
	if !ok {
		return move, false
	}
	for choice := e.Choice; choice < a.Combinations(); choice++ {
		if !agrees(a, e, choice) {
			continue
		}
		move = game.Move{Action: e.Action, Self: m.view.Role(), Target: target, Choice: choice, Amount: amount, Confirm: true}
		if m.fits(move, dst) {
			return confirmed(m.view, move), true
		}
	}
	return move, false
}

// amount returns the nearest to what an entry says that its measure takes, the
// lowest if it says nothing; ok is false if that is no number.
func (m *mind) amount(e *game.Planned) (amount float64, ok bool) {
	low, _, step := m.view.Amounts(e.Action)
	if step == 0 || !e.Amount.Present() {
		return low, true
	}
	x, ok := m.view.Value(e.Amount, &m.bind)
	if !ok {
		return 0, false
	}
	k := math.Round((x - low) / step)
	return m.view.AmountAt(e.Action, int(max(0, min(k, float64(m.view.AmountSteps(e.Action)-1))))), true
}

// agrees reports whether a combination has the words that an entry names.
func agrees(a *game.Action, e *game.Planned, choice int32) bool {
	for i := range a.Choices {
		if e.Open>>i&1 == 0 && a.Word(choice, i) != a.Word(e.Choice, i) {
			return false
		}
	}
	return true
}

// fits reports whether a move can be made beside those of dst, which can be made.
func (m *mind) fits(move game.Move, dst []game.Move) bool {
	m.set = append(append(m.set[:0], dst...), move)
	return m.view.Joins(m.set)
}

// comes draws whether an entry is played: one number for each entry and turn,
// whoever its target is. st names it.
func (m *mind) comes(e *game.Planned, st chance.Stream, target int32) bool {
	if !e.Chance.Present() {
		return true
	}
	m.bind.Target = target
	x, ok := m.view.Value(e.Chance, &m.bind)
	return ok && m.luck.Unit(st, uint32(m.view.Turn()), 0) < x
}
