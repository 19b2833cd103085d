package session_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/wire"
	"demarche/server/session"
)

// odd are computer players that misbehave: the police does what think says.
type odd struct {
	session.Players
	think func() []game.Move
}

func (o odd) Moves(s *game.State, role int32, luck chance.Luck) []game.Move {
	if role == police {
		return o.think()
	}
	return o.Players.Moves(s, role, luck)
}

// standIns returns the roles for which a stand-in played in a turn.
func standIns(t *testing.T, o session.Options, s *session.Session) (roles []string) {
	t.Helper()
	rec, err := o.Store.Load(t.Context(), s.Code())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range rec.Lines {
		if e, ok := l.Entry.(*record.Input); ok && strings.Contains(string(e.Args), `"by":"stand_in"`) {
			roles = append(roles, e.Role)
		}
	}
	return roles
}

func startOf(l record.Line) *record.Start {
	s, _ := l.Entry.(*record.Start)
	return s
}

func TestLatePlayerIsStoodInFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := options(t, master)
		o.Players = odd{o.Players, func() []game.Move { time.Sleep(time.Hour); return nil }}
		ctx, stop := context.WithCancel(t.Context())
		s, err := session.Open(ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		g := sit(t, s, master, "en")
		began := time.Now()
		g.commit("1", 1)
		g.view(wire.PhaseReveal, 1)
		if took := time.Since(began); took != session.DefaultPatience {
			t.Errorf("the table waited %v for the police, want %v", took, session.DefaultPatience)
		}
		if got := standIns(t, o, s); len(got) != 1 || got[0] != "police" {
			t.Errorf("stand-ins for %v, want the police", got)
		}
		stop()
		<-s.Done()
	})
}

func TestPlayerThatFailsHolds(t *testing.T) {
	tests := []struct {
		name  string
		think func() []game.Move
	}{
		{"panic", func() []game.Move { panic("lost my head") }},
		{"move of somebody else", func() []game.Move { return []game.Move{{Action: 0, Self: master, Target: -1}} }},
		{"move that is not there", func() []game.Move { return []game.Move{{Action: 99, Self: police, Target: -1}} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := options(t, master)
			o.Players = odd{o.Players, tt.think}
			s := open(t, o)
			g := sit(t, s, master, "en")
			g.commit("1", 1)
			g.view(wire.PhaseReveal, 1)
			if got := standIns(t, o, s); len(got) != 1 || got[0] != "police" {
				t.Errorf("stand-ins for %v, want the police", got)
			}
		})
	}
}

// broken is a store that fails from some append on.
type broken struct {
	session.Store
	left int
	fail func() error
}

func (b *broken) Append(ctx context.Context, id string, es []record.Entry, texts []record.Private) error {
	if b.left--; b.left < 0 {
		return b.fail()
	}
	return b.Store.Append(ctx, id, es, texts)
}

var errDisk = errors.New("disk full")

// TestSessionStopsWhereItCannotStore fails the store at its k-th call, for every
// k of a whole play: nobody is ever told what was not kept.
func TestSessionStopsWhereItCannotStore(t *testing.T) {
	fails := map[string]func() error{
		"error": func() error { return errDisk },
		"panic": func() error { panic(errDisk) },
	}
	for name, fail := range fails {
		for k := 2; k <= 16; k++ { // the first two open the session
			o := options(t, master)
			kept := o.Store
			o.Store = &broken{kept, k, fail}
			other := open(t, options(t, master))
			s := open(t, o)
			acks, end := playUntilEnd(t, s)
			<-s.Done()
			if err := s.Err(); err == nil || !strings.Contains(err.Error(), "disk full") {
				t.Errorf("%s at %d: the session ends with %v, want disk full", name, k, err)
			}
			if end != session.EndFault {
				t.Errorf("%s at %d: the connection ends with %q, want %q", name, k, end, session.EndFault)
			}
			o.Store = kept
			if n := lines(t, kept, s); acks > n {
				t.Errorf("%s at %d: %d commands acknowledged, %d kept", name, k, acks, n)
			}
			if _, err := s.Attach(session.AsPlayer(master)); !errors.Is(err, session.ErrFailed) {
				t.Errorf("%s at %d: attaching to it gets %v, want %v", name, k, err, session.ErrFailed)
			}
			g := sit(t, other, master, "en") // which lives on
			g.commit("1", 1)
			g.view(wire.PhaseReveal, 1)
		}
	}
}

