package httpd_test

import (
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/server/httpd"
	"demarche/server/session"
)

func TestPagesAndTheirHeaders(t *testing.T) {
	h := serve(t)
	b := h.browser()
	const forever, anew = "public, max-age=31536000, immutable", "no-cache"
	tests := []struct {
		path   string
		status int
		kind   string
		cache  string
		body   string
	}{
		{"/", 200, "text/html; charset=utf-8", anew, "board"},
		{"/g/LUNE-42", 200, "text/html; charset=utf-8", anew, "board"},
		{"/index.html", 200, "text/html; charset=utf-8", anew, "board"},
		{"/favicon.svg", 200, "image/svg+xml", anew, "svg"},
		{"/.gitkeep", 200, "text/html; charset=utf-8", anew, "board"},
		{"/assets/index-1a2b3c.js", 200, "text/javascript; charset=utf-8", forever, "export"},
		{"/assets/index-old.js", 404, "text/plain; charset=utf-8", "", "Introuvable"},
		{"/assets/", 404, "text/plain; charset=utf-8", "", "Introuvable"},
		{"/healthz", 200, "text/plain; charset=utf-8", "no-store", "ok"},
		{"/readyz", 200, "text/plain; charset=utf-8", "no-store", "ready"},
		{"/host/nothing", 404, "text/plain; charset=utf-8", "no-store", "Ce lien"},
		{"/api/library", 403, "application/json; charset=utf-8", "no-store", "not_host"},
		{"/api/nothing", 404, "application/json; charset=utf-8", "no-store", "not_found"},
		{"/join/nothing", 404, "text/plain; charset=utf-8", "no-store", "Ce lien"},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			res, body := h.get(b, tt.path)
			if res.StatusCode != tt.status || !strings.Contains(body, tt.body) {
				t.Errorf("%d %q, want %d with %q", res.StatusCode, body, tt.status, tt.body)
			}
			want := map[string]string{
				"Content-Type": tt.kind, "Cache-Control": tt.cache,
				"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
				"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
				"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
					"font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
			}
			for name, value := range want {
				if got := res.Header.Get(name); got != value {
					t.Errorf("%s: %q, want %q", name, got, value)
				}
			}
		})
	}
	if res, err := b.Post("http://"+h.addr+"/", "text/plain", nil); err != nil || res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("posting to a page gets %v, %v", res, err)
	} else {
		res.Body.Close()
	}
}

func TestIndexIsSentOnceWhileItStays(t *testing.T) {
	h := serve(t)
	b := h.browser()
	first, _ := h.get(b, "/")
	ask, err := http.NewRequest(http.MethodGet, "http://"+h.addr+"/g/LUNE-42", nil)
	if err != nil {
		t.Fatal(err)
	}
	ask.Header.Set("If-None-Match", first.Header.Get("ETag"))
	res, err := b.Do(ask)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusNotModified {
		t.Errorf("asked again it answers %d, want 304", res.StatusCode)
	}
}

func TestBoardThatWasNotBuiltIsSaidInBothLanguages(t *testing.T) {
	for name, fsys := range map[string]fstest.MapFS{"empty": {}, "kept place": {".gitkeep": {}}} {
		site, err := httpd.New(httpd.Options{Keys: httpd.NewKeys(nil), Board: fsys})
		if err != nil {
			t.Fatal(err)
		}
		site.Open()
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/g/LUNE-42", nil))
		if body := w.Body.String(); w.Code != http.StatusServiceUnavailable || !strings.Contains(body, "npm run build") || !strings.Contains(body, "compilé") {
			t.Errorf("%s: %d %s", name, w.Code, body)
		}
	}
}

