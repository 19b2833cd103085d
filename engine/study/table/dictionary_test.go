package table_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"demarche/engine/internal/golden"
	"demarche/engine/internal/sit"
	"demarche/engine/study/table"
)

// spoken is a scenario in two languages.
const spoken = `
format = 1
id = "spoken"
languages = ["en", "fr"]
turns = 2
[param.push]
default = 1
doc = { en = "how hard", fr = "avec quelle force" }
[track.heat]
title = { en = "Heat", fr = "Chaleur" }
unit = "%"
start = 1
[role_track.arms]
doc = { en = "What they have." }
start = 1
[pair_track.trust]
start = 40
[role.host]
kind = "state"
title = { en = "The host", fr = "L'hôte" }
[role.guest]
kind = "state"
[metric.peak]
value = "heat"
`

func TestTheDictionary(t *testing.T) {
	l := layout(t, sit.Compile(t, spoken), "x_model")
	var out bytes.Buffer
	if err := l.WriteDictionary(&out); err != nil {
		t.Fatal(err)
	}
	golden.Equal(t, out.String())
	var all []table.Meaning
	if err := json.Unmarshal(out.Bytes(), &all); err != nil {
		t.Fatal(err)
	}
	i := 0
	for _, x := range l.Tables {
		for _, c := range x.Columns {
			if m := all[i]; m.Table != x.Name || m.Column != c.Name || m.Type != c.Kind.String() || m.Null != c.Null {
				t.Fatalf("line %d is of %s.%s, want %s.%s", i+1, m.Table, m.Column, x.Name, c.Name)
			}
			i++
		}
	}
}
