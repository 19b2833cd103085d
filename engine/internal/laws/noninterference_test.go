package laws_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"testing/fstest"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/wild"
	"demarche/engine/scenario"
	"demarche/engine/wire"
)

// leaky scenarios would tell hidden numbers by their locks and costs. The
// compiler refuses them; if it ever lets one through, the law is tried on it.
var leaky = map[string]string{
	"lock by a number": `[response.locked]
by = "alpha"
when = "hidden > 40"`,
	"lock by a covert act": `[response.locked]
by = "alpha"
when = "not happened(quiet)"`,
	"cost by a number": `[response.dear]
by = "alpha"
cost = { means = "hidden / 50" }`,
}

const leakyWorld = `
format = 1
id = "leaky"
title = "Leaky"
turns = 4
[track.hidden]
start = 3
seen = "hidden"
[role_track.means]
start = 2
[role.alpha]
kind = "state"
[role.beta]
kind = "state"
[response.quiet]
by = "beta"
tray = "covert"
effects = ["hidden += 1"]
`

// blurred shows odds that read a hidden number, which a scenario may have; they
// must not be told.
const blurred = `
format = 1
id = "blurred"
title = "Blurred"
turns = 4
[track.hidden]
start = 3
seen = "hidden"
[track.dim]
start = 50
seen = "band"
[role.alpha]
kind = "state"
[role.beta]
kind = "state"
[attack.planted_flag]
turn = 1
on = "alpha"
author = { alpha = 0, beta = 1, gamma = 1 }
text = "Something."
[role.gamma]
kind = "state"
[evidence.planted_header]
about = "planted_flag"
like = { beta = 0.5, gamma = 0.6 }
to = "alpha"
turn = 1
text = "A header."
[evidence.never_seen]
about = "planted_flag"
points = { beta = 2 }
to = "gamma"
turn = 1
text = "For others."
[inject.secret_order]
turn = 1
to = "beta"
text = "Do it."
[inject.for_all]
turn = 1
text = "News."
[response.quiet]
by = ["beta", "gamma"]
tray = "covert"
effects = ["hidden += 1", "dim += 3", "dim -= 1", "open -= 2"]
[track.open]
start = 50
[response.guess]
by = "alpha"
effects = ["dim += 10", "open += 10"]
seen = "public"
outcome.good = { odds = "hidden / 100", effects = ["dim += 5"] }
outcome.bad = {}
`

// accusing has attacks of which not everybody is told, played in words with rungs of
// their own, and measures that accuse of them across a firebreak: what is to be
// confirmed must not tell that one came, whom it hit, nor how hard.
const accusing = `
format = 1
id = "accusing"
title = "Accusing"
turns = 4
[ladder]
rungs = [{ name = "Peace" }, { name = "Words" }, { name = "Cost" }, { name = "Force" }]
firebreaks = [{ below = 1, text = "Out of peace" }, { below = 3, text = "To force" }]
[role.alpha]
kind = "state"
[role.beta]
kind = "state"
[role.gamma]
kind = "state"
[attack.secret_wave]
by = ["beta", "gamma"]
target = "others"
seen = ["self", "target"]
suspects = { beta = 40, gamma = 30 }
text = "A wave."
choice.force.light = { rung = 1 }
choice.force.hard = { rung = 3 }
[attack.secret_theft]
turn = 2
on = "alpha"
author = { beta = 1, gamma = 1 }
to = "alpha"
rung = 3
[response.name_wave]
by = "states"
target = "others"
tray = "law"
attributes = "secret_wave"
[response.name_theft]
by = "states"
target = "others"
tray = "law"
attributes = "secret_theft"
[response.calm_down]
by = "states"
target = "others"
effects = ["pair(self, target).rung -= 2"]
`

// pair is one state and one viewer of it.
type pair struct {
	m      *game.Machine
	s      game.State
	scene  wire.Scene
	viewer int32
	where  string
}

