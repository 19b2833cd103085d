package scenario_test

import (
	"testing"
	"testing/fstest"

	"demarche/engine/scenario"
)

// Names in braces that stand for nothing are told, each text once; those that stand
// for somebody or something are not.
func TestBracesThatStandForNothingAreWarnedOf(t *testing.T) {
	d, err := scenario.Read(fstest.MapFS{"braces.toml": {Data: []byte(braces)}}, "braces.toml")
	if err != nil {
		t.Fatal(err)
	}
	_, warnings, err := scenario.Check(d)
	if err != nil {
		t.Fatal(err)
	}
	want := `braces.toml:15:1: response.protest.text: {targte} stands for nothing here (did you mean "target"?)
braces.toml:16:1: response.protest.because: {amount} stands for nothing here (here stand self, target, signers)
braces.toml:18:1: response.protest.outcome.heard.text: {wording} stands for nothing here (here stand self, target, signers)
braces.toml:21:1: inject.news.text: {self} stands for nothing here (write it out)
braces.toml:25:1: rule.fear.because: {self} stands for nothing here (write it out)
`
	if got := lines(warnings); got != want {
		t.Errorf("warnings\n%swant\n%s", got, want)
	}
}

const braces = `format    = 1
id        = "t"
turns     = 4
languages = ["en", "fr"]
[track.calm]
start = 50
[role.aurelia]
kind = "state"
[role.tern]
kind = "state"
# Nothing is put for these.
[response.protest]
by      = "aurelia"
target  = "tern"
text    = { en = "{self} protests against {targte}.", fr = "{self} proteste contre {target}." }
because = { en = "{amount} of it", fr = "{amount}" }
[response.protest.outcome.heard]
text = { en = "{wording} is heard.", fr = "On entend." }
[inject.news]
turn = 1
text = { en = "{self} is told of {tern}.", fr = "Rien." }
[rule.fear]
when    = "calm < 20"
effects = ["calm -= 1"]
because = { en = "{self} is afraid", fr = "La peur" }
# And these stand for somebody or something.
[response.pledge]
by      = "aurelia"
target  = "tern"
text    = { en = "{self} gives {target} {amount}, {wording} { so } {}.", fr = "{self} donne {amount} à {target}." }
because = { en = "{signers}", fr = "{signers}" }
cosign  = { of = ["tern"], optional = true }
amount  = { max = 3 }
choice.wording.plain = {}
choice.wording.sharp = {}
also.echo = { text = { en = "{wording}", fr = "{wording}" } }
[rule.quarrel]
each    = "pair"
effects = ["calm -= 1"]
when    = "calm < 10"
text    = { en = "{self} quarrels with {other}.", fr = "{self} se dispute avec {other}." }
`
