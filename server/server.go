// Package server puts the rooms of the exercise server together: sessions, their
// store, and the door to the network.
package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"demarche/server/httpd"
	"demarche/server/session"
	"demarche/server/store"
)

// DefaultAddr is where the server listens unless told otherwise: on this machine
// only.
const DefaultAddr = "127.0.0.1:8080"

// ErrInsecure says that an address which other machines can reach was asked for
// without encryption.
var ErrInsecure = errors.New("plain HTTP would be open to the network")

// Options say how to serve. Fields without a default are required.
type Options struct {
	Addr     string // listen address; DefaultAddr if empty; port 0 = any free one
	Insecure bool   // plain HTTP for other machines too
	Board    fs.FS  // the built board, index.html at its root
	Library  session.Library
	Store    session.Store // in memory if nil
	Demo     Demo
	Ready    func(Invitation) // called once, when the link of the invitation works
	Build    string           // told to clients
	Log      *slog.Logger     // slog.Default() if nil
}

// stopWait is how long stopping may take.
const stopWait = 10 * time.Second

// Run serves until ctx ends and then stops cleanly: no new requests, sessions
// finish what they store, every screen is told to come back.
func Run(ctx context.Context, o Options) error {
	o.defaults()
	listener, err := listen(o.Addr, o.Insecure)
	if err != nil {
		return err
	}
	defer listener.Close()
	hall := session.NewHall(context.WithoutCancel(ctx))
	defer hall.Close()
	keys := httpd.NewKeys()
	site, err := httpd.New(httpd.Options{Sessions: hall, Keys: keys, Board: o.Board, Log: o.Log})
	if err != nil {
		return err
	}
	invitation, err := o.openDemo(hall, keys, listener.Addr())
	if err != nil {
		return err
	}
	web := httpd.NewServer(site, o.Log)
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener) }()
	o.Ready(invitation)
	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	return stop(web, hall, site)
}

// stop ends everything, the door first: a screen that comes back too early must
// find nobody rather than a session that is gone.
func stop(web *http.Server, hall *session.Hall, site *httpd.Site) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopWait)
	defer cancel()
	closed := make(chan error, 1)
	go func() { closed <- web.Shutdown(ctx) }()
	hall.Close()
	site.Wait()
	if err := <-closed; err != nil {
		_ = web.Close()
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}

func (o *Options) defaults() {
	if o.Addr == "" {
		o.Addr = DefaultAddr
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Store == nil {
		o.Store = &store.Memory{}
	}
	if o.Ready == nil {
		o.Ready = func(Invitation) {}
	}
}

// listen opens the port. Without insecure it takes addresses of this machine
// only.
func listen(addr string, insecure bool) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	if ip := net.ParseIP(host); !insecure && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("listen on %s: %w", addr, ErrInsecure)
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return l, nil
}
