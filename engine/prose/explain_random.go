package prose

import "demarche/engine/game"

// random tells a random number: how it falls, when it is drawn, who sees it.
func (p *page) random() {
	i := index(p.x.g.Randoms, p.t.ID, func(r *game.Random) string { return r.ID })
	if i < 0 {
		return
	}
	r, v := &p.x.g.Randoms[i], p.x.v
	t := &p.x.g.Tracks[r.Track]
	if s := v.Text(t.Doc); s != "" {
		p.say("what", "what.doc", "x", inFull(s))
	}
	p.say("what", map[bool]string{true: "draw.each", false: "draw.world"}[t.N > 1])
	p.say("when", map[bool]string{true: "draw.once", false: "draw.anew"}[r.Once])
	p.falls(r, t)
	p.grades(t)
	p.tells("title", "doc", "unit", "each", "once", "seen", "uniform", "normal", "lognormal", "exponential", "triangular", "chance", "one_of")
}

// falls tells how a random number falls.
func (p *page) falls(r *game.Random, t *game.Track) {
	v := p.x.v
	var args []string
	for _, e := range r.Args {
		args = append(args, v.Written(e))
	}
	arg := func(i int) string {
		if i < len(args) {
			return args[i]
		}
		return v.c.say("num.reckoned")
	}
	switch r.Dist {
	case game.Uniform:
		p.say("falls", "falls.uniform", "a", arg(0), "b", arg(1))
	case game.Normal:
		p.say("falls", "falls.normal", "a", arg(0), "b", arg(1))
	case game.Lognormal:
		p.say("falls", "falls.lognormal", "a", arg(0), "b", arg(1))
	case game.Exponential:
		p.say("falls", "falls.exponential", "a", arg(0))
	case game.Triangular:
		p.say("falls", "falls.triangular", "a", arg(0), "b", arg(1), "c", arg(2))
	case game.Either:
		if len(r.Args) > 0 {
			p.say("falls", "falls.chance", "p", v.likelihood(r.Args[0]))
		}
	default:
		for i := range t.Words {
			row := "falls.word"
			if i >= len(args) {
				row = "falls.even"
			}
			line := Line{Text: sentence(p.tell(row, "x", v.quote(v.word(t, float64(i))), "n", arg(i)))}
			p.asWritten(&line, "one_of."+t.Words[i])
			p.add("falls", line)
		}
		return
	}
	for i := range p.out {
		if p.out[i].Key == "falls" {
			for _, k := range []string{"uniform", "normal", "lognormal", "exponential", "triangular", "chance"} {
				p.asWritten(&p.out[i].Lines[0], k)
			}
		}
	}
}

// asWritten adds to a line what was written under a key, and what that comes to
// at the moment.
func (p *page) asWritten(line *Line, key string) {
	for _, w := range p.written(key) {
		if line.Written != "" {
			line.Written += ", "
		}
		line.Written += w.Text
		line.Lines = append(line.Lines, p.x.amounts(w)...)
	}
}

// random returns the random number whose track this is, nil if it is none.
func (x *Explainer) random(track int32) *game.Random {
	for i := range x.g.Randoms {
		if x.g.Randoms[i].Track == track {
			return &x.g.Randoms[i]
		}
	}
	return nil
}
