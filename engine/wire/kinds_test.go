package wire_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"demarche/engine/wire"
)

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name, message string
		want          any
		err           error
		id            string
	}{
		{"a commit", `{"v":1,"t":"commit","id":"x","turn":2,"moves":[{"action":"talk"}]}`,
			&wire.Commit{Head: wire.Head{V: 1, T: "commit", ID: "x"}, Turn: 2, Moves: []wire.Move{{Action: "talk"}}}, nil, "x"},
		{"an unknown field is passed over", `{"v":1,"t":"ask","later":3}`, &wire.Ask{Head: wire.Head{V: 1, T: "ask"}}, nil, ""},
		{"not JSON", `{`, nil, wire.ErrBadMessage, ""},
		{"a list", `[]`, nil, wire.ErrBadMessage, ""},
		{"wrong kind of field", `{"v":1,"t":"commit","id":"x","turn":"two"}`, nil, wire.ErrBadMessage, "x"},
		{"another version", `{"v":2,"t":"ask","id":"x"}`, nil, wire.ErrBadVersion, "x"},
		{"no version", `{"t":"ask"}`, nil, wire.ErrBadVersion, ""},
		{"a message of the server", `{"v":1,"t":"view"}`, nil, wire.ErrUnknownType, ""},
		{"no such type", `{"v":1,"t":"cheat","id":"x"}`, nil, wire.ErrUnknownType, "x"},
		{"too long an id", `{"v":1,"t":"ask","id":"` + strings.Repeat("x", wire.MaxID+1) + `"}`, nil, wire.ErrTooLong, ""},
		{"too long", `{"v":1,"t":"ask","id":"` + strings.Repeat(" ", wire.MaxMessage) + `"}`, nil, wire.ErrTooLong, ""},
	} {
		head, m, err := wire.Decode([]byte(c.message))
		if !errors.Is(err, c.err) || !reflect.DeepEqual(m, c.want) || head.ID != c.id {
			t.Errorf("%s: got %+v, %v, id %q, want %+v, %v, id %q", c.name, m, err, head.ID, c.want, c.err, c.id)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"v":1,"t":"commit","id":"x","turn":2,"moves":[{"action":"talk"}]}`)
	f.Add(`{"v":1,"t":"hello"}`)
	f.Fuzz(func(t *testing.T, message string) {
		if _, m, err := wire.Decode([]byte(message)); (m == nil) == (err == nil) {
			t.Errorf("%q: got %v and %v", message, m, err)
		}
	})
}
