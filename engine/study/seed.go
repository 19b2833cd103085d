package study

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"demarche/engine/chance"
)

// SeedOf returns the seed of a replication: the first 53 bits of SHA-256 of
// "demarche/run/SEED/REPLICATION". Neither point nor run nor scenario is in it,
// so that a replication has the same luck at every point, and adding levels or
// replications changes no run that was there.
func SeedOf(seed uint64, replication int32) uint64 {
	sum := sha256.Sum256(fmt.Appendf(nil, "demarche/run/%d/%d", seed, replication))
	return binary.BigEndian.Uint64(sum[:8]) >> 11 & chance.MaxSeed
}
