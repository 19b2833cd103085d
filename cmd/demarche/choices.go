package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/prose"
	"demarche/engine/source"
)

// policiesOf reads --policy: NAME for all seats, role=NAME for one. The last of
// two for the same seat counts.
func policiesOf(m *game.Machine, given []string) (*policy.Table, error) {
	choice := map[string]string{}
	for _, text := range given {
		role, name, one := strings.Cut(text, "=")
		if !one {
			role, name = "", text
		}
		if one && role == "" {
			return nil, &answer{code: wrong, err: fmt.Errorf("--policy %s names no role", text), hint: "write --policy NAME for all seats, --policy role=NAME for one"}
		}
		if !policy.Known(m.Game, name) && name != policy.Own {
			return nil, &answer{code: wrong, err: fmt.Errorf("there is no policy %q", name), hint: nearestOr(name, append(policy.NamesOf(m.Game), policy.Own), "policies")}
		}
		choice[role] = name
	}
	t, err := policy.NewTable(m, choice)
	if err != nil {
		return nil, &answer{code: wrong, err: err}
	}
	return t, nil
}

// paramsOf reads --set param=value: a number, or a word if the parameter has
// words.
func paramsOf(g *game.Game, given []string) (map[string]float64, error) {
	out := map[string]float64{}
	var ids []string
	for i := range g.Params {
		ids = append(ids, g.Params[i].ID)
	}
	for _, text := range given {
		id, value, ok := strings.Cut(text, "=")
		if !ok {
			return nil, &answer{code: wrong, err: fmt.Errorf("--set %s gives no value", text), hint: "write --set param=value"}
		}
		at := slices.Index(ids, id)
		if at < 0 {
			return nil, &answer{code: wrong, err: fmt.Errorf("scenario %s has no param %q", g.ID, id), hint: nearestOr(id, ids, "params")}
		}
		x, err := paramOf(&g.Params[at], value)
		if err != nil {
			return nil, err
		}
		out[id] = x
	}
	return out, nil
}

func paramOf(p *game.Param, value string) (float64, error) {
	if p.Words != nil {
		i := slices.Index(p.Words, value)
		if i < 0 {
			return 0, &answer{code: wrong, err: fmt.Errorf("param %s cannot be %q", p.ID, value), hint: nearestOr(value, p.Words, "values")}
		}
		return float64(i), nil
	}
	x, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return 0, &answer{code: wrong, err: fmt.Errorf("param %s: %q is not a number", p.ID, value)}
	}
	return x, nil
}

// nearestOr hints at the name that was most likely meant, else at all there are.
func nearestOr(name string, known []string, what string) string {
	if mend := source.DidYouMean(name, known); mend != "" {
		return mend
	}
	if len(known) == 0 {
		return "it has no " + what
	}
	return what + " are " + strings.Join(known, ", ")
}

// language checks --lang.
func language(lang string) error {
	if !slices.Contains(prose.Languages(), lang) {
		return &answer{code: wrong, err: fmt.Errorf("there is no language %q", lang), hint: "languages are " + strings.Join(prose.Languages(), ", ")}
	}
	return nil
}

// roleOf returns the index of a role; "public" is -1.
func roleOf(g *game.Game, id string) (int32, error) {
	ids := []string{}
	for i := range g.Roles {
		if g.Roles[i].ID == id {
			return int32(i), nil
		}
		ids = append(ids, g.Roles[i].ID)
	}
	if id == "public" {
		return -1, nil
	}
	return 0, &answer{code: wrong, err: fmt.Errorf("scenario %s has no role %q", g.ID, id), hint: nearestOr(id, append(ids, "public"), "roles")}
}
