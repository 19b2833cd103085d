package bench

import (
	"runtime"
	"slices"
	"sync"
	"time"

	"demarche/engine/chance"
	"demarche/engine/internal/spent"
)

// Figures are what one contest gave. Ratios are of games in equal time, each
// the median over rounds in which all played one after another.
type Figures struct {
	Games         []float64 // per second of processor time, by contestant
	TwinToPrior   float64
	EngineToTwin  float64
	EngineToBest  float64
	EngineToNaive float64
}

// Measure lets all contestants play in turn, rounds times, each for about slice
// of processor time. What others do on the machine meanwhile is not counted,
// but for what it does to caches.
func Measure(all []Contestant, rounds int, slice time.Duration, tick func()) (Figures, error) {
	speeds := make([][]float64, len(all))
	seed := chance.Seed(0)
	for range rounds {
		for i := range all {
			speed, err := all[i].run(slice, &seed)
			if err != nil {
				return Figures{}, err
			}
			speeds[i] = append(speeds[i], speed)
		}
		tick()
	}
	ratio := func(a, b int) float64 {
		out := make([]float64, rounds)
		for r := range out {
			out[r] = speeds[a][r] / speeds[b][r]
		}
		return median(out)
	}
	f := Figures{TwinToPrior: ratio(Twin, Prior), EngineToTwin: ratio(Ours, Twin), EngineToBest: ratio(Ours, Best), EngineToNaive: ratio(Ours, Naive)}
	for i := range all {
		f.Games = append(f.Games, median(speeds[i]))
	}
	return f, nil
}

// run plays games for about slice and returns how many came on a second of
// processor time.
func (c *Contestant) run(slice time.Duration, seed *chance.Seed) (float64, error) {
	runtime.GC() // nobody pays for the litter of the one before
	begin := spent.Processor()
	for games := 0; ; {
		for range 8 {
			if err := c.Play(*seed); err != nil {
				return 0, err
			}
			*seed++
			games++
		}
		if d := spent.Processor() - begin; d >= slice {
			return float64(games) / d.Seconds(), nil
		}
	}
}

func median(x []float64) float64 {
	x = slices.Clone(x)
	slices.Sort(x)
	return x[len(x)/2]
}

// TwoCores returns how many times as many games two players get done in a time
// as one, the median over rounds. Here the clock on the wall counts, so it says
// little on a machine that others use.
func TwoCores(one, two func(chance.Seed) error, rounds int, slice time.Duration) (float64, error) {
	var ratios []float64
	for range rounds {
		alone, err := together(slice, one)
		if err != nil {
			return 0, err
		}
		both, err := together(slice, one, two)
		if err != nil {
			return 0, err
		}
		ratios = append(ratios, both/alone)
	}
	return median(ratios), nil
}

// together returns the games per second of players at the same time.
func together(slice time.Duration, players ...func(chance.Seed) error) (float64, error) {
	var wg sync.WaitGroup
	games, errs := make([]float64, len(players)), make([]error, len(players))
	for i, play := range players {
		wg.Go(func() {
			begin, n := time.Now(), 0
			for time.Since(begin) < slice {
				for range 8 {
					if errs[i] = play(chance.Seed(n)); errs[i] != nil {
						return
					}
					n++
				}
			}
			games[i] = float64(n) / time.Since(begin).Seconds()
		})
	}
	wg.Wait()
	total := 0.0
	for i := range games {
		if errs[i] != nil {
			return 0, errs[i]
		}
		total += games[i]
	}
	return total, nil
}

// Allocations returns how many pieces of memory a game takes, the mean over
// some.
func Allocations(play func(chance.Seed) error, games int) (float64, error) {
	if err := play(0); err != nil { // scratch memory grows once
		return 0, err
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for seed := range chance.Seed(games) {
		if err := play(seed); err != nil {
			return 0, err
		}
	}
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / float64(games), nil
}

// CollectedLate is the percentage of garbage at which a command collects it for
// the first time (cmd/demarche/collect.go): at 12 MiB instead of Go's own 4.
const CollectedLate = 300

// LoadTime returns the time that whoever loads a scenario waits, and the processor
// time that it takes on all processors, what the garbage collector takes
// included: the medians over some loads, each with no other garbage about.
func LoadTime(text []byte, loads int) (waits, takes time.Duration, err error) {
	var waiting, taking []float64
	for range loads {
		runtime.GC()
		begin, processor := time.Now(), spent.Processor()
		if _, err := Load(text); err != nil {
			return 0, 0, err
		}
		waiting = append(waiting, float64(time.Since(begin)))
		taking = append(taking, float64(spent.Processor()-processor))
	}
	return time.Duration(median(waiting)), time.Duration(median(taking)), nil
}
