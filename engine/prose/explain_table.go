package prose

import (
	"strings"

	"demarche/engine/game"
)

// calendar tells when the turns begin.
func (p *page) calendar() {
	g, v := p.x.g, p.x.v
	if e, ok := p.entry("start"); ok {
		p.say("what", "calendar.start", "x", e.Value)
	}
	if e, ok := p.entry("turn"); ok {
		lengths := strings.Split(e.Value, ", ")
		last := lengths[len(lengths)-1]
		if len(lengths) == 1 {
			p.say("what", "calendar.all", "x", last)
		} else {
			p.say("what", "calendar.some", "list", v.c.list("list.and", lengths), "x", last)
		}
	}
	for i, name := range g.TurnNames {
		if s := v.Text(name); s != "" {
			p.add("what", Line{Text: p.tell("calendar.name", "n", v.c.number(float64(i+1)), "x", s)})
		}
	}
	p.tells("start", "turn", "names")
}

// clock tells how long the phases last at the table.
func (p *page) clock() {
	for _, phase := range []string{"brief", "consult", "decide", "reveal"} {
		e, ok := p.entry(phase)
		if !ok {
			continue
		}
		times := strings.Split(e.Value, ", ")
		row := "clock.all"
		if len(times) > 1 {
			row = "clock.some"
		}
		p.add("what", Line{Text: sentence(p.tell(row, "phase", p.tell("phase."+phase), "list", strings.Join(times, ", "), "x", times[len(times)-1]))})
	}
	p.tells("brief", "consult", "decide", "reveal")
}

// pairs tells where single pairs start.
func (p *page) pairs() {
	for _, e := range p.t.Entries {
		seg := strings.Split(e.Key, ".")
		if len(seg) != 3 {
			continue
		}
		a, b := p.x.roleOf(seg[0]), p.x.roleOf(seg[1])
		i := index(p.x.g.Tracks, seg[2], func(t *game.Track) string { return t.ID })
		if a < 0 || b < 0 || i < 0 {
			continue
		}
		key := "pair.both"
		if p.x.v.directed(&p.x.g.Tracks[i]) {
			key = "pair.towards"
		}
		who := p.tell(key, "a", p.x.v.name(a), "b", p.x.v.name(b))
		p.add("start", Line{Text: sentence(p.tell("pair.start", "x", p.tell("thing.part", "thing", p.x.v.quote(p.x.v.Track(i)), "part", who), "n", e.Value))})
		p.tells(e.Key)
	}
}
