package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"
)

// After the first collection the collector is as Go has it.
func TestOnlyTheFirstCollectionIsLate(t *testing.T) {
	t.Setenv("GOGC", "")
	before := debug.SetGCPercent(usualPercent)
	defer debug.SetGCPercent(before)
	collectLater()
	for range 1000 {
		runtime.GC()
		if percentNow() == usualPercent {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("garbage is still collected at %d %%", percentNow())
}

// What a command wishes holds after the first collection too.
func TestTheWishOfACommandHolds(t *testing.T) {
	t.Setenv("GOGC", "")
	before := debug.SetGCPercent(usualPercent)
	defer debug.SetGCPercent(before)
	collectLater()
	collectOften()
	for range 20 {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	if percent := percentNow(); percent != oftenPercent {
		t.Errorf("garbage is collected at %d %%, want %d", percent, oftenPercent)
	}
}

// percentNow reads the setting and leaves it as it is.
func percentNow() int {
	x := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(x)
	return int(x[0].Value.Uint64())
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