func TestLinkGivesTheCookieOfASeat(t *testing.T) {
	h := serve(t)
	if raw, err := base64.RawURLEncoding.DecodeString(h.token); err != nil || len(raw) != 16 {
		t.Errorf("the token %q has %d bytes, want 16 (%v)", h.token, len(raw), err)
	}
	b := h.browser()
	res, _ := h.get(b, "/join/"+h.token+"?lang=fr")
	if got, want := res.Header.Get("Location"), "/g/"+h.sits.Code()+"?lang=fr"; res.StatusCode != http.StatusSeeOther || got != want {
		t.Errorf("%d to %q, want 303 to %q", res.StatusCode, got, want)
	}
	c := res.Cookies()[0]
	raw, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || len(raw) != 32 || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Secure {
		t.Errorf("the cookie is %+v, %d bytes (%v)", c, len(raw), err)
	}
	if c.Name != "seat_"+strings.ToLower(h.sits.Code()) {
		t.Errorf("the cookie is called %q", c.Name)
	}
	if res, _ := h.get(b, "/join/"+h.token); len(res.Cookies()) != 0 {
		t.Error("who holds the seat is given another cookie")
	}
	if res, _ := h.get(h.browser(), "/join/"+h.token); res.Cookies()[0].Value == c.Value {
		t.Error("two browsers get the same cookie")
	}
	for _, lang := range []string{"de", "//evil", "fr&x=1"} {
		if res, _ := h.get(b, "/join/"+h.token+"?lang="+lang); strings.Contains(res.Header.Get("Location"), "evil") || strings.Contains(res.Header.Get("Location"), "de") {
			t.Errorf("language %q leads to %q", lang, res.Header.Get("Location"))
		}
	}
}

func TestGuessingTokensIsSlowedDown(t *testing.T) {
	h := serve(t)
	b := h.browser()
	for range 10 {
		if res, _ := h.get(b, "/join/AAAAAAAAAAAAAAAAAAAAAA"); res.StatusCode != http.StatusNotFound {
			t.Fatalf("a wrong token gets %d", res.StatusCode)
		}
	}
	res, body := h.get(b, "/join/"+h.token)
	if res.StatusCode != http.StatusTooManyRequests || !strings.Contains(body, "minute") {
		t.Errorf("the eleventh try gets %d %s, want 429", res.StatusCode, body)
	}
}

// Until what was kept is back, and once the server is to stop, nobody gets in:
// not even far enough to be told that there is no such session.
func TestNobodyComesInBeforeItIsReady(t *testing.T) {
	h := serve(t)
	b := h.joined(h.token)
	h.site.Shut()
	for path, want := range map[string]int{
		"/healthz": 200, "/readyz": 503, "/": 503, "/g/" + h.sits.Code(): 503, "/join/" + h.token: 503, "/api/library": 503, "/assets/index-1a2b3c.js": 503,
	} {
		if res, body := h.get(b, path); res.StatusCode != want || want == 503 && (res.Header.Get("Retry-After") == "" || !strings.Contains(body, "Réessayez")) {
			t.Errorf("%s gets %d %s, want %d", path, res.StatusCode, body, want)
		}
	}
	if _, res, err := h.dial(b, "http://"+h.addr, nil); err == nil || res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a socket gets %v", err)
	}
	h.site.Open()
	if res, _ := h.get(b, "/readyz"); res.StatusCode != http.StatusOK {
		t.Errorf("once open it answers %d", res.StatusCode)
	}
}

func TestAStoreThatTakesNoMoreIsNotReady(t *testing.T) {
	broken := errors.New("disk full")
	var why error
	site, err := httpd.New(httpd.Options{
		Sessions: session.NewHall(t.Context()), Keys: httpd.NewKeys(nil), Sound: func() error { return why },
	})
	if err != nil {
		t.Fatal(err)
	}
	site.Open()
	for _, tt := range []struct {
		why  error
		want int
	}{{nil, http.StatusOK}, {broken, http.StatusServiceUnavailable}} {
		why = tt.why
		w := httptest.NewRecorder()
		site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1/readyz", nil))
		if w.Code != tt.want || strings.Contains(w.Body.String(), "disk") {
			t.Errorf("with %v: %d %q, want %d", tt.why, w.Code, w.Body, tt.want)
		}
	}
}
