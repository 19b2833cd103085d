package study

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"demarche/engine/agent"
	"demarche/engine/chance"
	"demarche/engine/game"
)

// Agents reaches outside players. It is safe for concurrent use.
type Agents interface {
	// Open starts the program of an agent and greets it.
	Open(a *Agent) (*agent.Conn, error)
}

// seated are the agents of one worker: programs that were started for a run, or
// kept from the one before; or what they answered when the part was played first.
type seated struct {
	from   Agents
	spec   *Spec
	engine string
	labels map[string]*agent.Labels // by agent
	kept   map[string]*agent.Conn   // by agent and what it plays
	store  agent.Store              // of the part at hand
	past   *agent.Archive           // nil: the agents themselves are asked
}

// table seats the agents of a run beside the other players of its point; nil if
// none plays there.
func (x *seated) table(set *Setting, r Run, rest agent.Rest) (*agent.Table, error) {
	var all []*agent.Seat
	for i := range x.spec.Agents {
		a := &x.spec.Agents[i]
		var roles []int32
		for role, id := range set.agents {
			if id == a.ID {
				roles = append(roles, int32(role))
			}
		}
		for _, of := range parted(roles, a.Seats) {
			seats, err := x.seats(set, a, of, r)
			if err != nil {
				return nil, err
			}
			all = append(all, seats...)
		}
	}
	if all == nil {
		return nil, nil
	}
	return agent.NewTable(set.Case.M, rest, all...), nil
}

// parted parts roles into those that one program plays.
func parted(roles []int32, seats string) [][]int32 {
	if len(roles) == 0 {
		return nil
	}
	if seats == All {
		return [][]int32{roles}
	}
	return slices.Collect(slices.Chunk(roles, 1))
}

// seats begins the run for one program.
func (x *seated) seats(set *Setting, a *Agent, roles []int32, r Run) ([]*agent.Seat, error) {
	run := agent.Run{Number: r.Number, Seed: chance.Seed(r.Seed), Build: x.engine}
	o := agent.Options{
		ID: a.ID, Timeout: time.Duration(a.Timeout * float64(time.Second)), Tries: int(a.Tries), Fallback: a.Fallback, History: a.History, Store: x.store, Labels: x.labels[a.ID],
	}
	first := set.Case.M.Game.Roles[roles[0]].ID
	if x.past != nil {
		o.Store = nil
		if why := x.past.Absent(r.Number, first); why != "" {
			return nil, unseated(why)
		}
		return x.past.Seats(set.Case.M, roles, run, o)
	}
	if x.from == nil {
		return nil, &stopped{statusCrashed, fmt.Sprintf("agent %s cannot be asked here", a.ID)}
	}
	key := a.ID + fmt.Sprint(roles)
	c := x.kept[key]
	if c == nil || c.Err() != nil {
		var err error
		if c, err = x.from.Open(a); err != nil {
			why := fmt.Sprintf("agent %s: %v", a.ID, err)
			if errors.Is(err, agent.ErrNoHello) {
				why += fmt.Sprintf(" (timeout = %v, in which it has to start too)", a.Timeout)
			}
			return nil, errors.Join(unseated(why), x.store.Keep(agent.Absent(r.Number, first, why)))
		}
		x.kept[key] = c
	}
	return c.Seats(set.Case.M, roles, run, o)
}

// unseated is a run whose agent could not be seated; why is what is kept of it, so
// that a replay tells the same.
func unseated(why string) *stopped {
	if strings.Contains(why, agent.ErrNoHello.Error()) {
		return &stopped{statusTimeout, why}
	}
	return &stopped{statusCrashed, why}
}

// leave ends the programs that do not stay for the next run; all of them at the
// end.
func (x *seated) leave(all bool) error {
	var errs []error
	for key, c := range x.kept {
		stays := false
		for i := range x.spec.Agents {
			a := &x.spec.Agents[i]
			stays = stays || a.Keep && strings.HasPrefix(key, a.ID+"[")
		}
		if stays && !all {
			continue
		}
		errs = append(errs, c.Close())
		delete(x.kept, key)
	}
	return errors.Join(errs...)
}

// labels reads the files of other names, and tries them on every game.
func (b *binder) labels() {
	for i := range b.p.Spec.Agents {
		a := &b.p.Spec.Agents[i]
		if a.Labels.Name == "" {
			continue
		}
		path := "agent." + a.ID + ".labels"
		data, err := fs.ReadFile(b.lib.Files, a.Labels.Name)
		if err != nil {
			b.faults.Add(a.Labels.At, path, "a name below the study's folder", "the labels %q cannot be read", a.Labels.Name)
			continue
		}
		l, err := agent.ReadLabels(a.Labels.Name, data)
		for j := 0; err == nil && j < len(b.p.cases); j++ {
			_, err = l.Alias(b.p.cases[j].M)
		}
		if err != nil {
			b.put(err, assign{value: Value{At: a.Labels.At}, path: path})
			continue
		}
		if b.p.labels == nil {
			b.p.labels = map[string]*agent.Labels{}
		}
		b.p.labels[a.ID] = l
	}
}

// fits says why the options of an agent are none for a game.
func (a *Agent) fits(g *game.Game) error {
	return agent.Options{Fallback: a.Fallback, History: a.History, Tries: int(a.Tries)}.Check(g)
}
