package session_test

import (
	"bytes"
	"strconv"
	"testing"

	"go.uber.org/goleak"

	"demarche/engine/record"
	"demarche/engine/wire"
	"demarche/server/session"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var lamps = wire.Move{Action: "lamps"}

func TestSessionIsPlayedToTheEndInTwoLanguages(t *testing.T) {
	o := options(t, master)
	s := open(t, o)
	en, fr := sit(t, s, master, "en"), sit(t, s, master, "fr-CA")
	for turn := 1; turn <= 3; turn++ {
		id := strconv.Itoa(turn)
		if turn > 1 {
			en.view(wire.PhaseDecide, turn)
			fr.view(wire.PhaseDecide, turn)
		}
		en.commit("commit-"+id, turn, lamps)
		en.ack("commit-" + id)
		if turn == 3 {
			break
		}
		a, b := en.view(wire.PhaseReveal, turn), fr.view(wire.PhaseReveal, turn)
		if len(a.Reveal.Why) == 0 || a.Reveal.Why[0].Parts[0].Text == b.Reveal.Why[0].Parts[0].Text {
			t.Errorf("turn %d: the reveal is the same in both languages: %+v", turn, a.Reveal)
		}
		fr.next("next-"+id, turn)
		fr.ack("next-" + id)
	}
	a, b := en.view(wire.PhaseEnded, 3), fr.view(wire.PhaseEnded, 3)
	if a.End == nil || a.End.Title != "Morning" || b.End == nil || b.End.Title != "Le matin" {
		t.Errorf("ends as %+v and %+v, want Morning and Le matin", a.End, b.End)
	}
	checkRecord(t, o.Store, s)
}

// checkRecord reads the record of a session back, counts what is in it and
// adjudicates it again.
func checkRecord(t *testing.T, kept session.Store, s *session.Session) {
	t.Helper()
	rec, err := kept.Load(t.Context(), s.Code())
	if err != nil {
		t.Fatal(err)
	}
	report := record.Verify(rec, compile)
	if !report.OK() || !report.Recomputed || !report.Whole || report.Turns != 3 {
		t.Errorf("the record does not verify: %+v", report)
	}
	count := map[string]int{}
	for _, l := range rec.Lines {
		switch e := l.Entry.(type) {
		case *record.Input:
			count[e.Act+" "+e.Role]++
		case *record.Turn:
			count["turn"]++
		case *record.End:
			count["end "+e.Ending]++
		}
	}
	want := map[string]int{
		"commit master": 3, "next master": 2, "commit police": 3, "commit crew": 3, "turn": 3, "end morning": 1,
	}
	for what, n := range want {
		if count[what] != n {
			t.Errorf("the record has %d entries %q, want %d (all: %v)", count[what], what, n, count)
		}
	}
}

func TestSequenceAndBookAreWhole(t *testing.T) {
	s := open(t, options(t, master))
	g := sit(t, s, master, "en")
	g.commit("1", 1)
	g.view(wire.PhaseReveal, 1)
	g.next("2", 1)
	g.view(wire.PhaseDecide, 2)
	var seq uint64
	book := 0
	for _, raw := range g.got {
		switch kindOf(t, raw) {
		case wire.TypeBook:
			b := decode[wire.Book](t, raw)
			if b.Rev != book+1 {
				t.Errorf("book %d follows %d", b.Rev, book)
			}
			book = b.Rev
		case wire.TypeView:
			v := decode[wire.View](t, raw)
			if v.Seq <= seq {
				t.Errorf("view %d follows %d", v.Seq, seq)
			}
			if seq = v.Seq; v.Book > book {
				t.Errorf("view %d needs book %d, and only %d has come", seq, v.Book, book)
			}
		}
	}
}

func TestReconnectGetsEverythingAgain(t *testing.T) {
	s := open(t, options(t, master))
	first := sit(t, s, master, "en")
	first.commit("1", 1)
	want := first.view(wire.PhaseReveal, 1)
	first.conn.Leave()

	again := attach(t, s, master)
	again.send(wire.Hello{Head: head(wire.TypeHello, ""), Lang: "en", Seq: 1})
	got := again.view(wire.PhaseReveal, 1)
	if got.Seq != want.Seq {
		t.Errorf("the view has seq %d after coming back, want %d: nothing has changed", got.Seq, want.Seq)
	}
	again.read = 0
	book := await(again, wire.TypeBook, func(wire.Book) bool { return true })
	if !book.All || book.Rev != got.Book || len(book.Cards) == 0 || len(book.Roles) == 0 {
		t.Errorf("the book is not whole: all %v, rev %d, %d cards, %d roles", book.All, book.Rev, len(book.Cards), len(book.Roles))
	}
	if k := again.kinds(); k[0] != wire.TypeWelcome {
		t.Errorf("messages come as %v, want welcome first", k)
	}
}

func TestAskSendsTheSameBytesAgain(t *testing.T) {
	s := open(t, options(t, master))
	g := sit(t, s, master, "fr")
	view := g.got[g.read-1]
	g.send(wire.Ask{Head: head(wire.TypeAsk, "")})
	await(g, wire.TypeView, func(wire.View) bool { return true })
	if again := g.got[g.read-1]; !bytes.Equal(again, view) {
		t.Errorf("asked again:\n got %s\nwant %s", again, view)
	}
}

func TestCommandIsAnsweredOnceForEver(t *testing.T) {
	o := options(t, master)
	s := open(t, o)
	g := sit(t, s, master, "en")
	answer := func(kind string) []byte {
		t.Helper()
		await(g, kind, func(wire.Head) bool { return true })
		return g.got[g.read-1]
	}
	g.commit("refused", 1, wire.Move{Action: "no_such"})
	no := answer(wire.TypeRefuse)
	g.commit("taken", 1, lamps)
	yes := answer(wire.TypeAck)
	g.view(wire.PhaseReveal, 1)

	// Another connection, in another language, another turn and with other
	// content: the id decides.
	other := sit(t, s, master, "fr")
	other.next("ready", 1)
	other.view(wire.PhaseDecide, 2)
	entries := lines(t, o.Store, s)
	g = other
	g.commit("refused", 2, lamps)
	if got := answer(wire.TypeRefuse); !bytes.Equal(got, no) {
		t.Errorf("the refusal changed:\n got %s\nwant %s", got, no)
	}
	g.commit("taken", 2, lamps)
	if got := answer(wire.TypeAck); !bytes.Equal(got, yes) {
		t.Errorf("the answer changed:\n got %s\nwant %s", got, yes)
	}
	g.settle("settled")
	if got := lines(t, o.Store, s); got != entries || entries != 2 {
		t.Errorf("the record has %d entries of the master after repeated commands, and %d before; want 2", got, entries)
	}
}

// lines counts the entries of a record by people.
func lines(t *testing.T, kept session.Store, s *session.Session) (n int) {
	t.Helper()
	rec, err := kept.Load(t.Context(), s.Code())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range rec.Lines {
		if e, ok := l.Entry.(*record.Input); ok && e.Role == "master" {
			n++
		}
	}
	return n
}

func TestRecallTakesBack(t *testing.T) {
	s := open(t, options(t, master, police))
	g := sit(t, s, master, "en")
	g.commit("1", 1, wire.Move{Action: "lamps", Text: "before dusk"})
	if v := g.view(wire.PhaseDecide, 1); !v.Mine.Committed || v.Mine.Moves[0].Text != "before dusk" {
		t.Errorf("mine is %+v, want lamps before dusk", v.Mine)
	}
	g.send(wire.Recall{Head: head(wire.TypeRecall, "2"), Turn: 1})
	g.ack("2")
	if v := g.view(wire.PhaseDecide, 1); v.Mine.Committed || len(v.Mine.Moves) != 0 {
		t.Errorf("mine is %+v, want nothing", v.Mine)
	}
}

func TestPrivateTextLiesBesideTheChain(t *testing.T) {
	o := options(t, master)
	s := open(t, o)
	g := sit(t, s, master, "en")
	g.commit("1", 1, wire.Move{Action: "lamps", Text: "before dusk"})
	g.ack("1")
	rec, err := o.Store.Load(t.Context(), s.Code())
	if err != nil {
		t.Fatal(err)
	}
	sums, beside := map[record.Sum]bool{}, 0
	for _, l := range rec.Lines {
		if e, ok := l.Entry.(*record.Input); ok {
			for _, sum := range e.Private {
				sums[sum] = true
			}
		}
		if l.Private == nil && bytes.Contains(l.Raw, []byte("dusk")) {
			t.Errorf("the chain holds the text: %s", l.Raw)
		}
		if l.Private != nil {
			if beside++; !sums[l.Private.Sum()] || l.Private.Text != "before dusk" {
				t.Errorf("text %q is named by no entry", l.Private.Text)
			}
		}
	}
	if beside != 1 {
		t.Errorf("%d texts beside the chain, want 1", beside)
	}
}

func TestSlowConnectionIsLetGo(t *testing.T) {
	s := open(t, options(t, master))
	slow, good := sit(t, s, master, "en"), sit(t, s, master, "en")
	for i := range 40 {
		slow.send(wire.Ask{Head: head(wire.TypeAsk, strconv.Itoa(i))})
	}
	good.settle("settled")
	slow.take()
	if slow.end != session.EndSlow {
		t.Errorf("a connection with 40 unread answers ends with %q, want %q", slow.end, session.EndSlow)
	}
	good.commit("1", 1)
	good.view(wire.PhaseReveal, 1)
}

func TestOnlyTheLatestViewWaits(t *testing.T) {
	s := open(t, options(t, master))
	idle, busy := sit(t, s, master, "en"), sit(t, s, master, "en")
	busy.commit("1", 1, lamps)
	busy.view(wire.PhaseReveal, 1)
	busy.next("2", 1)
	busy.view(wire.PhaseDecide, 2)
	busy.settle("settled")
	idle.take()
	views := 0
	for _, raw := range idle.got[idle.read:] {
		if kindOf(t, raw) == wire.TypeView {
			views++
			if v := decode[wire.View](t, raw); v.Turn != 2 {
				t.Errorf("the view that waited is of turn %d, want 2", v.Turn)
			}
		}
	}
	if views != 1 {
		t.Errorf("%d views waited, want 1: %v", views, idle.kinds())
	}
}

func TestSeatHasRoomForEightConnections(t *testing.T) {
	s := open(t, options(t, master))
	for range 8 {
		attach(t, s, master)
	}
	if _, err := s.Attach(session.AsPlayer(master)); err != session.ErrFull {
		t.Errorf("a ninth connection gets %v, want %v", err, session.ErrFull)
	}
	attach(t, s, public)
}
