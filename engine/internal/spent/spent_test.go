package spent_test

import (
	"testing"
	"time"

	"demarche/engine/internal/spent"
)

// Waiting takes no processor; work takes it, and memory counts even if it is
// thrown away.
func TestWaitingIsNoWork(t *testing.T) {
	if took, _ := spent.On(func() { time.Sleep(300 * time.Millisecond) }); took > 200*time.Millisecond {
		t.Errorf("waiting took %v of the processor", took)
	}
	var sum int
	var kept []byte
	took, bytes := spent.On(func() {
		for begin := spent.Processor(); spent.Processor()-begin < 100*time.Millisecond; {
			for i := range 1000 {
				sum += i
			}
		}
		for range 8 {
			kept = make([]byte, 1<<20)
		}
	})
	if took < 100*time.Millisecond || sum == 0 {
		t.Errorf("work of 100 ms took %v of the processor", took)
	}
	if bytes < 8<<20 || bytes > 64<<20 || len(kept) == 0 {
		t.Errorf("8 MiB made are %d bytes", bytes)
	}
}
