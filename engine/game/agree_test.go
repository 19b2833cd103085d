package game_test

import (
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
)

// council has a measure with words to pick, one that others must sign, and
// evidence of every mark.
const council = world + `
[role.pelagia]
kind = "state"
[role.lumen]
kind = "state"
seat = false
[response.name_it]
by = ["aurelia", "korsavia"]
tray = "law"
target = ["aurelia", "korsavia"]
rung = 1
effects = ["calm -= 10 * wording", "secret += wording == sharp ? 7 : 1"]
also.echo = { after = 1, effects = ["calm -= wording == sharp ? 3 : 0"], text = "An echo: {wording}." }
choice.wording.plain = { text = "a plain word" }
choice.wording.sharp = { value = 2, rung = 2, when = "self.means >= 2" }
choice.tone.soft = {}
choice.tone.loud = { value = 5 }
[response.charter]
by = ["aurelia", "pelagia"]
cost = { means = 2 }
text = "{self} and {signers} sign."
effects = ["calm += count(signers)", "signers.means -= 1"]
cosign = { of = ["aurelia", "korsavia", "pelagia", "lumen"], at_least = 3, accept = "self == lumen and secret > 60 or self == pelagia and proposer == aurelia" }
[response.letter]
by = "aurelia"
cosign = { of = "korsavia", optional = true }
effects = ["calm += 1 + 5 * count(signers)"]
[response.sunk]
by = "aurelia"
cost = { means = 1 }
refund = false
cosign = { of = "korsavia" }
[attack.raid]
turn = 1
on = "aurelia"
author = { moth = 1, korsavia = 1, pelagia = 1 }
[evidence.ledger]
about = "raid"
points = { moth = 9 }
tlp = "clear"
to = "aurelia"
turn = 1
[evidence.tape]
about = "raid"
points = { korsavia = 2 }
to = "aurelia"
turn = 1
[rule.spread]
when = "published(ledger) and this_turn(publish, aurelia)"
effects = ["secret += 20"]
`

func TestWordsOfAChoice(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, council), 1, nil)
	a := &s.M.Game.Actions[s.Move("aurelia name_it korsavia").Action]
	if n := a.Combinations(); n != 4 {
		t.Fatalf("%d combinations, want 4", n)
	}
	for k := range a.Combinations() {
		if got := a.Combination([]int32{a.Word(k, 0), a.Word(k, 1)}); got != k {
			t.Errorf("combination %d comes back as %d", k, got)
		}
	}
	sharp := s.Move("aurelia name_it korsavia wording=sharp tone=loud !")
	if a.Word(sharp.Choice, 0) != 1 || a.Word(sharp.Choice, 1) != 1 || a.Rung(sharp.Choice) != 2 || a.Rung(0) != 1 {
		t.Errorf("choice %d, rungs %d and %d", sharp.Choice, a.Rung(sharp.Choice), a.Rung(0))
	}
	if v := s.M.View(&s.S, 0); !v.MustConfirm(s.Move("aurelia name_it korsavia wording=sharp")) || v.MustConfirm(s.Move("aurelia charter")) {
		t.Error("what crosses a firebreak must be confirmed, and nothing else")
	}
	if r := s.Check("aurelia name_it korsavia wording=sharp"); r == nil || r.Code != game.Confirm || r.Need != 2 {
		t.Errorf("the sharp word needs no confirmation: %+v", r)
	}
	if r := s.M.View(&s.S, 0).Check([]game.Move{{Action: sharp.Action, Self: 0, Target: 1, Choice: 4}}); r == nil || r.Code != game.BadChoice {
		t.Errorf("a combination too many: %+v", r)
	}
	s.S.V[s.Slot("aurelia.means")] = 1
	if r := s.Check("aurelia name_it korsavia wording=sharp !"); r == nil || r.Code != game.Locked {
		t.Errorf("the sharp word is not locked: %+v", r)
	}
	if r := s.Check("aurelia name_it korsavia"); r != nil {
		t.Errorf("the plain word is refused: %v", r.Code)
	}
	s.S.V[s.Slot("aurelia.means")] = 3
	s.Close("aurelia name_it korsavia wording=sharp tone=loud !", "korsavia name_it aurelia")
	for path, want := range map[string]float64{"calm": 30, "secret": 58, "pair(aurelia, korsavia).rung": 2} {
		if got := s.Get(path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	s.P.Open(&s.S) // what was chosen is frozen in what was put off
	if got := s.Get("calm"); got != 27 {
		t.Errorf("after the echo calm is %v, want 27", got)
	}
}

func TestTheSameMeasureInOtherWordsIsAnotherMove(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, council), 1, nil)
	if r := s.Check("aurelia name_it korsavia", "aurelia name_it korsavia tone=loud"); r != nil {
		t.Errorf("refused: %v", r.Code)
	}
	if r := s.Check("aurelia name_it korsavia tone=loud", "aurelia name_it korsavia tone=loud"); r == nil || r.Code != game.Twice {
		t.Errorf("got %+v, want twice", r)
	}
}

