//go:build !race

package policy_test

// detector says that these tests run under the race detector.
const detector = false
