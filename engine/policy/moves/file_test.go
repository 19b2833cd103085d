package moves_test

import (
	"strings"
	"testing"

	"demarche/engine/policy/moves"
)

func TestFaultsOfAFileAreToldAtTheirPlace(t *testing.T) {
	tests := []struct{ name, give, want string }{
		{"nothing", "", "m.csv:1:1: the file is empty (the first line names the columns: turn,role,action,target,choice,amount,text)"},
		{"a mark and nothing", "\ufeff", "m.csv:1:1: the file is empty"},
		{"a misspelt column", "turn,role,acton\n1,a,b\n", `m.csv:1:11: there is no column "acton" (did you mean "action"?)`},
		{"a column that is missing", "turn,action,x_role\n", `m.csv:1:1: there is no column "role", which must be there`},
		{"an unknown column", "turn,role,action,é,reason\n", `m.csv:1:18: there is no column "é" (columns are turn, role, action, target, choice, amount, text; one of your own is named x_… or raw_…)` + "\n" + `m.csv:1:20: there is no column "reason"`},
		{"a column of one's own in capitals", "turn,role,action,x_Model\n", `m.csv:1:18: there is no column "x_Model"`},
		{"a column without a name of its own", "turn,role,action,x_\n", `m.csv:1:18: there is no column "x_"`},
		{"a column twice", "turn,role,action,x_a,role,x_a\n", "m.csv:1:22: the column \"role\" stands here a second time (name each column once)\nm.csv:1:27: the column \"x_a\" stands here a second time"},
		{"semicolons", "turn;role;action\n1;a;b\n", `m.csv:1:1: there is no column "turn;role;action" (columns are parted by commas)`},
		{"no turn", "turn,role,action\n0,a,b\nx,a,b\n1.5,a,b\n,a,b\n99999999999,a,b\n", "m.csv:2:1: turn: \"0\" is no turn (turns are counted from 1)\nm.csv:3:1: turn: \"x\" is no turn (turns are counted from 1)\nm.csv:4:1: turn: \"1.5\" is no turn (turns are counted from 1)\nm.csv:5:1: turn: \"\" is no turn (turns are counted from 1)\nm.csv:6:1: turn: \"99999999999\" is no turn"},
		{"no role and no action", "turn,role,action\n1,,\n", "m.csv:2:3: role: the row names no role\nm.csv:2:4: action: the row names no action"},
		{"too few cells, and the rows below are read", "turn,role,action\n1,a\n0,a,b\n", "m.csv:2:1: the row has more or fewer cells than there are columns (each row has a cell for each column)\nm.csv:3:1: turn: \"0\" is no turn"},
		{"a quote in a cell", "turn,role,action,text\n1,a,b,é\"c\"\n", "m.csv:2:8: a quote stands where none can be (a cell that holds a quote"},
		{"a quote that is never closed", "turn,role,action\n1,a,\"b\n", "m.csv:2:7: a quote stands where none can be"},
		{"the place behind a mark", "\ufeffturn,role,acton\n", `m.csv:1:11: there is no column "acton"`},
		{"another encoding", "turn,role,action\n1,a,\xe9\n", "m.csv:2:5: the file is not UTF-8 (save it as UTF-8)"},
		{"a place after a cell of many lines", "turn,role,action,text\n1,a,b,\"c\nd\"\n0,a,b,c\n", `m.csv:4:1: turn: "0" is no turn`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := moves.Read("m.csv", []byte(tt.give))
			if err == nil {
				t.Fatal("it is read")
			}
			got, want := strings.Split(err.Error(), "\n"), strings.Split(tt.want, "\n")
			if len(got) != len(want) {
				t.Fatalf("faults:\n%v\nwant:\n%s", err, tt.want)
			}
			for _, w := range want {
				found := false
				for _, g := range got {
					found = found || strings.HasPrefix(g, w)
				}
				if !found {
					t.Errorf("faults:\n%v\nwant:\n%s", err, w)
				}
			}
		})
	}
}

func TestWhatSpreadsheetsWriteIsRead(t *testing.T) {
	for name, give := range map[string]string{
		"plain":        "turn,role,action,x_note\n1,a,b,\" keep  this \"\n2,a,c,\n",
		"windows":      "\ufeffturn,role,action,x_note\r\n1,a,b,\" keep  this \"\r\n,,,\r\n2,a,c,\r\n",
		"other order":  "x_note,action,turn,role\n\" keep  this \",b,1,a\n\n,c,2,a",
		"space around": " turn , role,action ,x_note\n 1 , a ,b\t, keep  this \n2,a,c,\n",
	} {
		f, err := moves.Read("m.csv", []byte(give))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f.Rows() != 2 || len(f.Carried) != 1 || f.Carried[0] != "x_note" {
			t.Errorf("%s: %d rows, carried %q", name, f.Rows(), f.Carried)
		}
	}
}
