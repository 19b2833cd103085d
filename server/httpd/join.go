package httpd

import (
	"net/http"
	"strings"
)

// join turns the token of a link into a cookie and sends the browser on. The
// token stands in no page, no log and no later address.
func (s *Site) join(w http.ResponseWriter, r *http.Request) {
	who, ok := s.redeem(w, r, Player, Wall, Lobby)
	if !ok {
		return
	}
	to := "/g/" + who.Code
	switch who.Kind {
	case Wall:
		to += "/wall"
	case Lobby:
		// It admits once a name is given. There is nothing to keep yet, so the
		// cookie is the token itself.
		to = "/?code=" + who.Code
		s.setCookie(w, r, cookieOf(Lobby, who.Code), r.PathValue("token"), passLife)
	}
	if who.Kind != Lobby {
		if err := s.give(w, r, who); err != nil {
			s.broken(w, r, err)
			return
		}
	}
	s.redirect(w, r, to)
}

// host turns the token that the server printed into the cookie of a host.
func (s *Site) host(w http.ResponseWriter, r *http.Request) {
	who, ok := s.redeem(w, r, Host)
	if !ok {
		return
	}
	if err := s.give(w, r, who); err != nil {
		s.broken(w, r, err)
		return
	}
	s.redirect(w, r, "/host")
}

// redeem returns who the token in the path makes its bearer, if it is of one of
// these kinds; else it has answered.
func (s *Site) redeem(w http.ResponseWriter, r *http.Request, kinds ...Kind) (Who, bool) {
	w.Header().Set("Cache-Control", "no-store")
	caller := caller(r)
	if !s.guesses.take(caller) {
		w.Header().Set("Retry-After", "60")
		say(w, http.StatusTooManyRequests, both(codeTooManyTries))
		return Who{}, false
	}
	who, ok := s.keys.redeem(r.PathValue("token"))
	for _, kind := range kinds {
		if ok && who.Kind == kind {
			s.guesses.back(caller)
			return who, true
		}
	}
	say(w, http.StatusNotFound, both(codeNoLink))
	return Who{}, false
}

// redirect sends the browser on, with the language that its link asked for.
func (s *Site) redirect(w http.ResponseWriter, r *http.Request, to string) {
	if lang := r.URL.Query().Get("lang"); lang == "en" || lang == "fr" {
		mark := "?"
		if strings.Contains(to, mark) {
			mark = "&"
		}
		to += mark + "lang=" + lang
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// broken answers a page that could not be served through the server's own fault.
func (s *Site) broken(w http.ResponseWriter, r *http.Request, err error) {
	s.log.Error("request failed", "route", r.Pattern, "err", err)
	say(w, http.StatusInternalServerError, both(codeFault))
}
