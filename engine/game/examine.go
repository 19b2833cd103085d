package game

// examine holds evidence against the truth for those who hold it: they learn
// whether it is a plant. A plant that is known to be one counts for nothing;
// what is genuine counts as before.
func (p *Play) examine(s *State) {
	for _, r := range p.checks {
		e := &p.g.Evidence[r.evidence]
		is, kind := 1.0, EventGenuine
		if p.g.planted(s, e) {
			is, kind = 2, EventPlant
		}
		var fresh Mask
		for role := range int32(len(p.g.Roles)) {
			if r.to.Has(role) && s.V[e.Held+role] == 1 && s.V[e.Examined+role] == 0 {
				s.V[e.Examined+role] = is
				fresh |= One(role)
			}
		}
		if fresh == 0 {
			continue
		}
		p.belief = true
		p.event(Event{Kind: kind, Block: -1, Self: -1, Target: -1, Other: r.evidence, Seen: fresh})
	}
	p.checks = p.checks[:0]
}

// exposed reports whether a role knows that evidence is a plant.
func (e *Evidence) exposed(s *State, role int32) bool {
	return e.Examined >= 0 && s.V[e.Examined+role] == 2
}

// gone reports whether it is too late to find a piece of evidence. What was
// looked for in time stays what it is.
func (e *Evidence) gone(s *State) bool {
	return e.Expires > 0 && s.Turn() >= e.Expires && s.V[e.Drawn] == 0
}

// Examined says what the viewer knows of a piece of evidence: 0 it was not
// examined, 1 it is genuine, 2 it is a plant.
func (v View) Examined(evidence int32) int32 {
	e := &v.m.Game.Evidence[evidence]
	if e.Examined < 0 || v.role < 0 {
		return 0
	}
	return int32(v.s.V[e.Examined+v.role])
}

// ExpiresAt returns the turn at whose Open something ends that lasts for d from
// the start of the game; Turns + 1 if it outlasts it.
func (g *Game) ExpiresAt(d Delay) int32 { return g.when(1, d) }
