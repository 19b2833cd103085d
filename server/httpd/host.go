package httpd

import (
	"context"
	"errors"
	"net/http"
	"strconv"
)

// Errors with which a house refuses an order. Others are its own fault.
var (
	ErrNoScenario = errors.New("no such scenario")
	ErrParam      = errors.New("parameter unknown or out of its range")
	ErrTooMany    = errors.New("too many sessions")
)

// House opens exercises for a host. It is safe for concurrent use.
type House interface {
	// Library lists the scenarios that can be opened, in a language.
	Library(ctx context.Context, lang string) ([]Card, error)
	// Open opens a session with a lobby and returns its code. Its keys are open
	// then.
	Open(ctx context.Context, o Order) (code string, err error)
	// Running lists the sessions there are, in a language, oldest first.
	Running(lang string) []Running
	// LobbyLink is the whole address that leads to the lobby of a session and
	// admits; "" for a session without one.
	LobbyLink(code string) string
}

// Card describes a scenario of the library.
type Card struct {
	ID      string      `json:"id"`
	Title   string      `json:"title"`
	Summary string      `json:"summary"` // Markdown
	Turns   int         `json:"turns"`
	Seats   []SeatCard  `json:"seats"`
	Langs   []string    `json:"langs"` // in which it is written
	Params  []ParamCard `json:"params"`
}

// SeatCard describes a seat of a scenario.
type SeatCard struct {
	Role  string `json:"role"`
	Title string `json:"title"`
}

// ParamCard describes a setting of a scenario.
type ParamCard struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	Default float64  `json:"default"`
	Min     *float64 `json:"min,omitempty"` // absent: no bound
	Max     *float64 `json:"max,omitempty"`
	Words   []string `json:"words,omitempty"` // names of 0, 1, 2 … if it is a word
}

// Order is the session that a host wants.
type Order struct {
	Scenario string
	Lang     string             // in which people are greeted who have no other wish
	Params   map[string]float64 // those that are not their default
	Seed     *uint64            // drawn by the system if nil
}

// Running is a session there is.
type Running struct {
	Code    string `json:"code"`
	Title   string `json:"title"`
	Control string `json:"control"` // path of its console
}

// maxSeed is the largest seed: whole numbers up to it are exact in JSON.
const maxSeed = 1<<53 - 1

// library lists what a host may open.
func (s *Site) library(w http.ResponseWriter, r *http.Request) {
	if !s.hosting(w, r) {
		return
	}
	cards, err := s.house.Library(r.Context(), langOf(r))
	if err != nil {
		s.failed(w, r, err)
		return
	}
	yes(w, http.StatusOK, map[string]any{"scenarios": cards})
}

// running lists the sessions there are.
func (s *Site) running(w http.ResponseWriter, r *http.Request) {
	if s.hosting(w, r) {
		yes(w, http.StatusOK, map[string]any{"sessions": s.house.Running(langOf(r))})
	}
}

// create opens a session; who asked for it becomes its facilitator.
func (s *Site) create(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Scenario string             `json:"scenario"`
		Lang     string             `json:"lang"`
		Params   map[string]float64 `json:"params"`
		Seed     *float64           `json:"seed"`
	}
	if !s.hosting(w, r) || !s.read(w, r, &ask) {
		return
	}
	o := Order{Scenario: ask.Scenario, Lang: ask.Lang, Params: ask.Params}
	switch {
	case o.Lang != "" && o.Lang != "en" && o.Lang != "fr":
		s.no(w, r, http.StatusBadRequest, codeBadLang)
		return
	case ask.Seed != nil && (*ask.Seed < 0 || *ask.Seed > maxSeed || *ask.Seed != float64(uint64(*ask.Seed))):
		s.no(w, r, http.StatusBadRequest, codeBadSeed)
		return
	case ask.Seed != nil:
		seed := uint64(*ask.Seed)
		o.Seed = &seed
	}
	code, err := s.house.Open(r.Context(), o)
	switch {
	case errors.Is(err, ErrNoScenario):
		s.no(w, r, http.StatusNotFound, codeNoScenario)
	case errors.Is(err, ErrParam):
		s.no(w, r, http.StatusBadRequest, codeBadParam)
	case errors.Is(err, ErrTooMany):
		s.no(w, r, http.StatusServiceUnavailable, codeTooManyOpen)
	case err != nil:
		s.failed(w, r, err)
	default:
		s.appoint(w, r, http.StatusCreated, code)
	}
}

// take makes a host the facilitator of a session that there is: after a restart
// in another browser, or for a colleague.
func (s *Site) take(w http.ResponseWriter, r *http.Request) {
	if !s.hosting(w, r) || !s.ours(w, r) {
		return
	}
	found, ok := s.sessions.Find(tidyCode(r.PathValue("code")))
	if !ok || s.house.LobbyLink(found.Code()) == "" {
		s.no(w, r, http.StatusNotFound, codeNoSession)
		return
	}
	s.appoint(w, r, http.StatusOK, found.Code())
}

// appoint gives the cookie of a facilitator and says where the console is.
func (s *Site) appoint(w http.ResponseWriter, r *http.Request, status int, code string) {
	if err := s.give(w, r, Who{Kind: Facilitator, Code: code}); err != nil {
		s.failed(w, r, err)
		return
	}
	yes(w, status, map[string]string{"code": code, "control": "/g/" + code + "/control"})
}

// hosting reports whether the request proves a host; if not it has answered.
func (s *Site) hosting(w http.ResponseWriter, r *http.Request) bool {
	if s.house == nil || !s.is(r, Host, "") {
		s.no(w, r, http.StatusForbidden, codeNotHost)
		return false
	}
	return true
}

// picture draws the link of the lobby as a QR code, for the console and the wall.
func (s *Site) picture(w http.ResponseWriter, r *http.Request) {
	found, ok := s.sessions.Find(tidyCode(r.PathValue("code")))
	if !ok {
		s.no(w, r, http.StatusNotFound, codeNoSession)
		return
	}
	code := found.Code()
	if !s.is(r, Facilitator, code) && !s.is(r, Wall, code) && !s.invited(r, code) {
		s.no(w, r, http.StatusForbidden, codeNotYours)
		return
	}
	link := ""
	if s.house != nil {
		link = s.house.LobbyLink(code)
	}
	if link == "" {
		s.no(w, r, http.StatusNotFound, codeNotFound)
		return
	}
	svg, err := drawQR(link)
	if err != nil {
		s.failed(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "image/svg+xml")
	h.Set("Content-Length", strconv.Itoa(len(svg)))
	_, _ = w.Write(svg) // the client may be gone
}
