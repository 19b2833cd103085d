package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The shipped agents play a seat of a live exercise to its end, over the
// websocket, as a browser would.
func TestAnAgentPlaysALiveSeat(t *testing.T) {
	examples, err := filepath.Abs("../../engine/agent/examples")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ interpreter, file, scenario string }{
		{"sh", "agent.sh", "testdata/night.toml"},
		{"python3", "agent.py", "code_blue"},
	} {
		t.Run(x.file, func(t *testing.T) {
			if _, err := exec.LookPath(x.interpreter); err != nil {
				t.Skipf("there is no %s on this machine: %v", x.interpreter, err)
			}
			s := start(t, "--demo", "--addr", "127.0.0.1:0", "--scenario", x.scenario, "--seed", "5")
			link := strings.TrimSpace(strings.TrimPrefix(s.lines(t, 2)[1], "Open"))
			var out, errs bytes.Buffer
			if code := run([]string{"join", link, x.interpreter + " " + filepath.Join(examples, x.file)}, nil, &out, &errs); code != fine {
				t.Fatalf("join = %d: %s; the server says: %s", code, errs.String(), s.errs)
			}
			if strings.Contains(errs.String(), "refused") {
				t.Errorf("the agent was refused: %s", errs.String())
			}
		})
	}
	var out, errs bytes.Buffer
	if code := run([]string{"join", "http://127.0.0.1:1/join/x", "sh"}, nil, &out, &errs); code != no || !strings.Contains(errs.String(), "hint: the facilitator") {
		t.Errorf("a link that leads nowhere: %d, %s", code, errs.String())
	}
	if code := run([]string{"join", "x"}, nil, &out, &errs); code != wrong {
		t.Errorf("without a command: %d", code)
	}
}
