package casebook

import (
	"fmt"
	"strings"

	"demarche/engine/game"
)

// shows holds what people are shown to the page, while the turn is decided:
//
//	sees    "korsavia sees calm: 50", ": band 2", ": hidden"
//	may     "aurelia strike drovia": it is legal
//	odds    "aurelia probe: 0.45 0.55", "aurelia probe: not shown"
func (s *sitting) shows(sees, may, odds []question) {
	s.t.Helper()
	for _, q := range sees {
		who, rest, ok := strings.Cut(q.words, " sees ")
		path, want, ok2 := strings.Cut(rest, ": ")
		if !ok || !ok2 {
			s.t.Fatalf("%q: write \"role sees path: 50\"", q.words)
		}
		viewer := int32(-1)
		if who != "public" {
			viewer = s.Role(who)
		}
		if got := s.seen(viewer, s.Slot(path)); got != want {
			s.t.Errorf("turn %d: %s sees %s: %s, want %s", q.turn, who, path, got, want)
		}
	}
	for _, q := range may {
		if r := s.Check(q.words); r != nil {
			s.t.Errorf("turn %d: %s is refused: %s", q.turn, q.words, r.Code)
		}
	}
	for _, q := range odds {
		move, want, _ := strings.Cut(q.words, ": ")
		m := s.Move(move)
		got := "not shown"
		if shown := s.M.View(&s.S, m.Self).Odds(m); shown != nil {
			var words []string
			for _, x := range shown {
				words = append(words, plain(x))
			}
			got = strings.Join(words, " ")
		}
		if got != want {
			s.t.Errorf("turn %d: odds of %s: %s, want %s", q.turn, move, got, want)
		}
	}
}

func (s *sitting) seen(viewer, slot int32) string {
	switch x := s.M.View(&s.S, viewer).See(slot); x.Grade {
	case game.Exactly:
		return plain(x.Value)
	case game.Banded:
		return fmt.Sprintf("band %d", x.Band)
	}
	return "hidden"
}

// ends holds what the play comes to, at the close of a turn:
//
//	scores   "aurelia calm 6.5", "shared calm 3": a role's goal, a goal of all
//	lessons  "ask_first met", "missed" or "untested"
func (s *sitting) ends(scores, lessons []question) {
	s.t.Helper()
	said := map[string]bool{}
	for _, x := range s.M.Scores(&s.S) {
		g := &s.M.Game.Goals[x.Goal]
		who := "shared"
		if g.Role >= 0 {
			who = s.M.Game.Roles[g.Role].ID
		}
		said[fmt.Sprintf("%s %s %s", who, g.ID, plain(x.Value))] = true
	}
	for _, l := range s.M.Objectives(&s.S) {
		state := "missed"
		switch {
		case !l.Tested:
			state = "untested"
		case l.Met:
			state = "met"
		}
		said[s.M.Game.Objectives[l.Objective].ID+" "+state] = true
	}
	for _, q := range append(scores, lessons...) {
		if !said[q.words] {
			s.t.Errorf("turn %d: not %q; there is %v", q.turn, q.words, said)
		}
	}
}
