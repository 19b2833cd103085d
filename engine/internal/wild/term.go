package wild

import "fmt"

// condition returns a condition; all: it may read what is hidden.
func (w *writer) condition(all bool) string {
	c := w.pick(
		fmt.Sprintf("turn >= %d", w.n(1, w.turns)),
		fmt.Sprintf("%s > %d", w.pick(w.world...), w.n(0, 100)),
		fmt.Sprintf("param.push <= %d or %s < %d", w.n(0, 10), w.pick(w.world...), w.n(0, 100)),
		"max_rung < 3",
	)
	if all && w.maybe(60) {
		c += " " + w.pick("and", "or") + " " + w.pick(
			fmt.Sprintf("%s > %d", w.pick(w.dim...), w.n(0, 100)),
			"any(states, it.standing < 45)",
			"truth("+w.pick(w.attack...)+") == moth",
			"sum(states, it.means) > 4",
			"not happened(attack0)",
			"published(clue0)",
			"times(publish) < 2",
			"happened(limit0)",
			"times(share) > 0",
			"any(states, this_turn(share, it, alpha))",
			fmt.Sprintf("in_turn(%s, %s)", w.pick("1", "turn - 1", "turn - 2", "open0 / 10"), w.pick(w.attack...)),
			"any(states, in_turn(turn - 1, measure0, it))",
			"in_force(pact0)",
			"not in_force(pact0, alpha, beta)",
		)
	}
	return c
}

// effect returns an effect; roles: self may stand in it.
func (w *writer) effect(roles bool) string {
	if roles && w.maybe(40) {
		return w.pick("self.standing += 4", "self.standing -= self.means", "self.standing *= 0.9")
	}
	to := w.pick(append(append([]string{}, w.world...), w.dim...)...)
	by := w.pick(fmt.Sprint(w.n(1, 20)), w.pick(w.dim...)+" / 10", "param.push", fmt.Sprintf("0.%d", w.n(1, 9)))
	return fmt.Sprintf("%s %s %s", to, w.pick("+=", "-=", "+=", "-=", "*=", "="), by)
}
