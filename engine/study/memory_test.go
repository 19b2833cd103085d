package study_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"

	"demarche/engine/scenario"
	"demarche/engine/study"
	"demarche/engine/study/table"
)

// memory is a shelf that keeps rows as words by table and column.
type memory struct {
	mu    sync.Mutex
	l     *table.Layout
	parts map[int32]*memoryPart
	lost  []*memoryPart // those that were given up

	fail func(part int32, t table.ID) error // nil: nothing does
}

type memoryPart struct {
	m    *memory
	n    int32
	rows map[string][]map[string]string

	records map[int64]*bytes.Buffer
}

func (m *memory) Has(part int32) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.parts[part] != nil, nil
}

func (m *memory) Open(part int32, _, _ int64) (study.Part, error) {
	return &memoryPart{m: m, n: part, rows: map[string][]map[string]string{}}, nil
}

func (x *memoryPart) Rows(t table.ID, b *table.Block) error {
	if x.m.fail != nil {
		if err := x.m.fail(x.n, t); err != nil {
			return err
		}
	}
	return table.ByRow(func(t table.ID, row []table.Value) error {
		of := x.m.l.Tables[t]
		cells := map[string]string{}
		for i, v := range row {
			cells[of.Columns[i].Name] = strings.Clone(v.String())
		}
		x.rows[of.Name] = append(x.rows[of.Name], cells)
		return nil
	}).Rows(t, b)
}

func (x *memoryPart) Keep() error {
	x.m.mu.Lock()
	defer x.m.mu.Unlock()
	x.m.parts[x.n] = x
	return nil
}

func (x *memoryPart) GiveUp(why string) error {
	x.m.mu.Lock()
	defer x.m.mu.Unlock()
	x.m.lost = append(x.m.lost, x)
	return nil
}

func (x *memoryPart) Record(run int64, write func(io.Writer) error) (string, error) {
	to := &bytes.Buffer{}
	if x.records == nil {
		x.records = map[int64]*bytes.Buffer{}
	}
	x.records[run] = to
	return fmt.Sprintf("records/%d", run), write(to)
}

func (*memoryPart) Answers() (io.Writer, error) { return io.Discard, nil }

func (*memoryPart) Drop() {}

// rows are those of a table, part by part.
func (m *memory) rows(p *study.Plan, name string) []map[string]string {
	var out []map[string]string
	for part := range p.Parts() {
		if x := m.parts[part]; x != nil {
			out = append(out, x.rows[name]...)
		}
	}
	return out
}

// library opens what is in a folder.
func library(dir string) study.Library {
	files := os.DirFS(dir)
	return study.Library{Files: files, Scenario: func(name string) (*scenario.Document, error) { return scenario.Read(files, name) }}
}

// bind reads a study of a folder and makes its plan.
func bind(t *testing.T, dir, name string) *study.Plan {
	t.Helper()
	data, err := fs.ReadFile(os.DirFS(dir), name)
	if err != nil {
		t.Fatal(err)
	}
	return bindText(t, library(dir), string(data))
}

func bindText(t *testing.T, lib study.Library, text string) *study.Plan {
	t.Helper()
	s, err := study.Read("study.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Bind(lib)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// execute plays a study.
func execute(t *testing.T, p *study.Plan, o study.Options) *memory {
	t.Helper()
	m := &memory{l: p.Layout(p.Cases()[0]), parts: map[int32]*memoryPart{}}
	if err := study.Execute(context.Background(), p, m, o); err != nil {
		t.Fatal(err)
	}
	return m
}
