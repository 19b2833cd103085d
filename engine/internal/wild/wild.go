// Package wild makes small scenarios at random, valid by construction, for tests
// that must hold for every scenario and not only for those that somebody wrote.
package wild

import (
	"fmt"
	"strings"

	"demarche/engine/chance"
)

// Scenario returns the text of a scenario. The same seed gives the same text.
func Scenario(seed uint64) string {
	w := &writer{luck: chance.Luck{Seed: chance.Seed(seed)}}
	w.top()
	w.numbers()
	w.roles()
	w.attacks()
	w.injects()
	w.actions()
	w.raids()
	w.guises()
	w.prices()
	w.pacts()
	w.rules()
	w.policies()
	w.draws()
	w.deadlines()
	w.ends()
	return w.String()
}

type writer struct {
	strings.Builder
	luck  chance.Luck
	drawn uint32

	turns              int
	states, all, seats []string
	world              []string // exact for all
	dim                []string // band, hidden or for some
	attack             []string
	evidence           []string
	inject             []string
	response           []string
	raid               []string
	temptation         []string
	loud               bool     // some measure has the tag
	aimed              []string // measures with a target
	given              []string // measures with an amount
}

// n draws a whole number from lo to hi.
func (w *writer) n(lo, hi int) int {
	w.drawn++
	return lo + int(w.luck.Unit(1, 0, w.drawn)*float64(hi-lo+1))
}

// pick draws one of the words.
func (w *writer) pick(words ...string) string { return words[w.n(0, len(words)-1)] }

// maybe is true with a chance of p in a hundred.
func (w *writer) maybe(p int) bool { return w.n(1, 100) <= p }

func (w *writer) line(format string, args ...any) { fmt.Fprintf(w, format+"\n", args...) }

func quote(words []string) string { return `["` + strings.Join(words, `", "`) + `"]` }

func (w *writer) top() {
	w.turns = w.n(2, 5)
	w.line("format = 1\nid = \"wild\"\ntitle = { en = \"Wild\", fr = \"Sauvage\" }\nlanguages = [\"en\", \"fr\"]\nturns = %d", w.turns)
	switch w.n(0, 9) {
	case 0:
		w.line("resolution = \"sequential\"")
	case 1:
		w.line("stages = [\"law\", \"covert\"]")
	}
	if w.maybe(40) {
		w.line("moves_per_turn = %d", w.n(1, 2))
	}
	if w.maybe(50) {
		w.line("returns = \"worth\"")
	}
	w.line("[calendar]\nturn = [\"%dh\", \"%dd\"]", w.n(6, 24), w.n(1, 7))
	w.line("[param.push]\ndefault = %d\nmax = 10", w.n(0, 10))
	w.line("[ladder]\ncooling = %d\nrungs = [{ name = \"calm\" }, { name = \"words\" }, { name = \"cost\" }, { name = \"force\" }, { name = \"war\" }]\nfirebreaks = [{ below = 2, text = \"cost\" }]", w.n(0, 2))
}

func (w *writer) numbers() {
	for i := range w.n(2, 3) {
		id := fmt.Sprintf("open%d", i)
		w.world = append(w.world, id)
		w.line("[track.%s]\nstart = %d\ngood = %q", id, w.n(0, 100), w.pick("high", "low", "none"))
		if w.maybe(40) {
			w.line("each_turn = %d", w.n(-5, 5))
		}
		if w.maybe(20) {
			w.line("each_day = \"%d - open0 / 20\"", w.n(-3, 3))
		}
		if w.maybe(30) {
			w.line("whole = true")
		}
	}
	for i := range w.n(2, 4) {
		id := fmt.Sprintf("dim%d", i)
		w.dim = append(w.dim, id)
		w.line("[track.%s]\nstart = %d", id, w.n(0, 100))
		w.line("seen = %s", w.pick(`"band"`, `"hidden"`, `{ alpha = "exact", beta = "band" }`))
		if w.maybe(30) {
			w.line("each_turn = %d", w.n(-5, 5))
		}
	}
	w.line("[role_track.means]\nstart = %d\nmax = 8\nrefill = %d", w.n(1, 5), w.n(0, 2))
	w.line("[role_track.standing]\nstart = 50\nseen = { self = %q, all = %q }", "exact", w.pick("exact", "band", "hidden"))
	w.line("[pair_track.trust]\nstart = %d\ndirected = %v", w.n(0, 100), w.maybe(40))
	w.line("[pair_track.doubt]\nstart = 20\nseen = { self = %q }", w.pick("exact", "band", "hidden"))
}

