package session

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/wire"
	"demarche/scenarios"
	"demarche/server/store"
)

// pairsWanted is how many pairs of a state and a viewer the law is tried on;
// PAIRS in the environment says otherwise.
const pairsWanted = 10_000

// TestNothingHiddenReachesAnybodyThroughTheSession is law 3 of play with a whole
// session round it. Sessions are played at random. At random moments a viewer
// connects, tries things, and sees others commit; then everything that it may
// not know is drawn anew in the live session, and it connects and does the same
// again. Every byte must be the same.
func TestNothingHiddenReachesAnybodyThroughTheSession(t *testing.T) {
	wanted := int64(pairsWanted)
	if n, err := strconv.Atoi(os.Getenv("PAIRS")); err == nil {
		wanted = int64(n)
	} else if testing.Short() {
		wanted = 500
	}
	all := []*Scenario{
		opened(t, os.DirFS("testdata"), "harbour.toml"), opened(t, os.DirFS("testdata"), "quay.toml"),
		opened(t, os.DirFS("../internal/sim/testdata"), "estuary.toml"), opened(t, scenarios.FS, "code_blue"),
	}
	var tried, told, size, given atomic.Int64
	t.Run("games", func(t *testing.T) {
		const workers = 2
		for w := range workers {
			t.Run(fmt.Sprint(w), func(t *testing.T) {
				t.Parallel()
				for seed := uint64(w); tried.Load() < wanted && !t.Failed(); seed += workers {
					sc := all[seed%3]
					if seed%24 == 15 {
						sc = all[3] // which is large
					}
					synctest.Test(t, func(t *testing.T) {
						p := &prying{t: t, lots: &lots{luck: chance.Luck{Seed: chance.Seed(seed)}}, seed: seed}
						p.play(sc)
						tried.Add(p.pairs)
						told.Add(p.messages)
						size.Add(p.bytes)
						given.Add(p.given)
					})
				}
			})
		}
	})
	t.Logf("%d pairs of state and viewer, %d messages, %d bytes, %d gifts", tried.Load(), told.Load(), size.Load(), given.Load())
	if given.Load() == 0 {
		t.Error("nobody ever shared evidence")
	}
}

func opened(t *testing.T, from fs.FS, name string) *Scenario {
	t.Helper()
	doc, err := scenario.Read(from, name)
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	sc := &Scenario{Machine: game.NewMachine(g), Main: doc.Files[0].Name}
	for _, f := range doc.Files {
		sc.Files = append(sc.Files, record.File{Name: f.Name, Data: f.Data})
	}
	return sc
}

// prying plays one session and looks at it through the eyes of viewers.
type prying struct {
	t      *testing.T
	s      *Session
	lots   *lots
	seed   uint64
	lead   *Conn
	seats  map[int32]*Conn // of roles that people play
	serial int
	stand  Identity // a guest without a seat
	was    []seat   // before a look

	pairs, messages, bytes, given int64
}

