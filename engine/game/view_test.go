package game_test

import (
	"fmt"
	"strings"
	"testing"

	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/rule"
)

const seenWorld = world + `
[track.mood]
start = 50
seen = { aurelia = "exact", korsavia = "band" }
bands = [{ to = 30, text = "low" }, { to = 60, text = "middle" }, { to = 100, text = "high" }]
[response.quiet]
by = "korsavia"
tray = "covert"
effects = ["mood += 10", "calm -= 4"]
[response.loud]
by = "aurelia"
tray = "talk"
seen = "public"
effects = ["mood += 3", "calm += 1"]
[rule.drop]
when = "secret > 40"
effects = ["calm -= 2"]
because = "Nerves fray."
`

// tell renders what a viewer learns of a number, for comparison.
func tell(s *sit.Sitting, viewer int32, path string) string {
	slot := s.Slot(path)
	for _, n := range s.M.Witness(&s.Ledger, viewer).Numbers {
		if n.Slot != slot {
			continue
		}
		var b strings.Builder
		for _, p := range n.Parts {
			b.WriteString(s.M.Game.Blocks[p.Cause.Index].ID)
			switch {
			case p.By != 0:
				b.WriteString(" figure; ")
			case p.Direction > 0:
				b.WriteString(" up; ")
			default:
				b.WriteString(" ?; ")
			}
		}
		if n.Others {
			b.WriteString("others")
			if n.HasOther {
				b.WriteString(" with a figure")
			}
		}
		return b.String()
	}
	return "nothing"
}

func TestEachViewerGetsItsOwnAccount(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, seenWorld), 1, nil)
	s.Ledger.Reset()
	s.Close("korsavia quiet", "aurelia loud")
	aurelia, korsavia, public := s.Role("aurelia"), s.Role("korsavia"), int32(-1)
	tests := []struct {
		name   string
		viewer int32
		path   string
		want   string
	}{
		{"who sees the number exactly and not the covert act gets one line for the rest", aurelia, "mood", "loud figure; others with a figure"},
		{"who did it and sees a band gets directions only", korsavia, "mood", "loud up; quiet up; "},
		{"who sees nothing gets nothing", public, "mood", "nothing"},
		{"two hidden causes and none are one line", public, "calm", "loud figure; drop figure; others with a figure"},
		{"the mover knows all of it", korsavia, "calm", "loud figure; quiet figure; drop figure; "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tell(s, tt.viewer, tt.path); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	for _, e := range s.M.Witness(&s.Ledger, aurelia).Events {
		if e.Block >= 0 && s.M.Game.Blocks[e.Block].ID == "quiet" {
			t.Errorf("aurelia learns of the covert act: %+v", e)
		}
	}
}

func TestNumbersAreSeenAtTheirGrade(t *testing.T) {
	s := sit.Start(t, sit.Compile(t, seenWorld), 1, nil)
	tests := []struct {
		viewer string
		path   string
		want   game.Seen
	}{
		{"aurelia", "mood", game.Seen{Grade: game.Exactly, Value: 50}},
		{"korsavia", "mood", game.Seen{Grade: game.Banded, Band: 1}},
		{"moth", "mood", game.Seen{}},
		{"aurelia", "secret", game.Seen{}},
		{"aurelia", "korsavia.means", game.Seen{}},
		{"korsavia", "korsavia.means", game.Seen{Grade: game.Exactly, Value: 3}},
		{"moth", "pair(aurelia, korsavia).trust", game.Seen{}},
		{"aurelia", "pair(aurelia, korsavia).trust", game.Seen{Grade: game.Exactly, Value: 50}},
	}
	for _, tt := range tests {
		t.Run(tt.viewer+" "+tt.path, func(t *testing.T) {
			if got := s.M.View(&s.S, s.Role(tt.viewer)).See(s.Slot(tt.path)); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

// An act whose author is hidden is told without the author to those who learn of
// it at all.
func TestAHiddenAuthorStaysHidden(t *testing.T) {
	m := sit.Compile(t, world+`
[response.ask]
by = "korsavia"
tray = "law"
[temptation.strike]
by = "korsavia"
when = "turn >= 1"
offer = "Tonight."
gain = "Quiet."
risk = "A school."
legal = { status = "unlawful", basis = "Unauthorised access" }
instead = "ask"
also.school = { seen = "public", effects = ["calm -= 9"], text = "A school goes dark." }
`)
	s := sit.Start(t, m, 1, nil)
	s.Ledger.Reset()
	s.Close("korsavia strike")
	seen := 0
	for _, e := range m.Witness(&s.Ledger, s.Role("aurelia")).Events {
		if e.Block < 0 {
			continue
		}
		seen++
		if id := m.Game.Blocks[e.Block].ID; id != "strike.school" || e.Self != -1 || !e.Hidden {
			t.Errorf("aurelia is told of %s by %d, hidden %v", id, e.Self, e.Hidden)
		}
	}
	if seen != 1 {
		t.Errorf("aurelia learns of %d acts, want 1: the school", seen)
	}
}

// Canonical order begins with the mover, so a hidden author's place among the
// acts of others would name him.
func TestTheOrderOfAnAccountDoesNotTellAHiddenAuthor(t *testing.T) {
	m := sit.Compile(t, seenWorld)
	calm := sit.Start(t, m, 1, nil).Slot("calm")
	act := func(block, self int32, who game.Mask) (game.Event, game.Part) {
		return game.Event{Kind: game.EventMove, Block: block, Self: self, Target: -1, Other: -1, Seen: game.Everybody, Who: who},
			game.Part{Cause: game.Cause{Kind: game.CauseMove, Index: block, Self: self, Target: -1}, Op: rule.AddTo, By: float64(block) / 10, Seen: game.Everybody, Who: who}
	}
	account := func(order ...int32) string {
		var l game.Ledger
		c := game.Change{Slot: calm, Before: 50, After: 51}
		for i, block := range order {
			who := game.Everybody
			if block == 0 {
				who = 0
			}
			e, p := act(block, int32(i), who)
			if block != 0 {
				e.Self, p.Cause.Self = 1, 1
			}
			l.Events, c.Parts = append(l.Events, e), append(c.Parts, p)
		}
		l.Changes = []game.Change{c}
		return fmt.Sprint(m.Witness(&l, 2))
	}
	want := account(0, 1, 1)
	for _, order := range [][]int32{{1, 0, 1}, {1, 1, 0}} {
		if got := account(order...); got != want {
			t.Errorf("with the hidden act elsewhere the account is\n%s\nnot\n%s", got, want)
		}
	}
}
