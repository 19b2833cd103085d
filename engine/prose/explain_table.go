package prose

import (
	"strconv"
	"strings"

	"demarche/engine/game"
)

// calendar tells when the turns begin.
func (p *page) calendar() {
	g, v := p.x.g, p.x.v
	if at := v.when(1); at != "" {
		p.say("what", "calendar.start", "x", at)
	}
	if e, ok := p.entry("turn"); ok {
		lengths := v.c.spans(strings.Split(e.Value, ", "))
		p.lengths(lengths)
	}
	for i, name := range g.TurnNames {
		if s := v.Text(name); s != "" {
			p.add("what", Line{Text: p.tell("calendar.name", "n", v.c.number(float64(i+1)), "x", s)})
		}
	}
	p.tells("start", "turn", "names")
}

// lengths tells how long the turns last, of which the last length repeats.
func (p *page) lengths(list []string) {
	number := func(i int) string { return p.x.v.c.number(float64(i)) }
	for from := 0; from < len(list); {
		to := from
		for to+1 < len(list) && list[to+1] == list[from] {
			to++
		}
		switch {
		case from == 0 && to == len(list)-1:
			p.say("what", "calendar.all", "x", list[from])
		case to == len(list)-1 && from+1 < int(p.x.g.Turns):
			p.say("what", "calendar.rest", "a", number(from+1), "x", list[from])
		case from == to:
			p.say("what", "calendar.turn", "a", number(from+1), "x", list[from])
		default:
			p.say("what", "calendar.turns", "a", number(from+1), "b", number(to+1), "x", list[from])
		}
		from = to + 1
	}
}

// source tells where a scenario comes from.
func (p *page) source() {
	for _, e := range p.t.Entries {
		if s := p.x.inLanguage(e); s != "" {
			p.add("what", Line{Text: p.tell("source."+e.Key, "x", s)})
		}
		p.tells(e.Key)
	}
}

// sheets tells which tables come from the rows of which files.
func (p *page) sheets() {
	for _, e := range p.t.Entries {
		kind := e.Key
		if key := "kinds." + e.Key; p.x.v.c.has(key) {
			kind = p.x.v.c.say(key)
		}
		p.add("what", Line{Text: p.tell("from.rows", "kind", kind, "files", e.Value)})
		p.tells(e.Key)
	}
}

// span puts a time of the story into words: "50h" is 50 hours. What is no such
// time stays as it is.
func (c *catalogue) span(written string) string {
	written = strings.TrimSpace(written)
	if len(written) < 2 {
		return written
	}
	unit := "span." + written[len(written)-1:]
	n, err := strconv.ParseFloat(written[:len(written)-1], 64)
	if err != nil || !c.has(unit+".other") {
		return written
	}
	return c.count(unit, n)
}

// spans is span of each.
func (c *catalogue) spans(written []string) []string {
	out := make([]string, len(written))
	for i, s := range written {
		out[i] = c.span(s)
	}
	return out
}

// clock tells how long the phases last at the table.
func (p *page) clock() {
	for _, phase := range []string{"brief", "consult", "decide", "reveal"} {
		e, ok := p.entry(phase)
		if !ok {
			continue
		}
		times := p.x.v.c.spans(strings.Split(e.Value, ", "))
		row, last := "clock.all", len(times)-1
		if last > 0 {
			row = "clock.some"
		}
		first := p.stretches(times[:last])
		p.add("what", Line{Text: sentence(p.tell(row, "phase", p.tell("phase."+phase), "list", strings.Join(first, ", "), "x", times[last], "n", p.x.v.c.number(float64(last+1))))})
	}
	p.tells("brief", "consult", "decide", "reveal")
}

// stretches tells times of the first turns, those that follow one another in one.
func (p *page) stretches(times []string) []string {
	var out []string
	number := func(i int) string { return p.x.v.c.number(float64(i)) }
	for from := 0; from < len(times); {
		to := from
		for to+1 < len(times) && times[to+1] == times[from] {
			to++
		}
		if from == to {
			out = append(out, p.tell("clock.one", "x", times[from], "n", number(from+1)))
		} else {
			out = append(out, p.tell("clock.turns", "x", times[from], "a", number(from+1), "b", number(to+1)))
		}
		from = to + 1
	}
	return out
}

// pairStart tells the number of one pair at the start.
func (p *page) pairStart(track, a, b int32) string {
	t := &p.x.g.Tracks[track]
	return p.startOf(t.Base + p.x.g.Code.Tables[t.Table][a*int32(len(p.x.g.Roles))+b])
}

// pairs tells where single pairs start.
func (p *page) pairs() {
	for _, e := range p.t.Entries {
		track, a, b, ok := p.x.pairOf(e.Key)
		if !ok {
			continue
		}
		p.add("start", Line{Text: sentence(p.tell("pair.start", "x", p.x.pairNumber(track, a, b), "n", p.pairStart(track, a, b)))})
		p.tells(e.Key)
	}
}

// pairOf finds the number that a key under [pair.a.b] names: "a.b.trust".
func (x *Explainer) pairOf(key string) (track, a, b int32, ok bool) {
	seg := strings.Split(key, ".")
	if len(seg) != 3 {
		return -1, -1, -1, false
	}
	a, b = x.roleOf(seg[0]), x.roleOf(seg[1])
	track = index(x.g.Tracks, seg[2], func(t *game.Track) string { return t.ID })
	return track, a, b, a >= 0 && b >= 0 && track >= 0
}

// pairNumber names a number of one pair: “Trust” (Aurelia and Korsavia).
func (x *Explainer) pairNumber(track, a, b int32) string {
	key := "pair.both"
	if x.v.directed(&x.g.Tracks[track]) {
		key = "pair.towards"
	}
	who := x.v.c.tell(key, "a", x.v.name(a), "b", x.v.name(b))
	return x.v.c.tell("thing.part", "thing", x.v.quote(x.v.Track(track)), "part", who)
}
