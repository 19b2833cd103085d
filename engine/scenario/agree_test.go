package scenario_test

import (
	"os"
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/scenario"
)

func TestChoicesCosignersAndTheClockAreCompiled(t *testing.T) {
	d, err := scenario.Read(os.DirFS("testdata"), "agreeing.good.toml")
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(d)
	if err != nil {
		t.Fatal(err)
	}
	a := &g.Actions[0]
	if len(a.Choices) != 2 || a.Combinations() != 4 || a.Choices[0].Words[1].Value != 5 || a.Choices[0].Words[1].Rung != 2 || a.Choices[1].Words[1].Value != 1 {
		t.Errorf("choices %+v", a.Choices)
	}
	if len(a.Assents) != 1 {
		t.Fatalf("assents %+v", a.Assents)
	}
	x := a.Assents[0]
	if want := game.One(1) | game.One(2); x.Kind != game.Cosign || x.Of != want || x.AtLeast != 1 || !x.Accept.Present() || x.Optional {
		t.Errorf("cosign %+v", x)
	}
	if b := g.Blocks[a.Block]; b.Seen.Fixed != x.Of || !b.Seen.Mover || !b.Seen.Target {
		t.Errorf("parties are %+v, want those asked among them", b.Seen)
	}
	if a.OddsShown {
		t.Error("odds that hang on who signs are shown")
	}
	if len(a.Advice) != 2 || a.Advice[0].By != "legal" || g.Texts.In(a.Advice[1].Text, 0) != "Show." {
		t.Errorf("advice %+v", a.Advice)
	}
	if p := g.Roles[0].Plan[0]; p.Choice != 1 {
		t.Errorf("the plan picks combination %d, want 1", p.Choice)
	}
	if c := g.Clock; !slices.Equal(c.Brief, []int32{360, 90}) || game.At(c.Brief, 1) != 360 || game.At(c.Brief, 7) != 90 || game.At(c.Consult, 2) != 0 || game.At(c.Decide, 3) != 300 || game.At(c.Reveal, 1) != 0 {
		t.Errorf("clock %+v", c)
	}
	last := g.Actions[len(g.Actions)-1]
	if !last.Publish || last.ID != "publish" || last.Tray != game.Talk || last.By != game.One(0)|game.One(1) {
		t.Errorf("the last action is %+v", last)
	}
	for _, e := range g.Blocks[a.Block].Effects {
		if e.When.Present() && !g.Code.Asks(e.When, rule.Signed) {
			t.Error("an effect on signers asks for something else")
		}
	}
}

func TestWithoutEvidenceThereIsNothingToPublish(t *testing.T) {
	g := compile(t, "format = 1\nid = \"t\"\nturns = 1\n[role.a]\n[response.x]\nby = \"a\"\n[ending.e]\n")
	if len(g.Actions) != 1 {
		t.Errorf("%d actions", len(g.Actions))
	}
}
