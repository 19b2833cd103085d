package wire_test

import (
	"reflect"
	"testing"

	"demarche/engine/internal/sit"
	"demarche/engine/wire"
)

const promised = `format = 1
id = "promised"
turns = 3
[role_track.means]
start = 50
seen = { self = "exact" }
[role.a]
[role.b]
[agreement.truce]
title = "Truce"
lasts = "2d"
forbids = ["raid", "strike", "wait"]
[agreement.pact]
lasts = 2
[response.agree]
by = "a"
target = "b"
consent = { of = "target", accept = "true" }
makes = "truce"
outcome.more = { odds = 0.5, makes = ["pact", "truce"] }
outcome.less = {}
[response.raid]
by = "a"
title = "Raid"
cost = { means = "2 + amount / 5" }
amount = { min = 10, max = 50, step = 10 }
[response.wait]
by = "b"
[response.bend]
by = "a"
cost = { means = "amount * amount / 100" }
amount = { min = 10, max = 50, step = 10 }
[temptation.strike]
by = "a"
when = "turn == 3"
offer = "Strike."
gain = "It ends."
risk = "It does not."
legal = { status = "unlawful" }
instead = "raid"
`

func TestACardSaysWhatItPromisesAndAnOptionWhatEachStepCosts(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, promised), 1, nil)
	d := wire.NewDesk(s.M, 0, "en", wire.NamesFrom(1))
	v := d.View(&s.S, wire.Scene{Phase: wire.PhaseDecide})
	b, _ := d.Book(&v)
	for _, c := range b.Cards {
		if c.ID != "agree" {
			if c.Makes != nil {
				t.Errorf("%s promises %+v", c.ID, c.Makes)
			}
			continue
		}
		// Neither an offer to come nor the measure of another is told.
		want := []wire.Promise{{Title: "Truce", Forbids: []string{"Raid"}, Hours: 48}, {Title: "Pact", Turns: 2}}
		if !reflect.DeepEqual(c.Makes, want) {
			t.Errorf("it promises %+v, want %+v", c.Makes, want)
		}
	}
	costs := map[string][]wire.Cost{}
	for _, o := range v.Options {
		costs[o.Action] = o.Costs
	}
	if got := costs["raid"]; !reflect.DeepEqual(got, []wire.Cost{{Track: "means", By: 4, Step: 2}}) {
		t.Errorf("a raid costs %+v: 4 for the lowest, 2 more for each step", got)
	}
	if got := costs["bend"]; !reflect.DeepEqual(got, []wire.Cost{{Track: "means", By: 1, Uneven: true}}) {
		t.Errorf("steps of different price cost %+v", got)
	}
}
