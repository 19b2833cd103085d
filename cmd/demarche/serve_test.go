package main

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// started is a server in a process of its own.
type started struct {
	cmd  *exec.Cmd
	out  *bufio.Reader
	errs *bytes.Buffer
}

// start runs the command as a user would: testscript.Main has put it on the path.
func start(t *testing.T, args ...string) *started {
	t.Helper()
	s := &started{cmd: exec.Command("demarche", append([]string{"serve"}, args...)...), errs: &bytes.Buffer{}}
	s.cmd.Stderr = s.errs
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.out = bufio.NewReader(out)
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	return s
}

// lines reads the first lines of standard output.
func (s *started) lines(t *testing.T, n int) (all []string) {
	t.Helper()
	for range n {
		line, err := s.out.ReadString('\n')
		if err != nil {
			t.Fatalf("after %q: %v; %s", all, err, s.errs)
		}
		all = append(all, strings.TrimSuffix(line, "\n"))
	}
	return all
}

// stops sends a signal and returns the exit code.
func (s *started) stops(t *testing.T, sig os.Signal) int {
	t.Helper()
	began := time.Now()
	if err := s.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, s.out)
	_ = s.cmd.Wait()
	// What hangs is given up after 10 seconds.
	if took := time.Since(began); took > 9*time.Second {
		t.Errorf("stopping took %v", took)
	}
	return s.cmd.ProcessState.ExitCode()
}

func TestServeWritesALinkThatOpensTheBoard(t *testing.T) {
	tests := []struct {
		name string
		args []string
		sig  os.Signal
		want []string // one pattern for each line
		to   string
	}{
		{"first State", []string{"--addr", "127.0.0.1:0", "--seed", "5"}, os.Interrupt, []string{
			`^Code Blue \([A-Z]+-\d\d, seed 5\)$`, `^Open      (http://127\.0\.0\.1:\d+/join/[\w-]{22})$`,
			`^You are   Aurelia, Foreign Ministry \(cyber coordinator\)$`, `^Stop      with Ctrl\+C\.$`,
		}, `^/g/[A-Z]+-\d\d$`},
		{"in French", []string{"--addr", "localhost:0", "--lang", "fr", "--role", "pelagia"}, syscall.SIGTERM, []string{
			`^Code bleu \([A-Z]+-\d\d, graine \d+\)$`, `^Ouvrir    (http://(?:127\.0\.0\.1|\[::1\]):\d+/join/[\w-]{22}\?lang=fr)$`,
			`^Vous êtes Pélagie, gouvernement$`, `^Arrêter   avec Ctrl\+C\.$`,
		}, `^/g/[A-Z]+-\d\d\?lang=fr$`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, append([]string{"--demo"}, tt.args...)...)
			lines := s.lines(t, len(tt.want))
			link := ""
			for i, want := range tt.want {
				m := regexp.MustCompile(want).FindStringSubmatch(lines[i])
				if m == nil {
					t.Fatalf("line %d is %q, want %s", i+1, lines[i], want)
				}
				if len(m) > 1 {
					link = m[1]
				}
			}
			client := &http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			res, err := client.Get(link)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if to := res.Header.Get("Location"); !regexp.MustCompile(tt.to).MatchString(to) || len(res.Cookies()) != 1 {
				t.Errorf("the link leads to %q with %d cookies, want %s with one", to, len(res.Cookies()), tt.to)
			}
			if code := s.stops(t, tt.sig); code != fine || s.errs.Len() > 0 {
				t.Errorf("exit %d, want %d; %s", code, fine, s.errs)
			}
		})
	}
}

func TestServeOnABusyPort(t *testing.T) {
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	var out, errs bytes.Buffer
	code := run([]string{"serve", "--demo", "--addr", busy.Addr().String()}, nil, &out, &errs)
	if code != wrong || out.Len() > 0 || !strings.Contains(errs.String(), "address already in use") || !strings.Contains(errs.String(), "hint: another program listens there") {
		t.Errorf("exit %d, want %d; %s%s", code, wrong, out.String(), errs.String())
	}
}

// hosted is a server with a store, once it has written its link.
type hosted struct {
	*started
	origin, link, data string
}

