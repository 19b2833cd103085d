package rule_test

import (
	"testing"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// signing is the schema of a measure with a choice of words and signers among
// aurelia, kestria and drovia.
func signing() *rule.Schema {
	s := newSchema()
	s.Signers = []int32{0, 1, 2}
	s.Bare["wording"] = rule.Meaning{Op: rule.Arg, Arg: 1, PickArg: 4, Kind: rule.Number, Picks: []string{"plain", "sharp", "calm"}, Fixed: true}
	return s
}

func TestChoicesAndSigners(t *testing.T) {
	tests := []struct {
		give    string
		word    float64 // which word was picked; its value is ten times that, plus one
		signers uint64
		want    float64
	}{
		{"wording", 2, 0, 21},
		{"wording * 2", 1, 0, 22},
		{"wording == sharp ? 1 : 0", 1, 0, 1},
		{"wording == sharp ? 1 : 0", 0, 0, 0},
		{"wording != 'sharp' ? 1 : 0", 0, 0, 1},
		{"plain == wording ? 1 : 0", 0, 0, 1},
		{"wording == calm ? 1 : 0", 2, 0, 1}, // the word, though calm is a track as well
		{"wording > 10 ? 1 : 0", 1, 0, 1},
		{"count(signers)", 0, 0b101, 2},
		{"count(signers)", 0, 0, 0},
		{"count(signers)", 0, 0b11000, 0}, // who cannot sign has not
		{"sum(signers, it.arms)", 0, 0b110, 5},
		{"any(signers, it == drovia) ? 1 : 0", 0, 0b100, 1},
		{"any(signers, it == drovia) ? 1 : 0", 0, 0b011, 0},
		{"all(signers, it == drovia) ? 1 : 0", 0, 0b100, 1},
		{"none(signers, it == drovia) ? 1 : 0", 0, 0b011, 1},
		{"count(signers, it.arms > 2)", 0, 0b111, 1},
		{"max(map(signers, it.arms))", 0, 0b011, 2},
		{"mean(map(signers, it.arms))", 0, 0b101, 2},
		{"max(map(signers, it.arms))", 0, 0, bad},
	}
	for _, tt := range tests {
		code := newCode()
		var faults source.Faults
		e := rule.Compile(code, signing(), anyone(), place(tt.give), rule.Number, "", &faults)
		if faults.Len() > 0 {
			t.Errorf("Compile(%q): %s", tt.give, told(&faults))
			continue
		}
		v := newState()
		copy(v[slotArms:], []float64{1, 2, 3, 4, 5})
		b := rule.Bind{Self: 1, Target: 0, Args: [7]float64{0, 10*tt.word + 1, 0, 0, tt.word}, Signers: tt.signers}
		walked, closed := b, b
		got := code.Walk(v, &walked, e)
		if again := code.Num(e)(v, &closed); again != got && !(again != again && got != got) || walked.Bad != closed.Bad {
			t.Errorf("%q: closure gives %v, walker %v", tt.give, again, got)
		}
		if walked.Bad {
			got = bad
		}
		if got != tt.want {
			t.Errorf("%q with word %v and signers %b is %v, want %v", tt.give, tt.word, tt.signers, got, tt.want)
		}
	}
}

func TestEffectsOnSigners(t *testing.T) {
	code := newCode()
	var faults source.Faults
	all := rule.CompileEffect(code, signing(), anyone(), place("signers.arms += member.arms"), "", &faults)
	if faults.Len() > 0 || len(all) != 3 {
		t.Fatalf("%d assigns, %s", len(all), told(&faults))
	}
	for i, a := range all {
		for _, signers := range []uint64{0, 0b010, 0b111} {
			b := rule.Bind{Self: 4, Target: -1, Signers: signers}
			if got, want := code.Truth(a.When)(newState(), &b), signers>>i&1 == 1; got != want {
				t.Errorf("assign %d holds %v with signers %b, want %v", i, got, signers, want)
			}
		}
	}
	if !code.Asks(all[0].When, rule.Signed) || code.Asks(all[0].By, rule.Signed) {
		t.Error("Asks does not find where signers are asked for")
	}
}

// A word that a choice does not have is a fault at the word, on whichever side of
// the comparison it stands.
func TestFaultsOfChoices(t *testing.T) {
	for give, want := range map[string]string{
		"wording == shrap":  `s.toml:9:20: no word "shrap" here (did you mean "sharp"?)`,
		"shrap == wording":  `s.toml:9:9: no word "shrap" here (did you mean "sharp"?)`,
		"wording != 'mild'": `s.toml:9:20: no word "mild" here (write plain, sharp or calm)`,
	} {
		var faults source.Faults
		rule.Compile(newCode(), signing(), anyone(), place(give), rule.Truth, "", &faults)
		if got := told(&faults); got != want {
			t.Errorf("Compile(%q)\n got %s\nwant %s", give, got, want)
		}
	}
}
