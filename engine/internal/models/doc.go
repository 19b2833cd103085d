// Package models plays models from the literature, written as scenarios, against
// tables that were worked out without the engine.
package models
