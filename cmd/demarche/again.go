package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"demarche/engine/agent"
	"demarche/engine/chance"
	"demarche/engine/scenario"
	"demarche/engine/study"
	shelves "demarche/engine/study/shelf"
	"demarche/scenarios"
)

// experimentIn reads the study of a folder from what it kept of its inputs.
func (s *streams) experimentIn(dir string) (*experiment, error) {
	root, err := os.OpenRoot(filepath.Join(dir, shelves.Inputs))
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("%s is no folder of a study: %w", dir, err)}
	}
	defer root.Close() // nothing was written
	return s.experimentOf(root.FS())
}

// experimentOf reads a study from its inputs.
func (s *streams) experimentOf(inputs fs.FS) (*experiment, error) {
	data, err := fs.ReadFile(inputs, studyName)
	if err != nil {
		return nil, &answer{code: wrong, err: err}
	}
	files, err := fs.Sub(inputs, "files")
	if err != nil {
		return nil, err
	}
	tap := &tapped{fsys: files, read: map[string][]byte{}}
	var docs []*scenario.Document
	lib := study.Library{Files: tap, Scenario: func(name string) (*scenario.Document, error) {
		doc, err := scenarioIn(inputs, "scenarios/"+strconv.Itoa(len(docs)), name)
		if err == nil {
			docs = append(docs, doc)
		}
		return doc, err
	}}
	return s.experiment(studyName, data, lib, tap, func() []*scenario.Document { return docs })
}

// scenarioIn reads a scenario among inputs. The folder has the files that it is made
// of, some of which it may include; its own has the name by which the study calls it,
// or that of a folder's scenario.
func scenarioIn(inputs fs.FS, dir, called string) (*scenario.Document, error) {
	of, err := fs.Sub(inputs, dir)
	if err != nil {
		return nil, err
	}
	name := path.Base(called)
	if path.Ext(name) != ".toml" {
		name = scenario.Main
	}
	return scenario.Read(scenarios.WithPacks(of), name)
}

// verifyStudy plays parts of a study again, drawn at random, and compares their
// files byte by byte.
func (s *streams) verifyStudy(dir string, sample int) error {
	if sample < 1 {
		return &answer{code: wrong, err: fmt.Errorf("--sample %d: nothing would be compared", sample), hint: "draw at least one run"}
	}
	was, err := jobOf(dir)
	if err != nil {
		return err
	}
	e, err := s.experimentIn(dir)
	if err != nil {
		return err
	}
	mine := e.job.Engine
	e.job.Engine, e.plan.Engine = was.Engine, was.Engine // the files say by whom they were made
	if now, then := same(e.job), same(was); now != then {
		return &answer{code: no, err: fmt.Errorf("%s: its inputs are not those of its job", dir)}
	}
	if mine != was.Engine {
		fmt.Fprintf(s.err, "warning: %s was made by %s, this is %s\n", dir, was.Engine, mine)
	}
	h, err := shelves.Look(dir, e.job, e.plan.Layout(e.plan.Cases()[0]))
	if err != nil {
		return &answer{code: wrong, err: err}
	}
	parts, err := s.playedParts(h, drawParts(e.plan, sample))
	if err != nil {
		return err
	}
	differ, err := s.playAgain(h, e, parts)
	if err != nil {
		return err
	}
	for _, name := range differ {
		fmt.Fprintf(s.out, "%s comes out otherwise\n", name)
	}
	runs := int64(0)
	for _, part := range parts {
		from, to := e.plan.Part(part)
		runs += to - from
	}
	if len(differ) > 0 {
		return &answer{code: no, err: fmt.Errorf("%s: %s of %d parts played again differ", dir, many(len(differ), "file"), len(parts))}
	}
	fmt.Fprintf(s.out, "%s: %s of %d played again (%s): every file comes out the same, byte for byte\n", dir, many(int(runs), "run"), e.plan.Runs(), many(len(parts), "part"))
	return nil
}

// playedParts leaves out, and tells, the parts that were given up: there is nothing
// to compare.
func (s *streams) playedParts(h *shelves.Shelf, drawn []int32) ([]int32, error) {
	lost, err := h.Lost()
	if err != nil {
		return nil, err
	}
	for _, p := range lost {
		if i := slices.Index(drawn, p.Part); i >= 0 {
			drawn = slices.Delete(drawn, i, i+1)
			fmt.Fprintf(s.out, "part %d was given up, there is nothing to compare: %s\n", p.Part, p.Why)
		}
	}
	if len(drawn) == 0 {
		return nil, &answer{code: no, err: fmt.Errorf("%s: all that was drawn was given up", h.Dir()), hint: "draw more with --sample"}
	}
	return drawn, nil
}

// same is a job as text.
func same(j *study.Job) string {
	data, err := j.Bytes()
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// jobOf reads what is played in a folder.
func jobOf(dir string) (*study.Job, error) {
	data, err := os.ReadFile(filepath.Join(dir, shelves.JobFile))
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("%s is no folder of a study: %w", dir, err)}
	}
	var j study.Job
	if err := json.Unmarshal(data, &j); err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("%s: %w", filepath.Join(dir, shelves.JobFile), err)}
	}
	return &j, nil
}

// drawParts draws the parts of as many runs, each part once; which ones is new
// every time.
func drawParts(p *study.Plan, sample int) []int32 {
	var out []int32
	luck := chance.Luck{Seed: newSeed()}
	for i := range sample {
		run := int64(luck.Unit(chance.Name("verify", "run"), 0, uint32(i)) * float64(p.Runs()))
		if part := int32(run / p.PartRuns()); !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	slices.Sort(out)
	return out
}

// playAgain plays parts into a folder that goes away, and names the files that
// differ from those that were there.
func (s *streams) playAgain(was *shelves.Shelf, e *experiment, parts []int32) (differ []string, err error) {
	l := e.plan.Layout(e.plan.Cases()[0])
	temp, err := os.MkdirTemp("", "demarche-verify-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(temp) // nobody needs it
	now, err := shelves.Open(temp, e.job, l, shelves.Options{Meta: e.meta(), CSV: was.CSV(parts[0])})
	if err != nil {
		return nil, err
	}
	bar := s.bar(int64(len(parts))*e.plan.PartRuns(), "runs")
	defer bar.end()
	w := study.NewWorker(e.plan, now, &study.Seats{}, nil)
	for _, part := range parts {
		if err := recall(w, was, e, part); err != nil {
			return nil, err
		}
		if err := w.Part(context.Background(), part, func(n int64) { bar.add(n, false) }); err != nil {
			return nil, err
		}
		names, err := was.Differ(now, part)
		if err != nil {
			return nil, &answer{code: no, err: err}
		}
		differ = append(differ, names...)
	}
	return differ, nil
}

// newSeed is a seed from the system.
func newSeed() chance.Seed {
	var b [8]byte
	rand.Read(b[:]) // it never fails
	return chance.Seed(binary.LittleEndian.Uint64(b[:]) & chance.MaxSeed)
}

// recall has a part played by what its agents answered.
func recall(w *study.Worker, was *shelves.Shelf, e *experiment, part int32) error {
	if len(e.plan.Spec.Agents) == 0 {
		return nil
	}
	file, err := was.Answered(part)
	if err != nil {
		return &answer{code: no, err: fmt.Errorf("the answers of part %d are gone: %w", part, err)}
	}
	defer file.Close() // nothing was written
	past, err := agent.ReadArchive(file)
	if err != nil {
		return &answer{code: no, err: fmt.Errorf("the answers of part %d: %w", part, err)}
	}
	w.Recall(past)
	return nil
}
