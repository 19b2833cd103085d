package server_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche/engine/record"
	"demarche/server"
	"demarche/server/store"
)

// One session that cannot be taken up keeps nobody else out.
func TestASessionThatDoesNotComeBackIsLeftAsItIs(t *testing.T) {
	b := serve(t, exercises())
	lead := b.hosting()
	code := lead.opens(`{"scenario":"harbour"}`)
	sc, err := shelf{}.Scenario("harbour")
	if err != nil {
		t.Fatal(err)
	}
	// As if the server had gone down right after the record was begun.
	h := record.Header{Scenario: "harbour", Main: sc.Main}
	if err := b.o.Store.Create(t.Context(), "ZEBRA-99", h, sc.Files); err != nil {
		t.Fatal(err)
	}
	b.again()
	if b.back != 1 {
		t.Errorf("%d exercises are back, want 1", b.back)
	}
	if logs := b.logs.String(); !strings.Contains(logs, "does not come back") || !strings.Contains(logs, "ZEBRA-99") {
		t.Errorf("the log does not tell: %s", logs)
	}
	console(lead.call(code, "control"), nil)
	if a := b.browser().post("/api/join", `{"code":"ZEBRA-99","name":"Ada"}`); a.status != http.StatusNotFound {
		t.Errorf("the other answers %d %s", a.status, a.body)
	}
	if _, err := b.o.Store.Load(t.Context(), "ZEBRA-99"); err != nil {
		t.Errorf("its record is gone: %v", err)
	}
}

// The server went down between the session and its links: it is given new ones,
// and a host takes its console over.
func TestASessionWithoutLinksIsGivenNewOnes(t *testing.T) {
	o := exercises()
	o.Store, o.Folder = nil, t.TempDir()
	b := serve(t, o)
	lead := b.hosting()
	code := lead.opens(`{"scenario":"harbour"}`)
	old := console(lead.call(code, "control"), nil)
	b.stop()
	forget(t, o.Folder, code, "httpd.links")
	b.start()
	if a := lead.post("/api/sessions/"+code+"/control", "{}"); a.status != http.StatusOK {
		t.Fatalf("taking over: %d %s", a.status, a.body)
	}
	now := console(lead.call(code, "control"), nil)
	if path(now.JoinURL) == path(old.JoinURL) || len(now.Links) != 3 {
		t.Errorf("the links are %s and %+v, were %s", now.JoinURL, now.Links, old.JoinURL)
	}
	if a := b.browser().get(links(now)["police"]); a.status != http.StatusSeeOther {
		t.Errorf("a new link gives %d %s", a.status, a.body)
	}
	if a := b.browser().get(links(old)["police"]); a.status != http.StatusNotFound {
		t.Errorf("an old link gives %d %s", a.status, a.body)
	}
}

// forget drops a note from the store of a folder.
func forget(t *testing.T, folder, code, note string) {
	t.Helper()
	kept, err := store.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := kept.Put(t.Context(), code, note, nil); err != nil {
		t.Error(err)
	}
	if err := kept.Close(); err != nil {
		t.Error(err)
	}
}

func TestTheFileOfHostsIsForItsOwnerAndHoldsNoCookie(t *testing.T) {
	o := exercises()
	o.Store, o.Folder = nil, t.TempDir()
	b := serve(t, o)
	x := b.hosting()
	name := filepath.Join(o.Folder, "demarche.hosts")
	info, err := os.Stat(name)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the file is %v (%v)", info, err)
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range append(secrets(x), strings.TrimPrefix(b.host, "/host/")) {
		if strings.Contains(string(raw), secret) {
			t.Error("it holds a secret")
		}
	}
	b.stop()
	if err := os.WriteFile(name, []byte("{broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	o.Log = quiet
	o.Ready = func(server.Invitation) { t.Error("it invites somebody") }
	if err := server.Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "delete the file") {
		t.Errorf("with a broken file it says %v", err)
	}
}

// A stop while sessions come back is a stop, not a fault.
func TestStoppedBeforeItIsReady(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, folder := range map[string]string{"memory": "", "folder": t.TempDir()} {
		o := exercises()
		o.Log, o.Folder = quiet, folder
		o.Ready = func(server.Invitation) { t.Errorf("%s: it invites somebody", name) }
		if err := server.Run(ctx, o); err != nil {
			t.Errorf("%s: it says %v", name, err)
		}
	}
}