// playUntilEnd plays as far as it goes and counts the commands that were
// acknowledged, each once.
func playUntilEnd(t *testing.T, s *session.Session) (acks int, end string) {
	t.Helper()
	c, err := s.Attach(session.AsPlayer(master))
	if err != nil {
		return 0, session.EndFault // it failed before anybody came
	}
	g := &guest{t: t, conn: c, wait: patience}
	defer c.Leave()
	acked := map[string]bool{}
	send := func(m string) { _ = c.Receive(t.Context(), []byte(m)) }
	send(`{"v":1,"t":"hello","lang":"en"}`)
	for g.end == "" {
		g.take()
		for ; g.read < len(g.got); g.read++ {
			switch raw := g.got[g.read]; kindOf(t, raw) {
			case wire.TypeAck:
				acked[decode[wire.Ack](t, raw).ID] = true
			case wire.TypeView:
				turn := string(rune('0' + decode[wire.View](t, raw).Turn))
				send(`{"v":1,"t":"commit","id":"c` + turn + `","turn":` + turn + `}`)
				send(`{"v":1,"t":"next","id":"n` + turn + decode[wire.View](t, raw).Phase + `","turn":` + turn + `}`)
			}
		}
	}
	return len(acked), g.end
}

func TestStoppingTellsEverybodyToComeBack(t *testing.T) {
	hall := session.NewHall(t.Context())
	s, err := hall.Open(options(t, master))
	if err != nil {
		t.Fatal(err)
	}
	greeted, silent := sit(t, s, master, "fr"), attach(t, s, master)
	hall.Close()
	n := await(greeted, wire.TypeNotice, func(wire.Notice) bool { return true })
	if n.Kind != "stopping" || !strings.Contains(n.Text, "reconnectera") || greeted.end != session.EndStopping {
		t.Errorf("notice %+v, end %q", n, greeted.end)
	}
	if silent.take(); silent.end != session.EndStopping {
		t.Errorf("a connection without a greeting ends with %q", silent.end)
	}
	if err := s.Err(); err != nil {
		t.Errorf("a session that was stopped has the error %v", err)
	}
	if err := greeted.conn.Receive(t.Context(), []byte(`{"v":1,"t":"ask"}`)); !errors.Is(err, session.ErrStopped) {
		t.Errorf("sending to it gets %v, want %v", err, session.ErrStopped)
	}
}

func TestSessionThatCannotStart(t *testing.T) {
	tests := []struct {
		name string
		make func(*session.Options)
		want string
	}{
		{"nobody", func(o *session.Options) { o.People = nil }, "at least one person"},
		{"no seat", func(o *session.Options) { o.People = []int32{2} }, "role crew has no seat"},
		{"unknown param", func(o *session.Options) { o.Params = map[string]float64{"x": 1} }, `no param "x"`},
		{"store", func(o *session.Options) { o.Store = &broken{o.Store, 0, func() error { return errDisk }} }, "disk full"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := options(t, master)
			tt.make(&o)
			_, err := session.NewHall(t.Context()).Open(o)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
		})
	}
}

// forgetful is a store that cannot put notes from some call on.
type forgetful struct {
	session.Store
	left int
}

func (f *forgetful) Put(ctx context.Context, id, name string, value []byte) error {
	if f.left--; f.left < 0 {
		return errDisk
	}
	return f.Store.Put(ctx, id, name, value)
}

func TestGuestIsNotToldBeforeItIsKept(t *testing.T) {
	o := facilitated(t)
	o.Store = &forgetful{o.Store, 1}
	s := open(t, o)
	if id, err := s.Enter(t.Context(), "Amira", true); err == nil {
		t.Errorf("a guest that was not kept comes in as %s", id)
	}
	<-s.Done()
	if err := s.Err(); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("the session ends with %v, want disk full", err)
	}
}
