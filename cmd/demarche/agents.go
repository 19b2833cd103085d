package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"demarche/engine/agent"
	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/policy/moves"
	"demarche/engine/wire"
)

// Policies that begin like this are agents.
const (
	execPolicy    = "exec:"
	answersPolicy = "answers:"
)

// How many programs play the seats of one agent.
const (
	seatsEach = "each" // one for each seat
	seatsAll  = "all"  // one for all
)

// agentFlags say how agents are asked.
type agentFlags struct {
	timeout  time.Duration
	tries    int
	fallback string
	history  string
	seats    string
	labels   string
	answers  string
}

func (f *agentFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.DurationVar(&f.timeout, "agent-timeout", time.Minute, "time that an agent has for an answer; 0 is any")
	flags.IntVar(&f.tries, "agent-tries", agent.DefaultTries, "wrong answers to a question before the fallback answers")
	flags.StringVar(&f.fallback, "agent-fallback", policy.Default, "policy that answers where an agent does not")
	flags.StringVar(&f.history, "agent-history", wire.HistoryDelta, "what an agent is shown again: full, delta or none")
	flags.StringVar(&f.seats, "agent-seats", seatsEach, "each: one program for each seat; all: one for all seats of a command, which sees them all")
	flags.StringVar(&f.labels, "agent-labels", "", "file of other names under which agents see roles, measures and numbers")
	flags.StringVar(&f.answers, "answers", "", "keep what agents say in this file")
}

// outsider is an agent and the roles that it plays.
type outsider struct {
	policy string // as it was given
	roles  []int32
}

// among parts the policies given into agents, each with the roles it plays, and
// the rest.
func (f *agentFlags) among(g *game.Game, given []string) (outside []outsider, rest []string, err error) {
	byRole := make([]string, len(g.Roles))
	for _, text := range given {
		role, name, one := cutPolicy(text)
		if !foreign(name) {
			rest = append(rest, text)
		}
		if !one {
			for i := range g.Roles {
				byRole[i] = name
			}
			continue
		}
		i, err := roleOf(g, role)
		if foreign(name) && err != nil {
			return nil, nil, err
		}
		if foreign(name) && (i < 0 || !g.Roles[i].Seat) {
			return nil, nil, &answer{code: wrong, err: fmt.Errorf("%s has no seat for an agent", role)}
		}
		if err == nil && i >= 0 {
			byRole[i] = name
		}
	}
	for i, name := range byRole {
		if !foreign(name) || !g.Roles[i].Seat {
			continue
		}
		at := slices.IndexFunc(outside, func(o outsider) bool { return o.policy == name })
		if at < 0 {
			outside = append(outside, outsider{policy: name})
			at = len(outside) - 1
		}
		outside[at].roles = append(outside[at].roles, int32(i))
	}
	return outside, rest, f.check(outside)
}

// cutPolicy parts role=NAME; a command may hold an equals sign of its own.
func cutPolicy(text string) (role, name string, one bool) {
	if foreign(text) {
		return "", text, false
	}
	role, name, one = strings.Cut(text, "=")
	if !one {
		return "", text, false
	}
	return role, name, true
}

func foreign(policy string) bool {
	return strings.HasPrefix(policy, execPolicy) || strings.HasPrefix(policy, answersPolicy)
}

func (f *agentFlags) check(outside []outsider) error {
	switch {
	case f.seats != seatsEach && f.seats != seatsAll:
		return &answer{code: wrong, err: fmt.Errorf("--agent-seats cannot be %q", f.seats), hint: nearestOr(f.seats, []string{seatsEach, seatsAll}, "values")}
	case f.timeout < 0 || f.tries < 1:
		return &answer{code: wrong, err: errors.New("--agent-timeout cannot be negative, and --agent-tries is 1 or more")}
	case f.answers != "" && len(outside) == 0:
		return &answer{code: wrong, err: errors.New("--answers keeps what agents say, and none plays"), hint: "seat one with --policy role=exec:COMMAND"}
	}
	return nil
}

