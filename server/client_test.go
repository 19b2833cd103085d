package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gorilla/websocket"

	"demarche/engine/wire"
	"demarche/server"
	"demarche/server/store"
)

// building is a whole server on a real port, and what it left behind for the
// next one.
type building struct {
	t    *testing.T
	o    server.Options
	addr string
	host string // path of the host's link
	back int    // exercises that came back
	logs *safeLog
	stop func()
}

// safeLog may be read while the server writes.
type safeLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *safeLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *safeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// exercises are options of a server for hosts, on a store in memory.
func exercises() server.Options {
	o := options()
	o.Demo = nil
	return o
}

func options() server.Options {
	return server.Options{
		Addr: "127.0.0.1:0", Board: fstest.MapFS{"index.html": {Data: []byte("board")}}, Library: shelf{},
		Store: &store.Memory{}, Demo: &server.Demo{Scenario: "harbour"}, Build: "test",
	}
}

// serve starts a server that ends with the test.
func serve(t *testing.T, o server.Options) *building {
	t.Helper()
	b := &building{t: t, o: o, logs: &safeLog{}}
	b.start()
	t.Cleanup(func() { b.stop() })
	return b
}

func (b *building) start() {
	b.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	o := b.o
	o.Log = slog.New(slog.NewTextHandler(b.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
	ready := make(chan server.Invitation, 1)
	o.Ready = func(i server.Invitation) { ready <- i }
	ran := make(chan error, 1)
	go func() { ran <- server.Run(ctx, o) }()
	var once sync.Once
	b.stop = func() {
		once.Do(func() {
			cancel()
			select {
			case err := <-ran:
				if err != nil {
					b.t.Errorf("the server stops with %v", err)
				}
			case <-time.After(patience):
				b.t.Error("the server does not stop")
			}
		})
	}
	select {
	case i := <-ready:
		link, err := url.Parse(i.Links[0])
		if err != nil {
			b.t.Fatal(err)
		}
		b.addr, b.host, b.back = link.Host, link.Path, i.Back
	case err := <-ran:
		b.t.Fatal(err)
	}
}

// again stops the server and starts it anew on what it has kept.
func (b *building) again() {
	b.t.Helper()
	b.stop()
	b.start()
}

// browser keeps cookies and follows no redirects.
type browser struct {
	*http.Client
	at *building
}

// patience is how long a test waits for what must come. It ends one that hangs, and
// says nothing about how fast the server is: a busy machine may be very slow.
const patience = 2 * time.Minute

func (b *building) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return &browser{&http.Client{
		Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, b}
}

// hosting is a browser that opened the host's link.
func (b *building) hosting() *browser {
	b.t.Helper()
	x := b.browser()
	if a := x.get(b.host); a.status != http.StatusSeeOther || a.Header.Get("Location") != "/host" {
		b.t.Fatalf("the host's link gives %d to %q: %s", a.status, a.Header.Get("Location"), a.body)
	}
	return x
}

// answer is what the server answered.
type answer struct {
	*http.Response
	status int
	body   string
	json   map[string]any
}

// says is the code of a refusal.
func (a answer) says() string { s, _ := a.json["code"].(string); return s }

func (x *browser) do(method, path, body string, change func(*http.Request)) answer {
	x.at.t.Helper()
	r, err := http.NewRequest(method, "http://"+x.at.addr+path, strings.NewReader(body))
	if err != nil {
		x.at.t.Fatal(err)
	}
	if method == http.MethodPost {
		r.Header.Set("Origin", "http://"+x.at.addr)
		r.Header.Set("Content-Type", "application/json")
	}
	if change != nil {
		change(r)
	}
	res, err := x.Do(r)
	if err != nil {
		x.at.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		x.at.t.Fatal(err)
	}
	a := answer{Response: res, status: res.StatusCode, body: string(raw)}
	_ = json.Unmarshal(raw, &a.json) // not all is JSON
	return a
}

func (x *browser) get(path string) answer {
	x.at.t.Helper()
	return x.do(http.MethodGet, path, "", nil)
}

func (x *browser) post(path, body string) answer {
	x.at.t.Helper()
	return x.do(http.MethodPost, path, body, nil)
}

// cookies are the names of those that the browser holds.
func (x *browser) cookies() (names []string) {
	u := &url.URL{Scheme: "http", Host: x.at.addr, Path: "/"}
	for _, c := range x.Jar.Cookies(u) {
		names = append(names, c.Name)
	}
	return names
}

// opens opens a session and returns its code; the browser is its facilitator.
func (x *browser) opens(order string) string {
	x.at.t.Helper()
	a := x.post("/api/sessions", order)
	code, _ := a.json["code"].(string)
	if a.status != http.StatusCreated || a.json["control"] != "/g/"+code+"/control" {
		x.at.t.Fatalf("opening %s: %d %s", order, a.status, a.body)
	}
	return code
}

// phone is the board's side of a websocket.
type phone struct {
	t      *testing.T
	socket *websocket.Conn
	count  int // commands sent
	got    []string
}

// dial opens the websocket of a session with a browser's cookies.
func (x *browser) dial(code, as string) (*phone, error) {
	d := websocket.Dialer{HandshakeTimeout: patience, Jar: x.Jar}
	to := "ws://" + x.at.addr + "/ws/" + code
	if as != "" {
		to += "?as=" + as
	}
	socket, _, err := d.Dial(to, http.Header{"Origin": {"http://" + x.at.addr}})
	if err != nil {
		return nil, err
	}
	x.at.t.Cleanup(func() { socket.Close() })
	return &phone{t: x.at.t, socket: socket}, nil
}

// call opens it and says hello.
func (x *browser) call(code, as string) *phone {
	x.at.t.Helper()
	p, err := x.dial(code, as)
	if err != nil {
		x.at.t.Fatal(err)
	}
	p.send(map[string]any{"v": wire.Version, "t": "hello", "lang": "en"})
	return p
}

func (p *phone) send(message map[string]any) {
	p.t.Helper()
	if err := p.socket.WriteJSON(message); err != nil {
		p.t.Fatal(err)
	}
}

// next reads one message.
func (p *phone) next() (wire.Head, []byte) {
	p.t.Helper()
	_ = p.socket.SetReadDeadline(time.Now().Add(patience))
	_, raw, err := p.socket.ReadMessage()
	if err != nil {
		p.t.Fatalf("%v; so far %.3000s", err, strings.Join(p.got, "\n"))
	}
	p.got = append(p.got, string(raw))
	var h wire.Head
	if err := json.Unmarshal(raw, &h); err != nil {
		p.t.Fatal(err)
	}
	return h, raw
}

// until reads on until a message of a type satisfies is.
func until[M any](p *phone, kind string, is func(M) bool) M {
	p.t.Helper()
	for {
		h, raw := p.next()
		if h.T != kind {
			continue
		}
		m := decode[M](p.t, raw)
		if is == nil || is(m) {
			return m
		}
	}
}

func decode[M any](t *testing.T, raw []byte) (m M) {
	t.Helper()
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// asks sends a command and returns "" once it is acknowledged, else the code of
// its refusal.
func (p *phone) asks(kind string, fields map[string]any) string {
	p.t.Helper()
	p.count++
	id := kind + string(rune('a'+p.count%26)) + time.Now().Format("150405.000000000")
	m := map[string]any{"v": wire.Version, "t": kind, "id": id}
	for k, v := range fields {
		m[k] = v
	}
	p.send(m)
	for {
		h, raw := p.next()
		switch {
		case h.ID != id:
		case h.T == wire.TypeAck:
			return ""
		case h.T == wire.TypeRefuse:
			var r wire.Refuse
			if err := json.Unmarshal(raw, &r); err != nil {
				p.t.Fatal(err)
			}
			return r.Code
		}
	}
}

// must sends a command that has to take effect.
func (p *phone) must(kind string, fields map[string]any) {
	p.t.Helper()
	if code := p.asks(kind, fields); code != "" {
		p.t.Fatalf("%s %v is refused with %s", kind, fields, code)
	}
}

// closed reads on until the socket closes; it returns the reason of a bye and
// the code.
func (p *phone) closed() (reason string, code int) {
	p.t.Helper()
	for {
		_ = p.socket.SetReadDeadline(time.Now().Add(patience))
		_, raw, err := p.socket.ReadMessage()
		var end *websocket.CloseError
		switch {
		case err == nil:
			var b wire.Bye
			if json.Unmarshal(raw, &b) == nil && b.T == wire.TypeBye {
				reason = b.Reason
			}
		case errors.As(err, &end):
			return reason, end.Code
		default:
			p.t.Fatalf("the socket ends with %v", err)
		}
	}
}
