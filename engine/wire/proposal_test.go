package wire_test

import (
	"slices"
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/wire"
)

const pact = `format = 1
id = "pact"
turns = 2
[track.calm]
start = 50
[ladder]
rungs = [{ name = "calm" }, { name = "words" }, { name = "cost" }]
firebreaks = [{ below = 2, text = "cost" }]
[role.a]
kind = "state"
title = "Aurelia"
[role.b]
kind = "state"
title = "Belmonte"
[role.c]
kind = "state"
[response.speak]
by = "a"
target = "b"
rung = 1
seen = "public"
text = "{self} says {wording}."
advice = { legal = "Ask first." }
choice.wording.plain = { text = "a plain word" }
choice.wording.sharp = { text = "a sharp word", rung = 2 }
choice.wording.rude = { when = "calm > 90" }
[response.sign]
by = "a"
title = "The pact"
text = "Peace for a year."
legal = { status = "lawful", basis = "The Charter" }
cosign = { of = "b", at_least = 1 }
[attack.raid]
turn = 1
on = "a"
author = "c"
[evidence.clue]
about = "raid"
tlp = "clear"
points = { c = 2 }
to = "a"
turn = 1
text = "A clue."
[evidence.tape]
about = "raid"
points = { c = 2 }
to = "a"
turn = 1
[ending.end]
`

func deskOf(s *sit.Sitting, role string) *wire.Desk {
	return wire.NewDesk(s.M, s.Role(role), "en", wire.NamesFrom(1))
}

func TestAProposalReachesThoseWhoAreAsked(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, pact), 1, nil)
	scene := wire.Scene{Phase: wire.PhaseDecide, Open: []game.Move{s.Move("a sign"), s.Move("a speak b")}}
	desk := deskOf(s, "b")
	v := desk.View(&s.S, scene)
	if len(v.Proposals) != 1 {
		t.Fatalf("%d proposals, want 1", len(v.Proposals))
	}
	p := v.Proposals[0]
	if p.Mine || p.Role != "a" || p.Action != "sign" || p.Yes != nil || p.Text != "Aurelia proposes “The pact”." {
		t.Errorf("%+v", p)
	}
	desk.Book(&v)
	cards := desk.Whole().Cards
	at := slices.IndexFunc(cards, func(c wire.Card) bool { return c.ID == "sign" })
	if at < 0 || cards[at].Text != "Peace for a year." || cards[at].Basis != "The Charter" || cards[at].Cosign == nil || cards[at].Cosign.Of[0] != "b" {
		t.Errorf("the book does not show what is to be signed: %+v", cards)
	}
	if slices.ContainsFunc(cards, func(c wire.Card) bool { return c.ID == "speak" }) {
		t.Error("the book shows a measure of which nothing was asked")
	}
	move, ok := desk.Asked(&s.S, scene.Open, p.ID)
	if !ok || move != s.Move("a sign") {
		t.Errorf("asked about %+v, %v", move, ok)
	}
	if _, ok := deskOf(s, "a").Asked(&s.S, scene.Open, p.ID); ok {
		t.Error("the mover is asked")
	}
	scene.Ballots = []game.Ballot{s.Ballot("a sign", "b", "yes")}
	if v := desk.View(&s.S, scene); v.Proposals[0].Yes == nil || !*v.Proposals[0].Yes || v.Proposals[0].Answers != nil {
		t.Errorf("the answer given: %+v", v.Proposals[0])
	}
	mine := deskOf(s, "a").View(&s.S, scene).Proposals
	if len(mine) != 1 || !mine[0].Mine || len(mine[0].Answers) != 1 || mine[0].Answers[0] != (wire.Given{Role: "b", Yes: true}) || mine[0].ID == p.ID {
		t.Errorf("the mover is told %+v", mine)
	}
	for _, role := range []int32{s.Role("c"), -1} {
		if v := wire.NewDesk(s.M, role, "en", wire.NamesFrom(1)).View(&s.S, scene); v.Proposals != nil {
			t.Errorf("role %d is told %+v", role, v.Proposals)
		}
	}
	scene.Phase = wire.PhaseReveal
	if v := desk.View(&s.S, scene); v.Proposals != nil {
		t.Error("a proposal stands after the turn")
	}
}

