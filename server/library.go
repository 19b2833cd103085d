package server

import (
	"cmp"
	"context"
	"math"
	"slices"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/server/httpd"
	"demarche/server/session"
)

// Library finds scenarios and lists those that a host may open. It is safe for
// concurrent use.
type Library interface {
	session.Library
	// Scenarios lists the ids of what a host may open, as Scenario takes them.
	Scenarios() []string
}

// Library implements httpd.House. A scenario that cannot be read is left out and
// logged: the others are still good.
func (h *house) Library(_ context.Context, lang string) ([]httpd.Card, error) {
	cards := []httpd.Card{}
	for _, id := range h.options.Library.Scenarios() {
		sc, err := h.options.Library.Scenario(id)
		if err != nil {
			h.options.Log.Error("scenario left out of the library", "scenario", id, "err", err)
			continue
		}
		cards = append(cards, card(id, sc.Machine.Game, lang))
	}
	return cards, nil
}

// card describes a scenario in a language.
func card(id string, g *game.Game, lang string) httpd.Card {
	voice := prose.For(g, lang)
	c := httpd.Card{
		ID: id, Title: voice.Text(g.Title), Summary: voice.Text(g.Summary), Turns: int(g.Turns),
		Seats: []httpd.SeatCard{}, Langs: g.Languages, Params: []httpd.ParamCard{},
	}
	for i, r := range g.Roles {
		if r.Seat {
			c.Seats = append(c.Seats, httpd.SeatCard{Role: r.ID, Title: voice.Role(int32(i))})
		}
	}
	for _, p := range g.Params {
		text := cmp.Or(voice.Text(p.Doc), voice.Text(p.Title), p.ID)
		x := httpd.ParamCard{ID: p.ID, Text: text, Default: p.Default, Words: p.Words}
		if !math.IsInf(p.Min, 0) {
			x.Min = &p.Min
		}
		if !math.IsInf(p.Max, 0) {
			x.Max = &p.Max
		}
		c.Params = append(c.Params, x)
	}
	return c
}

// fits reports whether parameters are known to a game and within their ranges.
func fits(g *game.Game, params map[string]float64) bool {
	for id, value := range params {
		i := slices.IndexFunc(g.Params, func(p game.Param) bool { return p.ID == id })
		if i < 0 {
			return false
		}
		p := &g.Params[i]
		whole := value == math.Trunc(value)
		if value < p.Min || value > p.Max || math.IsNaN(value) || p.Words != nil && (!whole || value < 0 || int(value) >= len(p.Words)) {
			return false
		}
	}
	return true
}

// seatsOf are the roles that people can take.
func seatsOf(g *game.Game) (roles []int32) {
	for i, r := range g.Roles {
		if r.Seat {
			roles = append(roles, int32(i))
		}
	}
	return roles
}
