package wire_test

import (
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/wild"
	"demarche/engine/wire"
)

// What the console lists can be sent back as an act: every draw that can be
// decided, for each role, in each way.
func TestADrawOfTheConsoleIsReadBack(t *testing.T) {
	kinds := map[game.DrawKind]int{}
	for seed := range uint64(40) {
		s := sit.Start(t, sit.Compile(t, wild.Scenario(seed)), seed, nil)
		g := s.M.Game
		for _, d := range s.M.Drawables(&s.S) {
			f := game.Forced{DrawName: game.DrawName{Kind: d.Kind, Of: d.Of, Self: -1, Target: -1}, Turn: s.S.Turn()}
			if len(d.Roles) > 0 {
				f.Self = d.Roles[0]
			}
			if len(d.Targets) > 0 {
				f.Target = d.Targets[0]
			}
			for i := range g.Ways(f.DrawName) {
				f.Pick = int32(i)
				c := wire.ChanceOf(g, f)
				if got, code := wire.ParseChance(g, c); code != "" || got != f {
					t.Fatalf("seed %d: %+v comes back as %+v (%s)", seed, c, got, code)
				}
				kinds[d.Kind]++
			}
		}
	}
	for k := game.DrawOutcome; k <= game.DrawTruth; k++ {
		if kinds[k] == 0 {
			t.Errorf("no draw of the kind %s", k)
		}
	}
	g := sit.Compile(t, wild.Scenario(1)).Game
	for _, c := range []wire.Chance{
		{Purpose: "mask", Of: "attack0"}, {Purpose: "mask", Of: "measure0", Role: "moth"}, {Purpose: "truth", Of: "nothing"}, {Purpose: "mask", Of: "nothing", Role: "moth"},
	} {
		if _, code := wire.ParseChance(g, c); code != "no_draw" {
			t.Errorf("%+v: %q", c, code)
		}
	}
}
