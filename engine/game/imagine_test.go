package game_test

import (
	"math"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// night has of everything that a watcher imagines without seeing it.
const night = `
format = 1
id = "night"
turns = 6
[track.depth]
start = 7
seen = "hidden"
[track.calm]
start = 50
[role.watcher]
kind = "state"
[role.north]
kind = "state"
[role.west]
kind = "state"
[response.guard]
by = "watcher"
standing = "turn >= 3"
effects = ["depth += 5"]
[response.scheme]
by = "north"
standing = "turn >= 3"
seen = "self"
effects = ["depth += 100"]
[attack.raid]
by = "north"
target = "watcher"
author_seen = "self"
suspects = { north = 50, west = 30 }
mask = { north = { west = 1 } }
[attack.siege]
turn = 1
on = "watcher"
author = "north"
suspects = { north = 50 }
to = "all"
[question.door]
text = "Who left the door open?"
answers = { guard = 50, thief = 50 }
truth = { guard = 0.5, thief = 0.5 }
[evidence.key]
about = "door"
points = { thief = 3 }
to = "watcher"
turn = 1
[evidence.letter]
about = "siege"
points = { north = 3 }
to = "north"
tlp = "clear"
turn = 1
[rule.dusk]
once = true
when = "calm >= 50"
effects = ["depth += 0"]
[rule.dawn]
once = true
when = "calm < 50"
effects = ["depth += 0"]
[ending.end]
`

// A world holds what its viewer sees, and of the rest what the comment on World
// says.
func TestAWorldHoldsWhatMayBe(t *testing.T) {
	m := sit.Compile(t, night)
	g := m.Game
	begin := func(moves ...string) *sit.Sitting {
		s := sit.Start(t, m, 1, nil)
		s.Turn(moves...)
		return s
	}
	imagined := func(s *sit.Sitting, seed uint64) *game.World {
		w := new(game.World)
		m.View(&s.S, s.Role("watcher")).Imagine(w, chance.Luck{Seed: chance.Seed(seed)})
		return w
	}
	attack := func(id string) *game.Attack {
		for i := range g.Attacks {
			if g.Attacks[i].ID == id {
				return &g.Attacks[i]
			}
		}
		t.Fatalf("no attack %s", id)
		return nil
	}
	t.Run("its own standing orders are under way, and no others", func(t *testing.T) {
		s := begin("watcher guard", "north scheme")
		w := imagined(s, 1)
		w.Pass(game.Orders{})
		w.Pass(game.Orders{})
		if got := w.Value(s.Slot("depth")); got != 12 {
			t.Errorf("the depth comes to %v, want 7 + 5", got)
		}
	})
	t.Run("what was published everybody holds", func(t *testing.T) {
		s := begin("north publish letter")
		w := imagined(s, 1)
		for i := range g.Evidence {
			e := &g.Evidence[i]
			for r := range g.Roles {
				held, want := w.Value(e.Held+int32(r)), 0.0
				if e.ID == "letter" || e.ID == "key" && r == int(s.Role("watcher")) {
					want = 1
				}
				if held != want {
					t.Errorf("%s holds %s: %v, want %v", g.Roles[r].ID, e.ID, held, want)
				}
			}
			if w.Value(e.Drawn) != 1 {
				t.Errorf("%s: drawn is %v, want 1", e.ID, w.Value(e.Drawn))
			}
		}
	})
	t.Run("nobody is the author of what has not happened", func(t *testing.T) {
		s := begin()
		w := imagined(s, 1)
		if raid := w.Value(attack("raid").Author); raid != -1 {
			t.Errorf("the raid is by %v, want nobody", raid)
		}
		if siege := w.Value(attack("siege").Author); siege != float64(s.Role("north")) {
			t.Errorf("the siege is by %v, want north, who alone can be", siege)
		}
	})
	t.Run("an author poses as the scenario says", func(t *testing.T) {
		s := begin("north raid watcher")
		w, a := imagined(s, 1), attack("raid")
		if by, as := w.Value(a.Author), w.Value(a.Posed); by != float64(s.Role("north")) || as != float64(s.Role("west")) {
			t.Errorf("the raid is by %v as %v, want by north as west", by, as)
		}
	})
	t.Run("an answer is true as often as it is believed", func(t *testing.T) {
		s, thief := begin(), 0.0
		const worlds = 2000
		for seed := range uint64(worlds) {
			if imagined(s, seed).Value(g.Questions[0].Truth) == 1 {
				thief++
			}
		}
		if share := thief / worlds; math.Abs(share-0.75) > 5*math.Sqrt(0.75*0.25/worlds) {
			t.Errorf("the thief left it open in %.3f of all worlds, want three quarters", share)
		}
	})
	t.Run("the public believes nothing, and an answer is as likely as it was", func(t *testing.T) {
		s, thief := begin(), 0.0
		const worlds = 2000
		var w game.World
		for seed := range uint64(worlds) {
			m.View(&s.S, -1).Imagine(&w, chance.Luck{Seed: chance.Seed(seed)})
			thief += w.Value(g.Questions[0].Truth)
		}
		if share := thief / worlds; math.Abs(share-0.5) > 5*0.5/math.Sqrt(worlds) {
			t.Errorf("the thief left it open in %.3f of all worlds, want half", share)
		}
	})
	t.Run("what comes once and would come now has come", func(t *testing.T) {
		s := begin()
		w := imagined(s, 1)
		for i := range g.Rules {
			want := 0.0
			if g.Blocks[g.Rules[i].Block].ID == "dusk" {
				want = 1 // the turn before
			}
			if got := w.Value(g.Rules[i].Fired); got != want {
				t.Errorf("%s came in turn %v, want %v", g.Blocks[g.Rules[i].Block].ID, got, want)
			}
		}
	})
}
