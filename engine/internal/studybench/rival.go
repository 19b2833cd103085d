package studybench

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/bench"
	"demarche/engine/internal/bench/reference"
	"demarche/engine/internal/spent"
	"demarche/engine/policy"
)

// Rival is what boardgame.io does of the reference game, in games per second of
// processor time, the median of rounds in which all played one after another.
type Rival struct {
	Library, Node string  // their versions
	Agreed        int     // games that ended in the same bits here and there
	Client        float64 // by its client, as a program uses it
	Reducer       float64 // by its reducer alone
	Engine        float64 // ours; nothing is put down
	Ledger        float64 // ours; every draw, event and change is put down with its cause
	// Ratio is how many games ours plays while the faster of the two ways plays one;
	// LedgerRatio the same with a ledger.
	Ratio, LedgerRatio float64
}

// node is the program boardgameio/play.js at work.
type node struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *json.Decoder
}

// order is what it is told, a line each.
type order struct {
	By    string `json:"by"`
	From  int    `json:"from"`
	Games int    `json:"games"`
	Show  bool   `json:"show"`
}

// reply is what it says to that. Numbers are the digits of their bits.
type reply struct {
	Microseconds float64 `json:"microseconds"` // of processor time
	Results      []ended `json:"results"`
}

// ended is how a game went there.
type ended struct {
	Ending int      `json:"ending"`
	Turns  int      `json:"turns"`
	State  []string `json:"state"`
	Scores []string `json:"scores"`
}

func (e *ended) result() (out bench.Result, err error) {
	out.Ending, out.Turns = e.Ending, e.Turns
	if out.State, err = numbers(e.State); err == nil {
		out.Scores, err = numbers(e.Scores)
	}
	return out, err
}

// startNode starts play.js in a folder where npm has installed what it needs.
func startNode(dir string, g *reference.Game, r *Rival) (*node, error) {
	data, err := json.Marshal(newModel(g))
	if err != nil {
		return nil, err
	}
	name := filepath.Join(dir, "model.json")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return nil, err
	}
	n := &node{cmd: exec.Command("node", "play.js", "model.json")}
	n.cmd.Dir, n.cmd.Stderr = dir, os.Stderr
	n.cmd.Env = append(os.Environ(), "NODE_ENV=production") // without checks for developers
	if n.in, err = n.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := n.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := n.cmd.Start(); err != nil {
		return nil, err
	}
	n.out = json.NewDecoder(bufio.NewReader(out))
	var hello struct{ Library, Node string }
	if err := n.out.Decode(&hello); err != nil {
		return nil, errors.Join(fmt.Errorf("play.js: %w", err), n.close())
	}
	r.Library, r.Node = hello.Library, hello.Node
	return n, nil
}

func (n *node) ask(o order) (reply, error) {
	var r reply
	line, err := json.Marshal(o)
	if err != nil {
		return r, err
	}
	if _, err := n.in.Write(append(line, '\n')); err != nil {
		return r, err
	}
	return r, n.out.Decode(&r)
}

func (n *node) close() error {
	return errors.Join(n.in.Close(), n.cmd.Wait())
}

// speed is games per second of processor time.
func (n *node) speed(by string, from, games int) (float64, error) {
	r, err := n.ask(order{By: by, From: from, Games: games})
	return float64(games) / r.Microseconds * 1e6, err
}

