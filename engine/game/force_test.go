package game_test

import (
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// lottery has a draw of every kind that can be forced.
const lottery = world + `
[response.bid]
by = ["aurelia", "korsavia"]
target = ["aurelia", "korsavia", "moth"]
outcome.won = { odds = 0.3, effects = ["calm += 10"] }
outcome.lost = { odds = 0.3, effects = ["calm -= 10"] }
also.talk = { chance = 0.5, effects = ["secret += 1"] }
choice.tone.soft = {}
choice.tone.loud = {}
[response.certain]
by = "aurelia"
outcome.fine = { effects = ["calm += 1"] }
[response.plain]
by = "aurelia"
[attack.raid]
turn = 2
on = "aurelia"
author = { moth = 1, korsavia = 1 }
also.fire = { chance = 0.5, effects = ["calm -= 20"] }
[evidence.tape]
about = "raid"
like = { moth = 0.5, korsavia = 0.5 }
to = "aurelia"
turn = 2
[evidence.sure]
about = "raid"
points = { moth = 2 }
to = "aurelia"
turn = 2
[rule.rain]
chance = 0.5
effects = ["secret += 10"]
[rule.frost]
each = "role"
chance = 0.5
once = true
effects = ["secret += 100"]
[rule.dew]
effects = ["secret += 0"]
[draw.wind]
one_of = { north = 1, south = 1, still = 0 }
[draw.nerve]
each = "role"
chance = 0.5
[draw.first]
once = true
chance = 0.5
[draw.size]
uniform = [0, 1]
[ending.luck]
chance = 0.0001
[ending.last]
`

// drawn names a draw by its words. Without a way it is the first.
func drawn(s *sit.Sitting, turn int32, purpose, id, self, target, way string) game.Forced {
	s.T.Helper()
	words := "force " + purpose + " " + id
	if self != "" {
		words += " by " + self
	}
	if target != "" {
		words += " on " + target
	}
	if way != "" {
		words += " = " + way
	}
	f := s.Act(words).Draw
	f.Turn = turn
	return f
}

func TestADrawFallsAsItWasForced(t *testing.T) {
	tests := []struct {
		name                      string
		turn                      int32 // in which it falls
		purpose, id, self, target string
		ways                      [2]string
		play                      string
		path                      string
		want                      [2]float64
	}{
		{"an outcome", 1, "outcome", "bid", "aurelia", "moth", [2]string{"won", "lost"}, "aurelia bid moth", "calm", [2]float64{60, 40}},
		{"nothing", 1, "outcome", "bid", "aurelia", "moth", [2]string{"nothing", "won"}, "aurelia bid moth", "calm", [2]float64{50, 60}},
		{"an also", 1, "also", "bid.talk", "aurelia", "moth", [2]string{"yes", "no"}, "aurelia bid moth", "secret", [2]float64{51, 50}},
		{"an also of an attack", 2, "also", "raid.fire", "", "", [2]string{"yes", "no"}, "", "calm", [2]float64{30, 50}},
		{"evidence", 2, "evidence", "tape", "", "", [2]string{"found", "not_found"}, "", "held.tape.aurelia", [2]float64{1, 2}},
		{"a rule", 1, "rule", "rain", "", "", [2]string{"yes", "no"}, "", "secret", [2]float64{60, 50}},
		{"a rule about somebody", 1, "rule", "frost", "korsavia", "", [2]string{"yes", "no"}, "", "secret", [2]float64{100, 50}},
		{"a word of chance", 2, "draw", "wind", "", "", [2]string{"still", "south"}, "", "draw.wind", [2]float64{2, 1}},
		{"a role's chance", 2, "draw", "nerve", "korsavia", "", [2]string{"yes", "no"}, "", "korsavia.draw.nerve", [2]float64{1, 0}},
		{"an ending", 1, "ending", "luck", "", "", [2]string{"yes", "no"}, "", "ended", [2]float64{1, 0}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := sit.Compile(t, lottery)
			for i, way := range tt.ways {
				s := sit.Start(t, m, 5, nil)
				if tt.path == "secret" { // the other draws that move it fall for nothing
					for _, x := range [][2]string{{"rain", ""}, {"frost", "aurelia"}, {"frost", "korsavia"}, {"frost", "moth"}} {
						s.P.Act(&s.S, game.Act{Kind: game.ActForce, Draw: drawn(s, 1, "rule", x[0], x[1], "", "no")})
					}
				}
				f := drawn(s, tt.turn, tt.purpose, tt.id, tt.self, tt.target, way)
				if c := s.P.Act(&s.S, game.Act{Kind: game.ActForce, Draw: f}); c != game.OK {
					t.Fatalf("%s: refused: %v", way, c)
				}
				s.Ledger.Reset()
				if tt.play != "" {
					s.Close(tt.play)
				} else {
					s.Close()
				}
				if tt.turn == 2 {
					s.P.Open(&s.S)
				}
				if got := s.Get(tt.path); got != tt.want[i] {
					t.Errorf("%s: %s is %v, want %v", way, tt.path, got, tt.want[i])
				}
				if !slices.ContainsFunc(s.Ledger.Draws, func(d game.Draw) bool { return d.Forced && d.Purpose == tt.purpose && d.Pick == f.Pick }) {
					t.Errorf("%s: no draw is told as forced: %+v", way, s.Ledger.Draws)
				}
				s.P.Adjudicate(&s.S, game.Orders{})
				if len(s.S.Forced) != 0 {
					t.Errorf("%s: still waits: %+v", way, s.S.Forced)
				}
			}
		})
	}
}

