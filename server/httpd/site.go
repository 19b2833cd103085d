// Package httpd is the server's door to the network: routes, links, cookies, the
// lobby's door, the websocket (its only door) and the files of the board. It proves who
// somebody is and passes messages on; what they mean is the session's business.
// It never reads a state.
package httpd

import (
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"

	"demarche/server/session"
)

// Sessions finds the session of a short code.
type Sessions interface {
	Find(code string) (*session.Session, bool)
}

// Options say what a site serves.
type Options struct {
	Sessions Sessions
	Keys     *Keys
	House    House        // opens sessions for hosts; nil: nobody can
	Board    fs.FS        // the built board, index.html at its root; nil: none
	Secure   bool         // people reach the site by HTTPS, through a proxy
	Names    []string     // hosts under which it answers, without ports; nil: any
	Sound    func() error // why the store takes no more, nil while it does; nil: it always does
	Log      *slog.Logger // slog.Default() if nil
}

// Site answers all requests of the server. It is an http.Handler.
type Site struct {
	sessions Sessions
	keys     *Keys
	house    House
	secure   bool
	sound    func() error
	names    []string
	log      *slog.Logger
	mux      *http.ServeMux
	guesses  *turnstile // of codes, PINs and tokens, by address
	pins     *turnstile // of PINs, by session
	knocks   *turnstile // guests, by address
	upgrader *websocket.Upgrader
	ready    atomic.Bool

	mu     sync.Mutex
	closed bool
	crowd  crowd
	lines  sync.WaitGroup // websockets, which http.Server.Shutdown does not wait for
}

// New makes a site. It reads the whole board; a board without index.html is
// none. It answers only /healthz until [Site.Open].
func New(o Options) (*Site, error) {
	b, err := newBoard(o.Board)
	if err != nil {
		return nil, err
	}
	s := &Site{
		sessions: o.Sessions, keys: o.Keys, house: o.House, secure: o.Secure, sound: o.Sound, names: o.Names, log: o.Log, mux: http.NewServeMux(),
		guesses: newTurnstile(triesPerMinute, time.Minute/triesPerMinute),
		pins:    newTurnstile(pinsWrong, time.Minute), knocks: newKnocks(),
		upgrader: newUpgrader(), crowd: crowd{},
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	for pattern, serve := range map[string]http.HandlerFunc{
		"GET /healthz":                      healthy,
		"GET /readyz":                       s.readiness,
		"GET /join/{token}":                 s.join,
		"GET /host/{token}":                 s.host,
		"GET /ws/{code}":                    s.socket,
		"GET /api/library":                  s.library,
		"GET /api/sessions":                 s.running,
		"POST /api/sessions":                s.create,
		"POST /api/sessions/{code}/control": s.take,
		"GET /api/sessions/{code}/qr.svg":   s.picture,
		"POST /api/join":                    s.knock,
		"GET /api/":                         s.unknown,
		"POST /api/":                        s.unknown,
		"GET /assets/":                      b.asset,
		"GET /":                             b.page,
	} {
		s.mux.HandleFunc(pattern, serve)
	}
	return s, nil
}

// Open lets people in, once everything that was kept is back.
func (s *Site) Open() { s.ready.Store(true) }

// Shut turns new requests away, before the server stops.
func (s *Site) Shut() { s.ready.Store(false) }

// ServeHTTP implements http.Handler.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for _, line := range securityHeaders {
		h.Set(line[0], line[1])
	}
	if !s.called(r.Host) {
		h.Set("Cache-Control", "no-store")
		say(w, http.StatusMisdirectedRequest, both(codeWrongHost))
		return
	}
	if !s.ready.Load() && r.URL.Path != "/healthz" {
		h.Set("Cache-Control", "no-store")
		h.Set("Retry-After", "1")
		say(w, http.StatusServiceUnavailable, both(codeStarting))
		return
	}
	s.mux.ServeHTTP(w, r)
}

// called reports whether a host is a name of this server. A page of elsewhere may
// give its own name the address of this machine, and then be of one origin with
// it: it must not get to guess codes from a visitor's browser.
func (s *Site) called(host string) bool {
	if s.names == nil {
		return true
	}
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	return slices.ContainsFunc(s.names, func(name string) bool { return strings.EqualFold(name, host) })
}

// Wait returns when every websocket has been closed. After it no new ones are
// taken.
func (s *Site) Wait() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.lines.Wait()
}

// securityHeaders stand on every answer. Svelte writes templates through one
// named policy of Trusted Types; nothing else may make markup from text.
var securityHeaders = [...][2]string{
	{"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
		"connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
		"require-trusted-types-for 'script'; trusted-types svelte-trusted-html"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
}

// healthy says that the program runs.
func healthy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	say(w, http.StatusOK, "ok")
}

// readiness says that people may come and that what they do is kept; while they
// may not come, nobody gets here.
func (s *Site) readiness(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if s.sound != nil && s.sound() != nil {
		say(w, http.StatusServiceUnavailable, "the store takes no more; restart the server")
		return
	}
	say(w, http.StatusOK, "ready")
}

// unknown answers what is asked of the API and is not in it: never with a page.
func (s *Site) unknown(w http.ResponseWriter, r *http.Request) {
	s.no(w, r, http.StatusNotFound, codeNotFound)
}

// say answers with one line of plain text.
func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text+"\n") // the client may be gone
}
