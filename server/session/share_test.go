package session_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"demarche/engine/wire"
	"demarche/server/session"
)

// holding returns the sender's own id of the evidence with this title.
func holding(t *testing.T, g *guest, title string) string {
	t.Helper()
	for _, raw := range g.got {
		if kindOf(t, raw) == wire.TypeBook {
			for _, c := range decode[wire.Book](t, raw).Items {
				if c.Title == title {
					return c.ID
				}
			}
		}
	}
	t.Fatalf("no card %q", title)
	return ""
}

func (g *guest) shares(id string, turn int, evidence string, to ...string) {
	g.t.Helper()
	g.send(wire.Share{Head: head(wire.TypeShare, id), Turn: turn, Evidence: evidence, To: to})
}

func TestEvidenceIsSharedAtOnce(t *testing.T) {
	// In virtual time: on a busy machine the consultation of half a minute was over
	// before all was said, and the wall was sent the next phase.
	bubble(t, nil, shared)
}

func shared(t *testing.T, q quayTable, o session.Options) {
	q.host.does("on", wire.Act{Do: "advance"})
	v := q.north.view(wire.PhaseConsult, 1)
	tag, diary := holding(t, q.north, "A torn tag"), holding(t, q.north, "A diary")
	if len(v.Share) != 1 || !v.Share[0].All || !slices.Equal(v.Share[0].Evidence, []string{tag}) {
		t.Errorf("the north may share %+v", v.Share)
	}
	before := q.south.view(wire.PhaseConsult, 1)
	q.host.settle("before")
	wall := greet(t, q.s, session.AsPublic(), "en")
	wall.view(wire.PhaseConsult, 1) // a view that waits stands behind the answers that do
	wall.settle("before")

	q.north.shares("s", 1, tag, "south")
	q.north.ack("s")
	after := await(q.south, wire.TypeView, func(v wire.View) bool { return len(v.Evidence) == 1 })
	if !after.Evidence[0].Found || after.Evidence[0].ID == tag {
		t.Errorf("the south holds %+v", after.Evidence)
	}
	if text := row(t, q.south.books(), func(c wire.ItemCard) bool { return c.ID == after.Evidence[0].ID }).Text; text != "The tag is of the smugglers' brand." {
		t.Errorf("it reads %q", text)
	}
	e := row(t, after.News.Events, func(e wire.Event) bool { return e.Kind == "shared" })
	if e.Role != "north" || e.Item != after.Evidence[0].ID || e.Text != "North shares evidence with South: “A torn tag”." {
		t.Errorf("the south is told %+v", e)
	}
	if suspect := func(v wire.View) wire.Suspect { return v.Attacks[0].Suspects[0] }; suspect(after).Low <= suspect(before).Low {
		t.Errorf("the south's assessment went from %+v to %+v", suspect(before), suspect(after))
	}
	mine := await(q.north, wire.TypeView, func(v wire.View) bool {
		return slices.ContainsFunc(v.News.Events, func(e wire.Event) bool { return e.Kind == "shared" })
	})
	if len(mine.Share) != 1 || mine.Share[0].All || slices.Contains(mine.Share[0].To, "south") || !slices.Contains(mine.Share[0].To, "east") {
		t.Errorf("then the north may share %+v", mine.Share)
	}
	if got := wall.settle("after"); len(got) > 0 {
		t.Errorf("the wall is sent %s", got)
	}
	c := q.host.console(func(c wire.Console) bool { return len(c.Acts) > 0 && c.Acts[0].Do == "share" })
	if c.Acts[0].Text != "North shares evidence with South: “A torn tag”." {
		t.Errorf("the log has %+v", c.Acts[0])
	}

	for name, x := range map[string]struct {
		turn     int
		evidence string
		to       []string
		code     string
	}{
		"again":                    {1, tag, []string{"south"}, "twice"},
		"nobody":                   {1, tag, nil, "bad_target"},
		"itself":                   {1, tag, []string{"north"}, "bad_target"},
		"a role that is not there": {1, tag, []string{"nix"}, wire.CodeUnknownRole},
		"another's id":             {1, after.Evidence[0].ID, []string{"east"}, "bad_choice"},
		"what is kept":             {1, diary, []string{"south"}, "tlp"},
		"another turn":             {2, tag, []string{"east"}, wire.CodeWrongTurn},
	} {
		q.north.shares(name, x.turn, x.evidence, x.to...)
		if r := q.north.refused(name); r.Code != x.code {
			t.Errorf("%s: refused with %q, want %q", name, r.Code, x.code)
		} else if x.code == "tlp" && r.Text != "It is marked TLP amber: it may not be given to them." {
			t.Errorf("%s: in words %q", name, r.Text)
		}
	}
	q.north.shares("s", 1, tag, "south") // the same command again
	q.north.ack("s")
	q.south.shares("on", 1, after.Evidence[0].ID, "east") // what it was given it may hand on
	q.south.ack("on")
	finish(t, o, q)
}