// An attack that a role may choose is an action like another.
func TestTheOutcomeOfAPlayedAttackCanBeForced(t *testing.T) {
	m := sit.Compile(t, world+`
[attack.strike]
by = "korsavia"
target = "aurelia"
outcome.hits = { odds = 0.5, effects = ["calm -= 30"] }
outcome.misses = {}
`)
	for way, want := range map[string]float64{"hits": 20, "misses": 50} {
		s := sit.Start(t, m, 1, nil)
		if c := s.Do("force outcome strike by korsavia on aurelia = " + way); c != game.OK {
			t.Fatal(c)
		}
		s.Close("korsavia strike aurelia")
		if got := s.Get("calm"); got != want {
			t.Errorf("%s: calm is %v, want %v", way, got, want)
		}
	}
}

func TestImpossibleDrawsAreRefused(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, lottery), 5, nil)
	bid := drawn(s, 1, "outcome", "bid", "aurelia", "moth", "won")
	with := func(change func(*game.Forced)) game.Forced {
		f := bid
		change(&f)
		return f
	}
	tests := []struct {
		name string
		f    game.Forced
		want game.Code
	}{
		{"as it stands", bid, game.OK},
		{"the next turn", with(func(f *game.Forced) { f.Turn = 2 }), game.OK},
		{"the second of its name", with(func(f *game.Forced) { f.Index = 1 }), game.OK},
		{"a past turn", with(func(f *game.Forced) { f.Turn = 0 }), game.NoDraw},
		{"a far turn", with(func(f *game.Forced) { f.Turn = 3 }), game.NoDraw},
		{"no kind", with(func(f *game.Forced) { f.Kind = 0 }), game.NoDraw},
		{"nothing of this index", with(func(f *game.Forced) { f.Of = 999 }), game.NoDraw},
		{"nothing at all", with(func(f *game.Forced) { f.Of = -1 }), game.NoDraw},
		{"nobody's move", with(func(f *game.Forced) { f.Self = -1 }), game.NoDraw},
		{"who cannot do it", with(func(f *game.Forced) { f.Self = s.Role("moth") }), game.NoDraw},
		{"a role that is not there", with(func(f *game.Forced) { f.Self = 62 }), game.NoDraw},
		{"a target that it does not take", with(func(f *game.Forced) { f.Target = -1 }), game.NoDraw},
		{"himself", with(func(f *game.Forced) { f.Target = f.Self }), game.NoDraw},
		{"too often in a turn", with(func(f *game.Forced) { f.Index = 64 }), game.NoDraw},
		{"a pick too many", with(func(f *game.Forced) { f.Pick = 3 }), game.BadPick},
		{"no pick", with(func(f *game.Forced) { f.Pick = -1 }), game.BadPick},
		{"nothing, where an outcome takes the rest", with(func(f *game.Forced) { *f = drawn(s, 1, "outcome", "certain", "aurelia", "", "fine"); f.Pick = 1 }), game.BadPick},
		{"a measure without outcomes", drawn(s, 1, "outcome", "plain", "aurelia", "", ""), game.NoDraw},
		{"an also as an outcome", drawn(s, 1, "outcome", "bid.talk", "aurelia", "", ""), game.NoDraw},
		{"an outcome's block as an also", drawn(s, 1, "also", "bid.won", "aurelia", "", ""), game.NoDraw},
		{"a rule that is certain", drawn(s, 1, "rule", "dew", "", "", ""), game.NoDraw},
		{"a rule about nobody", drawn(s, 1, "rule", "frost", "", "", ""), game.NoDraw},
		{"evidence that is certain", drawn(s, 1, "evidence", "sure", "", "", ""), game.NoDraw},
		{"an ending that is certain", drawn(s, 1, "ending", "last", "", "", ""), game.NoDraw},
		{"a number drawn once", with(func(f *game.Forced) { *f = drawn(s, 2, "draw", "first", "", "", "") }), game.NoDraw},
		{"a number that is not one of a few", with(func(f *game.Forced) { *f = drawn(s, 2, "draw", "size", "", "", "") }), game.NoDraw},
		{"a number of this turn", drawn(s, 1, "draw", "wind", "", "", ""), game.NoDraw},
		{"a role's number of nobody", drawn(s, 2, "draw", "nerve", "", "", ""), game.NoDraw},
		{"a number of the world of somebody", drawn(s, 2, "draw", "wind", "korsavia", "", ""), game.NoDraw},
		{"a word too many", with(func(f *game.Forced) { *f = drawn(s, 2, "draw", "wind", "", "", ""); f.Pick = 3 }), game.BadPick},
		{"what was drawn at this Open", drawn(s, 1, "also", "raid.fire", "", "", ""), game.NoDraw},
	}
	for _, tt := range tests {
		before := s.S.Copy()
		if got := s.M.CheckAct(&s.S, game.Act{Kind: game.ActForce, Draw: tt.f}); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		if !slices.Equal(before.Forced, s.S.Forced) {
			t.Fatalf("%s: judging changed the state", tt.name)
		}
	}
	var late game.State
	s.S.Into(&late)
	late.V[game.SlotTurn] = float64(s.M.Game.Turns)
	if got := s.M.CheckAct(&late, game.Act{Kind: game.ActForce, Draw: with(func(f *game.Forced) { f.Turn = s.M.Game.Turns + 1 })}); got != game.NoDraw {
		t.Errorf("behind the last turn: %v", got)
	}
}

