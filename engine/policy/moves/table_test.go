package moves_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
	"demarche/engine/policy/moves"
)

// desk has an action of every shape that a row can name.
const desk = `
format = 1
id = "desk"
turns = 3
moves_per_turn = 3
[ladder]
rungs = [{ name = "calm" }, { name = "words" }, { name = "blows" }]
firebreaks = [{ below = 2, text = "No way back." }]
[role_track.means]
start = 3
[role.host]
kind = "state"
[role.guest]
kind = "state"
plan.wave = {}
[role.rival]
kind = "state"
[role.gang]
seat = false
plan.lurk = {}
[attack.raid]
turn = 1
on = "host"
author = "gang"
[evidence.note]
about = "raid"
points = { gang = 3 }
tlp = "clear"
turn = 1
to = "host"
[evidence.slip]
about = "raid"
points = { gang = 3 }
turn = 1
to = "guest"
[response.ask]
by = "host"
cost = { means = 2 }
[response.wave]
by = ["host", "guest"]
[response.lurk]
by = "gang"
[response.scold]
by = "host"
target = ["guest", "rival"]
choice.tone.mild = {}
choice.tone.sharp = {}
choice.place.here = {}
choice.place.mild = {}
[response.strike]
by = "host"
target = "rival"
rung = 2
[response.toast]
by = "host"
target = ["guest", "rival"]
choice.tone.mild = {}
choice.tone.sharp = {}
cosign = { of = ["guest", "rival"], at_least = 1 }
[response.late]
by = "host"
when = "turn > 2"
[response.lend]
by = "host"
amount = { min = 2, max = 8, step = 2 }
[response.speak]
by = "host"
words = { needed = true, max = 5 }
[response.watch]
by = "host"
standing = "turn > 1"
`

