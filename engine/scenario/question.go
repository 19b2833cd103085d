package scenario

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// layQuestions makes the slots of the truth of questions and of what is believed.
func (c *compiler) layQuestions() {
	for _, e := range c.own("question") {
		q := game.Question{ID: e.id}
		if n := e.node.Get("answers"); n != nil && n.Kind == source.Table {
			for _, kid := range n.Kids {
				c.checkID(kid, e.path+".answers."+kid.Key)
				q.Words = append(q.Words, kid.Key)
			}
			if len(q.Words) < 2 {
				c.fault(n, e.path+".answers", "write two answers or more", "there is nothing to ask")
			}
		}
		roles := int32(len(c.g.Roles))
		if c.stop || !c.room(len(q.Words)*int(roles)+2, e.node, e.path) {
			return
		}
		q.Truth = c.slot(plainSlot("truth."+e.id, game.KindTruth, -1, -1, 0))
		q.Belief = int32(len(c.g.Slots))
		for _, word := range q.Words {
			for r := range roles {
				s := plainSlot(c.roleID(r)+".belief."+e.id+"["+word+"]", game.KindAnswer, r, -1, game.One(r))
				s.Min, s.Max = 0, 100
				c.slot(s)
			}
		}
		c.g.Questions = append(c.g.Questions, q)
	}
}

// questions reads what is true of questions and what is believed at the start.
func (c *compiler) questions() {
	s := setting{dict: c.dict, scope: rule.Scope{"self": rule.Self}, selfs: c.dict.Groups["roles"]}
	for i, e := range c.own("question") {
		q, n := &c.g.Questions[i], e.node
		q.Text, q.Stream = c.text(n.Get("text")), chance.Name("truth", e.id)
		c.answers(q, n.Get("answers"), s, e.path+".answers")
		c.truth(q, n.Get("truth"), e.path+".truth")
		c.answerTexts(q, n.Get("words"), e.path+".words")
		q.When = c.expression(n.Get("when"), s, rule.Truth, e.path+".when")
		c.show(n.Get("when"), q.When, s, e.path+".when", "")
	}
}

// answerTexts reads how people read the answers; those not named stand as their ids in
// words.
func (c *compiler) answerTexts(q *game.Question, n *source.Node, path string) {
	q.Said = make([]game.Text, len(q.Words))
	for i, word := range q.Words {
		q.Said[i] = c.addText([]string{inWords(idOf(word))})
	}
	if n == nil || n.Kind != source.Table {
		return
	}
	for _, kid := range n.Kids {
		if i := c.answerOf(q, kid, path+"."+kid.Key); i >= 0 {
			q.Said[i] = c.text(kid)
		}
	}
}

func (c *compiler) answers(q *game.Question, n *source.Node, s setting, path string) {
	if n == nil || n.Kind != source.Table {
		return
	}
	sum := 0.0
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		p := c.expression(kid, s, rule.Number, at)
		x, constant := c.constant(p)
		if constant && (x < 0 || x > 100) {
			c.fault(kid, at, "0 to 100", "%s is no per cent", plain(x))
		}
		if !p.Present() {
			p = rule.Constant(c.code, 0)
		}
		sum += x
		q.Prior = append(q.Prior, p)
	}
	if sum > 100 {
		c.fault(n, path, "at most 100 per cent", "the answers add up to %s per cent", plain(sum))
	}
}

// truth reads the true answer, or the weights from which it is drawn.
func (c *compiler) truth(q *game.Question, n *source.Node, path string) {
	q.Weights = make([]float64, len(q.Words))
	if n == nil || c.told[n] || len(q.Words) == 0 {
		return
	}
	if n.Kind == source.String {
		if i := slices.Index(q.Words, n.Text.String()); i >= 0 {
			q.Weights[i] = 1
		} else {
			c.badWord(n, path, n.Text.String(), q.Words)
		}
		return
	}
	total := 0.0
	for _, kid := range n.Kids {
		i := c.answerOf(q, kid, path+"."+kid.Key)
		switch {
		case i < 0 || !isNumber(kid):
		case kid.Num < 0:
			c.fault(kid, path+"."+kid.Key, "write 0 or more", "a weight is not below 0")
		default:
			q.Weights[i] = kid.Num
			total += kid.Num
		}
	}
	if total == 0 && n.Kind == source.Table && len(n.Kids) > 0 {
		c.fault(n, path, "write one above 0", "the weights add up to nothing")
	}
}

// answerOf returns which answer a key names, -1 with a fault.
func (c *compiler) answerOf(q *game.Question, kid *source.Node, path string) int {
	i := slices.Index(q.Words, kid.Key)
	if i < 0 {
		c.faultAt(kid, path, cmp.Or(c.faults.DidYouMean(kid.Key, q.Words), "one of "+strings.Join(q.Words, ", ")), "%q has no answer %q", q.ID, kid.Key)
	}
	return i
}

// bearsOn reads like or points of evidence about a question, by answer.
func (c *compiler) bearsOn(x *game.Evidence, e entry) {
	q := &c.g.Questions[x.Question]
	like, points := e.node.Get("like"), e.node.Get("points")
	if plantable := e.node.Get("plantable"); plantable != nil && x.PlantedBy < 0 && x.Plantable {
		c.fault(plantable, e.path+".plantable", "write planted_by, or delete it", "nobody poses as an answer")
	}
	switch {
	case like == nil && points == nil:
		c.faultAt(e.node, e.path, "write like = { answer = chance } or points = { answer = times }", "it says nothing about the answer")
	case like != nil && points != nil:
		c.faultAt(points, e.path+".points", "keep one of them", "like and points exclude each other")
	case like != nil:
		x.Like = c.byAnswer(q, like, math.NaN(), 1, e.path+".like")
	default:
		x.Points = c.byAnswer(q, points, 1, math.Inf(1), e.path+".points")
	}
}

// byAnswer reads a number for each answer, 0 to most; those not named count as
// otherwise, or as the mean if that is no number.
func (c *compiler) byAnswer(q *game.Question, n *source.Node, otherwise, most float64, path string) []float64 {
	out := make([]float64, len(q.Words))
	for i := range out {
		out[i] = math.NaN()
	}
	sum, count := 0.0, 0
	for _, kid := range n.Kids {
		at := path + "." + kid.Key
		i := c.answerOf(q, kid, at)
		if i < 0 || !isNumber(kid) {
			continue
		}
		if kid.Num < 0 || kid.Num > most || math.IsInf(kid.Num, 0) {
			mend := "0 or more"
			if !math.IsInf(most, 0) {
				mend = "0 to " + plain(most)
			}
			c.fault(kid, at, mend, "%s is not possible", plain(kid.Num))
			continue
		}
		out[i] = kid.Num
		sum += kid.Num
		count++
	}
	if math.IsNaN(otherwise) {
		otherwise = sum / float64(max(count, 1))
	}
	for i := range out {
		if math.IsNaN(out[i]) {
			out[i] = otherwise
		}
	}
	return out
}
