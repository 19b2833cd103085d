package sim_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"strings"
	"time"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// String says where a client stands.
func (c *client) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var open []string
	for _, x := range c.open {
		open = append(open, string(x.raw))
	}
	return fmt.Sprintf("%s wants %q has %q, view %d %s, console %d %s, lobby %s, debrief %v, live %v, open %v",
		c.name, c.want, c.role, c.v.Turn, c.v.Phase, c.c.Turn, c.c.Phase, c.l.Phase, c.debrief != nil, c.shown, open)
}

// wake lets a client act.
func (c *client) wake() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.quiet = false
}

// links are those on the console, by role, and the PIN of the room.
func (c *client) links() (links map[string]string, pin string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	links = map[string]string{}
	for _, l := range c.c.Links {
		links[l.Role] = l.URL
	}
	return links, c.c.Pin
}

// settled reports whether a client has seen the end and waits for nothing.
func (c *client) settled() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	over := c.view != nil && c.v.Phase == wire.PhaseEnded || c.lobby != nil && c.l.Phase == wire.PhaseEnded ||
		c.console != nil && c.c.Phase == wire.PhaseEnded
	return c.shown && over && c.debrief != nil && len(c.open) == 0 && !c.asked
}

// seated reports whether everybody who came to the lobby has a seat, or the
// facilitator has waited long enough.
func (g *sitting) seated(k wire.Console) bool {
	n := 0
	for _, x := range k.Guests {
		if x.Role != "" {
			n++
		}
	}
	return n == g.guests || time.Since(g.began) > 2*time.Minute
}

// paused reports whether a client sees the clock stand still.
func (g *sitting) paused(c *client) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bytes.Contains(c.clock, []byte(`"state":"paused"`))
}

// canary is a word of the scenario with the letters of those who may read it.
var canary = regexp.MustCompile(`canary_([nsewf]+)_[a-z]*`)

// listens looks for canaries in what a client is sent.
func (g *sitting) listens(c *client, raw []byte) {
	if !g.canaries || bytes.Contains(raw, []byte(`"t":"debrief"`)) {
		return // once it is over the debrief tells everybody everything
	}
	letter := "f"
	if c.as != "control" {
		letter = (c.want + "-")[:1]
	}
	for _, m := range canary.FindAllSubmatch(raw, -1) {
		if !strings.Contains(string(m[1]), letter) {
			g.fault("LEAK: %s (%s) is sent %s in %s", c.name, c.want, m[0], raw)
		}
		g.mu.Lock()
		g.heard[letter+" "+string(m[0])] = true
		g.mu.Unlock()
	}
}

// secret reports whether a piece of evidence must not be published, since it
// holds a canary.
func (g *sitting) secret(c *client, evidence string) bool {
	return strings.Contains(c.book.parts["item "+evidence], "canary")
}

// compare holds what every client was shown last against what a new connection of
// the same identity is shown.
func (g *sitting) compare(ctx context.Context) {
	for _, c := range g.clients {
		fresh := g.client(c.name+" anew", c.as, c.lang)
		fresh.jar, fresh.dial, fresh.web, fresh.want, fresh.quiet = c.jar, c.dial, c.web, c.want, true
		ctx, leave := context.WithCancel(ctx)
		gone := make(chan struct{})
		go func() {
			defer close(gone)
			fresh.live(ctx)
		}()
		time.Sleep(5 * time.Second)
		g.same(c, fresh)
		leave()
		<-gone
	}
}

func (g *sitting) same(old, fresh *client) {
	old.mu.Lock()
	defer old.mu.Unlock()
	fresh.mu.Lock()
	defer fresh.mu.Unlock()
	differs := false
	for what, pair := range map[string][2][]byte{
		"view":     {unnumbered(old.view), unnumbered(fresh.view)},
		"console":  {unnumbered(old.console), unnumbered(fresh.console)},
		"lobby":    {old.lobby, fresh.lobby},
		"presence": {old.presence, fresh.presence},
		"clock":    {old.clock, fresh.clock},
		"debrief":  {old.debrief, fresh.debrief},
	} {
		if !bytes.Equal(pair[0], pair[1]) {
			differs = true
			g.fault("DIVERGENCE: the %s of %s is\n%s\nand anew\n%s", what, old.name, pair[0], pair[1])
		}
	}
	if !maps.Equal(old.book.parts, fresh.book.parts) {
		differs = true
		g.fault("DIVERGENCE: the book of %s has %d parts, and anew %d", old.name, len(old.book.parts), len(fresh.book.parts))
	}
	if g.compared++; differs {
		g.diverged++
	}
}

// checkRecord holds the record against what clients were told, and plays it
// again.
func (g *sitting) checkRecord(ctx context.Context) {
	rec, err := g.house.store.Load(ctx, g.house.code)
	if err != nil {
		g.fault("the record: %v", err)
		return
	}
	times := map[string]int{}
	for _, l := range rec.Lines {
		in, is := l.Entry.(*record.Input)
		if !is {
			continue
		}
		var a struct {
			ID string `json:"id"`
		}
		if len(in.Args) > 0 && json.Unmarshal(in.Args, &a) == nil && a.ID != "" {
			times[a.ID]++
		}
	}
	ended := false
	for _, c := range g.clients {
		for _, x := range c.commands {
			n := times[x.id]
			delete(times, x.id)
			ended = ended || x.act == "end" && n > 0
			switch {
			case x.acked && x.recorded() && n != 1:
				g.fault("the record has %s, which was acknowledged, %d times: %s", x.id, n, x.raw)
			case !x.acked && x.refused != "" && n != 0 && !x.lost():
				g.fault("the record has %s, which was refused (%s): %s", x.id, x.refused, x.raw)
			case n > 1:
				g.fault("the record has %s %d times: %s", x.id, n, x.raw)
			}
		}
	}
	for id := range times {
		g.fault("the record has %s, which nobody sent", id)
	}
	rep := record.Verify(rec, func(fs.FS, *record.Header) (*game.Machine, error) { return g.house.scenario.Machine, nil })
	if !rep.OK() || !rep.Recomputed || !rep.Whole && !ended {
		g.fault("the record does not verify: %+v", rep)
	}
}
