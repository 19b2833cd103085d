// Command run measures the speed of the engine: without arguments against native
// code and expr's machine, with "growth" as games grow. Its last line holds the
// figures that count.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"demarche/engine/internal/bench"
	"demarche/engine/internal/bench/reference"
)

func main() {
	do := speed
	if len(os.Args) > 1 && os.Args[1] == "growth" {
		do = growth
	}
	if err := do(os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// least is the share of the games of the trials' native program that the twin
// must reach. Below it the twin is badly made, and what is compared with it says
// nothing.
const least = 0.8

func speed(out, progress io.Writer) error {
	const games, rounds, slice = 1000, 25, 100 * time.Millisecond
	all, err := bench.Contest()
	if err != nil {
		return err
	}
	if err := bench.Agree(all, games); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d games end in the same bits: native twin, engine, expr's machine in both set-ups\n\n", games)
	f, err := bench.Measure(all, rounds, slice, dots(progress, rounds))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%-34s %12s %14s\n", "one processor", "games/s", "us for a game")
	for i, c := range all {
		fmt.Fprintf(out, "%-34s %12.0f %14.1f\n", c.Name, f.Games[i], 1e6/f.Games[i])
	}
	fmt.Fprintf(out, "\ntwin_to_prior=%.2f (at least %v)\n", f.TwinToPrior, least)
	if f.TwinToPrior < least {
		return fmt.Errorf("the native twin is too slow to compare with")
	}
	return rest(out, all, &f)
}

// loads is how often the scenario is loaded.
const loads = 25

// rest measures what needs no rival, and ends with the line that counts.
func rest(out io.Writer, all []bench.Contestant, f *bench.Figures) error {
	again, err := bench.Contest()
	if err != nil {
		return err
	}
	two, err := bench.TwoCores(all[bench.Ours].Play, again[bench.Ours].Play, 15, 200*time.Millisecond)
	if err != nil {
		return err
	}
	allocations, err := bench.Allocations(all[bench.Ours].Play, 1000)
	if err != nil {
		return err
	}
	text := reference.Make(1, reference.Standard()).Scenario()
	usual, takes, err := bench.LoadTime(text, loads)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "loading: %.1f ms to wait, %.1f ms of processor time where garbage is collected as ever\n", usual.Seconds()*1e3, takes.Seconds()*1e3)
	defer debug.SetGCPercent(debug.SetGCPercent(bench.CollectedLate))
	load, takes, err := bench.LoadTime(text, loads)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "         %.1f ms to wait, %.1f ms of processor time in a command, which begins to collect later\n", load.Seconds()*1e3, takes.Seconds()*1e3)
	fmt.Fprintf(out, "engine_to_native=%.3f engine_to_vm=%.1f engine_to_naive=%.1f two_cores=%.2f allocs_per_game=%.2f load_ms=%.1f\n",
		f.EngineToTwin, f.EngineToBest, f.EngineToNaive, two, allocations, load.Seconds()*1e3)
	return nil
}

func growth(out, progress io.Writer) error {
	const rounds, slice = 15, 60 * time.Millisecond
	fmt.Fprintf(out, "%-52s %8s %8s %8s %8s %7s %6s\n", "us for a game, grown over", "x1", "x2", "x4", "x8", "slope", "bend")
	var last []string
	for _, d := range bench.Dimensions() {
		g, err := bench.Grow(d, rounds, slice, dots(progress, rounds))
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%-52s", d.Name)
		for _, t := range g {
			fmt.Fprintf(out, " %8.1f", float64(t)/1e3)
		}
		fmt.Fprintf(out, " %7.2f %6.2f\n", g.Slope(), g.Bend())
		if !d.Square {
			last = append(last, fmt.Sprintf("%s_slope=%.2f %s_bend=%.2f", d.Name, g.Slope(), d.Name, g.Bend()))
		}
	}
	fmt.Fprintln(out, strings.Join(last, " "))
	return nil
}

// dots shows on a terminal how far a measurement is.
func dots(w io.Writer, rounds int) func() {
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
		fmt.Fprintf(f, "\r%d of %d rounds", n, rounds)
		if n == rounds {
			fmt.Fprint(f, "\r\033[K")
		}
	}
}
