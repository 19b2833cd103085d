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
	"net/url"
	"strings"
	"time"

	"demarche/engine/chance"
	"demarche/server/httpd"
	"demarche/server/session"
	"demarche/server/store"
)

// DefaultAddr is where the server listens unless told otherwise: on this machine
// only.
const DefaultAddr = "127.0.0.1:8080"

// ErrPublic says that an address for participants is none.
var ErrPublic = errors.New("no address for participants")

// ErrInsecure says that an address which other machines can reach was asked for
// without encryption.
var ErrInsecure = errors.New("plain HTTP would be open to the network")

// Options say how to serve. Fields without a default are required.
type Options struct {
	Addr     string // listen address; DefaultAddr if empty; port 0 = any free one
	Insecure bool   // plain HTTP for other machines too
	Public   string // how participants reach the server, such as https://room.example; where it listens if empty
	Board    fs.FS  // the built board, index.html at its root
	Library  Library
	Folder   string        // of a store that survives the server; "" = Store
	Store    session.Store // if there is no folder; in memory if nil
	Demo     *Demo         // a session among computer players; nil: hosts open exercises
	Ready    func(Invitation)
	Build    string       // told to clients
	Log      *slog.Logger // slog.Default() if nil
}

// Invitation says how to come in. Ready is called with it once, when its links
// work.
type Invitation struct {
	// Links are to be opened in a browser: the seat of a demo, else the page of
	// the host, who opens exercises. The first works on this machine.
	Links []string
	Back  int // exercises that came back from the store

	// Of a demo only:
	Title string // of the scenario
	Role  string // title of the visitor's role
	Code  string // of the session
	Seed  chance.Seed
	Lang  string
}

// stopWait is how long stopping may take.
const stopWait = 10 * time.Second

// Run serves until ctx ends and then stops cleanly: no new requests, sessions
// finish what they store, every screen is told to come back. Exercises that the
// store holds are back before anybody is let in.
func Run(ctx context.Context, o Options) (err error) {
	o.defaults()
	if err := o.checkPublic(); err != nil {
		return err
	}
	listener, err := listen(o.Addr, o.Insecure)
	if err != nil {
		return err
	}
	defer listener.Close()
	closeStore, err := o.openStore(ctx)
	if ctx.Err() != nil && err != nil { // stopped before it was ready
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeStore()) }()
	book, err := openNotebook(o.Store, o.Folder)
	if err != nil {
		return err
	}
	hall := session.NewHall(context.WithoutCancel(ctx))
	defer hall.Close()
	h := &house{options: &o, hall: hall, keys: httpd.NewKeys(book), base: o.base(listener.Addr())}
	site, err := httpd.New(httpd.Options{Sessions: hall, Keys: h.keys, House: h, Board: o.Board, Secure: strings.HasPrefix(o.Public, "https:"), Names: o.names(listener.Addr()), Sound: sound(o.Store), Log: o.Log})
	if err != nil {
		return err
	}
	web := httpd.NewServer(site, o.Log)
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener) }()
	invitation, err := h.begin(ctx, listener.Addr())
	if ctx.Err() != nil { // stopped before it was ready
		return stop(web, hall, site)
	}
	if err != nil {
		return errors.Join(err, stop(web, hall, site))
	}
	site.Open()
	o.Ready(invitation)
	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	site.Shut()
	return stop(web, hall, site)
}

// sound returns the store's own word on whether it still keeps what it is given,
// nil if it has none.
func sound(st session.Store) func() error {
	if s, ok := st.(interface{ Err() error }); ok {
		return s.Err
	}
	return nil
}

// checkPublic makes sure that links can be made of the public address.
func (o *Options) checkPublic() error {
	if o.Public == "" {
		return nil
	}
	o.Public = strings.TrimSuffix(o.Public, "/")
	u, err := url.Parse(o.Public)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Scheme+"://"+u.Host != o.Public {
		return fmt.Errorf("%q is %w", o.Public, ErrPublic)
	}
	return nil
}

// names are the hosts under which a server for this machine only answers, and
// the proxy's if there is one; nil is any.
func (o *Options) names(at net.Addr) []string {
	host, _, _ := net.SplitHostPort(at.String())
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil
	}
	names := []string{host, "localhost", "127.0.0.1", "::1"}
	if u, err := url.Parse(o.Public); err == nil && u.Host != "" {
		names = append(names, u.Hostname())
	}
	return names
}

// openStore opens the store of the folder, if there is one.
func (o *Options) openStore(ctx context.Context) (closeStore func() error, err error) {
	if o.Folder == "" {
		return func() error { return nil }, nil
	}
	kept, err := store.Open(ctx, o.Folder)
	if err != nil {
		return nil, err
	}
	o.Store = kept
	return kept.Close, nil
}

// begin opens the session of a demo, or brings back the exercises of the store,
// and says how to come in.
func (h *house) begin(ctx context.Context, at net.Addr) (Invitation, error) {
	if h.options.Demo != nil {
		return h.openDemo(at)
	}
	if err := h.keys.RecallHosts(ctx); err != nil {
		return Invitation{}, err
	}
	if err := h.resume(ctx); err != nil {
		return Invitation{}, err
	}
	token := h.keys.Invite(httpd.Who{Kind: httpd.Host})
	return Invitation{Links: links(at, "/host/"+token), Back: len(h.open)}, nil
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
