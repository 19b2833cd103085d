package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// without, origin and the like change a request before it is sent.
func without(name string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Del(name) }
}

func with(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// table is a server with one exercise and a browser for each kind of person.
type table struct {
	*building
	code string
	pin  string
	seat string // path of the master's link
	who  map[string]*browser
}

func set(t *testing.T) *table {
	t.Helper()
	b := serve(t, exercises())
	x := &table{building: b, who: map[string]*browser{"nobody": b.browser(), "host": b.hosting()}}
	lead := b.hosting()
	x.code = lead.opens(`{"scenario":"harbour","lang":"en"}`)
	con := console(lead.call(x.code, "control"), nil)
	x.pin, x.seat = con.Pin, links(con)["master"]
	x.who["facilitator"] = lead
	for name, link := range map[string]string{"player": links(con)["master"], "wall": links(con)[""], "invited": path(con.JoinURL)} {
		x.who[name] = b.browser()
		if a := x.who[name].get(link); a.status != http.StatusSeeOther {
			t.Fatalf("the link of the %s: %d %s", name, a.status, a.body)
		}
	}
	x.who["guest"] = b.browser()
	if a := x.who["guest"].post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Ada","pin":%q}`, x.code, x.pin)); a.status != http.StatusOK {
		t.Fatalf("the guest: %d %s", a.status, a.body)
	}
	other := b.hosting()
	code := other.opens(`{"scenario":"harbour"}`)
	x.who["other"] = other // facilitator of another session
	if a := other.get(links(console(other.call(code, "control"), nil))["master"]); a.status != http.StatusSeeOther {
		t.Fatalf("the other's seat: %d %s", a.status, a.body)
	}
	return x
}

