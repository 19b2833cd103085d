package queue

import (
	"context"
	"fmt"
	"testing"
	"time"
)

// TestAQueueThatIsNotThere: whoever waits for a server that does not answer says so
// once, and goes on waiting.
func TestAQueueThatIsNotThere(t *testing.T) {
	heard := make(chan string, 8)
	tell := func(format string, args ...any) { heard <- fmt.Sprintf(format, args...) }
	l, err := connect("nats://127.0.0.1:1", "", "test", tell)
	if err != nil {
		t.Fatal(err)
	}
	defer l.nc.Close()
	ask := func() {
		if err := l.ask(t.Context(), func(context.Context) error { return nil }); !passing(err) {
			t.Errorf("asked: %v", err)
		}
	}
	ask()
	if len(heard) > 0 {
		t.Errorf("said at once: %s", <-heard)
	}
	l.since = time.Now().Add(-awayWait)
	ask()
	ask()
	if len(heard) != 1 {
		t.Fatalf("said %d times", len(heard))
	}
	if got := <-heard; got != "no queue answers at nats://127.0.0.1:1; waiting for it" {
		t.Errorf("said: %s", got)
	}
	l.back()
	l.back()
	if got := <-heard; got != "the queue at nats://127.0.0.1:1 answers" || len(heard) > 0 {
		t.Errorf("said: %s, and %d more", got, len(heard))
	}
}
