package wild

import "fmt"

// raids writes attacks that are moves. Their ids are those of measures as well.
func (w *writer) raids() {
	for i := range w.n(0, 2) {
		id := fmt.Sprintf("raid%d", i)
		w.raid = append(w.raid, id)
		w.line("[attack.%s]\nby = %s\nseverity = %d", id, w.pick(`"seats"`, `["beta", "moth"]`, `["alpha", "beta"]`), w.n(0, 5))
		if w.maybe(60) {
			w.line("suspects = { moth = %d, beta = %d }", w.n(10, 50), w.n(0, 50))
		}
		if w.maybe(50) {
			w.line("to = %s", w.pick(`"all"`, `["alpha", "beta"]`, `"moth"`))
		}
		if w.maybe(30) {
			w.line("host = %q", w.pick(w.all...))
		}
		if w.maybe(30) {
			w.line("when = %q", w.pick("self.means >= 1", "turn >= 2", "not happened("+id+", self)"))
		}
		if w.maybe(40) {
			w.line("unknown = \"Who?\"\ntray = %q", w.pick("attack", "covert", "talk"))
		}
		w.act(id, true)
		w.line("[evidence.trace%d]\nabout = %q\ntext = \"Trace.\"\nto = %s", i, id, w.pick(`"all"`, `["alpha", "moth"]`))
		w.line("%s", w.pick(`points = { beta = 2, author = 3 }`, `like = { unknown = 0.2, beta = 0.9 }`))
		w.line("when = \"happened(%s)\"", id)
		if w.maybe(60) {
			w.line("[response.name%d]\nby = \"seats\"\ntarget = \"states\"\nattributes = %q\nseen = \"public\"\ntray = \"law\"", i, id)
			w.line("when = \"%s\"", w.pick("self.belief."+id+"[beta] > 20", "true"))
		}
	}
}
