package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"demarche/engine/wire"
)

// console reads up to a console that satisfies is.
func console(p *phone, is func(wire.Console) bool) wire.Console {
	p.t.Helper()
	return until(p, wire.TypeConsole, is)
}

// links are the paths of a console's links by role; "" is the wall.
func links(c wire.Console) map[string]string {
	out := map[string]string{}
	for _, l := range c.Links {
		out[l.Role] = path(l.URL)
	}
	return out
}

func path(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return "/" + err.Error()
	}
	return u.Path
}

func TestCodesAreForgivenCaseAndSpaces(t *testing.T) {
	x := set(t)
	bare := strings.ReplaceAll(x.code, "-", "")
	for _, code := range []string{x.code, strings.ToLower(x.code), bare, " " + strings.ToLower(x.code[:3]) + " " + x.code[3:] + " ", strings.Replace(x.code, "-", " ", 1)} {
		g := x.browser()
		a := g.post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Ada","pin":%q}`, code, x.pin[:3]+" "+x.pin[3:]))
		if a.status != http.StatusOK || a.json["to"] != "/g/"+x.code+"/lobby" {
			t.Errorf("%q leads to %d %s", code, a.status, a.body)
		}
		c := a.Cookies()
		if len(c) != 1 || !c[0].HttpOnly || c[0].SameSite != http.SameSiteStrictMode || len(c[0].Value) != 43 {
			t.Errorf("the cookie is %+v", c)
		}
	}
}

// Somebody who presses Join twice is one guest; with the PIN after a try without
// it, one who has proved it.
func TestComingInAgainIsNoSecondGuest(t *testing.T) {
	x := set(t)
	g := x.browser()
	join := func(name, pin string) bool {
		a := g.post("/api/join", fmt.Sprintf(`{"code":%q,"name":%q,"pin":%q}`, x.code, name, pin))
		if a.status != http.StatusOK {
			t.Fatalf("%d %s", a.status, a.body)
		}
		return len(a.Cookies()) > 0
	}
	for i, step := range []struct {
		name, pin string
		fresh     bool
	}{{"Bo", "", true}, {"Bo", "", false}, {" Bo ", x.pin, true}, {"Bo", x.pin, false}, {"Bo", "", false}, {"Cy", x.pin, true}} {
		if got := join(step.name, step.pin); got != step.fresh {
			t.Errorf("step %d: another guest %v, want %v", i+1, got, step.fresh)
		}
	}
}

func TestTheEleventhWrongTryIsTurnedAway(t *testing.T) {
	tests := []struct {
		name   string
		try    func(*table, *browser) answer
		status int
		after  func(*table, *browser) answer // a right one, which comes too late
	}{
		{"code", func(x *table, b *browser) answer { return b.post("/api/join", `{"code":"ZEBRA-00","name":"Ada"}`) }, 404, right},
		{"pin", func(x *table, b *browser) answer {
			return b.post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Ada","pin":%q}`, x.code, wrongPin(x.pin)))
		}, 403, right},
		{"token", func(x *table, b *browser) answer { return b.get("/join/AAAAAAAAAAAAAAAAAAAAAA") }, 404, right},
		{"token of a host", func(x *table, b *browser) answer { return b.get("/host/AAAAAAAAAAAAAAAAAAAAAA") }, 404,
			func(x *table, b *browser) answer { return b.get(x.host) }},
		{"seat as a host", func(x *table, b *browser) answer {
			return b.get("/host/" + strings.TrimPrefix(x.seat, "/join/"))
		}, 404, right},
		{"host as a seat", func(x *table, b *browser) answer { return b.get("/join/" + strings.TrimPrefix(x.host, "/host/")) }, 404, right},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := set(t)
			b := x.browser()
			for range 20 { // right ones do not count
				if a := right(x, x.browser()); a.status != http.StatusOK {
					t.Fatalf("a right try: %d %s", a.status, a.body)
				}
			}
			for i := range 10 {
				if a := tt.try(x, b); a.status != tt.status || len(a.Cookies()) > 0 {
					t.Fatalf("wrong try %d: %d %s, want %d", i+1, a.status, a.body, tt.status)
				}
			}
			for name, a := range map[string]answer{"wrong": tt.try(x, b), "right": tt.after(x, b)} {
				if a.status != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" || len(a.Cookies()) > 0 {
					t.Errorf("a %s try after ten wrong ones: %d %s, want 429", name, a.status, a.body)
				}
			}
			// Whoever is in already is not kept out.
			if h, _ := x.who["player"].call(x.code, "").next(); h.T != wire.TypeWelcome {
				t.Errorf("the player hears %s, want a welcome", h.T)
			}
		})
	}
}

func right(x *table, b *browser) answer {
	return b.post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Ada","pin":%q}`, x.code, x.pin))
}

// Each cookie opens its own door, in its own session.
func TestWhichIdentityIsMeant(t *testing.T) {
	x := set(t)
	type cell struct{ who, as, want string } // want: role or kind; "" = turned away
	var cells []cell
	for who, doors := range map[string]map[string]string{
		"nobody":      {},
		"host":        {},
		"invited":     {},
		"player":      {"": "view"},
		"guest":       {"": "lobby"},
		"wall":        {"wall": "lobby"},
		"facilitator": {"control": "console", "wall": "lobby"},
		"other":       {},
	} {
		for _, as := range []string{"", "control", "wall", "master", "Control"} {
			cells = append(cells, cell{who, as, doors[as]})
		}
	}
	slices.SortFunc(cells, func(a, b cell) int { return strings.Compare(a.who+a.as, b.who+b.as) })
	for _, c := range cells {
		t.Run(c.who+" as "+c.as, func(t *testing.T) {
			p, err := x.who[c.who].dial(x.code, c.as)
			if err != nil {
				t.Fatal(err)
			}
			p.t = t
			if c.want == "" {
				if reason, _ := p.closed(); reason != wire.CodeNoSeat {
					t.Errorf("turned away with %q, want %q", reason, wire.CodeNoSeat)
				}
				return
			}
			p.send(map[string]any{"v": wire.Version, "t": "hello", "lang": "en"})
			w := until[wire.Welcome](p, wire.TypeWelcome, nil)
			if want := map[string]string{"view": "master"}[c.want]; w.Role != want {
				t.Errorf("it is welcomed as %q, want %q", w.Role, want)
			}
			if c.want == "console" {
				console(p, nil)
			} else {
				l := until[wire.Lobby](p, wire.TypeLobby, nil)
				if (l.You != nil) == (c.as == "wall") {
					t.Errorf("the lobby says %+v", l.You)
				}
			}
			// Only the facilitator acts, and nobody but the facilitator is ever
			// sent a console.
			if code := p.asks("act", map[string]any{"do": "pause"}); (c.want == "console") == (code == wire.CodeNotAllowed || code == wire.CodeObserver) {
				t.Errorf("an act is answered with %q", code)
			}
			if c.want != "console" && strings.Contains(strings.Join(p.got, ""), `"t":"console"`) {
				t.Error("it is sent a console")
			}
		})
	}
}
