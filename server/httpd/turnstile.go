package httpd

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// turnstile slows down those who guess: each name has so many tries, and gets
// them back over time. A try is taken before the guess is looked at, so that
// guesses made at the same moment count too, and given back if it was right.
type turnstile struct {
	most  float64
	every time.Duration // until one try is back

	mu    sync.Mutex
	tries map[string]tries
}

type tries struct {
	left float64
	at   time.Time
}

const (
	triesPerMinute = 10 // of codes, PINs and tokens, from one address
	// pinsWrong is how many wrong PINs a session bears from everybody together
	// before it takes one a minute only: PINs are short, and a guesser may have
	// many addresses.
	pinsWrong = 100
	// triesKept bounds the memory of a turnstile; beyond it, it forgets
	// everybody. Those who guess tokens gain nothing by that, and PINs have a
	// turnstile by session beside the one by address.
	triesKept = 4096
)

func newTurnstile(most int, every time.Duration) *turnstile {
	return &turnstile{most: float64(most), every: every, tries: map[string]tries{}}
}

// take takes a try of who; false if none is left.
func (t *turnstile) take(who string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	x := t.now(who, now)
	if x.left < 1 {
		return false
	}
	if len(t.tries) >= triesKept {
		clear(t.tries)
	}
	t.tries[who] = tries{x.left - 1, now}
	return true
}

// back gives a try back.
func (t *turnstile) back(who string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	x := t.now(who, now)
	if x.left+1 >= t.most {
		delete(t.tries, who)
		return
	}
	t.tries[who] = tries{x.left + 1, now}
}

func (t *turnstile) now(who string, now time.Time) tries {
	x, ok := t.tries[who]
	if !ok {
		return tries{t.most, now}
	}
	return tries{min(t.most, x.left+float64(now.Sub(x.at))/float64(t.every)), now}
}

// caller is the address that a request comes from, without its port; of IPv6 the
// network of 64 bits, since one machine has as many addresses in it as it likes.
func caller(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if addr = addr.Unmap().WithZone(""); addr.Is6() && !addr.IsLoopback() {
		if net64, err := addr.Prefix(64); err == nil {
			return net64.String()
		}
	}
	return addr.String()
}
