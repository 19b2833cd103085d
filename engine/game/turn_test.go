package game_test

import (
	"math"
	"testing"

	"demarche/engine/internal/sit"
)

// world is the beginning of most cases: two States and a proxy, one number that
// all see, one that nobody sees, means to spend.
const world = `
format = 1
id = "case"
title = "Case"
turns = 6
[calendar]
turn = ["12h", "12h", "2d"]
[track.calm]
start = 50
[track.secret]
start = 50
seen = "hidden"
[role_track.means]
start = 3
max = 5
[pair_track.trust]
start = 50
[ladder]
cooling = 2
rungs = [{ name = "calm" }, { name = "words" }, { name = "cost" }, { name = "force" }]
firebreaks = [{ below = 2, text = "From words to cost" }]
[role.aurelia]
kind = "state"
[role.korsavia]
kind = "state"
[role.moth]
kind = "proxy"
seat = false
`

// Each case plays turns (one list of moves a turn; the last is closed and the
// next opened) and reads numbers by path afterwards.
func TestTurnsGoAsTheFormatSays(t *testing.T) {
	both := `["aurelia", "korsavia"]`
	tests := []struct {
		name  string
		file  string
		turns [][]string
		want  map[string]float64
	}{
		{
			"all moves of a tray read the state in which it opened",
			`[response.raise]
			 by = "aurelia"
			 effects = ["calm += 10"]
			 [response.copy]
			 by = "korsavia"
			 effects = ["secret = calm"]`,
			[][]string{{"aurelia raise", "korsavia copy"}},
			map[string]float64{"calm": 60, "secret": 50},
		},
		{
			"a later tray reads what an earlier one left",
			`[response.raise]
			 by = "aurelia"
			 tray = "investigate"
			 effects = ["calm += 10"]
			 [response.copy]
			 by = "korsavia"
			 effects = ["secret = calm"]`,
			[][]string{{"aurelia raise", "korsavia copy"}},
			map[string]float64{"calm": 60, "secret": 60},
		},
		{
			"additions come before multiplications, whatever the order in the file",
			`[response.both]
			 by = ` + both + `
			 effects = ["calm *= 0.5", "calm += 10"]`,
			[][]string{{"aurelia both"}},
			map[string]float64{"calm": 30},
		},
		{
			"a setting wins over additions, and the highest priority over other settings",
			`[response.low]
			 by = "aurelia"
			 effects = ["calm = 10", "calm += 5"]
			 [response.high]
			 by = "korsavia"
			 priority = 2
			 effects = ["calm = 20"]`,
			[][]string{{"aurelia low", "korsavia high"}},
			map[string]float64{"calm": 20},
		},
		{
			"of two settings with one priority the first in canonical order stands",
			`[response.level]
			 by = ` + both + `
			 effects = ["calm = self.means * 10"]`,
			[][]string{{"korsavia level", "aurelia level"}},
			map[string]float64{"calm": 30},
		},
		{
			"bounds cut what goes beyond",
			`[response.flood]
			 by = "aurelia"
			 effects = ["calm += 80", "secret -= 80"]`,
			[][]string{{"aurelia flood"}},
			map[string]float64{"calm": 100, "secret": 0},
		},
		{
			"a whole track rounds halves away from zero",
			`[track.crew]
			 start = 2
			 min = -10
			 whole = true
			 [response.add]
			 by = "aurelia"
			 effects = ["crew += 0.5"]
			 [response.drop]
			 by = "korsavia"
			 effects = ["crew -= 5.5"]`,
			[][]string{{"aurelia add"}, {"korsavia drop"}},
			map[string]float64{"crew": -3},
		},
		{
			"a track may bound another, also when the bound falls",
			`[track.cap]
			 start = 40
			 [track.under]
			 start = 30
			 max = "cap"
			 [response.grow]
			 by = "aurelia"
			 effects = ["under += 50"]
			 [response.shrink]
			 by = "korsavia"
			 effects = ["cap = 20"]`,
			[][]string{{"aurelia grow"}, {"korsavia shrink"}},
			map[string]float64{"cap": 20, "under": 20},
		},
		{
			"costs are taken, and given back where the condition fails at its stage",
			`[response.early]
			 by = "korsavia"
			 tray = "investigate"
			 effects = ["calm = 0"]
			 [response.needs]
			 by = "aurelia"
			 when = "calm > 10"
			 cost = { means = 2 }
			 effects = ["secret = 1"]
			 [response.spends]
			 by = "aurelia"
			 cost = { means = 1 }`,
			[][]string{{"aurelia needs", "aurelia spends", "korsavia early"}},
			map[string]float64{"aurelia.means": 2, "secret": 50},
		},
		{
			"refund = false keeps the cost",
			`[response.early]
			 by = "korsavia"
			 tray = "investigate"
			 effects = ["calm = 0"]
			 [response.needs]
			 by = "aurelia"
			 when = "calm > 10"
			 cost = { means = 2 }
			 refund = false`,
			[][]string{{"aurelia needs", "korsavia early"}},
			map[string]float64{"aurelia.means": 1},
		},
		{
			"a block put off by turns reads its operands when it comes",
			`[response.later]
			 by = "aurelia"
			 after = 2
			 effects = ["secret = calm"]
			 [response.raise]
			 by = "korsavia"
			 effects = ["calm += 7"]`,
			[][]string{{"aurelia later"}, {"korsavia raise"}},
			map[string]float64{"secret": 57},
		},
		{
			"a block put off by hours comes at the first turn that begins at or after them",
			`[response.later]
			 by = "aurelia"
			 after = "13h"
			 effects = ["secret = turn"]`,
			[][]string{{"aurelia later"}, {}, {}},
			map[string]float64{"secret": 3},
		},
		{
			"exactly one outcome comes, the one without odds takes the rest",
			`[response.try]
			 by = "aurelia"
			 outcome.never = { odds = 0, effects = ["calm = 0"] }
			 outcome.rest = { effects = ["calm = 99"] }`,
			[][]string{{"aurelia try"}},
			map[string]float64{"calm": 99},
		},
		{
			"computed odds above one are scaled",
			`[response.try]
			 by = "aurelia"
			 outcome.sure = { odds = "calm / 25", effects = ["calm = 99"] }`,
			[][]string{{"aurelia try"}},
			map[string]float64{"calm": 99},
		},
		{
			"alsos come each by their own condition and chance",
			`[response.try]
			 by = "aurelia"
			 also.yes = { chance = 1, effects = ["calm += 1"] }
			 also.no = { chance = 0, effects = ["calm += 10"] }
			 also.if = { when = "secret > 40", effects = ["calm += 2"] }
			 also.not = { when = "secret > 60", effects = ["calm += 20"] }`,
			[][]string{{"aurelia try"}},
			map[string]float64{"calm": 53},
		},
		{
			"an inject comes at its turn, if its condition holds",
			`[inject.yes]
			 turn = 2
			 when = "calm == 50"
			 text = "yes"
			 effects = ["calm += 1"]
			 [inject.no]
			 turn = 2
			 when = "calm == 50"
			 text = "no"
			 effects = ["secret += 1"]`,
			[][]string{{}},
			map[string]float64{"calm": 51, "secret": 50},
		},
		{
			"an inject with a condition comes once, with repeat each time",
			`[inject.once]
			 when = "turn >= 2"
			 text = "once"
			 effects = ["calm += 1"]
			 [inject.often]
			 when = "turn >= 2"
			 repeat = true
			 text = "often"
			 effects = ["secret += 1"]
			 [inject.list]
			 turn = [2, 4]
			 text = "list"
			 effects = ["aurelia.means -= 1"]`,
			[][]string{{}, {}, {}},
			map[string]float64{"calm": 51, "secret": 53, "aurelia.means": 1},
		},
		{
			"what something fires comes at the next Open, before what comes by itself",
			`[response.call]
			 by = "aurelia"
			 fires = "answer"
			 [inject.answer]
			 text = "answer"
			 effects = ["calm = 10"]
			 [inject.after]
			 turn = 2
			 text = "after"
			 effects = ["secret = calm"]`,
			[][]string{{"aurelia call"}},
			map[string]float64{"calm": 10, "secret": 10},
		},
		{
			"an inject of the reveal is told when its turn has closed",
			`[inject.open]
			 turn = 1
			 text = "open"
			 [inject.night]
			 turn = 1
			 phase = "reveal"
			 text = "night"
			 [rule.heard]
			 when = "happened(open)"
			 effects = ["calm += 1"]
			 [rule.unheard]
			 when = "happened(night)"
			 effects = ["secret += 1"]`,
			[][]string{{}, {}},
			map[string]float64{"calm": 52, "secret": 51},
		},
		{
			"a rule runs each turn, once, and after its cooldown",
			`[rule.always]
			 effects = ["calm += 1"]
			 [rule.single]
			 once = true
			 effects = ["secret += 10"]
			 [rule.slow]
			 cooldown = 2
			 effects = ["secret += 1"]`,
			[][]string{{}, {}, {}, {}},
			map[string]float64{"calm": 54, "secret": 62},
		},
		{
			"a rule for each role and pair runs all its instances as one stage",
			`[rule.roles_each]
			 each = "states"
			 effects = ["self.means -= count(states, it.means >= 3) / 2"]
			 [rule.couples]
			 each = "couple"
			 effects = ["pair(self, other).trust += 1"]
			 [rule.pairs]
			 each = "pair"
			 effects = ["pair(self, other).trust += 10"]`,
			[][]string{{}},
			map[string]float64{"aurelia.means": 2, "korsavia.means": 2, "pair(aurelia, korsavia).trust": 71},
		},
		{
			"drift comes from turn 2, by the day for the days of the turn before; refill up to the most",
			`[track.down]
			 start = 50
			 each_turn = -1
			 each_day = 2
			 [role_track.crews]
			 start = 1
			 max = 3
			 refill = 1.5`,
			[][]string{{}, {}, {}},
			// Turns 1 to 3 last half a day, half a day and two days: 2 x 3 - 3.
			map[string]float64{"down": 53, "aurelia.crews": 3},
		},
		{
			"a result that is not finite drops that effect and nothing else",
			`[response.bad]
			 by = "aurelia"
			 effects = ["calm += 1 / (secret - 50)", "secret += 1"]`,
			[][]string{{"aurelia bad"}},
			map[string]float64{"calm": 50, "secret": 51},
		},
		{
			"history knows this turn, the last, how often and since when",
			`[track.a]
			 max = inf
			 [response.act]
			 by = "aurelia"
			 effects = ["secret += 1"]
			 [rule.present]
			 when = "this_turn(act)"
			 effects = ["a += 1"]
			 [rule.past]
			 when = "last_turn(act)"
			 effects = ["a += 10"]
			 [rule.often]
			 when = "times(act) == 2 and turn == 4"
			 effects = ["a += 100 * since(act)", "a += 1000 * since(never)"]
			 [response.never]
			 by = "aurelia"`,
			[][]string{{"aurelia act"}, {"aurelia act"}, {}, {}},
			// now: turns 1 and 2; then: turns 2 and 3; times: 100 x (4 - 2) + 1000 x (6 + 1).
			map[string]float64{"a": 7222},
		},
		{
			"an act that all can see lifts its pair to its rung, a covert one does not",
			`[response.sanction]
			 by = "aurelia"
			 tray = "restrict"
			 target = ["korsavia"]
			 rung = 1
			 [response.implant]
			 by = "korsavia"
			 tray = "covert"
			 target = ["aurelia"]
			 rung = 3`,
			[][]string{{"aurelia sanction korsavia", "korsavia implant aurelia !"}},
			map[string]float64{"pair(aurelia, korsavia).rung": 1, "max_rung": 1, "peak_rung": 1},
		},
		{
			"a rung falls by one after the turns of cooling without an act",
			`[response.sanction]
			 by = "aurelia"
			 tray = "restrict"
			 target = ["korsavia"]
			 rung = 2`,
			[][]string{{"aurelia sanction korsavia !"}, {}, {}},
			map[string]float64{"pair(aurelia, korsavia).rung": 1, "max_rung": 1, "peak_rung": 2},
		},
		{
			"a public attribution lifts the pair of victim and accused, right or wrong",
			`[attack.wiper]
			 turn = 1
			 on = "aurelia"
			 author = "moth"
			 suspects = { korsavia = 50, moth = 50 }
			 rung = 3
			 text = "wiper"
			 [response.name]
			 by = "aurelia"
			 tray = "law"
			 target = ["korsavia"]
			 attributes = "wiper"`,
			[][]string{{"aurelia name korsavia !"}},
			map[string]float64{"pair(aurelia, korsavia).rung": 3},
		},
		{
			"an outcome's ending comes before endings in file order",
			`[response.stop]
			 by = "aurelia"
			 outcome.end = { ends = "second" }
			 [ending.first]
			 when = "turn == 1"
			 [ending.second]
			 turn = 6`,
			[][]string{{"aurelia stop"}},
			map[string]float64{"ended": 2, "turn": 1},
		},
		{
			"of endings the first in file order that holds; else the last resort after the last turn",
			`[ending.rest]
			 [ending.high]
			 when = "calm > 60"`,
			[][]string{{}, {}, {}, {}, {}, {}},
			map[string]float64{"ended": 1, "turn": 6},
		},
		{
			"metrics gather by last, most, least, mean and sum",
			`[rule.up]
			 effects = ["calm += 10"]
			 [metric.last]
			 value = "calm"
			 [metric.most]
			 value = "0 - calm"
			 over = "max"
			 [metric.least]
			 value = "calm"
			 over = "min"
			 [metric.mean]
			 value = "calm"
			 over = "mean"
			 [metric.sum]
			 value = "calm"
			 over = "sum"`,
			[][]string{{}, {}, {}},
			map[string]float64{"metric.last": 80, "metric.most": -60, "metric.least": 60, "metric.mean": 70, "metric.sum": 210},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := sit.Start(t, sit.Compile(t, world+tt.file), 1, nil)
			for _, moves := range tt.turns {
				s.Turn(moves...)
			}
			for path, want := range tt.want {
				if got := s.Get(path); math.Abs(got-want) > 1e-9 {
					t.Errorf("%s = %v, want %v", path, got, want)
				}
			}
		})
	}
}
