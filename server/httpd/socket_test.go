package httpd_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"demarche/engine/wire"
	"demarche/server/httpd"
)

func TestVisitorPlaysToTheEndOnTwoScreens(t *testing.T) {
	h := serve(t)
	b := h.joined(h.token)
	en, fr := h.call(b), h.call(b)
	en.send(`{"v":1,"t":"hello","lang":"en"}`)
	fr.send(`{"v":1,"t":"hello","lang":"fr"}`)
	if w := hear[wire.Welcome](en, wire.TypeWelcome); w.Role != "master" || w.Session != h.sits.Code() || w.Lang != "en" || w.Scenario != "harbour" {
		t.Errorf("welcome is %+v", w)
	}
	for turn := 1; turn <= 3; turn++ {
		a, z := en.view(wire.PhaseDecide, turn), fr.view(wire.PhaseDecide, turn)
		if len(a.Options) < 4 || len(z.Options) != len(a.Options) {
			t.Fatalf("turn %d: %d and %d options, want at least 4 on both: %+v", turn, len(a.Options), len(z.Options), a.Options)
		}
		en.send(fmt.Sprintf(`{"v":1,"t":"commit","id":"c%d","turn":%d,"moves":[{"action":"lamps","text":"Il fait nuit"}]}`, turn, turn))
		if turn == 3 {
			break
		}
		a, z = en.view(wire.PhaseReveal, turn), fr.view(wire.PhaseReveal, turn)
		if x, y := causes(a), causes(z); !strings.Contains(x, "Hang lamps") || !strings.Contains(y, "Suspendre des lampes") {
			t.Errorf("turn %d: the causes are %q and %q, want the lamps in each language", turn, x, y)
		}
		fr.send(fmt.Sprintf(`{"v":1,"t":"next","id":"n%d","turn":%d}`, turn, turn))
	}
	a, z := en.view(wire.PhaseEnded, 3), fr.view(wire.PhaseEnded, 3)
	if a.End.Title != "Morning" || z.End.Title != "Le matin" {
		t.Errorf("it ends as %q and %q, want Morning and Le matin", a.End.Title, z.End.Title)
	}
	for _, raw := range append(en.got, fr.got...) {
		// Once it is over the debrief tells everybody everything.
		if strings.Contains(strings.ToLower(raw), "canary") && !strings.Contains(raw, `"t":"debrief"`) {
			t.Errorf("the visitor is told what is hidden: %s", raw)
		}
	}
	if logs := h.logs.String(); strings.Contains(logs, h.token) || strings.Contains(logs, cookies(t, h, b)[0].Value) {
		t.Errorf("a secret is in the log: %s", logs)
	}
}

// causes joins what a reveal says about why numbers moved.
func causes(v wire.View) (all string) {
	for _, w := range v.Reveal.Why {
		for _, p := range w.Parts {
			all += p.Text + "; "
		}
	}
	return all
}

func TestScreenThatComesBackSeesWhatItMissed(t *testing.T) {
	h := serve(t)
	b := h.joined(h.token)
	lost, kept := h.call(b), h.call(b)
	for _, p := range []*phone{lost, kept} {
		p.send(`{"v":1,"t":"hello","lang":"en"}`)
		p.view(wire.PhaseDecide, 1)
	}
	lost.socket.Close() // no closing frame: the line is cut
	kept.send(`{"v":1,"t":"commit","id":"1","turn":1,"moves":[{"action":"lamps"}]}`)
	want := kept.view(wire.PhaseReveal, 1)
	back := h.call(b)
	back.send(`{"v":1,"t":"hello","lang":"en","seq":1}`)
	if got := hear[wire.Book](back, wire.TypeBook); !got.All || got.Rev != want.Book {
		t.Errorf("the book is of revision %d, all %v; want all of %d", got.Rev, got.All, want.Book)
	}
	if got := back.view(wire.PhaseReveal, 1); got.Seq != want.Seq {
		t.Errorf("the view has seq %d, want %d", got.Seq, want.Seq)
	}
	// A command that got no answer is sent again under its id.
	back.send(`{"v":1,"t":"commit","id":"1","turn":1,"moves":[{"action":"lamps"}]}`)
	if got := hear[wire.Ack](back, wire.TypeAck); got.ID != "1" {
		t.Errorf("ack of %q, want 1", got.ID)
	}
	back.send(`{"v":1,"t":"commit","id":"2","turn":1}`)
	if got := hear[wire.Refuse](back, wire.TypeRefuse); got.Code != wire.CodeWrongPhase || got.ID != "2" {
		t.Errorf("refuse is %+v", got)
	}
}