func TestChoicesOnCardsAndOptions(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, pact), 1, nil)
	desk := deskOf(s, "a")
	v := desk.View(&s.S, wire.Scene{Phase: wire.PhaseDecide})
	desk.Book(&v)
	cards := desk.Whole().Cards
	card := cards[slices.IndexFunc(cards, func(c wire.Card) bool { return c.ID == "speak" })]
	if len(card.Choices) != 1 || card.Choices[0].Title != "Wording" || len(card.Choices[0].Words) != 3 || *card.Choices[0].Words[1].Rung != 2 || card.Choices[0].Words[0].Rung != nil {
		t.Errorf("%+v", card.Choices)
	}
	if len(card.Advice) != 1 || card.Advice[0] != (wire.Advice{By: "legal", Text: "Ask first."}) {
		t.Errorf("%+v", card.Advice)
	}
	option := v.Options[slices.IndexFunc(v.Options, func(o wire.Option) bool { return o.Action == "speak" })]
	if len(option.Words) != 1 || option.Words[0].Word != "rude" || option.Words[0].Code != "locked" || !strings.Contains(option.Words[0].Why, "90") {
		t.Errorf("%+v", option.Words)
	}
	if len(option.Cases) != 1 || option.Cases[0].Choices["wording"] != "sharp" || option.Cases[0].Crosses == nil || *option.Cases[0].Crosses != 2 {
		t.Errorf("%+v", option.Cases)
	}
	for _, c := range []struct {
		move wire.Move
		code string
		want string
	}{
		{wire.Move{Action: "speak", Target: "b"}, "", "a speak b"},
		{wire.Move{Action: "speak", Target: "b", Choices: map[string]string{"wording": "sharp"}}, "", "a speak b wording=sharp"},
		{wire.Move{Action: "speak", Target: "b", Choices: map[string]string{"wording": "loud"}}, "bad_choice", ""},
		{wire.Move{Action: "speak", Target: "b", Choices: map[string]string{"tone": "sharp"}}, "bad_choice", ""},
		{wire.Move{Action: "sign", Choices: map[string]string{"wording": "sharp"}}, "bad_choice", ""},
	} {
		got, code := desk.ParseMove(c.move)
		if code != c.code || code == "" && got != s.Move(c.want) {
			t.Errorf("%+v: %+v, %q", c.move, got, code)
		}
		if back := desk.MoveOf(got); code == "" && (back.Action != "speak" || back.Choices["wording"] == "") {
			t.Errorf("back as %+v", back)
		}
	}
}

func TestPublishingOnTheWire(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, pact), 1, nil)
	desk := deskOf(s, "a")
	v := desk.View(&s.S, wire.Scene{Phase: wire.PhaseDecide})
	option := v.Options[slices.IndexFunc(v.Options, func(o wire.Option) bool { return o.Action == "publish" })]
	if !option.OK || len(option.Items) != 2 || !option.Items[0].OK || option.Items[1].Code != "tlp" || option.Items[1].Why != "It is marked TLP amber: it may not be published." {
		t.Fatalf("%+v", option)
	}
	for _, e := range v.Evidence {
		if e.Public {
			t.Errorf("%+v is public", e)
		}
	}
	move, code := desk.ParseMove(wire.Move{Action: "publish", Evidence: option.Items[0].Evidence})
	if code != "" || move != s.Move("a publish clue") {
		t.Fatalf("%+v, %q", move, code)
	}
	if back := desk.MoveOf(move); back.Evidence != option.Items[0].Evidence || back.Action != "publish" {
		t.Errorf("back as %+v", back)
	}
	for _, id := range []string{"", "clue", "zzzzzzzzzzzz"} {
		if _, code := desk.ParseMove(wire.Move{Action: "publish", Evidence: id}); code != "bad_choice" {
			t.Errorf("evidence %q: %q", id, code)
		}
	}
	s.Ledger.Reset()
	s.Close("a publish clue")
	wall := wire.NewDesk(s.M, -1, "en", wire.NamesFrom(1))
	shown := wall.View(&s.S, wire.Scene{Phase: wire.PhaseReveal, Reveal: &s.Ledger})
	wall.Book(&shown)
	if len(shown.Evidence) != 1 || !shown.Evidence[0].Public || !shown.Evidence[0].Found {
		t.Errorf("the wall shows %+v", shown.Evidence)
	}
	if !slices.ContainsFunc(wall.Whole().Items, func(c wire.ItemCard) bool { return c.Text == "A clue." }) {
		t.Error("the wall's book does not hold the text")
	}
	if !slices.ContainsFunc(shown.Reveal.Events, func(e wire.Event) bool {
		return e.Kind == "move" && e.Role == "a" && e.Item == shown.Evidence[0].ID && strings.Contains(e.Text, "publishes evidence")
	}) {
		t.Errorf("events %+v", shown.Reveal.Events)
	}
}