func host(t *testing.T, args ...string) hosted {
	t.Helper()
	h := hosted{started: start(t, append([]string{"--addr", "127.0.0.1:0"}, args...)...)}
	lines := h.lines(t, 3)
	m := regexp.MustCompile(`^(?:Host|Hôte)      ((http://127\.0\.0\.1:\d+)/host/[\w-]{22}(?:\?lang=fr)?)$`).FindStringSubmatch(lines[0])
	if m == nil {
		t.Fatalf("the first line is %q", lines[0])
	}
	h.link, h.origin, h.data = m[1], m[2], lines[1]
	return h
}

// ask sends a request as a page of the server would, and wants a status.
func (h hosted) ask(t *testing.T, c *http.Client, method, url, body string, status int) string {
	t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Origin", h.origin)
	r.Header.Set("Content-Type", "application/json")
	res, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != status {
		t.Fatalf("%s %s: %d %.200s (%v), want %d", method, url, res.StatusCode, raw, err, status)
	}
	return string(raw)
}

func visitor(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{
		Timeout: time.Minute, Jar: jar, Transport: &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// A host opens exercises; the server is stopped, and killed, and started again
// in the same folder: they are there, and so is the host's cookie.
func TestServeTakesUpWhatItsFolderHolds(t *testing.T) {
	folder := t.TempDir() + "/kept"
	first := host(t, "--data", folder)
	if want := "Data      " + folder + " (0 exercises taken up)"; first.data != want {
		t.Errorf("it says %q, want %q", first.data, want)
	}
	c := visitor(t)
	first.ask(t, c, "GET", first.origin+"/readyz", "", http.StatusOK)
	first.ask(t, c, "GET", first.link, "", http.StatusSeeOther)
	if got := first.ask(t, c, "GET", first.origin+"/api/library?lang=fr", "", http.StatusOK); !strings.Contains(got, `"id":"code_blue","title":"Code bleu"`) {
		t.Errorf("the library is %.300s", got)
	}
	opened := first.ask(t, c, "POST", first.origin+"/api/sessions", `{"scenario":"code_blue","lang":"fr","seed":5}`, http.StatusCreated)
	code := regexp.MustCompile(`[A-Z]+-\d\d`).FindString(opened)
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v (%v), want it for its owner only", info, err)
	}
	if exit := first.stops(t, os.Interrupt); exit != fine {
		t.Errorf("exit %d, want %d; %s", exit, fine, first.errs)
	}

	second := host(t, "--data", folder, "--lang", "fr")
	if want := "Données   " + folder + " (1 exercice repris)"; second.data != want {
		t.Errorf("it says %q, want %q", second.data, want)
	}
	if got := second.ask(t, c, "GET", second.origin+"/api/sessions", "", http.StatusOK); !strings.Contains(got, code) {
		t.Errorf("the sessions are %s, want %s", got, code)
	}
	if second.link == first.link {
		t.Error("the host's link is the old one")
	}
	second.ask(t, c, "POST", second.origin+"/api/sessions", `{"scenario":"code_blue"}`, http.StatusCreated)
	second.stops(t, syscall.SIGKILL)

	third := host(t, "--data", folder, "--scenario", "testdata/night.toml")
	if !strings.HasSuffix(third.data, "(2 exercises taken up)") {
		t.Errorf("after a kill it says %q", third.data)
	}
	if got := third.ask(t, c, "GET", third.origin+"/api/library", "", http.StatusOK); !strings.Contains(got, `"id":"testdata/night.toml","title":"Night call"`) {
		t.Errorf("the library is %.300s", got)
	}
	third.ask(t, c, "POST", third.origin+"/api/sessions", `{"scenario":"testdata/night.toml"}`, http.StatusCreated)

	// One folder, one server.
	var out, errs bytes.Buffer
	if exit := run([]string{"serve", "--data", folder, "--addr", "127.0.0.1:0"}, nil, &out, &errs); exit != wrong || out.Len() > 0 ||
		!strings.Contains(errs.String(), "in use by another server") || !strings.Contains(errs.String(), "hint: stop the other server") {
		t.Errorf("a second server: exit %d, want %d; %s%s", exit, wrong, out.String(), errs.String())
	}
	if exit := third.stops(t, syscall.SIGTERM); exit != fine {
		t.Errorf("exit %d, want %d; %s", exit, fine, third.errs)
	}
}
