package session

// Codes of the refusals that only a session knows; all others are wire's, and of
// moves game's.
const (
	codeBadID      = "bad_id"
	codeNotGreeted = "not_greeted"
	codeGreeted    = "already_greeted"
	codeNoLanguage = "no_language"
	codeTooOften   = "too_often"
)
