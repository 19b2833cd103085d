package game

import (
	"strings"

	"demarche/engine/source"
)

// Named is a table of a scenario that has a name: a track, an action, one of its
// outcomes; or one that names itself, as the ladder.
type Named struct {
	Kind    string // as in headers: "rule", "outcome"
	ID      string // "spread"; "seize.works" for one inside another
	Path    string // "rule.spread", "response.seize.outcome.works"
	At      source.Pos
	Entries []Keyed // what stands in it and has no name of its own, in file order
}

// Keyed is one value as an author wrote it.
type Keyed struct {
	Key   string // behind the table's path: "turn", "legal.status"
	At    source.Pos
	Value string // as written; a list joined by commas
	// Texts are the words of a text for people, one for each of the game's
	// languages, "" where there are none; nil if the value is no text.
	Texts []string
}

// Under reports whether the value at a path stands in the table at another, or
// is it.
func Under(path, table string) bool {
	return strings.HasPrefix(path, table) && (len(path) == len(table) || path[len(table)] == '.' || path[len(table)] == '[')
}
