package study_test

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche/engine/internal/sheet"
	"demarche/engine/scenario"
	"demarche/engine/stats"
	"demarche/engine/study"
)

// hackBack is where the study of unlawful retaliation is.
const hackBack = "examples/hack_back"

// finding is a row of expected.csv: what the whole study found, and in First what
// its first replications find.
type finding struct {
	study, mix, at, metric       string
	n                            int
	closed, open, effect, lo, hi float64
	first                        string
}

// part is how much of a study the test plays: the first replications, and of the
// cases the ones that are named, all if none is.
type part struct {
	replications int
	cases        []string
}

var parts = map[string]part{
	"study.toml":         {replications: 40},
	"one_at_a_time.toml": {40, []string{"as_written", "noticed_0", "rarely_seen", "gain_300", "early_end_0", "gain_300_play_on", "unseen_harmless", "all_that_calms", "all_that_calms_play_on"}},
	"discovery.toml":     {replications: 20},
	"all_at_once.toml":   {replications: 1},
	"validity.toml":      {replications: 100},
}

// TestFindingsOfHackBack plays a part of each study and holds it against what the
// whole of it found. The part must come out as it did, to the last digit written
// down, and the whole must be within four standard errors of it. If play has
// changed, play the studies again, put what they find into expected.csv and
// FINDINGS.md, and then write down the parts with -update.
func TestFindingsOfHackBack(t *testing.T) {
	found := findings(t)
	for _, name := range []string{"study.toml", "one_at_a_time.toml", "discovery.toml", "all_at_once.toml", "validity.toml"} {
		t.Run(name, func(t *testing.T) {
			if name == "all_at_once.toml" && testing.Short() {
				t.Skip("4,000 games")
			}
			got := playPart(t, name, parts[name])
			n := 0
			for i := range found {
				f := &found[i]
				p := got[f.mix+" "+f.at+" "+f.metric]
				if f.study != name || p == nil {
					continue
				}
				n++
				holds(t, f, p)
			}
			if n == 0 || n != len(got) {
				t.Errorf("%d findings for %d comparisons", n, len(got))
			}
		})
	}
	if *update && !t.Failed() {
		keep(t, found)
	}
}

// holds compares a finding with what a part of its study gives.
func holds(t *testing.T, f *finding, p *stats.Paired) {
	t.Helper()
	what := fmt.Sprintf("%s, %s: %s", f.mix, f.at, f.metric)
	open, closed := p.Means()
	first := fmt.Sprintf("%.4f %.4f", closed, open)
	if *update {
		f.first = first
	}
	if f.first != first {
		t.Errorf("%s: the first %d replications have %s closed and open, and had %q", what, p.N(), first, f.first)
	}
	// The whole has n replications and the part has few of them: its error is larger
	// by the root of how many times fewer they are.
	off := (f.hi - f.lo) / 2 / stats.T(0.95, float64(f.n-1)) * math.Sqrt(float64(f.n)/float64(p.N()))
	if d := open - closed - f.effect; math.Abs(d) > 4*off+5e-5 {
		t.Errorf("%s: the first %d replications have %+.3f, all %d have %+.3f", what, p.N(), open-closed, f.n, f.effect)
	}
	if math.Abs(f.open-f.closed-f.effect) > 2e-4 || f.lo > f.effect || f.hi < f.effect {
		t.Errorf("%s: %v and %v do not make %v [%v, %v]", what, f.closed, f.open, f.effect, f.lo, f.hi)
	}
}

