package agent_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"demarche/engine/agent"
	"demarche/engine/policy"
)

// What agents said is kept raw, with its tries; the archive plays it again: the
// same plays, with no agent there.
func TestAnArchivePlaysTheSame(t *testing.T) {
	m := compile(t, pact)
	for _, how := range []string{"writes garbage", "never gets it right", "dies in turn 2", "writes a line that is too long", "answers by messages"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			var file bytes.Buffer
			store, err := agent.NewWriter(&file, "pact", nil)
			if err != nil {
				t.Fatal(err)
			}
			o := agent.Options{ID: "x", Timeout: patience, Fallback: policy.Random, Store: store}
			first := play(t, m, 5, policy.Random, seated(t, m, func() *agent.Conn { return rogue(t, how) }, 5, o)...)

			x, err := agent.ReadArchive(bytes.NewReader(file.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			o.Store = nil
			seats, err := x.Seats(m, []int32{0, 1}, agent.Run{Seed: 5}, o)
			if err != nil {
				t.Fatal(err)
			}
			again := play(t, m, 5, policy.Random, seats...)
			if again.sum != first.sum {
				t.Errorf("the play hash is %v, was %v", again.sum, first.sum)
			}
			if got, want := tells(again.facts), tells(first.facts); got != want {
				t.Errorf("facts:\n%swant:\n%s", got, want)
			}
			for i := range again.facts {
				if !slices.Equal(again.facts[i].Raw, first.facts[i].Raw) {
					t.Errorf("raw answer %d is %q, was %q", i, again.facts[i].Raw, first.facts[i].Raw)
				}
			}
		})
	}
}

func TestArchivesThatAreBroken(t *testing.T) {
	head := `{"kind":"demarche answers","format":1,"scenario":"pact"}` + "\n"
	entry := `{"run":0,"role":"aurelia","turn":1,"what":"moves","try":1,"said":["1"]}` + "\n"
	for name, x := range map[string]struct{ give, want string }{
		"nothing":          {"", "empty"},
		"something else":   {`{"a":1}` + "\n", "line 1: this is no file of answers"},
		"another format":   {`{"kind":"demarche answers","format":2}` + "\n", "line 1: format 2 of answers is not known"},
		"no JSON":          {head + "{", "line 2"},
		"twice":            {head + entry + entry, "line 3: turn 1, moves of aurelia, try 1 stands here a second time"},
		"no base 64":       {head + `{"role":"a","said":["` + "\ufffe" + `64:!"]}`, "line 2"},
		"a cut of no line": {head + `{"role":"a","said":[],"cut":[0]}`, "line 2: there is no line 0"},
	} {
		_, err := agent.ReadArchive(strings.NewReader(x.give))
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: got %v, want %q", name, err, x.want)
		}
	}
}

// Where an archive has no answer the stand-in answers, and it is told.
func TestAnArchiveWithoutAnAnswer(t *testing.T) {
	m := compile(t, pact)
	x, err := agent.ReadArchive(strings.NewReader(`{"kind":"demarche answers","format":1}` + "\n" + `{"role":"korsavia","turn":2,"what":"moves","try":1,"said":["1"]}`))
	if err != nil {
		t.Fatal(err)
	}
	seats, err := x.Seats(m, []int32{1}, agent.Run{}, agent.Options{Fallback: policy.Hold})
	if err != nil {
		t.Fatal(err)
	}
	want := "1 moves 1 missing\n1 moves 1 ok stand_in:hold\n2 moves 1 ok\n3 moves 1 missing\n3 moves 1 ok stand_in:hold\n"
	if got := tells(play(t, m, 0, policy.Hold, seats...).facts); got != want {
		t.Errorf("facts:\n%swant:\n%s", got, want)
	}
}