func TestADecisionCanBeChangedAndTakenBack(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, lottery), 5, nil)
	act := func(kind game.ActKind, way string) game.Code {
		return s.P.Act(&s.S, game.Act{Kind: kind, Draw: drawn(s, 1, "rule", "rain", "", "", way)})
	}
	if got := act(game.ActUnforce, "yes"); got != game.NotForced {
		t.Errorf("what is not forced: %v", got)
	}
	if act(game.ActForce, "yes") != game.OK || act(game.ActForce, "no") != game.OK || len(s.S.Forced) != 1 || s.S.Forced[0].Pick != 1 {
		t.Errorf("decided twice: %+v", s.S.Forced)
	}
	if act(game.ActUnforce, "yes") != game.OK || len(s.S.Forced) != 0 {
		t.Errorf("taken back: %+v", s.S.Forced)
	}
	for i := range int32(game.MaxForced) {
		f := drawn(s, 1+i%2, "outcome", "bid", "aurelia", "moth", "won")
		f.Index = uint32(i / 2)
		if got := s.P.Act(&s.S, game.Act{Kind: game.ActForce, Draw: f}); got != game.OK {
			t.Fatalf("decision %d: %v", i+1, got)
		}
	}
	if got := act(game.ActForce, "yes"); got != game.AtLimit {
		t.Errorf("one too many: %v", got)
	}
	f := drawn(s, 1, "outcome", "bid", "aurelia", "moth", "lost")
	if got := s.P.Act(&s.S, game.Act{Kind: game.ActForce, Draw: f}); got != game.OK || len(s.S.Forced) != game.MaxForced {
		t.Errorf("another way for one that waits: %v", got)
	}
}

