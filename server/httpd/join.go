package httpd

import (
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// join turns the token of a link into the cookie of a seat and sends the browser
// to the board. The token stands in no page, no log and no later address.
func (s *Site) join(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	who := caller(r)
	if !s.joins.open(who) {
		w.Header().Set("Retry-After", "60")
		say(w, http.StatusTooManyRequests, "Too many tries. Wait a minute. / Trop d’essais. Attendez une minute.")
		return
	}
	seat, ok := s.keys.redeem(r.PathValue("token"))
	if !ok {
		s.joins.failed(who)
		say(w, http.StatusNotFound, "This link opens no exercise. Ask for a new one. / Ce lien n’ouvre aucun exercice. Demandez-en un nouveau.")
		return
	}
	if held, ok := s.seatOf(r, seat.Code); !ok || held != seat {
		http.SetCookie(w, &http.Cookie{
			Name: cookieName(seat.Code), Value: s.keys.issue(seat), Path: "/",
			HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode,
			MaxAge: int(cookieLife / time.Second),
		})
	}
	to := "/g/" + seat.Code
	if lang := r.URL.Query().Get("lang"); lang == "en" || lang == "fr" {
		to += "?lang=" + lang
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// cookieLife is how long a browser keeps a seat: an exercise may take days.
const cookieLife = 30 * 24 * time.Hour

// cookieName is one name for each session, so that servers on several ports of
// one machine, which share cookies, do not put each other's out.
func cookieName(code string) string { return "seat_" + strings.ToLower(code) }

// seatOf returns the seat that the request's cookie opens in a session.
func (s *Site) seatOf(r *http.Request, code string) (Seat, bool) {
	c, err := r.Cookie(cookieName(code))
	if err != nil {
		return Seat{}, false
	}
	seat, ok := s.keys.seat(c.Value)
	return seat, ok && seat.Code == code
}

// caller is the address that a request comes from, without its port.
func caller(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// turnstile slows down those who guess tokens: ten wrong ones a minute for each
// address.
type turnstile struct {
	mu    sync.Mutex
	tries map[string]*rate.Limiter
}

const (
	triesPerMinute = 10
	// triesKept bounds the memory of a turnstile; beyond it, it forgets
	// everybody, which gives a guesser of 128 bits nothing.
	triesKept = 4096
)

func newTurnstile() *turnstile { return &turnstile{tries: map[string]*rate.Limiter{}} }

// open reports whether who may try.
func (t *turnstile) open(who string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	l := t.tries[who]
	return l == nil || l.Tokens() >= 1
}

// failed counts a wrong token.
func (t *turnstile) failed(who string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.tries) >= triesKept {
		clear(t.tries)
	}
	l := t.tries[who]
	if l == nil {
		l = rate.NewLimiter(rate.Every(time.Minute/triesPerMinute), triesPerMinute)
		t.tries[who] = l
	}
	l.Allow()
}
