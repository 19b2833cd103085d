package main

import (
	"os"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// bar counts what is done, and shows it with its rate and the time left where a
// terminal is there to show it on. It is safe for concurrent use.
type bar struct {
	shown      *progressbar.ProgressBar // nil: nobody looks
	done, kept atomic.Int64
}

// bar begins to count to a total.
func (s *streams) bar(total int64, what string) *bar {
	b := &bar{}
	if f, ok := s.err.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		b.shown = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(f), progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString(what),
			progressbar.OptionSetPredictTime(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
			progressbar.OptionFullWidth())
	}
	return b
}

// add counts n more; found says that they were there before.
func (b *bar) add(n int64, found bool) {
	if found {
		b.kept.Add(n)
	} else {
		b.done.Add(n)
	}
	if b.shown != nil {
		b.shown.Add64(n) // a terminal that is gone stops nothing
	}
}

func (b *bar) played() int64 { return b.done.Load() }
func (b *bar) found() int64  { return b.kept.Load() }

// end takes the bar away.
func (b *bar) end() {
	if b.shown != nil {
		b.shown.Exit() // a terminal that is gone stops nothing
	}
}
