package laws_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// planted is a piece of a file and what stands in its place, where PLANTED is true
// while this one is tried.
type planted struct{ name, file, from, to string }

// leaks are ways to tell what is hidden, planted one at a time into the code.
// The law must notice each. The letters are those of the list of leaks in
// engine/wire/DESIGN.md.
var leaks = []planted{
	{
		"a: a lock reads a number that its role does not see",
		"engine/scenario/visible.go",
		"d.Kind == game.KindUnused ||",
		"PLANTED && d.Kind == game.KindTrack || d.Kind == game.KindUnused ||",
	},
	{
		"c: the figure behind a banded number",
		"engine/game/witness.go",
		"if grade == Banded {\n\t\t\tx.By = 0",
		"if grade == Banded && !PLANTED {\n\t\t\tx.By = 0",
	},
	{
		"c: the number itself instead of its band",
		"engine/game/view.go",
		"return Seen{Grade: Banded, Band: v.m.Game.BandOf(slot, v.s.V[slot])}",
		"if PLANTED {\n\t\t\treturn Seen{Grade: Exactly, Value: v.s.V[slot]}\n\t\t}\n\t\treturn Seen{Grade: Banded, Band: v.m.Game.BandOf(slot, v.s.V[slot])}",
	},
	{
		"d: private injects are counted",
		"engine/game/view.go",
		"if !to.Has(v.role) {\n\t\treturn 0, false\n\t}\n\tp :=",
		"if !PLANTED && !to.Has(v.role) {\n\t\treturn 0, false\n\t}\n\tp :=",
	},
	{
		"e: a line for each hidden cause",
		"engine/game/witness.go",
		"if p.Lost || !p.Seen.Has(v.role) {",
		"if p.Lost || !PLANTED && !p.Seen.Has(v.role) {",
	},
	{
		"e: other causes are told even where they cancel out",
		"engine/game/witness.go",
		"math.Abs(rest) > 1e-9 {",
		"math.Abs(rest) > 1e-9 || PLANTED && len(c.Parts) > len(known) {",
	},
	{
		"g: a refusal that depends on what another role was offered",
		"engine/game/option.go",
		"since := v.s.V[a.Offer0+v.role]",
		"since := v.s.V[a.Offer0+v.role]\n\tif PLANTED {\n\t\tsince = v.s.V[a.Offer0+(v.role+1)%int32(len(v.m.Game.Roles))]\n\t}",
	},
	{
		"h: a lock asks about a covert act",
		"engine/scenario/visible.go",
		"d.Kind == game.KindUnused ||",
		"PLANTED && d.Kind == game.KindPast || d.Kind == game.KindUnused ||",
	},
	{
		"i: odds that read a hidden number",
		"engine/game/view.go",
		"if !a.OddsShown || len(a.Outcomes) == 0 {",
		"if !PLANTED && !a.OddsShown || len(a.Outcomes) == 0 {",
	},
	{
		"j: ids of the author's",
		"engine/wire/names.go",
		"return strings.ToLower(letters.EncodeToString(m.Sum(nil))[:12])",
		"if PLANTED {\n\t\treturn strings.ToLower(id)\n\t}\n\treturn strings.ToLower(letters.EncodeToString(m.Sum(nil))[:12])",
	},
	{
		"an author who is hidden",
		"engine/game/witness.go",
		"x.Self, x.Signers, x.Hidden = -1, 0, true",
		"if PLANTED {\n\t\t\tx.Signers, x.Hidden = 0, true\n\t\t} else {\n\t\t\tx.Self, x.Signers, x.Hidden = -1, 0, true\n\t\t}",
	},
	{
		"proposals of which the viewer is not asked",
		"engine/game/assent.go",
		"asked != 0 && (mine || asked.Has(v.role)) {",
		"asked != 0 && (PLANTED || mine || asked.Has(v.role)) {",
	},
	{
		"how others answered a proposal",
		"engine/wire/proposal.go",
		"case !p.Mine && b.Role == d.role:",
		"case !p.Mine && (PLANTED || b.Role == d.role):",
	},
	{
		"who signed what a hidden author did",
		"engine/game/witness.go",
		"x.Self, x.Signers, x.Hidden = -1, 0, true",
		"if PLANTED {\n\t\t\tx.Self, x.Hidden = -1, true\n\t\t} else {\n\t\t\tx.Self, x.Signers, x.Hidden = -1, 0, true\n\t\t}",
	},
	{
		"evidence of others",
		"engine/game/view.go",
		"return int32(v.s.V[v.m.Game.Evidence[evidence].Held+v.role])",
		"if PLANTED {\n\t\treturn int32(v.s.V[v.m.Game.Evidence[evidence].Held])\n\t}\n\treturn int32(v.s.V[v.m.Game.Evidence[evidence].Held+v.role])",
	},
	{
		"a firebreak that asks whether an attack has come of which the viewer was not told",
		"engine/game/confirm.go",
		"if _, known := v.Knows(attack); known {",
		"a := &v.m.Game.Attacks[attack]\n\tif _, known := v.Knows(attack); known || PLANTED && v.s.V[v.m.Game.Plan.Past[v.m.Game.Blocks[a.Block].Past].World] > 0 {",
	},
	{
		"a firebreak that asks whom a hidden hand has hit",
		"engine/game/confirm.go",
		"if v.m.Game.Slots[hit].Exact.Has(v.role) {",
		"if PLANTED || v.m.Game.Slots[hit].Exact.Has(v.role) {",
	},
	{
		"a firebreak that asks how hard a hidden hand has hit",
		"engine/game/confirm.go",
		"if a.Height >= 0 && v.m.Game.Slots[a.Height].Exact.Has(v.role) {",
		"if a.Height >= 0 && (PLANTED || v.m.Game.Slots[a.Height].Exact.Has(v.role)) {",
	},
}

