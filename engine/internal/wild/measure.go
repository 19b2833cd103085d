package wild

import (
	"fmt"
	"strings"
)

func (w *writer) by() string {
	if w.maybe(50) {
		return `"seats"`
	}
	return quote([]string{w.pick(w.seats...)})
}

func (w *writer) actions() {
	for i := range w.n(4, 7) {
		id := fmt.Sprintf("measure%d", i)
		w.response = append(w.response, id)
		by := w.by()
		if i == 0 {
			by = `["alpha", "beta", "moth"` + map[bool]string{true: `, "gamma"`}[len(w.states) > 2] + map[bool]string{true: `, "delta"`}[len(w.states) > 3] + `]`
		}
		w.line("[response.%s]\nby = %s\ntray = %q", id, by, w.pick("investigate", "defend", "talk", "law", "restrict", "covert"))
		w.line("legal = { status = %q, basis = \"law\" }\nrisk = { level = \"low\", text = \"risk\" }", w.pick("lawful", "grey", "contested"))
		w.act(id, false)
		if i > 0 && w.maybe(50) {
			w.line("when = \"%s\"", w.pick("self.means >= 1", w.condition(false), "not happened("+id+", self)", "self.belief.attack0[moth] >= 30"))
		}
		if w.maybe(30) {
			w.line("warn = { unless = \"self.standing > 40\", text = \"Beware.\" }")
		}
	}
	for i := range w.n(1, 2) {
		id := fmt.Sprintf("lure%d", i)
		w.temptation = append(w.temptation, id)
		w.line("[temptation.%s]\nby = %s\noffer = \"Tonight.\"\ngain = \"Much.\"\nrisk = \"All.\"\ninstead = \"measure0\"\nlasts = %d", id, w.by(), w.n(1, 2))
		w.line("legal = { status = \"unlawful\", basis = \"none\" }\nwhen = \"%s\"", w.condition(false))
		w.act(id, true)
	}
}

// act writes what a measure does.
func (w *writer) act(id string, hidden bool) {
	target := w.maybe(40)
	if target {
		w.aimed = append(w.aimed, id)
		w.line("target = %s", w.pick(`"states"`, quote(w.states[:2])))
	}
	effects := []string{w.effect(true)}
	given := w.amount()
	if given {
		w.given = append(w.given, id)
	}
	switch {
	case given && w.maybe(60):
		w.line("cost = { means = \"amount\" }")
	case w.maybe(60):
		w.line("cost = { means = %d }", w.n(1, 2))
	}
	if given {
		effects = append(effects, "open0 += amount")
	}
	if !hidden {
		w.waits()
	}
	choice := w.maybe(40)
	if choice {
		w.choice(id, target)
		effects = append(effects, w.pick("self.standing += tone_"+id, "open0 -= tone_"+id+" == sharp ? 5 : 1"))
	}
	cosign := w.maybe(30)
	if cosign {
		w.cosign(target)
		effects = append(effects, w.pick("signers.standing += 2", "open0 += count(signers)", "dim0 -= any(signers, it == beta) ? 3 : 0"))
	}
	if target {
		effects = append(effects, w.pick("pair(self, target).trust -= 10", "pair(self, target).doubt += 5", "target.standing -= 5"))
	}
	w.bond(target || cosign)
	w.line("effects = [\"%s\"]", strings.Join(effects, `", "`))
	if w.maybe(30) {
		w.line("%s", map[bool]string{true: fmt.Sprintf("rung = %d", w.n(0, 4)), false: fmt.Sprintf("rung = { at = %d, with = \"beta\" }", w.n(0, 4))}[target])
	}
	if w.maybe(20) {
		w.line("seen = %s", w.pick(`"public"`, `"self"`, `"parties"`))
	}
	if w.maybe(40) {
		w.line("outcome.good = { odds = 0.%d, effects = [%q] }\noutcome.bad = { fires = %q }", w.n(1, 9), w.effect(true), w.pick(w.inject...))
	}
	if w.maybe(50) {
		w.line("also.bill = { after = %d, chance = \"min(1, 0.3 + param.push / 20)\", effects = [%q], text = \"The bill.\" }", w.n(1, 2), w.effect(true))
	}
	if w.maybe(40) {
		w.line("reveals = { %s = \"self\" }", w.pick(w.evidence...))
	}
	if choice || cosign {
		w.line("text = \"{self} to {target}, with {signers}: {tone_%s}.\"", id)
		w.line("advice = { legal = \"Mind the law.\", technical = \"Mind the wires.\" }")
	}
	if target && !hidden && w.maybe(30) {
		w.line("attributes = %q", w.pick(w.attack...))
	}
}

// choice writes something to pick.
func (w *writer) choice(id string, target bool) {
	w.line("choice.tone_%s.plain = { value = %d, text = { en = \"plain\", fr = \"simple\" } }", id, w.n(0, 3))
	rung := ""
	if target && w.maybe(50) {
		rung = fmt.Sprintf(", rung = %d", w.n(0, 4))
	}
	w.line("choice.tone_%s.sharp = { value = 7%s, when = %q }", id, rung, w.pick("turn >= 2", "self.standing > 30", "true"))
	if w.maybe(40) {
		w.line("choice.scope_%s.wide = {}\nchoice.scope_%s.narrow = {}", id, id)
	}
}
