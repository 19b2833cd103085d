package session

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

// Hall holds the open sessions of a server. It is safe for concurrent use.
type Hall struct {
	ctx  context.Context
	stop context.CancelFunc

	mu   sync.Mutex
	open map[string]*Session // by code
}

// NewHall returns a hall without sessions. They all end with ctx.
func NewHall(ctx context.Context) *Hall {
	h := &Hall{open: map[string]*Session{}}
	h.ctx, h.stop = context.WithCancel(ctx)
	return h
}

// Open opens a session under a code of its own. A code in the options that is
// taken is an error that wraps fs.ErrExist.
func (h *Hall) Open(o Options) (*Session, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if o.Code != "" && h.open[o.Code] != nil {
		return nil, fmt.Errorf("session %s: %w", o.Code, fs.ErrExist)
	}
	for o.Code == "" || h.open[o.Code] != nil {
		o.Code = newCode()
	}
	s, err := Open(h.ctx, o)
	if err != nil {
		return nil, err
	}
	h.open[o.Code] = s
	return s, nil
}

// Resume takes up a session that was kept, under its own code. One that is open
// already is an error that wraps fs.ErrExist; see [Resume] for the others.
func (h *Hall) Resume(r Resumption) (*Session, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open[r.Code] != nil {
		return nil, fmt.Errorf("session %s: %w", r.Code, fs.ErrExist)
	}
	s, err := Resume(h.ctx, r)
	if err != nil {
		return nil, err
	}
	h.open[r.Code] = s
	return s, nil
}

// Find returns the session of a code, in capitals or not.
func (h *Hall) Find(code string) (*Session, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s, ok := h.open[strings.ToUpper(code)]
	return s, ok
}

// Close stops all sessions and waits for them.
func (h *Hall) Close() {
	h.stop()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, s := range h.open {
		<-s.Done()
	}
}
