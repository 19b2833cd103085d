package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"demarche/engine/game"
	"demarche/engine/wire"
	"demarche/server/session"
)

// phasesInOrder are the columns of the tables below.
var phasesInOrder = []string{wire.PhaseLobby, wire.PhaseBrief, wire.PhaseConsult, wire.PhaseDecide, wire.PhaseReveal, wire.PhaseEnded}

// toPhase opens a quay and leads it to a phase of turn 1 (ended: turn 1 too).
func toPhase(t *testing.T, phase string) quayTable {
	t.Helper()
	if phase == wire.PhaseLobby {
		q := quayTable{s: open(t, facilitated(t))}
		q.host = control(t, q.s)
		q.north = greet(t, q.s, session.AsPlayer(north), "en")
		q.south = greet(t, q.s, session.AsPlayer(south), "en")
		return q
	}
	q := begun(t, facilitated(t))
	if phase == wire.PhaseEnded {
		q.host.does("end", wire.Act{Do: "end"})
		return q
	}
	last := ""
	for i := 0; ; i++ {
		now := lastConsole(t, q).Phase
		switch now {
		case phase:
			return q
		case last: // the computer is still thinking
			time.Sleep(time.Millisecond)
			continue
		}
		last = now
		q.host.does(fmt.Sprint("to", i), wire.Act{Do: "advance"})
	}
}

// TestRightsAreDeniedUnlessGiven goes through who x what x when, whole. A dot
// permits; a letter says why not: p another phase, o observers, s no seat, n not
// the sender's to do.
func TestRightsAreDeniedUnlessGiven(t *testing.T) {
	codes := map[byte]string{'p': wire.CodeWrongPhase, 'o': wire.CodeObserver, 's': wire.CodeNoSeat, 'n': wire.CodeNotAllowed}
	// lobby brief consult decide reveal ended
	table := map[string]map[string]string{
		"player": {
			"draft": "p...pp", "commit": "ppp.pp", "recall": "ppp.pp", "answer": "ppp.pp", "share": "pp..pp", "next": "p..p.p",
			"read": "p.....", "take": "nppppp", "act": "nnnnnn", "lang": "......", "ask": "......",
		},
		"seated guest": {
			"draft": "p...pp", "commit": "ppp.pp", "recall": "ppp.pp", "answer": "ppp.pp", "share": "pp..pp", "next": "p..p.p",
			"read": "p.....", "take": ".ppppp", "act": "nnnnnn", "lang": "......", "ask": "......",
		},
		"guest": {
			"draft": "ssssss", "commit": "ssssss", "recall": "ssssss", "answer": "ssssss", "share": "ssssss", "next": "ssssss",
			"read": "ssssss", "take": ".....p", "act": "nnnnnn", "lang": "......", "ask": "......",
		},
		"facilitator": {
			"draft": "ssssss", "commit": "ssssss", "recall": "ssssss", "answer": "ssssss", "share": "ssssss", "next": "ssssss",
			"read": "ssssss", "take": "ssssss", "act": "......", "lang": "......", "ask": "......",
		},
		"public": {
			"draft": "oooooo", "commit": "oooooo", "recall": "oooooo", "answer": "oooooo", "share": "oooooo", "next": "oooooo",
			"read": "oooooo", "take": "oooooo", "act": "oooooo", "lang": "......", "ask": "......",
		},
	}
	for i, phase := range phasesInOrder {
		for who, rows := range table {
			t.Run(phase+" "+who, func(t *testing.T) {
				q := toPhase(t, phase)
				g := one(t, q, who, phase)
				for what, row := range rows {
					turn := 1
					if phase == wire.PhaseLobby {
						turn = 0
					}
					g.raw(fmt.Sprintf(`{"v":1,"t":%q,"id":%q,"turn":%d,"lang":"fr","role":"nix","item":"nix","proposal":"nix","do":"nix"}`, what, what, turn))
					got := g.answer(what)
					if want := codes[row[i]]; want != "" && got != want {
						t.Errorf("%s is answered with %q, want %q", what, got, want)
					} else if want == "" && slices.Contains([]string{"wrong_phase", "observer", "no_seat", "not_allowed", "unknown_type"}, got) {
						t.Errorf("%s is answered with %q, want leave", what, got)
					}
				}
			})
		}
	}
}

