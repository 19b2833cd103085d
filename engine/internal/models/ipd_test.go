package models_test

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sheet"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
)

// tournament plays the iterated prisoner's dilemma: alpha by one policy, beta by
// another, or by moves of the test where beats is given.
type tournament struct {
	m                 *game.Machine
	cooperate, defect int32
}

func newTournament(t *testing.T) *tournament {
	t.Helper()
	return tournamentOf(sit.Folder(t, "testdata/ipd"))
}

func tournamentOf(m *game.Machine) *tournament {
	x := &tournament{m: m}
	for i, a := range x.m.Game.Actions {
		switch a.ID {
		case "cooperate":
			x.cooperate = int32(i)
		case "defect":
			x.defect = int32(i)
		}
	}
	return x
}

// match is what came of one game: who defected, turn by turn, and the points.
type match struct {
	defected [2][]bool
	points   [2]float64
}

func (x *tournament) play(t *testing.T, alpha, beta string, seed uint64, beats func(turn int) bool) match {
	t.Helper()
	choice := map[string]string{"alpha": alpha}
	if beats == nil {
		choice["beta"] = beta
	}
	table, err := policy.NewTable(x.m, choice)
	if err != nil {
		t.Fatal(err)
	}
	luck := chance.Luck{Seed: chance.Seed(seed)}
	p := x.m.NewPlay(luck, nil)
	var s game.State
	if err := p.Start(&s, nil); err != nil {
		t.Fatal(err)
	}
	var out match
	for !s.Ended() {
		p.Open(&s)
		o := table.Orders(&s, luck)
		if beats != nil {
			move := game.Move{Self: 1, Target: -1, Action: x.cooperate}
			if beats(int(s.Turn())) {
				move.Action = x.defect
			}
			o = game.Orders{Moves: append(table.Moves(&s, 0, luck), move), Learnt: table.Learns(&s, 0)}
		}
		if len(o.Moves) != 2 {
			t.Fatalf("%s and %s, turn %d: %d moves", alpha, beta, s.Turn(), len(o.Moves))
		}
		for _, move := range o.Moves {
			out.defected[move.Self] = append(out.defected[move.Self], move.Action == x.defect)
		}
		p.Adjudicate(&s, o)
	}
	for _, v := range x.m.Metrics(&s) {
		if x.m.Game.Metrics[v.Metric].ID == "points" {
			out.points[v.Self] = v.Value
		}
	}
	return out
}

func count(all []bool) int {
	n := 0
	for _, x := range all {
		if x {
			n++
		}
	}
	return n
}

// Axelrod's tournament: all pairs of eight strategies without chance, 200 turns,
// against a table worked out without the engine.
func TestAxelrodsTournament(t *testing.T) {
	x := newTournament(t)
	rows := sheet.Rows(t, "testdata/ipd/expected.csv")
	if len(rows) != 64 {
		t.Fatalf("%d pairs in the table", len(rows))
	}
	got := map[string]float64{} // by row player and opponent
	for _, row := range rows {
		r := x.play(t, row["alpha"], row["beta"], 1980, nil)
		for i, who := range []string{"alpha", "beta"} {
			want := [...]float64{sheet.Number(t, row["turns"]), sheet.Number(t, row["points_"+who]), sheet.Number(t, row["defections_"+who])}
			if is := [...]float64{float64(len(r.defected[i])), r.points[i], float64(count(r.defected[i]))}; is != want {
				t.Errorf("%s and %s: turns, points and defections of %s are %v, want %v", row["alpha"], row["beta"], who, is, want)
			}
		}
		got[row["alpha"]+" "+row["beta"]] = r.points[0]
	}
	matrix := sheet.Rows(t, "testdata/ipd/matrix.csv")
	for _, row := range matrix {
		total := 0.0
		for _, other := range matrix {
			points := got[row["row_player"]+" "+other["row_player"]]
			total += points
			if want := sheet.Number(t, row[other["row_player"]]); points != want {
				t.Errorf("%s against %s: %v points, want %v", row["row_player"], other["row_player"], points, want)
			}
		}
		if want := sheet.Number(t, row["total_with_self_play"]); total != want || total/1600 != sheet.Number(t, row["mean_per_turn"]) {
			t.Errorf("%s: %v points in all and %v a turn, want %v and %s", row["row_player"], total, total/1600, want, row["mean_per_turn"])
		}
	}
	if len(matrix) != 8 {
		t.Errorf("%d strategies in the matrix", len(matrix))
	}
}