func TestAMoveGoesThroughIfEnoughSign(t *testing.T) {
	const charter, letter, sunk = "aurelia charter", "aurelia letter", "aurelia sunk"
	tests := []struct {
		name    string
		secret  float64
		moves   []string
		answers [][3]string
		want    map[string]float64
		event   game.EventKind
	}{
		{"three of four, the mover among them", 50, []string{charter}, [][3]string{{charter, "korsavia", "yes"}, {charter, "pelagia", "yes"}},
			map[string]float64{"calm": 53, "aurelia.means": 0, "korsavia.means": 2, "pelagia.means": 2}, game.EventMove},
		{"too few: the cost comes back", 50, []string{charter}, [][3]string{{charter, "korsavia", "yes"}, {charter, "pelagia", "no"}},
			map[string]float64{"calm": 50, "aurelia.means": 3, "korsavia.means": 3}, game.EventUnsigned},
		{"no answer is no; accept answers for members off the board only", 50, []string{charter}, nil,
			map[string]float64{"calm": 50, "aurelia.means": 3}, game.EventUnsigned},
		{"a member off the board answers by what it is", 70, []string{charter}, [][3]string{{charter, "korsavia", "yes"}},
			map[string]float64{"calm": 53, "aurelia.means": 0, "lumen.means": 2}, game.EventMove},
		{"each mover's proposal is its own", 50, []string{charter, "pelagia charter"}, [][3]string{{"pelagia charter", "korsavia", "yes"}, {"pelagia charter", "aurelia", "yes"}},
			map[string]float64{"calm": 53, "aurelia.means": 2, "pelagia.means": 0, "korsavia.means": 2}, game.EventMove},
		{"optional: it goes through alone", 50, []string{letter}, [][3]string{{letter, "korsavia", "no"}}, map[string]float64{"calm": 51}, game.EventMove},
		{"optional: a yes makes a signer", 50, []string{letter}, [][3]string{{letter, "korsavia", "yes"}}, map[string]float64{"calm": 56}, game.EventMove},
		{"refund = false keeps the cost", 50, []string{sunk}, nil, map[string]float64{"aurelia.means": 2}, game.EventUnsigned},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := sit.Start(t, sit.Compile(t, council), 1, nil)
			s.S.V[s.Slot("secret")] = tt.secret
			var ballots []game.Ballot
			for _, a := range tt.answers {
				ballots = append(ballots, s.Ballot(a[0], a[1], a[2]))
			}
			s.CloseWith(ballots, tt.moves...)
			for path, want := range tt.want {
				if got := s.Get(path); got != want {
					t.Errorf("%s is %v, want %v", path, got, want)
				}
			}
			if s.Events(tt.event, "") == 0 {
				t.Errorf("no event of kind %d", tt.event)
			}
		})
	}
}

func TestAMoveThatIsNotSignedWasTriedAndHasNotHappened(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, council+`
[rule.counting]
when = "tried(charter) and not happened(charter)"
effects = ["secret = 1"]
`), 1, nil)
	s.Close("aurelia charter")
	if got := s.Get("secret"); got != 1 {
		t.Errorf("secret is %v, want 1", got)
	}
	for _, e := range s.Ledger.Events {
		if e.Kind == game.EventUnsigned && e.Seen != 0b11011 { // all four who were asked, the mover among them
			t.Errorf("told to %b", e.Seen)
		}
	}
}

