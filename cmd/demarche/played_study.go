package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"demarche/engine/scenario"
	"demarche/engine/study"
	"demarche/engine/study/report"
	shelves "demarche/engine/study/shelf"
)

// planIn finds out what the tables of a folder are of: by the files of its study,
// else by what the tables themselves tell.
func (s *streams) planIn(dir string, t report.Tables, f *reportFlags) (plan report.Plan, from []report.Origin, err error) {
	if _, err = os.Stat(filepath.Join(dir, shelves.JobFile)); errors.Is(err, fs.ErrNotExist) {
		from = []report.Origin{{What: "demarche", Is: build()}}
		if plan, err = report.Survey(t); err != nil {
			err = &answer{code: wrong, err: fmt.Errorf("%s: %w", dir, err), hint: "name the folder that demarche study wrote"}
		}
	} else {
		plan, from, err = s.planOf(dir, f.lang)
	}
	if err != nil {
		return plan, nil, err
	}
	for _, name := range f.scenario {
		doc, err := readScenario(name)
		if err != nil {
			return plan, nil, s.faulty(err)
		}
		if err := s.addFacts(&plan, name, doc, f.lang); err != nil {
			return plan, nil, err
		}
	}
	return plan, from, nil
}

// planOf reads the files that a study left in its folder.
func (s *streams) planOf(dir, lang string) (p report.Plan, from []report.Origin, err error) {
	j, err := jobOf(dir)
	if err != nil {
		return p, nil, err
	}
	p = report.Plan{Study: j.Study, Title: j.Title, Seed: j.Seed, Points: int(j.Points), Replications: int(j.Replications), Design: j.Design}
	from = []report.Origin{{What: "demarche", Is: j.Engine}}
	if j.Sum != "" {
		from = append(from, report.Origin{What: studyName, Is: "SHA-256 " + j.Sum})
	}
	for _, x := range j.Factors {
		p.Factors = append(p.Factors, report.Factor{ID: x.ID, Levels: x.Levels})
	}
	inputs := os.DirFS(filepath.Join(dir, shelves.Inputs))
	for i, x := range j.Scenarios {
		p.Scenarios = append(p.Scenarios, x.Name)
		from = append(from, report.Origin{What: x.Name, Is: "SHA-256 " + x.Sum})
		doc, err := scenarioIn(inputs, "scenarios/"+strconv.Itoa(i), x.Main())
		if err != nil {
			return p, nil, s.faulty(err)
		}
		if err := s.addFacts(&p, x.Name, doc, lang); err != nil {
			return p, nil, err
		}
	}
	p.Contrasts, err = contrastsIn(inputs)
	return p, append(from, report.Origin{What: "reproducible", Is: j.Law}), err
}

// addFacts adds what a report needs to know of a scenario that was played.
func (s *streams) addFacts(p *report.Plan, name string, doc *scenario.Document, lang string) error {
	g, err := scenario.Compile(doc)
	if err != nil {
		return s.faulty(err)
	}
	p.Games = append(p.Games, report.FactsOf(name, g, lang))
	return nil
}

// contrastsIn reads the comparisons that a study named; plays that people made have
// no study file.
func contrastsIn(inputs fs.FS) ([]report.Contrast, error) {
	data, err := fs.ReadFile(inputs, studyName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var spec *study.Spec
	if err == nil {
		spec, err = study.Read(studyName, data)
	}
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("read the study: %w", err)}
	}
	var out []report.Contrast
	for _, c := range spec.Contrasts {
		x := report.Contrast{ID: c.ID, Metric: c.Metric.Name, Role: c.Role.Name, Of: picksOf(c.Of), Base: picksOf(c.Base)}
		for _, w := range c.Within {
			x.Within = append(x.Within, w.Name)
		}
		out = append(out, x)
	}
	return out, nil
}

func picksOf(picks []study.Pick) []report.Pick {
	var out []report.Pick
	for _, p := range picks {
		out = append(out, report.Pick{Factor: p.Factor.Name, Level: p.Level.String()})
	}
	return out
}
