package game

import (
	"fmt"
	"math"

	"demarche/engine/chance"
)

// Start sets s to the beginning of a game, before the first Open: parameters,
// starting values, hidden authors, prior beliefs. params gives the values of
// Game.Params that are not their default, by id; an unknown id or a value out
// of range is an error and leaves s unusable.
func (p *Play) Start(s *State, params map[string]float64) error {
	p.begin(StageStart)
	p.faulted, p.bind.Spoilt = false, false
	p.repeats.reset()
	s.Due, s.Forced = s.Due[:0], s.Forced[:0]
	if p.rec == nil && len(params) == 0 && p.m.start != nil {
		s.V = append(s.V[:0], p.m.start...)
	} else if err := p.numbers(s, params, nil); err != nil {
		return err
	}
	p.derive(s)
	return nil
}

// derive sets what is drawn or worked out once all numbers stand.
func (p *Play) derive(s *State) {
	p.authors(s)
	p.believe(s)
	p.rungs(s)
}

// numbers sets all numbers to those at the start, but for what is drawn or worked
// out. given, by slot, stand in place of the scenario's own.
func (p *Play) numbers(s *State, params map[string]float64, given []Given) error {
	s.V = append(s.V[:0], make([]float64, len(p.g.Slots))...)
	s.V[SlotTurns] = float64(p.g.Turns)
	if err := p.g.setParams(s, params); err != nil {
		return err
	}
	p.randoms(s, true)
	for i := range p.g.Slots {
		d := &p.g.Slots[i]
		if len(given) > 0 && given[0].Slot == int32(i) {
			s.V[i], given = given[0].Value, given[1:]
			continue
		}
		if !d.Start.Present() {
			continue
		}
		p.on(d.Role, d.Other)
		x, ok := p.number(s, d.Start)
		if !ok {
			p.fault(Fault{Stage: p.stage, Slot: int32(i)})
			x = 0
		}
		s.V[i] = x
	}
	for i := range p.g.Slots {
		if k := p.g.Slots[i].Kind; k == KindTrack {
			s.V[i] = p.g.bound(s, int32(i), s.V[i])
		}
	}
	return nil
}

// begin works out the numbers at the start once, unless some are drawn.
func (m *Machine) begin() {
	var s State
	if len(m.Game.Randoms) > 0 {
		return
	}
	if err := m.NewPlay(chance.Luck{}, nil).numbers(&s, nil, nil); err == nil {
		m.start = s.V
	}
}

func (g *Game) setParams(s *State, params map[string]float64) error {
	known := 0
	for i := range g.Params {
		d := &g.Params[i]
		x, given := params[d.ID]
		if !given {
			x = d.Default
		} else {
			known++
		}
		if math.IsNaN(x) || x < d.Min || x > d.Max {
			return fmt.Errorf("param %s: %v is outside %v to %v", d.ID, x, d.Min, d.Max)
		}
		s.V[d.Slot] = x
	}
	if known == len(params) {
		return nil
	}
	for id := range params {
		if g.param(id) == nil {
			return fmt.Errorf("scenario %s has no param %q", g.ID, id)
		}
	}
	return nil
}

func (g *Game) param(id string) *Param {
	for i := range g.Params {
		if g.Params[i].ID == id {
			return &g.Params[i]
		}
	}
	return nil
}

// authors draws who did each attack, and as whom he poses.
func (p *Play) authors(s *State) {
	for i := range p.g.Attacks {
		a := &p.g.Attacks[i]
		if int(a.Lead) != i {
			continue
		}
		switch len(a.Weights) {
		case 0: // whoever plays it first
			s.V[a.Author] = -1
		case 1:
			s.V[a.Author] = float64(a.Authors[0])
		default:
			s.V[a.Author] = float64(a.Authors[p.author(s, a)])
		}
		p.pose(s, a)
	}
	for i := range p.g.Questions {
		p.ask(s, &p.g.Questions[i])
	}
}

// author draws which of its authors did an attack.
func (p *Play) author(s *State, a *Attack) int32 {
	total := 0.0
	for _, w := range a.Weights {
		total += w
	}
	var few [8]float64
	odds := few[:0]
	for _, w := range a.Weights {
		odds = append(odds, w/total)
	}
	u, index := p.unit(s, a.Stream, -1, -1)
	pick := pickOf(u, odds)
	if int(pick) == len(odds) { // the sum may fall short of 1 by a rounding
		pick--
	}
	if p.rec != nil {
		p.rec.Draw(Draw{Cause: Cause{Kind: CauseAttack, Index: a.Block, Self: -1, Target: -1}, Stage: p.stage, Purpose: "author", Turn: s.Turn(), Index: index, Unit: u, Odds: p.chances(odds...), Pick: pick, Other: -1})
	}
	return pick
}

// pickOf returns the first option whose running sum is above u, or len(odds).
func pickOf(u float64, odds []float64) int32 {
	at := 0.0
	for i, o := range odds {
		at += o
		if u < at {
			return int32(i)
		}
	}
	return int32(len(odds))
}