// Law 9 for what is forced: every other draw of the play is the same number.
func TestAForcedDrawChangesNoOther(t *testing.T) {
	type name struct {
		purpose      string
		block, other int32
		self, target int32
		turn         int32
		index        uint32
	}
	play := func(force bool) map[name]game.Draw {
		s := sit.Start(t, sit.Compile(t, lottery), 11, nil)
		if force {
			for _, f := range []game.Forced{
				drawn(s, 1, "outcome", "bid", "aurelia", "moth", "won"), drawn(s, 1, "rule", "rain", "", "", "yes"),
				drawn(s, 2, "evidence", "tape", "", "", "not_found"),
			} {
				if c := s.P.Act(&s.S, game.Act{Kind: game.ActForce, Draw: f}); c != game.OK {
					t.Fatal(c)
				}
			}
		}
		s.Turn("aurelia bid moth", "aurelia bid moth tone=loud", "korsavia bid aurelia")
		s.Turn("aurelia bid moth")
		out := map[name]game.Draw{}
		for _, d := range s.Ledger.Draws {
			out[name{d.Purpose, d.Cause.Index, d.Other, d.Cause.Self, d.Cause.Target, d.Turn, d.Index}] = d
		}
		return out
	}
	plain, forced := play(false), play(true)
	bent := 0
	for n, d := range plain {
		f, there := forced[n]
		if !there || f.Unit != d.Unit {
			t.Errorf("%+v: unit %v, with others forced %v", n, d.Unit, f.Unit)
		}
		if f.Forced {
			bent++
		} else if f.Pick != d.Pick && n.purpose != "outcome" {
			t.Errorf("%+v falls otherwise", n)
		}
	}
	if len(plain) < 12 || bent != 3 {
		t.Errorf("%d draws, %d forced", len(plain), bent)
	}
}

func TestTheListOfDrawsHoldsWhatCanBeDecided(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, lottery), 5, nil)
	list := func() []string {
		var out []string
		for _, d := range s.M.Drawables(&s.S) {
			id := ""
			switch d.Kind {
			case game.DrawEvidence:
				id = s.M.Game.Evidence[d.Of].ID
			case game.DrawEnding:
				id = s.M.Game.Endings[d.Of].ID
			case game.DrawNumber:
				id = s.M.Game.Randoms[d.Of].ID
			default:
				id = s.M.Game.Blocks[d.Of].ID
			}
			out = append(out, d.Kind.String()+" "+id)
			f := game.Forced{Turn: s.S.Turn() + 1, DrawName: game.DrawName{Kind: d.Kind, Of: d.Of, Self: -1, Target: -1}}
			if d.Roles != nil {
				f.Self = d.Roles[0]
			}
			if d.Targets != nil {
				f.Target = d.Targets[len(d.Targets)-1]
			}
			if c := s.M.CheckAct(&s.S, game.Act{Kind: game.ActForce, Draw: f}); c != game.OK {
				t.Errorf("%v %s is listed and refused: %v", d.Kind, id, c)
			}
		}
		return out
	}
	want := []string{"outcome bid", "also bid.talk", "outcome certain", "also raid.fire", "rule rain", "rule frost", "evidence tape", "ending luck", "draw wind", "draw nerve"}
	if got := list(); !slices.Equal(got, want) {
		t.Errorf("turn 1: %q, want %q", got, want)
	}
	s.Turn()
	for _, gone := range []string{"also raid.fire", "evidence tape"} {
		if slices.Contains(list(), gone) {
			t.Errorf("%s is drawn and still listed", gone)
		}
	}
}

