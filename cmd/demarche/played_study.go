package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"demarche/engine/scenario"
	"demarche/engine/source"
	"demarche/engine/study/report"
)

// playedStudy is what a report reads of job.json: what was played.
type playedStudy struct {
	Study        string `json:"study"`
	Title        string `json:"title"`
	Engine       string `json:"engine"`
	Sum          string `json:"study_sha256"`
	Seed         uint64 `json:"seed"`
	Design       string `json:"design"`
	Points       int    `json:"points"`
	Replications int    `json:"replications"`
	Law          string `json:"reproducible"`
	Factors      []struct {
		ID     string   `json:"id"`
		Levels []string `json:"levels"`
	} `json:"factors"`
	Scenarios []struct {
		Name string `json:"name"`
		Sum  string `json:"sha256"`
	} `json:"scenarios"`
}

// planIn finds out what the tables of a folder are of: by the files of its study,
// else by what the tables themselves tell.
func (s *streams) planIn(dir string, t report.Tables, f *reportFlags) (plan report.Plan, from []report.Origin, err error) {
	data, err := os.ReadFile(filepath.Join(dir, "job.json"))
	switch {
	case err == nil:
		plan, from, err = s.planOf(dir, data, f.lang)
	case errors.Is(err, fs.ErrNotExist):
		from = []report.Origin{{What: "demarche", Is: build()}}
		if plan, err = report.Survey(t); err != nil {
			err = &answer{code: wrong, err: fmt.Errorf("%s: %w", dir, err), hint: "name the folder that demarche study wrote"}
		}
	}
	if err != nil {
		return plan, nil, err
	}
	for _, name := range f.scenario {
		facts, err := s.factsAt(name, name, f.lang)
		if err != nil {
			return plan, nil, err
		}
		plan.Games = append(plan.Games, facts)
	}
	return plan, from, nil
}

// planOf reads the files that a study left in its folder.
func (s *streams) planOf(dir string, job []byte, lang string) (report.Plan, []report.Origin, error) {
	var j playedStudy
	var p report.Plan
	if err := json.Unmarshal(job, &j); err != nil {
		return p, nil, &answer{code: wrong, err: fmt.Errorf("%s: job.json is not what a study writes: %w", dir, err)}
	}
	p = report.Plan{Study: j.Study, Title: j.Title, Seed: j.Seed, Points: j.Points, Replications: j.Replications, Design: j.Design}
	from := []report.Origin{{What: "demarche", Is: j.Engine}, {What: "study.toml", Is: "SHA-256 " + j.Sum}}
	for _, x := range j.Factors {
		p.Factors = append(p.Factors, report.Factor{ID: x.ID, Levels: x.Levels})
	}
	for i, x := range j.Scenarios {
		p.Scenarios = append(p.Scenarios, x.Name)
		from = append(from, report.Origin{What: x.Name, Is: "SHA-256 " + x.Sum})
		facts, err := s.factsAt(filepath.Join(dir, "inputs", "scenarios", strconv.Itoa(i)), x.Name, lang)
		if err != nil {
			return p, nil, err
		}
		p.Games = append(p.Games, facts)
	}
	var err error
	p.Contrasts, err = contrastsIn(filepath.Join(dir, "inputs", "study.toml"))
	return p, append(from, report.Origin{What: "reproducible", Is: j.Law}), err
}

// factsAt compiles a scenario that was played.
func (s *streams) factsAt(where, name, lang string) (report.Facts, error) {
	doc, err := readScenario(where)
	if err != nil {
		return report.Facts{}, s.faulty(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return report.Facts{}, s.faulty(err)
	}
	return report.FactsOf(name, g, lang), nil
}

// contrastsIn reads the comparisons that a study file names. The study was played,
// so the file is known to be right.
func contrastsIn(name string) ([]report.Contrast, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("read the study: %w", err)}
	}
	root, err := source.Read(name, data)
	if err != nil {
		return nil, &answer{code: wrong, err: err}
	}
	all := root.Get("contrast")
	if all == nil {
		return nil, nil
	}
	only := ""
	if f := root.Get("factor"); f != nil && len(f.Kids) == 1 {
		only = f.Kids[0].Key
	}
	var out []report.Contrast
	for _, n := range all.Kids {
		c := report.Contrast{ID: n.Key, Metric: written(n.Get("metric")), Role: written(n.Get("role")), Of: picksOf(n.Get("of"), only), Base: picksOf(n.Get("base"), only)}
		switch w := n.Get("within"); {
		case w == nil:
		case w.Kind == source.Array:
			for _, k := range w.Kids {
				c.Within = append(c.Within, written(k))
			}
		default:
			c.Within = []string{written(w)}
		}
		out = append(out, c)
	}
	return out, nil
}

// picksOf reads { factor = level, … }, or the level alone in a study of one factor.
func picksOf(n *source.Node, only string) []report.Pick {
	if n == nil {
		return nil
	}
	if n.Kind != source.Table {
		return []report.Pick{{Factor: only, Level: written(n)}}
	}
	var out []report.Pick
	for _, k := range n.Kids {
		out = append(out, report.Pick{Factor: k.Key, Level: written(k)})
	}
	return out
}

// written is a word or a number as tables have it; "" for none.
func written(n *source.Node) string {
	switch {
	case n == nil:
		return ""
	case n.Kind == source.String:
		return n.Text.String()
	case n.Kind == source.Bool:
		return strconv.FormatBool(n.Bool)
	}
	return strconv.FormatFloat(n.Num, 'g', -1, 64)
}
