package httpd

import (
	"net/http"

	"golang.org/x/text/language"

	"demarche/engine/wire"
)

// tooManyScreens is the reason to turn away one connection more than a seat has.
const tooManyScreens = "full"

// spoken are the languages of farewells, the first one being the fallback.
var spoken = language.NewMatcher([]language.Tag{language.English, language.French})

// bye is the farewell for a reason in the language that the browser prefers.
func bye(r *http.Request, reason string) wire.Bye {
	_, at := language.MatchStrings(spoken, r.Header.Get("Accept-Language"))
	return wire.ByeIn([]string{"en", "fr"}[at], reason)
}
