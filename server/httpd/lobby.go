package httpd

import (
	"crypto/subtle"
	"errors"
	"net/http"
	"time"

	"demarche/server/session"
)

// knock takes in a guest: by the code and the PIN of the room, by the code alone
// until the facilitator admits, or by the link of the lobby.
func (s *Site) knock(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Code string `json:"code"`
		Name string `json:"name"`
		Pin  string `json:"pin"`
	}
	if !s.read(w, r, &ask) {
		return
	}
	caller := caller(r)
	if !s.guesses.take(caller) {
		s.tooMany(w, r, codeTooManyTries)
		return
	}
	found, ok := s.sessions.Find(tidyCode(ask.Code))
	if !ok || !found.Facilitated() {
		s.no(w, r, http.StatusNotFound, codeNoSession)
		return
	}
	name, ok := tidyName(ask.Name)
	if !ok {
		s.guesses.back(caller)
		s.no(w, r, http.StatusBadRequest, codeBadName)
		return
	}
	if !s.knocks.take(caller) {
		s.guesses.back(caller)
		s.tooMany(w, r, codeTooManyTries)
		return
	}
	proved, ok := s.proves(w, r, found, ask.Pin)
	if !ok {
		return
	}
	s.guesses.back(caller)
	s.letIn(w, r, found, Who{Kind: Guest, Code: found.Code(), Name: name, Proved: proved})
}

// proves reports whether somebody at the door has proved that they belong in the
// room, by the link of the lobby or by its PIN. A wrong PIN is refused: ok is
// false then.
func (s *Site) proves(w http.ResponseWriter, r *http.Request, found *session.Session, pin string) (proved, ok bool) {
	code := found.Code()
	switch pin = digits(pin); {
	case s.invited(r, code):
		return true, true
	case pin == "":
		return false, true
	case !s.pins.take(code):
		s.tooMany(w, r, codePinsClosed)
		return false, false
	case found.Pin() == "" || subtle.ConstantTimeCompare([]byte(pin), []byte(found.Pin())) == 0:
		s.no(w, r, http.StatusForbidden, codeWrongPin)
		return false, false
	}
	s.pins.back(code)
	return true, true
}

// letIn gives somebody the cookie of a guest and says where the lobby is.
func (s *Site) letIn(w http.ResponseWriter, r *http.Request, found *session.Session, who Who) {
	to := map[string]string{"to": "/g/" + who.Code + "/lobby"}
	held, ok := s.holder(r, cookieOf(Guest, who.Code))
	if ok && held.Kind == Guest && held.Name == who.Name && (held.Proved || !who.Proved) && found.Knows(held.identity()) {
		yes(w, http.StatusOK, to) // the same guest once more
		return
	}
	var err error
	who.Guest, err = found.Enter(r.Context(), who.Name, who.Proved)
	switch {
	case err == nil:
		err = s.give(w, r, who)
	case errors.Is(err, session.ErrName):
		s.no(w, r, http.StatusBadRequest, codeBadName)
		return
	case errors.Is(err, session.ErrFull):
		s.no(w, r, http.StatusConflict, codeFull)
		return
	case errors.Is(err, session.ErrOver):
		s.no(w, r, http.StatusConflict, codeEnded)
		return
	case errors.Is(err, session.ErrStranger): // it has no lobby
		s.no(w, r, http.StatusNotFound, codeNoSession)
		return
	}
	if err != nil {
		s.failed(w, r, err)
		return
	}
	yes(w, http.StatusOK, to)
}

// invited reports whether the request holds the link of the lobby.
func (s *Site) invited(r *http.Request, code string) bool {
	c, err := r.Cookie(cookieOf(Lobby, code))
	if err != nil {
		return false
	}
	who, ok := s.keys.redeem(c.Value)
	return ok && who == Who{Kind: Lobby, Code: code}
}

// knocksPerMinute is how often guests may come in from one address: a whole room
// may stand behind it.
const knocksPerMinute = 60

func newKnocks() *turnstile { return newTurnstile(knocksPerMinute, time.Minute/knocksPerMinute) }
