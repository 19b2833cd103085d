package study

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/source"
)

// The kinds of place that a study can set.
const (
	placeParam = iota + 1
	placeStart
	placePolicy
	placeScenario
	placeMoves
	placeTurns
)

// place is what a factor sets, in one game.
type place struct {
	kind  int
	param *game.Param
	slot  int32
	roles []string // of a policy: the seats that it is for
}

// Words that begin places.
const (
	ofParam  = "param."
	ofStart  = "start."
	ofPolicy = "policy."
)

// kindOf is the kind of a place by its name alone, 0 if there is none.
func kindOf(name string) int {
	switch {
	case strings.HasPrefix(name, ofParam):
		return placeParam
	case strings.HasPrefix(name, ofStart):
		return placeStart
	case strings.HasPrefix(name, ofPolicy):
		return placePolicy
	case name == "scenario":
		return placeScenario
	case name == "moves":
		return placeMoves
	case name == "turns":
		return placeTurns
	}
	return 0
}

// missing is a place that a game does not have.
type missing struct{ what, mend string }

func (m *missing) Error() string { return m.what }

// placeOf finds a place in a game. The error is a *missing.
func placeOf(g *game.Game, name string) (place, error) {
	p := place{kind: kindOf(name)}
	switch p.kind {
	case placeParam:
		var ids []string
		for i := range g.Params {
			if ids = append(ids, ofParam+g.Params[i].ID); ids[i] == name {
				p.param = &g.Params[i]
			}
		}
		if p.param == nil {
			return p, unknown(g, "parameter", name, ids)
		}
	case placeStart:
		if p.slot = g.Named(strings.TrimPrefix(name, ofStart)); p.slot < 0 {
			return p, unknown(g, "track", name, tracksOf(g))
		}
	case placePolicy:
		return p, p.seats(g, name)
	case 0:
		return p, &missing{fmt.Sprintf("%q is no place", name), "param.x, start.track, start.role.track, policy.role, policy.group, scenario, moves or turns"}
	}
	return p, nil
}

// tracksOf lists the places where tracks start.
func tracksOf(g *game.Game) []string {
	var out []string
	for i := range g.Slots {
		if g.Slots[i].Kind == game.KindTrack {
			out = append(out, ofStart+g.Slots[i].Path)
		}
	}
	return out
}

// seats finds the seats of a role or a group.
func (p *place) seats(g *game.Game, name string) error {
	id := strings.TrimPrefix(name, ofPolicy)
	var known []string
	for i := range g.Roles {
		if r := &g.Roles[i]; r.Seat {
			known = append(known, ofPolicy+r.ID)
			if r.ID == id {
				p.roles = []string{id}
			}
		} else if r.ID == id {
			return &missing{fmt.Sprintf("role %s of %s has no seat: it plays its plan only", id, g.ID), "name a role that somebody plays"}
		}
	}
	for i := range g.Groups {
		known = append(known, ofPolicy+g.Groups[i].ID)
		if g.Groups[i].ID != id {
			continue
		}
		for _, r := range g.Groups[i].Members {
			if g.Roles[r].Seat {
				p.roles = append(p.roles, g.Roles[r].ID)
			}
		}
	}
	for i := range g.Roles { // everybody or every State, as in expressions
		if r := &g.Roles[i]; r.Seat && (id == "roles" || id == "states" && r.Kind == "state") {
			p.roles = append(p.roles, r.ID)
		}
	}
	if p.roles == nil {
		return unknown(g, "role or group", name, known)
	}
	return nil
}

func unknown(g *game.Game, what, name string, known []string) *missing {
	mend := source.DidYouMean(name, known)
	if mend == "" && len(known) > 0 {
		mend = "there are " + strings.Join(known[:min(len(known), 12)], ", ")
	}
	_, id, _ := strings.Cut(name, ".")
	return &missing{fmt.Sprintf("scenario %s has no %s %q", g.ID, what, id), mend}
}

// numberFor returns the number that a value means to a parameter or a track.
func (p *place) numberFor(g *game.Game, v Value) (float64, error) {
	words, lo, hi, whole := []string(nil), 0.0, 0.0, false
	if p.kind == placeParam {
		words, lo, hi = p.param.Words, p.param.Min, p.param.Max
	} else {
		s := &g.Slots[p.slot]
		words, lo, hi, whole = g.Tracks[s.Track].Words, s.Min, s.Max, s.Whole
	}
	switch {
	case v.Text && words == nil:
		return 0, &missing{fmt.Sprintf("%q is no number", v.Word), "a number"}
	case v.Text:
		i := slices.Index(words, v.Word)
		if i < 0 {
			return 0, &missing{fmt.Sprintf("it has no word %q", v.Word), "words are " + strings.Join(words, ", ")}
		}
		return float64(i), nil
	case words != nil:
		return 0, &missing{"it is a word, not a number", "words are " + strings.Join(words, ", ")}
	case !(v.Num >= lo && v.Num <= hi) || v.Num-v.Num != 0:
		return 0, &missing{fmt.Sprintf("%v is outside %v to %v", v.Num, lo, hi), "a number in between"}
	case whole && v.Num != float64(int64(v.Num)):
		return 0, &missing{fmt.Sprintf("%v is not whole", v.Num), "a whole number"}
	}
	return v.Num, nil
}

// mendOf is how an error is put right, "" if it does not say.
func mendOf(err error) string {
	var m *missing
	if errors.As(err, &m) {
		return m.mend
	}
	return ""
}
