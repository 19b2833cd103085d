package session_test

import (
	"context"
	"fmt"
	"testing"

	"demarche/engine/policy"
	"demarche/engine/wire"
	"demarche/server/session"
	"demarche/server/store"
)

// Roles of the quay.
const (
	north int32 = iota
	south
	east
)

// facilitated are the options of a quay with a lobby; computer players hold.
func facilitated(t testing.TB) session.Options {
	t.Helper()
	sc := compiled(t, "quay.toml")
	players, err := policy.NewTable(sc.Machine, map[string]string{"": policy.Hold})
	if err != nil {
		t.Fatal(err)
	}
	return session.Options{
		Scenario: sc, Seed: 7, Players: players, Facilitated: true, Lang: "en",
		Store: &store.Memory{}, Build: "test", Log: quiet,
	}
}

// greet connects somebody and says hello.
func greet(t testing.TB, s *session.Session, who session.Identity, lang string) *guest {
	t.Helper()
	g := attachAs(t, s, who)
	g.send(wire.Hello{Head: head(wire.TypeHello, ""), Lang: lang})
	await(g, wire.TypePresence, func(wire.Presence) bool { return true })
	return g
}

// control connects a facilitator.
func control(t testing.TB, s *session.Session) *guest {
	t.Helper()
	g := greet(t, s, session.AsFacilitator(), "en")
	g.console(func(wire.Console) bool { return true })
	return g
}

// enter comes in by the code and connects.
func enter(t testing.TB, s *session.Session, name string, admitted bool) *guest {
	t.Helper()
	id, err := s.Enter(t.Context(), name, admitted)
	if err != nil {
		t.Fatal(err)
	}
	return greet(t, s, session.AsGuest(id), "en")
}

func (g *guest) console(ok func(wire.Console) bool) wire.Console {
	g.t.Helper()
	return await(g, wire.TypeConsole, ok)
}

func (g *guest) lobby(ok func(wire.Lobby) bool) wire.Lobby {
	g.t.Helper()
	return await(g, wire.TypeLobby, ok)
}

// does sends an act and waits until it has taken effect.
func (g *guest) does(id string, a wire.Act) {
	g.t.Helper()
	a.Head = head(wire.TypeAct, id)
	g.send(a)
	g.ack(id)
}

func (g *guest) cannot(id string, a wire.Act) string {
	g.t.Helper()
	a.Head = head(wire.TypeAct, id)
	g.send(a)
	return g.refused(id).Code
}

func (g *guest) sitsDown(id, role string) {
	g.t.Helper()
	g.send(wire.Take{Head: head(wire.TypeTake, id), Role: role})
	g.ack(id)
}

func (g *guest) drafts(id string, turn, rev int, moves ...wire.Move) {
	g.t.Helper()
	g.send(wire.Draft{Head: head(wire.TypeDraft, id), Turn: turn, Rev: rev, Moves: moves})
}

// table is a quay that has begun: north and south came by their links, nobody is
// in the east.
type quayTable struct {
	s                  *session.Session
	host, north, south *guest
}

func begun(t testing.TB, o session.Options) quayTable {
	t.Helper()
	q := quayTable{s: open(t, o)}
	q.host = control(t, q.s)
	q.north = greet(t, q.s, session.AsPlayer(north), "en")
	q.south = greet(t, q.s, session.AsPlayer(south), "en")
	q.host.does("start", wire.Act{Do: "start"})
	q.north.view(wire.PhaseBrief, 1)
	q.south.view(wire.PhaseBrief, 1)
	return q
}

// decides advances to the phase in which seats decide.
func (q quayTable) decides(turn int) {
	q.host.t.Helper()
	for i := 0; ; i++ {
		c := q.host.console(func(c wire.Console) bool { return c.Turn == turn })
		if c.Phase == wire.PhaseDecide {
			break
		}
		q.host.does(fmt.Sprint("on", turn, i), wire.Act{Do: "advance"})
	}
	q.north.view(wire.PhaseDecide, turn)
	q.south.view(wire.PhaseDecide, turn)
}

var (
	guardHigh = wire.Move{Action: "guard", Choices: map[string]string{"level": "high"}}
	guardLow  = wire.Move{Action: "guard", Choices: map[string]string{"level": "low"}}
	pact      = wire.Move{Action: "pact"}
)