// pairs walks games with random orders and hands out a viewer at random after
// every Open and every Adjudicate, until n pairs were tried.
func pairs(t *testing.T, machines map[string]*game.Machine, n int, try func(pair)) {
	t.Helper()
	names := make([]string, 0, len(machines))
	for name := range machines {
		names = append(names, name)
	}
	slices.Sort(names)
	tried := 0
	for seed := uint64(0); tried < n; seed++ {
		name := names[int(seed)%len(names)]
		m := machines[name]
		dice := sit.NewDice(seed)
		news, reveal := &game.Ledger{}, &game.Ledger{}
		to := &tap{news}
		p := m.NewPlay(chance.Luck{Seed: chance.Seed(seed)}, to)
		var s game.State
		if err := p.Start(&s, nil); err != nil {
			t.Fatal(err)
		}
		at := func(phase string, scene wire.Scene) {
			scene.Phase = phase
			viewer := int32(dice.N(len(m.Game.Roles)+1) - 1)
			try(pair{m, s.Copy(), scene, viewer, fmt.Sprintf("%s seed %d turn %d %s viewer %d", name, seed, s.Turn(), phase, viewer)})
			tried++
		}
		for !s.Ended() {
			news = &game.Ledger{}
			to.Ledger = news
			p.Open(&s)
			dice.Act(p, &s, m)
			dice.Meddle(p, &s, m)
			o := dice.Orders(m, &s)
			at(wire.PhaseDecide, wire.Scene{News: news, Reveal: reveal, Open: o.Moves, Ballots: o.Ballots})
			reveal = &game.Ledger{}
			to.Ledger = reveal
			p.Adjudicate(&s, o)
			if !s.Ended() {
				at(wire.PhaseReveal, wire.Scene{News: news, Reveal: reveal})
			}
		}
	}
	t.Logf("%d pairs of state and viewer", tried)
}

// tap is a recorder whose ledger can be changed.
type tap struct{ *game.Ledger }

// sent is every byte that the viewer may be sent in this situation: the view,
// the whole book, its account of the turn, and the answers to every measure it could try.
func sent(t *testing.T, p pair, s *game.State, scene wire.Scene, lang string) []byte {
	t.Helper()
	desk := wire.NewDesk(p.m, p.viewer, lang, wire.NamesFrom(7))
	view := desk.View(s, scene)
	desk.Book(&view)
	out := [][]byte{encode(t, view), encode(t, desk.Whole())}
	for _, l := range []*game.Ledger{scene.News, scene.Reveal} {
		out = append(out, encode(t, p.m.Witness(l, p.viewer))) // a replay and an agent get this
	}
	v := p.m.View(s, p.viewer)
	for i := range p.m.Game.Actions {
		for target := int32(-1); target < int32(len(p.m.Game.Roles)); target++ {
			for choice := range int32(4) { // words, or pieces of evidence
				moves := []game.Move{{Action: int32(i), Self: p.viewer, Target: target, Choice: choice}}
				if r := v.Check(moves); r != nil {
					out = append(out, encode(t, desk.Refuse("x", s, moves, *r)))
				}
			}
		}
	}
	for i := range p.m.Game.Evidence {
		for r := range p.m.Game.Roles {
			gift := game.Gift{Self: p.viewer, Evidence: int32(i), To: game.One(int32(r)), Confirm: r%2 == 0}
			out = append(out, encode(t, p.m.CheckAct(s, game.Act{Kind: game.ActShare, Gift: gift})))
			for _, m := range scene.Open {
				if m.Self == p.viewer && p.m.Game.Asks(m) {
					gift.Rides, gift.On = true, m
					out = append(out, encode(t, p.m.CheckAct(s, game.Act{Kind: game.ActShare, Gift: gift})))
				}
			}
		}
	}
	for _, m := range scene.Open {
		if of := p.m.Game.Asked(m); p.viewer >= 0 && of != 0 && (m.Self == p.viewer || of.Has(p.viewer)) {
			out = append(out, encode(t, v.CheckAnswer(scene.Open, m)))
		}
	}
	return bytes.Join(out, []byte("\n"))
}