// Each leak is planted, and the law is run. It must fail, and for the reason that
// bytes differ or an id shows.
func TestPlantedLeaksAreCaught(t *testing.T) {
	each := plant(t, leaks, "engine/internal/laws", "^TestNothingHiddenReachesAViewer$")
	each(func(t *testing.T, out string, err error) {
		if err == nil {
			t.Fatalf("the law holds with this leak in it")
		}
		if !strings.Contains(out, "drawn anew") && !strings.Contains(out, "the author's id") {
			t.Fatalf("the run failed for another reason:\n%s", out)
		}
	})
}

// ways are what [game.Game.Flows] follows, taken out one at a time. Whatever is
// not followed any more must be missed by a test.
var ways = []planted{
	{"an agreement that is made", "engine/game/flow_pact.go", "f.add(decide, sink{number: Number{KindPact, made}, block: -1}, -1, Everybody)", "if !PLANTED { f.add(decide, sink{number: Number{KindPact, made}, block: -1}, -1, Everybody) }"},
	{"the news of it", "engine/game/flow_pact.go", "f.add(decide, sink{block: f.g.Agreements[made].Made}, -1, Everybody)", "if !PLANTED { f.add(decide, sink{block: f.g.Agreements[made].Made}, -1, Everybody) }"},
	{"an agreement that is broken", "engine/game/flow_pact.go", "f.add(decide, sink{number: Number{KindPact, b.Owner}, block: -1}, -1, Everybody)", "if !PLANTED { f.add(decide, sink{number: Number{KindPact, b.Owner}, block: -1}, -1, Everybody) }"},
	{"what decides about a breach", "engine/game/flow_pact.go", "out = append(out, f.deciders(b, rule.Bind{Self: who[0], Target: who[1], Proposer: -1, Signers: ^uint64(0)})...)", "if !PLANTED { out = append(out, f.deciders(b, rule.Bind{Self: who[0], Target: who[1], Proposer: -1, Signers: ^uint64(0)})...) }"},
	{"evidence that is given for a reason", "engine/game/flow_pact.go", "f.add(decide, sink{number: Number{KindHeld, r.Evidence}, block: -1}, -1, r.To.For(who[0], who[1]))", "if !PLANTED { f.add(decide, sink{number: Number{KindHeld, r.Evidence}, block: -1}, -1, r.To.For(who[0], who[1])) }"},
	{"a mask that is found out", "engine/game/flow_pact.go", `f.note(hop{f.g.pathOf(b) + ".examines", Number{KindPosed, f.g.Attacks[e.About].Lead}, into}, sees)`, `if !PLANTED { f.note(hop{f.g.pathOf(b) + ".examines", Number{KindPosed, f.g.Attacks[e.About].Lead}, into}, sees) }`},
	{"a mask that misleads", "engine/game/flow_number.go", `f.note(hop{"evidence." + e.ID, Number{KindPosed, lead}, into}, sees)`, `if !PLANTED { f.note(hop{"evidence." + e.ID, Number{KindPosed, lead}, into}, sees) }`},
	{"evidence about a question", "engine/game/flow_number.go", `f.note(hop{"evidence." + e.ID, Number{KindTruth, e.Question}, sink{number: Number{KindHeld, int32(i)}, block: -1}}, sees)`, `if !PLANTED { f.note(hop{"evidence." + e.ID, Number{KindTruth, e.Question}, sink{number: Number{KindHeld, int32(i)}, block: -1}}, sees) }`},
	{"what is believed of a question at first", "engine/game/flow_number.go", "f.add([]decider{{e, bind}}, sink{number: Number{KindAnswer, int32(i)}, block: -1}, -1, One(r))", "if !PLANTED { f.add([]decider{{e, bind}}, sink{number: Number{KindAnswer, int32(i)}, block: -1}, -1, One(r)) }"},
	{"who goes beyond a mark", "engine/game/flow_block.go", "return g.holders()", "if PLANTED {\n\t\treturn nil\n\t}\n\treturn g.holders()"},
}

