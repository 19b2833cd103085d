package httpd

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Notes keep small values durably beside the record of a session; session.Notes
// and the stores are such.
type Notes interface {
	// Put keeps a value under a name; the latest wins, nil deletes it. When it
	// returns nil the value is durable.
	Put(ctx context.Context, id, name string, value []byte) error
	// Notes returns all values of a session by name.
	Notes(ctx context.Context, id string) (map[string][]byte, error)
}

// Keys knows which token and which cookie opens what. Of cookies only their
// SHA-256 are kept, beside the session that they belong to. It is safe for
// concurrent use.
type Keys struct {
	notes Notes

	mu      sync.Mutex
	tokens  map[[32]byte]Who
	cookies map[[32]byte]Who
	issued  map[Who][][32]byte // cookies, oldest first
	count   int64              // cookies ever issued, so that their order survives
}

// Sizes of secrets, in bytes.
const (
	tokenSize  = 16
	cookieSize = 32
)

// cookiesEach bounds how many browsers may hold one identity; the oldest cookie
// gives way.
const cookiesEach = 64

// Names of notes. A cookie has one of its own, so that issuing one writes little.
const (
	noteLinks  = "httpd.links"
	noteCookie = "httpd.cookie."
)

// NewKeys returns keys that open nothing and are kept in notes, those of hosts
// under the id ""; nil keeps them in memory only.
func NewKeys(notes Notes) *Keys {
	return &Keys{notes: notes, tokens: map[[32]byte]Who{}, cookies: map[[32]byte]Who{}, issued: map[Who][][32]byte{}}
}

// Invite makes a token of 128 bits for links. It may be used again and again, by
// several devices, and ends with the program.
func (k *Keys) Invite(who Who) string {
	secret := newSecret(tokenSize)
	k.learn(secret, who)
	return secret
}

// LinkSecret is what the links of one session are derived from. The console shows
// links again after a restart, and so their sums alone would not do.
type LinkSecret [32]byte

// NewLinkSecret draws a secret.
func NewLinkSecret() (s LinkSecret) {
	_, _ = rand.Read(s[:]) // never fails: it ends the program instead
	return s
}

// Links are the tokens of a session, each of 128 bits.
type Links struct {
	Lobby string           // admits a guest
	Wall  string           // watches as the public
	Roles map[int32]string // takes a seat at once
}

// Links derives the tokens of a session in which these roles can be taken. The
// same secret gives the same ones.
func (s LinkSecret) Links(roles []int32) Links {
	l := Links{Lobby: s.token(Who{Kind: Lobby}), Wall: s.token(Who{Kind: Wall}), Roles: map[int32]string{}}
	for _, role := range roles {
		l.Roles[role] = s.token(Who{Kind: Player, Role: role})
	}
	return l
}

func (s LinkSecret) token(who Who) string {
	m := hmac.New(sha256.New, s[:])
	fmt.Fprintf(m, "%s/%d", who.Kind, who.Role)
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:tokenSize])
}

// Found opens the links of a new session and keeps their secret beside its
// record.
func (k *Keys) Found(ctx context.Context, code string, secret LinkSecret, roles []int32) error {
	if err := k.put(ctx, code, noteLinks, secret[:]); err != nil {
		return fmt.Errorf("keep the links of session %s: %w", code, err)
	}
	k.open(code, secret.Links(roles))
	return nil
}

// Recall opens the links and cookies that a session had before a restart. A
// session without links, such as that of a demo, has none afterwards either.
func (k *Keys) Recall(ctx context.Context, code string, roles []int32) (Links, error) {
	if k.notes == nil {
		return Links{}, nil
	}
	held, err := k.notes.Notes(ctx, code)
	if err != nil {
		return Links{}, fmt.Errorf("read the keys of session %s: %w", code, err)
	}
	k.restore(code, held)
	var secret LinkSecret
	if len(held[noteLinks]) != len(secret) {
		return Links{}, nil
	}
	copy(secret[:], held[noteLinks])
	links := secret.Links(roles)
	k.open(code, links)
	return links, nil
}

// RecallHosts opens the cookies of hosts that there were before a restart.
func (k *Keys) RecallHosts(ctx context.Context) error {
	_, err := k.Recall(ctx, "", nil)
	return err
}

