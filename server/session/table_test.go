package session_test

import (
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"testing"
	"time"

	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/wire"
	"demarche/server/session"
	"demarche/server/store"
)

// harbour compiles the small scenario of testdata.
func harbour(t testing.TB) *session.Scenario { return compiled(t, "harbour.toml") }

// compiled compiles a scenario of testdata.
func compiled(t testing.TB, name string) *session.Scenario {
	t.Helper()
	return compiledFrom(t, os.DirFS("testdata"), name)
}

func compiledFrom(t testing.TB, from fs.FS, name string) *session.Scenario {
	t.Helper()
	doc, err := scenario.Read(from, name)
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	sc := &session.Scenario{Machine: game.NewMachine(g), Main: doc.Files[0].Name}
	for _, f := range doc.Files {
		sc.Files = append(sc.Files, record.File{Name: f.Name, Data: f.Data})
	}
	return sc
}

// compile is what verifies a record or takes a session up.
func compile(fsys fs.FS, h *record.Header) (*game.Machine, error) {
	doc, err := scenario.Read(fsys, h.Main)
	if err != nil {
		return nil, err
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return nil, err
	}
	return game.NewMachine(g), nil
}

// Roles of the harbour.
const (
	public int32 = iota - 1
	master
	police
)

// quiet is a log that nobody reads.
var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// options open a harbour in which the computer players hold.
func options(t testing.TB, people ...int32) session.Options {
	t.Helper()
	sc := harbour(t)
	players, err := policy.NewTable(sc.Machine, map[string]string{"": policy.Hold})
	if err != nil {
		t.Fatal(err)
	}
	return session.Options{
		Scenario: sc, Seed: 7, People: people, Players: players,
		Store: &store.Memory{}, Build: "test", Log: quiet,
	}
}

// open opens a session that ends with the test.
func open(t testing.TB, o session.Options) *session.Session {
	t.Helper()
	hall := session.NewHall(t.Context())
	s, err := hall.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(hall.Close)
	return s
}

// guest is somebody connected to a session, without a network between.
type guest struct {
	t    testing.TB
	conn *session.Conn
	got  [][]byte // everything received
	read int      // how many of it the test has looked at
	end  string   // why the connection ended
	wait time.Duration
}

// attach connects to a seat without a greeting.
func attach(t testing.TB, s *session.Session, role int32) *guest {
	t.Helper()
	who := session.AsPlayer(role)
	if role < 0 {
		who = session.AsPublic()
	}
	return attachAs(t, s, who)
}

// patience is how long a test waits for what must come. It ends one that hangs, and
// says nothing about how fast a session is: a busy machine may be very slow.
const patience = 2 * time.Minute

// attachAs connects somebody without a greeting.
func attachAs(t testing.TB, s *session.Session, who session.Identity) *guest {
	t.Helper()
	c, err := s.Attach(who)
	if err != nil {
		t.Fatal(err)
	}
	g := &guest{t: t, conn: c, wait: patience}
	t.Cleanup(c.Leave)
	return g
}

// sit connects to a seat, greets and reads the first view.
func sit(t testing.TB, s *session.Session, role int32, lang string) *guest {
	t.Helper()
	g := attach(t, s, role)
	g.send(wire.Hello{Head: head(wire.TypeHello, ""), Lang: lang})
	await(g, wire.TypeView, func(wire.View) bool { return true })
	return g
}

func head(kind, id string) wire.Head { return wire.Head{V: wire.Version, T: kind, ID: id} }

func (g *guest) send(message any) {
	g.t.Helper()
	raw, err := json.Marshal(message)
	if err != nil {
		g.t.Fatal(err)
	}
	g.raw(string(raw))
}

func (g *guest) raw(message string) {
	g.t.Helper()
	if err := g.conn.Receive(g.t.Context(), []byte(message)); err != nil {
		g.t.Fatal(err)
	}
}

func (g *guest) commit(id string, turn int, moves ...wire.Move) {
	g.t.Helper()
	g.send(wire.Commit{Head: head(wire.TypeCommit, id), Turn: turn, Moves: moves})
}

func (g *guest) next(id string, turn int) {
	g.t.Helper()
	g.send(wire.Next{Head: head(wire.TypeNext, id), Turn: turn})
}

// take moves what waits into got; it waits for something if there is nothing.
func (g *guest) take() {
	g.t.Helper()
	select {
	case <-g.conn.Ready():
	case <-time.After(g.wait):
		g.t.Fatalf("nothing came for %v; so far: %s", g.wait, g.kinds())
	}
	messages, end := g.conn.Take()
	g.got = append(g.got, messages...)
	g.end = end
}

// settle waits until the session has dealt with all that was sent to it, and
// returns what has come since the last look.
func (g *guest) settle(id string) [][]byte {
	g.t.Helper()
	from := g.read
	g.send(wire.Lang{Head: head(wire.TypeLang, id), Lang: "xx"}) // refused: changes nothing
	await(g, wire.TypeRefuse, func(r wire.Refuse) bool { return r.ID == id })
	return g.got[from : g.read-1]
}

// await reads up to the next message of a kind for which ok holds.
func await[M any](g *guest, kind string, ok func(M) bool) M {
	g.t.Helper()
	for {
		for g.read < len(g.got) {
			raw := g.got[g.read]
			g.read++
			if kindOf(g.t, raw) != kind {
				continue
			}
			if m := decode[M](g.t, raw); ok(m) {
				return m
			}
		}
		g.take()
	}
}

func (g *guest) ack(id string) {
	g.t.Helper()
	await(g, wire.TypeAck, func(a wire.Ack) bool { return a.ID == id })
}

func (g *guest) refused(id string) wire.Refuse {
	g.t.Helper()
	return await(g, wire.TypeRefuse, func(r wire.Refuse) bool { return r.ID == id })
}

func (g *guest) view(phase string, turn int) wire.View {
	g.t.Helper()
	return await(g, wire.TypeView, func(v wire.View) bool { return v.Phase == phase && v.Turn == turn })
}

func (g *guest) kinds() []string {
	var out []string
	for _, raw := range g.got {
		out = append(out, kindOf(g.t, raw))
	}
	return out
}

func kindOf(t testing.TB, raw []byte) string {
	t.Helper()
	return decode[wire.Head](t, raw).T
}

func decode[M any](t testing.TB, raw []byte) (m M) {
	t.Helper()
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatalf("%v in %s", err, raw)
	}
	return m
}
