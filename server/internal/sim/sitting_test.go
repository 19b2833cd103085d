package sim_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"demarche/server/session"
)

// sitting is one game: a server, a network and the people.
type sitting struct {
	seed     uint64
	canaries bool // the scenario is the one with canaries
	house    *house
	net      *network
	dice     *dice
	control  *client
	clients  []*client // all of them
	guests   int
	people   int
	began    time.Time
	patience time.Duration // then the facilitator hurries

	mu     sync.Mutex
	faults []string
	heard  map[string]bool // canaries, by who heard them

	compared, diverged int
}

// faultsEach bounds what is told of one game.
const faultsEach = 5

func (g *sitting) fault(format string, args ...any) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.faults) < faultsEach {
		g.faults = append(g.faults, fmt.Sprintf("game %d: ", g.seed)+fmt.Sprintf(format, args...))
	}
}

// newSitting prepares a game on a store.
func newSitting(seed uint64, sc *session.Scenario, kept session.Store) *sitting {
	net := &network{dice: newDice(seed, "network")}
	return &sitting{
		seed: seed, canaries: sc.Machine.Game.ID == "estuary", net: net, dice: newDice(seed, "sitting"),
		house: &house{
			scenario: sc, seed: seed, code: fmt.Sprintf("SIM-%d", seed%10_000), net: net,
			store: &shaky{Store: kept, dice: newDice(seed, "store"), sure: 10 + int64(newDice(seed, "failure").below(30))},
		},
		patience: 10 * time.Minute, heard: map[string]bool{},
	}
}

// longest is how long a game may take, by the clock of the simulation.
const longest = 12 * time.Hour

// run plays the game from the lobby to the end and checks what everybody has.
func (g *sitting) run(ctx context.Context) {
	if err := g.house.up(ctx); err != nil {
		g.fault("the server does not start: %v", err)
		return
	}
	live, leave := context.WithCancel(ctx)
	var all sync.WaitGroup
	g.gather(live, &all)
	g.began = time.Now()
	g.control.wake()
	g.storm(true)
	if g.lead(ctx, true) {
		g.storm(false)
		// Whoever was about to come back is back then.
		time.Sleep(time.Minute)
		if g.lead(ctx, false) {
			g.compare(ctx)
		}
	}
	g.storm(false)
	leave()
	all.Wait()
	if err := g.house.down(); err != nil {
		g.fault("the server does not stop: %v", err)
	}
	g.checkRecord(ctx)
}

func (g *sitting) storm(on bool) {
	g.net.storm.Store(on)
	g.house.store.storm.Store(on)
}

// gather opens the session and brings the people in, in good weather.
func (g *sitting) gather(ctx context.Context, all *sync.WaitGroup) {
	join := func(c *client) *client {
		g.clients = append(g.clients, c)
		all.Go(func() { c.live(ctx) })
		return c
	}
	lang := func() string { return []string{"en", "fr"}[g.dice.below(2)] }
	lead := g.client("control", "control", lang())
	lead.quiet = true
	lead.get("/host/" + g.house.host)
	lead.post("/api/sessions", `{"scenario":"any"}`)
	g.control = join(lead)
	links, room := lead.links()
	for ; len(links) == 0; links, room = lead.links() {
		if time.Sleep(100 * time.Millisecond); ctx.Err() != nil {
			return
		}
	}
	wall := g.client("wall", "wall", lang())
	wall.get(links[""])
	join(wall)
	roles := seats(g.house.scenario.Machine.Game)
	for i := range 2 + g.dice.below(5) {
		c := g.client(fmt.Sprint("p", i+1), "", lang())
		c.want = g.house.scenario.Machine.Game.Roles[roles[g.dice.below(len(roles))]].ID
		pin := ""
		switch g.dice.below(4) {
		case 0, 1:
			c.get(links[c.want])
			join(c)
			continue
		case 2:
			pin = room
		}
		g.guests++
		c.post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Guest %d","pin":%q}`, g.house.code, i+1, pin))
		join(c)
	}
}

// lead waits until everybody has seen the end; meanwhile it starts the server
// again after it failed, and in a storm sometimes for no reason.
func (g *sitting) lead(ctx context.Context, storm bool) bool {
	until := time.Now().Add(longest)
	for time.Now().Before(until) {
		time.Sleep(time.Second)
		now, _ := g.house.Find(g.house.code)
		failed := false
		select {
		case <-now.Done():
			failed = true
		default:
		}
		if failed || storm && g.dice.happens(0.0015) {
			if !g.restart(ctx) {
				return false
			}
			continue
		}
		settled := true
		for _, c := range g.clients {
			settled = settled && c.settled()
		}
		if settled {
			return true
		}
	}
	for _, c := range g.clients {
		g.fault("it does not end: %s", c)
	}
	return false
}

// restart reports whether the server is there again.
func (g *sitting) restart(ctx context.Context) bool {
	g.house.restarts++
	if err := g.house.down(); err != nil {
		g.fault("the server does not stop: %v", err)
	}
	for tries := 0; ; tries++ {
		time.Sleep(g.dice.upTo(3 * time.Second))
		err := g.house.up(ctx)
		if err == nil {
			return true
		}
		// A session that has stopped did so because of the disk, before it was invited to.
		shaken := strings.Contains(err.Error(), errShaky.Error()) || errors.Is(err, session.ErrStopped)
		if !shaken || tries > 20 {
			g.fault("the server does not come back: %v", err)
			return false
		}
	}
}
