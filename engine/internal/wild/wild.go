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

// aside writes something by draws of its own: what is written behind it stays
// what it was without it. Every salt has its own.
func (w *writer) aside(salt uint64, write func()) {
	luck, drawn := w.luck, w.drawn
	w.luck = chance.Luck{Seed: luck.Seed, Salt: salt}
	write()
	w.luck, w.drawn = luck, drawn
}

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