func TestWaysThatAreNotFollowedAreMissed(t *testing.T) {
	each := plant(t, ways, "engine/game", "^TestFlows$")
	each(func(t *testing.T, out string, err error) {
		if err == nil || !strings.Contains(out, "want") {
			t.Fatalf("nothing misses it: %v\n%s", err, out)
		}
	})
}

// planter is a package of its own in the tree that is built; it is imported by
// whatever has something planted in it.
const planter = `package planted

import "os"

var now = os.Getenv("PLANTED")

func Is(name string) bool { return name == now }
`

// plant builds the tests of a package once with everything planted, laid over the
// tree, and returns what runs one of them for each thing that is planted. With
// nothing chosen the test must pass, or it would tell nothing.
func plant(t *testing.T, all []planted, pack, run string) (each func(judge func(t *testing.T, out string, err error))) {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the tree anew, and runs the law for each")
	}
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "planted.test")
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", overlay(t, root, all), "-o", program, "./"+pack)
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	try := func(name string, more ...string) (string, error) {
		cmd := exec.Command(program, append(more, "-test.run", run)...)
		cmd.Dir = filepath.Join(root, filepath.FromSlash(pack))
		cmd.Env = append(os.Environ(), "PLANTED="+name)
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := try("", "-test.short"); err != nil {
		t.Fatalf("fails with nothing planted: %v\n%s", err, out)
	}
	return func(judge func(*testing.T, string, error)) {
		for _, x := range all {
			t.Run(x.name, func(t *testing.T) {
				t.Parallel()
				out, err := try(x.name)
				judge(t, out, err)
			})
		}
	}
}

// overlay writes the changed files into a folder, and the table of them that the
// go command reads. It returns the path of the table.
func overlay(t *testing.T, root string, all []planted) string {
	t.Helper()
	dir := t.TempDir()
	texts := map[string]string{"engine/internal/planted/planted.go": planter}
	for _, x := range all {
		if texts[x.file] == "" {
			text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(x.file)))
			if err != nil {
				t.Fatal(err)
			}
			texts[x.file] = importing.ReplaceAllString(string(text), "$0; import \"demarche/engine/internal/planted\"")
		}
		if n := strings.Count(texts[x.file], x.from); n != 1 {
			t.Fatalf("%s holds %q %d times, want once: mend what is planted there", x.file, x.from, n)
		}
		to := strings.ReplaceAll(x.to, "PLANTED", fmt.Sprintf("planted.Is(%q)", x.name))
		texts[x.file] = strings.Replace(texts[x.file], x.from, to, 1)
	}
	laid := map[string]string{}
	for file, text := range texts {
		copied := filepath.Join(dir, strings.ReplaceAll(file, "/", "-"))
		if err := os.WriteFile(copied, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		laid[filepath.Join(root, filepath.FromSlash(file))] = copied
	}
	table, err := json.Marshal(map[string]any{"Replace": laid})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(path, table, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// importing is the line of a file after which an import may stand.
var importing = regexp.MustCompile(`(?m)^package \w+$`)
