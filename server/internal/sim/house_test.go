package sim_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/scenarios"
	"demarche/server/httpd"
	"demarche/server/session"
)

// quiet is a log that nobody reads.
var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// estuary is the small scenario of the simulation.
func estuary(t testing.TB) *session.Scenario {
	return load(t, os.DirFS("testdata"), "estuary.toml")
}

func codeBlue(t testing.TB) *session.Scenario { return load(t, scenarios.FS, "code_blue") }

func load(t testing.TB, from fs.FS, name string) *session.Scenario {
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

// house is the server of one game. It goes down and comes up again on the same
// store; its site, hall and keys are new each time.
type house struct {
	scenario *session.Scenario
	seed     uint64
	code     string // of its session
	store    *shaky
	net      *network
	host     string // token of the host's link
	opened   bool
	serves   bool

	mu       sync.Mutex
	now      *session.Session
	hall     *session.Hall
	site     *httpd.Site
	keys     *httpd.Keys
	web      *http.Server
	served   chan error
	restarts int
}

// notes are those of sessions; the host's cookie is needed once only.
type notes struct{ *shaky }

func (n notes) Put(ctx context.Context, id, name string, value []byte) error {
	if id == "" {
		return nil
	}
	return n.shaky.Put(ctx, id, name, value)
}

// up starts the server, and takes the session up if it was open.
func (h *house) up(ctx context.Context) error {
	hall, keys := session.NewHall(context.Background()), httpd.NewKeys(notes{h.store})
	site, err := httpd.New(httpd.Options{Sessions: h, Keys: keys, House: h, Log: quiet})
	if err != nil {
		return err
	}
	h.mu.Lock()
	h.hall, h.keys, h.site = hall, keys, site
	h.mu.Unlock()
	if h.opened {
		s, err := hall.Resume(session.Resumption{
			Code: h.code, Store: h.store, Compile: func(fs.FS, *record.Header) (*game.Machine, error) { return h.scenario.Machine, nil },
			Players: players, Build: "sim", Log: quiet,
		})
		if err != nil {
			hall.Close()
			return err
		}
		if err := h.invite(ctx, s, nil); err != nil {
			hall.Close()
			return err
		}
	} else {
		h.host = keys.Invite(httpd.Who{Kind: httpd.Host})
	}
	site.Open()
	web, served, listener := httpd.NewServer(site, quiet), make(chan error, 1), h.net.listen()
	h.web, h.served, h.serves = web, served, true
	go func() { served <- web.Serve(listener) }()
	return nil
}

// down stops it the way the program does. One that did not come up is down.
func (h *house) down() error {
	if !h.serves {
		return nil
	}
	h.serves = false
	h.site.Shut()
	closed := make(chan error, 1)
	go func() { closed <- h.web.Shutdown(context.Background()) }()
	h.hall.Close()
	h.site.Wait()
	err := errors.Join(<-closed, h.web.Close())
	if end := <-h.served; !errors.Is(end, http.ErrServerClosed) {
		err = errors.Join(err, end)
	}
	return err
}

func players(m *game.Machine) (session.Players, error) { return policy.NewTable(m, nil) }

// seats are the roles with a seat.
func seats(g *game.Game) (out []int32) {
	for i := range g.Roles {
		if g.Roles[i].Seat {
			out = append(out, int32(i))
		}
	}
	return out
}

// invite opens the links of the session and makes it the one that is found.
func (h *house) invite(ctx context.Context, s *session.Session, fresh *httpd.LinkSecret) error {
	roles := seats(s.Game())
	var l httpd.Links
	var err error
	if fresh != nil {
		err, l = h.keys.Found(ctx, s.Code(), *fresh, roles), fresh.Links(roles)
	} else {
		l, err = h.keys.Recall(ctx, s.Code(), roles)
	}
	if err != nil {
		return err
	}
	links := session.Links{Join: "/join/" + l.Lobby, Wall: "/join/" + l.Wall, Seats: map[int32]string{}}
	for role, token := range l.Roles {
		links.Seats[role] = "/join/" + token
	}
	if err := s.Invite(ctx, links); err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now, h.opened = s, true
	return nil
}

// Find implements httpd.Sessions. A hall would do, but it holds its lock while it
// waits for sessions to end: who waits for a lock holds the clock of the
// simulation up.
func (h *house) Find(code string) (*session.Session, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now, h.now != nil && h.code == code
}

// Open implements httpd.House.
func (h *house) Open(ctx context.Context, o httpd.Order) (string, error) {
	p, err := players(h.scenario.Machine)
	if err != nil {
		return "", err
	}
	s, err := h.hall.Open(session.Options{
		Code: h.code, Scenario: h.scenario, Seed: chance.Seed(h.seed), Players: p, Lang: o.Lang, Facilitated: true,
		Store: h.store, Build: "sim", Log: quiet,
	})
	if err != nil {
		return "", err
	}
	secret := httpd.NewLinkSecret()
	return s.Code(), h.invite(ctx, s, &secret)
}

// Library implements httpd.House.
func (h *house) Library(context.Context, string) ([]httpd.Card, error) { return nil, nil }

// Running implements httpd.House.
func (h *house) Running(string) []httpd.Running { return nil }

// LobbyLink implements httpd.House.
func (h *house) LobbyLink(string) string { return "" }
