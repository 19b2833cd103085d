package main

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
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
	s := &started{cmd: exec.Command("demarche", append([]string{"serve", "--demo"}, args...)...), errs: &bytes.Buffer{}}
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
	if took := time.Since(began); took > 5*time.Second {
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
			s := start(t, tt.args...)
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
			client := &http.Client{Timeout: 5 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
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
