package agent

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"demarche/engine/game"
	"demarche/engine/source"
	"demarche/engine/wire"
)

// Labels are other names for a game: ids of roles, measures and numbers, and
// words in texts. An agent that has met the scenario before, as language models
// may have, does not know it again; the game is the same. What it answers in the
// other names is taken back into the real ones. The zero value changes nothing.
type Labels struct {
	Scenario string // other id of the scenario; "" = its own
	ids      [kinds][]label
	texts    []label // longest first
}

// label is one name and the other one.
type label struct {
	from, to string
	at       source.Pos
}

// Kinds of ids that may have other names.
const (
	roleIDs = iota
	actionIDs
	trackIDs
	kinds
)

var kindNames = [kinds]string{"role", "action", "track"}

// textTable is the table of a file of labels that is about words.
const textTable = "text"

// ReadLabels reads a file of labels: TOML with the tables role, action, track and
// text, each "from" = "to", or the same as JSON if name ends in .json. An error
// tells all that is wrong with it.
func ReadLabels(name string, data []byte) (*Labels, error) {
	root, err := tree(name, data)
	if err != nil {
		return nil, err
	}
	l := &Labels{}
	var faults source.Faults
	known := append(kindNames[:], textTable, "scenario")
	for _, n := range root.Kids {
		kind := slices.Index(kindNames[:], n.Key)
		switch {
		case n.Key == "scenario" && n.Kind == source.String:
			l.Scenario = n.Text.String()
		case kind < 0 && n.Key != textTable:
			faults.Add(n.KeyPos, n.Key, source.DidYouMean(n.Key, known), "there is no such table of labels")
		case n.Kind != source.Table:
			faults.Add(n.Pos, n.Key, `write it as a table of "from" = "to"`, "it is no table")
		case kind < 0:
			l.texts = labels(n, &faults)
		default:
			l.ids[kind] = labels(n, &faults)
		}
	}
	slices.SortStableFunc(l.texts, func(a, b label) int { return cmp.Compare(len(b.from), len(a.from)) })
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return l, nil
}

// tree reads TOML or JSON.
func tree(name string, data []byte) (*source.Node, error) {
	if !strings.HasSuffix(name, ".json") {
		return source.Read(name, data)
	}
	var file struct {
		Scenario                  string
		Role, Action, Track, Text map[string]string
	}
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, &source.Fault{Pos: source.Pos{File: name, Line: 1, Col: 1}, Msg: err.Error(), Mend: "a file of labels has the tables role, action, track and text"}
	}
	at := source.Pos{File: name, Line: 1, Col: 1}
	root := source.NewTable("", at)
	if file.Scenario != "" {
		root.Add(&source.Node{Kind: source.String, Key: "scenario", KeyPos: at, Pos: at, Text: source.Plain(file.Scenario, at)})
	}
	for i, m := range []map[string]string{file.Role, file.Action, file.Track, file.Text} {
		table := source.NewTable(append(kindNames[:], textTable)[i], at)
		for _, from := range sorted(m) {
			table.Add(&source.Node{Kind: source.String, Key: from, KeyPos: at, Pos: at, Text: source.Plain(m[from], at)})
		}
		root.Add(table)
	}
	return root, nil
}

