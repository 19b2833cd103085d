package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/study"
	shelves "demarche/engine/study/shelf"
	"demarche/engine/study/table"
)

// importRecords turns records of plays, live sessions above all, into the tables
// of a study: a run for each, in the order given, all of one scenario.
func (s *streams) importRecords(dir string, names []string, csv bool) error {
	if len(names) == 0 {
		return &answer{code: wrong, err: errors.New("no record is named"), hint: "demarche study --import DIR a.record b.record"}
	}
	var all []*record.Record
	for _, name := range names {
		rec, err := readWhole(name)
		if err != nil {
			return err
		}
		all = append(all, rec)
		if rec.Header.Scenario != all[0].Header.Scenario || rec.Header.Turns != all[0].Header.Turns || !sameFiles(rec, all[0]) {
			return &answer{code: no, err: fmt.Errorf("%s is of another scenario than %s", name, names[0]), hint: "import the records of one scenario, as it was, into one folder"}
		}
	}
	m, err := compileFiles(all[0].FS(), &all[0].Header)
	if err != nil {
		return &answer{code: no, err: fmt.Errorf("the scenario of the records does not compile: %w", err)}
	}
	n, err := record.NewNotation(m.Game)
	if err != nil {
		return &answer{code: no, err: err}
	}
	l := table.NewLayout(m, n, nil, nil)
	meta := map[string]string{"demarche.study": imported, "demarche.engine": build()}
	h, err := shelves.Open(dir, importJob(all, names, m.Game), l, shelves.Options{CSV: csv, Meta: meta})
	if err != nil {
		return &answer{code: wrong, err: fmt.Errorf("%s: %w", dir, err), hint: "name an empty folder"}
	}
	if err := putSource(h, l, all[0]); err != nil {
		return err
	}
	part, err := h.Open(0, 0, int64(len(all)))
	if err != nil {
		return err
	}
	defer part.Drop()
	maker := l.Maker(part)
	for i, rec := range all {
		if err := importOne(maker, m, n, rec, int64(i), names[i]); err != nil {
			return err
		}
	}
	if err := part.Keep(); err != nil {
		return err
	}
	mf, missing, err := h.Manifest()
	if err != nil {
		return unfinished(h, err)
	}
	if len(missing) > 0 {
		return &answer{code: no, err: fmt.Errorf("%s: the tables did not stay as they were written", dir)}
	}
	if err := h.Finish(mf); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s in %s\n", many(len(all), "play"), dir)
	return nil
}

// putSource puts down what the columns mean, and the scenario that was played.
func putSource(h *shelves.Shelf, l *table.Layout, rec *record.Record) error {
	if err := putColumns(h, l); err != nil {
		return err
	}
	for _, f := range rec.Files {
		if strings.HasPrefix(f.Name, scenario.Pack) { // packs come with the program
			continue
		}
		if !fs.ValidPath(f.Name) {
			return &answer{code: no, err: fmt.Errorf("the record's file %q leads out of its scenario", f.Name)}
		}
		if err := h.Put(shelves.Inputs+"/scenarios/0/"+f.Name, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// imported is the study of rows that no study file made.
const imported = "import"

// readWhole reads a record of a play that is over.
func readWhole(name string) (*record.Record, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("read the record: %w", err)}
	}
	defer file.Close()
	rec, err := record.Read(bufio.NewReader(file))
	if err == nil {
		err = rec.CheckFiles()
	}
	if err != nil {
		return nil, &answer{code: no, err: fmt.Errorf("%s: %w", name, err)}
	}
	return rec, nil
}

func sameFiles(a, b *record.Record) bool {
	x, err := json.Marshal(a.Header.Files)
	y, err2 := json.Marshal(b.Header.Files)
	return err == nil && err2 == nil && string(x) == string(y)
}

func importJob(all []*record.Record, names []string, g *game.Game) *study.Job {
	j := &study.Job{
		Format: study.Format, Study: imported, Engine: build(), Semantics: record.Semantics, Record: record.Format, Design: "records",
		Scenarios: []study.JobScenario{{Name: g.ID, ID: g.ID, Sum: fmt.Sprintf("%x", g.Hash), Files: jobFilesOf(all[0])}},
		Points:    int32(len(all)), Replications: 1, Runs: int64(len(all)), Parts: 1, PartRuns: int64(len(all)),
		Law: "rows of plays that people and programs have made",
	}
	for i, rec := range all {
		j.Inputs = append(j.Inputs, study.JobFile{Name: filepath.Base(names[i]), Sum: fmt.Sprint(rec.Head().Chain)})
	}
	return j
}

// jobFilesOf are the files of a record's scenario, its own first.
func jobFilesOf(rec *record.Record) []study.JobFile {
	var own, rest []study.JobFile
	for _, f := range rec.Files {
		x := study.JobFile{Name: f.Name, Sum: study.Sum(f.Data)}
		if f.Name == rec.Header.Main {
			own = append(own, x)
			continue
		}
		rest = append(rest, x)
	}
	return append(own, rest...)
}

// importOne makes the rows of one record.
func importOne(maker *table.Maker, m *game.Machine, n *record.Notation, rec *record.Record, number int64, name string) error {
	c, err := rec.Course()
	if err != nil || c.End == nil {
		return &answer{code: no, err: errors.Join(fmt.Errorf("%s stops before the game is over: its rows would be of no whole play", name), err)}
	}
	players, err := playersOf(rec, m.Game)
	if err != nil {
		return err
	}
	run := table.Run{Study: imported, Point: int32(number), Number: number, Seed: rec.Header.Seed, Players: players, Record: filepath.Base(name)}
	return course(&tabler{run: run, maker: maker}, n, c, 0)
}