// options are those of one agent.
func (s *streams) agentOptions(f *agentFlags, m *game.Machine, id string) (agent.Options, error) {
	o := agent.Options{ID: id, Timeout: f.timeout, Tries: f.tries, Fallback: f.fallback, History: f.history}
	if f.labels != "" {
		labels, err := s.readLabels(f.labels)
		if err != nil {
			return o, err
		}
		if _, err := labels.Alias(m); err != nil {
			return o, s.faultsIn(err)
		}
		o.Labels = labels
	}
	if err := o.Check(m.Game); err != nil {
		return o, &answer{code: wrong, err: fmt.Errorf("--agent-%w", err)}
	}
	return o, nil
}

// invited are players of whom some are agents.
type invited struct {
	*agent.Table
	sheet *moves.Table // nil: no file plays beside them
	hand  *moves.Hand
	s     *streams
	conns []*agent.Conn
	kept  *os.File // answers; nil: they are not kept
	count map[string]*tally
}

// tally counts what an agent did.
type tally struct{ wrong, late, silent, stood int }

// invited seats agents beside computer players and, if sheet is not nil, a moves
// file.
func (s *streams) invited(m *game.Machine, table *policy.Table, sheet *moves.Table, outside []outsider, f *runFlags, crew *crew) (players, error) {
	t := &invited{s: s, count: map[string]*tally{}, sheet: sheet}
	var rest agent.Rest = table
	if sheet != nil {
		t.hand = sheet.Hand()
		rest = t.hand
	}
	seats, err := t.seat(m, outside, f, crew)
	if err != nil {
		t.Close()
		return nil, err
	}
	t.Table = agent.NewTable(m, rest, seats...)
	return t, nil
}

// seat greets all agents.
func (t *invited) seat(m *game.Machine, outside []outsider, f *runFlags, crew *crew) ([]*agent.Seat, error) {
	var store agent.Store
	run := agent.Run{Seed: chance.Seed(f.seed), Build: build()}
	if f.agents.answers != "" {
		file, err := os.Create(f.agents.answers)
		if err != nil {
			return nil, &answer{code: wrong, err: fmt.Errorf("keep the answers: %w", err)}
		}
		t.kept = file
		if store, err = agent.NewWriter(file, m.Game.ID, idsOf(m.Game, outside)); err != nil {
			return nil, err
		}
	}
	var all []*agent.Seat
	for _, x := range outside {
		command, live := strings.CutPrefix(x.policy, execPolicy)
		id := strings.TrimPrefix(command, answersPolicy)
		o, err := t.s.agentOptions(&f.agents, m, id)
		if err != nil {
			return nil, err
		}
		if !live {
			seats, err := recalledSeats(m, x.roles, id, run, o)
			if err != nil {
				return nil, err
			}
			all = append(all, seats...)
			continue
		}
		o.Store = store
		for _, roles := range shared(x.roles, f.agents.seats) {
			seats, err := t.greet(m, command, roles, run, o, crew)
			if err != nil {
				return nil, err
			}
			all = append(all, seats...)
		}
	}
	return all, nil
}

// shared parts roles into those that one program plays.
func shared(roles []int32, seats string) [][]int32 {
	if seats == seatsAll {
		return [][]int32{roles}
	}
	return slices.Collect(slices.Chunk(roles, 1))
}

// greet starts a program and seats it.
func (t *invited) greet(m *game.Machine, command string, roles []int32, run agent.Run, o agent.Options, crew *crew) ([]*agent.Seat, error) {
	p, err := crew.start(command)
	if err != nil {
		return nil, &answer{code: wrong, err: err, hint: "a command is looked for in PATH, or given as a path such as ./agent.sh"}
	}
	c, err := agent.Open(p, o.Timeout)
	if err != nil {
		return nil, &answer{code: no, err: fmt.Errorf("%s: %w", command, err), hint: `an agent begins by writing {"v":1,"t":"hello","name":"..."} and an end of line, and flushes it`}
	}
	t.conns = append(t.conns, c)
	return c.Seats(m, roles, run, o)
}

