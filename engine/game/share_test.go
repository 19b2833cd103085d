package game_test

import (
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// allies has evidence of every mark in the hands of a ministry, a service of the
// same State, a friend who is asked to sign, and a stranger.
const allies = world + `
[role.service]
kind = "agency"
state = "aurelia"
[role.pelagia]
kind = "state"
[response.charter]
by = "aurelia"
cost = { means = 2 }
cosign = { of = ["aurelia", "pelagia"], at_least = 2 }
[response.note]
by = "aurelia"
[attack.raid]
turn = 1
on = "aurelia"
author = { moth = 1, korsavia = 1 }
suspects = { moth = 40, korsavia = 40 }
[evidence.open]
about = "raid"
points = { moth = 3 }
tlp = "clear"
to = "aurelia"
turn = 1
[evidence.known]
about = "raid"
points = { moth = 3 }
tlp = "green"
to = "aurelia"
turn = 1
[evidence.kept]
about = "raid"
points = { moth = 3 }
to = "aurelia"
turn = 1
[evidence.secret_source]
about = "raid"
points = { moth = 3 }
tlp = "red"
to = "aurelia"
turn = 1
[evidence.late]
about = "raid"
points = { korsavia = 3 }
tlp = "green"
to = "pelagia"
turn = 3
[rule.told]
when = "this_turn(share, aurelia, pelagia)"
effects = ["calm -= 7"]
`

func TestTheMarkDecidesToWhomEvidenceMayGo(t *testing.T) {
	tests := []struct {
		words string
		want  game.Code
	}{
		{"share open by aurelia with service korsavia pelagia", game.OK},
		{"share known by aurelia with korsavia", game.OK},
		{"share known by aurelia with korsavia moth", game.BadTarget}, // nobody sits there
		{"share kept by aurelia with service", game.OK},
		{"share kept by aurelia with pelagia", game.TLP},
		{"share kept by aurelia with service pelagia", game.TLP},
		{"share kept by aurelia with pelagia for aurelia charter", game.OK},
		{"share kept by aurelia with service pelagia for aurelia charter", game.OK},
		{"share kept by aurelia with korsavia for aurelia charter", game.TLP},
		{"share kept by aurelia with pelagia for aurelia note", game.NotAsked}, // nobody is asked about it
		{"share secret_source by aurelia with service", game.TLP},
		{"share secret_source by aurelia with pelagia for aurelia charter", game.TLP},
		{"share open by aurelia with aurelia", game.BadTarget},
		{"share open by korsavia with pelagia", game.BadChoice}, // does not hold it
		{"share late by pelagia with aurelia", game.BadChoice},  // not there yet
	}
	for _, tt := range tests {
		s := sit.Start(t, sit.Compile(t, allies), 1, nil)
		before := s.S.Copy()
		got := s.M.CheckAct(&s.S, s.Act(tt.words))
		if got != tt.want {
			t.Errorf("%s: %v, want %v", tt.words, got, tt.want)
		}
		if got == game.OK {
			got = s.Do(tt.words)
		}
		if changed := !slices.Equal(before.V, s.S.V); changed != (got == game.OK) {
			t.Errorf("%s: %v, and the state changed: %v", tt.words, got, changed)
		}
	}
	s := sit.Start(t, sit.Compile(t, allies), 1, nil)
	for name, x := range map[string]game.Gift{
		"nobody":           {},
		"the public":       {To: game.Public},
		"a role too many":  {To: game.One(60)},
		"a strange giver":  {Self: 60, To: 2},
		"no giver":         {Self: -1, To: 2},
		"strange evidence": {Evidence: 60, To: 2},
		"no evidence":      {Evidence: -1, To: 2},
		"a strange move":   {To: 2, Rides: true, On: game.Move{Action: 60, Target: -1}},
		"no move":          {To: 2, Rides: true, On: game.Move{Action: -1, Target: -1}},
		"another's move":   {To: 2, Rides: true, On: game.Move{Self: 1, Target: -1}},
	} {
		if got := s.M.CheckAct(&s.S, game.Act{Kind: game.ActShare, Gift: x}); got == game.OK || got == game.BadAct {
			t.Errorf("%s: %v", name, got)
		}
	}
	s.S.V[s.Slot("aurelia.means")] = 1
	if got := s.Do("share kept by aurelia with pelagia for aurelia charter"); got != game.NotAsked {
		t.Errorf("with a proposal that it cannot make: %v", got)
	}
	s.S.V[game.SlotTurn] = 0
	if got := s.Do("share open by aurelia with pelagia"); got != game.NotBegun {
		t.Errorf("before the first turn: %v", got)
	}
}

func TestSharedEvidenceIsWeighedAtOnce(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, allies), 1, nil)
	s.Ledger.Reset()
	belief := func(role string) float64 { return s.M.View(&s.S, s.Role(role)).Belief(0, 0) }
	mine, before, other := belief("aurelia"), belief("pelagia"), belief("korsavia")
	if c := s.Do("share open by aurelia with pelagia service"); c != game.OK {
		t.Fatal(c)
	}
	if after := belief("pelagia"); after <= before || after != belief("service") || belief("aurelia") != mine || belief("korsavia") != other {
		t.Errorf("beliefs: pelagia %v to %v, service %v, aurelia %v to %v, korsavia %v", before, after, belief("service"), mine, belief("aurelia"), belief("korsavia"))
	}
	told := func(role string) (n int) {
		v := int32(-1)
		if role != "" {
			v = s.Role(role)
		}
		for _, e := range s.M.Witness(&s.Ledger, v).Events {
			if e.Kind == game.EventShared && e.Self == s.Role("aurelia") && e.Other == 0 {
				n++
			}
			if e.Kind == game.EventFound {
				t.Errorf("%s is told that it was found", role)
			}
		}
		return n
	}
	for role, want := range map[string]int{"aurelia": 2, "pelagia": 1, "service": 1, "korsavia": 0, "moth": 0, "": 0} {
		if got := told(role); got != want {
			t.Errorf("%q learns of %d gifts, want %d", role, got, want)
		}
	}
	// What its receiver holds it may hand on itself, as far as the mark goes.
	if c := s.Do("share open by pelagia with korsavia"); c != game.OK {
		t.Errorf("handing it on: %v", c)
	}
	// Whether somebody had it already the giver is not told.
	state := s.S.Copy()
	if c := s.Do("share open by aurelia with korsavia"); c != game.OK {
		t.Errorf("to one who has it: %v", c)
	}
	for i := range state.V {
		if d := &s.M.Game.Slots[i]; state.V[i] != s.S.V[i] && d.Kind != game.KindPast {
			t.Errorf("giving it twice moved %s", d.Path)
		}
	}
	s.Close()
	if got := s.Get("calm"); got != 43 {
		t.Errorf("calm is %v, want 43: the rule did not see it", got)
	}
	s.P.Open(&s.S)
	s.Close()
	if got := s.Get("calm"); got != 43 {
		t.Errorf("calm is %v a turn later: it was shared in the turn before", got)
	}
}

