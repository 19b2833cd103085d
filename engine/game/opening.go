package game

import (
	"cmp"
	"fmt"
	"slices"

	"demarche/engine/chance"
)

// Given is a number that a game starts with in place of the scenario's own.
type Given struct {
	Slot  int32 // of a track
	Value float64
}

// Opening is how plays of a game begin: its parameters and starting numbers. It is
// immutable and safe for concurrent use.
type Opening struct {
	params map[string]float64
	given  []Given
	v      []float64 // the numbers at the start; nil if some are drawn
}

// Opening makes a beginning ready. params are as for [Play.Start]; given are
// numbers of tracks, at most one for each. An unknown parameter, a value out of
// range and a number that is no track's are errors.
func (m *Machine) Opening(params map[string]float64, given []Given) (*Opening, error) {
	o := &Opening{params: params, given: slices.Clone(given)}
	slices.SortFunc(o.given, func(a, b Given) int { return cmp.Compare(a.Slot, b.Slot) })
	for i, x := range o.given {
		if err := m.Game.canStart(x); err != nil {
			return nil, err
		}
		if i > 0 && o.given[i-1].Slot == x.Slot {
			return nil, fmt.Errorf("%s is given twice", m.Game.Slots[x.Slot].Path)
		}
	}
	var s State
	if err := m.NewPlay(chance.Luck{}, nil).numbers(&s, params, o.given); err != nil {
		return nil, err
	}
	if len(m.Game.Randoms) == 0 {
		o.v = s.V
	}
	return o, nil
}

// canStart says why a number cannot start so.
func (g *Game) canStart(x Given) error {
	d := &g.Slots[x.Slot]
	switch {
	case d.Kind != KindTrack:
		return fmt.Errorf("%s is no track", d.Path)
	case x.Value-x.Value != 0 || x.Value < d.Min || x.Value > d.Max:
		return fmt.Errorf("%s: %v is outside %v to %v", d.Path, x.Value, d.Min, d.Max)
	case d.Whole && x.Value != float64(int64(x.Value)):
		return fmt.Errorf("%s: %v is not whole", d.Path, x.Value)
	}
	return nil
}

// StartAt is [Play.Start] with a beginning made ready.
func (p *Play) StartAt(s *State, o *Opening) {
	p.begin(StageStart)
	p.faulted, p.bind.Spoilt = false, false
	p.repeats.reset()
	s.Due, s.Forced = s.Due[:0], s.Forced[:0]
	if p.rec == nil && o.v != nil {
		s.V = append(s.V[:0], o.v...)
	} else if err := p.numbers(s, o.params, o.given); err != nil {
		panic(err) // Opening has tried it
	}
	p.derive(s)
}

// Named returns the slot of the track number with this path, -1 if there is none.
func (g *Game) Named(path string) int32 {
	for i := range g.Slots {
		if g.Slots[i].Kind == KindTrack && g.Slots[i].Path == path {
			return int32(i)
		}
	}
	return -1
}
