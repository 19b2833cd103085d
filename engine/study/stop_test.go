package study_test

import (
	"context"
	"errors"
	"testing"

	"demarche/engine/study"
)

// TestAStoppedPartIsNotKept stops a study in the last run of its only part: the
// part may have been played by stand-ins of agents that were ended, so it is
// dropped, and played when the study goes on.
func TestAStoppedPartIsNotKept(t *testing.T) {
	p := bind(t, "examples/ipd", "study.toml")
	m := &memory{l: p.Layout(p.Cases()[0]), parts: map[int32]*memoryPart{}}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	played := int64(0)
	err := study.Execute(ctx, p, m, study.Options{Tick: func(runs int64, _ bool) {
		if played += runs; played == p.Runs() {
			stop()
		}
	}})
	if !errors.Is(err, context.Canceled) || len(m.parts) != 0 {
		t.Errorf("stopped in the last run: error %v, %d parts kept", err, len(m.parts))
	}
	if err := study.Execute(context.Background(), p, m, study.Options{}); err != nil || len(m.parts) != int(p.Parts()) {
		t.Errorf("gone on: error %v, %d parts kept, want %d", err, len(m.parts), p.Parts())
	}
}
