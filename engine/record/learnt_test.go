package record_test

import (
	"reflect"
	"strings"
	"testing"

	"demarche/engine/record"
)

const grudge = `format = 1
id = "grudge"
turns = 3
[track.calm]
start = 50
[role.mayor]
[role.crew]
[role.ghost]
seat = false
[response.shout]
by = ["mayor", "crew"]
[policy.bitter]
memory = { anger = 2, days = 0 }
learn = ["memory.anger -= 1", "memory.days += 0.5"]
[policy.bitter.choose]
shout = { when = "memory.anger > 0" }
[ending.dawn]
`

func TestWhatWasLearntIsRecordedAndVerified(t *testing.T) {
	g := play(t, t, grudge, 1, "bitter")
	want := []record.Learnt{
		{"memory.bitter.anger[crew]": 1, "memory.bitter.anger[mayor]": 1, "memory.bitter.days[crew]": 0.5, "memory.bitter.days[mayor]": 0.5},
		{"memory.bitter.anger[crew]": 0, "memory.bitter.anger[mayor]": 0, "memory.bitter.days[crew]": 1, "memory.bitter.days[mayor]": 1},
		{"memory.bitter.anger[crew]": -1, "memory.bitter.anger[mayor]": -1, "memory.bitter.days[crew]": 1.5, "memory.bitter.days[mayor]": 1.5},
	}
	c, err := read(t, g.bytes).Course()
	if err != nil {
		t.Fatal(err)
	}
	for i, turn := range c.Turns {
		if !reflect.DeepEqual(turn.Learnt, want[i]) {
			t.Errorf("turn %d: learnt %v, want %v", i+1, turn.Learnt, want[i])
		}
		if moves := map[int]int{0: 2}[i]; len(turn.Orders) != moves {
			t.Errorf("turn %d: %d orders, want %d", i+1, len(turn.Orders), moves)
		}
	}
	rep := record.Verify(read(t, g.bytes), compile)
	if !rep.OK() || !rep.Recomputed || rep.Retold != 0 {
		t.Errorf("report %+v", rep)
	}
	if _, there := c.Turns[0].State["memory.bitter.anger[ghost]"]; there {
		t.Error("a role without a seat remembers something")
	}
	// Without what was learnt the turn comes out otherwise.
	turn := *c.Turns[1].Turn
	turn.Learnt = nil
	o, err := g.n.OrdersOf(&turn)
	if err != nil || o.Learnt != nil {
		t.Errorf("orders %+v, %v", o, err)
	}
}

func TestWhatCannotBeLearntIsAnError(t *testing.T) {
	g := play(t, t, grudge, 1, "bitter")
	for _, path := range []string{"calm", "memory.bitter.anger[ghost]", "memory.bitter.rage[mayor]", ""} {
		_, err := g.n.GameLearnt(record.Learnt{path: 1})
		if err == nil || !strings.Contains(err.Error(), "nobody can learn 1 of") {
			t.Errorf("learnt %q: %v", path, err)
		}
	}
	all, err := g.n.GameLearnt(record.Learnt{"memory.bitter.days[mayor]": 0, "memory.bitter.anger[crew]": 3})
	if err != nil || len(all) != 2 || all[0].Value != 3 || all[0].Slot >= all[1].Slot {
		t.Errorf("learnt %v, %v", all, err)
	}
}
