package store

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"

	"demarche/engine/record"
)

// Memory keeps records, as the very bytes of a record file, and notes in memory:
// they are gone when the program ends. It is safe for concurrent use. Its zero
// value is empty and ready.
type Memory struct {
	mu      sync.Mutex
	records map[string]*kept
}

// kept is one record, its writer and its notes.
type kept struct {
	mu    sync.Mutex
	bytes bytes.Buffer
	w     *record.Writer
	notes map[string][]byte
}

// Create implements session.Store.
func (m *Memory) Create(_ context.Context, id string, h record.Header, files []record.File) error {
	k := &kept{notes: map[string][]byte{}}
	k.w = record.NewWriter(&k.bytes)
	if err := k.w.Begin(h, files); err != nil {
		return fmt.Errorf("record %s: %w", id, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.records[id] != nil {
		return taken(id)
	}
	if m.records == nil {
		m.records = map[string]*kept{}
	}
	m.records[id] = k
	return nil
}

// Append implements session.Store.
func (m *Memory) Append(_ context.Context, id string, entries []record.Entry, texts []record.Private) error {
	k, err := m.find(id)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	size, head := k.bytes.Len(), k.w.Head()
	if err := appendTo(k.w, entries, texts); err != nil {
		k.bytes.Truncate(size)
		k.w = record.ResumeWriter(&k.bytes, head) // the old one takes nothing more
		return fmt.Errorf("record %s: %w", id, err)
	}
	return nil
}

// Load implements session.Store.
func (m *Memory) Load(_ context.Context, id string) (*record.Record, error) {
	k, err := m.find(id)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	// A copy: the lines of a record are parts of what it is read from.
	return record.Read(bytes.NewReader(bytes.Clone(k.bytes.Bytes())))
}

// Put implements session.Store.
func (m *Memory) Put(_ context.Context, id, name string, value []byte) error {
	k, err := m.find(id)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if value == nil {
		delete(k.notes, name)
		return nil
	}
	k.notes[name] = bytes.Clone(value)
	return nil
}

// Notes implements session.Store.
func (m *Memory) Notes(_ context.Context, id string) (map[string][]byte, error) {
	k, err := m.find(id)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	out := make(map[string][]byte, len(k.notes))
	for name, value := range k.notes {
		out[name] = bytes.Clone(value)
	}
	return out, nil
}

// List implements session.Store.
func (m *Memory) List(context.Context) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Sorted(maps.Keys(m.records)), nil
}

func (m *Memory) find(id string) (*kept, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := m.records[id]
	if k == nil {
		return nil, unknown(id)
	}
	return k, nil
}

func taken(id string) error   { return fmt.Errorf("record %s: %w", id, fs.ErrExist) }
func unknown(id string) error { return fmt.Errorf("record %s: %w", id, fs.ErrNotExist) }

// appendTo writes entries, and texts beside the last of them.
func appendTo(w *record.Writer, entries []record.Entry, texts []record.Private) error {
	for i, e := range entries {
		var beside []record.Private
		if i == len(entries)-1 {
			beside = texts
		}
		if err := w.AppendPrivate(e, beside...); err != nil {
			return err
		}
	}
	return nil
}
