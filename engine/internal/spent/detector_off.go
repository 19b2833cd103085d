//go:build !race

package spent

// Slower is how much slower work may be than it is by itself.
const Slower = 1
