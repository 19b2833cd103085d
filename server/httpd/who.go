package httpd

import (
	"net/http"
	"strings"
	"time"

	"demarche/server/session"
)

// Kind says what somebody is to a session. The words stand in kept cookies.
type Kind string

// The kinds of people.
const (
	Player      Kind = "player"      // of a role, by its link
	Guest       Kind = "guest"       // came by the code or by the link of the lobby
	Facilitator Kind = "facilitator" // leads the exercise
	Wall        Kind = "wall"        // the public: watching only
	Lobby       Kind = "lobby"       // holds the link of the lobby, has given no name yet
	Host        Kind = "host"        // opens sessions; belongs to none
)

// Who is somebody, as a token or a cookie proves it.
type Who struct {
	Kind  Kind
	Code  string // of the session; "" for a host
	Role  int32  // of a player
	Guest string // id of a guest

	// How a guest came in, so that coming in again is no second guest.
	Name   string
	Proved bool // by a PIN or the link of the lobby
}

// identity is what a session calls somebody.
func (w Who) identity() session.Identity {
	switch w.Kind {
	case Player:
		return session.AsPlayer(w.Role)
	case Guest:
		return session.AsGuest(w.Guest)
	case Facilitator:
		return session.AsFacilitator()
	}
	return session.AsPublic()
}

// cookieLife is how long a browser keeps a cookie: an exercise may take days.
const cookieLife = 30 * 24 * time.Hour

// passLife is how long a browser keeps the link of a lobby until it gives a name.
const passLife = time.Hour

// hostCookie is the cookie of a host.
const hostCookie = "host"

// cookieOf is the name of the cookie that proves a kind in a session. There is
// one for each session, since cookies do not know ports, and two servers on one
// machine would put each other's out. A guest and a player share one: a browser
// has one place at a table, the last that it took. The facilitator may open the
// board of a role and the wall in the same browser.
func cookieOf(kind Kind, code string) string {
	code = strings.ToLower(code)
	switch kind {
	case Host:
		return hostCookie
	case Facilitator:
		return "control_" + code
	case Wall:
		return "wall_" + code
	case Lobby:
		return "lobby_" + code
	}
	return "seat_" + code
}

// give sets the cookie of somebody, unless the browser holds one that proves the
// same.
func (s *Site) give(w http.ResponseWriter, r *http.Request, who Who) error {
	name := cookieOf(who.Kind, who.Code)
	if held, ok := s.holder(r, name); ok && held == who {
		return nil
	}
	secret, err := s.keys.issue(r.Context(), who)
	if err != nil {
		return err
	}
	s.setCookie(w, r, name, secret, cookieLife)
	return nil
}

func (s *Site) setCookie(w http.ResponseWriter, r *http.Request, name, value string, life time.Duration) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: int(life / time.Second),
		HttpOnly: true, Secure: s.secure || r.TLS != nil, SameSite: http.SameSiteStrictMode,
	})
}

// holder returns whom a cookie of the request proves.
func (s *Site) holder(r *http.Request, name string) (Who, bool) {
	c, err := r.Cookie(name)
	if err != nil {
		return Who{}, false
	}
	who, ok := s.keys.bearer(c.Value)
	return who, ok && cookieOf(who.Kind, who.Code) == name
}

// is reports whether the request proves a kind in a session.
func (s *Site) is(r *http.Request, kind Kind, code string) bool {
	who, ok := s.holder(r, cookieOf(kind, code))
	return ok && who.Kind == kind && who.Code == code
}

// seated returns who is meant by a websocket of a session: as is "control",
// "wall" or "" for the place at the table. The facilitator may watch the wall.
func (s *Site) seated(r *http.Request, code, as string) (Who, bool) {
	switch as {
	case "":
		who, ok := s.holder(r, cookieOf(Player, code))
		return who, ok && who.Code == code
	case "control":
		return Who{Kind: Facilitator, Code: code}, s.is(r, Facilitator, code)
	case "wall":
		return Who{Kind: Wall, Code: code}, s.is(r, Wall, code) || s.is(r, Facilitator, code)
	}
	return Who{}, false
}
