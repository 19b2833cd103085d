package wire_test

import (
	"reflect"
	"strings"
	"testing"

	"demarche/engine/internal/sit"
	"demarche/engine/wire"
)

func TestDeadlinesOnTheWire(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `format = 1
id = "deadlines"
title = { en = "Deadlines", fr = "Échéances" }
languages = ["en", "fr"]
turns = 3
[calendar]
turn = "12h"
[role.a]
[role.b]
[response.stop_it]
by = "a"
[response.wait]
by = "a"
when = "happened(logs)"
[deadline.logs]
title = { en = "Logs overwritten", fr = "Journaux écrasés" }
due = "20h"
to = "a"
stop = "happened(stop_it)"
text = { en = "The logs are gone.", fr = "Les journaux ont disparu." }
[deadline.summit]
title = { en = "Summit", fr = "Sommet" }
due = "3d"
`), 1, nil)
	mine, other := wire.NewDesk(s.M, 0, "fr", wire.NamesFrom(1)), wire.NewDesk(s.M, 1, "en", wire.NamesFrom(2))
	scene := wire.Scene{Phase: wire.PhaseDecide}
	want := []wire.Deadline{{Title: "Journaux écrasés", Turns: 2, Hours: 20, Stop: "«\u202fStop it\u202f» a eu lieu", By: []string{"a"}}, {Title: "Sommet", Hours: 72}}
	if got := mine.View(&s.S, scene).Deadlines; !reflect.DeepEqual(got, want) {
		t.Errorf("a sees %+v, want %+v", got, want)
	}
	if got := other.View(&s.S, scene).Deadlines; !reflect.DeepEqual(got, []wire.Deadline{{Title: "Summit", Hours: 72}}) {
		t.Errorf("b sees %+v, want the summit alone", got)
	}
	for _, o := range mine.View(&s.S, scene).Options {
		if o.Action == "wait" && !strings.Contains(o.Why, "Journaux écrasés") {
			t.Errorf("the lock says %q, and names no deadline that a sees run", o.Why)
		}
	}
	s.Turn()
	s.Ledger.Reset()
	s.Turn()
	scene.News = &s.Ledger
	v := mine.View(&s.S, scene)
	if got, want := v.Deadlines, []wire.Deadline{{Title: "Sommet", Hours: 48}}; !reflect.DeepEqual(got, want) {
		t.Errorf("in turn 3 a sees %+v, want %+v", got, want)
	}
	if len(v.News.Events) != 1 || v.News.Events[0].Kind != "deadline" || !strings.Contains(v.News.Events[0].Text, "Les journaux ont disparu.") {
		t.Errorf("a is told %+v", v.News.Events)
	}
	if w := other.View(&s.S, scene); len(w.News.Events) != 0 {
		t.Errorf("b is told %+v", w.News.Events)
	}
}
