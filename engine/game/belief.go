package game

import "demarche/engine/rule"

// give hands over the evidence of the stage: each is drawn once, against the
// truth, when it first arrives; found, those addressed hold it; not found, they
// know that it was looked for. About an attack that nobody has played yet there
// is nothing to give.
func (p *Play) give(s *State) {
	for _, r := range p.found {
		e := &p.g.Evidence[r.evidence]
		if !p.matters(s, e) {
			continue
		}
		if e.gone(s) {
			p.event(Event{Kind: EventGone, Block: -1, Self: -1, Target: -1, Other: r.evidence, Seen: r.to})
			continue
		}
		if s.V[e.Drawn] == 0 {
			p.search(s, r.evidence, r.cause)
		}
		state := s.V[e.Drawn]
		var fresh Mask
		for role := range p.g.Roles {
			slot := e.Held + int32(role)
			if r.to.Has(int32(role)) && s.V[slot] != state {
				s.V[slot] = state
				fresh |= One(int32(role))
			}
		}
		if fresh == 0 {
			continue
		}
		p.belief = true
		kind := EventFound
		if state == 2 {
			kind = EventLooked
		}
		p.event(Event{Kind: kind, Block: -1, Self: -1, Target: -1, Other: r.evidence, Seen: fresh | r.to&Public, Who: 0})
	}
	p.found = p.found[:0]
}

// search draws whether a piece of evidence turns up.
func (p *Play) search(s *State, i int32, c Cause) {
	e := &p.g.Evidence[i]
	s.V[e.Drawn] = 1
	if e.Like == nil {
		return
	}
	odds := p.turnsUp(s, e)
	u, index := p.unit(s, e.Stream, -1, -1)
	pick := int32(0)
	if u >= odds {
		pick = 1
	}
	pick, forced := p.fallen(s, index, pick)
	s.V[e.Drawn] = float64(1 + pick)
	if p.rec != nil {
		c.Kind = CauseBelief
		p.rec.Draw(Draw{Cause: c, Stage: p.stage, Purpose: "evidence", Turn: s.Turn(), Index: index, Unit: u, Odds: p.chances(odds), Pick: pick, Other: i, Forced: forced})
	}
}

// believe works out every belief anew. By suspect s, over evidence held:
//
//	belief(s) = 100 x prior(s) x product of m(s) / the same summed over all suspects and unknown
//	m(s) = like(s) if found, 1 - like(s) if looked for and not found; or points(s);
//	       cancelled, a plant of one's own, or examined and found to be one: 1; halved: 1 + (m(s) - 1) / 2
//
// Products and one division in file order: the same bits everywhere. Nobody
// suspects himself. If nothing is left to divide by, beliefs stay 0.
func (p *Play) believe(s *State) {
	for i := range p.m.doubts {
		d := &p.m.doubts[i]
		if d.prior == nil {
			for r := range p.g.Roles {
				p.shares = p.weigh(s, d, int32(r), p.shares[:0])
				p.believes(s, d, int32(r), p.shares)
			}
			continue
		}
		p.survey(s, d)
		for r := range p.g.Roles {
			o := &p.opinions[i*len(p.g.Roles)+r]
			if o.shares == nil || o.from != p.known[r] {
				o.from, o.shares = p.known[r], p.weigh(s, d, int32(r), o.shares[:0])
			}
			p.believes(s, d, int32(r), o.shares)
		}
	}
}

// weigh works out one role's belief about one attack or question, in the memory of
// w. There is no unknown answer to a question.
func (p *Play) weigh(s *State, d *doubt, role int32, w []float64) []float64 {
	if n := len(d.priors); d.prior != nil {
		w = append(w, d.prior[int(role)*n:][:n]...)
	} else {
		w = p.priors(s, d, role, w)
	}
	for _, k := range d.about {
		p.bears(s, k, role, d.attack, w)
	}
	shares(w)
	return w
}

// believes writes what a role believes.
func (p *Play) believes(s *State, d *doubt, role int32, shares []float64) {
	for j, after := range shares {
		if slot := d.slot(role, j); s.V[slot] != after {
			p.note(s, slot, after, d.cause(role))
		}
	}
}

// priors works out how likely a role thinks each before any evidence.
func (p *Play) priors(s *State, d *doubt, role int32, w []float64) []float64 {
	for j, e := range d.priors {
		p.on(role, -1)
		x, ok := p.number(s, e)
		if !ok {
			p.fault(Fault{Cause: d.cause(role), Stage: p.stage, Slot: d.slot(role, j)})
			x = 0
		}
		w = append(w, d.prejudice(role, j, x))
	}
	return w
}

// bears multiplies what is thought likely by what a piece of evidence says to a
// role: nothing if it does not hold it, planted it itself, or knows it for a
// plant. a is the attack that it is about, nil for a question.
func (p *Play) bears(s *State, k, role int32, a *Attack, w []float64) {
	e := &p.g.Evidence[k]
	held := s.V[e.Held+role]
	if held == 0 || e.PlantedBy == role || e.exposed(s, role) {
		return
	}
	halved, cancelled := p.weakened(s, k, role)
	if cancelled {
		return
	}
	author := int32(-1)
	if a != nil {
		author = int32(s.V[e.follows(a)])
	}
	for j := range w {
		m := e.times(a, j, held == 1, author)
		if halved {
			m = 1 + (m-1)/2
		}
		w[j] = float64(w[j] * m)
	}
}

// shares makes of what is thought likely the per cent of the sum of all.
func shares(w []float64) {
	total := 0.0
	for _, x := range w {
		total += x
	}
	for j, x := range w {
		w[j] = 0
		if total > 0 {
			w[j] = float64(100*x) / total
		}
	}
}

// note writes a belief and records the change.
func (p *Play) note(s *State, slot int32, after float64, c Cause) {
	before := s.V[slot]
	s.V[slot] = after
	if p.rec != nil && p.stage != StageStart {
		own := One(c.Self)
		p.rec.Change(Change{Slot: slot, Stage: p.stage, Before: before, After: after, Parts: p.only(Part{Cause: c, Op: rule.Set, By: after, Seen: own, Who: own})})
	}
}

// times returns how many times likelier suspect or answer j makes the state of e;
// author is whom it follows, of evidence about an attack.
func (e *Evidence) times(a *Attack, j int, found bool, author int32) float64 {
	if e.Like != nil {
		if found {
			return e.Like[j]
		}
		return 1 - e.Like[j]
	}
	if e.AuthorTimes != 0 && j < len(a.Suspects) && a.Suspects[j] == author {
		return e.AuthorTimes
	}
	return e.Points[j]
}

// weakened reports whether other evidence that the role holds halves or
// cancels evidence k.
func (p *Play) weakened(s *State, k, role int32) (halved, cancelled bool) {
	for _, x := range p.m.weakens[k] {
		if s.V[x.held+role] == 1 {
			halved, cancelled = halved || !x.cancels, cancelled || x.cancels
		}
	}
	return halved, cancelled
}