func TestPublicWatches(t *testing.T) {
	h := serve(t)
	b := h.joined(h.keys.Invite(httpd.Who{Kind: httpd.Wall, Code: h.sits.Code()}))
	p, _, err := h.dialAs(b, "wall", "http://"+h.addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.send(`{"v":1,"t":"hello","lang":"fr"}`)
	if v := p.view(wire.PhaseDecide, 1); v.Role != "" || len(v.Options) != 0 {
		t.Errorf("the public is shown role %q and %d options", v.Role, len(v.Options))
	}
	p.send(`{"v":1,"t":"commit","id":"1","turn":1}`)
	if got := hear[wire.Refuse](p, wire.TypeRefuse); got.Code != wire.CodeObserver {
		t.Errorf("refused with %q, want %q", got.Code, wire.CodeObserver)
	}
}

func TestGarbageIsRefusedAndTheLineLivesOn(t *testing.T) {
	h := serve(t)
	p := h.call(h.joined(h.token))
	p.send(`{"v":1,"t":"hello","lang":"en"}`)
	p.view(wire.PhaseDecide, 1)
	for _, garbage := range []string{``, `{`, `null`, `"x"`, strings.Repeat(`{"a":`, 2000), `{"v":1,"t":"ctl.override"}`} {
		p.send(garbage)
		if got := hear[wire.Refuse](p, wire.TypeRefuse); got.Code != wire.CodeBadMessage && got.Code != wire.CodeUnknownType {
			t.Errorf("%.20s is refused with %q", garbage, got.Code)
		}
	}
	if err := p.socket.WriteMessage(websocket.BinaryMessage, []byte(`{"v":1,"t":"ask","id":"1"}`)); err != nil {
		t.Fatal(err)
	}
	if got := hear[wire.Refuse](p, wire.TypeRefuse); got.Code != wire.CodeBadMessage {
		t.Errorf("a binary message is refused with %q", got.Code)
	}
	p.send(`{"v":1,"t":"ping","now":12.5}`)
	if got := hear[wire.Pong](p, wire.TypePong); got.Echo != 12.5 || got.Now < 1e12 {
		t.Errorf("pong is %+v", got)
	}
}

// floods sends without end while others read. A count of messages would do on a fast
// machine only: a slow one may take longer for them than the server wants it to.
func (p *phone) floods(send func() error) {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for send() == nil {
			// Until the line is lost.
		}
	}()
	p.t.Cleanup(func() {
		_ = p.socket.Close() // the server has closed it
		<-gone
	})
}

func TestHostileClientsLoseTheirLine(t *testing.T) {
	tests := []struct {
		name string
		do   func(*phone)
		code int
	}{
		{"message above 16 KiB", func(p *phone) {
			p.send(`{"v":1,"t":"ask","id":"` + strings.Repeat("a", 17<<10) + `"}`)
		}, websocket.CloseMessageTooBig},
		{"flood of messages", func(p *phone) {
			p.floods(func() error {
				return p.socket.WriteMessage(websocket.TextMessage, []byte(`{"v":1,"t":"ping","now":1}`))
			})
		}, websocket.ClosePolicyViolation},
		{"flood of pings", func(p *phone) {
			p.floods(func() error { return p.socket.WriteControl(websocket.PingMessage, nil, time.Now().Add(patience)) })
		}, websocket.ClosePolicyViolation},
		{"another version", func(p *phone) { p.send(`{"v":9,"t":"hello"}`) }, websocket.ClosePolicyViolation},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := serve(t)
			b := h.joined(h.token)
			honest, hostile := h.call(b), h.call(b)
			honest.send(`{"v":1,"t":"hello","lang":"en"}`)
			honest.view(wire.PhaseDecide, 1)
			tt.do(hostile)
			// A flood may also fill the queue of its own answers first.
			if got := hostile.closed(); got != tt.code && got != websocket.CloseTryAgainLater {
				t.Errorf("closed with %d, want %d", got, tt.code)
			}
			honest.send(`{"v":1,"t":"commit","id":"1","turn":1}`)
			honest.view(wire.PhaseReveal, 1)
		})
	}
}

