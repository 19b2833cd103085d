package casebook

import (
	"fmt"
	"strconv"
	"strings"

	"demarche/engine/game"
	"demarche/engine/record"
)

// changes writes every line of the ledger: "calm 50 -> 55: move patrol += 5".
func changes(n *record.Notation, l *game.Ledger) []string {
	var out []string
	for _, c := range n.Ledger(l).Changes {
		var parts []string
		for _, p := range c.Parts {
			words := "other"
			if p.Cause != nil {
				words = strings.TrimSpace(p.Cause.Kind + " " + p.Cause.ID)
			}
			words += " " + p.Op + " " + plain(float64(p.By))
			if p.Lost {
				words += " (overruled)"
			}
			parts = append(parts, words)
		}
		if c.Cut != 0 {
			parts = append(parts, "cut "+plain(float64(c.Cut)))
		}
		out = append(out, fmt.Sprintf("%s %s -> %s: %s", c.Path, plain(float64(c.Before)), plain(float64(c.After)), strings.Join(parts, ", ")))
	}
	return out
}

// plain writes a number without the last digits that sums leave behind.
func plain(x float64) string { return strconv.FormatFloat(x, 'g', 12, 64) }

// viewer reads "korsavia learns move patrol by aurelia".
func (s *sitting) viewer(words string) (viewer int32, what string) {
	s.t.Helper()
	who, what, ok := strings.Cut(words, " learns ")
	if !ok {
		s.t.Fatalf("%q: write \"role learns …\"", words)
	}
	if who == "public" {
		return -1, what
	}
	return s.Role(who), what
}

// events writes what one viewer learns: "move patrol by aurelia on korsavia".
// An author whom it does not know is "unknown".
func (s *sitting) events(viewer int32) []string {
	s.t.Helper()
	var out []string
	for _, e := range s.M.Witness(&s.Ledger, viewer).Events {
		line := event(s.n, game.Event{Kind: e.Kind, Block: e.Block, Self: e.Self, Target: e.Target, Other: e.Other, Choice: e.Choice, Signers: e.Signers}, e.Hidden)
		out = append(out, line)
	}
	return out
}

// event writes one event: "move patrol by aurelia on korsavia".
func event(n *record.Notation, e game.Event, hidden bool) string {
	e.Stage = game.StageOpen
	x := n.Ledger(&game.Ledger{Events: []game.Event{e}}).Events[0]
	line := x.Kind
	for _, id := range []string{x.Block, x.Evidence, x.Ending} {
		if id != "" {
			line += " " + id
		}
	}
	switch {
	case hidden:
		line += " by unknown"
	case x.Self != "":
		line += " by " + x.Self
	}
	if x.Target != "" {
		line += " on " + x.Target
	}
	if len(x.Signers) > 0 {
		line += " with " + strings.Join(x.Signers, " ")
	}
	return line
}

// events writes all that happened.
func events(n *record.Notation, all []game.Event) []string {
	var out []string
	for _, e := range all {
		out = append(out, event(n, e, false))
	}
	return out
}

// act does what the facilitator does: "inject news", "force rule rain = yes",
// see [sit.Sitting.Act].
func (s *sitting) act(words string) {
	s.t.Helper()
	if c := s.Do(words); c != game.OK {
		s.t.Fatalf("turn %d: %s refused: %s", s.S.Turn(), words, c)
	}
}