func TestWhatIsPublishedIsNotShared(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, allies), 1, nil)
	s.Turn("aurelia publish open")
	if got := s.Do("share open by aurelia with pelagia"); got != game.BadChoice {
		t.Errorf("what everybody has: %v", got)
	}
}

func TestAViewSaysWhatMayBeSharedWithWhom(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, allies), 1, nil)
	list := func(role string, mine ...string) map[string][]string {
		var open []game.Move
		for _, m := range mine {
			open = append(open, s.Move(m))
		}
		out := map[string][]string{}
		for _, x := range s.M.View(&s.S, s.Role(role)).Shareables(open) {
			id := s.M.Game.Evidence[x.Evidence].ID
			for i, r := range s.M.Game.Roles {
				if x.To.Has(int32(i)) {
					out[id] = append(out[id], r.ID)
					gift := game.Gift{Self: s.Role(role), Evidence: x.Evidence, To: game.One(int32(i))}
					if len(open) > 0 {
						gift.Rides, gift.On = true, open[0]
					}
					if c := s.M.CheckAct(&s.S, game.Act{Kind: game.ActShare, Gift: gift}); c != game.OK {
						t.Errorf("%s to %s is listed and refused: %v", id, r.ID, c)
					}
				}
			}
		}
		return out
	}
	all := []string{"korsavia", "service", "pelagia"}
	got := list("aurelia")
	if len(got) != 3 || !slices.Equal(got["open"], all) || !slices.Equal(got["known"], all) || !slices.Equal(got["kept"], []string{"service"}) {
		t.Errorf("aurelia may share %v", got)
	}
	got = list("aurelia", "aurelia charter")
	if !slices.Equal(got["kept"], []string{"service", "pelagia"}) {
		t.Errorf("with a charter to sign: %v", got["kept"])
	}
	if got := list("korsavia"); len(got) != 0 {
		t.Errorf("korsavia may share %v", got)
	}
	if got := s.M.View(&s.S, -1).Shareables(nil); got != nil {
		t.Errorf("the public may share %v", got)
	}
}
