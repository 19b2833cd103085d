package wire_test

import (
	"fmt"
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

// A deadline that begins with an event is counted down from then on, for those
// who may see it.
func TestADeadlineThatBeginsIsCountedDown(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, `format = 1
id = "begins"
turns = 4
[calendar]
turn = "12h"
[role.a]
[role.b]
[response.press]
by = "a"
[deadline.talks]
due = "20h"
when = "happened(press)"
to = "a"
`), 1, nil)
	mine, other := wire.NewDesk(s.M, 0, "en", wire.NamesFrom(1)), wire.NewDesk(s.M, 1, "en", wire.NamesFrom(2))
	scene := wire.Scene{Phase: wire.PhaseDecide, News: &s.Ledger}
	if v := mine.View(&s.S, scene); len(v.Deadlines) != 0 {
		t.Errorf("before it begins a sees %+v", v.Deadlines)
	}
	s.Ledger.Reset()
	s.Turn("a press")
	v := mine.View(&s.S, scene)
	if want := []wire.Deadline{{Title: "Talks", Turns: 2, Hours: 20}}; !reflect.DeepEqual(v.Deadlines, want) {
		t.Errorf("once it has begun a sees %+v, want %+v", v.Deadlines, want)
	}
	told := v.News.Events[len(v.News.Events)-1]
	if told.Kind != "began" || told.Text != "Deadline begins to run: “Talks”." {
		t.Errorf("a is told %+v", told)
	}
	if v := other.View(&s.S, scene); len(v.Deadlines) != 0 || strings.Contains(fmt.Sprint(v.News.Events), "Talks") {
		t.Errorf("b sees %+v and is told %+v", v.Deadlines, v.News.Events)
	}
	s.Turn()
	if v := mine.View(&s.S, scene); v.Deadlines[0].Turns != 1 || v.Deadlines[0].Hours != 8 {
		t.Errorf("a turn later a sees %+v", v.Deadlines)
	}
	s.Turn()
	if v := mine.View(&s.S, scene); len(v.Deadlines) != 0 || s.Get("deadline.talks") != 2 {
		t.Errorf("it should have passed, but a sees %+v", v.Deadlines)
	}
}