func encode(t *testing.T, x any) []byte {
	t.Helper()
	b, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Law 3, noninterference: whatever the viewer may not know is drawn anew, and
// every byte it is sent stays the same.
func TestNothingHiddenReachesAViewer(t *testing.T) {
	machines := map[string]*game.Machine{
		"code_blue": sit.Folder(t, "../../../scenarios/code_blue"),
		"blurred":   sit.Compile(t, blurred),
		"accusing":  sit.Compile(t, accusing),
	}
	maps.Copy(machines, sketches(t))
	for name, text := range leaky {
		doc, err := scenario.Read(fstest.MapFS{"leaky.toml": {Data: []byte(leakyWorld + text)}}, "leaky.toml")
		if err != nil {
			t.Fatal(err)
		}
		if g, err := scenario.Compile(doc); err == nil {
			machines[name] = game.NewMachine(g)
		}
	}
	for i := range generated {
		machines[fmt.Sprintf("wild%d", i)] = sit.Compile(t, wild.Scenario(uint64(i)))
	}
	n := 1000
	if testing.Short() {
		n = 200
	}
	pairs(t, machines, n, func(p pair) {
		dice := sit.NewDice(uint64(len(p.where)) + uint64(p.s.Turn())<<8)
		for _, lang := range []string{"en", "fr"} {
			want := sent(t, p, &p.s, p.scene, lang)
			for _, id := range private(p.m.Game, p.viewer) {
				if bytes.Contains(want, []byte(`"`+id+`"`)) {
					t.Fatalf("%s: the author's id %s is sent", p.where, id)
				}
			}
			other := redraw(p.m, &p.s, p.viewer, dice)
			scene := p.scene
			scene.News = rewrite(p.m, p.scene.News, p.viewer, dice)
			scene.Reveal = rewrite(p.m, p.scene.Reveal, p.viewer, dice)
			scene.Open, scene.Ballots = otherOrders(p, dice)
			if got := sent(t, p, &other, scene, lang); !bytes.Equal(got, want) {
				t.Fatalf("%s, %s: %s", p.where, lang, firstDifference(want, got))
			}
		}
	})
}

// otherOrders returns orders that the viewer cannot tell from those of the
// scene: proposals that concern it stay with the answers it may know, everything
// else that others have committed is other moves, in another order.
func otherOrders(p pair, dice *sit.Dice) ([]game.Move, []game.Ballot) {
	concerns := func(m game.Move) bool {
		of := p.m.Game.Asked(m)
		return p.viewer >= 0 && of != 0 && (m.Self == p.viewer || of.Has(p.viewer))
	}
	var o game.Orders
	for _, m := range p.scene.Open {
		if concerns(m) {
			o.Moves = append(o.Moves, m)
		}
	}
	for _, b := range p.scene.Ballots {
		if concerns(b.Move) && (b.Role == p.viewer || b.Move.Self == p.viewer) {
			o.Ballots = append(o.Ballots, b)
		}
	}
	drawn := dice.Orders(p.m, &p.s)
	for _, m := range drawn.Moves {
		if m.Self != p.viewer && !concerns(m) {
			o.Moves = append(o.Moves, m)
		}
	}
	for _, m := range p.scene.Open { // answers of others to what is not the viewer's
		for role := range p.m.Game.Roles {
			if m.Self != p.viewer && int32(role) != p.viewer && dice.N(3) == 0 {
				o.Ballots = append(o.Ballots, game.Ballot{Move: m.Key(), Role: int32(role), Yes: dice.N(2) == 0})
			}
		}
	}
	return o.Moves, o.Ballots
}

func firstDifference(a, b []byte) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-200)
	return fmt.Sprintf("sent\n…%s\nand with what is hidden drawn anew\n…%s", a[from:min(len(a), i+120)], b[from:min(len(b), i+120)])
}

// mayKnow reports whether a viewer may play an action or be asked to agree to it.
func mayKnow(a *game.Action, viewer int32) bool {
	m := a.By
	for _, x := range a.Assents {
		m |= x.Of
		if x.Target && slices.Contains(a.Targets, viewer) {
			return true
		}
	}
	return m.Has(viewer)
}

// private lists the ids of things that viewers know by ids of their own: what an
// author called them may tell what they are. An attack that the viewer may play,
// or is asked to agree to, is a measure as well.
func private(g *game.Game, viewer int32) []string {
	var out []string
	for _, x := range g.Attacks {
		if x.Action >= 0 {
			if viewer >= 0 && mayKnow(&g.Actions[x.Action], viewer) {
				continue
			}
		}
		out = append(out, x.ID)
	}
	for _, x := range g.Evidence {
		out = append(out, x.ID)
	}
	for _, x := range g.Injects {
		out = append(out, x.ID)
	}
	return out
}
