package scenario_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/scenario"
	"pgregory.net/rapid"
)

// values are what a mangled line may say instead of what it said.
var values = []string{
	"3", "-1", "0.5", "inf", "-inf", "true", `""`, `"x"`, `"self"`, `"all"`, `"others"`, `"aurelia"`, `"target"`, `"inf"`, `"gang"`,
	`"calm"`, `"means"`, "[]", "[1]", `["aurelia", "self"]`, "{}", "{ a = 1 }", `{ self = "band" }`, `{ gang = 3, aurelia = "calm" }`,
	`"happened(wiper.spread, self)"`, `"pair(self, target).trust > 1"`, `"self.means"`, `"rung"`, `["rung"]`, `["self.means += 1", "on.means = 2"]`, "2027-03-01", "10:00:00",
	`"pair"`, `"1d"`, `"words.md"`, `[{ to = 1 }]`, `[{ name = "a" }, {}]`,
}

// A scenario whose lines are lost, doubled, moved or say something else still
// is a game or has faults; the compiler never panics.
func TestMangledScenariosAreGamesOrHaveFaults(t *testing.T) {
	data, err := os.ReadFile("testdata/everything.good.toml")
	if err != nil {
		t.Fatal(err)
	}
	whole := strings.Split(string(data), "\n")
	games := 0
	rapid.Check(t, func(t *rapid.T) {
		lines := append([]string(nil), whole...)
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			i := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
			key, _, assigns := strings.Cut(lines[i], "=")
			switch rapid.IntRange(0, 3).Draw(t, "change") {
			case 0:
				lines = append(lines[:i:i], lines[i+1:]...)
			case 1:
				j := rapid.IntRange(0, len(lines)-1).Draw(t, "to")
				lines[i], lines[j] = lines[j], lines[i]
			default:
				if assigns {
					lines[i] = key + "= " + rapid.SampledFrom(values).Draw(t, "value")
				}
			}
		}
		d, err := scenario.Read(fstest.MapFS{"t.toml": {Data: []byte(strings.Join(lines, "\n"))}}, "t.toml")
		if err != nil {
			return // no TOML
		}
		g, err := scenario.Compile(d)
		if (g == nil) == (err == nil) {
			t.Fatalf("game %v and error %v", g, err)
		}
		if g != nil {
			games++
			play(t, g)
		}
	})
	if games == 0 && !testing.Short() { // twenty tries may all break it
		t.Error("no mangled scenario was a game, so this test says little")
	}
}
