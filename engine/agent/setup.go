package agent

import (
	"fmt"
	"slices"
	"strings"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/source"
	"demarche/engine/wire"
)

// Setup begins a game.
type Setup struct {
	Seed     uint64            `json:"seed"`
	Params   map[string]any    `json:"params,omitempty"`   // numbers and words
	Agents   []string          `json:"agents,omitempty"`   // roles that the caller plays; none: all that have a seat and no policy here
	Policies map[string]string `json:"policies,omitempty"` // of roles that it does not
	Policy   string            `json:"policy,omitempty"`   // of those that are named nowhere
	Lang     string            `json:"lang,omitempty"`
}

// Reset begins a game.
func (e *Env) Reset(x Setup) (*Moment, error) {
	e.started = false
	if x.Seed > chance.MaxSeed {
		return nil, fmt.Errorf("%d is no seed (seeds are 0 to %d)", x.Seed, uint64(chance.MaxSeed))
	}
	params, err := paramsOf(e.m.Game, x.Params)
	if err != nil {
		return nil, err
	}
	if e.agents, err = agentsOf(e.m.Game, x); err != nil {
		return nil, err
	}
	choice := map[string]string{}
	for role, name := range x.Policies {
		choice[role] = name
	}
	if x.Policy != "" {
		choice[""] = x.Policy
	}
	if e.table, err = policy.NewTable(e.m, choice); err != nil {
		return nil, err
	}
	e.luck = chance.Luck{Seed: chance.Seed(x.Seed)}
	if err := e.sit(x); err != nil {
		return nil, err
	}
	e.ledger = game.Ledger{}
	e.play = e.m.NewPlay(e.luck, &e.ledger)
	if err := e.play.Start(&e.state, params); err != nil {
		return nil, err
	}
	e.thread = record.NewThread(e.n, record.Format)
	e.thread.Begin(&e.state)
	e.worth = make([]float64, len(e.agents))
	for i, role := range e.agents {
		_, e.worth[i] = wire.Worths(e.m, &e.state, role)
	}
	e.started, e.past = true, map[int32][]wire.View{}
	return e.next(), nil
}

// sit gives the agents their seats.
func (e *Env) sit(x Setup) error {
	seats, err := seats(e.m, e.agents, Run{Seed: chance.Seed(x.Seed)}, Options{ID: "env", Lang: x.Lang}, nowhere{})
	if err != nil {
		return err
	}
	e.seats = make([]*Seat, len(e.m.Game.Roles))
	for _, s := range seats {
		e.seats[s.role] = s
	}
	return nil
}

// agentsOf lists the roles that the caller plays.
func agentsOf(g *game.Game, x Setup) ([]int32, error) {
	var out []int32
	var ids []string
	for i := range g.Roles {
		r := &g.Roles[i]
		if !r.Seat {
			continue
		}
		ids = append(ids, r.ID)
		_, played := x.Policies[r.ID]
		if slices.Contains(x.Agents, r.ID) || len(x.Agents) == 0 && !played && x.Policy == "" {
			out = append(out, int32(i))
		}
	}
	for _, id := range x.Agents {
		if !slices.Contains(ids, id) {
			mend := source.DidYouMean(id, ids)
			if mend == "" {
				mend = "seats are " + strings.Join(ids, ", ")
			}
			return nil, fmt.Errorf("there is no seat of %q (%s)", id, mend)
		}
		if _, played := x.Policies[id]; played {
			return nil, fmt.Errorf("%s is an agent and has a policy: leave out one of them", id)
		}
	}
	return out, nil
}

// paramsOf turns parameters into numbers.
func paramsOf(g *game.Game, given map[string]any) (map[string]float64, error) {
	out := map[string]float64{}
	var ids []string
	for i := range g.Params {
		p := &g.Params[i]
		ids = append(ids, p.ID)
		switch x := given[p.ID].(type) {
		case nil:
		case float64:
			out[p.ID] = x
		case string:
			at := slices.Index(p.Words, x)
			if at < 0 {
				return nil, fmt.Errorf("param %s cannot be %q (%s)", p.ID, x, strings.Join(p.Words, ", "))
			}
			out[p.ID] = float64(at)
		default:
			return nil, fmt.Errorf("param %s: write a number or a word", p.ID)
		}
	}
	for _, id := range sortedAny(given) {
		if !slices.Contains(ids, id) {
			return nil, fmt.Errorf("there is no param %q (%s)", id, source.DidYouMean(id, ids))
		}
	}
	return out, nil
}

func sortedAny(m map[string]any) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
