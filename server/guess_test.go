package server_test

import (
	"fmt"
	"net"
	"net/http"
	"testing"
)

// from makes a browser call from another address of this machine.
func (x *browser) from(ip string) *browser {
	x.Transport = &http.Transport{
		DisableKeepAlives: true,
		DialContext:       (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}}).DialContext,
	}
	return x
}

// A guesser with many addresses has no more than a hundred tries at the PIN of
// one exercise. Others can still be let in, and other exercises are not touched.
func TestManyAddressesDoNotMakeAPINGuessable(t *testing.T) {
	if l, err := net.Listen("tcp", "127.0.0.2:0"); err != nil {
		t.Skip("this machine has one address only")
	} else {
		l.Close()
	}
	x := set(t)
	other := x.browser().from("127.0.0.99")
	var code, pin string
	{
		lead := x.hosting()
		code = lead.opens(`{"scenario":"harbour"}`)
		pin = console(lead.call(code, "control"), nil).Pin
	}
	wrong := fmt.Sprintf(`{"code":%q,"name":"Eve","pin":%q}`, x.code, wrongPin(x.pin))
	for n := range 10 {
		b := x.browser().from(fmt.Sprintf("127.0.0.%d", 2+n))
		for range 10 {
			if a := b.post("/api/join", wrong); a.status != http.StatusForbidden {
				t.Fatalf("address %d: %d %s", n, a.status, a.body)
			}
		}
	}
	for name, pin := range map[string]string{"wrong": wrongPin(x.pin), "right": x.pin} {
		a := x.browser().from("127.0.0.50").post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Ada","pin":%q}`, x.code, pin))
		if a.status != http.StatusTooManyRequests || a.says() != "pins_closed" {
			t.Errorf("the %s PIN after that: %d %s", name, a.status, a.body)
		}
	}
	if a := x.browser().from("127.0.0.51").post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Ada"}`, x.code)); a.status != http.StatusOK {
		t.Errorf("without a PIN: %d %s", a.status, a.body)
	}
	if a := x.who["invited"].post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Ada"}`, x.code)); a.status != http.StatusOK {
		t.Errorf("by the link: %d %s", a.status, a.body)
	}
	if a := other.post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Ada","pin":%q}`, code, pin)); a.status != http.StatusOK {
		t.Errorf("another exercise: %d %s", a.status, a.body)
	}
}

// One address cannot fill a lobby.
func TestALobbyIsNotFloodedFromOneAddress(t *testing.T) {
	x := set(t)
	last := 0
	for n := range 100 {
		a := x.browser().post("/api/join", fmt.Sprintf(`{"code":%q,"name":"Eve %d"}`, x.code, n))
		if a.status == http.StatusTooManyRequests {
			last = n
			break
		}
		if a.status != http.StatusOK {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	if last < 50 || last > 70 {
		t.Errorf("turned away after %d, want about 60", last)
	}
}