func TestANumberIsSetAtOnce(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, world+`
[track.level]
whole = true
[track.ceiling]
start = 60
[track.under]
max = "ceiling"
[draw.dice]
uniform = [1, 6]
[track.fixture]
start = 4
fixed = true
[response.note]
by = "aurelia"
target = "korsavia"
seen = "public"
rung = 1
`), 1, nil)
	s.Ledger.Reset()
	set := func(path string, x float64) game.Code {
		return s.P.Act(&s.S, game.Act{Kind: game.ActOverride, Slot: s.Slot(path), Value: x})
	}
	nan := 0.0
	nan /= nan
	for _, tt := range []struct {
		path string
		x    float64
		want game.Code
	}{
		{"calm", 12.5, game.OK}, {"secret", 3, game.OK}, {"aurelia.means", 1, game.OK}, {"pair(aurelia, korsavia).rung", 2, game.OK}, {"level", 7, game.OK}, {"under", 60, game.OK},
		{"calm", 101, game.BadValue}, {"calm", -1, game.BadValue}, {"calm", nan, game.BadValue}, {"level", 7.5, game.BadValue}, {"under", 61, game.BadValue},
		{"fixture", 5, game.NoNumber}, {"draw.dice", 4, game.NoNumber}, {"turn", 2, game.NoNumber}, {"ended", 1, game.NoNumber}, {"max_rung", 0, game.NoNumber},
	} {
		before := s.Get(tt.path)
		if got := set(tt.path, tt.x); got != tt.want {
			t.Errorf("%s = %v: %v, want %v", tt.path, tt.x, got, tt.want)
		}
		if got := s.Get(tt.path); tt.want == game.OK && got != tt.x || tt.want != game.OK && got != before {
			t.Errorf("%s is %v", tt.path, got)
		}
	}
	if got := s.P.Act(&s.S, game.Act{Kind: game.ActOverride, Slot: 9999}); got != game.NoNumber {
		t.Errorf("a number that is not there: %v", got)
	}
	if s.Get("max_rung") != 2 || s.Get("peak_rung") != 2 {
		t.Errorf("highest rung %v, ever %v", s.Get("max_rung"), s.Get("peak_rung"))
	}
	if set("ceiling", 20) != game.OK || s.Get("under") != 20 {
		t.Errorf("a number above its bound: %v", s.Get("under"))
	}
	c := s.Ledger.Changes[0]
	if c.Stage != game.StageAct || len(c.Parts) != 1 || c.Parts[0].Cause.Kind != game.CauseForced || c.Before != 50 || c.After != 12.5 {
		t.Errorf("ledger %+v", c)
	}
	for _, n := range s.M.Witness(&s.Ledger, s.Role("aurelia")).Numbers {
		if s.M.Game.Slots[n.Slot].Path == "secret" {
			t.Error("a role is told of a number that it does not see")
		}
		if s.M.Game.Slots[n.Slot].Path == "calm" && (len(n.Parts) != 1 || n.Parts[0].Cause.Kind != game.CauseForced || n.Others) {
			t.Errorf("told of calm: %+v", n)
		}
	}
}

// A rung that was set counts as fresh: it cools from there.
func TestARungThatWasSetCoolsFromThen(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, world), 1, nil)
	s.Turn()
	s.Turn()
	s.P.Act(&s.S, game.Act{Kind: game.ActOverride, Slot: s.Slot("pair(aurelia, korsavia).rung"), Value: 2})
	for i, want := range []float64{2, 2, 1} { // the world cools after two turns
		s.Turn()
		if got := s.Get("pair(aurelia, korsavia).rung"); got != want {
			t.Errorf("rung %v after %d turns, want %v", got, i+1, want)
		}
	}
}
