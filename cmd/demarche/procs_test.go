//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestCommandsArePartedLikeAShellDoes(t *testing.T) {
	for give, want := range map[string][]string{
		`python3 agent.py`:                    {"python3", "agent.py"},
		`  a   "b c" 'd "e"' f\ g "h\"i" '' `: {"a", "b c", `d "e"`, "f g", `h"i`, ""},
		`a"b"'c'`:                             {"abc"},
	} {
		if got, err := wordsOf(give); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v, want %q", give, got, err, want)
		}
	}
	for _, give := range []string{"", "  ", `a "b`, `a 'b`, `a \`} {
		if got, err := wordsOf(give); err == nil {
			t.Errorf("%q: got %q", give, got)
		}
	}
}

// What an agent has started ends with the play, even if it does not want to.
func TestNothingOfAnAgentIsLeft(t *testing.T) {
	dir := t.TempDir()
	pids := filepath.Join(dir, "pids")
	agent := filepath.Join(dir, "agent.sh")
	script := fmt.Sprintf(`trap '' TERM HUP INT
sleep 600 &
echo $$ $! > %s
echo '{"v":1,"t":"hello","name":"stays"}'
while :; do read -r line; case $line in *'"t":"choose"'*) echo 1 ;; '') sleep 1 ;; esac; done
`, pids)
	if err := os.WriteFile(agent, []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if code := run([]string{"run", "testdata/night.toml", "--policy", "hold", "--policy", "minister=exec:sh " + agent}, nil, &out, &errs); code != fine {
		t.Fatalf("run = %d: %s", code, errs.String())
	}
	data, err := os.ReadFile(pids)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range strings.Fields(string(data)) {
		pid, err := strconv.Atoi(word)
		if err != nil {
			t.Fatal(err)
		}
		for began := time.Now(); alive(pid); time.Sleep(20 * time.Millisecond) {
			if time.Since(began) > time.Minute {
				t.Fatalf("process %d is still there", pid)
			}
		}
	}
}

// alive reports whether a process is there and more than a name that its parent
// has not asked for.
func alive(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || !strings.Contains(string(stat), ") Z ")
}

// A program may fill its errors with whatever it does: the beginning is passed on, and
// it never waits.
func TestComplaintsAreCutShort(t *testing.T) {
	var errs bytes.Buffer
	c := newCrew(&errs)
	p, err := c.start(`sh -c 'i=0; while [ $i -lt 20000 ]; do echo "step $i of a long way" >&2; i=$((i+1)); done; echo done'`)
	if err != nil {
		t.Fatal(err)
	}
	said, err := io.ReadAll(p)
	if err != nil || string(said) != "done\n" {
		t.Errorf("it says %q, error %v", said, err)
	}
	c.disband()
	got := errs.String()
	if !strings.HasPrefix(got, "step 0 of a long way\n") || !strings.HasSuffix(got, "writes to its errors is left out\n") || len(got) < mostComplaints || len(got) > mostComplaints+300 {
		t.Errorf("%d bytes: %.60s … %s", len(got), got, got[max(0, len(got)-200):])
	}
}
