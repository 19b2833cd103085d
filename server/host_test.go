package server_test

import (
	"net/http"
	"strings"
	"testing"

	"demarche/engine/wire"
)

func TestAFullSeatTakesNoMore(t *testing.T) {
	x := set(t)
	b := x.who["player"]
	for range 8 {
		until[wire.Lobby](b.call(x.code, ""), wire.TypeLobby, nil)
	}
	p, err := b.dial(x.code, "")
	if err != nil {
		t.Fatal(err)
	}
	if reason, _ := p.closed(); reason != "full" {
		t.Errorf("the ninth screen hears %q, want full", reason)
	}
}

// Another host's browser, or the same one without its cookies, becomes
// facilitator of a session there is.
func TestAHostTakesAConsoleOver(t *testing.T) {
	x := set(t)
	h := x.who["host"]
	if p, err := h.dial(x.code, "control"); err != nil {
		t.Fatal(err)
	} else if reason, _ := p.closed(); reason != wire.CodeNoSeat {
		t.Errorf("before, the host hears %q", reason)
	}
	if a := h.post("/api/sessions/"+x.code+"/control", "{}"); a.status != http.StatusOK || a.json["control"] != "/g/"+x.code+"/control" {
		t.Fatalf("%d %s", a.status, a.body)
	}
	console(h.call(x.code, "control"), nil)
}

func TestLibraryTellsWhatAHostMayOpen(t *testing.T) {
	x := set(t)
	for lang, title := range map[string]string{"en": "Harbour lights", "fr": "Les feux du port"} {
		a := x.who["host"].get("/api/library?lang=" + lang)
		if a.status != http.StatusOK || !strings.Contains(a.body, title) || !strings.Contains(a.body, `"turns":3`) {
			t.Errorf("%s: %d %s", lang, a.status, a.body)
		}
		if strings.Contains(strings.ToLower(a.body), "canary") {
			t.Errorf("it tells what is hidden: %s", a.body)
		}
	}
}

// Behind a proxy links lead to it, and cookies are for HTTPS only.
func TestLinksLeadWhereParticipantsReachTheServer(t *testing.T) {
	o := exercises()
	o.Public = "https://room.example/"
	b := serve(t, o)
	host := b.browser().get(b.host)
	if c := host.Cookies(); len(c) != 1 || !c[0].Secure {
		t.Fatalf("the cookie is %+v", c)
	}
	// The browser here speaks plain HTTP to the proxy's other side, so it keeps
	// what it was given by hand.
	made := b.browser().do(http.MethodPost, "/api/sessions", `{"scenario":"harbour"}`, func(r *http.Request) { r.AddCookie(host.Cookies()[0]) })
	code, _ := made.json["code"].(string)
	picture := b.browser().do(http.MethodGet, "/api/sessions/"+code+"/qr.svg", "", func(r *http.Request) {
		for _, c := range made.Cookies() {
			r.AddCookie(c)
		}
	})
	if picture.status != http.StatusOK {
		t.Fatalf("%d %s", picture.status, picture.body)
	}
	if got := readQR(t, modules(t, picture.body)); !strings.HasPrefix(got, "https://room.example/join/") {
		t.Errorf("the picture leads to %q", got)
	}
}

// A server for this machine only answers to this machine's names: a page of
// elsewhere cannot reach it through a name of its own that leads here.
func TestForeignNamesOfThisMachineAreTurnedAway(t *testing.T) {
	b := serve(t, exercises())
	port := b.addr[strings.LastIndexByte(b.addr, ':'):]
	join := `{"code":"ZEBRA-00","name":"Eve"}`
	for host, want := range map[string]int{
		b.addr: 404, "localhost" + port: 404, "LOCALHOST" + port: 404, "[::1]" + port: 404, "127.0.0.1": 404,
		"evil.example" + port: 421, "evil.example": 421, "127.0.0.1.evil.example" + port: 421, "192.0.2.1" + port: 421,
	} {
		a := b.browser().do(http.MethodPost, "/api/join", join, func(r *http.Request) {
			r.Host = host
			r.Header.Set("Origin", "http://"+host)
		})
		if a.status != want {
			t.Errorf("as %s it answers %d %s, want %d", host, a.status, a.body, want)
		}
	}
	o := exercises()
	o.Public = "https://room.example"
	b = serve(t, o)
	for host, want := range map[string]int{"room.example": 404, b.addr: 404, "evil.example": 421} {
		a := b.browser().do(http.MethodPost, "/api/join", join, func(r *http.Request) {
			r.Host = host
			r.Header.Set("Origin", "https://"+host)
		})
		if a.status != want {
			t.Errorf("behind a proxy as %s it answers %d %s, want %d", host, a.status, a.body, want)
		}
	}
}
