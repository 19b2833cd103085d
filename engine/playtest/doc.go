// Package playtest will play a scenario's own cases and thousands of computer
// games against it, for coverage and balance. Nothing uses it yet.
package playtest
