package session

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"math/big"
	"strconv"

	"demarche/engine/chance"
)

// NewSeed draws a seed from the system's source of randomness.
func NewSeed() chance.Seed {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails: it ends the program instead
	return chance.Seed(binary.LittleEndian.Uint64(b[:]) & chance.MaxSeed)
}

// codeWords are short, easy to say in English and French, and hold neither I nor
// O, which people read as digits.
var codeWords = [...]string{
	"AGATE", "AMBER", "ANGLE", "ARENA", "AZURE", "BADGE", "BEACH", "BRAVE",
	"CACTUS", "CANAL", "CEDAR", "CHALET", "CLEF", "CREST", "DELTA", "DUNE",
	"EAGLE", "ELAN", "FABLE", "FACADE", "FALUN", "GALET", "GARDEN", "GAZELLE",
	"GENRE", "HAMLET", "HERALD", "JADE", "KAYAK", "LAGUNE", "LANCE", "LARGE",
	"LEGENDE", "LUNE", "MAPLE", "MARBLE", "MERLE", "METAL", "MUSE", "NECTAR",
	"NEST", "PALACE", "PANDA", "PARADE", "PEARL", "PLANET", "PLUME", "QUARTZ",
	"RAFALE", "RAMPE", "REEF", "SABLE", "SEAL", "SEPTET", "STELE", "TALENT",
	"TANDEM", "TERRACE", "TULLE", "VALSE", "VELVET", "VERGER", "ZEBRA", "ZESTE",
}

// newCode makes a short code such as LUNE-42: a word and two digits from 2 to 9.
// It names a session and proves nothing.
func newCode() string {
	n := len(codeWords) * 64
	x, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
	if err != nil {
		panic("read randomness: " + err.Error()) // cannot happen, as above
	}
	i := int(x.Int64())
	return codeWords[i/64] + "-" + strconv.Itoa(2+i/8%8) + strconv.Itoa(2+i%8)
}

// newPin draws the PIN of a room.
func newPin() string {
	x, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic("read randomness: " + err.Error()) // cannot happen, as above
	}
	return fmt.Sprintf("%06d", x.Int64())
}
