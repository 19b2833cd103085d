package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// After the first collection the collector is as Go has it.
func TestOnlyTheFirstCollectionIsLate(t *testing.T) {
	t.Setenv("GOGC", "")
	before := debug.SetGCPercent(usualPercent)
	defer debug.SetGCPercent(before)
	collectLater()
	runtime.GC()
	percent := 0
	for range 1000 {
		percent = debug.SetGCPercent(usualPercent)
		if percent == usualPercent {
			return
		}
		debug.SetGCPercent(percent)
		time.Sleep(time.Millisecond)
	}
	t.Errorf("garbage is still collected at %d %%", percent)
}

func TestGOGCIsObeyed(t *testing.T) {
	t.Setenv("GOGC", "50")
	before := debug.SetGCPercent(50)
	defer debug.SetGCPercent(before)
	collectLater()
	if percent := debug.SetGCPercent(50); percent != 50 {
		t.Errorf("garbage is collected at %d %%, want 50", percent)
	}
}
