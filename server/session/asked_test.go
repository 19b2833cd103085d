package session_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"demarche/engine/wire"
	"demarche/server/session"
)

func TestAFacilitatorSeesEveryDeadlineAndWhatIsTrue(t *testing.T) {
	o := facilitated(t)
	o.Scenario = compiled(t, "asked.toml")
	q := quayTable{s: open(t, o)}
	q.host = control(t, q.s)
	q.north = greet(t, q.s, session.AsPlayer(north), "en")
	q.south = greet(t, q.s, session.AsPlayer(south), "en")
	fr := greet(t, q.s, session.AsFacilitator(), "fr")
	c := fr.console(func(wire.Console) bool { return true })
	if want := []wire.Answered{{Question: "Était-ce voulu ?", Answer: "Non, cela s’est propagé"}}; !slices.Equal(c.Questions, want) {
		t.Errorf("a French console says %+v, want %+v", c.Questions, want)
	}
	want := []wire.WatchedDeadline{
		{Title: "Logs go", Turn: 2, To: "Nord", Stop: "«\u202fAsk for the logs\u202f» a eu lieu", State: "runs"},
		{Title: "Sommet", Turn: 3, State: "runs"},
		{Title: "Never", State: "runs"},
		{Title: "Pourparlers", To: "Nord", When: "«\u202fAsk for the logs\u202f» a eu lieu", State: "waits"},
	}
	if !slices.Equal(c.Deadlines, want) {
		t.Errorf("deadlines\n%+v, want\n%+v", c.Deadlines, want)
	}
	q.host.does("start", wire.Act{Do: "start"})
	v := q.north.view(wire.PhaseBrief, 1)
	if len(v.Deadlines) != 3 || v.Deadlines[0].Stop == "" || !slices.Equal(v.Deadlines[0].By, []string{"north"}) {
		t.Errorf("the north sees %+v", v.Deadlines)
	}
	if v := q.south.view(wire.PhaseBrief, 1); len(v.Deadlines) != 2 || len(v.Questions) != 1 {
		t.Errorf("the south sees %+v and is asked %+v", v.Deadlines, v.Questions)
	}
	c = fr.console(func(c wire.Console) bool { return c.Phase == wire.PhaseBrief })
	for i := 0; c.Turn < 2; i++ {
		before := c.Phase
		q.host.does(fmt.Sprint("on", i), wire.Act{Do: "advance"})
		c = fr.console(func(c wire.Console) bool { return c.Phase != before })
	}
	if c.Deadlines[0].State != "passed" || c.Deadlines[1].State != "runs" {
		t.Errorf("in turn 2 %+v", c.Deadlines)
	}
	q.host.does("end", wire.Act{Do: "end"})
	d := await(q.south, wire.TypeDebrief, func(wire.Debrief) bool { return true })
	if len(d.Questions) != 1 || d.Questions[0].Answered != (wire.Answered{Question: "Was it meant?", Answer: "No, it spread"}) {
		t.Fatalf("the debrief asks %+v", d.Questions)
	}
	if !slices.Contains(d.Questions[0].Turns, wire.BeliefAt{Turn: 1, Role: "North", Percent: 40}) {
		t.Errorf("what was thought of it: %+v", d.Questions[0].Turns)
	}
	elapsed := []wire.Elapsed{
		{Title: "Logs go", Stop: "“Ask for the logs” has happened", State: "passed", Turn: 2, Unseen: []string{"South", "East"}}, // as the turn opened that was ended
		{Title: "Summit", State: "runs"},
		{Title: "Never", State: "runs"},
		{Title: "Talks", State: "waits", Unseen: []string{"South", "East"}},
	}
	if !reflect.DeepEqual(d.Deadlines, elapsed) {
		t.Errorf("deadlines of the debrief\n%+v, want\n%+v", d.Deadlines, elapsed)
	}
}
