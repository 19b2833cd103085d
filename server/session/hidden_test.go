package session_test

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"demarche/engine/chance"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/wire"
	"demarche/server/session"
)

// playAll plays a session to its end for one person and returns every byte that
// came. Between the turns it tries what must not tell anything either.
func playAll(t *testing.T, o session.Options, role int32, lang string) [][]byte {
	t.Helper()
	s := open(t, o)
	g := sit(t, s, role, lang)
	for turn := 1; turn <= 3; turn++ {
		id := fmt.Sprint(turn)
		for _, action := range []string{"canary_raid", "canary_bribe", "canary_smuggle", "nix"} {
			g.commit(action+id, turn, wire.Move{Action: action, Target: "police"})
			g.refused(action + id)
		}
		awaitComputers(t, o, s, turn)
		g.commit(id, turn, wire.Move{Action: "appeal", Target: "police"})
		g.ack(id)
		if turn == 3 {
			g.view(wire.PhaseEnded, turn)
			break
		}
		g.view(wire.PhaseReveal, turn)
		g.next("next"+id, turn)
		g.view(wire.PhaseDecide, turn+1)
	}
	g.send(wire.Ask{Head: head(wire.TypeAsk, "whole")})
	await(g, wire.TypeView, func(wire.View) bool { return true })
	g.settle("settled")
	return g.got
}

// awaitComputers waits until both computer players have committed, so that how
// many views a person is sent does not hang on how fast they are.
func awaitComputers(t *testing.T, o session.Options, s *session.Session, turn int) {
	t.Helper()
	for began := time.Now(); time.Since(began) < patience; time.Sleep(time.Millisecond) {
		rec, err := o.Store.Load(t.Context(), s.Code())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, l := range rec.Lines {
			if e, ok := l.Entry.(*record.Input); ok && int(e.Turn) == turn && strings.Contains(string(e.Args), `"by"`) {
				n++
			}
		}
		if n == 2 {
			return
		}
	}
	t.Fatal("the computer players do not answer")
}

// beforeDebrief leaves out the debrief, which tells everybody everything once it
// is over; it must not come before.
func beforeDebrief(t *testing.T, got [][]byte) (out [][]byte) {
	t.Helper()
	over := false
	for _, raw := range got {
		switch kindOf(t, raw) {
		case wire.TypeView:
			over = over || decode[wire.View](t, raw).Phase == wire.PhaseEnded
		case wire.TypeDebrief:
			continue
		}
		out = append(out, raw)
	}
	if !over {
		t.Error("the exercise did not end")
	}
	return out
}

// refusedIDs are ids that the guest itself sent; they come back in refusals.
var refusedIDs = regexp.MustCompile(`"id":"canary_[a-z]+[0-9]"`)

func TestNoByteTellsWhatIsHidden(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		for _, players := range []string{policy.Hold, policy.Random} {
			o := options(t, master)
			var err error
			if o.Players, err = policy.NewTable(o.Scenario.Machine, map[string]string{"": players}); err != nil {
				t.Fatal(err)
			}
			for _, raw := range beforeDebrief(t, playAll(t, o, master, lang)) {
				clean := refusedIDs.ReplaceAll(raw, nil)
				if at := bytes.Index(bytes.ToLower(clean), []byte("canary")); at >= 0 {
					t.Errorf("%s, police %s: %s", lang, players, clean[max(0, at-200):min(len(clean), at+100)])
				}
			}
		}
	}
}

// TestCanariesSing makes sure that the test above can fail: the police is told
// what the harbour master is not.
func TestCanariesSing(t *testing.T) {
	s := open(t, options(t, police))
	g := sit(t, s, police, "en")
	all := string(bytes.Join(g.got, nil))
	for _, word := range []string{
		"CANARY brief of the police", "CANARY goal", "CANARY somebody listens", "CANARY the books",
		"CANARY order", "canary_raid", "CANARY raid",
	} {
		if !strings.Contains(all, word) {
			t.Errorf("the police is not told %q", word)
		}
	}
	for _, word := range []string{"CANARY brief of the crew", "canary_hoard", "CANARY offer", "canary_smuggle", "CANARY ending"} {
		if strings.Contains(all, word) {
			t.Errorf("the police is told %q", word)
		}
	}
}

