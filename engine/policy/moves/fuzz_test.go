package moves_test

import (
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/policy"
	"demarche/engine/policy/moves"
)

func FuzzRead(f *testing.F) {
	f.Add("turn,role,action,target,choice,amount,text\n1,a,b,c,d=e f;g,1.5,\"h\"\"i\"\n")
	f.Add("\ufeffturn,role,action,x_a\r\n1,a,\"b\r\nc\",d\r\n")
	f.Add("turn;role\n\"")
	f.Fuzz(func(t *testing.T, s string) {
		file, err := moves.Read("m.csv", []byte(s))
		if (file == nil) == (err == nil) {
			t.Fatalf("file %v, error %v", file, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "m.csv:") {
			t.Errorf("a fault without a place: %v", err)
		}
	})
}

// FuzzPlay plays whatever rows somebody writes: each row is told once, as played
// or as refused with its place, and what is left of the orders can be adjudicated.
func FuzzPlay(f *testing.F) {
	for _, rows := range []string{
		"1,host,wave,,,,\n2,guest,pass,,,,", "1,host,scold,guest,tone=sharp;place=mild,,\n1,host,ask,,,,\n1,host,ask,,,,", "1,host,publish,,note,,\n9,host,wave,,,,",
		"1,host,toast,guest,mild,,\n1,guest,yes,host,toast,,\n1,rival,no,host,toast guest tone=mild,,", "1,host,share,rival,note,,\n1,guest,share,host,slip,,",
		"1,host,lend,,,4,\n1,host,speak,,,,hello\n1,host,watch,,,,", "0,host,wave,,,,\n-1,x,y,z,,,\n1,host,late,,,,", "1,host,strike,rival,,,\n2,host,strike,rival,,nan,",
		"1,host,share,guest,slip toast guest mild,,\n1,host,toast,guest,mild,,",
	} {
		f.Add(rows)
	}
	m := sit.Compile(f, desk)
	rest, err := policy.NewTable(m, map[string]string{"": policy.Hold})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, rows string) {
		file, err := moves.Read("m.csv", []byte("turn,role,action,target,choice,amount,text\n"+rows))
		if err != nil {
			return // FuzzRead looks at that
		}
		x, err := file.For(m.Game)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "m.csv:") {
				t.Errorf("a fault without a place: %v", err)
			}
			return
		}
		table := moves.NewTable(m, x, rest)
		luck := chance.Luck{Seed: 1}
		p := m.NewPlay(luck, nil)
		var s game.State
		if err := p.Start(&s, nil); err != nil {
			t.Fatal(err)
		}
		var told []moves.Line
		for !s.Ended() {
			p.Open(&s)
			told = append(told, table.Share(&s, func(a game.Act) game.Code { return p.Act(&s, a) })...)
			o, lines := table.Orders(&s, luck)
			told = append(told, lines...)
			p.Adjudicate(&s, o)
		}
		told = append(told, table.Late(s.Turn())...)
		rowsTold := map[*moves.Row]bool{}
		for _, l := range told {
			if rowsTold[l.Row] {
				t.Errorf("the row in line %d is told twice", l.Row.At().Line)
			}
			rowsTold[l.Row] = true
			if r := l.Refused; r != nil && (r.Code == "" || r.Pos.Line < 2 || r.Pos.Col < 1) {
				t.Errorf("the row in line %d is refused without a code or a place: %+v", l.Row.At().Line, r)
			}
		}
		if len(rowsTold) != file.Rows() {
			t.Errorf("%d of %d rows are told", len(rowsTold), file.Rows())
		}
	})
}
