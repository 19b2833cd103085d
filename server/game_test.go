package server_test

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/wire"
	"demarche/server/store"
)

// party is an exercise with a facilitator, a player who came by the link of a
// seat, and one who came to the lobby with a PIN.
type party struct {
	*building
	code                string
	lead, link, guest   *browser
	con, master, police *phone
}

func gather(b *building) *party {
	t := b.t
	t.Helper()
	p := &party{building: b, lead: b.hosting(), link: b.browser(), guest: b.browser()}
	p.code = p.lead.opens(`{"scenario":"harbour","lang":"en","seed":7}`)
	p.con = p.lead.call(p.code, "control")
	c := console(p.con, nil)
	if c.Code != p.code || c.Phase != wire.PhaseLobby || len(c.Pin) != 6 || len(c.Links) != 3 {
		t.Fatalf("the console is %+v", c)
	}
	if a := p.link.get(links(c)["master"] + "?lang=en"); a.Header.Get("Location") != "/g/"+p.code+"?lang=en" {
		t.Fatalf("the link leads to %q", a.Header.Get("Location"))
	}
	p.master = p.link.call(p.code, "")
	until[wire.Lobby](p.master, wire.TypeLobby, nil)
	if a := p.guest.post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Bo","pin":%q}`, strings.ToLower(p.code), c.Pin)); a.json["to"] != "/g/"+p.code+"/lobby" {
		t.Fatalf("joining: %d %s", a.status, a.body)
	}
	p.police = p.guest.call(p.code, "")
	until(p.police, wire.TypeLobby, func(l wire.Lobby) bool { return l.You != nil && l.You.Name == "Bo" && l.You.Admitted })
	p.police.must("take", map[string]any{"role": "police"})
	console(p.con, func(c wire.Console) bool { return len(c.Guests) == 1 && c.Guests[0].Role == "police" })
	return p
}

// begin starts the exercise and leads it to the first decision.
func (p *party) begin() {
	p.t.Helper()
	p.con.must("act", map[string]any{"do": "start"})
	p.decide(1)
}

// decide leads a turn to its decision: the facilitator ends the phases before.
func (p *party) decide(turn int) {
	p.t.Helper()
	order := map[string]int{wire.PhaseBrief: 1, wire.PhaseConsult: 2, wire.PhaseDecide: 3}
	for passed := 0; ; {
		// A console of the phase just ended may still be on its way.
		c := console(p.con, func(c wire.Console) bool { return c.Turn == turn && order[c.Phase] > passed })
		if c.Phase == wire.PhaseDecide {
			break
		}
		passed = order[c.Phase]
		p.con.must("act", map[string]any{"do": "advance"})
	}
	for _, x := range []*phone{p.master, p.police} {
		view(x, wire.PhaseDecide, turn)
	}
}

func view(p *phone, phase string, turn int) wire.View {
	p.t.Helper()
	return until(p, wire.TypeView, func(v wire.View) bool { return v.Phase == phase && v.Turn == turn })
}

func (p *party) commit(x *phone, turn int, action string) {
	p.t.Helper()
	moves := []wire.Move{}
	if action != "" {
		moves = append(moves, wire.Move{Action: action})
	}
	x.must("commit", map[string]any{"turn": turn, "moves": moves})
}

// play plays a turn that is being decided to its end.
func (p *party) play(turn int) {
	p.t.Helper()
	p.commit(p.master, turn, "lamps")
	p.commit(p.police, turn, "")
	if turn == 3 {
		return
	}
	for _, x := range []*phone{p.master, p.police} {
		v := view(x, wire.PhaseReveal, turn)
		if v.Reveal == nil || v.Reveal.Turn != turn {
			p.t.Fatalf("turn %d reveals %+v", turn, v.Reveal)
		}
	}
	p.master.must("next", map[string]any{"turn": turn})
	if turn == 1 { // all have read: the next turn opens by itself
		p.police.must("next", map[string]any{"turn": turn})
	} else { // the police still reads: the facilitator goes on
		p.con.must("act", map[string]any{"do": "advance", "reason": "On we go."})
	}
	p.decide(turn + 1)
}