// ownIDs are ids of a viewer's own: they differ from session to session.
var ownIDs = regexp.MustCompile(`"(id|item|attack|evidence|question)":"[a-z2-7]{12}"`)

// moments are times of the server's clock and the code of the session.
var moments = regexp.MustCompile(`"(now|session)":("[^"]*"|[0-9.e+]+)`)

// TestHiddenTruthChangesNoByte plays with seeds that make different roles the
// author of the attack. Nothing that the master is sent may differ but the
// session's own ids.
func TestHiddenTruthChangesNoByte(t *testing.T) {
	var want []string
	authors := map[float64]bool{}
	for seed := range chance.Seed(8) {
		o := options(t, master)
		o.Seed = seed
		authors[authorOf(t, o)] = true
		var got []string
		for _, raw := range beforeDebrief(t, playAll(t, o, master, "en")) {
			raw = moments.ReplaceAll(ownIDs.ReplaceAll(raw, []byte(`"$1":"?"`)), []byte(`"$1":"?"`))
			got = append(got, string(raw))
		}
		if want == nil {
			want = got
			continue
		}
		if len(got) != len(want) {
			t.Fatalf("seed %d: %d messages, with seed 0 %d", seed, len(got), len(want))
		}
		for i := range got {
			if got[i] != want[i] {
				t.Fatalf("seed %d: message %d differs from that of seed 0\n got %s\nwant %s", seed, i, got[i], want[i])
			}
		}
	}
	if len(authors) < 2 {
		t.Errorf("all seeds drew the same author %v: the test tells nothing", authors)
	}
}

// authorOf returns the author of the first attack in a record of this seed.
func authorOf(t *testing.T, o session.Options) float64 {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	s, err := session.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { stop(); <-s.Done() }()
	rec, err := o.Store.Load(t.Context(), s.Code())
	if err != nil {
		t.Fatal(err)
	}
	slot := o.Scenario.Machine.Game.Attacks[0].Author
	path := o.Scenario.Machine.Game.Slots[slot].Path
	for _, l := range rec.Lines {
		if st := startOf(l); st != nil {
			return float64(st.State[path])
		}
	}
	t.Fatal("the record has no start")
	return 0
}

func TestWhatOthersCommitIsSealed(t *testing.T) {
	s := open(t, options(t, master, police))
	m, p, wall := sit(t, s, master, "en"), sit(t, s, police, "en"), sit(t, s, public, "fr")
	p.settle("quiet before")
	wall.settle("quiet before")
	m.commit("1", 1, lamps)
	m.ack("1")
	m.send(wire.Recall{Head: head(wire.TypeRecall, "2"), Turn: 1})
	m.ack("2")
	m.commit("3", 1, wire.Move{Action: "appeal", Target: "police"})
	m.ack("3")
	for name, g := range map[string]*guest{"police": p, "wall": wall} {
		var states []string
		for _, raw := range g.settle("after") {
			if kindOf(t, raw) != wire.TypePresence {
				t.Errorf("the %s is sent more than presence: %s", name, raw)
				continue
			}
			states = append(states, decode[wire.Presence](t, raw).Seats[0].State)
		}
		if got := strings.Join(states, " "); got != "committed deciding committed" {
			t.Errorf("the %s sees the master as %q, want committed, deciding, committed", name, got)
		}
	}
}

func TestPresenceTellsWhoIsThere(t *testing.T) {
	s := open(t, options(t, master, police))
	m := sit(t, s, master, "en")
	state := func(want ...string) {
		t.Helper()
		await(m, wire.TypePresence, func(p wire.Presence) bool {
			return len(p.Seats) == 2 && p.Seats[0].State == want[0] && p.Seats[1].State == want[1]
		})
	}
	m.read = 0
	state("deciding", "away")
	p := sit(t, s, police, "en")
	state("deciding", "deciding")
	p.commit("1", 1)
	state("deciding", "committed")
	p.conn.Leave()
	m.commit("1", 1)
	state("reading", "away")

	alone := sit(t, open(t, options(t, master)), master, "en")
	alone.read = 0
	await(alone, wire.TypePresence, func(p wire.Presence) bool {
		return p.Seats[0].State == "deciding" && p.Seats[1].State == "computer"
	})
}
