package table

import (
	_ "embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"demarche/engine/game"
)

//go:embed columns.csv
var described string

// Meaning says what a column holds.
type Meaning struct {
	Table  string `json:"table"`
	Column string `json:"column"`
	Type   string `json:"type"`
	Null   bool   `json:"null"`
	// Scenarios are the ids of those whose plays have the column: in the rows of
	// others it is null. None: all have it.
	Scenarios []string `json:"scenarios,omitempty"`
	Said
	// Otherwise is what other scenarios of the study say of it, by their ids, where
	// that is not the same.
	Otherwise map[string]Said `json:"otherwise,omitempty"`
}

// Said are texts about a column by language: those of this program in English,
// those of the scenario in each that its author wrote.
type Said struct {
	Title   map[string]string `json:"title,omitempty"` // of the track or role
	Unit    map[string]string `json:"unit,omitempty"`
	Meaning map[string]string `json:"meaning,omitempty"`
}

// Dictionary says what the columns of all tables hold, table by table.
func (l *Layout) Dictionary() ([]Meaning, error) {
	said, err := csv.NewReader(strings.NewReader(described)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("columns.csv: %w", err)
	}
	var out []Meaning
	for id := range l.Tables {
		t := &l.Tables[id]
		for _, c := range t.Columns {
			m := Meaning{Table: t.Name, Column: c.Name, Type: c.Kind.String(), Null: c.Null}
			l.said(ID(id), &m, meaning(said, t.Name, c.Name))
			out = append(out, m)
		}
	}
	return out, nil
}

// said puts down what is said of a column: by the first scenario that has it, and
// by others what they say otherwise.
func (l *Layout) said(id ID, m *Meaning, ours string) {
	all := l.joined
	if all == nil {
		all = []*Layout{l}
	}
	var have, lack []string
	for _, x := range all {
		game := x.m.Game.ID
		i := find(x.own[id].Columns, m.Column)
		if i < 0 {
			lack = append(lack, game)
			continue
		}
		if slices.Contains(have, game) {
			continue // the same scenario with other turns
		}
		have = append(have, game)
		switch said := x.authored(id, i, ours); {
		case len(have) == 1:
			m.Said = said
		case !reflect.DeepEqual(said, m.Said):
			if m.Otherwise == nil {
				m.Otherwise = map[string]Said{}
			}
			m.Otherwise[game] = said
		}
	}
	if lack != nil {
		m.Scenarios = have
	}
}

// WriteDictionary writes [Layout.Dictionary] as JSON, a column a line.
func (l *Layout) WriteDictionary(to io.Writer) error {
	all, err := l.Dictionary()
	if err != nil {
		return err
	}
	for i, m := range all {
		line, err := json.Marshal(m)
		if err != nil {
			return fmt.Errorf("column %s.%s: %w", m.Table, m.Column, err)
		}
		before := ",\n"
		if i == 0 {
			before = "[\n"
		}
		if _, err := fmt.Fprintf(to, "%s%s", before, line); err != nil {
			return err
		}
	}
	_, err = fmt.Fprint(to, "\n]\n")
	return err
}

// meaning finds what columns.csv says of a column: by its name, else by the name
// of its family, such as "metric_<id>".
func meaning(said [][]string, table, column string) string {
	family := ""
	for _, row := range said {
		if row[0] != table {
			continue
		}
		if row[1] == column {
			return row[4]
		}
		if before, _, many := strings.Cut(row[1], "<"); many && before != "" && strings.HasPrefix(column, before) {
			family = row[4]
		}
	}
	return family
}

// authored is what the scenario's author said of a column of its own tables, and
// what this program does where he said nothing.
func (l *Layout) authored(id ID, column int, ours string) Said {
	var m Said
	name := l.own[id].Columns[column].Name
	g := l.m.Game
	if track := l.trackOf(id, column); track != nil {
		m = Said{l.texts(track.Title), l.texts(track.Unit), l.texts(track.Doc)}
	}
	for i := range g.Params {
		if id == Runs && name == "param_"+g.Params[i].ID {
			m.Meaning = l.texts(g.Params[i].Doc)
		}
	}
	for i := range g.Roles {
		if id == Runs && name == "policy_"+g.Roles[i].ID {
			m.Title = l.texts(g.Roles[i].Title)
		}
	}
	if m.Meaning == nil {
		m.Meaning = map[string]string{}
	}
	if m.Meaning["en"] == "" && ours != "" {
		m.Meaning["en"] = ours
	}
	return m
}

// trackOf returns the track that a column is of; nil if it is of none.
func (l *Layout) trackOf(id ID, column int) *game.Track {
	g := l.m.Game
	switch at := column - 3; {
	case id == Turns && at >= 0 && at < len(l.worldTracks):
		return &g.Tracks[g.Slots[l.worldTracks[at]].Track]
	case id == RoleTurns && at >= 0 && at < len(l.roleTracks):
		return &g.Tracks[l.roleTracks[at]]
	case id == PairTurns && at >= 1 && at-1 < len(l.pairTracks):
		return &g.Tracks[l.pairTracks[at-1]]
	}
	return nil
}

// texts is what an author wrote, by language; nil if nothing.
func (l *Layout) texts(t game.Text) map[string]string {
	g := l.m.Game
	var out map[string]string
	for i, s := range g.Texts.Rows[t] {
		if s == "" || i >= len(g.Languages) {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		out[g.Languages[i]] = s
	}
	return out
}
