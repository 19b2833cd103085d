package wild

import "fmt"

// cosign writes who must agree: by names, by consent or by a vote.
func (w *writer) cosign(target bool) {
	accept := ""
	if w.maybe(50) {
		accept = fmt.Sprintf(", accept = %q", w.pick("self.standing > 40", "truth(attack0) == moth", "self.means > 1", "true"))
	}
	if w.maybe(30) {
		w.line("cosign = { of = \"states\", optional = true%s }", accept)
		return
	}
	kinds := w.n(1, 7) // one bit for each key
	if kinds&1 != 0 {
		w.line("cosign = { of = [\"alpha\", \"beta\"], at_least = %d%s }", w.n(1, 2), accept)
	}
	if kinds&2 != 0 {
		of := `"beta"`
		if target {
			of = `"target"`
		}
		unless := ""
		if w.maybe(40) {
			unless = fmt.Sprintf(", unless = %q", w.pick("dim0 > 50", "happened(attack0)", "self.standing > 60"))
		}
		w.line("consent = { of = %s%s%s }", of, unless, accept)
	}
	if kinds&4 != 0 {
		w.line("vote = { of = \"states\", rule = %s, ballot = %q%s }", w.pick(`"unanimity"`, `"consensus"`, `"majority"`, "1", "2"), w.pick("open", "secret"), accept)
	}
}

// waits writes that a measure is an order that waits, for some of them.
func (w *writer) waits() {
	if w.maybe(15) {
		w.line("standing = %q", w.pick("dim0 > 40", "happened(attack0)", "turn >= 2", "self.standing < 45"))
	}
}

// amount writes what the mover gives and says; it returns whether there is an
// amount.
func (w *writer) amount() bool {
	if w.maybe(25) {
		w.line("words = { needed = %v, max = %d }", w.maybe(50), w.n(5, 40))
	}
	if w.maybe(75) {
		return false
	}
	w.line("amount = { min = %d, max = %s, step = %s }", w.n(0, 1), w.pick("3", `"self.means"`, `"1 + open0 / 25"`), w.pick("1", "0.5"))
	return true
}

// bond writes that a measure makes an agreement or is forbidden by it, for some
// of them; asked says that somebody is there to agree with.
func (w *writer) bond(asked bool) {
	if asked && w.maybe(25) {
		w.line("makes = \"pact0\"")
	}
	if w.maybe(30) {
		w.line("tags = [\"loud\"]")
		w.loud = true
	}
}

// pacts writes the agreement that measures make and break.
func (w *writer) pacts() {
	forbids := []string{"measure1"}
	if w.loud {
		forbids = append(forbids, "loud")
	}
	if w.maybe(40) {
		forbids = append(forbids, "attack0")
	}
	w.line("[agreement.pact0]\nforbids = %s", quote(forbids))
	w.aside(4, func() {
		if w.maybe(40) {
			w.line("between = %s", w.pick(`["alpha", "beta"]`, `"seats"`, `["beta", "alpha", "moth"]`))
		}
	})
	if w.maybe(60) {
		w.line("lasts = %s", w.pick("1", "2", `"3d"`))
	}
	if w.maybe(80) {
		w.line("broken = { effects = [%q], text = \"Broken.\"%s }", w.pick("self.standing -= 5", "open0 -= 3", "pair(self, other).trust -= 9"), w.pick("", ", after = 1", ", fires = \""+w.inject[0]+"\""))
	}
}
