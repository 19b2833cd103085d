//go:build race

package policy_test

// detector says that these tests run under the race detector, which makes a
// sync.Pool forget on purpose, so that allocations count nothing.
const detector = true
