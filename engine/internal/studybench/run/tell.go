package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"demarche/engine/internal/studybench"
)

func tellSpeed(out io.Writer, s *settings, x *studybench.Speed) {
	fmt.Fprintf(out, "code_blue, a random policy in every seat, %d runs into a folder on disk, median of %d rounds\n", s.runs, s.rounds)
	fmt.Fprintf(out, "%-46s %12s %24s %12s\n", "two workers", "runs/s", "by processor time alone", "bytes a run")
	fmt.Fprintf(out, "%-46s %12.0f %24.0f %12.0f\n", "all tables but changes and observations", x.Games, x.GamesFree, x.Bytes)
	fmt.Fprintf(out, "%-46s %12.0f %24.0f %12.0f\n", "runs and role_runs alone", x.RunsOnly, x.RunsOnlyFree, x.RunsOnlyBytes)
	fmt.Fprintf(out, "two workers to one, all tables: %.2f; %.2f with reading, compiling and the manifest\n\n", x.Workers, x.WorkersWhole)
}

func tellWriter(out io.Writer, x *studybench.Writer) {
	fmt.Fprintf(out, "writing %d rows, %d cells of a play: %v ours, %v parquet-go's own writer of Go structs, %v ours with making the rows\n", x.Rows, x.Cells, x.Sink, x.Bare, x.Maker)
	fmt.Fprintf(out, "%d bytes ours, %d its own\n\n", x.SinkBytes, x.BareBytes)
}

// tellMemory returns the peak of the largest study in that of the smallest.
func tellMemory(out io.Writer, all []studybench.Memory) float64 {
	fmt.Fprintln(out, "peak memory of demarche study, code_blue, the table of runs alone, two workers")
	for _, m := range all {
		fmt.Fprintf(out, "%9d runs %7.1f MB %8.1f s\n", m.Runs, float64(m.Peak)/1e6, m.Wall.Seconds())
	}
	last := all[len(all)-1]
	for _, m := range all[:len(all)-1] {
		fmt.Fprintf(out, "%d to %d runs: %.2f\n", m.Runs, last.Runs, float64(last.Peak)/float64(m.Peak))
	}
	fmt.Fprintln(out)
	return float64(last.Peak) / float64(all[0].Peak)
}

func tellRival(out io.Writer, x *studybench.Rival) {
	fmt.Fprintf(out, "the reference game by boardgame.io %s in Node %s; %d seeds end in the same bits here and there\n", x.Library, strings.TrimPrefix(x.Node, "v"), x.Agreed)
	fmt.Fprintf(out, "%-46s %12s\n", "", "games/s")
	for _, row := range []struct {
		what  string
		speed float64
	}{
		{"boardgame.io, Client", x.Client},
		{"boardgame.io, its reducer alone", x.Reducer},
		{"engine", x.Engine},
		{"engine, with a full ledger", x.Ledger},
	} {
		fmt.Fprintf(out, "%-46s %12.0f\n", row.what, row.speed)
	}
	fmt.Fprintf(out, "games of the engine to those of the faster way there: %.0f; %.0f with a full ledger\n\n", x.Ratio, x.LedgerRatio)
}

// dots shows on a terminal how far a measurement is.
func dots(w io.Writer, what string, rounds int) func() {
	f, ok := w.(*os.File)
	if !ok {
		return func() {}
	}
	if s, err := f.Stat(); err != nil || s.Mode()&os.ModeCharDevice == 0 {
		return func() {}
	}
	n := 0
	return func() {
		n++
		fmt.Fprintf(f, "\r%s: %d of %d", what, n, rounds)
		if n == rounds {
			fmt.Fprint(f, "\r\033[K")
		}
	}
}
