// Package store keeps the records of sessions. This version holds them in
// memory: they are gone when the server stops.
package store

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"sync"

	"demarche/engine/record"
)

// Memory keeps records in memory, as the very bytes of a record file. It is safe
// for concurrent use. Its zero value is empty and ready.
type Memory struct {
	mu      sync.Mutex
	records map[string]*kept
}

// kept is one record and its writer.
type kept struct {
	mu    sync.Mutex
	bytes bytes.Buffer
	w     *record.Writer
}

// Create implements session.Store.
func (m *Memory) Create(_ context.Context, id string, h record.Header, files []record.File) error {
	k := &kept{}
	k.w = record.NewWriter(&k.bytes)
	if err := k.w.Begin(h, files); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, taken := m.records[id]; taken {
		return fmt.Errorf("record %s: %w", id, fs.ErrExist)
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
	before := k.bytes.Len()
	for i, e := range entries {
		var beside []record.Private
		if i == len(entries)-1 {
			beside = texts
		}
		if err := k.w.AppendPrivate(e, beside...); err != nil {
			k.bytes.Truncate(before) // the writer takes nothing more
			return err
		}
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
	return record.Read(bytes.NewReader(k.bytes.Bytes()))
}

func (m *Memory) find(id string) (*kept, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := m.records[id]
	if k == nil {
		return nil, fmt.Errorf("record %s: %w", id, fs.ErrNotExist)
	}
	return k, nil
}
