// Package study will run experiments: a design, many seeded runs, tables, a
// summary. Nothing uses it yet.
package study