// books are all cards of things that somebody has been sent.
func (g *guest) books() (out []wire.ItemCard) {
	for _, raw := range g.got {
		if kindOf(g.t, raw) == wire.TypeBook {
			out = append(out, decode[wire.Book](g.t, raw).Items...)
		}
	}
	return out
}

func TestEvidenceGoesWithAProposal(t *testing.T) {
	o := facilitated(t)
	q := begun(t, o)
	q.decides(1)
	tag, diary := holding(t, q.north, "A torn tag"), holding(t, q.north, "A diary")
	pact := wire.Move{Action: "pact"}
	commit := func(id string, share ...wire.Rider) {
		q.north.send(wire.Commit{Head: head(wire.TypeCommit, id), Turn: 1, Moves: []wire.Move{guardLow, pact}, Share: share})
	}
	for id, x := range map[string]struct {
		rider wire.Rider
		code  string
	}{
		"no proposal": {wire.Rider{Evidence: diary, Move: 0}, "not_asked"},
		"no move":     {wire.Rider{Evidence: diary, Move: 2}, "not_asked"},
		"below":       {wire.Rider{Evidence: diary, Move: -1}, "not_asked"},
		"no evidence": {wire.Rider{Evidence: "aaaaaaaaaaaa", Move: 1}, "bad_choice"},
	} {
		commit(id, x.rider)
		if r := q.north.refused(id); r.Code != x.code || r.Move != x.rider.Move {
			t.Errorf("%s: refused with %+v, want %q", id, r, x.code)
		}
	}
	commit("c", wire.Rider{Evidence: diary, Move: 1}, wire.Rider{Evidence: tag, Move: 1})
	q.north.ack("c")
	v := await(q.south, wire.TypeView, func(v wire.View) bool { return len(v.Proposals) == 1 })
	if len(v.Evidence) != 2 || !v.Evidence[0].Found || !v.Evidence[1].Found {
		t.Errorf("beside the proposal the south holds %+v", v.Evidence)
	}
	mine := await(q.north, wire.TypeView, func(v wire.View) bool { return v.Mine.Committed })
	if len(mine.Share) != 0 {
		t.Errorf("the north may still share %+v", mine.Share) // south and east have both, and nobody sits with the smugglers
	}
	commit("c2", wire.Rider{Evidence: diary, Move: 1}) // they have it
	q.north.ack("c2")
	q.south.send(wire.Answer{Head: head(wire.TypeAnswer, "a"), Turn: 1, Proposal: v.Proposals[0].ID, Yes: true})
	q.south.ack("a")
	finish(t, o, q)
}

// Amber evidence may go, beside an open proposal, to those who are asked.
func TestAnOpenProposalOpensTheWay(t *testing.T) {
	q := begun(t, facilitated(t))
	q.decides(1)
	diary := holding(t, q.north, "A diary")
	q.north.commit("c", 1, wire.Move{Action: "pact"})
	q.north.ack("c")
	v := await(q.north, wire.TypeView, func(v wire.View) bool { return v.Mine.Committed })
	g := row(t, v.Share, func(g wire.Giving) bool { return slices.Contains(g.Evidence, diary) })
	if !g.All { // south and east are all there are
		t.Errorf("it may go to %v", g.To)
	}
	q.north.shares("s", 1, diary, "south")
	q.north.ack("s")
	q.north.send(wire.Recall{Head: head(wire.TypeRecall, "r"), Turn: 1})
	q.north.ack("r")
	q.north.shares("s2", 1, diary, "east")
	if r := q.north.refused("s2"); r.Code != "tlp" {
		t.Errorf("after the recall: %q", r.Code)
	}
}

func TestWhatWasSharedSurvivesAKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCast(t, facilitated(t))
		c.do(0, play()[0])
		host, n := c.by["host"], c.by["north"]
		host.does("s", wire.Act{Do: "start"})
		host.does("a", wire.Act{Do: "advance"})
		n.view(wire.PhaseConsult, 1)
		n.shares("g", 1, holding(t, n, "Une étiquette déchirée"), "south")
		n.ack("g")
		faces := map[string]string{}
		for _, who := range []string{"host", "north", "south", "wall"} {
			faces[who] = c.face(who)
		}
		c.die()
		for who, want := range faces {
			if got := c.face(who); got != want {
				t.Errorf("%s: %s", who, firstDifference(got, want))
			}
		}
		n = c.by["north"]
		n.shares("g", 1, holding(t, n, "Une étiquette déchirée"), "south") // the same command: the same answer
		n.ack("g")
		n.shares("g2", 1, holding(t, n, "Une étiquette déchirée"), "south")
		if r := n.refused("g2"); r.Code != "twice" {
			t.Errorf("once more: %q", r.Code)
		}
		c.end()
	})
}