// table makes a table of the rows, which have no head.
func table(t *testing.T, m *game.Machine, rows ...string) *moves.Table {
	t.Helper()
	f, err := moves.Read("m.csv", []byte("turn,role,action,target,choice,amount,text\n"+strings.Join(rows, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	x, err := f.For(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	rest, err := policy.NewTable(m, map[string]string{"": policy.Hold})
	if err != nil {
		t.Fatal(err)
	}
	return moves.NewTable(m, x, rest)
}

// told writes what became of a row: "ok", or the place of the cell, the code and
// what is wrong.
func told(l moves.Line) string {
	r := l.Refused
	if r == nil {
		return "ok"
	}
	s := fmt.Sprintf("%d:%d %s", r.Pos.Line, r.Pos.Col, r.Code)
	if r.What != "" {
		s += ": " + r.What
	}
	if r.Mend != "" {
		s += " (" + r.Mend + ")"
	}
	return s
}

func TestRowsArePlayedOrRefusedByTheGame(t *testing.T) {
	m := sit.Compile(t, desk)
	tests := []struct {
		name string
		rows []string
		want []string
	}{
		{"a plain move", []string{"1,host,wave,,,,"}, []string{"ok"}},
		{"nothing", []string{"1,host,pass,,,,"}, []string{"ok"}},
		{"an unknown action", []string{"1,host,asc,,,,"}, []string{`2:8 unknown_action: there is no measure "asc" (did you mean "ask"?)`}},
		{"nothing is near", []string{"1,gang,zeppelin,,,,"}, []string{`2:8 unknown_action: there is no measure "zeppelin" (measures are lurk, share, pass, yes, no)`}},
		{"another role's", []string{"1,guest,ask,,,,"}, []string{"2:9 not_yours"}},
		{"locked", []string{"1,host,late,,,,"}, []string{"2:8 locked"}},
		{"no target", []string{"1,host,scold,,sharp,,"}, []string{"2:14 no_target"}},
		{"an unknown target", []string{"1,host,scold,gest,sharp,,"}, []string{`2:14 bad_target: there is no role "gest" (did you mean "guest"?)`}},
		{"a target that it does not take", []string{"1,host,ask,guest,,,"}, []string{"2:12 bad_target"}},
		{"words by their choice", []string{"1,host,scold,guest,tone=sharp;place=mild,,"}, []string{"ok"}},
		{"words by themselves", []string{"1,host,scold,guest,sharp here,,"}, []string{"ok"}},
		{"a word of two choices", []string{"1,host,scold,guest,mild,,"}, []string{`2:20 bad_choice: "mild" is a word of tone and of place (write tone=mild)`}},
		{"an unknown word", []string{"1,host,scold,guest,shrap,,"}, []string{`2:20 bad_choice: for scold there is no word "shrap" (did you mean "sharp"?)`}},
		{"an unknown choice", []string{"1,host,scold,guest,ton=sharp,,"}, []string{`2:20 bad_choice: for scold there is no choice "ton" (did you mean "tone"?)`}},
		{"a choice twice", []string{"1,host,scold,guest,sharp tone=mild,,"}, []string{"2:20 bad_choice: tone is chosen twice"}},
		{"nothing to choose", []string{"1,host,ask,,sharp,,"}, []string{"2:13 bad_choice: for ask there is nothing to choose (leave the cell empty)"}},
		{"an amount that is no number", []string{"1,host,ask,,,much,"}, []string{`2:14 bad_amount: "much" is not a number`}},
		{"an amount that is not finite", []string{"1,host,ask,,,inf,"}, []string{`2:14 bad_amount: "inf" is not a number`}},
		{"an amount where there is none", []string{"1,host,ask,,,2,"}, []string{"2:14 bad_amount"}},
		{"no amount is the lowest", []string{"1,host,lend,,,,"}, []string{"ok"}},
		{"an amount", []string{"1,host,lend,,,4.0,"}, []string{"ok"}},
		{"an amount between two steps", []string{"1,host,lend,,,3,"}, []string{"2:15 bad_amount"}},
		{"words that are needed", []string{"1,host,speak,,,,\" été \""}, []string{"ok"}},
		{"no words", []string{"1,host,speak,,,,"}, []string{"2:17 bad_text"}},
		{"too many words", []string{"1,host,speak,,,,étés passés"}, []string{"2:17 bad_text"}},
		{"a standing order", []string{"1,host,watch,,,,"}, []string{"ok"}},
		{"evidence of one's own", []string{"1,host,publish,,note,,"}, []string{"ok"}},
		{"evidence of another", []string{"1,host,publish,,slip,,"}, []string{"2:17 bad_choice"}},
		{"evidence that is marked", []string{"1,guest,publish,,slip,,"}, []string{"2:18 tlp"}},
		{"unknown evidence", []string{"1,host,publish,,not,,"}, []string{`2:17 bad_choice: there is no evidence "not" (did you mean "note"?)`}},
		{"no evidence", []string{"1,host,publish,,,,"}, []string{"2:17 bad_choice: it is about one piece of evidence (write its id into the column choice)"}},
		{"a firebreak is crossed without asking", []string{"1,host,strike,rival,,,"}, []string{"ok"}},
		{"costs are reserved in the order of the file", []string{"1,host,ask,,,,", "1,host,ask,,,,", "1,host,wave,,,,"}, []string{"ok", "3:8 twice", "ok"}},
		{"so are the moves of a turn", []string{"1,host,ask,,,,", "1,host,pass,,,,", "1,host,wave,,,,", "1,host,strike,rival,,,", "1,host,scold,rival,,,"}, []string{"ok", "ok", "ok", "ok", "6:8 too_many"}},
		{"the rows of the turn only", []string{"2,host,wave,,,,", "1,host,ask,,,,"}, []string{"ok"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := sit.Start(t, m, 1, nil)
			o, lines := table(t, m, tt.rows...).Orders(&s.S, chance.Luck{})
			var got []string
			played := 0
			for _, l := range lines {
				got = append(got, told(l))
				if l.Moves {
					played++
					if !slices.Contains(o.Moves, l.Move) {
						t.Errorf("%+v is not among the orders", l.Move)
					}
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("rows come to\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			if played != len(o.Moves)-others(m, o) {
				t.Errorf("%d rows played, %d moves", played, len(o.Moves))
			}
			s.P.Adjudicate(&s.S, o)
		})
	}
}

// others counts the moves that come of the plans of guest and gang.
func others(m *game.Machine, o game.Orders) int {
	n := 0
	for _, x := range o.Moves {
		if id := m.Game.Actions[x.Action].ID; id == "lurk" || id == "wave" && m.Game.Roles[x.Self].ID == "guest" {
			n++
		}
	}
	return n
}

func TestWhatIsChosenIsPlayed(t *testing.T) {
	m := sit.Compile(t, desk)
	s := sit.Start(t, m, 1, nil)
	for cell, want := range map[string]string{
		"":                      "host scold guest tone=mild place=here", // who says nothing has picked the first
		"sharp":                 "host scold guest tone=sharp place=here",
		"place=mild":            "host scold guest tone=mild place=mild",
		"place=mild ; sharp":    "host scold guest tone=sharp place=mild",
		"tone=mild;place=here":  "host scold guest tone=mild place=here",
		"\"tone=sharp\nhere\"":  "host scold guest tone=sharp place=here",
		"  tone=sharp   here  ": "host scold guest tone=sharp place=here",
	} {
		o, lines := table(t, m, "1,host,scold,guest,"+cell+",,").Orders(&s.S, chance.Luck{})
		if len(lines) != 1 || !lines[0].Moves || !slices.Contains(o.Moves, s.Move(want)) {
			t.Errorf("%q plays %+v (%s), want %s", cell, o.Moves, told(lines[0]), want)
		}
	}
	if got := table(t, m, "1,host,strike,rival,,,"); true {
		o, _ := got.Orders(&s.S, chance.Luck{})
		if !slices.Contains(o.Moves, s.Move("host strike rival !")) {
			t.Errorf("a crossing is not confirmed: %+v", o.Moves)
		}
	}
}

func TestAmountsAreThoseWritten(t *testing.T) {
	m := sit.Compile(t, desk)
	s := sit.Start(t, m, 1, nil)
	for cell, want := range map[string]float64{"": 2, "6": 6, "8.0": 8} {
		_, lines := table(t, m, "1,host,lend,,,"+cell+",").Orders(&s.S, chance.Luck{})
		if got := lines[0].Move.Amount; got != want {
			t.Errorf("%q lends %v, want %v", cell, got, want)
		}
	}
}

// A file without the column text is of moves whose words nobody kept.
func TestWordsAreAskedForOnlyWhereThereIsAColumn(t *testing.T) {
	m := sit.Compile(t, desk)
	s := sit.Start(t, m, 1, nil)
	f, err := moves.Read("m.csv", []byte("turn,role,action\n1,host,speak\n"))
	if err != nil {
		t.Fatal(err)
	}
	x, err := f.For(m.Game)
	if err != nil {
		t.Fatal(err)
	}
	rest, err := policy.NewTable(m, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, lines := moves.NewTable(m, x, rest).Orders(&s.S, chance.Luck{}); !lines[0].Moves {
		t.Errorf("refused: %s", told(lines[0]))
	}
}

func TestRolesOfTheFileArePlayedByItAlone(t *testing.T) {
	m := sit.Compile(t, desk)
	s := sit.Start(t, m, 1, nil)
	for rows, want := range map[string]string{
		"1,host,wave,,,,":  "host wave,guest wave,gang lurk", // the others by plan and policy
		"1,guest,pass,,,,": "gang lurk",                      // its plan does not play beside the file
		"3,guest,wave,,,,": "gang lurk",                      // nor in a turn without a row
		"1,gang,pass,,,,":  "guest wave",                     // nor that of a role off the board
	} {
		tab := table(t, m, rows)
		o, _ := tab.Orders(&s.S, chance.Luck{})
		var got []string
		for _, x := range o.Moves {
			got = append(got, m.Game.Roles[x.Self].ID+" "+m.Game.Actions[x.Action].ID)
		}
		if strings.Join(got, ",") != want {
			t.Errorf("%s: %q, want %q", rows, got, want)
		}
	}
	tab := table(t, m, "1,host,wave,,,,", "1,gang,pass,,,,")
	for id, want := range map[string]string{"host": moves.Name, "gang": moves.Name, "guest": policy.Hold} {
		if got := tab.Name(s.Role(id)); got != want {
			t.Errorf("%s is played by %q, want %q", id, got, want)
		}
	}
}

func TestARoleThatIsNotThereIsAFault(t *testing.T) {
	m := sit.Compile(t, desk)
	f, err := moves.Read("m.csv", []byte("turn,role,action\n1,host,ask\n1,gest,ask\n2,zeppelin,ask\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.For(m.Game)
	want := "m.csv:3:3: role: scenario desk has no role \"gest\" (did you mean \"guest\"?)\nm.csv:4:3: role: scenario desk has no role \"zeppelin\" (roles are host, guest, rival, gang)"
	if err == nil || err.Error() != want {
		t.Errorf("For = %v, want\n%s", err, want)
	}
}

func TestRowsAnswerProposals(t *testing.T) {
	m := sit.Compile(t, desk)
	host := []string{"1,host,toast,guest,mild,,", "1,host,toast,guest,sharp,,", "1,host,toast,rival,mild,,"}
	tests := []struct {
		rows    []string
		want    []string // of the rows behind those of the host
		ballots string
	}{
		{[]string{"1,guest,yes,host,toast,,"}, []string{"ok"}, "toast guest mild yes,toast guest sharp yes,toast rival mild yes"},
		{[]string{"1,guest,no,host,toast guest,,"}, []string{"ok"}, "toast guest mild no,toast guest sharp no"},
		{[]string{"1,guest,yes,host,toast rival; mild,,"}, []string{"ok"}, "toast rival mild yes"},
		{[]string{"1,guest,yes,host,toast guest tone=sharp,,", "1,guest,no,host,toast,,"}, []string{"ok", "ok"}, "toast guest mild no,toast guest sharp yes,toast rival mild no"},
		{[]string{"1,guest,yes,host,toast rival,,", "1,guest,no,host,toast rival,,"}, []string{"ok", "6:17 twice"}, "toast rival mild yes"},
		{[]string{"1,guest,yes,rival,toast,,"}, []string{"5:19 not_asked"}, ""},
		{[]string{"1,guest,yes,host,toast rival sharp,,"}, []string{"5:18 not_asked"}, ""},
		{[]string{"1,guest,yes,host,scold,,"}, []string{"5:18 not_asked"}, ""},
		{[]string{"1,host,yes,host,toast,,"}, []string{"5:17 not_asked"}, ""},
		{[]string{"1,gang,yes,host,toast,,"}, []string{"5:17 not_asked"}, ""},
		{[]string{"1,guest,yes,hosts,toast,,"}, []string{`5:13 not_asked: an answer names who proposes in the column target, and there is no role "hosts" (did you mean "host"?)`}, ""},
		{[]string{"1,guest,yes,host,tost,,"}, []string{`5:18 not_asked: there is no measure "tost" (did you mean "toast"?)`}, ""},
		{[]string{"1,guest,yes,host,,,"}, []string{"5:18 not_asked: an answer names the measure proposed in the column choice (write its id)"}, ""},
		{[]string{"1,guest,yes,host,toast shrap,,"}, []string{`5:18 not_asked: for toast there is no word "shrap" (did you mean "sharp"?)`}, ""},
	}
	for _, tt := range tests {
		s := sit.Start(t, m, 1, nil)
		o, lines := table(t, m, append(slices.Clone(host), tt.rows...)...).Orders(&s.S, chance.Luck{})
		var got []string
		for _, l := range lines[len(host):] {
			got = append(got, told(l))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q come to\n%s\nwant\n%s", tt.rows, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
		var ballots []string
		for _, b := range o.Ballots {
			word := map[bool]string{true: "yes", false: "no"}[b.Yes]
			a := &m.Game.Actions[b.Move.Action]
			ballots = append(ballots, strings.Join([]string{a.ID, m.Game.Roles[b.Move.Target].ID, a.Choices[0].Words[a.Word(b.Move.Choice, 0)].ID, word}, " "))
		}
		if strings.Join(ballots, ",") != tt.ballots {
			t.Errorf("%q answer %q, want %q", tt.rows, ballots, tt.ballots)
		}
	}
}

func TestRowsShareEvidence(t *testing.T) {
	tests := []struct {
		mark string
		rows []string
		want []string
		held string // who holds the note in the end
	}{
		{"clear", []string{"1,host,share,guest,note,,"}, []string{"ok"}, "host guest"},
		{"green", []string{"1,guest,share,rival,note,,", "1,host,share,guest,note,,", "1,guest,share,rival,note,,"}, []string{"2:21 bad_choice: guest does not hold note, or it is published", "ok", "ok"}, "host guest rival"},
		{"green", []string{"1,host,share,gang,note,,"}, []string{"2:14 bad_target: nobody sits there who would read it (name a role with a seat, or let it go with a proposal that asks this one)"}, "host"},
		{"amber", []string{"1,host,share,guest,note,,"}, []string{"2:14 tlp"}, "host"},
		{"amber", []string{"1,host,share,guest,note toast rival sharp,,", "1,host,toast,rival,sharp,,"}, []string{"ok", "ok"}, "host guest"},
		{"amber", []string{"1,host,share,guest,note wave,,"}, []string{"2:20 not_asked"}, "host"},
		{"amber", []string{"1,host,share,guest,note toast rival shrap,,"}, []string{`2:20 bad_choice: for toast there is no word "shrap" (did you mean "sharp"?)`}, "host"},
		{"red", []string{"1,host,share,guest,note,,"}, []string{"2:14 tlp"}, "host"},
		{"clear", []string{"1,host,share,gest,note,,"}, []string{`2:14 bad_target: it names to whom in the column target, and there is no role "gest" (did you mean "guest"?)`}, "host"},
		{"clear", []string{"1,host,share,guest,nte,,"}, []string{`2:20 bad_choice: there is no evidence "nte" (did you mean "note"?)`}, "host"},
		{"clear", []string{"1,host,share,guest,,,"}, []string{"2:20 bad_choice: it is about one piece of evidence (write its id into the column choice)"}, "host"},
		{"clear", []string{"1,host,share,host,note,,"}, []string{"2:14 bad_target"}, "host"},
		{"clear", []string{"2,host,share,guest,note,,"}, nil, "host"},
	}
	for _, tt := range tests {
		m := sit.Compile(t, strings.Replace(desk, `tlp = "clear"`, `tlp = "`+tt.mark+`"`, 1))
		s := sit.Start(t, m, 1, nil)
		tab := table(t, m, tt.rows...)
		lines := tab.Share(&s.S, func(a game.Act) game.Code { return s.P.Act(&s.S, a) })
		_, more := tab.Orders(&s.S, chance.Luck{})
		var got []string
		for _, l := range moves.InFileOrder(append(lines, more...)) {
			got = append(got, told(l))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s, %q come to\n%s\nwant\n%s", tt.mark, tt.rows, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
		}
		var held []string
		for r := range m.Game.Roles {
			if m.View(&s.S, int32(r)).Holding(0) == 1 {
				held = append(held, m.Game.Roles[r].ID)
			}
		}
		if strings.Join(held, " ") != tt.held {
			t.Errorf("%s, %q: held by %q, want %s", tt.mark, tt.rows, held, tt.held)
		}
	}
}

func TestRowsAfterTheEndAreRefused(t *testing.T) {
	m := sit.Compile(t, desk)
	tab := table(t, m, "1,host,wave,,,,", "3,host,wave,,,,", "4,guest,ask,,,,")
	var got []string
	for _, l := range tab.Late(2) {
		got = append(got, told(l))
	}
	if want := []string{"3:1 over", "4:1 over"}; !slices.Equal(got, want) {
		t.Errorf("late rows %q, want %q", got, want)
	}
}

// The rows of one role may stand anywhere among those of others.
func TestTheOrderOfRolesInTheFileDoesNotMatter(t *testing.T) {
	m := sit.Compile(t, desk)
	s := sit.Start(t, m, 1, nil)
	a, _ := table(t, m, "1,host,ask,,,,", "1,host,toast,guest,,,", "1,guest,yes,host,toast,,", "1,guest,wave,,,,").Orders(&s.S, chance.Luck{})
	b, _ := table(t, m, "1,guest,wave,,,,", "1,guest,yes,host,toast,,", "1,host,ask,,,,", "1,host,toast,guest,,,").Orders(&s.S, chance.Luck{})
	if len(a.Moves) != 4 || len(a.Ballots) != 1 || !slices.Equal(a.Moves, b.Moves) || !slices.Equal(a.Ballots, b.Ballots) {
		t.Errorf("orders\n%+v\n%+v", a, b)
	}
}