func TestLobbyAdmitsAndSeatsGuests(t *testing.T) {
	s := open(t, facilitated(t))
	host := control(t, s)
	waiting := enter(t, s, "  Jonas   Weber ", false)
	l := waiting.lobby(func(wire.Lobby) bool { return true })
	if l.You == nil || l.You.Name != "Jonas Weber" || l.You.Admitted || l.Phase != wire.PhaseLobby || len(l.Seats) != 3 || !l.Seats[0].Free {
		t.Errorf("the lobby of somebody who waits is %+v, you %+v", l, l.You)
	}
	waiting.send(wire.Take{Head: head(wire.TypeTake, "1"), Role: "north"})
	if got := waiting.refused("1").Code; got != wire.CodeNotAdmitted {
		t.Errorf("who was not let in is refused with %q, want %q", got, wire.CodeNotAdmitted)
	}
	host.does("1", wire.Act{Do: "admit", Guest: "g1"})
	waiting.lobby(func(l wire.Lobby) bool { return l.You.Admitted })
	waiting.sitsDown("2", "north")
	waiting.lobby(func(l wire.Lobby) bool { return l.You.Role == "north" && l.Seats[0].People == 1 })

	second := enter(t, s, "Amira", true)
	second.sitsDown("1", "north") // two people on one seat
	c := host.console(func(c wire.Console) bool { return len(c.Seats[0].People) == 2 })
	if c.Guests[0].Name != "Jonas Weber" || !c.Guests[1].Online || c.Guests[1].Role != "north" || c.Pin != s.Pin() || c.Code != s.Code() {
		t.Errorf("the console shows guests %+v, pin %q, code %q", c.Guests, c.Pin, c.Code)
	}
	host.does("2", wire.Act{Do: "free", Role: "north"})
	second.lobby(func(l wire.Lobby) bool { return l.You.Role == "" })

	host.does("3", wire.Act{Do: "refuse", Guest: "g1"})
	bye := await(waiting, wire.TypeBye, func(wire.Bye) bool { return true })
	if bye.Reason != session.EndNoSeat || s.Knows(session.AsGuest("g1")) || !s.Knows(session.AsGuest("g2")) {
		t.Errorf("a guest who was sent away gets %+v, still known: %v", bye, s.Knows(session.AsGuest("g1")))
	}
	for name, want := range map[string]error{"": session.ErrName, "\n\t": session.ErrName} {
		if _, err := s.Enter(t.Context(), name, true); err != want {
			t.Errorf("entering as %q gets %v, want %v", name, err, want)
		}
	}
}

func TestWhoeverIsLateTakesAnEmptySeat(t *testing.T) {
	q := begun(t, facilitated(t))
	c := q.host.console(func(c wire.Console) bool { return c.Phase == wire.PhaseBrief })
	if c.Seats[2].Holder != "computer" || c.Seats[0].Holder != "person" {
		t.Errorf("the empty seat has a %s, north a %s", c.Seats[2].Holder, c.Seats[0].Holder)
	}
	late := enter(t, q.s, "Amira", true)
	l := late.lobby(func(wire.Lobby) bool { return true })
	if l.Phase != wire.PhaseBrief || !l.Seats[2].Free {
		t.Errorf("the lobby of a latecomer is in phase %s, seats %+v", l.Phase, l.Seats)
	}
	late.sitsDown("1", "east")
	late.view(wire.PhaseBrief, 1)
	q.host.console(func(c wire.Console) bool {
		return c.Seats[2].Holder == "person" && c.Seats[2].People[0].Name == "Amira"
	})

	q.host.does("hand", wire.Act{Do: "computer", Role: "south"}) // by wish, not since it was empty
	other := enter(t, q.s, "Jonas", true)
	other.send(wire.Take{Head: head(wire.TypeTake, "1"), Role: "south"})
	if got := other.refused("1").Code; got != wire.CodeNotFree {
		t.Errorf("a seat that the facilitator gave to the computer: %q, want %q", got, wire.CodeNotFree)
	}
}

