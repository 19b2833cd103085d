package laws_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/wild"
	"demarche/engine/scenario"
)

// A scenario that is cut into files which include each other is played the same:
// the order of the document is that of the text.
func TestAScenarioInSeveralFilesIsPlayedTheSame(t *testing.T) {
	folder := "../../../scenarios/code_blue"
	whole, err := os.ReadFile(folder + "/scenario.toml")
	if err != nil {
		t.Fatal(err)
	}
	briefs, err := filepath.Glob(folder + "/*.md")
	if err != nil || len(briefs) == 0 {
		t.Fatalf("no briefs (%v)", err)
	}
	beside := fstest.MapFS{}
	for _, name := range briefs {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		beside[filepath.Base(name)] = &fstest.MapFile{Data: data}
	}
	texts := map[string]string{"code_blue": string(whole)}
	for i := range generated {
		texts[fmt.Sprintf("wild%d", i)] = wild.Scenario(uint64(i))
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dice := sit.NewDice(uint64(len(text)))
			first := inFiles(t, text, nil, beside)
			for range 3 {
				second := inFiles(t, text, dice, beside)
				var states []game.State
				play(t, first, 5, func(s *game.State) { states = append(states, s.Copy()) })
				i := 0
				play(t, second, 5, func(s *game.State) {
					if i >= len(states) || !sameState(&states[i], s) {
						t.Fatalf("step %d: %s", i, difference(first, &states[min(i, len(states)-1)], s))
					}
					i++
				})
				if i != len(states) {
					t.Errorf("the game has %d steps, in several files %d", len(states), i)
				}
			}
		})
	}
}

// inFiles compiles a text that dice cut into three files; nil does not cut.
func inFiles(t *testing.T, text string, dice *sit.Dice, beside fstest.MapFS) *game.Machine {
	t.Helper()
	files := fstest.MapFS{}
	for name, file := range beside {
		files[name] = file
	}
	put := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	put("s.toml", text)
	if dice != nil {
		top, own, shared := chunks(text)
		at := cuts(shared)
		a, b := at[dice.N(len(at))], at[dice.N(len(at))]
		a, b = min(a, b), max(a, b)
		put("c.toml", strings.Join(shared[:a], ""))
		put("b.toml", "include = \"c.toml\"\n"+strings.Join(shared[a:b], ""))
		put("s.toml", "include = [\"b.toml\", \"c.toml\"]\n"+top+strings.Join(own, "")+strings.Join(shared[b:], ""))
	}
	doc, err := scenario.Read(files, "s.toml")
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	return game.NewMachine(g)
}

// chunks cuts a text at its headers: what stands before the first, tables that
// only the scenario's own file can have, and the others.
func chunks(text string) (top string, own, shared []string) {
	kinds := scenario.Shared()
	for i, chunk := range strings.Split("\n"+text, "\n[") {
		if i == 0 {
			top = strings.TrimPrefix(chunk, "\n") + "\n"
			continue
		}
		kind, _, _ := strings.Cut(strings.TrimLeft(chunk, "["), "]")
		kind, _, _ = strings.Cut(kind, ".")
		if slices.Contains(kinds, kind) && kind != "source" {
			shared = append(shared, "["+chunk+"\n")
		} else {
			own = append(own, "["+chunk+"\n")
		}
	}
	return top, own, shared
}

// cuts are the places between chunks where no table of an author's is cut.
func cuts(chunks []string) []int {
	name := func(chunk string) string {
		header, _, _ := strings.Cut(strings.TrimLeft(chunk, "["), "]")
		parts := strings.SplitN(header, ".", 3)
		return strings.Join(parts[:min(2, len(parts))], ".")
	}
	out := []int{0, len(chunks)}
	for i := 1; i < len(chunks); i++ {
		behind := map[string]bool{}
		for _, chunk := range chunks[:i] {
			behind[name(chunk)] = true
		}
		if !slices.ContainsFunc(chunks[i:], func(chunk string) bool { return behind[name(chunk)] }) {
			out = append(out, i)
		}
	}
	return out
}
