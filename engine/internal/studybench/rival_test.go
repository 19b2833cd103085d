package studybench

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strconv"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/internal/bench"
	"demarche/engine/internal/bench/reference"
)

// The rules that boardgame.io is given play the engine's games, bit for bit. This
// runs them alone, as npm has installed nothing here; `make study-bench` compares
// what boardgame.io makes of them.
func TestTheRulesInJavaScriptPlayTheSameGames(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("Node is not installed")
	}
	games := 40
	if testing.Short() {
		games = 8
	}
	g := reference.Make(1, reference.Standard())
	data, err := json.Marshal(newModel(g))
	if err != nil {
		t.Fatal(err)
	}
	there := alone(t, node, data, games)
	m, err := bench.Load(g.Scenario())
	if err != nil {
		t.Fatal(err)
	}
	ours, err := contestant(g, m)
	if err != nil {
		t.Fatal(err)
	}
	var last bench.Result
	err = bench.Agree([]bench.Contestant{ours, {
		Name:   "the rules in JavaScript",
		Play:   func(seed chance.Seed) (err error) { last, err = there[seed].result(); return err },
		Result: func(out *bench.Result) { *out = last },
	}}, games)
	if err != nil {
		t.Error(err)
	}
}

// alone plays games of seeds from 0 on by boardgameio/alone.js.
func alone(t *testing.T, node string, model []byte, games int) []ended {
	t.Helper()
	c := exec.Command(node, "boardgameio/alone.js", strconv.Itoa(games))
	c.Stdin = bytes.NewReader(model)
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	var r reply
	if err := json.Unmarshal(out, &r); err != nil || len(r.Results) != games {
		t.Fatalf("%d results: %v", len(r.Results), err)
	}
	return r.Results
}
