package httpd

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bodyLimit is the most that is read of a request, in bytes.
const bodyLimit = 16 << 10

// trouble is how the API says what went wrong: a code for programs and a sentence
// for people.
type trouble struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// read reads the JSON of a request that changes something, after it has been
// proved that a page of this server sent it: exactly this origin, and a media
// type that no form can send. If it returns false it has answered.
func (s *Site) read(w http.ResponseWriter, r *http.Request, into any) bool {
	if !s.ours(w, r) {
		return false
	}
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		s.no(w, r, http.StatusUnsupportedMediaType, codeNotJSON)
		return false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, bodyLimit))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		s.no(w, r, http.StatusRequestEntityTooLarge, codeTooLarge)
		return false
	case err != nil:
		s.no(w, r, http.StatusBadRequest, codeBadRequest)
		return false
	}
	if !utf8.Valid(body) || json.Unmarshal(body, into) != nil {
		s.no(w, r, http.StatusBadRequest, codeBadRequest)
		return false
	}
	return true
}

// ours reports whether a page of this very host and port sent the request.
func (s *Site) ours(w http.ResponseWriter, r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); !sameOrigin(r) || site != "" && site != "same-origin" {
		s.no(w, r, http.StatusForbidden, codeBadOrigin)
		return false
	}
	return true
}

// yes answers with JSON. Nothing of the API is kept by a browser.
func yes(w http.ResponseWriter, status int, what any) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(what) // the client may be gone
}

// no answers that something is refused, in the language of the reader.
func (s *Site) no(w http.ResponseWriter, r *http.Request, status int, code string) {
	yes(w, status, trouble{code, sentence(langOf(r), code)})
}

// tooMany refuses a guess too many.
func (s *Site) tooMany(w http.ResponseWriter, r *http.Request, code string) {
	w.Header().Set("Retry-After", "60")
	s.no(w, r, http.StatusTooManyRequests, code)
}

// failed refuses through the server's own fault.
func (s *Site) failed(w http.ResponseWriter, r *http.Request, err error) {
	s.log.Error("request failed", "route", r.Pattern, "err", err)
	s.no(w, r, http.StatusInternalServerError, codeFault)
}

// tidyCode writes a short code the way it is printed, KITE-42: case, spaces and
// the dash are forgiven. What cannot be one comes back as "".
func tidyCode(typed string) string {
	var word, number strings.Builder
	for _, c := range strings.ToUpper(typed) {
		switch {
		case c >= 'A' && c <= 'Z' && number.Len() == 0:
			word.WriteRune(c)
		case c >= '0' && c <= '9' && word.Len() > 0:
			number.WriteRune(c)
		case c == '-' || c == '–' || c == '_' || unicode.IsSpace(c):
		default:
			return ""
		}
	}
	if word.Len() > 16 || number.Len() == 0 || number.Len() > 4 {
		return ""
	}
	return word.String() + "-" + number.String()
}

// nameLimit is the most characters in the name of a guest.
const nameLimit = 60

// tidyName returns a name as the table should see it: on one line, without what
// cannot be seen or turns the text around.
func tidyName(typed string) (string, bool) {
	name := strings.Join(strings.Fields(typed), " ")
	if name == "" || utf8.RuneCountInString(name) > nameLimit {
		return "", false
	}
	seen := false
	for _, c := range name {
		if !unicode.IsPrint(c) {
			return "", false
		}
		seen = seen || unicode.IsLetter(c) || unicode.IsNumber(c)
	}
	return name, seen
}

// digits drops the spaces and dashes with which a PIN may have been read out.
func digits(pin string) string {
	return strings.Map(func(c rune) rune {
		if c == '-' || unicode.IsSpace(c) {
			return -1
		}
		return c
	}, pin)
}
