package scenario_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/scenario"
	"demarche/engine/source"
	"demarche/scenarios"
)

// example is one block of TOML of FORMAT.md.
type example struct {
	line int
	text string
}

func examples(t *testing.T) (page string, all []example) {
	t.Helper()
	data, err := os.ReadFile("FORMAT.md")
	if err != nil {
		t.Fatal(err)
	}
	page = string(data)
	for _, at := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatchIndex(page, -1) {
		all = append(all, example{1 + strings.Count(page[:at[2]], "\n"), page[at[2]:at[3]]})
	}
	if len(all) < 30 {
		t.Fatalf("FORMAT.md has %d examples", len(all))
	}
	return page, all
}

var header = regexp.MustCompile(`(?m)^\[([a-z0-9_.]+)\]`)

// whole makes a scenario of an example: what it speaks of without saying it
// comes from testdata/format/world.toml.
func (e example) whole(t *testing.T) string {
	t.Helper()
	if strings.HasPrefix(e.text, "format") {
		return e.text
	}
	world, err := os.ReadFile("testdata/format/world.toml")
	if err != nil {
		t.Fatal(err)
	}
	var own []string
	for _, m := range header.FindAllStringSubmatch(e.text, -1) {
		own = append(own, m[1])
	}
	if strings.Contains(e.text, "pack:ladder") {
		own = append(own, "ladder") // it comes with the pack
	}
	text := "format = 1\nid = \"example\"\n"
	if !regexp.MustCompile(`(?m)^turns\s*=`).MatchString(e.text) {
		text += "turns = 12\n"
	}
	text += e.text
	starts := header.FindAllStringSubmatchIndex(string(world), -1)
	for i, at := range starts {
		end := len(world)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		if name := string(world[at[2]:at[3]]); !slices.Contains(own, name) {
			text += string(world[at[0]:end])
		}
	}
	return text
}

func (e example) read(t *testing.T, page string) (*scenario.Document, error) {
	t.Helper()
	files := fstest.MapFS{"scenario.toml": {Data: []byte(e.whole(t))}}
	beside, err := filepath.Glob("testdata/format/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range beside {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(name)] = &fstest.MapFile{Data: data}
	}
	// The sheet of the example is the one that the page prints.
	_, sheet, _ := strings.Cut(page, "with `sectors.csv`\n\n```\n")
	sheet, _, _ = strings.Cut(sheet, "```")
	files["sectors.csv"] = &fstest.MapFile{Data: []byte(sheet)}
	var fsys fs.FS = scenarios.WithPacks(files)
	return scenario.Read(fsys, "scenario.toml")
}

func TestEveryExampleOfTheFormatCompiles(t *testing.T) {
	page, all := examples(t)
	for _, e := range all {
		d, err := e.read(t, page)
		if err == nil {
			_, err = scenario.Compile(d)
		}
		if err != nil {
			t.Errorf("FORMAT.md:%d: %s\n%v", e.line, e.text, err)
		}
	}
}

// Every key stands in an example; one that several tables list with the same
// meaning, in an example of one of them.
func TestEveryKeyOfTheFormatStandsInAnExample(t *testing.T) {
	_, all := examples(t)
	shown := map[[2]string]bool{}
	for _, e := range all {
		root, faults := source.Read("example.toml", []byte(e.text))
		if root == nil {
			t.Fatalf("FORMAT.md:%d: %v", e.line, faults)
		}
		show(root, scenario.Tables()[0], shown)
	}
	for _, table := range scenario.Tables() {
		for _, k := range table.Keys {
			if !shown[[2]string{k.Name, k.Doc}] {
				t.Errorf("%s.%s stands in no example of FORMAT.md", table.Name, k.Name)
			}
		}
	}
}

// show notes the keys of a table and of those inside it.
func show(n *source.Node, table *scenario.Table, shown map[[2]string]bool) {
	for _, kid := range n.Kids {
		i := slices.IndexFunc(table.Keys, func(k scenario.Key) bool { return k.Name == kid.Key })
		if i < 0 {
			continue
		}
		k := &table.Keys[i]
		shown[[2]string{k.Name, k.Doc}] = true
		j := slices.IndexFunc(scenario.Tables(), func(t *scenario.Table) bool { return t.Name == k.In })
		if j < 0 {
			continue
		}
		in := scenario.Tables()[j]
		switch {
		case kid.Kind == source.Array:
			for _, one := range kid.Kids {
				show(one, in, shown)
			}
		case kid.Kind != source.Table:
		case k.Is == scenario.Named:
			for _, one := range kid.Kids {
				show(one, in, shown)
			}
		case k.Is == scenario.Picks:
			for _, name := range kid.Kids {
				for _, word := range name.Kids {
					show(word, in, shown)
				}
			}
		default:
			show(kid, in, shown)
		}
	}
}
