package scenario_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/scenario"
)

// Every named table is listed with its place, those inside others behind them,
// and what stands in it without a name of its own.
func TestThingsListsWhatAnAuthorNamed(t *testing.T) {
	const text = `format = 1
id = "small"
turns = 2
[calendar]
turn = ["6h", "1d"]
[track.calm]
start = 3.5
title = { en = "Calm" }
[group]
both = ["a", "b"]
[role.a]
kind = "state"
plan.ask = { when = "calm > 1", chance = 0.5 }
[role.b]
[response.ask]
by = "both"
legal = { status = "grey", basis = "custom" }
cost = { calm = "calm / 2" }
choice.tone.soft = { value = 2 }
effects = ["calm -= 1",
           "calm *= 0.5"]
outcome.works = { odds = 0.5, effects = ["calm += 1"] }
`
	doc, err := scenario.Read(fstest.MapFS{"s.toml": {Data: []byte(text)}}, "s.toml")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range scenario.Things(doc) {
		s := fmt.Sprintf("%s %s %s %d:", x.Kind, x.ID, x.Path, x.At.Line)
		for _, e := range x.Entries {
			if e.Texts == nil {
				s += fmt.Sprintf(" %s=%s;", e.Key, e.Value)
			}
		}
		got = append(got, s)
	}
	want := []string{
		"calendar calendar calendar 4: turn=6h, 1d;",
		"track calm track.calm 6: start=3.5;",
		"group both group.both 10: members=a, b;",
		"role a role.a 11: kind=state;",
		"plan a.ask role.a.plan.ask 13: when=calm > 1; chance=0.5;",
		"role b role.b 14:",
		"response ask response.ask 15: by=both; legal.status=grey; cost.calm=calm / 2; effects=calm -= 1, calm *= 0.5;",
		"choice ask.tone.soft response.ask.choice.tone.soft 19: value=2;",
		"outcome ask.works response.ask.outcome.works 22: odds=0.5; effects=calm += 1;",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}
