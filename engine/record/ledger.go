package record

import (
	"fmt"

	"demarche/engine/game"
)

// Ledger writes a ledger.
func (n *Notation) Ledger(l *game.Ledger) Ledger {
	var out Ledger
	for _, d := range l.Draws {
		x := Draw{
			Cause: n.cause(d.Cause), Stage: stageWord(d.Stage), Purpose: d.Purpose, Turn: d.Turn,
			Index: d.Index, Unit: Number(d.Unit), Odds: numbers(d.Odds), Pick: d.Pick, Forced: d.Forced,
		}
		switch {
		case d.Other < 0:
		case d.Purpose == "ending":
			x.Ending = n.g.Endings[d.Other].ID
		case d.Purpose == "draw":
			x.Path, x.Value = n.g.Slots[d.Other].Path, Number(d.Value)
		default:
			x.Evidence = n.g.Evidence[d.Other].ID
		}
		out.Draws = append(out.Draws, x)
	}
	for _, c := range l.Changes {
		x := Change{
			Path: n.g.Slots[c.Slot].Path, Stage: stageWord(c.Stage),
			Before: Number(c.Before), After: Number(c.After), Cut: Number(c.Cut),
		}
		for _, p := range c.Parts {
			x.Parts = append(x.Parts, Part{
				Cause: n.cause(p.Cause), At: p.At.String(), Op: p.Op.String(), By: Number(p.By),
				Seen: n.viewers(p.Seen), Who: n.viewers(p.Who), Lost: p.Lost,
			})
		}
		out.Changes = append(out.Changes, x)
	}
	for _, e := range l.Events {
		x := Event{
			Kind: word(eventWords, int(e.Kind)), Stage: stageWord(e.Stage), Block: n.block(e.Block),
			Self: n.role(e.Self), Target: n.role(e.Target), Seen: n.viewers(e.Seen), Who: n.viewers(e.Who),
			Choices: n.chosen(e.Block, e.Choice), Amount: Number(e.Amount), Signers: n.viewers(e.Signers),
		}
		switch {
		case e.Other < 0:
		case e.Kind == game.EventEnding:
			x.Ending = n.g.Endings[e.Other].ID
		default:
			x.Evidence = n.g.Evidence[e.Other].ID
		}
		out.Events = append(out.Events, x)
	}
	for _, f := range l.Faults {
		x := Fault{Cause: n.cause(f.Cause), Stage: stageWord(f.Stage), At: f.At.String(), Scaled: f.Scaled}
		if f.Slot >= 0 {
			x.Path = n.g.Slots[f.Slot].Path
		}
		out.Faults = append(out.Faults, x)
	}
	return out
}

// GameLedger reads a ledger. An unknown id or word is an error.
func (n *Notation) GameLedger(l Ledger) (*game.Ledger, error) {
	r := reading{n: n}
	out := &game.Ledger{}
	for _, d := range l.Draws {
		x := game.Draw{
			Cause: r.cause(d.Cause), Stage: r.stage(d.Stage), Purpose: d.Purpose, Turn: d.Turn,
			Index: d.Index, Unit: float64(d.Unit), Odds: floats(d.Odds), Pick: d.Pick, Forced: d.Forced,
			Other: r.id(n.evidence, "evidence", d.Evidence), Value: float64(d.Value),
		}
		if d.Path != "" {
			x.Other = r.slot(d.Path)
		}
		if d.Ending != "" {
			x.Other = r.id(n.endings, "ending", d.Ending)
		}
		out.Draws = append(out.Draws, x)
	}
	for _, c := range l.Changes {
		x := game.Change{Slot: r.slot(c.Path), Stage: r.stage(c.Stage), Before: float64(c.Before), After: float64(c.After), Cut: float64(c.Cut)}
		for _, p := range c.Parts {
			op, err := opOf(p.Op)
			r.note(err)
			x.Parts = append(x.Parts, game.Part{
				Cause: r.cause(p.Cause), At: placeOf(p.At), Op: op, By: float64(p.By),
				Seen: r.mask(p.Seen), Who: r.mask(p.Who), Lost: p.Lost,
			})
		}
		out.Changes = append(out.Changes, x)
	}
	for _, e := range l.Events {
		kind, err := indexOf(eventWords, "event", e.Kind)
		r.note(err)
		x := game.Event{
			Kind: game.EventKind(kind), Stage: r.stage(e.Stage), Block: r.block(e.Block), Self: r.role(e.Self),
			Target: r.role(e.Target), Other: r.id(n.evidence, "evidence", e.Evidence), Seen: r.mask(e.Seen), Who: r.mask(e.Who),
			Amount: float64(e.Amount), Signers: r.mask(e.Signers),
		}
		x.Choice = r.choice(x.Block, e.Choices)
		if x.Kind == game.EventEnding {
			x.Other = r.id(n.endings, "ending", e.Ending)
		}
		out.Events = append(out.Events, x)
	}
	for _, f := range l.Faults {
		x := game.Fault{Cause: r.cause(f.Cause), Stage: r.stage(f.Stage), Slot: -1, At: placeOf(f.At), Scaled: f.Scaled}
		if f.Path != "" {
			x.Slot = r.slot(f.Path)
		}
		out.Faults = append(out.Faults, x)
	}
	if r.err != nil {
		return nil, fmt.Errorf("read ledger: %w", r.err)
	}
	return out, nil
}

