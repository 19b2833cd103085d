package wire_test

import (
	"fmt"
	"slices"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/wild"
	"demarche/engine/wire"
)

// A loan whose cost, odds, warning and rung hang on its words.
const loan = `
format = 1
id = "loan"
turns = 3
[ladder]
rungs = [{ name = "calm" }, { name = "words" }, { name = "blows" }]
firebreaks = [{ below = 2, text = "Blows" }]
[track.calm]
start = 50
[role_track.means]
start = 9
[role.a]
kind = "state"
[role.b]
kind = "state"
[role.c]
kind = "state"
start = { means = 2 }
[pair.a.c]
rung = 2
[response.lend]
by = "a"
target = "others"
seen = "public"
cost = { means = "size * (target == c ? 3 : 1)" }
warn = { unless = "size < 3", text = "That is much." }
choice.size.small = { value = 1, text = "a little" }
choice.size.large = { value = 3, text = "much", rung = 2 }
choice.term.short = { value = 0 }
choice.term.never = { value = 1, when = "calm > 90" }
outcome.thanks = { odds = "0.2 * size" }
outcome.silence = {}
[response.plain]
by = "a"
cost = { means = 1 }
choice.tone.low = {}
choice.tone.high = {}
[response.hide]
by = "a"
target = "others"
tray = "covert"
rung = 2
[ending.end]
`

func lent(t *testing.T, action string) wire.Option {
	t.Helper()
	s := sit.Start(t, sit.Compile(t, loan), 1, nil)
	v := deskOf(s, "a").View(&s.S, wire.Scene{Phase: wire.PhaseDecide})
	return v.Options[slices.IndexFunc(v.Options, func(o wire.Option) bool { return o.Action == action })]
}

// Whoever picks other words sees what these cost, how they may come out, whether
// they are warned of and whether they cross a firebreak, for each target; nothing is
// sent of words that are locked.
func TestWhatOtherWordsChange(t *testing.T) {
	o := lent(t, "lend")
	var got []string
	for _, c := range o.Cases {
		line := fmt.Sprintf("%s/%s towards %s: ", c.Choices["size"], c.Choices["term"], c.Target)
		for _, x := range c.Costs {
			line += fmt.Sprintf("%s %v ", x.Track, x.By)
		}
		line += fmt.Sprint(c.Odds)
		if c.Warn != nil {
			line += fmt.Sprint(" warn ", *c.Warn)
		}
		if c.Crosses != nil {
			line += fmt.Sprint(" crosses ", *c.Crosses)
		}
		got = append(got, line)
	}
	want := []string{
		"large/short towards b: means 3 [0.6 0.4] warn true crosses 2",
		"large/short towards c: means 9 [0.6 0.4] warn true", // this pair stands beyond the firebreak
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if len(o.Words) != 1 || o.Words[0].Word != "never" {
		t.Errorf("words %+v", o.Words)
	}
	if plain := lent(t, "plain"); plain.Cases != nil {
		t.Errorf("words that change nothing: %+v", plain.Cases)
	}
}

// A rung that an act in secret never enters is on its card as what it is.
func TestTheCardOfAnActInSecretSaysSo(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, loan), 1, nil)
	for _, c := range deskOf(s, "a").Whole().Cards {
		if want := c.ID == "hide"; c.Veiled != want {
			t.Errorf("%s: veiled %v", c.ID, c.Veiled)
		}
	}
	if o := lent(t, "hide"); o.Targets[0].Crosses != 0 {
		t.Errorf("%+v", o.Targets)
	}
}

// What a client pieces together of option, target and case is what the game says of
// the whole move, in every way to fill in every measure of generated scenarios.
func TestCasesSayWhatHoldsForAMove(t *testing.T) {
	told := 0
	for seed := range uint64(60) {
		luck := chance.Seed(seed)
		s := sit.Start(t, sit.Compile(t, wild.Scenario(seed)), seed, nil)
		for role := range int32(len(s.M.Game.Roles)) {
			gv := s.M.View(&s.S, role)
			v := wire.NewDesk(s.M, role, "en", wire.NamesFrom(luck)).View(&s.S, wire.Scene{Phase: wire.PhaseDecide})
			for _, o := range gv.Options(nil) {
				a := &s.M.Game.Actions[o.Action]
				for choice := range a.Combinations() {
					m := o.Move(role)
					if m.Choice = choice; a.Publish || len(a.Choices) == 0 || locked(gv, a, m) {
						continue
					}
					told++
					at := slices.IndexFunc(v.Options, func(x wire.Option) bool { return x.Action == a.ID })
					says(t, fmt.Sprintf("seed %d, %s of role %d, choice %d", seed, a.ID, role, choice), &v.Options[at], gv, m)
				}
			}
		}
	}
	if told < 100 {
		t.Errorf("only %d moves with words", told)
	}
}

func locked(gv game.View, a *game.Action, m game.Move) bool {
	for i := range a.Choices {
		if gv.Word(m, i).Code != game.OK {
			return true
		}
	}
	return false
}

// says holds the costs and the firebreak of a move to what an option says of it.
func says(t *testing.T, where string, o *wire.Option, gv game.View, m game.Move) {
	t.Helper()
	g := gv.Game()
	a := &g.Actions[m.Action]
	target, costs, crosses, warn := "", o.Costs, o.Crosses, o.Warn
	if m.Target >= 0 {
		target = g.Roles[m.Target].ID
		for _, x := range o.Targets {
			if x.Role != target {
				continue
			}
			if crosses, warn = x.Crosses, x.Warn; x.Costs != nil {
				costs = x.Costs
			}
		}
	}
	for _, c := range o.Cases {
		same := c.Target == "" || c.Target == target
		for i := range a.Choices {
			same = same && c.Choices[a.Choices[i].ID] == a.Choices[i].Words[a.Word(m.Choice, i)].ID
		}
		if !same {
			continue
		}
		if c.Costs != nil {
			costs = c.Costs
		}
		if c.Crosses != nil {
			crosses = *c.Crosses
		}
		if c.Warn != nil {
			warn = *c.Warn
		}
	}
	if _, is := gv.Crosses(m); is != (crosses > 0) || warn != gv.Warned(m) {
		t.Errorf("%s: crosses %d, warned %v", where, crosses, warn)
	}
	for i, x := range costs {
		if _, by := gv.Cost(m, i); max(by-x.By, x.By-by) > 1e-6 {
			t.Errorf("%s: costs %v, want %v", where, x.By, by)
		}
	}
}
