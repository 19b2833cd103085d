package game

// ask draws the true answer to a question when the game begins.
func (p *Play) ask(s *State, q *Question) {
	sole, some := 0, 0
	for j, w := range q.Weights {
		if w > 0 {
			sole = j
			some++
		}
	}
	if some < 2 {
		s.V[q.Truth] = float64(sole)
		return
	}
	how := fall{turn: s.Turn()}
	how.unit, how.index = p.unit(s, q.Stream, -1, -1)
	odds := q.odds()
	if how.pick = pickOf(how.unit, odds); int(how.pick) == len(odds) { // the sum may fall short of 1 by a rounding
		how.pick = int32(sole)
	}
	p.settleOn(s, q, how)
}

// odds are the chances of the answers.
func (q *Question) odds() []float64 {
	total := 0.0
	for _, w := range q.Weights {
		total += w
	}
	odds := make([]float64, len(q.Weights))
	for j, w := range q.Weights {
		odds[j] = w / total
	}
	return odds
}

// settleOn makes the answer true on which the draw fell, and tells of it.
func (p *Play) settleOn(s *State, q *Question, how fall) {
	s.V[q.Truth] = float64(how.pick)
	if p.rec != nil {
		p.rec.Draw(Draw{
			Cause: Cause{Kind: CauseBelief, Index: -1, Self: -1, Target: -1}, Stage: p.stage, Purpose: TruthOf + q.ID, Turn: how.turn,
			Index: how.index, Unit: how.unit, Odds: q.odds(), Pick: how.pick, Other: -1, Forced: how.forced,
		})
	}
}

// TruthOf stands before the id of a question in the purpose of its draw.
const TruthOf = "truth."

// matters reports whether there is something that evidence can bear on: a
// question always, an attack that is a move once it was played.
func (p *Play) matters(s *State, e *Evidence) bool {
	return e.About < 0 || p.begun(s, &p.g.Attacks[e.About])
}

// Asked reports whether the viewer is asked a question now. Nobody asks the
// public.
func (v View) Asked(question int32) bool {
	return v.role >= 0 && v.holds(v.m.Game.Questions[question].When, v.registers(-1))
}

// Answer returns the viewer's own belief in per cent in answer i of a question;
// 0 for the public.
func (v View) Answer(question int32, i int) float64 {
	if v.role < 0 {
		return 0
	}
	return v.s.V[v.m.Game.Questions[question].Belief+int32(i*len(v.m.Game.Roles))+v.role]
}
