package server_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/scenario"
	"demarche/server"
	"demarche/server/session"
	"demarche/server/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// shelf is a library of the scenarios in the testdata of session.
type shelf struct{}

func (shelf) Scenario(id string) (*session.Scenario, error) {
	doc, err := scenario.Read(os.DirFS("session/testdata"), id+".toml")
	if err != nil {
		return nil, err
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		return nil, err
	}
	return &session.Scenario{
		Machine: game.NewMachine(g), Main: doc.Files[0].Name,
		Files: []record.File{{Name: doc.Files[0].Name, Data: doc.Files[0].Data}},
	}, nil
}

// Scenarios implements server.Library.
func (shelf) Scenarios() []string { return []string{"harbour"} }

func TestRunServesUntilItIsStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	o := options()
	kept := &store.Memory{}
	seed := chance.Seed(chance.MaxSeed)
	o.Store, o.Demo.Seed, o.Demo.Lang, o.Log = kept, &seed, "fr", quiet
	ready := make(chan server.Invitation, 1)
	o.Ready = func(i server.Invitation) { ready <- i }
	ran := make(chan error, 1)
	go func() { ran <- server.Run(ctx, o) }()
	var got server.Invitation
	select {
	case got = <-ready:
	case err := <-ran:
		t.Fatal(err)
	}
	if got.Title != "Les feux du port" || got.Role != "Capitaine du port" || got.Seed != seed || got.Lang != "fr" || len(got.Links) != 1 {
		t.Errorf("the invitation is %+v", got)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Get(got.Links[0])
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if res.StatusCode != http.StatusOK || string(body) != "board" || res.Request.URL.Path != "/g/"+got.Code {
		t.Errorf("the link leads to %s: %d %s", res.Request.URL, res.StatusCode, body)
	}
	stop()
	select {
	case err := <-ran:
		if err != nil {
			t.Errorf("stopped with %v", err)
		}
	case <-time.After(patience):
		t.Fatal("it does not stop")
	}
	if _, err := net.DialTimeout("tcp", strings.Split(got.Links[0], "/")[2], time.Second); err == nil {
		t.Error("the port is still open")
	}
	rec, err := kept.Load(t.Context(), got.Code)
	if err != nil || rec.Header.Seed != uint64(seed) {
		t.Errorf("the record has seed %v (%v)", rec, err)
	}
}

func TestRunRefusesWhatItCannotServe(t *testing.T) {
	tests := []struct {
		name string
		make func(*server.Options)
		is   error
		want string
	}{
		{"open to the network", func(o *server.Options) { o.Addr = "192.0.2.1:8080" }, server.ErrInsecure, ""},
		{"every interface", func(o *server.Options) { o.Addr = ":0" }, server.ErrInsecure, ""},
		{"name of another machine", func(o *server.Options) { o.Addr = "example.org:80" }, server.ErrInsecure, ""},
		{"path for participants", func(o *server.Options) { o.Public = "http://room.example/x" }, server.ErrPublic, `"http://room.example/x" is`},
		{"no scheme for participants", func(o *server.Options) { o.Public = "room.example:80" }, server.ErrPublic, ""},
		{"user for participants", func(o *server.Options) { o.Public = "http://a@room.example" }, server.ErrPublic, ""},
		{"no port", func(o *server.Options) { o.Addr = "127.0.0.1" }, nil, "missing port"},
		{"no scenario", func(o *server.Options) { o.Demo.Scenario = "nix" }, fs.ErrNotExist, ""},
		{"no role", func(o *server.Options) { o.Demo.Role = "captain" }, nil, `no seat "captain" (seats are master, police)`},
		{"near role", func(o *server.Options) { o.Demo.Role = "polize" }, nil, `did you mean "police"?`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := options()
			o.Log = quiet
			tt.make(&o)
			o.Ready = func(server.Invitation) { t.Error("it invites somebody") }
			err := server.Run(t.Context(), o)
			if err == nil || tt.is != nil && !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want %v %s", err, tt.is, tt.want)
			}
		})
	}
}

func TestRunOnAllInterfacesGivesALinkForThisMachine(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	o := options()
	o.Addr, o.Insecure, o.Log = "0.0.0.0:0", true, quiet
	o.Ready = func(i server.Invitation) {
		if !strings.HasPrefix(i.Links[0], "http://127.0.0.1:") {
			t.Errorf("the first link is %s", i.Links[0])
		}
		stop()
	}
	if err := server.Run(ctx, o); err != nil {
		t.Error(err)
	}
}