func TestProposalsAreShownToThoseAskedOnly(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, council), 1, nil)
	open := []game.Move{s.Move("aurelia letter"), s.Move("aurelia charter"), s.Move("korsavia name_it aurelia")}
	count := func(role string) (mine, asked int) {
		for _, p := range s.M.View(&s.S, s.Role(role)).Proposals(open) {
			if p.Mine {
				mine++
			} else {
				asked++
			}
		}
		return mine, asked
	}
	for role, want := range map[string][2]int{"aurelia": {2, 0}, "korsavia": {0, 2}, "pelagia": {0, 1}, "moth": {0, 0}} {
		if mine, asked := count(role); mine != want[0] || asked != want[1] {
			t.Errorf("%s sees %d of its own and %d, want %v", role, mine, asked, want)
		}
	}
	if got := s.M.View(&s.S, -1).Proposals(open); got != nil {
		t.Errorf("the public sees %v", got)
	}
	check := func(role, move string) game.Code {
		return s.M.View(&s.S, s.Role(role)).CheckAnswer(open, s.Move(move)).Code
	}
	for _, c := range []struct {
		role, move string
		want       game.Code
	}{
		{"korsavia", "aurelia letter", game.OK}, {"pelagia", "aurelia letter", game.NotAsked}, {"aurelia", "aurelia letter", game.NotAsked},
		{"pelagia", "aurelia charter", game.OK}, {"aurelia", "pelagia charter", game.NotAsked}, {"aurelia", "korsavia name_it aurelia", game.NotAsked},
	} {
		if got := check(c.role, c.move); got != c.want {
			t.Errorf("%s on %q: %v, want %v", c.role, c.move, got, c.want)
		}
	}
}

func TestABallotThatBelongsToNoMoveCountsForNothing(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, council), 1, nil)
	s.P.Adjudicate(&s.S, game.Orders{Moves: []game.Move{s.Move("aurelia letter")}, Ballots: []game.Ballot{
		s.Ballot("aurelia charter", "korsavia", "yes"), s.Ballot("aurelia letter", "pelagia", "yes"),
	}})
	if got := s.Get("calm"); got != 51 {
		t.Errorf("calm is %v, want 51", got)
	}
}

func TestPublishingGivesEvidenceToAll(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, council), 1, nil)
	korsavia, public := s.M.View(&s.S, s.Role("korsavia")), s.M.View(&s.S, -1)
	ledger, tape := s.Move("aurelia publish ledger").Choice, s.Move("aurelia publish tape").Choice
	var listed []int32
	for _, o := range s.M.View(&s.S, 0).Options(nil) {
		if s.M.Game.Actions[o.Action].Publish {
			listed = append(listed, o.Choice)
			if (o.Code == game.OK) != (o.Choice == ledger) || o.Choice == tape && o.Code != game.TLP {
				t.Errorf("evidence %d: %v", o.Choice, o.Code)
			}
		}
	}
	if !slices.Equal(listed, []int32{ledger, tape}) {
		t.Errorf("listed %v", listed)
	}
	if r := s.Check("korsavia publish ledger"); r == nil || r.Code != game.BadChoice {
		t.Errorf("who does not hold it: %+v", r)
	}
	before := korsavia.Belief(0, 0)
	s.Close("aurelia publish ledger")
	if korsavia.Holding(ledger) != 1 || public.Holding(ledger) != 1 || !public.Published(ledger) || public.Published(tape) || public.Holding(tape) != 0 {
		t.Error("not everybody has it")
	}
	if after := korsavia.Belief(0, 0); after <= before {
		t.Errorf("Korsavia's belief in the moth went from %v to %v", before, after)
	}
	if got := s.Get("secret"); got != 70 {
		t.Errorf("secret is %v, want 70: the rule did not see it", got)
	}
	if got := s.Get("max_rung"); got != 0 {
		t.Errorf("rung %v", got)
	}
	told := 0
	for _, e := range s.M.Witness(&s.Ledger, -1).Events {
		if e.Kind == game.EventMove && e.Self == 0 && e.Other == ledger {
			told++
		}
	}
	if told != 1 {
		t.Errorf("the public is told %d times who published it", told)
	}
	s.P.Open(&s.S)
	if r := s.Check("aurelia publish ledger"); r == nil || r.Code != game.BadChoice {
		t.Errorf("a second time: %+v", r)
	}
}
