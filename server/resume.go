package server

import (
	"context"
	"fmt"
	"io/fs"

	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/server/httpd"
	"demarche/server/session"
)

// resume brings back every session of the store. One that cannot come back is
// logged and left as it is: the others go on.
func (h *house) resume(ctx context.Context) error {
	ids, err := h.options.Store.List(ctx)
	if err != nil {
		return fmt.Errorf("list the sessions: %w", err)
	}
	for _, id := range ids {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := h.bringBack(ctx, id); err != nil {
			h.options.Log.Error("session does not come back; its record is kept", "session", id, "err", err)
			continue
		}
		h.options.Log.Info("session is back", "session", id)
	}
	return nil
}

// bringBack takes up one session where it was: with the scenario as it was
// played, whatever has become of the library since, its links and its cookies.
func (h *house) bringBack(ctx context.Context, id string) error {
	s, err := h.hall.Resume(session.Resumption{
		Code: id, Store: h.options.Store, Compile: compile, Build: h.options.Build, Log: h.options.Log,
		Players: func(m *game.Machine) (session.Players, error) { return policy.NewTable(m, nil) },
	})
	if err != nil {
		return err
	}
	roles := seatsOf(s.Game())
	links, err := h.keys.Recall(ctx, id, roles)
	if err != nil {
		return err
	}
	if s.Facilitated() && links.Lobby == "" {
		// The server went down between opening the session and its links.
		secret := httpd.NewLinkSecret()
		if err := h.keys.Found(ctx, id, secret, roles); err != nil {
			return err
		}
		links = secret.Links(roles)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.enter(ctx, s, links)
}

// compile makes the machine of a scenario's files.
func compile(files fs.FS, h *record.Header) (*game.Machine, error) {
	doc, err := scenario.Read(files, h.Main)
	if err != nil {
		return nil, err
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return nil, err
	}
	return game.NewMachine(g), nil
}