// playPart plays the first replications of a study: the two sides of the offer,
// paired by replication, for each mix, case and metric.
func playPart(t *testing.T, name string, of part) map[string]*stats.Paired {
	t.Helper()
	text := partOf(t, name, of)
	shipped := os.DirFS("../../scenarios")
	p := bindText(t, study.Library{Files: os.DirFS(hackBack), Scenario: func(name string) (*scenario.Document, error) { return scenario.Read(shipped, name) }}, text)
	m := execute(t, p, study.Options{Workers: 2})
	for _, move := range m.rows(p, "moves") { // VALIDITY.md: no State answers by cyber means
		if move["action"] == "counter_op" && name == "validity.toml" {
			t.Errorf("run %s, turn %s: %s strikes back", move["run"], move["turn"], move["role"])
		}
	}
	sums := map[string][2]map[string]*stats.Moments{} // by comparison: replication -> closed, open
	for _, run := range m.rows(p, "runs") {
		if run["status"] != "ok" {
			t.Fatalf("run %s: %s", run["run"], run["fault"])
		}
		mix := cmp.Or(run["factor_mix"], "own")
		at := strings.Trim(run["factor_restraint"]+run["factor_case"]+run["factor_noticed"]+" "+run["factor_stop"], " ")
		if name == "all_at_once.toml" {
			at = "all"
		}
		side := slices.Index([]string{"closed", "open"}, run["factor_offer"])
		for metric, x := range measured(t, name, run) {
			key := mix + " " + at + " " + metric
			if sums[key][0] == nil {
				sums[key] = [2]map[string]*stats.Moments{{}, {}}
			}
			by := sums[key][side]
			if by[run["replication"]] == nil {
				by[run["replication"]] = &stats.Moments{}
			}
			by[run["replication"]].Add(x)
		}
	}
	out := map[string]*stats.Paired{}
	for key, s := range sums {
		out[key] = &stats.Paired{}
		for r := range of.replications {
			rep := strconv.Itoa(r)
			out[key].Add(s[1][rep].Mean(), s[0][rep].Mean())
		}
	}
	return out
}

// partOf is the text of a study with fewer replications and cases.
func partOf(t *testing.T, name string, of part) string {
	t.Helper()
	data, err := os.ReadFile(hackBack + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`(?m)^replications = \d+$`).ReplaceAllString(string(data), fmt.Sprintf("replications = %d", of.replications))
	if len(of.cases) == 0 {
		return text
	}
	var lines []string
	left := len(of.cases)
	in := false
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "[") {
			in = strings.HasPrefix(line, "[factor.case.levels]")
		} else if id, _, is := strings.Cut(line, "="); in && is {
			if !slices.Contains(of.cases, strings.TrimSpace(id)) {
				continue
			}
			left--
		}
		lines = append(lines, line)
	}
	if left != 0 {
		t.Fatalf("%s lacks %d of the cases %v", name, left, of.cases)
	}
	return strings.Join(lines, "\n")
}

// measured are the metrics of a run that the findings of a study are about.
func measured(t *testing.T, name string, run map[string]string) map[string]float64 {
	t.Helper()
	metrics := []string{"peak_rung", "reached_e4", "turns_at_e4", "third_party_harm"}
	switch name {
	case "study.toml":
		metrics = append(metrics, "reached_e5")
	case "validity.toml":
		metrics = []string{"peak_rung", "reached_e4", "reached_e7"}
	}
	out := map[string]float64{}
	for _, m := range metrics {
		out[m] = sheet.Number(t, run["metric_"+m])
	}
	if name == "validity.toml" {
		if out["hack_back_taken"] = 0; sheet.Number(t, run["metric_hack_backs_taken"]) > 0 {
			out["hack_back_taken"] = 1
		}
	}
	return out
}

