package laws_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// leaks are ways to tell what is hidden, planted one at a time into the code.
// The law must notice each. The letters are those of the list of leaks in
// engine/wire/DESIGN.md.
var leaks = []struct{ name, file, from, to string }{
	{
		"a: a lock reads a number that its role does not see",
		"engine/scenario/visible.go",
		"if d.Kind == game.KindUnused ||",
		"if d.Kind == game.KindTrack || d.Kind == game.KindUnused ||",
	},
	{
		"c: the figure behind a banded number",
		"engine/game/witness.go",
		"if grade == Banded {\n\t\t\tx.By = 0",
		"if false {\n\t\t\tx.By = 0",
	},
	{
		"c: the number itself instead of its band",
		"engine/game/view.go",
		"return Seen{Grade: Banded, Band: v.m.Game.BandOf(slot, v.s.V[slot])}",
		"return Seen{Grade: Exactly, Value: v.s.V[slot]}",
	},
	{
		"d: private injects are counted",
		"engine/game/view.go",
		"if !to.Has(v.role) {\n\t\treturn 0, false\n\t}\n\tp :=",
		"p :=",
	},
	{
		"e: a line for each hidden cause",
		"engine/game/witness.go",
		"if p.Lost || !p.Seen.Has(v.role) {",
		"if p.Lost {",
	},
	{
		"e: other causes are told even where they cancel out",
		"engine/game/witness.go",
		"math.Abs(rest) > 1e-9 {",
		"math.Abs(rest) > 1e-9 || len(c.Parts) > len(known) {",
	},
	{
		"g: a refusal that depends on what another role was offered",
		"engine/game/option.go",
		"since := v.s.V[a.Offer0+v.role]",
		"since := v.s.V[a.Offer0+(v.role+1)%int32(len(v.m.Game.Roles))]",
	},
	{
		"h: a lock asks about a covert act",
		"engine/scenario/visible.go",
		"if d.Kind == game.KindUnused ||",
		"if d.Kind == game.KindPast || d.Kind == game.KindUnused ||",
	},
	{
		"i: odds that read a hidden number",
		"engine/game/view.go",
		"if !a.OddsShown || len(a.Outcomes) == 0 {",
		"if len(a.Outcomes) == 0 {",
	},
	{
		"j: ids of the author's",
		"engine/wire/names.go",
		"return strings.ToLower(letters.EncodeToString(m.Sum(nil))[:12])",
		"return strings.ToLower(id)",
	},
	{
		"an author who is hidden",
		"engine/game/witness.go",
		"x.Self, x.Signers, x.Hidden = -1, 0, true",
		"x.Signers, x.Hidden = 0, true",
	},
	{
		"proposals of which the viewer is not asked",
		"engine/game/assent.go",
		"asked != 0 && (mine || asked.Has(v.role)) {",
		"asked != 0 {",
	},
	{
		"how others answered a proposal",
		"engine/wire/proposal.go",
		"case !p.Mine && b.Role == d.role:",
		"case !p.Mine:",
	},
	{
		"who signed what a hidden author did",
		"engine/game/witness.go",
		"x.Self, x.Signers, x.Hidden = -1, 0, true",
		"x.Self, x.Hidden = -1, true",
	},
	{
		"evidence of others",
		"engine/game/view.go",
		"return int32(v.s.V[v.m.Game.Evidence[evidence].Held+v.role])",
		"return int32(v.s.V[v.m.Game.Evidence[evidence].Held])",
	},
}

// Each leak is planted into a copy of its file, and the law is run over the tree
// with that copy laid over it. It must fail, and for the reason that bytes
// differ or an id shows.
func TestPlantedLeaksAreCaught(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the tree anew for each planted leak")
	}
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, leak := range leaks {
		t.Run(leak.name, func(t *testing.T) {
			out, err := plant(t, root, leak.file, leak.from, leak.to, "./engine/internal/laws", "^TestNothingHiddenReachesAViewer$")
			if err == nil {
				t.Fatalf("the law holds with this leak in it")
			}
			if !strings.Contains(out, "drawn anew") && !strings.Contains(out, "the author's id") {
				t.Fatalf("the run failed for another reason:\n%s", out)
			}
		})
	}
}

// ways are what [game.Game.Flows] follows, taken out one at a time. Whatever is
// not followed any more must be missed by a test.
var ways = []struct{ name, file, from, to string }{
	{"an agreement that is made", "engine/game/flow_pact.go", "f.add(decide, sink{number: Number{KindPact, made}, block: -1}, -1, Everybody)", "_ = 0"},
	{"the news of it", "engine/game/flow_pact.go", "f.add(decide, sink{block: f.g.Agreements[made].Made}, -1, Everybody)", "_ = 0"},
	{"an agreement that is broken", "engine/game/flow_pact.go", "f.add(decide, sink{number: Number{KindPact, b.Owner}, block: -1}, -1, Everybody)", "_ = 0"},
	{"what decides about a breach", "engine/game/flow_pact.go", "out = append(out, f.deciders(b, rule.Bind{Self: who[0], Target: who[1], Proposer: -1, Signers: ^uint64(0)})...)", "_ = rule.Bind{}"},
	{"evidence that is given for a reason", "engine/game/flow_pact.go", "f.add(decide, sink{number: Number{KindHeld, r.Evidence}, block: -1}, -1, r.To.For(who[0], who[1]))", "_ = r"},
	{"a mask that is found out", "engine/game/flow_pact.go", `f.note(hop{f.g.pathOf(b) + ".examines", Number{KindPosed, f.g.Attacks[e.About].Lead}, into}, sees)`, "_ = 0"},
	{"a mask that misleads", "engine/game/flow_number.go", `f.note(hop{"evidence." + e.ID, Number{KindPosed, lead}, into}, sees)`, "_ = 0"},
	{"evidence about a question", "engine/game/flow_number.go", `f.note(hop{"evidence." + e.ID, Number{KindTruth, e.Question}, sink{number: Number{KindHeld, int32(i)}, block: -1}}, sees)`, "_ = 0"},
	{"what is believed of a question at first", "engine/game/flow_number.go", "f.add([]decider{{e, bind}}, sink{number: Number{KindAnswer, int32(i)}, block: -1}, -1, One(r))", "_, _ = bind, e"},
	{"who goes beyond a mark", "engine/game/flow_block.go", "return g.holders()", "return nil"},
}

func TestWaysThatAreNotFollowedAreMissed(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the tree anew for each way")
	}
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			out, err := plant(t, root, way.file, way.from, way.to, "./engine/game", "^TestFlows$")
			if err == nil || !strings.Contains(out, "want") {
				t.Fatalf("nothing misses it: %v\n%s", err, out)
			}
		})
	}
}

// plant lays a file over the tree with one piece of it replaced, and runs a test
// of a package.
func plant(t *testing.T, root, file, from, to, pack, run string) (out string, err error) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(file))
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), from); n != 1 {
		t.Fatalf("%s holds %q %d times, want once: mend the leak", file, from, n)
	}
	dir := t.TempDir()
	copied := filepath.Join(dir, "leak.go")
	if err := os.WriteFile(copied, []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{path: copied}})
	if err != nil {
		t.Fatal(err)
	}
	laid := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(laid, overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "test", "-overlay", laid, "-count=1", "-vet=off", "-run", run, pack)
	cmd.Dir = root
	b, err := cmd.CombinedOutput()
	return string(b), err
}
