// Package stats will hold summaries, intervals and paired differences, with
// formulas and sources. It knows no games. Nothing uses it yet.
package stats