func TestOriginMustBeThisHost(t *testing.T) {
	h := serve(t)
	b := h.joined(h.token)
	port := h.addr[strings.LastIndexByte(h.addr, ':'):]
	for origin, ok := range map[string]bool{
		"http://" + h.addr:           true,
		"https://" + h.addr:          true,
		"":                           false,
		"null":                       false,
		"http://evil.example":        false,
		"http://127.0.0.1":           false,
		"http://127.0.0.1:1":         false,
		"http://localhost" + port:    false,
		"http://" + h.addr + ".evil": false,
		"http://x@" + h.addr:         true, // the host is what counts; browsers send no user
		"ftp://" + h.addr:            false,
		"//" + h.addr:                false,
	} {
		p, res, err := h.dial(b, origin, nil)
		switch {
		case ok && err != nil:
			t.Errorf("origin %q: %v", origin, err)
		case !ok && err == nil:
			t.Errorf("origin %q is let in", origin)
		case !ok && res.StatusCode != http.StatusForbidden:
			t.Errorf("origin %q gets %d, want 403", origin, res.StatusCode)
		}
		if err == nil {
			p.socket.Close()
		}
	}
}

func TestWithoutASeatOneIsToldWhy(t *testing.T) {
	h := serve(t)
	french := http.Header{"Accept-Language": {"fr-CH, fr;q=0.9, en;q=0.8"}}
	stranger, _, err := h.dial(h.browser(), "http://"+h.addr, french)
	if err != nil {
		t.Fatal(err)
	}
	if got := hear[wire.Bye](stranger, wire.TypeBye); got.Reason != wire.CodeNoSeat || got.Text != wire.ByeIn("fr", wire.CodeNoSeat).Text {
		t.Errorf("a stranger is told %+v", got)
	}
	if got := stranger.closed(); got != websocket.ClosePolicyViolation {
		t.Errorf("closed with %d", got)
	}

	// The seat of one session opens no other, and the ninth screen finds no room.
	other := h.keys.Invite(httpd.Who{Kind: httpd.Player, Code: "OTHER-22"})
	if got := hear[wire.Bye](h.call(h.joined(other)), wire.TypeBye); got.Reason != wire.CodeNoSeat {
		t.Errorf("the holder of another seat is told %+v", got)
	}
	b := h.joined(h.token)
	for range 8 {
		p := h.call(b)
		p.send(`{"v":1,"t":"hello","lang":"en"}`)
		p.view(wire.PhaseDecide, 1)
	}
	if got := hear[wire.Bye](h.call(b), wire.TypeBye); got.Reason != "full" || got.Text == "" {
		t.Errorf("the ninth screen is told %+v", got)
	}
}

func TestStoppingClosesWithServiceRestart(t *testing.T) {
	h := serve(t)
	b := h.joined(h.token)
	p, silent := h.call(b), h.call(b)
	p.send(`{"v":1,"t":"hello","lang":"en"}`)
	p.view(wire.PhaseDecide, 1)
	began := time.Now()
	h.hall.Close()
	for name, x := range map[string]*phone{"greeted": p, "silent": silent} {
		if got := x.closed(); got != websocket.CloseServiceRestart {
			t.Errorf("the %s line closes with %d, want 1012", name, got)
		}
	}
	if got := p.got[len(p.got)-1]; !strings.Contains(got, `"t":"notice"`) {
		t.Errorf("the last message is %s, want a notice", got)
	}
	late := h.call(b)
	if got := late.closed(); got != websocket.CloseServiceRestart || len(late.got) > 0 {
		t.Errorf("whoever comes after is closed with %d after %v", got, late.got)
	}
	h.site.Wait()
	// One who has said nothing yet has 10 seconds for it, and is not waited for.
	if took := time.Since(began); took > 9*time.Second {
		t.Errorf("stopping took %v", took)
	}
}
