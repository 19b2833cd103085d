package casebook

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/scenarios"
)

// question is one line with the moment that it is about.
type question struct {
	turn  int
	open  bool // after Open; else at the close of the turn
	words string
}

// moment reads "turn 2: …" and "turn 2 open: …".
func moment(t testing.TB, line string) question {
	t.Helper()
	when, words, ok := strings.Cut(line, ":")
	f := strings.Fields(when)
	if !ok || len(f) < 2 || len(f) > 3 || f[0] != "turn" || len(f) == 3 && f[2] != "open" {
		t.Fatalf("%q: write \"turn 1: …\" or \"turn 1 open: …\"", line)
	}
	n, err := strconv.Atoi(f[1])
	if err != nil || n < 1 {
		t.Fatalf("%q: no such turn", line)
	}
	return question{turn: n, open: len(f) == 3, words: strings.TrimSpace(words)}
}

func moments(t testing.TB, lines []string) []question {
	t.Helper()
	var out []question
	for _, l := range lines {
		out = append(out, moment(t, l))
	}
	return out
}

// sitting is one case under way.
type sitting struct {
	*sit.Sitting
	t     testing.TB
	n     *record.Notation
	asked []question
	paths []question // numbers by their path: "metric.held[aurelia] = 5"
	luck  chance.Luck
	table *policy.Table // who plays the roles of players
	// players are the roles that the computer plays.
	players []int32
}