// recalledSeats plays what agents answered before.
func recalledSeats(m *game.Machine, roles []int32, name string, run agent.Run, o agent.Options) ([]*agent.Seat, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("read the answers: %w", err)}
	}
	defer file.Close() // nothing was written
	x, err := agent.ReadArchive(file)
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("%s: %w", name, err)}
	}
	if x.Scenario != "" && x.Scenario != m.Game.ID {
		return nil, &answer{code: wrong, err: fmt.Errorf("%s holds answers of a play of %s, not of %s", name, x.Scenario, m.Game.ID)}
	}
	var seats []*agent.Seat
	for _, role := range roles {
		if id, said := x.Agents[m.Game.Roles[role].ID]; said {
			o.ID = id
		}
		one, err := x.Seats(m, []int32{role}, run, o)
		if err != nil {
			return nil, err
		}
		seats = append(seats, one...)
	}
	return seats, nil
}

// idsOf names the agents that are kept, by the ids of their roles.
func idsOf(g *game.Game, outside []outsider) map[string]string {
	out := map[string]string{}
	for _, x := range outside {
		if command, live := strings.CutPrefix(x.policy, execPolicy); live {
			for _, role := range x.roles {
				out[g.Roles[role].ID] = command
			}
		}
	}
	return out
}

// Orders implements [players].
func (t *invited) Orders(s *game.State, luck chance.Luck) (game.Orders, []moves.Line) {
	o := t.Table.Orders(s, luck)
	if t.hand == nil {
		return o, nil
	}
	return o, t.hand.Lines()
}

// Share implements [players]: agents do not give evidence away outside their
// moves, a file does.
func (t *invited) Share(s *game.State, do func(game.Act) game.Code) []moves.Line {
	if t.sheet == nil {
		return nil
	}
	return t.sheet.Share(s, do)
}

// Late implements [players].
func (t *invited) Late(last int32) []moves.Line {
	if t.sheet == nil {
		return nil
	}
	return t.sheet.Late(last)
}

// Carried implements [players].
func (t *invited) Carried() []string {
	if t.sheet == nil {
		return nil
	}
	return t.sheet.Carried()
}

// Facts implements [players].
func (t *invited) Facts() ([]agent.Fact, error) {
	facts, err := t.Table.Facts()
	if err != nil {
		return nil, &answer{code: wrong, err: err}
	}
	for i := range facts {
		t.told(&facts[i])
	}
	return facts, nil
}

// told counts a fact, and says at once what was wrong.
func (t *invited) told(f *agent.Fact) {
	name := t.Table.Name(f.Role)
	n := t.count[name]
	if n == nil {
		n = &tally{}
		t.count[name] = n
	}
	switch {
	case strings.HasPrefix(f.Source, agent.SourceStandIn):
		n.stood++
	case f.Status == agent.Invalid:
		n.wrong++
		fmt.Fprintf(t.s.err, "warning: %s: turn %d, %s, try %d: %s (%s)\n", name, f.Turn, f.What, f.Try, f.Text, f.Code)
	case f.Status == agent.Late:
		n.late++
	case f.Status != agent.OK:
		n.silent++
		fmt.Fprintf(t.s.err, "warning: %s: turn %d, %s, try %d: %s\n", name, f.Turn, f.What, f.Try, f.Status)
	}
}

// Close implements [players]: it sends the agents away and says what is to be
// known of them.
func (t *invited) Close() {
	for _, c := range t.conns {
		_ = c.Close() // it is over anyway
	}
	if t.kept != nil {
		_ = t.kept.Close() // each answer was flushed
	}
	for _, name := range slices.Sorted(maps.Keys(t.count)) {
		if n := t.count[name]; *n != (tally{}) {
			fmt.Fprintf(t.s.err, "%s: %d refused, %d without an answer, %d too late; a stand-in answered %d times\n", name, n.wrong, n.silent, n.late, n.stood)
		}
	}
}
