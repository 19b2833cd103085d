package wire

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"strings"

	"demarche/engine/chance"
)

// Names gives things ids of the viewer's own: an inject, an attack, a question or
// a piece of evidence has another id for each viewer, and no id tells the order or the
// number of the rest. The same Names give the same ids, so they survive a
// restart. It is a value and safe for concurrent use.
type Names struct {
	key [32]byte
}

// NamesFrom returns the names of a play with this seed, for replays, samples and
// tests. A seed has only 53 bits: who has the patience to try all of them could
// find it from an id. A live session uses [NamesOf] with a secret.
func NamesFrom(seed chance.Seed) Names {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(seed))
	return Names{sha256.Sum256(append([]byte("demarche/wire/seed/"), b[:]...))}
}

// NamesOf returns the names made with a secret of 32 bytes that the session
// keeps as long as it keeps its log.
func NamesOf(secret [32]byte) Names { return Names{secret} }

// letters are those of base 32 in lower case.
var letters = base32.StdEncoding.WithPadding(base32.NoPadding)

// For returns the id of a thing for one viewer: 12 letters and digits, 60 bits
// of HMAC-SHA256. viewer is the id of a role, "" for the public; kind is
// "inject", "attack", "question" or "evidence".
func (n Names) For(viewer, kind, id string) string {
	m := hmac.New(sha256.New, n.key[:])
	for _, s := range []string{viewer, kind, id} {
		m.Write([]byte(s))
		m.Write([]byte{0}) // no id holds a zero byte, so the parts cannot run together
	}
	return strings.ToLower(letters.EncodeToString(m.Sum(nil))[:12])
}
