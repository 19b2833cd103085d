package main

import (
	"bytes"
	"os"
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

// Programs that do what none should, over the websocket: join says what was wrong, the
// exercise stands, and a better one takes the seat and plays it to the end.
func TestRoguesOfALiveSeat(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no sh on this machine")
	}
	good, err := filepath.Abs("../../engine/agent/examples/agent.sh")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	const greets = `echo '{"v":1,"t":"hello","name":"rogue","agent":true}'` + "\n"
	const asked = `while read -r line; do case "$line" in *'"t":"choose"'*) `
	for name, x := range map[string]struct{ script, want string }{
		"dies":    {greets + asked + "exit 3 ;; esac; done", "the agent has ended before the exercise"},
		"mute":    {"exit 0", "the agent has ended before the exercise"},
		"floods":  {greets + `while echo '{"v":1,"t":"ping"}'; do :; done`, "the exercise lets the agent go: "},
		"endless": {greets + `while printf '%0999d' 7; do :; done`, "the agent wrote a line of more than 16384 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			script := filepath.Join(dir, name+".sh")
			if err := os.WriteFile(script, []byte(x.script+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			s := start(t, "--demo", "--addr", "127.0.0.1:0", "--scenario", "testdata/night.toml", "--seed", "5")
			link := strings.TrimSpace(strings.TrimPrefix(s.lines(t, 2)[1], "Open"))
			var out, errs bytes.Buffer
			if code := run([]string{"join", link, "sh " + script}, nil, &out, &errs); code != no || !strings.Contains(errs.String(), x.want) {
				t.Errorf("join = %d: %s", code, errs.String())
			}
			out.Reset()
			errs.Reset()
			if code := run([]string{"join", link, "sh " + good}, nil, &out, &errs); code != fine {
				t.Errorf("then join = %d: %s; the server says: %s", code, errs.String(), s.errs)
			}
		})
	}
}