// The built-in player of this name is Axelrod's: move by move it is the strategy
// that the file writes, against every other one and against coins.
func TestTheBuiltInTitForTatIsAxelrods(t *testing.T) {
	text, err := os.ReadFile("testdata/ipd/scenario.toml")
	if err != nil {
		t.Fatal(err)
	}
	renamed := strings.Replace(string(text), "[policy.tit_for_tat.choose]", "[policy.by_the_book.choose]", 1)
	x := tournamentOf(sit.Compile(t, renamed))
	defections := 0
	same := func(against string, want, got match) {
		t.Helper()
		if !slices.Equal(got.defected[0], want.defected[0]) || !slices.Equal(got.defected[1], want.defected[1]) {
			t.Errorf("against %s:\n%s, want\n%s", against, marks(got.defected[0]), marks(want.defected[0]))
		}
		defections += count(got.defected[0])
	}
	for _, other := range policy.NamesOf(x.m.Game) {
		switch other {
		case policy.Hold, policy.Random, policy.Greedy, policy.Search: // these may pass
		default:
			same(other, x.play(t, "by_the_book", other, 1, nil), x.play(t, policy.TitForTat, other, 1, nil))
		}
	}
	for seed := range uint64(5) {
		dice, again := sit.NewDice(seed), sit.NewDice(seed)
		same("a coin", x.play(t, "by_the_book", "", seed, func(int) bool { return dice.Unit() < 0.5 }),
			x.play(t, policy.TitForTat, "", seed, func(int) bool { return again.Unit() < 0.5 }))
	}
	if defections == 0 {
		t.Error("nothing was ever answered")
	}
}

// gradually is what the comment of the policy says, for one who was met with
// these moves: the n-th defection costs n defections, then two olive branches,
// in which nothing is punished.
func gradually(met []bool) []bool {
	var out []bool
	owed, branches, suffered := 0, 0, 0
	for turn := range met {
		if turn > 0 && met[turn-1] {
			suffered++
			if owed == 0 && branches == 0 {
				owed = suffered
			}
		}
		switch {
		case owed > 0:
			owed--
			if owed == 0 {
				branches = 2
			}
			out = append(out, true)
		default:
			branches = max(0, branches-1)
			out = append(out, false)
		}
	}
	return out
}

func TestGradualDoesWhatItsCommentSays(t *testing.T) {
	x := newTournament(t)
	beaten := 0
	for seed := range uint64(30) {
		dice := sit.NewDice(seed)
		often := dice.Unit()
		r := x.play(t, "gradual", "", seed, func(int) bool { return dice.Unit() < often })
		want := gradually(r.defected[1])
		if fmt.Sprint(r.defected[0]) != fmt.Sprint(want) {
			t.Fatalf("seed %d: met with\n%s it plays\n%s want\n%s", seed, marks(r.defected[1]), marks(r.defected[0]), marks(want))
		}
		beaten += count(r.defected[0])
	}
	if beaten == 0 {
		t.Error("nothing was ever punished")
	}
	// Two of them live in peace; against one who always defects it punishes more
	// and more, with two olive branches between.
	if r := x.play(t, "gradual", "gradual", 1, nil); count(r.defected[0])+count(r.defected[1]) != 0 {
		t.Errorf("two gradual players defect:\n%s\n%s", marks(r.defected[0]), marks(r.defected[1]))
	}
	r := x.play(t, "gradual", "always_defect", 1, nil)
	if got := marks(r.defected[0])[:14]; got != ".D..DDDD..DDDD" {
		t.Errorf("against one who always defects it plays %s", got)
	}
}

func marks(defected []bool) string {
	out := make([]byte, len(defected))
	for i, d := range defected {
		out[i] = '.'
		if d {
			out[i] = 'D'
		}
	}
	return string(out)
}

func TestCoinIsAFairMixedStrategy(t *testing.T) {
	x := newTournament(t)
	const games = 40
	n, defected, alike := 0.0, 0.0, 0.0
	for seed := range uint64(games) {
		r := x.play(t, "coin", "coin", seed, nil)
		for turn, d := range r.defected[0] {
			n++
			if d {
				defected++
			}
			if d == r.defected[1][turn] {
				alike++
			}
		}
	}
	for what, share := range map[string]float64{"of defections": defected / n, "of turns in which both do the same": alike / n} {
		if math.Abs(share-0.5) > 5*math.Sqrt(0.25/n) {
			t.Errorf("share %s is %.4f in %s turns, want a half", what, share, strconv.Itoa(int(n)))
		}
	}
}
