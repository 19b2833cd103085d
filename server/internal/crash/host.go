package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"time"

	"demarche/engine/wire"
)

// browser keeps cookies as a browser does, over all lives of the server.
type browser struct {
	*http.Client
	server *program
}

func newBrowser(server *program) (browser, error) {
	jar, err := cookiejar.New(nil)
	return browser{&http.Client{
		Jar: jar, Timeout: 10 * time.Second,
		// Where a link leads is the board's business.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, server}, err
}

// ask sends a request as a page of the server would, and reads the answer.
func (b browser) ask(ctx context.Context, method, url string, body, into any) error {
	var send io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return err
		}
		send = bytes.NewReader(raw)
	}
	r, err := http.NewRequestWithContext(ctx, method, url, send)
	if err != nil {
		return err
	}
	r.Header.Set("Origin", b.server.url(""))
	r.Header.Set("Content-Type", "application/json")
	res, err := b.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		return err
	case res.StatusCode >= 400:
		return fmt.Errorf("%s %s: %s: %s", method, r.URL.Path, res.Status, got)
	case into == nil:
		return nil
	}
	return json.Unmarshal(got, into)
}

// host opens exercises.
type host struct {
	browser
	scenario string
}

// newHost follows the link of the host and chooses the first scenario.
func newHost(ctx context.Context, server *program) (*host, error) {
	b, err := newBrowser(server)
	if err != nil {
		return nil, err
	}
	if err := b.ask(ctx, http.MethodGet, server.host, nil, nil); err != nil {
		return nil, fmt.Errorf("become the host: %w", err)
	}
	var library struct{ Scenarios []struct{ ID string } }
	if err := b.ask(ctx, http.MethodGet, server.url("/api/library"), nil, &library); err != nil {
		return nil, fmt.Errorf("read the library: %w", err)
	}
	if len(library.Scenarios) == 0 {
		return nil, errors.New("the library is empty")
	}
	return &host{b, library.Scenarios[0].ID}, nil
}

// open opens an exercise, seats people by their links, and starts it.
func (h *host) open(ctx context.Context, people int, dice *dice) (*table, error) {
	var made struct{ Code string }
	order := map[string]any{"scenario": h.scenario, "lang": "en", "seed": dice.below(1 << 30)}
	if err := h.ask(ctx, http.MethodPost, h.server.url("/api/sessions"), order, &made); err != nil {
		return nil, err
	}
	t := &table{code: made.Code}
	t.control = newClient(t, h.browser, dice, true)
	if err := t.control.connect(ctx); err != nil {
		return nil, fmt.Errorf("the facilitator of %s: %w", t.code, err)
	}
	for _, link := range t.control.console.Links {
		if link.Role == "" || len(t.players) == people {
			continue
		}
		b, err := newBrowser(h.server)
		if err != nil {
			return nil, err
		}
		if err := b.ask(ctx, http.MethodGet, link.URL, nil, nil); err != nil {
			return nil, fmt.Errorf("take the seat of %s: %w", link.Role, err)
		}
		c := newClient(t, b, dice, false)
		if err := c.connect(ctx); err != nil {
			return nil, fmt.Errorf("the seat of %s: %w", link.Role, err)
		}
		if c.role != link.Role {
			return nil, fmt.Errorf("the link of %s leads to the seat of %q", link.Role, c.role)
		}
		t.players = append(t.players, c)
	}
	if len(t.players) < people {
		return nil, fmt.Errorf("%s has links for %d players only", t.code, len(t.players))
	}
	return t, t.start(ctx)
}

// start starts the exercise.
func (t *table) start(ctx context.Context) error {
	c := t.control
	act := c.command(wire.TypeAct, 0)
	if err := c.send(act, wire.Act{Head: act.head(), Do: "start"}); err != nil {
		return err
	}
	for !act.acked {
		if err := c.hear(ctx); err != nil {
			return fmt.Errorf("start %s: %w", t.code, err)
		}
		if act.refused != "" {
			return fmt.Errorf("start %s: %s", t.code, act.refused)
		}
	}
	return nil
}
