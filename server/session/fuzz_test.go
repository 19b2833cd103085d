package session_test

import (
	"testing"

	"demarche/engine/wire"
)

// FuzzReceive sends anything to a session: it must live on and answer the next
// command.
func FuzzReceive(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `{"v":1,"t":"commit","id":"1","turn":1,"moves":[{"action":"lamps","confirm":true}]}`,
		`{"v":1,"t":"recall","id":"2","turn":1}`, `{"v":1,"t":"next","id":"3","turn":1}`,
		`{"v":1,"t":"lang","id":"4","lang":"fr"}`, `{"v":1,"t":"ask"}`, `{"v":1,"t":"ping","now":1e308}`,
		`{"v":1,"t":"hello","lang":"zz","seq":18446744073709551615}`,
		`{"v":1,"t":"commit","id":"5","turn":1,"moves":[{"action":"appeal","target":"police","text":"\ud800"}]}`,
	} {
		f.Add([]byte(seed))
	}
	o := options(f, master, police) // the police never commits: the turn stays
	s := open(f, o)
	f.Fuzz(func(t *testing.T, raw []byte) {
		g := sit(t, s, master, "en")
		defer g.conn.Leave()
		g.raw(string(raw))
		g.send(wire.Ping{Head: head(wire.TypePing, "")})
		g.send(wire.Lang{Head: head(wire.TypeLang, "\x01alive"), Lang: "xx"})
		await(g, wire.TypeRefuse, func(r wire.Refuse) bool { return r.ID == "\x01alive" })
	})
}
