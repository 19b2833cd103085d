package laws_test

import (
	"bytes"
	"math"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/wire"
)

// worldOf is what a viewer imagines, as a state. Of what is under way a world
// holds nothing but the viewer's own standing orders.
func worldOf(m *game.Machine, s *game.State, viewer int32, w *game.World, luck chance.Luck) game.State {
	m.View(s, viewer).Imagine(w, luck)
	out := game.State{}
	for i := range m.Game.Slots {
		out.V = append(out.V, w.Value(int32(i)))
	}
	for _, d := range s.Due {
		if d.Standing && d.Self == viewer {
			out.Due = append(out.Due, d)
		}
	}
	return out
}

// Law 3 for those who look ahead: what a viewer imagines is a function of what it
// sees and of luck, and it looks to the viewer as what it sees. Every byte that it
// would be sent in its world is one that it is sent.
func TestWorldsAreMadeOfWhatTheViewerSees(t *testing.T) {
	machines := games(t)
	n := 400
	if testing.Short() {
		n = 120
	}
	unlike := 0
	pairs(t, machines, n, func(p pair) {
		if p.s.Ended() {
			return
		}
		dice := sit.NewDice(uint64(len(p.where)) + uint64(p.s.Turn())<<8)
		other := redraw(p.m, &p.s, p.viewer, dice)
		var w, v game.World
		for seed := range chance.Seed(2) {
			luck := chance.Luck{Seed: seed}
			a, b := worldOf(p.m, &p.s, p.viewer, &w, luck), worldOf(p.m, &other, p.viewer, &v, luck)
			if !sameState(&a, &b) {
				t.Fatalf("%s: with what it does not see drawn anew it imagines another world: %s", p.where, difference(p.m, &a, &b))
			}
			for i, x := range a.V {
				d := &p.m.Game.Slots[i]
				if math.IsNaN(x) || math.IsInf(x, 0) || d.Kind == game.KindTrack && (x < d.Min || x > d.Max || d.Whole && x != math.Trunc(x)) {
					t.Fatalf("%s: %s is %v, declared %v to %v, whole %v", p.where, d.Path, x, d.Min, d.Max, d.Whole)
				}
			}
			if !sameState(&a, &p.s) {
				unlike++
			}
			scene := wire.Scene{Phase: p.scene.Phase, News: &game.Ledger{}, Reveal: &game.Ledger{}}
			if want, got := sent(t, p, &p.s, scene, "en"), sent(t, p, &a, scene, "en"); !bytes.Equal(got, want) {
				t.Fatalf("%s: its world does not look to it as what it sees: %s", p.where, firstDifference(want, got))
			}
		}
	})
	if unlike == 0 {
		t.Error("every world is the truth: nothing was tested")
	}
}

// Worlds differ by luck as far as the viewer does not know: over many worlds each
// possible author of an attack is one as often as the scenario and the viewer's
// beliefs say.
func TestWorldsAreDrawnByWhatIsBelieved(t *testing.T) {
	m := sit.Compile(t, `
format = 1
id = "guess"
turns = 3
[track.fog]
start = 50
seen = { watcher = "band" }
bands = [{ to = 30, text = "thin" }, { to = 60, text = "thick" }, { to = 100, text = "dense" }]
[track.depth]
start = 7
seen = "hidden"
[role.watcher]
kind = "state"
[role.north]
kind = "state"
[role.west]
kind = "state"
[attack.raid]
turn = 1
on = "watcher"
author = { north = 0.8, west = 0.2 }
suspects = { north = 40, west = 40 }
[evidence.trace]
about = "raid"
like = { north = 0.2, west = 0.8 }
to = "watcher"
turn = 1
[ending.dawn]
`)
	var s *sit.Sitting
	for seed := uint64(0); s == nil || s.M.View(&s.S, 0).Holding(0) != 1; seed++ {
		s = sit.Start(t, m, seed, nil)
	}
	// The trace is four times likelier if it was west: 0.8 x 1 against 0.2 x 4.
	const worlds = 4000
	var w game.World
	author, ones, low, high := m.Game.Attacks[0].Author, 0.0, 100.0, 0.0
	for seed := range chance.Seed(worlds) {
		m.View(&s.S, 0).Imagine(&w, chance.Luck{Seed: seed})
		if w.Value(author) == float64(s.Role("north")) {
			ones++
		}
		fog := w.Value(s.Slot("fog"))
		low, high = min(low, fog), max(high, fog)
		if w.Value(s.Slot("depth")) != 7 {
			t.Fatalf("a number that nobody sees is %v, want what it was at the start", w.Value(s.Slot("depth")))
		}
	}
	if share := ones / worlds; math.Abs(share-0.5) > 5*math.Sqrt(0.25/worlds) {
		t.Errorf("north is the author in %.3f of all worlds, want half", share)
	}
	if low < 30 || low > 30.5 || high > 60 || high < 59.5 {
		t.Errorf("fog that is seen as thick is %.2f to %.2f, want 30 to 60", low, high)
	}
}
