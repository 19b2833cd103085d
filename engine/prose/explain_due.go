package prose

import "demarche/engine/game"

// deadline tells what passes at a time unless it is stopped before.
func (p *page) deadline() {
	i := index(p.x.g.Deadlines, p.t.ID, func(d *game.Deadline) string { return d.ID })
	if i < 0 {
		return
	}
	d, v := &p.x.g.Deadlines[i], p.x.v
	p.due(d)
	if d.Stop.Present() {
		p.condition("when", "due.stop", d.Stop)
	} else {
		p.say("when", "due.unstopped")
	}
	p.block(d.Block)
	p.say("seen", "due.to", "who", v.viewers(d.To))
	p.seen(d.Block)
	p.tells("title", "due", "to", "stop")
}

// due tells the turn at whose opening a deadline passes, and the time of the
// story that makes it so.
func (p *page) due(d *game.Deadline) {
	v := p.x.v
	e, _ := p.entry("due")
	turn, time := v.c.number(float64(d.Turn)), v.c.span(e.Value)
	switch {
	case d.Turn > p.x.g.Turns:
		p.say("when", "due.never", "time", time)
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
	switch turn := p.x.v.c.number(float64(d.Turn)); p.x.now.State.V[d.State] {
	case game.DeadlineStopped:
		p.say("now", "due.stopped")
	case game.DeadlinePassed:
		p.say("now", "due.passed", "n", turn)
	default:
		p.say("now", "due.runs", "n", turn)
	}
}
