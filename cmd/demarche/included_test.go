package main

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// straits are two scenarios of one folder and one of a folder of its own, made of
// files in folders, a sheet, a text and a pack; one of them includes a file that is
// called as the scenarios of folders are.
var straits = map[string]string{
	"study.toml": `format = 1
id = "straits"
scenario = ["games/strait.toml", "games/narrows.toml", "sound"]
replications = 30
[contrast.wide]
metric = "moves_ok"
of = { scenario = "games/narrows.toml" }
base = { scenario = "games/strait.toml" }
`,
	"games/strait.toml": `format  = 1
id      = "strait"
turns   = 2
include = ["pack:ladder_e0_e9", "parts/places.toml"]
[from]
role = "parts/sheets/firms.csv"
[response.protest]
by      = "states"
target  = "states"
rung    = 3
effects = ["ferries.means += 1"]
seen    = "public"
[rule.luck]
chance  = 0.5
effects = ["ferries.means += 1"]
`,
	"games/narrows.toml": `format  = 1
id      = "narrows"
turns   = 2
include = ["scenario.toml"]
[response.protest]
by      = "states"
target  = "states"
effects = ["korsavia.means += 1"]
[rule.luck]
chance  = 0.5
effects = ["korsavia.means += 1"]
`,
	"games/scenario.toml":          "include = \"parts/places.toml\"\n[role.ferries]\nkind = \"company\"\n",
	"games/parts/places.toml":      "[role_track.means]\nstart = 1\n[role.aurelia]\nkind = \"state\"\n[role.korsavia]\nkind = \"state\"\n",
	"games/parts/sheets/firms.csv": "id;title;kind;start.means\nferries;Ferries;company;3\n",
	"sound/scenario.toml": `format = 1
id      = "sound"
turns   = 1
include = "more/places.toml"
[inject.news]
turn = 1
text = "texts/news.md"
`,
	"sound/more/places.toml": "[role_track.means]\nstart = 1\n[role.aurelia]\nkind = \"state\"\n[rule.luck]\nchance = 0.5\neffects = [\"aurelia.means += 1\"]\n",
	"sound/texts/news.md":    "The ferries do not run.\n",
}

// A study of scenarios made of several files is verified, told and played elsewhere
// from what its folder and its job hold: shards and workers give the same bytes, and
// the files themselves may be gone.
func TestIncludedFilesGoAlong(t *testing.T) {
	w := newWorkshop(t, "")
	w.write(straits)
	w.must("study", w.at("study.toml"), "--out", w.at("plain"), "--csv")
	want := w.tables("plain")
	for i := range 2 {
		w.must("study", w.at("study.toml"), "--out", w.at("shards"), "--csv", "--shard", strconv.Itoa(i)+"/2")
	}
	w.same(want, "shards")
	w.queued("queue", 2)
	w.same(want, "queue")

	w.must("run", w.at("games/narrows.toml"), "--seed", "1", "--record", w.at("one.record"))
	for _, name := range []string{"games", "sound"} {
		if err := os.RemoveAll(w.at(name)); err != nil {
			t.Fatal(err)
		}
	}
	if out := w.must("study", "--verify", w.at("queue"), "--sample", "90"); !strings.Contains(out, "90 runs of 90 played again") {
		t.Errorf("verified: %s", out)
	}
	w.must("study", "--import", w.at("live"), w.at("one.record"))
	for name, want := range map[string]string{"queue": `"id": "wide"`, "live": `"runs": 1,`} {
		if out := w.must("report", "--json", w.at(name)); !strings.Contains(out, want) {
			t.Errorf("report of %s does not have %s:\n%.300s", name, want, out)
		}
	}
}