func (w *writer) roles() {
	names := []string{"alpha", "beta", "gamma", "delta"}[:w.n(2, 4)]
	for _, id := range names {
		seat := id == "alpha" || id == "beta" || w.maybe(70)
		w.line("[role.%s]\nkind = \"state\"\nseat = %v", id, seat)
		w.line("goal.calm = { text = \"calm\", score = \"open0 / 10 - self.standing\" }")
		w.states = append(w.states, id)
		w.all = append(w.all, id)
		if seat {
			w.seats = append(w.seats, id)
			w.line("policy = %s", w.pick(`"random"`, `"cautious"`, `{ talk = 2, covert = 1, law = 1 }`, `"`+Policy+`"`))
			if w.maybe(30) {
				w.line("plan.measure0 = { chance = 0.7, when = %q }", w.pick("self.means >= 1", "max_rung < 2", "self.belief.attack0[moth] >= 30"))
			}
		} else {
			w.line("plan.measure0 = { chance = 0.5 }")
		}
	}
	if w.maybe(60) {
		w.line("[role.bureau]\nkind = \"agency\"\nstate = \"alpha\"")
		w.all = append(w.all, "bureau")
		w.seats = append(w.seats, "bureau")
	}
	w.line("[role.moth]\nkind = \"proxy\"\nseat = false")
	w.all = append(w.all, "moth")
}

// aside writes something by draws of its own: what is written behind it stays
// what it was without it. Every salt has its own.
func (w *writer) aside(salt uint64, write func()) {
	luck, drawn := w.luck, w.drawn
	w.luck = chance.Luck{Seed: luck.Seed, Salt: salt}
	write()
	w.luck, w.drawn = luck, drawn
}

func (w *writer) rules() {
	for i := range w.n(2, 4) {
		w.line("[rule.rule%d]\nbecause = \"Because %d.\"", i, i)
		switch w.n(0, 3) {
		case 0:
			w.line("when = \"%s\"\neffects = [%q]", w.condition(true), w.effect(false))
		case 1:
			w.line("each = \"role\"\nwhen = \"self.standing > 30 and %s\"\neffects = [\"self.standing -= 1\"]", w.condition(true))
		case 2:
			w.line("each = %q\nwhen = \"pair(self, other).trust < 60\"\neffects = [\"pair(self, other).doubt += 1\"]\nchance = 0.5", w.pick("pair", "couple"))
		case 3:
			w.line("when = \"%s\"\nfires = %q\ncooldown = %d", w.condition(true), w.pick(w.inject...), w.n(0, 2))
		}
		if w.maybe(30) {
			w.line("once = true")
		}
	}
}

func (w *writer) ends() {
	w.line("[objective.ask]\ntext = \"Ask first.\"\nmet = \"happened(measure0)\"")
	w.line("[metric.peak]\nvalue = \"peak_rung\"\nover = %q", w.pick("last", "max", "min", "mean", "sum"))
	w.line("[metric.worth]\neach = %q\nvalue = \"self.means + self.standing / 7\"\nwhen = \"turn\"\nover = %q", w.pick("role", "seats"), w.pick("last", "sum", "mean"))
	w.line("[metric.ties]\neach = %q\nvalue = \"pair(self, other).doubt\"", w.pick("pair", "couple"))
	w.line("[ending.crash]\nwhen = \"%s < 3 and dim0 > 60\"\ntext = \"Crash.\"", w.pick(w.world...))
	if w.maybe(90) {
		w.line("[ending.luck]\nturn = %d\nchance = 0.3\ntext = \"Luck.\"", w.n(1, w.turns))
	}
	w.line("[ending.rest]\ntext = \"Time.\"")
}
