//go:build race

package spent

// Slower is how much slower work may be than it is by itself: the race detector
// makes it so.
const Slower = 10
