package wire_test

import (
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/wire"
)

const dear = `format = 1
id = "dear"
turns = 3
languages = ["en", "fr"]
[track.calm]
title = { en = "Calm", fr = "Calme" }
start = 50
[track.files]
seen = "hidden"
[pair_track.trust]
title = { en = "Trust", fr = "Confiance" }
start = 60
[role.a]
kind = "state"
title = { en = "Aurelia", fr = "Aurélie" }
[role.b]
kind = "state"
title = { en = "Belmonte", fr = "Belmonte" }
[role.c]
kind = "state"
title = { en = "Corva", fr = "Corva" }
[response.sign]
by = "a"
cosign = { of = "b", at_least = 1 }
[attack.raid]
turn = 1
on = "a"
author = "c"
[evidence.source]
about = "raid"
points = { c = 2 }
to = "a"
turn = 1
[evidence.source.beyond]
effects = ["pair(self, c).trust -= 20", "files += 1", "calm -= files"]
text = { en = "{self} has a call from Corva.", fr = "Corva appelle {self}." }
[evidence.name]
about = "raid"
points = { c = 2 }
tlp = "red"
to = "a"
turn = 1
[evidence.late]
about = "raid"
points = { c = 2 }
tlp = "green"
to = "a"
turn = 1
beyond = { effects = ["calm -= 3"], after = 2, seen = "c" }
[ending.end]
`

// What it costs to go beyond a mark stands on the card of the evidence before
// anybody decides, as far as the holder sees what it changes.
func TestThePriceOfAMarkStandsOnTheCard(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, dear), 1, nil)
	for lang, want := range map[string][][]string{
		"en": {
			{"Aurelia has a call from Corva.", "“Trust” (Aurelia and Corva) falls by 20.", "That need not be all."}, nil,
			{"“Calm” falls by 3.", "This comes 2 turns later."},
		},
		"fr": {
			{"Corva appelle Aurélie.", "« Confiance » (Aurélie et Corva) baisse de 20.", "Ce n’est peut-être pas tout."}, nil,
			{"« Calme » baisse de 3.", "Cela vient 2 tours plus tard."},
		},
	} {
		desk := wire.NewDesk(s.M, s.Role("a"), lang, wire.NamesFrom(1))
		v := desk.View(&s.S, wire.Scene{Phase: wire.PhaseConsult})
		desk.Book(&v)
		items := desk.Whole().Items
		for i, held := range v.Evidence {
			at := slices.IndexFunc(items, func(c wire.ItemCard) bool { return c.ID == held.ID })
			if got := items[at].Beyond; !slices.Equal(got, want[i]) {
				t.Errorf("%s, evidence %d: %q, want %q", lang, i, got, want[i])
			}
		}
	}
}

func TestWhatMayGoBeyondItsMarkIsOffered(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, dear), 1, nil)
	scene := wire.Scene{Phase: wire.PhaseDecide}
	desk := deskOf(s, "a")
	v := desk.View(&s.S, scene)
	source, name, late := v.Evidence[0].ID, v.Evidence[1].ID, v.Evidence[2].ID
	if len(v.Share) != 2 || !slices.Equal(v.Share[0].Evidence, []string{source}) || v.Share[0].To != nil || !slices.Equal(v.Share[0].Beyond, []string{"b", "c"}) ||
		!slices.Equal(v.Share[1].Evidence, []string{late}) || !v.Share[1].All || v.Share[1].Beyond != nil {
		t.Errorf("may be shared: %+v", v.Share)
	}
	items := v.Options[len(v.Options)-1].Items
	if want := []wire.Publish{{Evidence: source, OK: true, Beyond: true}, {Evidence: name, Code: "tlp", Why: "It is marked TLP red: it may not be published."}, {Evidence: late, OK: true, Beyond: true}}; !slices.Equal(items, want) {
		t.Errorf("may be published: %+v, want %+v", items, want)
	}
	judged := func(m wire.Share) game.Code {
		t.Helper()
		gift, code := desk.ParseShare(&s.S, scene, m)
		if code != "" {
			t.Fatal(code)
		}
		return s.M.CheckAct(&s.S, game.Act{Kind: game.ActShare, Gift: gift})
	}
	for _, x := range []struct {
		what string
		wire.Share
		open []game.Move
		want game.Code
	}{
		{"not confirmed", wire.Share{Evidence: source, To: []string{"b"}}, nil, game.Beyond},
		{"confirmed", wire.Share{Evidence: source, To: []string{"b"}, Confirm: true}, nil, game.OK},
		{"no price", wire.Share{Evidence: name, To: []string{"b"}, Confirm: true}, nil, game.TLP},
		{"to one who is asked", wire.Share{Evidence: source, To: []string{"b"}}, []game.Move{s.Move("a sign")}, game.OK},
		{"to one who is asked and one who is not", wire.Share{Evidence: source, To: []string{"b", "c"}}, []game.Move{s.Move("a sign")}, game.Beyond},
	} {
		scene.Open = x.open
		if got := judged(x.Share); got != x.want {
			t.Errorf("%s: %v, want %v", x.what, got, x.want)
		}
	}
	// With a proposal the price is for those alone who are not asked.
	gift, _ := desk.ParseShare(&s.S, scene, wire.Share{Evidence: source, To: []string{"b", "c"}, Confirm: true})
	if !gift.Rides || s.M.Game.Beyond(gift) != game.One(s.Role("c")) {
		t.Errorf("goes beyond its mark for %x, with a proposal %v", s.M.Game.Beyond(gift), gift.Rides)
	}
	if got := s.P.Act(&s.S, game.Act{Kind: game.ActShare, Gift: gift}); got != game.OK || s.Get("files") != 1 {
		t.Errorf("%v, and the price was paid %v times", got, s.Get("files"))
	}
}
