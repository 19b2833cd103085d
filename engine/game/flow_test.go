package game_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

const quiet = `format = 1
id = "t"
title = "T"
turns = 3
[track.calm]
start = 50
[track.plot]
seen = { gang = "exact" }
[track.haze]
seen = "band"
[track.depth]
seen = "hidden"
[role_track.means]
start = 3
[role.mayor]
kind = "state"
[role.press]
[role.gang]
[role.lurker]
seat = false
[ending.late]
`

// flowsOf writes the flows of a scenario, one to a line.
func flowsOf(t *testing.T, text string) []string {
	t.Helper()
	g := sit.Compile(t, quiet+text).Game
	var out []string
	for _, f := range g.Flows() {
		var reads, into, learns []string
		for _, n := range f.Reads {
			reads = append(reads, g.NumberID(n))
		}
		for _, n := range f.Into {
			into = append(into, g.NumberID(n))
		}
		for _, b := range f.Events {
			into = append(into, "news of "+g.Blocks[b].ID)
		}
		if f.Ending {
			into = append(into, "the end")
		}
		for i, r := range g.Roles {
			if f.Learns.Has(int32(i)) {
				learns = append(learns, r.ID)
			}
		}
		if f.Learns.Has(-1) {
			learns = append(learns, "public")
		}
		out = append(out, fmt.Sprintf("%s: %s -> %s: %s", f.Path, strings.Join(reads, ", "), strings.Join(into, ", "), strings.Join(learns, " ")))
	}
	return out
}

