package wild

import "fmt"

func (w *writer) attacks() {
	for i := range w.n(1, 2) {
		id := fmt.Sprintf("attack%d", i)
		w.attack = append(w.attack, id)
		w.line("[attack.%s]\nturn = %d\non = %q\nseverity = %d\nrung = %d", id, w.n(1, 2), w.pick("alpha", "beta"), w.n(0, 5), w.n(1, 3))
		w.line("author = { moth = 0.6, %s = 0.4 }", w.states[len(w.states)-1])
		if w.maybe(60) {
			w.line("suspects = { moth = %d, %s = \"20 + self.standing / 10\" }", w.n(10, 50), w.states[len(w.states)-1])
		}
		w.line("to = %s", w.pick(`"all"`, `["alpha", "beta"]`))
		w.line("effects = [%q, %q]", w.effect(false), "on.standing -= 5")
		w.line("text = { en = \"Attack %d.\", fr = \"Attaque %d.\" }", i, i)
		if w.maybe(50) {
			w.line("also.more = { chance = 0.5, after = %d, effects = [%q], text = \"More.\" }", w.n(1, 2), w.effect(false))
		}
	}
	for i := range w.n(2, 4) {
		id := fmt.Sprintf("clue%d", i)
		w.evidence = append(w.evidence, id)
		w.line("[evidence.%s]\nabout = %q\ntext = \"Clue.\"", id, w.pick(w.attack...))
		if w.maybe(60) {
			w.line("like = { moth = 0.%d, %s = 0.%d }", w.n(1, 9), w.states[len(w.states)-1], w.n(1, 9))
		} else {
			w.line("points = { moth = %d.5 }", w.n(1, 5))
		}
		w.line("to = %s", w.pick(`"alpha"`, `["alpha", "beta"]`, `"all"`))
		if w.maybe(50) {
			w.line("tlp = %q", w.pick("clear", "green", "amber", "red"))
		}
		if w.maybe(60) {
			w.line("turn = %d", w.n(1, w.turns))
		}
		if w.maybe(30) {
			w.line("plantable = true")
		}
		if w.maybe(20) {
			w.line("expires = %d", w.n(1, w.turns))
		}
		if i > 0 && w.maybe(30) {
			w.line("%s = %q", w.pick("halves", "cancels"), "clue0")
		}
	}
}

func (w *writer) injects() {
	for i := range w.n(3, 5) {
		id := fmt.Sprintf("note%d", i)
		w.inject = append(w.inject, id)
		w.line("[inject.%s]\ntext = \"Note %d.\"\nto = %s", id, i, w.pick(`"all"`, `"alpha"`, `["alpha", "beta"]`))
		switch w.n(0, 3) {
		case 0:
			w.line("turn = %d", w.n(1, w.turns))
		case 1:
			w.line("when = \"%s\"", w.condition(true))
		case 2:
			w.line("turn = [1, %d]\nwhen = \"%s\"", w.turns, w.condition(true))
		}
		if w.maybe(50) {
			w.line("effects = [%q]", w.effect(false))
		}
		if w.maybe(10) {
			w.line("ends = \"crash\"")
		}
		w.aside(2, func() {
			if w.maybe(25) {
				w.line("after = %s", w.pick("1", "2", `"20h"`))
			}
		})
	}
}
