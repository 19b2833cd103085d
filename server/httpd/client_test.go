package httpd_test

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/engine/wire"
	"demarche/server/httpd"
	"demarche/server/session"
	"demarche/server/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// built is a board of three files.
var built = fstest.MapFS{
	"index.html":             {Data: []byte("<!doctype html><title>board</title>")},
	"favicon.svg":            {Data: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>")},
	".gitkeep":               {},
	"assets/index-1a2b3c.js": {Data: []byte("export {};")},
}

// house is a server on a real port with one session of the small scenario.
type house struct {
	t     *testing.T
	addr  string
	hall  *session.Hall
	site  *httpd.Site
	keys  *httpd.Keys
	sits  *session.Session
	token string // of the harbour master
	logs  *strings.Builder
}

// serve starts a house that ends with the test.
func serve(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, hall: session.NewHall(t.Context()), keys: httpd.NewKeys(nil), logs: &strings.Builder{}}
	log := slog.New(slog.NewTextHandler(h.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var err error
	if h.site, err = httpd.New(httpd.Options{Sessions: h.hall, Keys: h.keys, Board: built, Log: log}); err != nil {
		t.Fatal(err)
	}
	sc := harbour(t)
	players, err := policy.NewTable(sc.Machine, nil)
	if err != nil {
		t.Fatal(err)
	}
	h.sits, err = h.hall.Open(session.Options{
		Scenario: sc, Seed: 7, People: []int32{0}, Players: players, Store: &store.Memory{}, Build: "test", Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.site.Open()
	h.token = h.keys.Invite(httpd.Who{Kind: httpd.Player, Code: h.sits.Code()})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = listener.Addr().String()
	web := httpd.NewServer(h.site, log)
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener) }()
	t.Cleanup(func() {
		h.hall.Close()
		h.site.Wait()
		if err := web.Close(); err != nil {
			t.Error(err)
		}
		if err := <-served; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return h
}

func harbour(t *testing.T) *session.Scenario {
	t.Helper()
	doc, err := scenario.Read(os.DirFS("../session/testdata"), "harbour.toml")
	if err != nil {
		t.Fatal(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		t.Fatal(err)
	}
	return &session.Scenario{
		Machine: game.NewMachine(g), Main: doc.Files[0].Name,
		Files: []record.File{{Name: doc.Files[0].Name, Data: doc.Files[0].Data}},
	}
}

// browser keeps cookies and follows no redirects.
func (h *house) browser() *http.Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	tr := &http.Transport{}
	h.t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{
		Jar: jar, Transport: tr, Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// get reads a page.
func (h *house) get(b *http.Client, path string) (*http.Response, string) {
	h.t.Helper()
	res, err := b.Get("http://" + h.addr + path)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return res, string(body)
}

// joined is a browser that followed a link.
func (h *house) joined(token string) *http.Client {
	h.t.Helper()
	b := h.browser()
	if res, body := h.get(b, "/join/"+token); res.StatusCode != http.StatusSeeOther {
		h.t.Fatalf("joining: %d %s", res.StatusCode, body)
	}
	return b
}

// patience is how long a test waits for what must come. It ends one that hangs, and
// says nothing about how fast the server is: a busy machine may be very slow.
const patience = 2 * time.Minute

// phone is the board's side of a websocket.
type phone struct {
	t      *testing.T
	socket *websocket.Conn
	got    []string
}

// dial opens the websocket of the session with a browser's cookies.
func (h *house) dial(b *http.Client, origin string, header http.Header) (*phone, *http.Response, error) {
	return h.dialAs(b, "", origin, header)
}

// dialAs does so as one of several identities.
func (h *house) dialAs(b *http.Client, as, origin string, header http.Header) (*phone, *http.Response, error) {
	d := websocket.Dialer{HandshakeTimeout: patience, Jar: b.Jar}
	if header == nil {
		header = http.Header{}
	}
	if origin != "" {
		header.Set("Origin", origin)
	}
	socket, res, err := d.Dial("ws://"+h.addr+"/ws/"+h.sits.Code()+"?as="+as, header)
	if err != nil {
		return nil, res, err
	}
	h.t.Cleanup(func() { socket.Close() })
	return &phone{t: h.t, socket: socket}, res, nil
}

// call opens the websocket as the board does, without a greeting.
func (h *house) call(b *http.Client) *phone {
	h.t.Helper()
	p, _, err := h.dial(b, "http://"+h.addr, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

func (p *phone) send(text string) {
	p.t.Helper()
	if err := p.socket.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
		p.t.Fatal(err)
	}
}

// hear reads up to the next message of a kind.
func hear[M any](p *phone, kind string) (m M) {
	p.t.Helper()
	for {
		_ = p.socket.SetReadDeadline(time.Now().Add(patience))
		_, raw, err := p.socket.ReadMessage()
		if err != nil {
			p.t.Fatalf("waiting for %s: %v; so far %s", kind, err, p.got)
		}
		p.got = append(p.got, string(raw))
		var h wire.Head
		if err := json.Unmarshal(raw, &h); err != nil {
			p.t.Fatal(err)
		}
		if h.T != kind {
			continue
		}
		if err := json.Unmarshal(raw, &m); err != nil {
			p.t.Fatal(err)
		}
		return m
	}
}

// view reads up to a view of a phase and turn.
func (p *phone) view(phase string, turn int) wire.View {
	p.t.Helper()
	for {
		if v := hear[wire.View](p, wire.TypeView); v.Phase == phase && v.Turn == turn {
			return v
		}
	}
}

// closed reads on until the socket closes and returns its code.
func (p *phone) closed() int {
	p.t.Helper()
	for {
		_ = p.socket.SetReadDeadline(time.Now().Add(patience))
		_, raw, err := p.socket.ReadMessage()
		var end *websocket.CloseError
		switch {
		case err == nil:
			p.got = append(p.got, string(raw))
		case errors.As(err, &end):
			return end.Code
		default:
			p.t.Fatalf("the socket ends with %v", err)
		}
	}
}

func cookies(t *testing.T, h *house, b *http.Client) []*http.Cookie {
	t.Helper()
	u, err := url.Parse("http://" + h.addr + "/ws/x")
	if err != nil {
		t.Fatal(err)
	}
	return b.Jar.Cookies(u)
}