func sorted(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func labels(table *source.Node, faults *source.Faults) []label {
	var out []label
	for _, n := range table.Kids {
		path := table.Key + "." + n.Key
		to := n.Text.String()
		switch {
		case n.Kind != source.String:
			faults.Add(n.Pos, path, `write "from" = "to"`, "it is no text")
		case n.Key == "" || to == "":
			faults.Add(n.Pos, path, "", "a name is empty")
		case table.Key != textTable && !isID(to):
			faults.Add(n.Pos, path, "ids have small letters, digits and low lines and begin with a letter", "%q is no id", to)
		default:
			out = append(out, label{n.Key, to, n.KeyPos})
		}
	}
	return out
}

// isID reports whether a name can stand where ids do.
func isID(s string) bool {
	return s[0] >= 'a' && s[0] <= 'z' && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// Alias returns m under the other names. It is an error if a name is of nothing,
// or if two things would have one name.
func (l *Labels) Alias(m *game.Machine) (*game.Machine, error) {
	g := *m.Game
	g.Roles, g.Actions, g.Tracks = slices.Clone(g.Roles), slices.Clone(g.Actions), slices.Clone(g.Tracks)
	ids := [kinds][]*string{}
	for i := range g.Roles {
		ids[roleIDs] = append(ids[roleIDs], &g.Roles[i].ID)
	}
	for i := range g.Actions {
		ids[actionIDs] = append(ids[actionIDs], &g.Actions[i].ID)
	}
	for i := range g.Tracks {
		ids[trackIDs] = append(ids[trackIDs], &g.Tracks[i].ID)
	}
	var faults source.Faults
	for kind := range ids {
		rename(kindNames[kind], ids[kind], l.ids[kind], &faults)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	for i := range g.Roles {
		if r := &g.Roles[i]; r.ID != m.Game.Roles[i].ID {
			r.Letters = strings.ToUpper(r.ID[:min(2, len(r.ID))])
		}
	}
	if l.Scenario != "" {
		g.ID = l.Scenario
	}
	g.Texts.Rows = l.reworded(g.Texts.Rows)
	return m.As(&g), nil
}

// rename gives ids their other names.
func rename(kind string, ids []*string, labels []label, faults *source.Faults) {
	var known []string
	for _, id := range ids {
		known = append(known, *id)
	}
	for _, x := range labels {
		at := slices.Index(known, x.from)
		if at < 0 {
			faults.Add(x.at, kind+"."+x.from, source.DidYouMean(x.from, known), "the scenario has no %s of this name", kind)
			continue
		}
		*ids[at] = x.to
	}
	seen := map[string]int{}
	for i, id := range ids {
		if first, twice := seen[*id]; twice {
			faults.Add(placeOf(labels, known[i], known[first]), kind+"."+known[i], "give each a name of its own", "%s and %s would both be called %s", known[first], known[i], *id)
		}
		seen[*id] = i
	}
}

// placeOf is where one of two names was given another.
func placeOf(labels []label, names ...string) source.Pos {
	for _, x := range labels {
		if slices.Contains(names, x.from) {
			return x.at
		}
	}
	return source.Pos{}
}

// reworded puts other words into all texts.
func (l *Labels) reworded(rows [][]string) [][]string {
	out := make([][]string, len(rows))
	for i, row := range rows {
		out[i] = make([]string, len(row))
		for j, text := range row {
			out[i][j] = l.reword(text)
		}
	}
	return out
}

// reword puts other words into one text: whole words only, the longest first, and
// what was put in is not looked at again.
func (l *Labels) reword(text string) string {
	if len(l.texts) == 0 {
		return text
	}
	var b strings.Builder
	inWord := false
	for i := 0; i < len(text); {
		if x := l.wordAt(text[i:]); x != nil && !inWord {
			b.WriteString(x.to)
			i += len(x.from)
			inWord = true
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		b.WriteString(text[i : i+n])
		inWord = partOfWord(r)
		i += n
	}
	return b.String()
}

// wordAt returns the label of the word with which a text begins.
func (l *Labels) wordAt(text string) *label {
	for i := range l.texts {
		rest, ok := strings.CutPrefix(text, l.texts[i].from)
		if !ok {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(rest); rest == "" || !partOfWord(r) {
			return &l.texts[i]
		}
	}
	return nil
}

func partOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// back gives moves their real names again, as far as they have any.
func (l *Labels) back(moves []wire.Move) []wire.Move {
	if l == nil {
		return moves
	}
	out := slices.Clone(moves)
	for i := range out {
		out[i].Action = l.real(actionIDs, out[i].Action)
		out[i].Target = l.real(roleIDs, out[i].Target)
	}
	return out
}

func (l *Labels) real(kind int, id string) string {
	for _, x := range l.ids[kind] {
		if x.to == id {
			return x.from
		}
	}
	return id
}
