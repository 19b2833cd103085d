package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/prose"
	"demarche/server/httpd"
	"demarche/server/session"
)

// sessionsMost bounds how many exercises a server holds.
const sessionsMost = 2000

// house opens exercises for hosts and brings back those that a store holds.
type house struct {
	options *Options
	hall    *session.Hall
	keys    *httpd.Keys
	base    string // begins every link, such as http://192.0.2.7:8080

	mu   sync.Mutex
	open []exercise // oldest first
}

// exercise is a session with a facilitator.
type exercise struct {
	game  *game.Game
	code  string
	lobby string // link that admits
}

// Open implements httpd.House.
func (h *house) Open(ctx context.Context, o httpd.Order) (string, error) {
	// Only what is listed: an id of the library may be a path.
	if !slices.Contains(h.options.Library.Scenarios(), o.Scenario) {
		return "", httpd.ErrNoScenario
	}
	sc, err := h.options.Library.Scenario(o.Scenario)
	if errors.Is(err, fs.ErrNotExist) {
		return "", httpd.ErrNoScenario
	}
	if err != nil {
		return "", err
	}
	g := sc.Machine.Game
	if !fits(g, o.Params) {
		return "", httpd.ErrParam
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.open) >= sessionsMost {
		return "", httpd.ErrTooMany
	}
	players, err := policy.NewTable(sc.Machine, nil)
	if err != nil {
		return "", err
	}
	seed := session.NewSeed()
	if o.Seed != nil {
		seed = chance.Seed(*o.Seed)
	}
	s, err := h.hallOpen(session.Options{
		Scenario: sc, Seed: seed, Params: o.Params, Players: players, Lang: o.Lang, Facilitated: true,
		Store: h.options.Store, Build: h.options.Build, Log: h.options.Log,
	})
	if err != nil {
		return "", err
	}
	secret, roles := httpd.NewLinkSecret(), seatsOf(g)
	if err := h.keys.Found(ctx, s.Code(), secret, roles); err != nil {
		return "", err
	}
	if err := h.enter(ctx, s, secret.Links(roles)); err != nil {
		return "", err
	}
	return s.Code(), nil
}

// hallOpen opens a session under a code that neither the hall nor the store knows:
// the store may hold sessions that did not come back.
func (h *house) hallOpen(o session.Options) (*session.Session, error) {
	const draws = 20
	for n := 1; ; n++ {
		s, err := h.hall.Open(o)
		if n == draws || !errors.Is(err, fs.ErrExist) {
			return s, err
		}
	}
}

// enter puts a session on the list and gives it its links.
func (h *house) enter(ctx context.Context, s *session.Session, l httpd.Links) error {
	at := func(token string) string { return h.base + "/join/" + token }
	links := session.Links{Join: at(l.Lobby), Wall: at(l.Wall), Seats: map[int32]string{}}
	for role, token := range l.Roles {
		links.Seats[role] = at(token)
	}
	if err := s.Invite(ctx, links); err != nil {
		return fmt.Errorf("give session %s its links: %w", s.Code(), err)
	}
	h.open = append(h.open, exercise{s.Game(), s.Code(), links.Join})
	return nil
}

// Running implements httpd.House.
func (h *house) Running(lang string) []httpd.Running {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := []httpd.Running{}
	for _, x := range h.open {
		out = append(out, httpd.Running{
			Code: x.code, Title: prose.For(x.game, lang).Text(x.game.Title), Control: "/g/" + x.code + "/control",
		})
	}
	return out
}

// LobbyLink implements httpd.House.
func (h *house) LobbyLink(code string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, x := range h.open {
		if x.code == code {
			return x.lobby
		}
	}
	return ""
}
