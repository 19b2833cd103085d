package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"demarche/engine/record"
)

// work is one thing to keep. An error of plan is the caller's own and keeps
// nothing; an error of what it returns breaks the store.
type work interface {
	plan(b *batch) (func(ctx context.Context) error, error)
}

// batch is what shares one commit.
type batch struct {
	*writer
	at map[string]place // of records that the batch changes
}

func (b *batch) find(id string) (place, bool) {
	if p, ok := b.at[id]; ok {
		return p, true
	}
	p, ok := b.writer.at[id]
	return p, ok
}

// create begins a record.
type create struct {
	id     string
	header record.Header
	files  []record.File
}

func (c create) plan(b *batch) (func(context.Context) error, error) {
	if _, there := b.find(c.id); there {
		return nil, taken(c.id)
	}
	var out lines
	w := record.NewWriter(&out)
	if err := w.Begin(c.header, c.files); err != nil {
		return nil, fmt.Errorf("record %s: %w", c.id, err)
	}
	p := place{b.next, w.Head()}
	b.next++
	b.at[c.id] = p
	return func(ctx context.Context) error {
		if _, err := b.do.session.ExecContext(ctx, p.n, c.id); err != nil {
			return fmt.Errorf("write session %s: %w", c.id, err)
		}
		for i, raw := range out {
			if err := b.line(ctx, p.n, i+1, raw, i > 0); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// grow adds entries and private texts to a record.
type grow struct {
	id      string
	entries []record.Entry
	texts   []record.Private
}

func (g grow) plan(b *batch) (func(context.Context) error, error) {
	p, there := b.find(g.id)
	if !there {
		return nil, unknown(g.id)
	}
	var out lines
	w := record.ResumeWriter(&out, p.head)
	if err := appendTo(w, g.entries, g.texts); err != nil {
		return nil, fmt.Errorf("record %s: %w", g.id, err)
	}
	before := p.head.Lines
	p.head = w.Head()
	b.at[g.id] = p
	return func(ctx context.Context) error {
		for i, raw := range out {
			if i < len(g.entries) {
				if err := b.line(ctx, p.n, before+i+1, raw, false); err != nil {
					return err
				}
				continue
			}
			nth := i - len(g.entries) + 1
			if _, err := b.do.side.ExecContext(ctx, p.n, p.head.Lines, nth, string(raw)); err != nil {
				return fmt.Errorf("write text %d beside line %d: %w", nth, p.head.Lines, err)
			}
		}
		return nil
	}, nil
}

// note keeps or drops a note.
type note struct {
	id, name string
	value    []byte
}

func (n note) plan(b *batch) (func(context.Context) error, error) {
	p, there := b.find(n.id)
	if !there {
		return nil, unknown(n.id)
	}
	return func(ctx context.Context) error {
		var err error
		if n.value == nil {
			_, err = b.do.drop.ExecContext(ctx, p.n, n.name)
		} else {
			_, err = b.do.put.ExecContext(ctx, p.n, n.name, n.value)
		}
		if err != nil {
			return fmt.Errorf("write note %s of %s: %w", n.name, n.id, err)
		}
		return nil
	}, nil
}

// lines takes the lines that a record's writer writes, each by one call.
type lines [][]byte

// Write implements io.Writer.
func (l *lines) Write(line []byte) (int, error) {
	*l = append(*l, bytes.TrimSuffix(line, []byte("\n")))
	return len(line), nil
}

// What stands round the chain at the end of a line; see the record's FORMAT.md.
const (
	linkOpen  = `,"chain":"`
	linkClose = "\"}\n"
)

// line writes one line of the chain; a file's is kept once for all sessions.
func (w *writer) line(ctx context.Context, n int64, number int, raw []byte, file bool) error {
	var chain record.Sum
	at := len(raw) - 2*len(chain) - len(`"}`)
	if _, err := hex.Decode(chain[:], raw[at:at+2*len(chain)]); err != nil {
		return fmt.Errorf("line %d has no chain: %w", number, err)
	}
	body := raw[:at-len(linkOpen)]
	var err error
	if file {
		sum := sha256.Sum256(body)
		if _, err = w.do.file.ExecContext(ctx, sum[:], string(body)); err == nil {
			_, err = w.do.line.ExecContext(ctx, n, number, chain[:], nil, sum[:])
		}
	} else {
		_, err = w.do.line.ExecContext(ctx, n, number, chain[:], string(body), nil)
	}
	if err != nil {
		return fmt.Errorf("write line %d: %w", number, err)
	}
	return nil
}