// Play plays one case of a page.
func (p *Page) Play(t testing.TB, c *Case) {
	t.Helper()
	asked := moments(t, c.Expect)
	m := p.compile(t, p.text(c, asked))
	n, err := record.NewNotation(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	s := &sitting{t: t, n: n, asked: asked, paths: moments(t, c.Numbers), luck: chance.Luck{Seed: chance.Seed(c.Seed)}}
	s.Sitting = sit.Begin(t, m, c.Seed, c.Params)
	s.computers(c.Computer)
	plays, acts, refused := moments(t, c.Plays), moments(t, c.Acts), moments(t, c.Refused)
	ledger, told, untold := moments(t, c.Ledger), moments(t, c.Told), moments(t, c.Untold)
	sees, may, odds := moments(t, c.Sees), moments(t, c.May), moments(t, c.Odds)
	scores, lessons := moments(t, c.Scores), moments(t, c.Lessons)
	last := 0
	for _, q := range slices.Concat(asked, s.paths, plays, acts, refused, ledger, told, untold, sees, may, odds, scores, lessons) {
		last = max(last, q.turn)
	}
	for turn := 1; turn <= last; turn++ {
		if s.S.Ended() {
			t.Fatalf("the game is over before turn %d", turn)
		}
		s.Ledger.Reset()
		s.P.Open(&s.S)
		for _, q := range at(acts, turn, false) {
			s.act(q.words)
		}
		s.look(turn, true, ledger, told, untold)
		for _, q := range at(refused, turn, false) {
			s.refuse(q.words)
		}
		s.shows(at(sees, turn, false), at(may, turn, false), at(odds, turn, false))
		s.Ledger.Reset()
		s.close(at(plays, turn, false))
		s.look(turn, false, ledger, told, untold)
		s.ends(at(scores, turn, false), at(lessons, turn, false))
	}
}

func (p *Page) compile(t testing.TB, text string) *game.Machine {
	t.Helper()
	folder := fstest.MapFS{"page/scenario.toml": {Data: []byte(text)}}
	for name, data := range p.Files {
		if !strings.HasPrefix(name, scenario.Pack) {
			name = "page/" + name
		}
		folder[name] = &fstest.MapFile{Data: []byte(data)}
	}
	var fsys fs.FS = folder
	if p.Of != "" { // it may include the packs of the program; a page brings its own
		fsys = scenarios.WithPacks(folder)
	}
	doc, err := scenario.Read(fsys, "page")
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return game.NewMachine(g)
}

// at returns the lines of one moment.
func at(list []question, turn int, open bool) []question {
	return slices.DeleteFunc(slices.Clone(list), func(q question) bool { return q.turn != turn || q.open != open })
}

// close plays the moves and answers of a turn.
func (s *sitting) close(plays []question) {
	s.t.Helper()
	var o game.Orders
	for _, q := range plays {
		role, rest, _ := strings.Cut(q.words, " ")
		if answer, move, ok := strings.Cut(rest, " "); ok && (answer == "yes" || answer == "no") {
			o.Ballots = append(o.Ballots, s.Ballot(move, role, answer))
			continue
		}
		o.Moves = append(o.Moves, s.Move(q.words))
	}
	for _, role := range s.players {
		o.Moves = append(o.Moves, s.table.Moves(&s.S, role, s.luck)...)
		o.Learnt = append(o.Learnt, s.table.Learns(&s.S, role)...)
	}
	for _, role := range s.players {
		o.Ballots = append(o.Ballots, s.table.Answers(&s.S, role, s.luck, o.Moves)...)
	}
	s.CloseOrders(o)
}

// computers seats the computer players of a case.
func (s *sitting) computers(list []string) {
	s.t.Helper()
	choice := map[string]string{}
	for _, x := range list {
		role, name, chosen := strings.Cut(x, ":")
		if chosen {
			choice[role] = strings.TrimSpace(name)
		}
		s.players = append(s.players, s.Role(role))
	}
	var err error
	if s.table, err = policy.NewTable(s.M, choice); err != nil {
		s.t.Fatal(err)
	}
}

// refuse makes sure that a move, or the last of several joined by " + ", is
// refused with this code.
func (s *sitting) refuse(words string) {
	s.t.Helper()
	i := strings.LastIndex(words, ":")
	if i < 0 {
		s.t.Fatalf("%q: write the code of the refusal behind a colon", words)
	}
	moves, code := strings.Split(words[:i], " + "), strings.TrimSpace(words[i+1:])
	if do, _, _ := strings.Cut(words, " "); game.ActOf(do) != 0 {
		if c := s.M.CheckAct(&s.S, s.Act(words[:i])); c.String() != code {
			s.t.Errorf("turn %d: %s: %s, want %s", s.S.Turn(), words[:i], c, code)
		}
		return
	}
	r := s.Check(moves...)
	switch {
	case r == nil:
		s.t.Errorf("turn %d: %s is legal, want %s", s.S.Turn(), words[:i], code)
	case r.Code.String() != code || r.Move != len(moves)-1:
		s.t.Errorf("turn %d: move %d of %q is refused as %s, want the last as %s", s.S.Turn(), r.Move+1, words[:i], r.Code, code)
	}
}

// look holds what is there after Open or at the close of a turn to the page.
func (s *sitting) look(turn int, open bool, ledger, told, untold []question) {
	s.t.Helper()
	for i, q := range s.asked {
		if q.turn == turn && q.open == open && !s.holds(i) {
			s.t.Errorf("turn %d%s: %s does not hold", turn, map[bool]string{true: " open"}[open], q.words)
		}
	}
	for _, q := range at(s.paths, turn, open) {
		path, want, _ := strings.Cut(q.words, " = ")
		if got := plain(s.Get(path)); got != want {
			s.t.Errorf("turn %d: %s is %s, want %s", turn, path, got, want)
		}
	}
	changes := changes(s.n, &s.Ledger)
	for _, q := range at(ledger, turn, open) {
		if !slices.Contains(changes, q.words) {
			s.t.Errorf("turn %d: no line %q in the ledger, which has\n  %s", turn, q.words, strings.Join(changes, "\n  "))
		}
	}
	for _, q := range at(told, turn, open) {
		if viewer, what := s.viewer(q.words); !slices.Contains(s.events(viewer), what) {
			s.t.Errorf("turn %d: %s; it learns\n  %s", turn, q.words, strings.Join(s.events(viewer), "\n  "))
		}
	}
	for _, q := range at(untold, turn, open) {
		viewer, what := s.viewer(q.words)
		for _, e := range s.events(viewer) {
			if strings.HasPrefix(e+" ", what+" ") {
				s.t.Errorf("turn %d: %s, though it should not", turn, q.words)
			}
		}
	}
}

// holds evaluates the expression of a line in the present state.
func (s *sitting) holds(i int) bool {
	s.t.Helper()
	id := fmt.Sprintf("asked_%d", i)
	for _, x := range s.M.Game.Metrics {
		if x.ID == id {
			return s.M.View(&s.S, -1).Number(x.Value, -1) == 1
		}
	}
	s.t.Fatalf("no metric %s", id)
	return false
}
