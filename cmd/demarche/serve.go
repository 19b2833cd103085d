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
	"demarche/server"
	"demarche/server/session"
	"demarche/web"
)

// serveFlags are what serve is told on the command line.
type serveFlags struct {
	demo     bool
	insecure bool
	addr     string
	scenario string
	role     string
	seed     uint64
	lang     string
}

func serveCommand(s *streams) *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve --demo",
		Short: "Serve an exercise to browsers",
		Long: "Serve --demo opens a session for one person among computer players and writes the link to\n" +
			"open in a browser. It serves until it is stopped with Ctrl+C.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return s.serve(c.Context(), f, c.Flags().Changed("seed"), c.Flags().Changed("lang"))
		},
	}
	c.Flags().BoolVar(&f.demo, "demo", false, "open a session with computer players and write its link")
	c.Flags().StringVar(&f.scenario, "scenario", "code_blue", "scenario: a path, or the id of one that comes with the program")
	c.Flags().StringVar(&f.role, "role", "", "id of the role to play (default: the first State with a seat, else the first seat)")
	c.Flags().Uint64Var(&f.seed, "seed", 0, "seed, 0 to 2^53-1 (default: drawn by the system)")
	c.Flags().StringVar(&f.lang, "lang", "en", "language: en or fr")
	c.Flags().StringVar(&f.addr, "addr", server.DefaultAddr, "address to listen on; port 0 is any free one")
	c.Flags().BoolVar(&f.insecure, "insecure", false, "let other machines in although nothing is encrypted")
	return c
}

func (s *streams) serve(ctx context.Context, f serveFlags, seeded, spoken bool) error {
	if !f.demo {
		return &answer{code: wrong, err: errors.New("this version serves demonstrations only"), hint: "start one with demarche serve --demo"}
	}
	if err := language(f.lang); err != nil {
		return err
	}
	demo := server.Demo{Scenario: f.scenario, Role: f.role}
	if seeded {
		if f.seed > chance.MaxSeed {
			return &answer{code: wrong, err: fmt.Errorf("seed %d is too large", f.seed), hint: "seeds are whole numbers from 0 to 9007199254740991"}
		}
		seed := chance.Seed(f.seed)
		demo.Seed = &seed
	}
	if spoken {
		demo.Lang = f.lang
	}
	board, err := fs.Sub(web.Dist, "dist")
	if err != nil {
		return fmt.Errorf("find the board: %w", err)
	}
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	err = server.Run(ctx, server.Options{
		Addr: f.addr, Insecure: f.insecure, Board: board, Library: &shelf{streams: s}, Demo: demo,
		Build: build(), Log: slog.New(slog.NewTextHandler(s.err, nil)),
		Ready: func(i server.Invitation) { s.invite(i) },
	})
	return hinted(err, f.addr)
}

// invite writes what the visitor of a demo needs, in one write, so that whoever
// waits for the link has all of it.
func (s *streams) invite(i server.Invitation) {
	open, others, you, seed, stop := "Open     ", "or from another device", "You are", "seed", "Stop      with Ctrl+C."
	if i.Lang == "fr" {
		open, others, you, seed, stop = "Ouvrir   ", "ou depuis un autre appareil", "Vous êtes", "graine", "Arrêter   avec Ctrl+C."
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s, %s %d)\n", i.Title, i.Code, seed, i.Seed)
	fmt.Fprintf(&b, "%s %s\n", open, i.Links[0])
	for _, link := range i.Links[1:] {
		fmt.Fprintf(&b, "          %s  (%s)\n", link, others)
	}
	fmt.Fprintf(&b, "%-9s %s\n%s\n", you, i.Role, stop)
	fmt.Fprint(s.out, b.String())
	if f, ok := s.out.(interface{ Flush() error }); ok {
		_ = f.Flush() // the write itself would have failed before
	}
}

// hinted adds to an error of the server how to mend it.
func hinted(err error, addr string) error {
	var a *answer
	switch {
	case err == nil || errors.As(err, &a):
		return err
	case errors.Is(err, syscall.EADDRINUSE):
		return &answer{code: wrong, err: err, hint: "another program listens there: choose another address with --addr, or any free port with --addr 127.0.0.1:0"}
	case errors.Is(err, server.ErrInsecure):
		return &answer{code: wrong, err: err, hint: "listen on " + server.DefaultAddr + ", or add --insecure if everybody on the network may read along"}
	}
	return &answer{code: wrong, err: err}
}

// shelf is the library of serve: scenarios of the disk and those that come with
// the program.
type shelf struct{ streams *streams }

// Scenario implements session.Library.
func (l *shelf) Scenario(id string) (*session.Scenario, error) {
	m, doc, err := l.streams.loadScenario(id)
	if err != nil {
		return nil, err
	}
	return &session.Scenario{Machine: m, Main: doc.Files[0].Name, Files: filesOf(doc)}, nil
}
