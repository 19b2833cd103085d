package session_test

import (
	"testing"

	"demarche/engine/wire"
	"demarche/server/session"
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

// FuzzTable sends anything as anybody to a table with a facilitator: it must live
// on, and what a seat sends must not stop the facilitator.
func FuzzTable(f *testing.F) {
	for _, seed := range []string{
		`{"v":1,"t":"act","id":"1","do":"pause"}`, `{"v":1,"t":"act","id":"2","do":"time","seconds":-9999999999}`,
		`{"v":1,"t":"act","id":"3","do":"inject","inject":"flood"}`, `{"v":1,"t":"act","id":"4","do":"computer","role":"north"}`,
		`{"v":1,"t":"act","id":"5","do":"refuse","guest":"g1"}`, `{"v":1,"t":"draft","turn":1,"rev":9007199254740993,"moves":[]}`,
		`{"v":1,"t":"draft","turn":1,"rev":-1,"moves":[{"action":"guard","choices":{"level":"x"}}]}`,
		`{"v":1,"t":"take","id":"6","role":"east"}`, `{"v":1,"t":"read","item":""}`,
		`{"v":1,"t":"answer","id":"7","turn":1,"proposal":"","yes":true}`,
		`{"v":1,"t":"share","id":"8","turn":1,"evidence":"x","to":["north","nix"]}`,
		`{"v":1,"t":"act","id":"9","do":"force","chance":{"purpose":"outcome","of":"x","index":-1,"turn":4294967297}}`,
	} {
		for who := range byte(4) {
			f.Add(who, []byte(seed))
		}
	}
	f.Fuzz(func(t *testing.T, who byte, raw []byte) {
		q := begun(t, facilitated(t))
		g := q.north
		switch who % 4 {
		case 1:
			g = q.host
		case 2:
			g = enter(t, q.s, "Amira", true)
		case 3:
			g = greet(t, q.s, session.AsPublic(), "en")
		}
		g.raw(string(raw))
		g.send(wire.Ping{Head: head(wire.TypePing, "")})
		host := control(t, q.s)
		host.send(wire.Lang{Head: head(wire.TypeLang, "\x01alive"), Lang: "xx"})
		await(host, wire.TypeRefuse, func(r wire.Refuse) bool { return r.ID == "\x01alive" })
	})
}
