package httpd

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"sync"
)

// Seat is a place in a session: what a key opens.
type Seat struct {
	Code string // of the session
	Role int32  // -1 = the public: watching only
}

// Keys knows which token and which cookie opens which seat. Only their SHA-256
// are kept. It is safe for concurrent use.
type Keys struct {
	mu      sync.Mutex
	tokens  map[[32]byte]Seat
	cookies map[[32]byte]Seat
	issued  map[Seat][][32]byte // cookies, oldest first
}

// Sizes of secrets, in bytes.
const (
	tokenSize  = 16
	cookieSize = 32
)

// cookiesPerSeat bounds how many browsers may hold one seat; the oldest cookie
// gives way.
const cookiesPerSeat = 64

// NewKeys returns keys that open nothing.
func NewKeys() *Keys {
	return &Keys{tokens: map[[32]byte]Seat{}, cookies: map[[32]byte]Seat{}, issued: map[Seat][][32]byte{}}
}

// Invite makes a token of 128 bits for links to a seat. It may be used again and
// again, by several devices of one delegation.
func (k *Keys) Invite(seat Seat) string {
	secret, sum := newSecret(tokenSize)
	k.mu.Lock()
	defer k.mu.Unlock()
	k.tokens[sum] = seat
	return secret
}

// redeem returns the seat of a token.
func (k *Keys) redeem(token string) (Seat, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	seat, ok := k.tokens[sha256.Sum256([]byte(token))]
	return seat, ok
}

// issue makes the cookie of a seat, 256 bits.
func (k *Keys) issue(seat Seat) string {
	secret, sum := newSecret(cookieSize)
	k.mu.Lock()
	defer k.mu.Unlock()
	held := k.issued[seat]
	if len(held) == cookiesPerSeat {
		delete(k.cookies, held[0])
		held = held[1:]
	}
	k.issued[seat] = append(held, sum)
	k.cookies[sum] = seat
	return secret
}

// seat returns the seat of a cookie.
func (k *Keys) seat(cookie string) (Seat, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	seat, ok := k.cookies[sha256.Sum256([]byte(cookie))]
	return seat, ok
}

// newSecret returns a random secret, fit for a path, and its SHA-256. What is
// looked up is the sum of what a caller sends, so the time it takes tells
// nothing about the secrets there are.
func newSecret(size int) (secret string, sum [32]byte) {
	b := make([]byte, size)
	_, _ = rand.Read(b) // never fails: it ends the program instead
	secret = base64.RawURLEncoding.EncodeToString(b)
	return secret, sha256.Sum256([]byte(secret))
}
