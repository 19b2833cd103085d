package server

import (
	"fmt"
	"net"
	"strings"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/prose"
	"demarche/engine/source"
	"demarche/server/httpd"
	"demarche/server/session"
)

// Demo is a session for one visitor among computer players.
type Demo struct {
	Scenario string
	Role     string       // the visitor's; the first State's seat if empty, else the first seat
	Seed     *chance.Seed // drawn by the system if nil
	Lang     string       // of the titles in the invitation, and of the board; "en" and the browser's own if empty
}

// openDemo opens the session of the demo and invites its visitor.
func (h *house) openDemo(at net.Addr) (Invitation, error) {
	o := h.options
	d := o.Demo
	sc, err := o.Library.Scenario(d.Scenario)
	if err != nil {
		return Invitation{}, err
	}
	g := sc.Machine.Game
	role, err := seatOf(g, d.Role)
	if err != nil {
		return Invitation{}, err
	}
	players, err := policy.NewTable(sc.Machine, nil)
	if err != nil {
		return Invitation{}, err
	}
	seed := session.NewSeed()
	if d.Seed != nil {
		seed = *d.Seed
	}
	s, err := h.hall.Open(session.Options{
		Scenario: sc, Seed: seed, People: []int32{role}, Players: players,
		Store: o.Store, Build: o.Build, Log: o.Log,
	})
	if err != nil {
		return Invitation{}, err
	}
	voice := prose.For(g, d.Lang)
	path := "/join/" + h.keys.Invite(httpd.Who{Kind: httpd.Player, Code: s.Code(), Role: role})
	if d.Lang != "" {
		path += "?lang=" + voice.Lang()
	}
	return Invitation{
		Links: links(at, path), Title: voice.Text(g.Title), Role: voice.Role(role),
		Code: s.Code(), Seed: seed, Lang: voice.Lang(),
	}, nil
}

// seatOf returns the role with this id. Without one it is the first State with a
// seat, since a visitor understands a government soonest, else the first seat.
func seatOf(g *game.Game, id string) (int32, error) {
	var seats []string
	first := int32(-1)
	for i, r := range g.Roles {
		switch {
		case !r.Seat:
			continue
		case r.ID == id, id == "" && r.Kind == "state":
			return int32(i), nil
		case first < 0:
			first = int32(i)
		}
		seats = append(seats, r.ID)
	}
	switch {
	case first < 0:
		return 0, fmt.Errorf("scenario %s has no role with a seat", g.ID)
	case id == "":
		return first, nil
	}
	err := fmt.Errorf("scenario %s has no seat %q", g.ID, id)
	if mend := source.DidYouMean(id, seats); mend != "" {
		return 0, fmt.Errorf("%w (%s)", err, mend)
	}
	return 0, fmt.Errorf("%w (seats are %s)", err, strings.Join(seats, ", "))
}

// links are the addresses under which a path can be opened: this machine's first,
// and if the server listens everywhere one for each network that it is in.
func links(at net.Addr, path string) []string {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return nil // never: it is an address that the listener has
	}
	link := func(host string) string { return "http://" + net.JoinHostPort(host, port) + path }
	if ip := net.ParseIP(host); ip != nil && !ip.IsUnspecified() {
		return []string{link(host)}
	}
	out := []string{link("127.0.0.1")}
	addrs, _ := net.InterfaceAddrs() // without them this machine's own link remains
	for _, a := range addrs {
		if n, ok := a.(*net.IPNet); ok && n.IP.To4() != nil && n.IP.IsGlobalUnicast() {
			out = append(out, link(n.IP.String()))
		}
	}
	return out
}

// base begins the links that participants are given: where other machines reach
// the server, if they do.
func (o *Options) base(at net.Addr) string {
	if o.Public != "" {
		return o.Public
	}
	all := links(at, "")
	return all[min(1, len(all)-1)]
}
