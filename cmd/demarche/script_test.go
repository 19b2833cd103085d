package main

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the wanted files of the scripts that run")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"demarche": main, "weighed": weighed})
}

// TestScripts runs testdata/script: every promise of the command line, as a user
// would try it.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(e *testscript.Env) error {
			examples, err := filepath.Abs("../../engine/agent/examples")
			if err != nil {
				return err
			}
			e.Setenv("EXAMPLES", examples)
			e.Setenv("PYTHONDONTWRITEBYTECODE", "1")
			for _, name := range []string{"night.toml", "broken.toml"} {
				text, err := os.ReadFile("testdata/" + name)
				if err != nil {
					return err
				}
				if err := os.WriteFile(e.WorkDir+"/"+name, text, 0o644); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"edit":     edit,
			"cut":      cut,
			"excel":    excel,
			"snippets": snippets,
		},
	})
}

// exits CODE COMMAND ARGS... runs a command and wants that exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// edit FILE LINE OLD NEW replaces the first OLD in a line by NEW.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: edit FILE LINE OLD NEW")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	number, err := strconv.Atoi(args[1])
	ts.Check(err)
	lines := strings.SplitAfter(string(data), "\n")
	if number < 1 || number > len(lines) || !strings.Contains(lines[number-1], args[2]) {
		ts.Fatalf("line %d of %s holds no %q", number, args[0], args[2])
	}
	lines[number-1] = strings.Replace(lines[number-1], args[2], args[3], 1)
	ts.Check(os.WriteFile(name, []byte(strings.Join(lines, "")), 0o644))
}

// excel FILE saves a text as spreadsheets do: with a byte order mark, lines that
// end in CRLF.
func excel(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: excel FILE")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	ts.Check(os.WriteFile(name, []byte("\ufeff"+strings.ReplaceAll(string(data), "\n", "\r\n")), 0o644))
}

// snippets FILE LANGUAGE writes the blocks of code of a page in a language into
// snippet1, snippet2 and so on.
func snippets(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: snippets FILE LANGUAGE")
	}
	page, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	blocks := strings.Split(string(page), "```"+args[1]+"\n")[1:]
	if len(blocks) == 0 {
		ts.Fatalf("%s has no %s", args[0], args[1])
	}
	for i, b := range blocks {
		code, _, _ := strings.Cut(b, "```")
		ts.Check(os.WriteFile(ts.MkAbs("snippet"+strconv.Itoa(i+1)), []byte(code), 0o644))
	}
}

// cut FILE BYTES takes bytes off the end of a file.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE BYTES")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(name, data[:len(data)-n], 0o644))
}

// One changed byte in the middle of any line of a record makes verification
// fail, and it says which line.
func TestVerifyNamesTheLineOfOneChangedByte(t *testing.T) {
	dir := t.TempDir()
	name := dir + "/play.jsonl"
	var out, errs bytes.Buffer
	if code := run([]string{"run", "testdata/night.toml", "--seed", "3", "--policy", "random", "--record", name}, nil, &out, &errs); code != fine {
		t.Fatalf("run = %d: %s", code, errs.String())
	}
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	at := 0
	for i, line := range bytes.SplitAfter(whole, []byte("\n")) {
		for _, part := range []int{1, 2, 3} { // a quarter, a half, three quarters
			if len(line) == 0 {
				continue
			}
			bad := bytes.Clone(whole)
			bad[at+len(line)*part/4] ^= 1
			if err := os.WriteFile(name, bad, 0o644); err != nil {
				t.Fatal(err)
			}
			out.Reset()
			errs.Reset()
			code := run([]string{"replay", "--verify", name}, nil, &out, &errs)
			if want := "line " + strconv.Itoa(i+1); code != no || !strings.Contains(out.String(), want) {
				t.Errorf("line %d changed at %d/4: exit %d, want %d, and %q in:\n%s%s", i+1, part, code, no, want, out.String(), errs.String())
			}
		}
		at += len(line)
	}
}
