package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"demarche/engine/scenario"
	"demarche/engine/source"
	"demarche/engine/study"
	"demarche/scenarios"
)

// experiment is a study file with all that it reads.
type experiment struct {
	plan   *study.Plan
	job    *study.Job
	inputs []input
}

// input is a file that a study was read from, by its name among the inputs of the
// study's folder.
type input struct {
	name string
	data []byte
}

// studyName is the study file among the inputs.
const studyName = "study.toml"

// experimentAt reads a study file, its scenarios, designs and moves. Faults are
// written out one to a line and are an answer of no.
func (s *streams) experimentAt(where string) (*experiment, error) {
	data, err := os.ReadFile(where)
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("read the study: %w", err), hint: "name a study file, such as engine/study/examples/ipd/study.toml"}
	}
	root, err := os.OpenRoot(filepath.Dir(where))
	if err != nil {
		return nil, &answer{code: wrong, err: err}
	}
	defer root.Close() // nothing was written
	tap := &tapped{fsys: root.FS(), read: map[string][]byte{}}
	var docs []*scenario.Document
	lib := study.Library{Files: tap, Scenario: func(name string) (*scenario.Document, error) {
		doc, err := scenarioOf(filepath.Dir(where), name)
		if err == nil {
			docs = append(docs, doc)
		}
		return doc, err
	}}
	return s.experiment(filepath.ToSlash(where), data, lib, tap, func() []*scenario.Document { return docs })
}

// scenarioOf reads the scenario that a study names: below its folder, or one that
// comes with the program.
func scenarioOf(dir, name string) (*scenario.Document, error) {
	if path.IsAbs(name) || !fs.ValidPath(path.Clean(name)) {
		return nil, &study.NoScenario{Why: fmt.Sprintf("%q leads out of the study's folder", name), Mend: "put it beside the study"}
	}
	at := filepath.Join(dir, filepath.FromSlash(name))
	_, err := os.Stat(at)
	if !errors.Is(err, fs.ErrNotExist) {
		return readScenario(at)
	}
	own := scenarios.IDs()
	if slices.Contains(own, name) {
		return readScenario(name)
	}
	beside := scenariosBeside(dir)
	mend := source.DidYouMean(name, append(beside, own...))
	if mend == "" {
		mend = "the name of a file or folder beside the study, or of one that comes with the program: " + strings.Join(own, ", ")
	}
	return nil, &study.NoScenario{Why: fmt.Sprintf("there is no scenario %q", name), Mend: mend}
}

// scenariosBeside lists what may be scenarios in a study's folder.
func scenariosBeside(dir string) (out []string) {
	files, err := filepath.Glob(filepath.Join(dir, "*.toml"))
	folders, err2 := filepath.Glob(filepath.Join(dir, "*", scenario.Main))
	if errors.Join(err, err2) != nil {
		return nil // it is only asked for a hint
	}
	for _, f := range files {
		out = append(out, filepath.Base(f))
	}
	for _, f := range folders {
		out = append(out, filepath.Base(filepath.Dir(f)))
	}
	return out
}

// experiment binds a study.
func (s *streams) experiment(name string, data []byte, lib study.Library, tap *tapped, docs func() []*scenario.Document) (*experiment, error) {
	spec, err := study.Read(name, data)
	var plan *study.Plan
	if err == nil {
		plan, err = spec.Bind(lib)
	}
	if err != nil {
		found, bad := faultsOf(err)
		if !bad {
			return nil, unreadable(err)
		}
		for _, f := range found {
			fmt.Fprintln(s.out, f)
		}
		return nil, &answer{code: no}
	}
	e := &experiment{plan: plan, inputs: []input{{studyName, data}}}
	var files []study.JobFile
	for _, in := range tap.inputs() {
		e.inputs = append(e.inputs, input{"files/" + in.name, in.data})
		files = append(files, study.JobFile{Name: in.name, Sum: study.Sum(in.data)})
	}
	for i, doc := range docs() {
		for _, f := range doc.Files {
			if !strings.HasPrefix(f.Name, scenario.Pack) { // packs come with the program
				e.inputs = append(e.inputs, input{fmt.Sprintf("scenarios/%d/%s", i, f.Name), f.Data})
			}
		}
	}
	plan.Engine = build()
	e.job = plan.Job(plan.Engine, data, files)
	return e, nil
}

// meta is what every Parquet file says of where it comes from.
func (e *experiment) meta() map[string]string {
	return map[string]string{
		"demarche.study": e.job.Study, "demarche.study_sha256": e.job.Sum, "demarche.engine": e.job.Engine,
		"demarche.semantics": strconv.Itoa(e.job.Semantics), "demarche.seed": strconv.FormatUint(e.job.Seed, 10),
	}
}

// tapped is a file system that remembers what was read from it.
type tapped struct {
	fsys  fs.FS
	read  map[string][]byte
	order []string
}

// Open implements [fs.FS].
func (t *tapped) Open(name string) (fs.File, error) { return t.fsys.Open(name) }

// ReadFile implements [fs.ReadFileFS].
func (t *tapped) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(t.fsys, name)
	if _, before := t.read[name]; err == nil && !before {
		t.read[name] = data
		t.order = append(t.order, name)
	}
	return data, err
}

// inputs are the files that were read, in the order in which they were.
func (t *tapped) inputs() []input {
	var out []input
	for _, name := range t.order {
		out = append(out, input{name, t.read[name]})
	}
	return out
}

// shardOf reads i/n; n is 0 if all is to be played.
func shardOf(text string) (i, n int32, err error) {
	if text == "" {
		return 0, 0, nil
	}
	no := func(format string, args ...any) error {
		return &answer{code: wrong, err: fmt.Errorf("--shard %s: %s", text, fmt.Sprintf(format, args...)), hint: "write i/n with i from 0 to n-1, or auto/n in a job array"}
	}
	first, second, _ := strings.Cut(text, "/")
	if first == "auto" {
		for _, name := range []string{"SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX"} {
			if v := os.Getenv(name); v != "" {
				first = v
			}
		}
		if first == "auto" {
			return 0, 0, no("neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set")
		}
	}
	x, err := strconv.ParseInt(first, 10, 32)
	y, err2 := strconv.ParseInt(second, 10, 32)
	if err != nil || err2 != nil || y < 1 || x < 0 || x >= y {
		return 0, 0, no("there is no such part")
	}
	return int32(x), int32(y), nil
}

// hostOf is what differs between machines: when, where and how.
func hostOf(began time.Time, played int64) []byte {
	name, _ := os.Hostname() // it may have none
	data, err := json.MarshalIndent(map[string]any{
		"began": began.UTC().Format(time.RFC3339), "seconds": time.Since(began).Seconds(), "runs_played": played,
		"host": name, "os": runtime.GOOS, "arch": runtime.GOARCH, "processors": runtime.NumCPU(), "go": runtime.Version(),
		"command": os.Args,
	}, "", "  ")
	if err != nil {
		return nil
	}
	return append(data, '\n')
}

// writeCSV writes rows to a file.
func writeCSV(name string, rows func(func([]string) error) error) error {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := rows(w.Write); err != nil {
		return err
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return err
	}
	return writeWhole(name, b.Bytes())
}
