package httpd

import (
	"net/http"

	"golang.org/x/text/language"

	"demarche/engine/wire"
)

// Codes of what the API refuses, beside those of wire.
const (
	codeBadOrigin    = "bad_origin"
	codeBadRequest   = "bad_request"
	codeNotJSON      = "not_json"
	codeTooLarge     = "too_large"
	codeTooManyTries = "too_many_tries"
	codePinsClosed   = "pins_closed"
	codeWrongPin     = "wrong_pin"
	codeBadName      = "bad_name"
	codeNoSession    = wire.CodeNoSession
	codeEnded        = "ended"
	codeFull         = "full"
	codeNotHost      = "not_host"
	codeNotYours     = "not_facilitator"
	codeNoScenario   = "no_scenario"
	codeBadParam     = "bad_param"
	codeBadSeed      = "bad_seed"
	codeBadLang      = "bad_language"
	codeTooManyOpen  = "too_many_sessions"
	codeNoLink       = "no_link"
	codeNotFound     = "not_found"
	codeCrowd        = "too_many_connections"
	codeStarting     = "starting"
	codeWrongHost    = "wrong_host"
	codeFault        = wire.CodeFault
)

// sentences say the codes in English and French.
var sentences = map[string][2]string{
	codeBadOrigin:    {"This request does not come from a page of this server.", "Cette demande ne vient pas d’une page de ce serveur."},
	codeBadRequest:   {"The server does not understand this request.", "Le serveur ne comprend pas cette demande."},
	codeNotJSON:      {"Send this request as JSON.", "Envoyez cette demande en JSON."},
	codeTooLarge:     {"This request is too large.", "Cette demande est trop volumineuse."},
	codeTooManyTries: {"Too many tries. Wait a minute.", "Trop d’essais. Attendez une minute."},
	codePinsClosed: {
		"Too many wrong PINs were tried for this exercise. Join without a PIN and wait to be let in.",
		"Trop de codes PIN erronés ont été essayés pour cet exercice. Entrez sans code PIN et attendez d’être admis.",
	},
	codeWrongPin: {
		"This PIN is not right. Check it, or leave it empty and wait to be let in.",
		"Ce code PIN n’est pas le bon. Vérifiez-le, ou laissez le champ vide et attendez d’être admis.",
	},
	codeBadName: {"Give a name of 1 to 60 characters.", "Donnez un nom de 1 à 60 caractères."},
	codeNoSession: {
		"No exercise has this code. Check it with your trainer.",
		"Aucun exercice n’a ce code. Vérifiez-le auprès de votre formateur.",
	},
	codeEnded:       {"This exercise is over.", "Cet exercice est terminé."},
	codeFull:        {"There is no more room in this exercise. Ask your trainer.", "Il n’y a plus de place dans cet exercice. Adressez-vous à votre formateur."},
	codeNotHost:     {"Open the host link that the server printed when it started.", "Ouvrez le lien d’hôte que le serveur a affiché au démarrage."},
	codeNotYours:    {"This is for the facilitator of the exercise.", "Ceci est réservé à l’animateur de l’exercice."},
	codeNoScenario:  {"There is no such scenario in the library.", "Ce scénario n’est pas dans la bibliothèque."},
	codeBadParam:    {"A setting of the scenario is unknown or out of its range.", "Un réglage du scénario est inconnu ou hors de ses limites."},
	codeBadSeed:     {"The seed is a whole number from 0 to 9007199254740991.", "La graine est un nombre entier de 0 à 9007199254740991."},
	codeBadLang:     {"Languages are en and fr.", "Les langues sont en et fr."},
	codeTooManyOpen: {"The server holds as many exercises as it can.", "Le serveur tient autant d’exercices qu’il le peut."},
	codeNoLink: {
		"This link opens no exercise. Ask for a new one.",
		"Ce lien n’ouvre aucun exercice. Demandez-en un nouveau.",
	},
	codeNotFound: {"Not found.", "Introuvable."},
	codeCrowd:    {"Too many connections.", "Trop de connexions."},
	codeWrongHost: {
		"This server does not answer under this name. Start it with --url and the address that participants use.",
		"Ce serveur ne répond pas sous ce nom. Lancez-le avec --url et l’adresse que les participants utilisent.",
	},
	codeStarting: {"The server is starting. Try again in a moment.", "Le serveur démarre. Réessayez dans un instant."},
	codeFault: {
		"The server could not do this. What was confirmed before is kept.",
		"Le serveur n’a pas pu le faire. Ce qui était confirmé auparavant est conservé.",
	},
}

// sentence says a code in a language.
func sentence(lang, code string) string {
	if lang == "fr" {
		return sentences[code][1]
	}
	return sentences[code][0]
}

// both says a code in both languages, for pages without a board.
func both(code string) string { return sentences[code][0] + " / " + sentences[code][1] }

// spoken are the languages of the server, the first one being the fallback.
var spoken = language.NewMatcher([]language.Tag{language.English, language.French})

// langOf is the language in which a request is answered: the one it asks for,
// else the one that the browser prefers.
func langOf(r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); lang == "en" || lang == "fr" {
		return lang
	}
	_, at := language.MatchStrings(spoken, r.Header.Get("Accept-Language"))
	return []string{"en", "fr"}[at]
}

// bye is the farewell for a reason in the language of the request.
func bye(r *http.Request, reason string) wire.Bye { return wire.ByeIn(langOf(r), reason) }