// MeasureRival plays the reference game here and by boardgame.io. dir is a folder
// with the files of boardgameio and what `npm ci` put there; games is how many
// games the rival plays in a slice of a round.
func MeasureRival(dir string, agree, rounds, games int, tick func()) (r Rival, err error) {
	g := reference.Make(1, reference.Standard())
	m, err := bench.Load(g.Scenario())
	if err != nil {
		return r, err
	}
	n, err := startNode(dir, g, &r)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, n.close()) }()
	if err := r.agrees(n, g, m, agree); err != nil {
		return r, err
	}
	plain, err := ours(m, nil)
	if err != nil {
		return r, err
	}
	kept, err := ours(m, &game.Ledger{})
	if err != nil {
		return r, err
	}
	const slice = 150 * time.Millisecond
	var speeds [4][]float64
	var ratios [2][]float64
	for round := range rounds {
		var now [4]float64
		if now[0], err = n.speed("client", round*games, games); err != nil {
			return r, err
		}
		now[1], err = n.speed("reducer", round*games, games)
		if err != nil {
			return r, err
		}
		now[2], now[3] = plain.speed(slice), kept.speed(slice)
		for i, x := range now {
			speeds[i] = append(speeds[i], x)
		}
		for i := range ratios {
			ratios[i] = append(ratios[i], now[2+i]/max(now[0], now[1]))
		}
		tick()
	}
	r.Client, r.Reducer, r.Engine, r.Ledger = median(speeds[0]), median(speeds[1]), median(speeds[2]), median(speeds[3])
	r.Ratio, r.LedgerRatio = median(ratios[0]), median(ratios[1])
	return r, nil
}

// agrees plays the same seeds here and there, by both ways, and reports the first
// difference between how two games ended, to the last bit.
func (r *Rival) agrees(n *node, g *reference.Game, m *game.Machine, games int) error {
	ours, err := contestant(g, m)
	if err != nil {
		return err
	}
	all := []bench.Contestant{ours}
	for _, by := range []string{"client", "reducer"} {
		var last bench.Result
		all = append(all, bench.Contestant{
			Name:   "boardgame.io by its " + by,
			Play:   func(seed chance.Seed) error { return n.show(by, seed, &last) },
			Result: func(out *bench.Result) { *out = last },
		})
	}
	r.Agreed = games
	return bench.Agree(all, games)
}

// contestant is the engine.
func contestant(g *reference.Game, m *game.Machine) (bench.Contestant, error) {
	slots, err := bench.Slots(g, m)
	if err != nil {
		return bench.Contestant{}, err
	}
	e, err := bench.NewEngine(m)
	if err != nil {
		return bench.Contestant{}, err
	}
	return bench.Contestant{Name: "engine", Play: e.Play, Result: func(out *bench.Result) { e.Result(slots, out) }}, nil
}

// show plays one game and tells how it ended.
func (n *node) show(by string, seed chance.Seed, out *bench.Result) error {
	r, err := n.ask(order{by, int(seed), 1, true})
	if err == nil {
		*out, err = r.Results[0].result()
	}
	return err
}

// numbers reads numbers by the digits of their bits.
func numbers(digits []string) ([]float64, error) {
	var out []float64
	for _, d := range digits {
		x, err := strconv.ParseUint(d, 16, 64)
		if err != nil {
			return nil, err
		}
		out = append(out, math.Float64frombits(x))
	}
	return out, nil
}

// engine plays one game after another.
type engine struct {
	play   *game.Play
	seats  *policy.Table
	state  game.State
	orders game.Orders
	ledger *game.Ledger // nil: none is kept
	seed   chance.Seed
}

func ours(m *game.Machine, ledger *game.Ledger) (*engine, error) {
	seats, err := policy.NewTable(m, nil)
	if err != nil {
		return nil, err
	}
	if ledger == nil {
		return &engine{play: m.NewPlay(chance.Luck{}, nil), seats: seats}, nil
	}
	return &engine{play: m.NewPlay(chance.Luck{}, ledger), seats: seats, ledger: ledger}, nil
}

// once plays a game.
func (e *engine) once() {
	luck := chance.Luck{Seed: e.seed}
	e.seed++
	e.play.SetLuck(luck)
	if e.play.Start(&e.state, nil) != nil {
		return // there is nothing to start with that could be wrong
	}
	for !e.state.Ended() {
		if e.ledger != nil {
			e.ledger.Clear()
		}
		e.play.Open(&e.state)
		e.seats.Fill(&e.orders, &e.state, luck)
		e.play.Adjudicate(&e.state, e.orders)
	}
}

// speed is games per second of processor time.
func (e *engine) speed(slice time.Duration) float64 {
	begin := spent.Processor()
	for games := 1; ; games++ {
		e.once()
		if d := spent.Processor() - begin; d >= slice {
			return float64(games) / d.Seconds()
		}
	}
}
