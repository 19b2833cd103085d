package study_test

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"demarche/engine/internal/duckdb"
)

// fenced are the blocks of a language in README.md, in their order.
func fenced(t *testing.T, lang string) []string {
	t.Helper()
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range regexp.MustCompile("(?ms)^```"+lang+"\n(.*?)^```$").FindAllStringSubmatch(string(page), -1) {
		out = append(out, m[1])
	}
	if len(out) == 0 {
		t.Fatalf("README.md has no block of %s", lang)
	}
	return out
}

// TestTheReadmeAsAStrangerReadsIt follows README.md in a new folder with a new
// binary: the study that it gives is played by its commands, and what its snippets
// say of it is the same in SQL, Python and R.
func TestTheReadmeAsAStrangerReadsIt(t *testing.T) {
	if testing.Short() {
		t.Skip("it plays 4,000 games and starts other programs")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "bin", "demarche")
	if out, err := exec.Command("go", "build", "-o", program, "demarche/cmd/demarche").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	t.Setenv("PATH", filepath.Dir(program)+string(filepath.ListSeparator)+os.Getenv("PATH"))
	if err := os.WriteFile(filepath.Join(dir, "study.toml"), []byte(fenced(t, "toml")[0]), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(fenced(t, "sh")[0]), "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if _, err := os.Stat("../../web/dist/report.html"); words[1] == "report" && err != nil {
			words = append(words, "--json") // the page was not built into the program
		}
		tell(t, dir, words...)
	}
	for _, name := range []string{"plan/points.csv", "hack_back/manifest.json", "hack_back/columns.json"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%v", err)
		}
	}
	figures := inSQL(t, dir)
	t.Run("Python", func(t *testing.T) {
		agrees(t, figures, tell(t, dir, interpreter(t, "pandas"), "-c", fenced(t, "python")[0]))
	})
	t.Run("R", func(t *testing.T) {
		if _, err := exec.LookPath("Rscript"); err != nil {
			t.Skip("there is no R")
		}
		agrees(t, figures, tell(t, dir, "Rscript", "-e", fenced(t, "r")[0]))
	})
}

// tell runs a program in a folder and returns what it says.
func tell(t *testing.T, dir string, words ...string) string {
	t.Helper()
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(words, " "), err, out)
	}
	return string(out)
}

// interpreter is a Python that has a module.
func interpreter(t *testing.T, module string) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import "+module).Run() == nil {
			return name
		}
	}
	t.Skipf("there is no Python with %s", module)
	return ""
}

// inSQL are the figures that the SQL of the page gives: 8 means, then 4 effects.
func inSQL(t *testing.T, dir string) []float64 {
	t.Helper()
	var queries []string
	for _, q := range strings.Split(fenced(t, "sql")[0], ";") {
		if q = strings.TrimSpace(q); q != "" {
			queries = append(queries, q)
		}
	}
	var out []float64
	for i, answer := range duckdb.Ask(t, dir, queries...) {
		if want := []int{1 + 8, 1 + 4}[i]; len(answer) != want {
			t.Fatalf("query %d gives %v, want %d rows", i+1, answer, want-1)
		}
		for _, row := range answer[1:] {
			if n := fmt.Sprint(row[len(row)-1]); n != "500" {
				t.Errorf("row %v counts %s runs, want 500", row, n)
			}
			bits, err := strconv.ParseUint(fmt.Sprint(row[len(row)-2]), 16, 64)
			if err != nil {
				t.Fatalf("row %v: %v", row, err)
			}
			out = append(out, math.Float64frombits(bits))
		}
	}
	return out
}

// agrees looks for each figure among the numbers that another program printed.
func agrees(t *testing.T, figures []float64, printed string) {
	t.Helper()
	var numbers []float64
	for _, s := range regexp.MustCompile(`-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?`).FindAllString(printed, -1) {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, x)
	}
	for _, want := range figures {
		near := false
		for _, x := range numbers {
			near = near || math.Abs(x-want) < 1e-6
		}
		if !near {
			t.Errorf("%v is not among what it prints:\n%s", want, printed)
		}
	}
}