// finish checks that everybody learns how it ended.
func (p *party) finish() {
	p.t.Helper()
	for name, x := range map[string]*phone{"master": p.master, "police": p.police} {
		// The debrief comes before the view, or after it if the line is slow.
		var v wire.View
		var d wire.Debrief
		for v.Phase != wire.PhaseEnded || d.T == "" {
			h, raw := x.next()
			switch h.T {
			case wire.TypeView:
				v = decode[wire.View](p.t, raw)
			case wire.TypeDebrief:
				d = decode[wire.Debrief](p.t, raw)
			}
		}
		if v.Turn != 3 || v.End == nil || v.End.Title != "Morning" {
			p.t.Errorf("the %s sees the end %+v of turn %d", name, v.End, v.Turn)
		}
		if d.Ending.Title != "Morning" || len(d.Decisions) < 3 {
			p.t.Errorf("the %s is told %+v", name, d)
		}
	}
	console(p.con, func(c wire.Console) bool { return c.Phase == wire.PhaseEnded })
}

// verifies reads the record from the store and plays it again.
func verifies(t *testing.T, records interface {
	Load(context.Context, string) (*record.Record, error)
}, code string, seed uint64) {
	t.Helper()
	rec, err := records.Load(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	if rec.Header.Seed != seed {
		t.Errorf("the record has seed %d, want %d", rec.Header.Seed, seed)
	}
	report := record.Verify(rec, func(fsys fs.FS, h *record.Header) (*game.Machine, error) {
		doc, err := scenario.Read(fsys, h.Main)
		if err != nil {
			return nil, err
		}
		g, err := scenario.Compile(doc)
		if err != nil {
			return nil, err
		}
		return game.NewMachine(g), nil
	})
	if !report.OK() {
		t.Errorf("the record does not verify: %+v", report)
	}
}

// verifiesFolder does so with the store of a folder that no server has open.
func verifiesFolder(t *testing.T, folder, code string, seed uint64) {
	t.Helper()
	kept, err := store.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	verifies(t, kept, code, seed)
	if err := kept.Close(); err != nil {
		t.Error(err)
	}
}

func TestAFacilitatedExerciseFromTheLobbyToTheDebrief(t *testing.T) {
	b := serve(t, exercises())
	p := gather(b)
	if code := p.master.asks("act", map[string]any{"do": "start"}); code == "" {
		t.Error("a player starts the exercise")
	}
	p.begin()
	for turn := 1; turn <= 3; turn++ {
		p.play(turn)
	}
	p.finish()
	for _, raw := range p.master.got {
		// Once it is over the debrief tells everybody everything.
		if strings.Contains(strings.ToLower(raw), "canary") && !strings.Contains(raw, `"t":"debrief"`) {
			t.Errorf("the master is told what is hidden: %s", raw)
		}
	}
	if a := b.browser().post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Late"}`, p.code)); a.status != http.StatusConflict || a.says() != "ended" {
		t.Errorf("who comes after the end: %d %s", a.status, a.body)
	}
	verifies(t, b.o.Store, p.code, 7)
	for _, x := range []*browser{p.lead, p.link, p.guest} {
		for _, secret := range secrets(x) {
			if strings.Contains(b.logs.String(), secret) {
				t.Error("a secret is in the log")
			}
		}
	}
}

// secrets are the values of a browser's cookies.
func secrets(x *browser) (all []string) {
	for _, c := range x.Jar.Cookies(&url.URL{Scheme: "http", Host: x.at.addr, Path: "/"}) {
		all = append(all, c.Value)
	}
	return all
}

