// Package httpd is the server's door to the network: routes, the cookie of a
// seat, the websocket (its only door) and the files of the board. It proves who
// somebody is and passes messages on; what they mean is the session's business.
// It never reads a state.
package httpd

import (
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"

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
	Board    fs.FS        // the built board, index.html at its root; nil: none
	Log      *slog.Logger // slog.Default() if nil
}

// Site answers all requests of the server. It is an http.Handler.
type Site struct {
	sessions Sessions
	keys     *Keys
	log      *slog.Logger
	mux      *http.ServeMux
	joins    *turnstile
	upgrader *websocket.Upgrader

	mu     sync.Mutex
	closed bool
	crowd  crowd
	lines  sync.WaitGroup // websockets, which http.Server.Shutdown does not wait for
}

// New makes a site. It reads the whole board; a board without index.html is
// none.
func New(o Options) (*Site, error) {
	b, err := newBoard(o.Board)
	if err != nil {
		return nil, err
	}
	s := &Site{
		sessions: o.Sessions, keys: o.Keys, log: o.Log,
		mux: http.NewServeMux(), joins: newTurnstile(), upgrader: newUpgrader(), crowd: crowd{},
	}
	if s.log == nil {
		s.log = slog.Default()
	}
	s.mux.HandleFunc("GET /healthz", healthy)
	s.mux.HandleFunc("GET /join/{token}", s.join)
	s.mux.HandleFunc("GET /ws/{code}", s.socket)
	s.mux.HandleFunc("GET /assets/", b.asset)
	s.mux.HandleFunc("GET /", b.page)
	return s, nil
}

// ServeHTTP implements http.Handler.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for _, line := range securityHeaders {
		h.Set(line[0], line[1])
	}
	s.mux.ServeHTTP(w, r)
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

func healthy(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	say(w, http.StatusOK, "ok")
}

// say answers with one line of plain text.
func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text+"\n") // the client may be gone
}