// one connects somebody of a kind.
func one(t *testing.T, q quayTable, who, phase string) *guest {
	t.Helper()
	switch who {
	case "player":
		return greet(t, q.s, session.AsPlayer(south), "en")
	case "facilitator":
		return greet(t, q.s, session.AsFacilitator(), "en")
	case "public":
		return greet(t, q.s, session.AsPublic(), "en")
	}
	if phase == wire.PhaseEnded { // nobody is let in any more: come before
		q = begun(t, facilitated(t))
		g := enter(t, q.s, "Amira", true)
		if who != "guest" {
			g.sitsDown("sit", "south")
		}
		q.host.does("end", wire.Act{Do: "end"})
		return g
	}
	g := enter(t, q.s, "Amira", true)
	if who != "guest" {
		g.sitsDown("sit", "south")
	}
	return g
}

// answer waits for the answer to a command: "" if it took effect, else the code.
func (g *guest) answer(id string) string {
	g.t.Helper()
	for {
		for ; g.read < len(g.got); g.read++ {
			switch raw := g.got[g.read]; kindOf(g.t, raw) {
			case wire.TypeAck:
				if decode[wire.Ack](g.t, raw).ID == id {
					return ""
				}
			case wire.TypeRefuse:
				if r := decode[wire.Refuse](g.t, raw); r.ID == id {
					if r.Text == "" || strings.Contains(r.Text, "refuse.") {
						g.t.Errorf("%s has no words: %q", r.Code, r.Text)
					}
					return r.Code
				}
			}
		}
		g.take()
	}
}

// What acts on draws and numbers are about.
var (
	flare = wire.Chance{Purpose: "rule", Of: "flare", Way: "yes"}
	sixty = 60.0
)

// TestActsHaveTheirPhases goes through every act of the facilitator in every
// phase. Every act that the game has must stand here.
func TestActsHaveTheirPhases(t *testing.T) {
	// lobby brief consult decide reveal ended: a dot permits
	table := map[string]struct {
		act wire.Act
		in  string
	}{
		"start":    {wire.Act{}, ".ppppp"},
		"pause":    {wire.Act{}, "p....p"},
		"resume":   {wire.Act{}, "pppppp"}, // nothing is paused
		"time":     {wire.Act{Seconds: 60}, "p....p"},
		"advance":  {wire.Act{}, "p....p"},
		"computer": {wire.Act{Role: "south"}, ".....p"},
		"person":   {wire.Act{Role: "south"}, "fffffp"}, // a person plays it already
		"admit":    {wire.Act{Guest: "g1"}, "......"},
		"refuse":   {wire.Act{Guest: "g1"}, "......"},
		"free":     {wire.Act{Role: "south"}, ".....p"},
		"inject":   {wire.Act{Inject: "radio"}, "p....p"},
		"hold":     {wire.Act{Inject: "radio"}, "p....p"},
		"release":  {wire.Act{Inject: "radio"}, "phhhhp"}, // nothing is held
		"force":    {wire.Act{Chance: &flare}, "p....p"},
		"unforce":  {wire.Act{Chance: &flare}, "pddddp"}, // nothing is forced
		"override": {wire.Act{Number: "calm", Value: &sixty}, "p....p"},
		"end":      {wire.Act{}, ".....p"},
	}
	codes := map[byte]string{'.': "", 'p': wire.CodeWrongPhase, 'f': wire.CodeNotFree, 'h': "not_held", 'd': "not_forced"}
	for _, f := range game.Acts() {
		if _, ok := table[f.Word]; !ok && f.About != game.AboutGift { // which is a seat's
			t.Errorf("the act %s of the game is not tried", f.Word)
		}
	}
	for do, row := range table {
		for i, phase := range phasesInOrder {
			t.Run(do+" "+phase, func(t *testing.T) {
				q := toPhaseWithGuest(t, phase)
				row.act.Head, row.act.Do = head(wire.TypeAct, "do"), do
				q.host.send(row.act)
				if got := q.host.answer("do"); got != codes[row.in[i]] {
					t.Errorf("it is answered with %q, want %q", got, codes[row.in[i]])
				}
			})
		}
	}
}