// play plays a session to its end.
func (p *prying) play(sc *Scenario) {
	table, err := policy.NewTable(sc.Machine, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	hall := NewHall(p.t.Context())
	defer hall.Close()
	s, err := hall.Open(Options{
		Scenario: sc, Seed: p.lots.luck.Seed, Players: table, Store: &store.Memory{}, Build: "law", Facilitated: true,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.s, p.seats = s, map[int32]*Conn{}
	p.lead = p.greet(AsFacilitator())
	id, err := s.Enter(p.t.Context(), "Guest", true)
	if err != nil {
		p.t.Fatal(err)
	}
	p.stand = AsGuest(id)
	for _, name := range []string{"Ann", "Bo"} {
		if _, err := s.Enter(p.t.Context(), name, p.lots.below(2) == 0); err != nil {
			p.t.Fatal(err)
		}
	}
	for role := range s.game.Roles {
		if s.game.Roles[role].Seat && p.lots.below(4) > 0 {
			p.seats[int32(role)] = p.greet(AsPlayer(int32(role)))
		}
	}
	p.look()
	p.act(wire.Act{Do: "start"})
	for s.phase != ended && !p.t.Failed() {
		if n := len(s.game.Injects); n > 0 && p.lots.below(3) == 0 {
			do := []string{"inject", "hold", "release"}[p.lots.below(3)]
			p.act(wire.Act{Do: do, Inject: s.game.Injects[p.lots.below(n)].ID})
		}
		if s.phase == decide {
			p.decide()
		}
		if s.phase == ended {
			break
		}
		p.look()
		p.act(wire.Act{Do: "advance", Reason: "On we go"})
	}
}

// greet connects somebody.
func (p *prying) greet(who Identity) *Conn {
	c, err := p.s.Attach(who)
	if err != nil {
		p.t.Fatal(err)
	}
	p.say(c, wire.Hello{Head: head(wire.TypeHello, ""), Lang: "en"})
	return c
}

// say sends a message and waits until the session has nothing to do any more.
func (p *prying) say(c *Conn, message any) [][]byte {
	if err := c.Receive(p.t.Context(), encode(message)); err != nil {
		p.t.Fatal(err)
	}
	synctest.Wait()
	got, _ := c.Take()
	for _, other := range p.seats {
		if other != c {
			other.Take()
		}
	}
	if p.lead != nil && p.lead != c {
		p.lead.Take()
	}
	return got
}

func (p *prying) id() string {
	p.serial++
	return fmt.Sprint("x", p.serial)
}

func (p *prying) act(a wire.Act) {
	a.Head = head(wire.TypeAct, p.id())
	p.say(p.lead, a)
}

// decide has people draft, commit and answer at random, and looks in between.
func (p *prying) decide() {
	for range 2 {
		for _, role := range slices.Sorted(maps.Keys(p.seats)) {
			turn := int(p.s.state.Turn())
			switch c := p.seats[role]; p.lots.below(4) {
			case 0:
				p.say(c, wire.Draft{Head: head(wire.TypeDraft, p.id()), Turn: turn, Rev: p.s.seats[role].draft.next(turn), Moves: p.moves(role)})
			case 1, 2:
				p.say(c, wire.Commit{Head: head(wire.TypeCommit, p.id()), Turn: turn, Moves: p.moves(role)})
			}
			p.share(role, game.Everybody)
			if p.s.phase != decide {
				return
			}
			for _, asked := range p.s.machine.View(&p.s.state, role).Proposals(p.s.sealed()) {
				if !asked.Mine && p.lots.below(2) == 0 && p.s.phase == decide {
					name := p.asked(role, asked.Move)
					p.say(p.seats[role], wire.Answer{Head: head(wire.TypeAnswer, p.id()), Turn: turn, Proposal: name, Yes: p.lots.below(2) == 0})
				}
			}
		}
		if p.s.phase != decide {
			return
		}
		p.look()
	}
}

// share has a role give evidence to some of these, if there is any that it may.
func (p *prying) share(role int32, among game.Mask) {
	may := p.s.machine.View(&p.s.state, role).Shareables(p.s.sealed())
	if len(may) == 0 || p.s.phase != decide {
		return
	}
	x := may[p.lots.below(len(may))]
	var to []string
	for r := range p.s.game.Roles {
		if (x.To & among).Has(int32(r)) && p.lots.below(2) == 0 {
			to = append(to, p.s.game.Roles[r].ID)
		}
	}
	if got := p.say(p.seats[role], p.gift(role, p.id(), x.Evidence, to)); bytes.Contains(got[0], []byte(`"t":"ack"`)) {
		p.given++
	}
}

// deciding are those who have not committed: nothing that they learn sends orders
// back to them, which the table would see.
func (p *prying) deciding() (m game.Mask) {
	for i := range p.s.seats {
		if !p.s.seats[i].committed {
			m |= game.One(int32(i))
		}
	}
	return m
}

// gift is the message by which a role gives evidence.
func (p *prying) gift(role int32, id string, evidence int32, to []string) wire.Share {
	name := p.s.names.For(p.s.game.Roles[role].ID, "evidence", p.s.game.Evidence[evidence].ID)
	return wire.Share{Head: head(wire.TypeShare, id), Turn: int(p.s.state.Turn()), Evidence: name, To: to}
}

// asked is the id of a proposal in the view of a role.
func (p *prying) asked(role int32, move game.Move) string {
	v := p.s.desk(role).View(&p.s.state, wire.Scene{Phase: wire.PhaseDecide, News: &p.s.opened, Open: p.s.sealed()})
	for _, x := range v.Proposals {
		if m, ok := p.s.desk(role).Asked(&p.s.state, p.s.sealed(), x.ID); ok && m == move {
			return x.ID
		}
	}
	return ""
}

// moves are legal ones of a role, at most two.
func (p *prying) moves(role int32) []wire.Move {
	out := []wire.Move{}
	for _, m := range p.legal(role, &p.s.state) {
		out = append(out, p.s.desk(role).MoveOf(m))
	}
	return out
}

func (p *prying) legal(role int32, state *game.State) (moves []game.Move) {
	v := p.s.machine.View(state, role)
	options := v.Options(nil)
	for range p.lots.below(3) {
		if len(options) == 0 {
			break
		}
		m := options[p.lots.below(len(options))].Move(role)
		m.Confirm = true
		if v.Check(append(slices.Clone(moves), m)) == nil {
			moves = append(moves, m)
		}
	}
	return moves
}

// look tries the law on every seat, on a guest without one and on the public.
func (p *prying) look() {
	viewers := []Identity{AsPublic(), p.stand}
	for role := range p.s.game.Roles {
		if p.s.game.Roles[role].Seat {
			viewers = append(viewers, AsPlayer(int32(role)))
		}
	}
	for _, who := range viewers {
		if p.s.phase == lobby && who.Kind == Player && p.seats[who.Role] == nil {
			continue // who says hello before the start is there, and that shows
		}
		p.pair(who, []string{"en", "fr"}[p.lots.below(2)])
	}
}

// pair shows one viewer the session as it is and as it might be.
func (p *prying) pair(who Identity, lang string) {
	tries := p.tries(who)
	back := p.hold()
	want := p.shown(who, lang, tries, nil)
	p.anew(who)
	got := p.shown(who, lang, tries, p.others(who))
	back()
	p.pairs++
	p.messages += int64(len(want))
	for i := range max(len(want), len(got)) {
		var a, b []byte
		if i < len(want) {
			a = want[i]
			p.bytes += int64(len(a))
		}
		if i < len(got) {
			b = got[i]
		}
		if !bytes.Equal(a, b) {
			at := 0
			for at < min(len(a), len(b)) && a[at] == b[at] {
				at++
			}
			p.t.Fatalf("game %d (%s), turn %d %s, %s %d, %s: message %d of %d and %d differs at byte %d:\n%.300s\ndrawn anew:\n%.300s", p.seed, p.s.game.ID,
				p.s.state.Turn(), p.s.phase, who.Kind, who.Role, lang, i, len(want), len(got), at, a[max(0, at-150):], b[max(0, at-150):])
		}
	}
}

// tries are messages of the viewer that change nothing: measures that it cannot
// take, and others out of place.
func (p *prying) tries(who Identity) (out []json.RawMessage) {
	turn := int(p.s.state.Turn())
	add := func(kind string, message func(h wire.Head) any) {
		out = append(out, encode(message(head(kind, fmt.Sprint("try", len(out))))))
	}
	add(wire.TypeAsk, func(h wire.Head) any { return wire.Ask{Head: h} })
	add(wire.TypeRead, func(h wire.Head) any { return wire.Read{Head: h, Item: "aaaaaaaaaaaa"} })
	add(wire.TypeAnswer, func(h wire.Head) any { return wire.Answer{Head: h, Turn: turn, Proposal: "aaaaaaaaaaaa"} })
	add(wire.TypeAct, func(h wire.Head) any { return wire.Act{Head: h, Do: "advance"} })
	if who.Kind != Player || p.s.phase != decide {
		return out
	}
	v := p.s.machine.View(&p.s.state, who.Role)
	for range 6 {
		m := game.Move{
			Action: int32(p.lots.below(len(p.s.game.Actions))), Self: who.Role,
			Target: int32(p.lots.below(len(p.s.game.Roles)+1) - 1),
		}
		if v.Check([]game.Move{m}) != nil && !p.s.game.Actions[m.Action].Publish {
			w := p.s.desk(who.Role).MoveOf(m)
			add(wire.TypeCommit, func(h wire.Head) any { return wire.Commit{Head: h, Turn: turn, Moves: []wire.Move{w}} })
		}
	}
	for i := range p.s.game.Evidence {
		for r := range p.s.game.Roles {
			m := p.gift(who.Role, fmt.Sprint("try", len(out)), int32(i), []string{p.s.game.Roles[r].ID})
			x, code := p.s.desk(who.Role).ParseShare(&p.s.state, p.s.scene(who.Role), m)
			if p.lots.below(4) == 0 && (code != "" || p.s.machine.CheckAct(&p.s.state, given(x)) != game.OK) {
				out = append(out, encode(m))
			}
		}
	}
	return out
}

// others are what another seat commits while the viewer looks: something legal
// that does not concern it. The first time it holds.
func (p *prying) others(who Identity) func(role int32) []wire.Move {
	return func(role int32) []wire.Move {
		out := []wire.Move{}
		for _, m := range p.legal(role, &p.s.state) {
			if !p.concerns(m, who) {
				out = append(out, p.s.desk(role).MoveOf(m))
			}
		}
		return out
	}
}

// concerns reports whether a viewer is asked about a move, or asks.
func (p *prying) concerns(m game.Move, who Identity) bool {
	of := p.s.game.Asked(m)
	return who.Role >= 0 && of != 0 && (m.Self == who.Role || of.Has(who.Role))
}

// shown is every message that a new connection of the viewer is sent: greeted,
// trying things, and while another seat commits.
func (p *prying) shown(who Identity, lang string, tries []json.RawMessage, moves func(int32) []wire.Move) [][]byte {
	c, err := p.s.Attach(who)
	if err != nil {
		p.t.Fatal(err)
	}
	got := p.say(c, wire.Hello{Head: head(wire.TypeHello, ""), Lang: lang})
	for _, x := range tries {
		got = append(got, p.say(c, x)...)
	}
	if p.s.phase == decide {
		for _, role := range slices.Sorted(maps.Keys(p.seats)) {
			if role == who.Role || p.s.seats[role].committed || !p.s.seats[role].person {
				continue
			}
			said := []wire.Move{}
			if moves != nil {
				said = moves(role)
			}
			p.say(p.seats[role], wire.Commit{Head: head(wire.TypeCommit, "other"), Turn: int(p.s.state.Turn()), Moves: said})
			more, _ := c.Take()
			if len(more) == 0 {
				p.t.Fatalf("game %d: nobody is told that %s has committed", p.seed, p.s.game.Roles[role].ID)
			}
			got = append(got, more...)
			if moves == nil { // evidence goes from seat to seat, of which the viewer is told nothing
				p.share(role, p.deciding()&^game.One(who.Role))
				more, _ := c.Take()
				got = append(got, more...)
			}
			break
		}
	}
	c.Leave()
	synctest.Wait()
	return got
}
