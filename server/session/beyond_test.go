package session_test

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"demarche/engine/wire"
	"demarche/server/session"
)

// The diary may go beyond its mark, for a price: the south's watchman is not told.
const price = `
[evidence.diary.beyond]
text    = { en = "The watchman asks who read it.", fr = "Le veilleur demande qui l’a lu." }
effects = ["self.budget -= 2"]
`

// priced are options of a quay with that price.
func priced(o *session.Options, t *testing.T) {
	t.Helper()
	page, err := os.ReadFile("testdata/quay.toml")
	if err != nil {
		t.Fatal(err)
	}
	o.Scenario = compiledFrom(t, fstest.MapFS{"quay.toml": {Data: append(page, price...)}}, "quay.toml")
}

// Whoever goes beyond a mark has read the price and says that he means it; then it is
// taken at once, for each receiver, and only giver and receiver learn of it.
func TestEvidenceGoesBeyondItsMarkForAPrice(t *testing.T) {
	bubble(t, func(o *session.Options) { priced(o, t) }, beyondItsMark)
}

func beyondItsMark(t *testing.T, q quayTable, o session.Options) {
	q.host.does("on", wire.Act{Do: "advance"})
	v := q.north.view(wire.PhaseConsult, 1)
	diary := holding(t, q.north, "A diary")
	card := row(t, q.north.books(), func(c wire.ItemCard) bool { return c.ID == diary })
	if !slices.Equal(card.Beyond, []string{"The watchman asks who read it.", "“Budget” (North) falls by 2."}) {
		t.Errorf("the card names the price %q", card.Beyond)
	}
	if g := row(t, v.Share, func(g wire.Giving) bool { return slices.Contains(g.Evidence, diary) }); len(g.To) != 0 || g.All || !slices.Equal(g.Beyond, []string{"south", "east"}) {
		t.Errorf("it may go to %+v", g)
	}
	gives := func(id string, sure bool, to ...string) {
		q.north.send(wire.Share{Head: head(wire.TypeShare, id), Turn: 1, Evidence: diary, To: to, Confirm: sure})
	}
	east := greet(t, q.s, session.AsPlayer(2), "en")
	east.view(wire.PhaseConsult, 1)

	gives("unsure", false, "south")
	if r := q.north.refused("unsure"); r.Code != "beyond" || r.Text == "" {
		t.Errorf("unconfirmed: %+v", r)
	}
	gives("empty seat", true, "smugglers")
	if r := q.north.refused("empty seat"); r.Code != "bad_target" {
		t.Errorf("to nobody: %+v", r)
	}
	east.settle("before")
	gives("sure", true, "south")
	q.north.ack("sure")
	got := await(q.south, wire.TypeView, func(v wire.View) bool { return len(v.Evidence) == 1 })
	told := func(v wire.View) bool {
		return v.News != nil && slices.ContainsFunc(v.News.Events, func(e wire.Event) bool { return e.Kind == "beyond" })
	}
	if !told(got) {
		t.Errorf("the south is told %+v", got.News)
	}
	budget := func(v wire.View) float64 {
		return *row(t, v.Numbers, func(n wire.Number) bool { return n.Track == "budget" && n.Of == "north" }).Value
	}
	mine := await(q.north, wire.TypeView, told)
	if budget(mine) != budget(v)-2 {
		t.Errorf("the budget went from %v to %v", budget(v), budget(mine))
	}
	if left := row(t, mine.Share, func(g wire.Giving) bool { return slices.Contains(g.Evidence, diary) }); !slices.Equal(left.Beyond, []string{"east"}) {
		t.Errorf("then it may go to %+v", left)
	}
	if got := east.settle("after"); len(got) > 0 {
		t.Errorf("the east is sent %s", got)
	}
	gives("again", true, "south")
	if r := q.north.refused("again"); r.Code != "twice" {
		t.Errorf("once more: %+v", r)
	}
	gives("east", true, "east")
	q.north.ack("east")
	if v := await(q.north, wire.TypeView, func(v wire.View) bool { return budget(v) < budget(mine) }); budget(v) != budget(mine)-2 {
		t.Errorf("the second gift left %v", budget(v))
	}
	finish(t, o, q)
}