// In the middle of a turn, with one delegation committed, the server stops and
// starts again on the same store. All come back by their cookies to what they
// left, links and PIN stay as they were, and the exercise goes on to its end.
func TestEverybodyComesBackAfterARestart(t *testing.T) {
	for _, kind := range []string{"memory", "sqlite"} {
		t.Run(kind, func(t *testing.T) {
			o := exercises()
			if kind == "sqlite" {
				o.Store, o.Folder = nil, t.TempDir()
			}
			b := serve(t, o)
			p := gather(b)
			before := console(p.lead.call(p.code, "control"), nil)
			wall, waiting := b.browser(), b.browser()
			wall.get(links(before)[""])
			waiting.post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Cy"}`, p.code))
			p.begin()
			p.play(1)
			p.commit(p.master, 2, "lamps")

			b.again()
			if b.back != 1 {
				t.Errorf("%d exercises are back, want 1", b.back)
			}
			p.con, p.master, p.police = p.lead.call(p.code, "control"), p.link.call(p.code, ""), p.guest.call(p.code, "")
			after := console(p.con, nil)
			if after.Phase != wire.PhaseDecide || after.Turn != 2 || after.Pin != before.Pin {
				t.Errorf("the console is back in %s of turn %d with PIN %s, want decide of turn 2 with %s", after.Phase, after.Turn, after.Pin, before.Pin)
			}
			for role, link := range links(before) {
				if got := links(after)[role]; got != link {
					t.Errorf("the link of %q is %s, was %s", role, got, link)
				}
			}
			if path(after.JoinURL) != path(before.JoinURL) {
				t.Errorf("the lobby's link is %s, was %s", after.JoinURL, before.JoinURL)
			}
			if v := view(p.master, wire.PhaseDecide, 2); !v.Mine.Committed || len(v.Mine.Moves) != 1 || v.Mine.Moves[0].Action != "lamps" {
				t.Errorf("the master finds %+v", v.Mine)
			}
			if v := view(p.police, wire.PhaseDecide, 2); v.Mine.Committed || v.Role != "police" {
				t.Errorf("the police find %+v as %s", v.Mine, v.Role)
			}
			until[wire.View](wall.call(p.code, "wall"), wire.TypeView, nil)
			until(waiting.call(p.code, ""), wire.TypeLobby, func(l wire.Lobby) bool { return l.You.Name == "Cy" && !l.You.Admitted })
			// The host's cookie lives on; so do links that were handed out.
			if a := p.lead.get("/api/sessions"); kind == "sqlite" && !strings.Contains(a.body, p.code) {
				t.Errorf("the host sees %d %s", a.status, a.body)
			}
			late := b.browser()
			if a := late.get(links(before)["master"]); a.status != http.StatusSeeOther {
				t.Errorf("the old link gives %d %s", a.status, a.body)
			}
			if v := view(late.call(p.code, ""), wire.PhaseDecide, 2); v.Role != "master" {
				t.Errorf("it seats %q", v.Role)
			}

			p.commit(p.police, 2, "")
			for _, x := range []*phone{p.master, p.police} {
				view(x, wire.PhaseReveal, 2)
			}
			p.con.must("act", map[string]any{"do": "advance"})
			p.decide(3)
			p.play(3)
			p.finish()
			b.stop()
			if kind == "memory" {
				verifies(t, o.Store, p.code, 7)
				return
			}
			verifiesFolder(t, o.Folder, p.code, 7)
		})
	}
}

// The facilitator admits who came without a PIN; before that nothing can be
// taken. The link of the lobby admits by itself.
func TestWhoIsNotAdmittedWaits(t *testing.T) {
	b := serve(t, exercises())
	lead := b.hosting()
	code := lead.opens(`{"scenario":"harbour"}`)
	con := lead.call(code, "control")
	c := console(con, nil)
	g := b.browser()
	g.post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Cy"}`, code))
	cy := g.call(code, "")
	until(cy, wire.TypeLobby, func(l wire.Lobby) bool { return !l.You.Admitted })
	if got := cy.asks("take", map[string]any{"role": "police"}); got != wire.CodeNotAdmitted {
		t.Errorf("taking a seat is answered with %q, want %q", got, wire.CodeNotAdmitted)
	}
	c = console(con, func(c wire.Console) bool { return len(c.Guests) == 1 })
	con.must("act", map[string]any{"do": "admit", "guest": c.Guests[0].ID})
	until(cy, wire.TypeLobby, func(l wire.Lobby) bool { return l.You.Admitted })
	cy.must("take", map[string]any{"role": "police"})

	invited := b.browser()
	if a := invited.get(path(c.JoinURL)); a.Header.Get("Location") != "/?code="+code {
		t.Errorf("the lobby's link leads to %q", a.Header.Get("Location"))
	}
	if a := invited.post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Di"}`, code)); a.status != http.StatusOK {
		t.Fatalf("joining by the link: %d %s", a.status, a.body)
	}
	di := invited.call(code, "")
	until(di, wire.TypeLobby, func(l wire.Lobby) bool { return l.You.Admitted && l.You.Name == "Di" })

	con.must("act", map[string]any{"do": "refuse", "guest": c.Guests[0].ID})
	if reason, _ := cy.closed(); reason != wire.CodeNoSeat {
		t.Errorf("who is sent away hears %q", reason)
	}
	again, err := g.dial(code, "")
	if err != nil {
		t.Fatal(err)
	}
	if reason, _ := again.closed(); reason != wire.CodeNoSeat {
		t.Errorf("who was sent away and comes back hears %q", reason)
	}
}
