package server_test

import (
	"fmt"
	"testing"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/wire"
	"demarche/scenarios"
	"demarche/server/session"
)

// own is the library of what comes with the program.
type own struct{}

func (own) Scenarios() []string { return []string{"code_blue"} }

func (own) Scenario(id string) (*session.Scenario, error) {
	doc, err := scenario.Read(scenarios.FS, id)
	if err != nil {
		return nil, err
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return nil, err
	}
	sc := &session.Scenario{Machine: game.NewMachine(g), Main: doc.Files[0].Name}
	for _, f := range doc.Files {
		sc.Files = append(sc.Files, record.File{Name: f.Name, Data: f.Data})
	}
	return sc, nil
}

// The scenario that comes with the program, with its clock and all phases, two
// people and a facilitator, over a restart in each second turn.
func TestTheShippedExerciseOverTheWireAndOverRestarts(t *testing.T) {
	o := exercises()
	o.Library, o.Store, o.Folder = own{}, nil, t.TempDir()
	b := serve(t, o)
	lead := b.hosting()
	code := lead.opens(`{"scenario":"code_blue","lang":"fr","seed":11}`)
	con := lead.call(code, "control")
	first := console(con, nil)
	people := map[string]*browser{"aurelia": b.browser(), "halcyon": b.browser()}
	phones := map[string]*phone{}
	connect := func() {
		con = lead.call(code, "control")
		for role, x := range people {
			phones[role] = x.call(code, "")
		}
	}
	for role, x := range people {
		if role == "halcyon" {
			x.get(links(first)[role])
			continue
		}
		x.post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Ada","pin":%q}`, code, first.Pin))
	}
	connect()
	phones["aurelia"].must("take", map[string]any{"role": "aurelia"})
	for _, seat := range first.Seats {
		if people[seat.Role] == nil {
			con.must("act", map[string]any{"do": "computer", "role": seat.Role})
		}
	}
	con.must("act", map[string]any{"do": "start"})
	turns := 0
	for turn := 1; ; turn++ {
		seen := map[string]bool{}
		for {
			c := console(con, func(c wire.Console) bool { return c.Turn == turn && !seen[c.Phase] && c.Phase != wire.PhaseReveal })
			seen[c.Phase] = true
			if c.Phase == wire.PhaseDecide || c.Phase == wire.PhaseEnded {
				break
			}
			con.must("act", map[string]any{"do": "advance"})
		}
		if turns == 0 && (!seen[wire.PhaseBrief] || !seen[wire.PhaseConsult]) {
			t.Errorf("turn 1 has the phases %v, want briefing and consultation before the decision", seen)
		}
		if turn%2 == 0 {
			b.again()
			connect()
		}
		for role, p := range phones {
			if v := view(p, wire.PhaseDecide, turn); v.Role != role || len(v.Options) == 0 {
				t.Fatalf("turn %d: %s sees %d options as %s", turn, role, len(v.Options), v.Role)
			}
			p.must("commit", map[string]any{"turn": turn, "moves": []wire.Move{}})
		}
		turns = turn
		c := console(con, func(c wire.Console) bool {
			return c.Turn == turn && (c.Phase == wire.PhaseReveal || c.Phase == wire.PhaseEnded)
		})
		if c.Phase == wire.PhaseEnded {
			break
		}
		con.must("act", map[string]any{"do": "advance"})
	}
	if turns < 2 {
		t.Errorf("it ends after turn %d", turns)
	}
	for role, p := range phones {
		if d := until[wire.Debrief](p, wire.TypeDebrief, nil); d.Headline == "" || len(d.Course) != turns {
			t.Errorf("%s is told %+v, want %d turns", role, d, turns)
		}
	}
	b.stop()
	verifiesFolder(t, o.Folder, code, 11)
}
