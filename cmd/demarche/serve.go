package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"demarche/engine/chance"
	"demarche/scenarios"
	"demarche/server"
	"demarche/server/session"
	"demarche/server/store"
	"demarche/web"
)

// serveFlags are what serve is told on the command line.
type serveFlags struct {
	demo     bool
	insecure bool
	addr     string
	public   string
	folder   string
	scenario string
	role     string
	seed     uint64
	lang     string
	given    func(flag string) bool
}

func serveCommand(s *streams) *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve exercises to browsers",
		Long: "Serve keeps exercises in a folder and writes the link of the host, who opens them in a\n" +
			"browser. Started again with the same folder, it takes all of them up where they were.\n" +
			"Serve --demo opens a session for one person among computer players instead, keeps it in\n" +
			"memory and writes its link. Both serve until they are stopped with Ctrl+C.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			f.given = c.Flags().Changed
			return s.serve(c.Context(), f)
		},
	}
	c.Flags().BoolVar(&f.demo, "demo", false, "open a session with computer players and write its link")
	c.Flags().StringVar(&f.folder, "data", "demarche-data", "folder of the exercises; made if it is not there")
	c.Flags().StringVar(&f.scenario, "scenario", "code_blue", "scenario of the demo: a path, or the id of one that comes with the program; without --demo: a path to add to the library")
	c.Flags().StringVar(&f.role, "role", "", "of the demo: id of the role to play (default: the first State with a seat, else the first seat)")
	c.Flags().Uint64Var(&f.seed, "seed", 0, "of the demo: seed, 0 to 2^53-1 (default: drawn by the system)")
	c.Flags().StringVar(&f.lang, "lang", "en", "language: en or fr")
	c.Flags().StringVar(&f.addr, "addr", server.DefaultAddr, "address to listen on; port 0 is any free one")
	c.Flags().StringVar(&f.public, "url", "", "how participants reach the server, for links and QR codes, such as https://room.example (default: where it listens)")
	c.Flags().BoolVar(&f.insecure, "insecure", false, "let other machines in although nothing is encrypted")
	return c
}

func (s *streams) serve(ctx context.Context, f serveFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	board, err := fs.Sub(web.Dist, "dist")
	if err != nil {
		return fmt.Errorf("find the board: %w", err)
	}
	o := server.Options{
		Addr: f.addr, Insecure: f.insecure, Public: f.public, Board: board, Build: build(),
		Log: slog.New(slog.NewTextHandler(s.err, nil)),
	}
	library := &shelf{streams: s, ids: scenarios.IDs()}
	o.Library = library
	if f.demo {
		o.Demo = f.demonstration()
		o.Ready = func(i server.Invitation) { s.invite(i) }
	} else {
		if f.given("scenario") {
			// What is wrong with it is said before anybody waits for it.
			if _, _, err := s.loadScenario(f.scenario); err != nil {
				return err
			}
			library.add(f.scenario)
		}
		o.Folder = f.folder
		o.Ready = func(i server.Invitation) { s.inviteHost(i, f) }
	}
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	return hinted(server.Run(ctx, o), f)
}

// check judges flags that make no sense, alone or together.
func (f *serveFlags) check() error {
	if err := language(f.lang); err != nil {
		return err
	}
	if f.seed > chance.MaxSeed {
		return &answer{code: wrong, err: fmt.Errorf("seed %d is too large", f.seed), hint: "seeds are whole numbers from 0 to 9007199254740991"}
	}
	for _, flag := range []string{"role", "seed"} {
		if !f.demo && f.given(flag) {
			return &answer{code: wrong, err: fmt.Errorf("--%s is for a demo", flag), hint: "start one with demarche serve --demo, or leave --" + flag + " out: a host chooses when opening an exercise"}
		}
	}
	switch {
	case f.demo && f.given("data"):
		return &answer{code: wrong, err: errors.New("a demo keeps nothing"), hint: "leave out --data, or leave out --demo to serve exercises that are kept"}
	case f.folder == "":
		return &answer{code: wrong, err: errors.New("--data names no folder"), hint: "exercises are kept in a folder, such as --data demarche-data"}
	}
	return nil
}

