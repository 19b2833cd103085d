package study_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"demarche/engine/scenario"
	"demarche/engine/study"
	"demarche/engine/study/report"
	"demarche/engine/study/shelf"
)

// TestPointsOfHackBack plays the whole of the study in which all assumptions vary at
// once and holds what its report tells of the points against FINDINGS.md.
func TestPointsOfHackBack(t *testing.T) {
	if testing.Short() {
		t.Skip("80,000 games")
	}
	text, err := os.ReadFile(hackBack + "/all_at_once.toml")
	if err != nil {
		t.Fatal(err)
	}
	shipped := os.DirFS("../../scenarios")
	p := bindText(t, study.Library{Files: os.DirFS(hackBack), Scenario: func(name string) (*scenario.Document, error) { return scenario.Read(shipped, name) }}, string(text))
	dir := t.TempDir()
	h, err := shelf.Open(dir, p.Job("test", text, nil), p.Layout(p.Cases()[0]), shelf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := study.Execute(context.Background(), p, h, study.Options{Workers: 2}); err != nil {
		t.Fatal(err)
	}
	offered := report.Contrast{ID: "rung", Metric: "peak_rung", Of: []report.Pick{{Factor: "offer", Level: "open"}}, Base: []report.Pick{{Factor: "offer", Level: "closed"}}, Within: []string{"mix"}}
	plan := report.Plan{Points: int(p.Points), Replications: int(p.Spec.Replications), Design: p.Spec.Design.Kind, Contrasts: []report.Contrast{offered}}
	for i := range p.Factors {
		plan.Factors = append(plan.Factors, report.Factor{ID: p.Factors[i].ID})
	}
	s, err := report.Summarise(plan, report.Folder{FS: os.DirFS(dir)}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(hackBack + "/FINDINGS.md")
	if err != nil {
		t.Fatal(err)
	}
	c := s.Contrasts[0]
	if want := fmt.Sprintf("above 0, all %d,%03d together", c.Drawn.Intervals/1000, c.Drawn.Intervals%1000); !strings.Contains(string(page), want) {
		t.Errorf("FINDINGS.md does not say %q", want)
	}
	for _, r := range c.Rows {
		d := r.Drawn
		row := fmt.Sprintf("| %s | %+.2f [%.2f, %.2f] | %d | %d | %d | %.0f | %d | ", strings.TrimPrefix(r.Within, "mix = "), r.Effect.Value, r.Effect.Lo, r.Effect.Hi,
			d.Equal, d.Above, d.Below, float64(d.Intervals)*0.025, d.AllAbove)
		at := strings.Index(string(page), "\n"+row)
		if at < 0 || d.AllBelow != 0 {
			t.Errorf("FINDINGS.md lacks the row\n%s (%d below, all together)", row, d.AllBelow)
			continue
		}
		rest, _, _ := strings.Cut(string(page)[at+1+len(row):], "\n")
		for _, g := range d.Goes[:2] {
			if want := fmt.Sprintf("%+.2f", g.Rank); !strings.Contains(rest, want) {
				t.Errorf("%s goes with %s by %s; FINDINGS.md has %q", r.Within, g.Factor, want, rest)
			}
		}
	}
}