// TestFindingsAreThoseWritten holds the tables of FINDINGS.md against expected.csv:
// each cell that names an effect is the effect found there.
func TestFindingsAreThoseWritten(t *testing.T) {
	data, err := os.ReadFile(hackBack + "/FINDINGS.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	found := findings(t)
	mixes := []string{"soft", "careful", "any", "hard"}
	has := func(row string) {
		t.Helper()
		if !strings.Contains(page, row+"\n") {
			t.Errorf("FINDINGS.md lacks the row\n%s", row)
		}
	}
	for _, mix := range mixes {
		row := fmt.Sprintf("| %s | %.2f |", mix, pick(t, found, "study.toml", mix, "60", "peak_rung").closed)
		for _, at := range []string{"0", "30", "60", "90"} {
			row += " " + cell(pick(t, found, "study.toml", mix, at, "peak_rung")) + " |"
		}
		has(row)
		row = "| " + mix + " |"
		for _, metric := range []string{"reached_e4", "reached_e5", "turns_at_e4", "third_party_harm"} {
			f := pick(t, found, "study.toml", mix, "60", metric)
			row += fmt.Sprintf(" %.2f | %s |", f.closed, cell(f))
		}
		has(row)
	}
	for _, noticed := range []string{"0", "10", "20", "30", "50", "100"} {
		row := "| " + noticed + " % |"
		for _, mix := range mixes {
			row += " " + cell(pick(t, found, "discovery.toml", mix, noticed+" never", "peak_rung")) + " |"
		}
		has(row)
	}
	for _, mix := range mixes {
		if row := "| " + mix + " | " + cell(pick(t, found, "all_at_once.toml", mix, "all", "peak_rung")) + " |"; !strings.Contains(page, "\n"+row) {
			t.Errorf("FINDINGS.md lacks the row\n%s", row)
		}
	}
	for _, at := range regexp.MustCompile("(?m)^\\| `([a-z0-9_]+)` \\|.*$").FindAllStringSubmatch(page, -1) {
		row := "| `" + at[1] + "` |"
		for _, mix := range mixes {
			row += " " + cell(pick(t, found, "one_at_a_time.toml", mix, at[1], "peak_rung")) + " |"
		}
		if !strings.HasPrefix(at[0], row) {
			t.Errorf("FINDINGS.md has\n%s\nand not\n%s", at[0], row)
		}
	}
}

// TestValidityIsThatWritten holds the shares of VALIDITY.md against expected.csv.
func TestValidityIsThatWritten(t *testing.T) {
	data, err := os.ReadFile(hackBack + "/VALIDITY.md")
	if err != nil {
		t.Fatal(err)
	}
	found := findings(t)
	share := func(f finding, x float64) string {
		w := stats.Wilson(int64(math.Round(x*float64(f.n))), int64(f.n), 0.95)
		return fmt.Sprintf("%.1f %% [%.1f, %.1f]", 100*w.Value, 100*w.Lo, 100*w.Hi)
	}
	for metric, row := range map[string]string{
		"reached_e7":      "| E7 or above | at most 2 % |",
		"reached_e4":      "| E4 or above | 10 to 25 % |",
		"hack_back_taken": "| a private firm hits back | 0.5 % of incidents |",
	} {
		f := pick(t, found, "validity.toml", "own", "endings", metric)
		if row += " " + share(f, f.closed) + " | " + share(f, f.open) + " |"; !strings.Contains(string(data), "\n"+row) {
			t.Errorf("VALIDITY.md lacks the row\n%s", row)
		}
	}
}

// cell writes an effect with its interval.
func cell(f finding) string { return fmt.Sprintf("%+.2f [%.2f, %.2f]", f.effect, f.lo, f.hi) }

func pick(t *testing.T, all []finding, name, mix, at, metric string) finding {
	t.Helper()
	for _, f := range all {
		if f.study == name && f.mix == mix && f.at == at && f.metric == metric {
			return f
		}
	}
	t.Fatalf("expected.csv has no %s of %s, %s in %s", metric, mix, at, name)
	return finding{}
}

// findings reads expected.csv.
func findings(t *testing.T) []finding {
	t.Helper()
	var out []finding
	for _, x := range sheet.Rows(t, hackBack+"/expected.csv") {
		out = append(out, finding{
			x["study"], x["mix"], x["at"], x["metric"], int(sheet.Number(t, x["replications"])),
			sheet.Number(t, x["closed"]), sheet.Number(t, x["open"]), sheet.Number(t, x["effect"]), sheet.Number(t, x["lo"]), sheet.Number(t, x["hi"]), x["first"],
		})
	}
	return out
}

// keep writes expected.csv with what the parts give now.
func keep(t *testing.T, all []finding) {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	rows := [][]string{{"study", "mix", "at", "metric", "replications", "closed", "open", "effect", "lo", "hi", "first"}}
	for _, f := range all {
		row := []string{f.study, f.mix, f.at, f.metric, strconv.Itoa(f.n)}
		for _, x := range []float64{f.closed, f.open, f.effect, f.lo, f.hi} {
			row = append(row, fmt.Sprintf("%.4f", x))
		}
		rows = append(rows, append(row, f.first))
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(hackBack+"/expected.csv", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
