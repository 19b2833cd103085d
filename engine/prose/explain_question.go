package prose

import (
	"slices"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// question tells a second hidden matter: what may be true, what is, and what is
// believed before there is evidence.
func (p *page) question() {
	i := index(p.x.g.Questions, p.t.ID, func(q *game.Question) string { return q.ID })
	if i < 0 {
		return
	}
	q, v := &p.x.g.Questions[i], p.x.v
	p.say("what", "what.doc", "x", inFull(v.Text(q.Text)))
	var words []string
	for j := range q.Words {
		words = append(words, v.quote(v.Answer(i, j)))
	}
	p.say("what", "question.answers", "list", v.c.list("list.or", words))
	p.say("what", "question.each")
	if q.When.Present() {
		p.condition("when", "question.when", q.When)
	} else {
		p.say("when", "question.always")
	}
	p.truth(q, words)
	for j, e := range q.Prior {
		p.prior(words[j], e)
	}
	for j := range p.x.g.Evidence {
		if e := &p.x.g.Evidence[j]; e.Question == i {
			p.say("links", "attack.evidence", "x", v.quote(v.Evidence(int32(j))))
		}
	}
	p.say("seen", "question.seen")
	p.tells("text", "truth", "answers", "words", "when")
}

// truth tells which answer is true, or how it is drawn.
func (p *page) truth(q *game.Question, words []string) {
	total, last, some := 0.0, 0, 0
	for j, w := range q.Weights {
		total += w
		if w > 0 {
			last, some = j, some+1
		}
	}
	if some < 2 {
		p.say("truth", "question.fixed", "x", words[last])
		return
	}
	var odds []string
	for j, w := range q.Weights {
		if w > 0 {
			odds = append(odds, p.tell("author.odds", "who", words[j], "p", p.x.v.c.about(w/total)))
		}
	}
	p.say("truth", "author.drawn", "list", p.x.v.c.list("list.or", odds))
}

// prior tells how much is believed of somebody, or of an answer, at the start;
// nothing if it is nothing.
func (p *page) prior(who string, e rule.Expr) {
	v := p.x.v
	line, share := Line{}, ""
	switch w := v.g.Code.Wrote(e); {
	case w != nil:
		share, line.Written = v.reads(w.Path).share(w.Root()), w.Text
	case v.g.Code.Nodes[e-1].Op == rule.Const:
		if k := v.g.Code.Nodes[e-1].K; k > 0 {
			share = v.c.about(k / 100)
		}
	default:
		share = v.c.say("author.rest")
	}
	if share != "" {
		line.Text = sentence(p.tell("author.prior", "who", who, "p", share))
		p.add("belief", line)
	}
}

// share puts in words what is written in per cent.
func (r *reader) share(p *rule.Part) string {
	if k, ok := literal(p); ok {
		return r.v.c.about(k / 100)
	}
	if p.Form == rule.FormIf {
		return r.either(p, r.share)
	}
	return r.quantity(p)
}

// question returns the question with an id, -1 if there is none.
func (r *reader) question(id string) int32 {
	return index(r.v.g.Questions, id, func(q *game.Question) string { return q.ID })
}

// answer returns the answer of a question that a word names.
func (r *reader) answer(question int32, word string) string {
	if i := slices.Index(r.v.g.Questions[question].Words, word); i >= 0 {
		return r.v.Answer(question, i)
	}
	return inWords(word)
}

// question returns the text of a question, cut down to stand in a sentence.
func (v *Voice) question(i int32) string { return brief(v.Question(i)) }
