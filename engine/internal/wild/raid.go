package wild

import (
	"fmt"

	"demarche/engine/chance"
)

// guises writes masks, plants and campaigns. A mask that deceives nobody is one
// as well.
func (w *writer) guises() {
	// Draws of their own: what is written behind them stays what it was.
	luck, drawn := w.luck, w.drawn
	defer func() { w.luck, w.drawn = luck, drawn }()
	w.luck, w.drawn = chance.Luck{Seed: luck.Seed, Salt: 1}, 0
	last := w.states[len(w.states)-1]
	for _, id := range w.attack {
		if w.maybe(40) {
			w.line("[attack.%s.mask]\nmoth = { %s = 0.%d }\n%s = { moth = 0.%d }", id, last, w.n(1, 9), last, w.n(1, 9))
		}
	}
	if w.maybe(40) {
		w.line("[attack.next]\ncampaign = \"attack0\"\nturn = %d\non = \"beta\"\neffects = [%q]", w.n(1, w.turns), w.effect(false))
	}
	if w.maybe(40) {
		w.line("[attack.again]\ncampaign = \"attack0\"\nby = %s\nto = %s\neffects = [%q]", w.by(), w.pick(`"all"`, `["alpha", "beta"]`), w.effect(false))
	}
	if w.maybe(50) {
		w.line("[response.probe]\nby = \"seats\"\ntray = \"investigate\"\nlegal = { status = \"lawful\" }\n%s", w.pick(`examines = "clue0"`, `examines = { clue0 = ["self", "alpha"] }`, `outcome.finds = { odds = 0.5, examines = "clue0" }`))
	}
	if w.maybe(50) {
		w.line("[question.intent]\ntruth = { meant = %d, slip = 1 }\nanswers = { meant = 40, slip = \"10 + self.standing / 10\" }\nwords = { slip = \"By mistake\" }\nwhen = \"turn > 1 or self.belief.intent[slip] > 15\"", w.n(0, 2))
		w.line("[evidence.list]\nabout = \"intent\"\ntext = \"List.\"\nturn = %d\nto = %s\n%s", w.n(1, w.turns), w.pick(`"alpha"`, `"all"`), w.pick("like = { slip = 0.8, meant = 0.2 }", "points = { slip = 3 }"))
		w.line("[response.ponder]\nby = \"seats\"\nwhen = \"self.belief.intent[slip] > 40\"\neffects = [\"open0 += truth(intent) == slip ? 1 : 2\"]")
	}
	for i := range w.n(0, 2) {
		w.line("[evidence.forged%d]\nabout = %q\ntext = \"Forged?\"\nto = %s\nturn = %d", i, w.pick(w.attack...), w.pick(`"alpha"`, `["alpha", "beta"]`, `"all"`), w.n(1, w.turns))
		w.line("%s", w.pick("plantable = true", "plantable = true", "planted_by = \"beta\""))
		w.line("%s", w.pick(fmt.Sprintf("like = { moth = 0.2, %s = 0.8 }", last), "points = { moth = 3 }"))
	}
}

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