func TestFlows(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"what all see tells nothing", `
[rule.a]
when = "calm > 3 and turn > 1"
effects = ["calm += 1", "plot += calm"]`, nil},
		{"a hidden operand", `
[rule.a]
effects = ["calm += plot + depth"]`,
			[]string{"rule.a.effects[0]: plot -> calm: mayor press public", "rule.a.effects[0]: depth -> calm: mayor press gang public"}},
		{"a condition decides about every effect and about the news", `
[rule.a]
when = "plot > 3"
seen = "mayor"
effects = ["calm += 1", "depth += 1", "calm *= 0.5"]`,
			[]string{"rule.a.when: plot -> calm: mayor press public"}},
		{"a number is no secret of its own", `
[rule.a]
effects = ["depth += depth"]`, nil},
		{"a band is told by band(x) and nothing more", `
[rule.a]
effects = ["calm += band(haze)", "calm += haze"]`,
			[]string{"rule.a.effects[1]: haze -> calm: mayor press gang public"}},
		{"a chance, and who is told", `
[inject.note]
when = "depth > 3"
to = ["mayor", "lurker"]`,
			[]string{"inject.note.when: depth -> news of note: mayor"}},
		{"what is fired carries its reason on", `
[inject.note]
to = "press"
effects = ["calm -= 1"]
[rule.a]
when = "plot > 3"
fires = "note"`,
			[]string{"rule.a.when: plot -> calm: mayor press public"}},
		{"odds, for each outcome", `
[response.act]
by = "mayor"
seen = "press"
outcome.good = { odds = "depth / 100", effects = ["plot += 1"] }
outcome.bad = {}`,
			[]string{"response.act.outcome.good.odds: depth -> news of act.good, news of act.bad: press", "response.act.outcome.good.odds: depth -> plot: gang"}},
		{"a lock is shown and a choice is free", `
[response.act]
by = "gang"
when = "plot > 3"
effects = ["calm -= 1"]`, nil},
		{"a blind lock is no choice", `
[response.act]
by = "mayor"
seen = "self"
blind = true
when = "plot > 3"
effects = ["calm -= 1"]`,
			[]string{"response.act.when: plot -> calm: mayor press public"}},
		{"numbers of roles and deeds that few learn of", `
[response.act]
by = "gang"
tray = "covert"
legal = { status = "grey" }
effects = ["plot += 1"]
[rule.a]
each = "role"
effects = ["self.means += press.means / 10"]
[rule.b]
when = "happened(act)"
effects = ["calm += 1"]`,
			[]string{"rule.a.effects[0]: means -> means: mayor gang", "rule.b.when: happened(act) -> calm: mayor press public"}},
		{"an accusation tells whether there was an attack", `
[ladder]
rungs = [{ name = "peace" }, { name = "blows" }]
[attack.raid]
turn = 2
on = "mayor"
author = "gang"
to = "mayor"
rung = 1
[response.act]
by = "mayor"
target = "gang"
tray = "law"
attributes = "raid"
[response.promise]
by = "mayor"
target = "gang"
tray = "law"
makes = "truce"
[agreement.truce]
forbids = "raid"`,
			[]string{"response.act.attributes: happened(raid) -> rung, in_force(truce): press gang public"}},
		{"an accusation of what all have seen tells nothing, nor does one in private", `
[ladder]
rungs = [{ name = "peace" }, { name = "blows" }]
[attack.raid]
turn = 2
on = "mayor"
author = "gang"
rung = 1
[attack.theft]
turn = 2
on = "mayor"
author = "gang"
to = "mayor"
rung = 1
[response.act]
by = "mayor"
target = "gang"
tray = "law"
attributes = "raid"
[response.whisper]
by = "mayor"
target = "gang"
attributes = "theft"`, nil},
		{"evidence against the truth", `
[attack.raid]
turn = 1
on = "mayor"
author = { gang = 0.5, lurker = 0.5 }
[evidence.trace]
about = "raid"
like = { gang = 0.9 }
turn = 2
to = "press"`,
			[]string{"evidence.trace: truth(raid) -> held(trace): press"}},
		{"beliefs that begin at something hidden", `
[attack.raid]
turn = 1
on = "mayor"
author = "gang"
suspects = { gang = "depth" }`,
			[]string{"attack.raid.suspects.gang: depth -> belief.raid: mayor press gang"}},
		{"an ending", `
[ending.fall]
when = "depth > 3"`,
			[]string{"ending.fall.when: depth -> the end: mayor press gang public"}},
		{"time", `
[track.tide]
each_turn = "depth / 10"`,
			[]string{"track.tide.each_turn: depth -> tide: mayor press gang public"}},
		{"how a random number falls", `
[draw.storm]
uniform = [0, "depth"]
seen = "exact"
[rule.a]
effects = ["calm -= draw.storm"]
[draw.luck]
chance = 0.5
[rule.b]
when = "draw.luck"
effects = ["calm += 1"]`,
			[]string{"rule.b.when: draw.luck -> calm: mayor press gang public", "draw.storm.uniform[1]: depth -> draw.storm: mayor press gang public"}},
		{"a bound", `
[track.water]
max = "depth"`,
			[]string{"track.water.max: depth -> water: mayor press gang public"}},
		{"answers that the scenario gives", `
[response.act]
by = "mayor"
tray = "law"
consent = { of = "press", accept = "depth > 3" }`,
			[]string{"response.act.consent.accept: depth -> news of act: mayor press gang public"}},
		{"of those who answer, and not of whoever asks", `
[response.act]
by = "mayor"
tray = "law"
consent = { of = "press", accept = "self.means > 3" }`,
			[]string{"response.act.consent.accept: means -> news of act: mayor gang public"}},
		{"an agreement that is made, and what breaks it", `
[response.pledge]
by = "mayor"
target = "press"
seen = "self"
blind = true
when = "plot > 3"
makes = "pact"
[response.raid]
by = "press"
seen = "public"
blind = true
when = "depth > 3"
[agreement.pact]
forbids = "raid"
broken = { effects = ["calm -= 1"], seen = "mayor" }`,
			[]string{"response.pledge.when: plot -> in_force(pact), news of pact: mayor press public", "response.raid.when: depth -> calm, in_force(pact), news of raid: mayor press gang public"}},
		{"an accusation that breaks an agreement", `
[attack.raid]
turn = 1
on = "mayor"
author = "gang"
[response.accuse]
by = "mayor"
target = "gang"
attributes = "raid"
tray = "law"
seen = "public"
blind = true
when = "depth > 3"
[agreement.pact]
forbids = "raid"`,
			[]string{"response.accuse.when: depth -> in_force(pact), news of accuse, news of pact.broken: mayor press gang public"}},
		{"a question: its truth, its evidence, what is believed at first", `
[question.intent]
truth = { meant = 1, slip = 2 }
answers = { meant = "depth", slip = 50 }
[evidence.list]
about = "intent"
like = { meant = 0.9, slip = 0.1 }
turn = 2
to = "press"
[rule.a]
when = "truth(intent) == meant"
effects = ["calm -= 1"]`,
			[]string{"rule.a.when: truth(intent) -> calm: mayor press gang public", "question.intent.answers.meant: depth -> belief.intent: mayor press gang", "evidence.list: truth(intent) -> held(list): press"}},
		{"a mask, in what an attack that is a move examines, the first of all, and in what a temptation does", `
[attack.break_in]
by = "mayor"
target = "gang"
outcome.in = { examines = "trace" }
[attack.raid]
turn = 1
on = "mayor"
author = { gang = 1, lurker = 1 }
suspects = { gang = 50, press = 10 }
mask.gang = { press = 0.5 }
[evidence.trace]
about = "raid"
points = { author = 2 }
plantable = true
turn = 1
to = "mayor"
[response.call]
by = "mayor"
[temptation.bait]
by = "mayor"
instead = "call"
offer = "A firm will look into it."
gain = "It tells."
risk = "It may go wrong."
legal = { status = "unlawful" }
outcome.in = { examines = "trace" }`,
			[]string{
				"attack.break_in.outcome.in.examines: posed.raid -> examined.trace: mayor", "temptation.bait.outcome.in.examines: posed.raid -> examined.trace: mayor",
				"evidence.trace: truth(raid), posed.raid -> held(trace): mayor",
			}},
		{"evidence that somebody gives for a hidden reason", `
[attack.raid]
turn = 1
on = "mayor"
author = "gang"
[evidence.trace]
about = "raid"
points = { gang = 2 }
[rule.a]
when = "depth > 3"
reveals = { trace = "press" }`,
			[]string{"rule.a.when: depth -> held(trace): press", "evidence.trace: truth(raid) -> held(trace): press"}},
		{"a mask, in what is found and in what is examined; a plant of some role tells nothing of it", `
[attack.raid]
turn = 1
on = "mayor"
author = { gang = 1, lurker = 1 }
suspects = { gang = 50, press = 10 }
mask.gang = { press = 0.5 }
[evidence.trace]
about = "raid"
points = { author = 2 }
plantable = true
turn = 1
to = "mayor"
[evidence.claim]
about = "raid"
points = { press = 2 }
planted_by = "gang"
turn = 1
to = "mayor"
[response.probe]
by = "mayor"
tray = "investigate"
outcome.finds = { examines = "trace" }`,
			[]string{"response.probe.outcome.finds.examines: posed.raid -> examined.trace: mayor", "evidence.trace: truth(raid), posed.raid -> held(trace): mayor"}},
		{"what it does to go beyond a mark", `
[attack.raid]
turn = 1
on = "mayor"
author = "gang"
[evidence.trace]
about = "raid"
points = { gang = 2 }
tlp = "red"
beyond = { effects = ["calm -= plot", "depth += 1"] }`,
			[]string{"evidence.trace.beyond.effects[0]: plot -> calm: mayor press public"}},
		{"a deadline that begins with what is hidden", `
[deadline.talks]
due  = 1
when = "depth > 3"
to   = "press"
`,
			[]string{"deadline.talks.when: depth -> news of talks: press"}},
		{"a deadline that is stopped, and an inject that is told later", `
[deadline.limit]
due = 2
to = "press"
stop = "depth > 3"
[inject.note]
when = "plot > 3"
after = 1
to = "press"`,
			[]string{"inject.note.when: plot -> news of note: press", "deadline.limit.stop: depth -> news of limit: press"}},
	} {
		if got := flowsOf(t, c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
		}
	}
}