func TestDraftsReachTheOtherDevices(t *testing.T) {
	q := begun(t, facilitated(t))
	second := greet(t, q.s, session.AsPlayer(north), "fr")
	q.north.drafts("d1", 1, 1, guardHigh)
	q.north.ack("d1")
	got := await(second, wire.TypeDraft, func(wire.Draft) bool { return true })
	if got.Rev != 1 || len(got.Moves) != 1 || got.Moves[0].Choices["level"] != "high" {
		t.Errorf("the other device is sent %+v", got)
	}
	second.drafts("d2", 1, 1, guardLow) // made from the same revision: too late
	if d := await(second, wire.TypeDraft, func(wire.Draft) bool { return true }); d.Moves[0].Choices["level"] != "high" {
		t.Errorf("an old draft is answered with %+v, want the draft that holds", d)
	}
	if code := second.refused("d2").Code; code != wire.CodeOld {
		t.Errorf("and refused with %q, want %q", code, wire.CodeOld)
	}
	second.drafts("d3", 1, 2)
	second.ack("d3")
	await(q.north, wire.TypeDraft, func(d wire.Draft) bool { return d.Rev == 2 && len(d.Moves) == 0 })
	third := greet(t, q.s, session.AsPlayer(north), "en")
	third.read = 0
	await(third, wire.TypeDraft, func(d wire.Draft) bool { return d.Rev == 2 })
	for _, raw := range q.south.settle("x") {
		if kindOf(t, raw) != wire.TypePresence {
			t.Errorf("another seat is sent %s", raw)
		}
	}
	q.north.drafts("d4", 2, 3)
	if code := q.north.refused("d4").Code; code != wire.CodeWrongTurn {
		t.Errorf("a draft for another turn is refused with %q", code)
	}
}

func TestTurnWaitsForThoseWhoAreAsked(t *testing.T) {
	q := begun(t, facilitated(t))
	q.decides(1)
	q.north.commit("c", 1, pact)
	q.north.ack("c")
	v := await(q.south, wire.TypeView, func(v wire.View) bool { return len(v.Proposals) == 1 })
	if p := v.Proposals[0]; p.Role != "north" || p.Mine || p.Yes != nil {
		t.Errorf("the south is asked %+v", p)
	}
	q.south.commit("c", 1)
	q.south.ack("c")
	q.host.console(func(c wire.Console) bool { return c.Seats[1].State == "committed" })
	q.south.send(wire.Answer{Head: head(wire.TypeAnswer, "a0"), Turn: 1, Proposal: "nix", Yes: true})
	if code := q.south.refused("a0").Code; code != wire.CodeUnknownAsked {
		t.Errorf("an unknown proposal is refused with %q, want %q", code, wire.CodeUnknownAsked)
	}
	q.south.send(wire.Answer{Head: head(wire.TypeAnswer, "a1"), Turn: 1, Proposal: v.Proposals[0].ID, Yes: true})
	q.south.ack("a1")
	r := q.north.view(wire.PhaseReveal, 1)
	done := false
	for _, e := range r.Reveal.Events {
		done = done || e.Kind == "move" && e.Role == "north"
	}
	if !done {
		t.Errorf("the pact did not go through: %+v", r.Reveal.Events)
	}
}

func TestComputerTakesOverAndHandsBack(t *testing.T) {
	q := begun(t, facilitated(t))
	q.decides(1)
	q.north.commit("c", 1)
	q.north.ack("c")
	q.host.does("h1", wire.Act{Do: "computer", Role: "south", Reason: "They had to leave."})
	await(q.south, wire.TypeNotice, func(n wire.Notice) bool { return n.Kind == "computer_plays" })
	q.south.view(wire.PhaseReveal, 1) // the computer committed, so the turn closed
	q.south.next("n", 1)
	if code := q.south.refused("n").Code; code != wire.CodeComputerPlays {
		t.Errorf("a person of a seat that the computer plays is refused with %q, want %q", code, wire.CodeComputerPlays)
	}
	q.host.does("h2", wire.Act{Do: "person", Role: "south"})
	await(q.south, wire.TypeNotice, func(n wire.Notice) bool { return n.Kind == "person_plays" })
	q.north.next("n", 1)
	q.south.next("n2", 1)
	q.south.view(wire.PhaseBrief, 2)
	c := q.host.console(func(c wire.Console) bool { return c.Turn == 2 })
	if len(c.Acts) < 2 || c.Acts[0].Do != "person" || c.Acts[1].Reason != "They had to leave." || c.Acts[1].Text == "" {
		t.Errorf("the acts are %+v", c.Acts)
	}
}

