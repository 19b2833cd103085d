package agent

import (
	"crypto/sha256"
	"encoding/binary"
	"strconv"

	"demarche/engine/chance"
)

// SeedFor returns the seed of an agent's own dice for one role of a run: the
// first 53 bits of SHA-256("demarche/agent/" + run seed + "/" + role). It tells
// nothing of the seed of the run.
func SeedFor(run chance.Seed, role string) uint64 {
	sum := sha256.Sum256([]byte("demarche/agent/" + strconv.FormatUint(uint64(run), 10) + "/" + role))
	return binary.BigEndian.Uint64(sum[:8]) >> 11
}