func TestFlowsAreTheSameEachTime(t *testing.T) {
	m := sit.Folder(t, "../../scenarios/code_blue")
	first := fmt.Sprint(m.Game.Flows())
	for range 3 {
		if got := fmt.Sprint(m.Game.Flows()); got != first {
			t.Fatal("the flows differ from one time to the next")
		}
	}
}

func TestNumbersAndTheirNames(t *testing.T) {
	m := sit.Folder(t, "../../scenarios/code_blue")
	g := m.Game
	for path, want := range map[string]string{
		"care": "care", "health.means": "means", "turn": "turn", "published.netflow": "published(netflow)",
		"author.ransom": "truth(ransom)", "aurelia.belief.ransom[kestrel]": "belief.ransom", "held.netflow.agency": "held(netflow)",
	} {
		i := slices.IndexFunc(g.Slots, func(s game.Slot) bool { return s.Path == path })
		if i < 0 {
			t.Fatalf("no slot %q", path)
		}
		if got := g.NumberID(g.NumberOf(int32(i))); got != want {
			t.Errorf("%s is one of %q, want %q", path, got, want)
		}
	}
	for i := range g.Slots {
		if s := &g.Slots[i]; s.Kind == game.KindPast && !strings.HasPrefix(g.NumberID(g.NumberOf(int32(i))), "happened(") {
			t.Fatalf("%s has the name %q", s.Path, g.NumberID(g.NumberOf(int32(i))))
		}
	}
}