func TestInjectTakesEffectAtOnceAndSendsOrdersBack(t *testing.T) {
	o := facilitated(t)
	q := begun(t, o)
	q.decides(1)
	q.north.commit("c", 1, guardHigh)
	q.north.ack("c")
	q.host.does("i", wire.Act{Do: "inject", Inject: "flood", Reason: "CANARY to shake them"})
	await(q.north, wire.TypeNotice, func(n wire.Notice) bool { return n.Kind == "no_longer_legal" })
	v := await(q.north, wire.TypeView, func(v wire.View) bool { return !v.Mine.Committed })
	if len(v.News.Events) == 0 || len(v.Feed) != 1 {
		t.Errorf("the inject is not told: news %+v, feed %+v", v.News, v.Feed)
	}
	q.north.read = 0
	if d := await(q.north, wire.TypeDraft, func(wire.Draft) bool { return true }); len(d.Moves) != 1 || d.Moves[0].Action != "guard" {
		t.Errorf("the draft that came back is %+v", d)
	}
	c := q.host.console(func(c wire.Console) bool { return len(c.Injects) == 2 && c.Injects[1].State == "sent" })
	if code := q.host.cannot("i2", wire.Act{Do: "inject", Inject: "flood"}); code != "told" {
		t.Errorf("telling it again is refused with %q, want told", code)
	}
	if c.Injects[1].SentTurn != 1 || c.Injects[0].State != "next" {
		t.Errorf("the queue is %+v", c.Injects)
	}
	q.host.does("h", wire.Act{Do: "hold", Inject: "radio"})
	q.host.console(func(c wire.Console) bool { return c.Injects[0].State == "held" })
	q.host.does("r", wire.Act{Do: "release", Inject: "radio"})
	finish(t, o, q)
}

// finish ends the play by advancing and verifies its record.
func finish(t *testing.T, o session.Options, q quayTable) {
	t.Helper()
	phase := func() string {
		g := control(t, q.s)
		defer g.conn.Leave()
		return decode[wire.Console](t, g.got[g.read-1]).Phase
	}
	for i := 0; phase() != wire.PhaseEnded; i++ {
		q.host.send(wire.Act{Head: head(wire.TypeAct, fmt.Sprint("f", i)), Do: "advance"})
		q.host.answer(fmt.Sprint("f", i)) // refused while the computer is still thinking
	}
	verified(t, o, q.s.Code())
	d := await(q.north, wire.TypeDebrief, func(wire.Debrief) bool { return true })
	if d.Ending.Title != "Night falls" || len(d.Course) != 3 || d.Headline == "" || len(d.Objectives) != 1 || len(d.Beliefs) != 1 || d.Beliefs[0].Author != "Smugglers" {
		t.Errorf("the debrief is %+v", d)
	}
}

func TestFacilitatorEndsTheExercise(t *testing.T) {
	q := begun(t, facilitated(t))
	q.host.does("e", wire.Act{Do: "end", Reason: "Fire alarm."})
	q.north.view(wire.PhaseEnded, 1)
	q.north.read = 0
	d := await(q.north, wire.TypeDebrief, func(wire.Debrief) bool { return true })
	if d.Ending.Title == "" || len(d.Course) != 0 {
		t.Errorf("the debrief is %+v", d)
	}
	if code := q.host.cannot("a", wire.Act{Do: "advance"}); code != wire.CodeWrongPhase {
		t.Errorf("after the end: %q, want %q", code, wire.CodeWrongPhase)
	}
	if _, err := q.s.Enter(context.Background(), "Late", true); err != session.ErrOver {
		t.Errorf("entering after the end: %v, want %v", err, session.ErrOver)
	}
}

func TestReadMarksAreCounted(t *testing.T) {
	q := begun(t, facilitated(t))
	q.host.does("i", wire.Act{Do: "inject", Inject: "radio"})
	v := await(q.north, wire.TypeView, func(v wire.View) bool { return len(v.Feed) == 1 })
	q.host.console(func(c wire.Console) bool { return c.Seats[0].Unread == 1 && c.Seats[0].Read == 0 })
	q.north.send(wire.Read{Head: head(wire.TypeRead, "r"), Item: v.Feed[0].ID})
	q.north.ack("r")
	c := q.host.console(func(c wire.Console) bool { return c.Seats[0].Read == 1 })
	if c.Seats[1].Unread != 1 {
		t.Errorf("the south has %d unread, want 1", c.Seats[1].Unread)
	}
	q.south.send(wire.Read{Head: head(wire.TypeRead, "r"), Item: v.Feed[0].ID}) // the north's id
	if code := q.south.refused("r").Code; code != wire.CodeUnknownItem {
		t.Errorf("somebody else's id: %q, want %q", code, wire.CodeUnknownItem)
	}
}
