package scenario_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/scenario"
	"demarche/engine/source"
)

// files makes a file system of names and texts.
func files(texts map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range texts {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// built reads and compiles the scenario s.toml.
func built(t *testing.T, texts map[string]string) (*scenario.Document, *game.Game, []*source.Fault) {
	t.Helper()
	d, err := scenario.Read(files(texts), "s.toml")
	if err != nil {
		t.Fatal(err)
	}
	g, warnings, err := scenario.Check(d)
	if err != nil {
		t.Fatal(err)
	}
	return d, g, warnings
}

const top = "format = 1\nid = \"t\"\nturns = 2\n"

func TestOrderIsThatOfIncludesThenTheFileWithItsSheets(t *testing.T) {
	d, g, _ := built(t, map[string]string{
		"s.toml":      top + "include = [\"pack:b\", \"a.toml\"]\n[role.s1]\n[from]\nrole = [\"z.csv\", \"y.csv\"]\n[role.s2]\n",
		"a.toml":      "[role.a2]\n[from]\nrole = \"x.csv\"\n[role.a3]\n\n\n\n\n\n\n[role.a4]\n",
		"x.csv":       "id\nx1\n\nx2\n",
		"y.csv":       "id\ny1\n",
		"z.csv":       "id\nz2\nz1\n",
		"pack:b.toml": "include = [\"pack:c\", \"pack:d\"]\n\n\n\n\n\n\n\n\n\n[role.b1]\n",
		"pack:c.toml": "include = \"pack:d\"\n[role.c1]\n",
		"pack:d.toml": "[role.d1]\n[from]\nrole = \"w.csv\"\n",
		"pack:w.csv":  "id\nw1\n",
	})
	var ids []string
	for _, r := range g.Roles {
		ids = append(ids, r.ID)
	}
	if got, want := strings.Join(ids, " "), "d1 w1 c1 b1 a2 x1 x2 a3 a4 s1 z2 z1 y1 s2"; got != want {
		t.Errorf("roles are %s, want %s", got, want)
	}
	var names []string
	for _, f := range d.Files {
		names = append(names, f.Name)
	}
	if got, want := strings.Join(names, " "), "s.toml pack:b.toml pack:c.toml pack:d.toml pack:w.csv a.toml x.csv z.csv y.csv"; got != want {
		t.Errorf("files are %s, want %s", got, want)
	}
}

// The first language may have the file without a code; another that has none of its
// own reads a foreign one.
func TestALanguageThatATextsFileLacksIsAWarning(t *testing.T) {
	for name, tt := range map[string]struct{ files, want string }{
		"none of its own":   {"own.md", "s.toml:6:9: role.a.brief: the text is missing in fr (write own.fr.md beside it)\n"},
		"one for each":      {"own.de.md own.fr.md", ""},
		"one and the other": {"own.md own.fr.md", ""},
	} {
		files := map[string]string{"s.toml": "languages = [\"de\", \"fr\"]\n" + top + "[role.a]\nbrief = \"own.md\"\n"}
		for _, f := range strings.Fields(tt.files) {
			files[f] = "text"
		}
		if _, _, warnings := built(t, files); lines(warnings) != tt.want {
			t.Errorf("%s: warnings are %q, want %q", name, lines(warnings), tt.want)
		}
	}
}

func TestTextsOfPacksStandBesideThemInTheirLanguages(t *testing.T) {
	d, g, warnings := built(t, map[string]string{
		"s.toml":       "languages = [\"de\", \"fr\"]\n" + top + "include = \"pack:p\"\n[role.a]\nbrief = \"own.md\"\n",
		"own.md":       "own",
		"own.fr.md":    "propre",
		"pack:p.toml":  "[norm.a]\ntext = \"n.md\"\ntitle = { en = \"one\", fr = \"un\", es = \"uno\" }\n[norm.b]\ntitle = { en = \"two\" }\n",
		"pack:n.md":    "of the pack",
		"pack:n.fr.md": "du paquet",
		"n.md":         "of the scenario",
	})
	title := func(text game.Text, language int) string { return g.Texts.In(text, language) }
	for _, tt := range []struct{ what, got, want string }{
		{"text in German", title(g.Norms[0].Text, 0), "of the pack"},
		{"text in French", title(g.Norms[0].Text, 1), "du paquet"},
		{"title in German", title(g.Norms[0].Title, 0), "one"},
		{"title in French", title(g.Norms[0].Title, 1), "un"},
		{"other title in French", title(g.Norms[1].Title, 1), "two"},
		{"brief", title(g.Roles[0].Brief, 0), "own"},
		{"brief in French", title(g.Roles[0].Brief, 1), "propre"},
		{"warnings", lines(warnings), "s.toml:5:11: include: pack:p lacks texts in de (its first language stands in)\ns.toml:5:11: include: pack:p lacks texts in fr (its first language stands in)\n"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s is %q, want %q", tt.what, tt.got, tt.want)
		}
	}
	for _, f := range d.Files {
		if f.Name == "n.md" {
			t.Error("the text of a pack was looked for in the scenario's folder")
		}
	}
}

// What a document holds of files is the document: read from them alone it is the
// same, wherever the scenario and its packs were.
func TestDocumentsAreTheirFiles(t *testing.T) {
	for _, name := range glob(t, "testdata/*.good.toml") {
		base := filepath.Base(name)
		t.Run(base, func(t *testing.T) {
			first, err := scenario.Read(sit.WithPacks(os.DirFS("testdata")), base)
			if err != nil {
				t.Fatal(err)
			}
			held := fstest.MapFS{}
			for _, f := range first.Files {
				held[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			second, err := scenario.Read(held, first.Files[0].Name)
			if err != nil {
				t.Fatal(err)
			}
			a, b := mustCompile(t, first), mustCompile(t, second)
			if first.Hash() != second.Hash() || a.Hash != b.Hash {
				t.Errorf("hashes are %x and %x", first.Hash(), second.Hash())
			}
			if x, y := fmt.Sprintf("%+v", a.Roles), fmt.Sprintf("%+v", b.Roles); x != y {
				t.Errorf("roles are\n%s\nand\n%s", x, y)
			}
			if x, y := fmt.Sprintf("%+v", a.Blocks), fmt.Sprintf("%+v", b.Blocks); x != y {
				t.Errorf("blocks are\n%s\nand\n%s", x, y)
			}
		})
	}
}

func mustCompile(t *testing.T, d *scenario.Document) *game.Game {
	t.Helper()
	g, err := scenario.Compile(d)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestEveryFileChangesTheHash(t *testing.T) {
	texts := map[string]string{
		"s.toml": top + "include = [\"pack:b\", \"a.toml\"]\n[from]\nrole = \"x.csv\"\n", "a.toml": "[param.a]\ndefault = 1\n",
		"x.csv": "id,brief\nr,b.md\n", "b.md": "brief", "pack:b.toml": "[norm.n]\ntext = \"n.md\"\n", "pack:n.md": "norm",
	}
	hashes := map[[32]byte]string{}
	d, _, _ := built(t, texts)
	hashes[d.Hash()] = "as it is"
	for name, text := range texts {
		changed := map[string]string{}
		for n, x := range texts {
			changed[n] = x
		}
		switch filepath.Ext(name) {
		case ".toml":
			changed[name] = text + "# more\n"
		default:
			changed[name] = text + "\n"
		}
		d, _, _ := built(t, changed)
		if old := hashes[d.Hash()]; old != "" {
			t.Errorf("a change of %s leaves the hash of %s", name, old)
		}
		hashes[d.Hash()] = name
	}
}

func TestLimitsOfIncludes(t *testing.T) {
	chain := func(n int) map[string]string {
		out := map[string]string{"s.toml": top + "include = \"i0.toml\"\n[role.a]\n"}
		for i := range n {
			out[fmt.Sprintf("i%d.toml", i)] = fmt.Sprintf("include = \"i%d.toml\"\n", i+1)
		}
		out[fmt.Sprintf("i%d.toml", n)] = "[param.p]\ndefault = 1\n"
		return out
	}
	wide := func(n int) map[string]string {
		out, list := map[string]string{}, ""
		for i := range n {
			out[fmt.Sprintf("i%d.toml", i)] = "#\n"
			list += fmt.Sprintf("\"i%d.toml\",", i)
		}
		out["s.toml"] = top + "include = [" + list + "]\n[role.a]\n"
		return out
	}
	heavy := func(n int) map[string]string {
		out := wide(2)
		out["i0.toml"] = strings.Repeat("#\n", n/2)
		out["i1.toml"] = strings.Repeat("#\n", (scenario.MaxTables-n-len(out["s.toml"]))/2)
		return out
	}
	above := heavy(200_000)
	above["i1.toml"] += "##"
	tests := []struct {
		name  string
		give  map[string]string
		fault string
	}{
		{"8 deep", chain(7), ""},
		{"9 deep", chain(8), "i7.toml:1:11: include: files include files more than 8 deep (include them side by side)"},
		{"32 files", wide(32), ""},
		{"33 files", wide(33), "s.toml:4:354: include[32]: more than 32 included files and sheets (join some of them)"},
		{"384 KiB", heavy(200_000), ""},
		{"above 384 KiB", above, "s.toml:4:22: include[1]: with \"i1.toml\" the scenario's tables take more than 393216 bytes (leave out what is not played)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := scenario.Read(files(tt.give), "s.toml")
			if err == nil {
				_, err = scenario.Compile(d)
			}
			got := ""
			if err != nil {
				got = err.Error()
			}
			if got != tt.fault {
				t.Errorf("got %q, want %q", got, tt.fault)
			}
		})
	}
}

// Rows are the tables that an author would have written.
func TestRowsAreTables(t *testing.T) {
	d, _, _ := built(t, map[string]string{
		"s.toml": top + "languages = [\"en\", \"fr\"]\n[from]\nrole = \"x.csv\"\npair = \"p.csv\"\ninject = \"i.csv\"\n[role_track.capacity]\n[pair_track.trust]\n[pair_track.fear]\n[track.calm]\n[param.p]\ndefault = 1\n",
		"x.csv": "\ufeffid;title.en;title.fr;kind;seat;start.capacity;start.trust.b;goal.safe.text.en;goal.safe.text.fr;policy.talk\r\n" +
			"a;\"A \"\"big\"\" one\";Une;state;FAUX;3,5;1e1;Water;Eau;2\r\nb;B;B;state;true;7;;;;\r\n",
		"p.csv": "one\tanother\tfear\nb\ta\tparam.p + 0\n",
		"i.csv": "id,turn,to,effects,when,minute\nx,1|2,a | b,\"calm -= min(1, 2) | calm += .5\",calm > 0,2.5\ny,turns,all,calm = 3,false,\nz,2,,,,0\n",
	})
	want, _, _ := built(t, map[string]string{"s.toml": top + `languages = ["en", "fr"]
[role_track.capacity]
[pair_track.trust]
[pair_track.fear]
[track.calm]
[param.p]
default = 1
[role.a]
title = { en = "A \"big\" one", fr = "Une" }
kind = "state"
seat = false
start = { capacity = 3.5, trust = { b = 10.0 } }
goal.safe.text = { en = "Water", fr = "Eau" }
policy.talk = 2
[role.b]
title = { en = "B", fr = "B" }
kind = "state"
seat = true
start.capacity = 7
[pair.b.a]
fear = "param.p + 0"
[inject.x]
turn = [1, 2]
to = ["a", "b"]
effects = ["calm -= min(1, 2)", "calm += .5"]
when = "calm > 0"
minute = 2.5
[inject.y]
turn = "turns"
to = "all"
effects = ["calm = 3"]
when = false
[inject.z]
turn = 2
minute = 0
`})
	for _, key := range []string{"role", "pair", "inject"} {
		if got, want := dump(d.Root.Get(key)), dump(want.Root.Get(key)); got != want {
			t.Errorf("%s is\n%s\nwant\n%s", key, got, want)
		}
	}
}

// dump writes a node without its places.
func dump(n *source.Node) string {
	switch n.Kind {
	case source.Table, source.Array:
		var kids []string
		for _, kid := range n.Kids {
			kids = append(kids, kid.Key+"="+dump(kid))
		}
		return n.Kind.String() + "{" + strings.Join(kids, "\n") + "}"
	case source.String:
		return fmt.Sprintf("%q", n.Text)
	case source.Bool:
		return fmt.Sprint(n.Bool)
	case source.Integer:
		return fmt.Sprint(n.Int, " ", n.Num)
	}
	return fmt.Sprintf("%v %v", n.Kind, n.Num)
}