// cause writes a cause; nil for none.
func (n *Notation) cause(c game.Cause) *Cause {
	if c.Kind == 0 {
		return nil
	}
	x := &Cause{Kind: word(causeWords, int(c.Kind)), Self: n.role(c.Self), Target: n.role(c.Target)}
	switch {
	case c.Index < 0:
	case c.Kind.OfTrack():
		x.ID = n.g.Tracks[c.Index].ID
	default:
		x.ID = n.block(c.Index)
		x.Choices, x.Amount, x.Signers = n.chosen(c.Index, c.Choice), Number(c.Amount), n.viewers(c.Signers)
	}
	return x
}

// viewers writes a set of viewers.
func (n *Notation) viewers(m game.Mask) []string {
	if m == game.Everybody {
		return []string{"all"}
	}
	var out []string
	for i := range n.g.Roles {
		if m.Has(int32(i)) {
			out = append(out, n.g.Roles[i].ID)
		}
	}
	if m&game.Public != 0 {
		out = append(out, "public")
	}
	return out
}

// reading reads ids and keeps the first error.
type reading struct {
	n   *Notation
	err error
}

func (r *reading) note(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reading) id(ids map[string]int32, what, id string) int32 {
	i, err := lookUp(ids, what, id)
	r.note(err)
	return i
}

func (r *reading) role(id string) int32  { return r.id(r.n.roles, "role", id) }
func (r *reading) block(id string) int32 { return r.id(r.n.blocks, "block", id) }

func (r *reading) slot(path string) int32 {
	slot, ok := r.n.slots[path]
	if !ok {
		r.note(fmt.Errorf("no number %q", path))
	}
	return slot
}

func (r *reading) stage(w string) game.Stage {
	s, err := stageOf(w)
	r.note(err)
	return s
}

func (r *reading) cause(c *Cause) game.Cause {
	if c == nil {
		return game.Cause{Index: -1, Self: -1, Target: -1}
	}
	kind, err := indexOf(causeWords, "cause", c.Kind)
	r.note(err)
	x := game.Cause{Kind: game.CauseKind(kind), Self: r.role(c.Self), Target: r.role(c.Target)}
	if x.Kind.OfTrack() {
		x.Index = r.id(r.n.tracks, "track", c.ID)
	} else {
		x.Index = r.block(c.ID)
		x.Choice, x.Amount, x.Signers = r.choice(x.Index, c.Choices), float64(c.Amount), r.mask(c.Signers)
	}
	return x
}

// choice reads the combination that stands behind a block.
func (r *reading) choice(block int32, words []Words) int32 {
	if block < 0 || r.err != nil {
		return 0
	}
	a := r.n.g.ActionOf(block)
	if a == nil {
		if len(words) > 0 {
			r.note(fmt.Errorf("nothing is chosen for %q", r.n.g.Blocks[block].ID))
		}
		return 0
	}
	k, err := combination(a, words)
	r.note(err)
	return k
}

func (r *reading) mask(ids []string) game.Mask {
	var m game.Mask
	for _, id := range ids {
		switch id {
		case "all":
			return game.Everybody
		case "public":
			m |= game.Public
		default:
			m |= game.One(r.role(id))
		}
	}
	return m
}

func numbers(xs []float64) []Number {
	out := make([]Number, len(xs))
	for i, x := range xs {
		out[i] = Number(x)
	}
	return out
}

// floats reads the odds of a draw; a random number that has none keeps none.
func floats(xs []Number) []float64 {
	if len(xs) == 0 {
		return nil
	}
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = float64(x)
	}
	return out
}
