// Command run measures what studies cost: games a second, what of it writing is,
// what a second worker brings, how memory grows, and boardgame.io beside it. Its
// last line holds the figures that count; ../DESIGN.md says how each is made.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/pprof"

	"demarche/engine/game"
	"demarche/engine/internal/studybench"
	"demarche/engine/scenario"
	"demarche/scenarios"
)

// settings say how much is measured.
type settings struct {
	program string // demarche
	rival   string // folder of boardgameio with what npm put there
	rounds  int
	runs    int // of a study in a round
	largest int // runs of the largest study whose memory is measured
	profile string
}

func main() {
	var s settings
	flag.StringVar(&s.program, "program", "bin/demarche", "the command whose memory is measured")
	flag.StringVar(&s.rival, "boardgameio", "bin/.boardgameio", "folder of boardgameio, where npm ci has been")
	flag.IntVar(&s.rounds, "rounds", 5, "how often each is measured")
	flag.IntVar(&s.runs, "runs", 32768, "runs of a study in one round")
	flag.IntVar(&s.largest, "largest", 1e6, "runs of the largest study whose memory is measured")
	flag.StringVar(&s.profile, "profile", "", "write a profile of the processor while the table of runs alone is made to this file, and do nothing else")
	flag.Parse()
	do := measure
	if s.profile != "" {
		do = profile
	}
	if err := do(os.Stdout, os.Stderr, &s); err != nil {
		fmt.Fprintln(os.Stderr, "study-bench:", err)
		os.Exit(1)
	}
}

func profile(out, _ io.Writer, s *settings) error {
	f, err := os.Create(s.profile)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	took, err := studybench.Runs.Play(s.runs, 1)
	fmt.Fprintf(out, "%d runs, %.0f us of processor time each\n", took.Runs, took.Processor.Seconds()*1e6/float64(took.Runs))
	return err
}

// measure measures all, and ends with the line that counts.
func measure(out, progress io.Writer, s *settings) error {
	sizes := []int{10_000, s.largest}
	if s.largest > 100_000 {
		sizes = []int{10_000, 100_000, s.largest}
	}
	memory, err := studybench.MeasureMemory(s.program, sizes, dots(progress, "memory", len(sizes)))
	if err != nil {
		return err
	}
	flat := tellMemory(out, memory)
	speed, err := studybench.MeasureSpeed(s.runs, s.rounds, dots(progress, "studies", s.rounds))
	if err != nil {
		return err
	}
	tellSpeed(out, s, &speed)
	m, err := codeBlue()
	if err != nil {
		return err
	}
	writer, err := studybench.MeasureWriter(m, 400, s.rounds, dots(progress, "writer", s.rounds))
	if err != nil {
		return err
	}
	tellWriter(out, &writer)
	rival, err := studybench.MeasureRival(s.rival, 50, s.rounds, 20, dots(progress, "boardgame.io", s.rounds))
	if err != nil {
		return err
	}
	tellRival(out, &rival)
	fmt.Fprintf(out, "games_per_s=%.0f runs_only_per_s=%.0f writer_to_bare=%.2f two_workers=%.2f mem_flat=%.2f boardgameio_ratio=%.0f\n",
		speed.Games, speed.RunsOnly, writer.WriterToBare, speed.Workers, flat, rival.Ratio)
	return nil
}

func codeBlue() (*game.Machine, error) {
	d, err := scenario.Read(scenarios.FS, "code_blue/scenario.toml")
	if err != nil {
		return nil, err
	}
	g, err := scenario.Compile(d)
	if err != nil {
		return nil, err
	}
	return game.NewMachine(g), nil
}
