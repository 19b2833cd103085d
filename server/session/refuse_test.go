package session_test

import (
	"fmt"
	"strings"
	"testing"

	"demarche/engine/wire"
	"demarche/server/session"
)

func TestWhatCannotBeDoneIsRefusedAndChangesNothing(t *testing.T) {
	long := strings.Repeat("é", wire.MaxText+1)
	tests := []struct {
		name string
		send string
		code string
		move int
		text string // part of it, in French
	}{
		{"not JSON", `{"v":1,`, "bad_message", -1, ""},
		{"nothing", ``, "bad_message", -1, ""},
		{"a list", `[1]`, "bad_message", -1, ""},
		{"not UTF-8", "{\"v\":1,\"t\":\"ask\",\"id\":\"\xff\"}", "bad_message", -1, ""},
		{"deep brackets", strings.Repeat("[", 12000), "bad_message", -1, ""},
		{"no type", `{"v":1}`, "unknown_type", -1, ""},
		{"unknown type", `{"v":1,"t":"override","id":"x"}`, "unknown_type", -1, ""},
		{"a message of servers", `{"v":1,"t":"view","id":"x","seq":9}`, "unknown_type", -1, ""},
		{"field of a wrong type", `{"v":1,"t":"commit","id":"x","turn":"one"}`, "bad_message", -1, ""},
		{"turn of no number", `{"v":1,"t":"commit","id":"x","turn":1e400}`, "bad_message", -1, ""},
		{"endless id", `{"v":1,"t":"recall","id":"` + strings.Repeat("a", 65) + `","turn":1}`, "bad_id", -1, "identifiant"},
		{"command without id", `{"v":1,"t":"recall","turn":1}`, "bad_id", -1, "identifiant"},
		{"second greeting", `{"v":1,"t":"hello","id":"x"}`, "already_greeted", -1, "saluée"},
		{"turn of the past", `{"v":1,"t":"commit","id":"x","turn":0}`, "wrong_turn", -1, "autre tour"},
		{"turn to come", `{"v":1,"t":"commit","id":"x","turn":2}`, "wrong_turn", -1, "autre tour"},
		{"next before the reveal", `{"v":1,"t":"next","id":"x","turn":1}`, "wrong_phase", -1, "phase"},
		{"recall of nothing", `{"v":1,"t":"recall","id":"x","turn":1}`, "not_committed", -1, ""},
		{"language that is not there", `{"v":1,"t":"lang","id":"x","lang":"de"}`, "no_language", -1, "langue"},
		{"measure that is not there", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"lamps"},{"action":"nix"}]}`, "unknown_action", 1, "mesure"},
		{"measure of somebody else", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"canary_raid"}]}`, "unknown_action", 0, "mesure"},
		{"offer that does not stand", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"canary_bribe"}]}`, "unknown_action", 0, "mesure"},
		{"delegation that is not there", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"appeal","target":"nix"}]}`, "unknown_role", 0, ""},
		{"no target", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"appeal"}]}`, "no_target", 0, "cible"},
		{"itself as target", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"appeal","target":"master"}]}`, "bad_target", 0, "ible"},
		{"the same twice", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"lamps"},{"action":"lamps"}]}`, "twice", 1, ""},
		{"more than a turn has", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"lamps"},{"action":"appeal","target":"police"},{"action":"blockade","target":"police","confirm":true}]}`, "too_many", 2, "2 mesures"},
		{"too dear", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"fleet"}]}`, "too_dear", 0, "Budget"},
		{"firebreak without confirmation", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"blockade","target":"police"}]}`, "confirm", 0, "confirmez"},
		{"endless text", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[{"action":"lamps","text":"` + long + `"}]}`, "too_long", 0, ""},
		{"endless list", `{"v":1,"t":"commit","id":"x","turn":1,"moves":[` + strings.Repeat(`{},`, 300) + `{}]}`, "too_long", -1, ""},
	}
	o := options(t, master)
	s := open(t, o)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := sit(t, s, master, "fr")
			send := strings.Replace(tt.send, `"id":"x"`, `"id":"`+tt.name+`"`, 1)
			g.raw(send)
			got := await(g, wire.TypeRefuse, func(wire.Refuse) bool { return true })
			if got.Code != tt.code || got.Move != tt.move || got.Text == "" || !strings.Contains(got.Text, tt.text) {
				t.Errorf("refused with %q at %d: %q\nwant %q at %d with %q", got.Code, got.Move, got.Text, tt.code, tt.move, tt.text)
			}
			if strings.Contains(send, `"id":"`+tt.name) && got.ID != tt.name {
				t.Errorf("the refusal is of command %q, want %q", got.ID, tt.name)
			}
			for _, raw := range g.settle("settled " + tt.name) {
				if k := kindOf(t, raw); k == wire.TypeView {
					t.Errorf("it sent a view: %s", raw)
				}
			}
			g.conn.Leave()
		})
	}
	if n := lines(t, o.Store, s); n != 0 {
		t.Errorf("refused commands left %d entries in the record", n)
	}
}

func TestNothingIsHeardBeforeTheGreeting(t *testing.T) {
	s := open(t, options(t, master))
	for _, kind := range []string{"commit", "recall", "next", "lang", "ask"} {
		g := attach(t, s, master)
		g.raw(fmt.Sprintf(`{"v":1,"t":%q,"id":"1","turn":1,"lang":"en"}`, kind))
		if got := g.refused("1"); got.Code != "not_greeted" {
			t.Errorf("%s is refused with %q, want not_greeted", kind, got.Code)
		}
		g.conn.Leave()
	}
}

func TestAnotherVersionIsLetGo(t *testing.T) {
	g := attach(t, open(t, options(t, master)), master)
	g.raw(`{"v":2,"t":"hello","lang":"fr"}`)
	got := await(g, wire.TypeBye, func(wire.Bye) bool { return true })
	if got.Reason != "bad_version" || !strings.Contains(got.Text, "Rechargez") || g.end != session.EndVersion {
		t.Errorf("bye %+v, end %q", got, g.end)
	}
}
