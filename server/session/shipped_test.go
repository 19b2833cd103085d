package session_test

import (
	"fmt"
	"testing"

	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/wire"
	"demarche/scenarios"
	"demarche/server/session"
	"demarche/server/store"
)

// TestShippedScenariosArePlayedFromEverySeat sits down at each seat of each
// scenario that comes with the program, takes every turn the first measure that
// the view offers, and plays to the end.
func TestShippedScenariosArePlayedFromEverySeat(t *testing.T) {
	for _, id := range scenarios.IDs() {
		doc, err := scenario.Read(scenarios.FS, id)
		if err != nil {
			t.Fatal(err)
		}
		g, err := scenario.Compile(doc)
		if err != nil {
			t.Fatal(err)
		}
		sc := &session.Scenario{Machine: game.NewMachine(g), Main: doc.Files[0].Name}
		for _, f := range doc.Files {
			sc.Files = append(sc.Files, record.File{Name: f.Name, Data: f.Data})
		}
		for role, r := range g.Roles {
			if r.Seat {
				t.Run(id+" "+r.ID, func(t *testing.T) { playFrom(t, sc, int32(role)) })
			}
		}
	}
}

func playFrom(t *testing.T, sc *session.Scenario, role int32) {
	players, err := policy.NewTable(sc.Machine, nil)
	if err != nil {
		t.Fatal(err)
	}
	o := session.Options{
		Scenario: sc, Seed: 11, People: []int32{role}, Players: players,
		Store: &store.Memory{}, Build: "test", Log: quiet,
	}
	s := open(t, o)
	g := sit(t, s, role, "fr")
	g.read = 0
	largest := 0
	for turn := 1; ; turn++ {
		v := g.view(wire.PhaseDecide, turn)
		var moves []wire.Move
		if m, ok := firstOpen(v); ok {
			moves = append(moves, m)
		}
		g.commit(fmt.Sprint("c", turn), turn, moves...)
		g.ack(fmt.Sprint("c", turn))
		v = await(g, wire.TypeView, func(v wire.View) bool {
			agree(g, v)
			return v.Phase != wire.PhaseDecide
		})
		largest = max(largest, len(g.got[g.read-1]))
		if v.Phase == wire.PhaseEnded {
			if v.End == nil || v.End.Title == "" {
				t.Errorf("it ends without an ending: %+v", v.End)
			}
			break
		}
		g.next(fmt.Sprint("n", turn), turn)
	}
	t.Logf("largest view: %d bytes", largest)
}

// agree says yes to whatever the seat is asked, once.
func agree(g *guest, v wire.View) {
	for _, p := range v.Proposals {
		if !p.Mine && p.Yes == nil {
			g.send(wire.Answer{Head: head(wire.TypeAnswer, fmt.Sprint("a", v.Turn, p.ID)), Turn: v.Turn, Proposal: p.ID, Yes: true})
		}
	}
}

// firstOpen returns the first measure that a view offers, confirmed.
func firstOpen(v wire.View) (wire.Move, bool) {
	for _, o := range v.Options {
		if o.OK && len(o.Targets) == 0 {
			return wire.Move{Action: o.Action, Confirm: true}, true
		}
		for _, target := range o.Targets {
			if target.OK {
				return wire.Move{Action: o.Action, Target: target.Role, Confirm: true}, true
			}
		}
	}
	return wire.Move{}, false
}