// open lets the links of a session open it.
func (k *Keys) open(code string, links Links) {
	k.learn(links.Lobby, Who{Kind: Lobby, Code: code})
	k.learn(links.Wall, Who{Kind: Wall, Code: code})
	for role, token := range links.Roles {
		k.learn(token, Who{Kind: Player, Code: code, Role: role})
	}
}

func (k *Keys) learn(token string, who Who) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.tokens[sha256.Sum256([]byte(token))] = who
}

// redeem returns who a token makes its bearer.
func (k *Keys) redeem(token string) (Who, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	who, ok := k.tokens[sha256.Sum256([]byte(token))]
	return who, ok
}

// cookieNote is what is kept of a cookie beside its sum.
type cookieNote struct {
	Kind  Kind   `json:"kind"`
	Role  int32  `json:"role,omitempty"`
	Guest string `json:"guest,omitempty"`
	Count int64  `json:"count"`

	Name   string `json:"name,omitempty"`
	Proved bool   `json:"proved,omitempty"`
}

// issue makes a cookie of 256 bits. It is durable when it is handed out.
func (k *Keys) issue(ctx context.Context, who Who) (string, error) {
	secret := newSecret(cookieSize)
	sum := sha256.Sum256([]byte(secret))
	k.mu.Lock()
	k.count++
	note := cookieNote{who.Kind, who.Role, who.Guest, k.count, who.Name, who.Proved}
	k.mu.Unlock()
	value, err := json.Marshal(note)
	if err != nil {
		return "", fmt.Errorf("write down a cookie: %w", err)
	}
	if err := k.put(ctx, who.Code, noteOf(sum), value); err != nil {
		return "", fmt.Errorf("keep a cookie of session %s: %w", who.Code, err)
	}
	if gone, full := k.admit(sum, who); full {
		// The cookie opens nothing any more; its note, if it stays, is
		// dropped after the next restart.
		_ = k.put(ctx, who.Code, noteOf(gone), nil)
	}
	return secret, nil
}

// admit adds a cookie and returns the one that gave way.
func (k *Keys) admit(sum [32]byte, who Who) (gone [32]byte, full bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	held := k.issued[who]
	if len(held) == cookiesEach {
		gone, full, held = held[0], true, held[1:]
		delete(k.cookies, gone)
	}
	k.issued[who] = append(held, sum)
	k.cookies[sum] = who
	return gone, full
}

// bearer returns who a cookie makes its bearer.
func (k *Keys) bearer(cookie string) (Who, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	who, ok := k.cookies[sha256.Sum256([]byte(cookie))]
	return who, ok
}

// restore takes in the cookies of a session from its notes, oldest first.
func (k *Keys) restore(code string, held map[string][]byte) {
	type one struct {
		sum  [32]byte
		note cookieNote
	}
	var all []one
	for name, value := range held {
		text, is := strings.CutPrefix(name, noteCookie)
		if !is {
			continue
		}
		var o one
		sum, err := base64.RawURLEncoding.DecodeString(text)
		if err != nil || len(sum) != len(o.sum) || json.Unmarshal(value, &o.note) != nil {
			continue // of another version
		}
		copy(o.sum[:], sum)
		all = append(all, o)
	}
	slices.SortFunc(all, func(a, b one) int { return cmp.Compare(a.note.Count, b.note.Count) })
	for _, o := range all {
		k.admit(o.sum, Who{o.note.Kind, code, o.note.Role, o.note.Guest, o.note.Name, o.note.Proved})
		k.mu.Lock()
		k.count = max(k.count, o.note.Count)
		k.mu.Unlock()
	}
}

func (k *Keys) put(ctx context.Context, id, name string, value []byte) error {
	if k.notes == nil {
		return nil
	}
	return k.notes.Put(ctx, id, name, value)
}

func noteOf(sum [32]byte) string {
	return noteCookie + base64.RawURLEncoding.EncodeToString(sum[:])
}

// newSecret returns a random secret, fit for a path. What is looked up is the
// sum of what a caller sends, so the time it takes tells nothing about the
// secrets there are.
func newSecret(size int) string {
	b := make([]byte, size)
	_, _ = rand.Read(b) // never fails: it ends the program instead
	return base64.RawURLEncoding.EncodeToString(b)
}
