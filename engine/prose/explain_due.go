package prose

import "demarche/engine/game"

// deadline tells what passes at a time unless it is stopped before.
func (p *page) deadline() {
	i := index(p.x.g.Deadlines, p.t.ID, func(d *game.Deadline) string { return d.ID })
	if i < 0 {
		return
	}
	d, v := &p.x.g.Deadlines[i], p.x.v
	if d.When.Present() {
		p.condition("when", "due.when", d.When)
	}
	p.due(d)
	switch {
	case !d.Stop.Present():
		p.say("when", "due.unstopped")
	case d.When.Present():
		p.condition("when", "due.stop", d.Stop)
		p.say("when", "due.unless")
	default:
		p.condition("when", "due.stop", d.Stop)
	}
	p.block(d.Block)
	p.say("seen", "due.to", "who", v.viewers(d.To))
	p.seen(d.Block)
	p.tells("title", "due", "when", "to", "stop")
}

// due tells the turn at whose opening a deadline passes, and the time of the
// story that makes it so.
func (p *page) due(d *game.Deadline) {
	v := p.x.v
	e, _ := p.entry("due")
	passes := p.x.g.TurnOf(d.Due) // of one that waits: at the earliest
	turn, time := v.c.number(float64(passes)), v.c.span(e.Value)
	switch {
	case passes > p.x.g.Turns:
		if time == e.Value { // a number of turns
			time = v.c.tellCount("span.turn", float64(d.Due.Turns))
		}
		p.say("when", "due.never", "time", time)
	case d.When.Present() && time == e.Value:
		p.add("when", Line{Text: sentence(v.c.tellCount("due.after", float64(d.Due.Turns)))})
	case d.When.Present():
		p.say("when", "due.span", "time", time)
	case time == e.Value: // a number of turns
		p.say("when", "due.turn", "n", turn)
	default:
		p.say("when", "due.time", "n", turn, "time", time)
	}
}

// dueNow tells how a deadline stands.
func (p *page) dueNow() {
	i := index(p.x.g.Deadlines, p.t.ID, func(d *game.Deadline) string { return d.ID })
	if i < 0 {
		return
	}
	d := &p.x.g.Deadlines[i]
	passes := p.x.g.Passes(p.x.now.State, int32(i))
	turn := p.x.v.c.number(float64(passes))
	switch state := p.x.now.State.V[d.State]; {
	case state == game.DeadlineStopped:
		p.say("now", "due.stopped")
	case state == game.DeadlinePassed:
		p.say("now", "due.passed", "n", turn)
	case passes == 0:
		p.say("now", "due.waits")
	default:
		p.say("now", "due.runs", "n", turn)
	}
}
