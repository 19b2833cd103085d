package wild

// prices writes what it does to go beyond the mark of evidence.
func (w *writer) prices() {
	w.aside(3, func() {
		var dear []string
		for _, id := range w.evidence {
			if !w.maybe(60) {
				continue
			}
			dear = append(dear, id)
			w.line("[evidence.%s.beyond]\neffects = [%q, %q]", id, w.pick("self.standing -= 7", "self.means -= 1", "states.standing += 1"), w.effect(true))
			if w.maybe(40) {
				w.line("text = \"{self} went too far.\"")
			}
			if w.maybe(25) {
				w.line("after = %s", w.pick("1", `"20h"`))
			}
			if w.maybe(25) {
				w.line("fires = %q", w.pick(w.inject...))
			}
			if w.maybe(25) {
				w.line("reveals = { %s = %q }", w.pick(w.evidence...), w.pick("self", "alpha", "all"))
			}
			if w.maybe(30) {
				w.line("seen = %s", w.pick(`"public"`, `"self"`, `"parties"`, `["beta", "self"]`))
				w.line("author_seen = %s", w.pick(`"public"`, `"self"`, `"parties"`))
			}
		}
		if len(dear) > 0 && w.maybe(60) {
			id := w.pick(dear...) + ".beyond"
			w.line("[rule.outrage]\neach = \"role\"\nwhen = \"%s\"\neffects = [\"self.standing -= 1\"]",
				w.pick("happened("+id+")", "happened("+id+", self)", "times("+id+", self, alpha) > 0"))
		}
	})
}