// toPhaseWithGuest is toPhase with a guest g1 who waits in the lobby.
func toPhaseWithGuest(t *testing.T, phase string) quayTable {
	t.Helper()
	if phase != wire.PhaseEnded {
		q := toPhase(t, phase)
		enter(t, q.s, "Jonas", false)
		return q
	}
	q := begun(t, facilitated(t))
	enter(t, q.s, "Jonas", false)
	q.host.does("end", wire.Act{Do: "end"})
	return q
}

func TestActsNeedWhatTheyAreAbout(t *testing.T) {
	q := begun(t, facilitated(t))
	for name, c := range map[string]struct {
		act  wire.Act
		code string
	}{
		"an act of seats":                {wire.Act{Do: "share"}, wire.CodeUnknownAct},
		"no act":                         {wire.Act{Do: "fly"}, wire.CodeUnknownAct},
		"no seat":                        {wire.Act{Do: "computer", Role: "smugglers"}, wire.CodeUnknownRole},
		"no role":                        {wire.Act{Do: "computer", Role: "nix"}, wire.CodeUnknownRole},
		"no guest":                       {wire.Act{Do: "admit", Guest: "g9"}, wire.CodeUnknownGuest},
		"no inject":                      {wire.Act{Do: "inject", Inject: "nix"}, wire.CodeUnknownItem},
		"no time":                        {wire.Act{Do: "time"}, wire.CodeUnknownAct},
		"endless time":                   {wire.Act{Do: "time", Seconds: 1 << 40}, wire.CodeUnknownAct},
		"endless reason":                 {wire.Act{Do: "pause", Reason: strings.Repeat("é", wire.MaxText+1)}, wire.CodeTooLong},
		"no chance":                      {wire.Act{Do: "force"}, "no_draw"},
		"no such chance":                 {wire.Act{Do: "force", Chance: &wire.Chance{Purpose: "rule", Of: "nix", Way: "yes"}}, "no_draw"},
		"no such purpose":                {wire.Act{Do: "force", Chance: &wire.Chance{Purpose: "author", Of: "theft", Way: "yes"}}, "no_draw"},
		"a chance of a move without one": {wire.Act{Do: "force", Chance: &wire.Chance{Purpose: "outcome", Of: "guard", Role: "north", Way: "yes"}}, "no_draw"},
		"a chance that a block of another kind has": {wire.Act{Do: "force", Chance: &wire.Chance{Purpose: "outcome", Of: "flare", Way: "yes"}}, "no_draw"},
		"a chance of a past turn":                   {wire.Act{Do: "force", Chance: &wire.Chance{Turn: 3, Purpose: "rule", Of: "flare", Way: "yes"}}, "no_draw"},
		"a turn that is none":                       {wire.Act{Do: "force", Chance: &wire.Chance{Turn: 1<<32 + 1, Purpose: "rule", Of: "flare", Way: "yes"}}, "no_draw"},
		"somebody's chance":                         {wire.Act{Do: "force", Chance: &wire.Chance{Purpose: "rule", Of: "flare", Role: "nix", Way: "yes"}}, wire.CodeUnknownRole},
		"no such way":                               {wire.Act{Do: "force", Chance: &wire.Chance{Purpose: "rule", Of: "flare", Way: "perhaps"}}, "bad_pick"},
		"no number":                                 {wire.Act{Do: "override", Number: "nix", Value: &sixty}, "no_number"},
		"no number but turn":                        {wire.Act{Do: "override", Number: "turn", Value: &sixty}, "no_number"},
		"no value":                                  {wire.Act{Do: "override", Number: "calm"}, "no_number"},
		"out of bounds":                             {wire.Act{Do: "override", Number: "south.budget", Value: &sixty}, "bad_value"},
		"told with nothing":                         {wire.Act{Do: "release", Inject: "radio"}, "not_held"},
	} {
		if got := q.host.cannot(name, c.act); got != c.code {
			t.Errorf("%s: refused with %q, want %q", name, got, c.code)
		}
	}
}