func TestAPIRefusesCellByCell(t *testing.T) {
	x := set(t)
	order := `{"scenario":"harbour","lang":"fr"}`
	join := func(code, name, pin string) string {
		return fmt.Sprintf(`{"code":%q,"name":%q,"pin":%q}`, code, name, pin)
	}
	control := "/api/sessions/" + x.code + "/control"
	tests := []struct {
		name   string
		who    string
		method string
		path   string
		body   string
		change func(*http.Request)
		status int
		code   string
	}{
		{"opening as nobody", "nobody", "POST", "/api/sessions", order, nil, 403, "not_host"},
		{"opening as a player", "player", "POST", "/api/sessions", order, nil, 403, "not_host"},
		{"opening as a guest", "guest", "POST", "/api/sessions", order, nil, 403, "not_host"},
		{"opening as the wall", "wall", "POST", "/api/sessions", order, nil, 403, "not_host"},
		{"library as nobody", "nobody", "GET", "/api/library", "", nil, 403, "not_host"},
		{"library as a player", "player", "GET", "/api/library", "", nil, 403, "not_host"},
		{"sessions as a guest", "guest", "GET", "/api/sessions", "", nil, 403, "not_host"},
		{"console as a player", "player", "POST", control, "{}", nil, 403, "not_host"},
		{"console as a guest", "guest", "POST", control, "{}", nil, 403, "not_host"},
		{"console of nothing", "host", "POST", "/api/sessions/ZEBRA-00/control", "{}", nil, 404, "no_session"},
		{"console from elsewhere", "host", "POST", control, "{}", with("Origin", "http://evil.example"), 403, "bad_origin"},
		{"foreign origin", "host", "POST", "/api/sessions", order, with("Origin", "http://evil.example"), 403, "bad_origin"},
		{"no origin", "host", "POST", "/api/sessions", order, without("Origin"), 403, "bad_origin"},
		{"null origin", "host", "POST", "/api/sessions", order, with("Origin", "null"), 403, "bad_origin"},
		{"another port", "host", "POST", "/api/sessions", order, with("Origin", "http://127.0.0.1:1"), 403, "bad_origin"},
		{"cross-site fetch", "host", "POST", "/api/sessions", order, with("Sec-Fetch-Site", "cross-site"), 403, "bad_origin"},
		{"same-site fetch", "host", "POST", "/api/sessions", order, with("Sec-Fetch-Site", "same-site"), 403, "bad_origin"},
		{"as a form would", "host", "POST", "/api/sessions", order, with("Content-Type", "text/plain"), 415, "not_json"},
		{"without a type", "host", "POST", "/api/sessions", order, without("Content-Type"), 415, "not_json"},
		{"too large", "host", "POST", "/api/sessions", `{"scenario":"` + strings.Repeat("a", 17<<10) + `"}`, nil, 413, "too_large"},
		{"not JSON", "host", "POST", "/api/sessions", `{"scenario":`, nil, 400, "bad_request"},
		{"not UTF-8", "host", "POST", "/api/sessions", "{\"scenario\":\"\xff\"}", nil, 400, "bad_request"},
		{"two values", "host", "POST", "/api/sessions", order + order, nil, 400, "bad_request"},
		{"no scenario", "host", "POST", "/api/sessions", `{}`, nil, 404, "no_scenario"},
		{"unknown scenario", "host", "POST", "/api/sessions", `{"scenario":"port"}`, nil, 404, "no_scenario"},
		{"scenario by a path", "host", "POST", "/api/sessions", `{"scenario":"./harbour"}`, nil, 404, "no_scenario"},
		{"language", "host", "POST", "/api/sessions", `{"scenario":"harbour","lang":"de"}`, nil, 400, "bad_language"},
		{"setting unknown", "host", "POST", "/api/sessions", `{"scenario":"harbour","params":{"calm":1}}`, nil, 400, "bad_param"},
		{"seed below", "host", "POST", "/api/sessions", `{"scenario":"harbour","seed":-1}`, nil, 400, "bad_seed"},
		{"seed broken", "host", "POST", "/api/sessions", `{"scenario":"harbour","seed":1.5}`, nil, 400, "bad_seed"},
		{"seed above", "host", "POST", "/api/sessions", `{"scenario":"harbour","seed":9007199254740992}`, nil, 400, "bad_seed"},
		{"seed huge", "host", "POST", "/api/sessions", `{"scenario":"harbour","seed":1e300}`, nil, 400, "bad_seed"},
		{"no such part", "host", "GET", "/api/nothing", "", nil, 404, "not_found"},
		{"no such part to post to", "host", "POST", "/api/nothing", "{}", nil, 404, "not_found"},

		{"joining from elsewhere", "nobody", "POST", "/api/join", join(x.code, "Ada", x.pin), with("Origin", "https://evil.example"), 403, "bad_origin"},
		{"joining as a form", "nobody", "POST", "/api/join", "code=" + x.code, with("Content-Type", "application/x-www-form-urlencoded"), 415, "not_json"},
		{"unknown code", "nobody", "POST", "/api/join", join("ZEBRA-00", "Ada", ""), nil, 404, "no_session"},
		{"code that cannot be", "nobody", "POST", "/api/join", join("../etc", "Ada", ""), nil, 404, "no_session"},
		{"no name", "nobody", "POST", "/api/join", join(x.code, " \t", x.pin), nil, 400, "bad_name"},
		{"long name", "nobody", "POST", "/api/join", join(x.code, strings.Repeat("a", 61), x.pin), nil, 400, "bad_name"},
		{"name that turns round", "nobody", "POST", "/api/join", join(x.code, "Ada\u202eadA", x.pin), nil, 400, "bad_name"},
		{"name of signs", "nobody", "POST", "/api/join", join(x.code, "...", x.pin), nil, 400, "bad_name"},
		{"wrong PIN", "nobody", "POST", "/api/join", join(x.code, "Ada", wrongPin(x.pin)), nil, 403, "wrong_pin"},
		{"short PIN", "nobody", "POST", "/api/join", join(x.code, "Ada", x.pin[:5]), nil, 403, "wrong_pin"},

		{"picture for nobody", "nobody", "GET", "/api/sessions/" + x.code + "/qr.svg", "", nil, 403, "not_facilitator"},
		{"picture for a player", "player", "GET", "/api/sessions/" + x.code + "/qr.svg", "", nil, 403, "not_facilitator"},
		{"picture for a guest", "guest", "GET", "/api/sessions/" + x.code + "/qr.svg", "", nil, 403, "not_facilitator"},
		{"picture for another facilitator", "other", "GET", "/api/sessions/" + x.code + "/qr.svg", "", nil, 403, "not_facilitator"},
		{"picture of nothing", "facilitator", "GET", "/api/sessions/ZEBRA-00/qr.svg", "", nil, 404, "no_session"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			who := x.who[tt.who]
			before := len(who.cookies())
			a := who.do(tt.method, tt.path+"?lang=en", tt.body, tt.change)
			if a.status != tt.status || a.says() != tt.code {
				t.Fatalf("%d %s, want %d %s", a.status, a.body, tt.status, tt.code)
			}
			text, _ := a.json["text"].(string)
			if len(text) < 10 || !strings.HasSuffix(text, ".") {
				t.Errorf("it is no sentence: %q", text)
			}
			if fr := who.do(tt.method, tt.path+"?lang=fr", tt.body, tt.change); fr.json["text"] == text || fr.says() != tt.code {
				t.Errorf("in French it says %s, in English %q", fr.body, text)
			}
			for name, want := range map[string]string{
				"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Content-Type": "application/json; charset=utf-8",
			} {
				if got := a.Header.Get(name); got != want {
					t.Errorf("%s: %q, want %q", name, got, want)
				}
			}
			if after := len(who.cookies()); after != before {
				t.Errorf("it gives %d cookies", after-before)
			}
		})
	}
}

func wrongPin(pin string) string {
	if pin[0] == '9' {
		return "0" + pin[1:]
	}
	return string(pin[0]+1) + pin[1:]
}
