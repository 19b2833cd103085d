package wild

// draws writes random numbers of every kind, and what reads them.
func (w *writer) draws() {
	w.line("[draw.first]\nonce = true\nuniform = [10, \"60 + param.push\"]")
	w.line("[draw.dice]\nseen = %s\none_of = %s", w.pick(`"hidden"`, `"exact"`, `{ alpha = "exact" }`), w.pick(`["low", "middle", "top"]`, `{ low = 2, middle = 1, top = "param.push" }`))
	w.line("[draw.nerve]\neach = \"role\"\nseen = %s", w.pick(`"hidden"`, `{ self = "exact" }`, `"exact"`))
	switch w.n(0, 3) {
	case 0:
		w.line("normal = { mean = 5, spread = 2 }")
	case 1:
		w.line("lognormal = { median = 3, spread = \"0.5 + open0 / 200\" }")
	case 2:
		w.line("exponential = 2.5")
	case 3:
		w.line("triangular = { low = 0, mode = \"param.push / 5\", high = 9 }")
	}
	w.line("[draw.storm]\nchance = \"open0 / 150\"")
	w.line("[track.sky]\nstart = \"draw.first / 2\"\nseen = %q\neach_turn = \"draw.storm ? -3 : draw.dice == top ? 2 : 0.5\"", w.pick("exact", "hidden"))
	w.line("[rule.weather]\neach = \"role\"\nwhen = \"draw.nerve > 3 and any(roles, it.draw.nerve < self.draw.nerve)\"\neffects = [\"self.standing += draw.nerve / 10\", \"sky -= draw.first / 30\"]")
}

// deadlines writes what passes unless somebody stops it.
func (w *writer) deadlines() {
	for i := range w.n(1, 2) {
		w.line("[deadline.limit%d]\ntitle = \"Limit\"\nto = %s\ndue = %s", i, w.pick(`"all"`, `"alpha"`, `["beta", "alpha"]`), w.pick("1", "2", `"30h"`, `"9d"`))
		w.line("effects = [%q]", w.effect(false))
		if w.maybe(70) {
			w.line("stop = \"%s\"", w.pick("happened(measure0)", w.condition(true)))
		}
		if w.maybe(40) {
			w.line("when = \"%s\"", w.pick("happened(measure0)", w.condition(true)))
		}
		if w.maybe(30) {
			w.line("after = 1\ntext = \"Over.\"")
		}
	}
}
