package httpd

import (
	"context"
	"time"
)

// Turnstile is a turnstile for tests.
type Turnstile struct{ *turnstile }

// NewTurnstile makes one.
func NewTurnstile(most int, every time.Duration) Turnstile {
	return Turnstile{newTurnstile(most, every)}
}

// Take and Back are its own.
func (t Turnstile) Take(who string) bool { return t.take(who) }
func (t Turnstile) Back(who string)      { t.back(who) }

// Tidy functions and the drawing, as they are.
var (
	TidyCode = tidyCode
	TidyName = tidyName
	Caller   = caller
)

// Issue makes a cookie.
func (k *Keys) Issue(who Who) (string, error) { return k.issue(context.Background(), who) }

// Bearer and Redeem look a secret up.
func (k *Keys) Bearer(cookie string) (Who, bool) { return k.bearer(cookie) }
func (k *Keys) Redeem(token string) (Who, bool)  { return k.redeem(token) }

// CookiesEach is the limit.
const CookiesEach = cookiesEach

// Sentences are all that the API says.
func Sentences() map[string][2]string { return sentences }