// demonstration is the demo that was asked for.
func (f *serveFlags) demonstration() *server.Demo {
	demo := &server.Demo{Scenario: f.scenario, Role: f.role}
	if f.given("seed") {
		seed := chance.Seed(f.seed)
		demo.Seed = &seed
	}
	if f.given("lang") {
		demo.Lang = f.lang
	}
	return demo
}

// invite writes what the visitor of a demo needs.
func (s *streams) invite(i server.Invitation) {
	open, others, you, seed, stop := "Open     ", "or from another device", "You are", "seed", "Stop      with Ctrl+C."
	if i.Lang == "fr" {
		open, others, you, seed, stop = "Ouvrir   ", "ou depuis un autre appareil", "Vous êtes", "graine", "Arrêter   avec Ctrl+C."
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s, %s %d)\n", i.Title, i.Code, seed, i.Seed)
	addresses(&b, open, others, i.Links)
	fmt.Fprintf(&b, "%-9s %s\n%s\n", you, i.Role, stop)
	s.write(b.String())
}

// inviteHost writes what a host needs.
func (s *streams) inviteHost(i server.Invitation, f serveFlags) {
	open, others, folder, back, stop := "Host     ", "or from another device", "Data", "exercises taken up", "Stop      with Ctrl+C; what has been played is kept."
	if i.Back == 1 {
		back = "exercise taken up"
	}
	query := ""
	if f.lang == "fr" {
		open, others, folder, back, stop = "Hôte     ", "ou depuis un autre appareil", "Données", "exercices repris", "Arrêter   avec Ctrl+C ; ce qui a été joué est conservé."
		if i.Back < 2 {
			back = "exercice repris"
		}
		query = "?lang=fr"
	}
	for n := range i.Links {
		i.Links[n] += query
	}
	var b strings.Builder
	addresses(&b, open, others, i.Links)
	fmt.Fprintf(&b, "%-9s %s (%d %s)\n%s\n", folder, f.folder, i.Back, back, stop)
	s.write(b.String())
}

// addresses writes the links under which the same page can be opened.
func addresses(b *strings.Builder, open, others string, links []string) {
	fmt.Fprintf(b, "%s %s\n", open, links[0])
	for _, link := range links[1:] {
		fmt.Fprintf(b, "          %s  (%s)\n", link, others)
	}
}

// write writes a text at once, so that whoever waits for a link has all of it.
func (s *streams) write(text string) {
	fmt.Fprint(s.out, text)
	if f, ok := s.out.(interface{ Flush() error }); ok {
		_ = f.Flush() // the write itself would have failed before
	}
}

// hinted adds to an error of the server how to mend it.
func hinted(err error, f serveFlags) error {
	var a *answer
	hint := ""
	switch {
	case err == nil || errors.As(err, &a):
		return err
	case errors.Is(err, syscall.EADDRINUSE):
		hint = "another program listens there: choose another address with --addr, or any free port with --addr 127.0.0.1:0"
	case errors.Is(err, server.ErrInsecure):
		hint = "listen on " + server.DefaultAddr + ", or add --insecure if everybody on the network may read along"
	case errors.Is(err, server.ErrPublic):
		hint = "give --url as http://HOST:PORT or https://HOST, without a path"
	case errors.Is(err, store.ErrInUse):
		hint = "stop the other server, or choose another folder with --data"
	case errors.Is(err, store.ErrForeign):
		hint = "choose another folder with --data"
	}
	return &answer{code: wrong, err: err, hint: hint}
}

// shelf is the library of serve: scenarios that come with the program, and
// others of the disk that were named.
type shelf struct {
	streams *streams
	ids     []string
}

// add puts a scenario before those that come with the program.
func (l *shelf) add(id string) {
	for _, own := range l.ids {
		if own == id {
			return
		}
	}
	l.ids = append([]string{id}, l.ids...)
}

// Scenario implements session.Library.
func (l *shelf) Scenario(id string) (*session.Scenario, error) {
	m, doc, err := l.streams.loadScenario(id)
	if err != nil {
		return nil, err
	}
	return &session.Scenario{Machine: m, Main: doc.Files[0].Name, Files: filesOf(doc)}, nil
}

// Scenarios implements server.Library.
func (l *shelf) Scenarios() []string { return l.ids }
