package wild

import (
	"fmt"
	"slices"
)

// Policy is a policy that every scenario has and that every seat can play.
const Policy = "shrewd"

// policies writes a computer player that remembers and, sometimes, a simple one.
func (w *writer) policies() {
	w.line("[policy.%s]\npick = %q\nmoves = %d", Policy, w.pick("first", "weights"), w.n(1, 3))
	w.line("memory = { anger = %d, patience = \"param.push\" }", w.n(0, 3))
	w.line("learn = [%q, %q, %q]",
		"memory.anger = 0.5 * memory.anger + "+w.pick("max_rung", "turn / 4", "self.standing / 30"),
		"memory.patience "+w.pick("-=", "+=")+" "+w.pick("times(measure0, self)", "self.means > 2 ? 1 : 0.5", "memory.anger / (turn - 2)"),
		"memory.anger *= "+w.pick("0.9", "happened(measure1, self) ? 0 : 1.5", "self.belief.attack0[moth] / 50"))
	w.line("[policy.%s.choose]", Policy)
	for i, id := range append(slices.Clone(w.response), w.temptation...) {
		if w.maybe(60) {
			w.entry(fmt.Sprintf("entry%d", i), id)
		}
	}
	w.line("wait = { do = \"pass\", when = \"memory.patience > %d\", weight = \"memory.patience\" }", w.n(0, 6))
	if w.maybe(50) {
		w.line("[policy.plain.choose]\nmeasure0 = { chance = 0.8 }")
	}
}

// entry writes one thing that the policy may do.
func (w *writer) entry(name, id string) {
	target := slices.Contains(w.aimed, id)
	when := w.pick(w.condition(false), "memory.anger > 1", "memory.patience > 2 or turn == 1", "self.means >= 1")
	if target && w.maybe(40) {
		when += " and target != alpha"
	}
	text := fmt.Sprintf("%s = { do = %q, when = %q", name, id, when)
	if w.maybe(60) {
		text += fmt.Sprintf(", weight = %q", w.pick("1", "memory.anger", "self.standing / 10", "memory.patience - 1"))
	}
	if target && w.maybe(50) {
		text += fmt.Sprintf(", prefer = %q", w.pick("pair(self, target).trust", "0 - pair(self, target).trust", "target == beta ? memory.anger : 1"))
	}
	if slices.Contains(w.given, id) && w.maybe(60) {
		text += fmt.Sprintf(", amount = %q", w.pick("1.5", "memory.anger", "self.means / 2"))
	}
	if w.maybe(30) {
		text += fmt.Sprintf(", chance = %q", w.pick("0.5", "memory.anger / 4"))
	}
	w.line("%s }", text)
}
