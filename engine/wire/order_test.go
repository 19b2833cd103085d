package wire_test

import (
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/wire"
)

const orders = `format = 1
id = "orders"
turns = 3
[track.calm]
start = 50
[role_track.funds]
start = 30
[role.a]
title = "Aurelia"
[role.b]
title = "Belmonte"
[role.c]
[response.strike]
by = "a"
target = ["b", "c"]
standing = "calm < 20"
cost = { funds = "amount" }
amount = { min = 5, max = "self.funds", step = 5 }
words = { needed = true, max = 20 }
[response.law]
by = "a"
tray = "law"
vote = { of = ["a", "b", "c"], rule = 2, ballot = "secret" }
consent = { of = "b" }
words = {}
[response.truce]
by = "a"
target = "b"
consent = { of = "target" }
makes = "quiet"
[response.shout]
by = ["a", "b"]
seen = "public"
tags = ["loud"]
[response.whisper]
by = "b"
when = "not in_force(quiet, self, a)"
[agreement.quiet]
title = "The quiet"
forbids = "loud"
lasts = 2
[ending.end]
`

func TestAgreementsOnTheWire(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, orders), 1, nil)
	s.CloseWith([]game.Ballot{s.Ballot("a truce b", "b", "yes")}, "a truce b")
	s.P.Open(&s.S)
	for role := range int32(3) {
		v := wire.NewDesk(s.M, role, "en", wire.NamesFrom(1)).View(&s.S, wire.Scene{Phase: wire.PhaseDecide, News: &s.Ledger})
		if len(v.Agreements) != 1 || v.Agreements[0].Title != "The quiet" || strings.Join(v.Agreements[0].Between, " ") != "a b" || v.Agreements[0].Until != 3 {
			t.Errorf("role %d is shown %+v", role, v.Agreements)
		}
		for _, o := range v.Options {
			if breaks := o.Action == "shout"; breaks != (len(o.Breaks) == 1) {
				t.Errorf("role %d, %s breaks %v", role, o.Action, o.Breaks)
			}
			if o.Action == "whisper" && o.Why != "Required: “The quiet” (Aurelia) not in force." {
				t.Errorf("locked because %q", o.Why)
			}
		}
	}
}

func TestOrdersThatWaitOnTheWire(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, orders), 1, nil)
	mine, other := wire.NewDesk(s.M, 0, "en", wire.NamesFrom(1)), wire.NewDesk(s.M, 1, "en", wire.NamesFrom(2))
	v := mine.View(&s.S, wire.Scene{Phase: wire.PhaseDecide})
	if a := v.Options[0].Amounts; a == nil || *a != (wire.Amounts{Low: 5, High: 30, Step: 5}) {
		t.Fatalf("amounts %+v", a)
	}
	book, _ := mine.Book(&v)
	if c := book.Cards[0]; c.Standing != "Calm below 20" || c.Words == nil || !c.Words.Needed || c.Words.Max != 20 {
		t.Errorf("card %+v", c)
	}
	if c := book.Cards[1]; c.Vote == nil || c.Vote.Rule != "number" || c.Vote.AtLeast != 2 || !c.Vote.Secret || c.Consent == nil || len(c.Consent.Of) != 1 {
		t.Errorf("card %+v", c)
	}
	for _, c := range []struct {
		move wire.Move
		code string
	}{
		{wire.Move{Action: "strike", Target: "b", Amount: 10, Text: "Now."}, ""},
		{wire.Move{Action: "strike", Target: "b", Amount: 12, Text: "Now."}, "bad_amount"},
		{wire.Move{Action: "strike", Target: "b", Amount: 35, Text: "Now."}, "bad_amount"},
		{wire.Move{Action: "strike", Target: "b", Amount: 10}, "bad_text"},
		{wire.Move{Action: "strike", Target: "b", Amount: 10, Text: strings.Repeat("é", 21)}, "bad_text"},
		{wire.Move{Action: "law", Amount: 1}, "bad_amount"},
	} {
		m, code := mine.ParseMove(c.move)
		if r := s.M.View(&s.S, 0).Check([]game.Move{m}); code == "" && r != nil {
			code = r.Code.String()
		}
		if code != c.code {
			t.Errorf("%+v: %q, want %q", c.move, code, c.code)
		}
	}
	s.Close("a strike b amount=10")
	s.P.Open(&s.S)
	v = mine.View(&s.S, wire.Scene{Phase: wire.PhaseBrief})
	if len(v.Standing) != 1 || v.Standing[0].Move.Amount != 10 || v.Standing[0].Turn != 1 || v.Standing[0].Text != "“Strike” (on Belmonte; 10)" {
		t.Errorf("standing %+v", v.Standing)
	}
	if w := other.View(&s.S, wire.Scene{Phase: wire.PhaseBrief}); len(w.Standing) != 0 {
		t.Errorf("the target is shown %+v", w.Standing)
	}
	if r := s.Check("a strike b amount=10"); r == nil || r.Code != game.Armed {
		t.Errorf("given twice: %v", r)
	}
}

func TestWordsReachThoseWhoLearnOfTheMove(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, orders), 1, nil)
	law := s.Move("a law")
	scene := wire.Scene{Phase: wire.PhaseDecide, Open: []game.Move{law}, Beside: []wire.Said{{Move: law, Words: "For peace."}}}
	scene.Ballots = []game.Ballot{s.Ballot("a law", "b", "yes"), s.Ballot("a law", "c", "no")}
	asked := wire.NewDesk(s.M, 1, "en", wire.NamesFrom(1)).View(&s.S, scene)
	if len(asked.Proposals) != 1 || asked.Proposals[0].Words != "For peace." {
		t.Errorf("proposals %+v", asked.Proposals)
	}
	asks := wire.NewDesk(s.M, 0, "en", wire.NamesFrom(1)).View(&s.S, scene)
	if len(asks.Proposals) != 1 || len(asks.Proposals[0].Answers) != 0 {
		t.Errorf("a secret vote is told: %+v", asks.Proposals)
	}
	s.Ledger.Reset()
	s.CloseWith(scene.Ballots, "a law")
	for role := range int32(3) {
		v := wire.NewDesk(s.M, role, "en", wire.NamesFrom(1)).View(&s.S, wire.Scene{Phase: wire.PhaseReveal, Reveal: &s.Ledger, Beside: scene.Beside})
		if len(v.Reveal.Events) != 1 || v.Reveal.Events[0].Words != "For peace." || strings.Contains(v.Reveal.Events[0].Text, "Belmonte") {
			t.Errorf("role %d: %+v", role, v.Reveal.Events)
		}
	}
}
