package httpd_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"maps"
	"strings"
	"sync"
	"testing"

	"demarche/server/httpd"
)

// slips are notes in memory that may refuse.
type slips struct {
	mu   sync.Mutex
	held map[string]map[string][]byte
	fail error
}

func (s *slips) Put(_ context.Context, id, name string, value []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	if s.held == nil {
		s.held = map[string]map[string][]byte{}
	}
	if s.held[id] == nil {
		s.held[id] = map[string][]byte{}
	}
	if value == nil {
		delete(s.held[id], name)
		return nil
	}
	s.held[id][name] = bytes.Clone(value)
	return nil
}

func (s *slips) Notes(_ context.Context, id string) (map[string][]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.held[id]), s.fail
}

func TestKeysSurviveARestart(t *testing.T) {
	notes := &slips{}
	k := httpd.NewKeys(notes)
	secret := httpd.NewLinkSecret()
	if err := k.Found(t.Context(), "LUNE-42", secret, []int32{0, 3}); err != nil {
		t.Fatal(err)
	}
	people := []httpd.Who{
		{Kind: httpd.Player, Code: "LUNE-42", Role: 3},
		{Kind: httpd.Guest, Code: "LUNE-42", Guest: "g7", Name: "Ada", Proved: true},
		{Kind: httpd.Facilitator, Code: "LUNE-42"},
		{Kind: httpd.Wall, Code: "LUNE-42"},
		{Kind: httpd.Host},
	}
	held := map[string]httpd.Who{}
	for _, who := range people {
		cookie, err := k.Issue(who)
		if err != nil {
			t.Fatal(err)
		}
		if raw, err := base64.RawURLEncoding.DecodeString(cookie); err != nil || len(raw) != 32 {
			t.Errorf("a cookie has %d bytes, want 32 (%v)", len(raw), err)
		}
		held[cookie] = who
	}
	for id, all := range notes.held {
		for name, value := range all {
			for cookie := range held {
				if strings.Contains(name+string(value), cookie) {
					t.Errorf("note %s of %q holds a cookie", name, id)
				}
			}
		}
	}

	again := httpd.NewKeys(notes)
	for cookie := range held {
		if _, ok := again.Bearer(cookie); ok {
			t.Error("a cookie opens something before the keys are back")
		}
	}
	links, err := again.Recall(t.Context(), "LUNE-42", []int32{0, 3})
	if err != nil {
		t.Fatal(err)
	}
	if err := again.RecallHosts(t.Context()); err != nil {
		t.Fatal(err)
	}
	for cookie, want := range held {
		if got, ok := again.Bearer(cookie); !ok || got != want {
			t.Errorf("a cookie proves %+v, want %+v", got, want)
		}
	}
	for token, want := range map[string]httpd.Who{
		links.Lobby:    {Kind: httpd.Lobby, Code: "LUNE-42"},
		links.Wall:     {Kind: httpd.Wall, Code: "LUNE-42"},
		links.Roles[0]: {Kind: httpd.Player, Code: "LUNE-42"},
		links.Roles[3]: {Kind: httpd.Player, Code: "LUNE-42", Role: 3},
	} {
		if raw, err := base64.RawURLEncoding.DecodeString(token); err != nil || len(raw) != 16 {
			t.Errorf("a token has %d bytes, want 16 (%v)", len(raw), err)
		}
		for name, keys := range map[string]*httpd.Keys{"before": k, "after": again} {
			if got, ok := keys.Redeem(token); !ok || got != want {
				t.Errorf("%s, a token proves %+v, want %+v", name, got, want)
			}
		}
	}
	if len(links.Roles) != 2 {
		t.Errorf("%d seats have links, want 2", len(links.Roles))
	}
}

// The oldest browser gives way, and stays away after a restart.
func TestTheOldestCookieGivesWay(t *testing.T) {
	notes := &slips{}
	k := httpd.NewKeys(notes)
	who := httpd.Who{Kind: httpd.Player, Code: "LUNE-42"}
	var all []string
	for range httpd.CookiesEach + 2 {
		cookie, err := k.Issue(who)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, cookie)
	}
	again := httpd.NewKeys(notes)
	if _, err := again.Recall(t.Context(), "LUNE-42", nil); err != nil {
		t.Fatal(err)
	}
	if cookie, err := again.Issue(who); err != nil { // order survives: the third is the oldest now
		t.Fatal(err)
	} else {
		all = append(all, cookie)
	}
	for i, cookie := range all {
		if _, ok := again.Bearer(cookie); ok != (i >= 3) {
			t.Errorf("cookie %d opens: %v", i+1, ok)
		}
	}
	if n := len(notes.held["LUNE-42"]); n != httpd.CookiesEach {
		t.Errorf("%d notes are kept, want %d", n, httpd.CookiesEach)
	}
}

// What could not be kept is not handed out: it would be gone after a restart.
func TestACookieThatIsNotKeptIsNotGiven(t *testing.T) {
	notes := &slips{fail: errors.New("disk full")}
	k := httpd.NewKeys(notes)
	if cookie, err := k.Issue(httpd.Who{Kind: httpd.Wall, Code: "LUNE-42"}); !errors.Is(err, notes.fail) || cookie != "" {
		t.Errorf("it gives %q, %v", cookie, err)
	}
	if err := k.Found(t.Context(), "LUNE-42", httpd.NewLinkSecret(), nil); !errors.Is(err, notes.fail) {
		t.Errorf("links: %v", err)
	}
	if _, err := k.Recall(t.Context(), "LUNE-42", nil); !errors.Is(err, notes.fail) {
		t.Errorf("recalling: %v", err)
	}
}

// Notes of other rooms, or of a later version, open nothing and do no harm.
func TestForeignNotesArePassedOver(t *testing.T) {
	notes := &slips{held: map[string]map[string][]byte{"LUNE-42": {
		"session.clock": []byte("{}"), "httpd.cookie.": []byte("{}"), "httpd.cookie.AA": []byte("{}"),
		"httpd.cookie." + strings.Repeat("A", 43): []byte("broken"), "httpd.links": []byte("short"),
	}}}
	k := httpd.NewKeys(notes)
	links, err := k.Recall(t.Context(), "LUNE-42", []int32{0})
	if err != nil || links.Lobby != "" || len(links.Roles) != 0 {
		t.Errorf("they give links %+v, %v", links, err)
	}
	if who, ok := k.Redeem(""); ok {
		t.Errorf("no token proves %+v", who)
	}
}
