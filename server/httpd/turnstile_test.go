package httpd_test

import (
	"fmt"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"demarche/server/httpd"
)

func TestTriesComeBackWithTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := httpd.NewTurnstile(10, 6*time.Second)
		take := func(who string, want int) {
			t.Helper()
			got := 0
			for s.Take(who) {
				got++
			}
			if got != want {
				t.Errorf("%s has %d tries, want %d", who, got, want)
			}
		}
		take("a", 10)
		take("b", 10) // each address has its own
		time.Sleep(5 * time.Second)
		take("a", 0)
		time.Sleep(time.Second)
		take("a", 1)
		time.Sleep(time.Hour)
		take("a", 10)
		s.Back("a")
		s.Back("a")
		take("a", 2)
		for range 30 {
			s.Back("a")
		}
		take("a", 10)
	})
}

// Guesses made at the same moment are counted before any is looked at.
func TestTriesAtOnceAreNoMore(t *testing.T) {
	s := httpd.NewTurnstile(10, time.Hour)
	var got atomic.Int32
	var all sync.WaitGroup
	for range 200 {
		all.Go(func() {
			if s.Take("a") {
				got.Add(1)
			}
		})
	}
	all.Wait()
	if got.Load() != 10 {
		t.Errorf("%d of 200 at once may try, want 10", got.Load())
	}
}

func TestATurnstileForgetsRatherThanGrows(t *testing.T) {
	s := httpd.NewTurnstile(1, time.Hour)
	for i := range 5000 {
		if !s.Take(fmt.Sprint(i)) {
			t.Fatalf("address %d may not try", i)
		}
	}
	if !s.Take("0") {
		t.Error("it still remembers the first of 5,000 addresses")
	}
}

func TestCallersAreToldApartByNetwork(t *testing.T) {
	for from, want := range map[string]string{
		"192.0.2.7:5555":            "192.0.2.7",
		"[::ffff:192.0.2.7]:80":     "192.0.2.7",
		"[2001:db8:1:2:3:4:5:6]:80": "2001:db8:1:2::/64",
		"[2001:db8:1:2:ffff::9]:81": "2001:db8:1:2::/64",
		"[2001:db8:1:3::1]:81":      "2001:db8:1:3::/64",
		"[::1]:80":                  "::1",
		"[fe80::1%eth0]:80":         "fe80::/64",
		"pipe":                      "pipe",
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = from
		if got := httpd.Caller(r); got != want {
			t.Errorf("%s is %s, want %s", from, got, want)
		}
	}
}
