package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"demarche/engine/study"
	shelves "demarche/engine/study/shelf"
	"demarche/engine/study/table"
)

// studyFlags are what study is told.
type studyFlags struct {
	out     string
	workers int
	shard   string
	plan    bool
	csv     bool
	trust   bool
	verify  string
	sample  int
	imports string
	nats    string
	ackWait time.Duration
	tries   int
}

func studyCommand(s *streams) *cobra.Command {
	var f studyFlags
	c := &cobra.Command{
		Use:   "study FILE",
		Short: "Run an experiment: many seeded plays, their rows in tables",
		Long: "Study plays every run of a study file (points x replications) and writes the tables to a\n" +
			"folder, one Parquet file for each table and part. The same study gives the same bytes on\n" +
			"every machine, with any number of workers. Stopped by ctrl-C, or killed, it goes on where\n" +
			"it was when it is started again with the same folder.\n" +
			"\n" +
			"    demarche study study.toml                    all of it, into the folder named by its id\n" +
			"    demarche study study.toml --plan             only points.csv\n" +
			"    demarche study study.toml --shard 0/7        every seventh part; auto/7 reads\n" +
			"                                                 SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX\n" +
			"    demarche study --verify DIR                  plays a random sample again and compares\n" +
			"    demarche study --import DIR a.record b.record   live sessions as the same tables\n" +
			"\n" +
			"What the folder holds, and how to read it in Python and R, is in engine/study/README.md.",
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error { return s.study(c.Context(), args, &f) },
	}
	c.Flags().StringVar(&f.out, "out", "", "folder for the tables; the study's id if not given")
	c.Flags().IntVar(&f.workers, "workers", 0, "how many runs are played at once; one for each processor if 0")
	c.Flags().StringVar(&f.shard, "shard", "", "i/n: play only part i, i+n, i+2n, …; auto/n takes i from the job's array")
	c.Flags().BoolVar(&f.plan, "plan", false, "write points.csv and stop")
	c.Flags().BoolVar(&f.csv, "csv", false, "write every table as CSV too")
	c.Flags().BoolVar(&f.trust, "trust", false, "when it goes on, do not read again the parts that are there")
	c.Flags().StringVar(&f.verify, "verify", "", "play a random sample of a study's parts again and compare their files, byte for byte")
	c.Flags().IntVar(&f.sample, "sample", 20, "how many runs --verify draws; the whole parts that they are in are played")
	c.Flags().StringVar(&f.nats, "nats", "", "hand the parts out to demarche work at this queue; embedded or embedded:HOST:PORT runs it here")
	c.Flags().DurationVar(&f.ackWait, "sign", 30*time.Second, "with --nats: a part of which nothing is heard so long goes to another worker")
	c.Flags().IntVar(&f.tries, "tries", 15, "with --nats: a part that so many workers took and did not come back with is given up")
	c.Flags().StringVar(&f.imports, "import", "", "turn records of live sessions into the tables of this folder")
	return c
}

func (s *streams) study(ctx context.Context, args []string, f *studyFlags) error {
	switch {
	case f.verify != "":
		return s.verifyStudy(f.verify, f.sample)
	case f.imports != "":
		return s.importRecords(f.imports, args, f.csv)
	case f.tries < 1:
		return &answer{code: wrong, err: fmt.Errorf("--tries %d: nobody would play anything", f.tries), hint: "give each part at least one try"}
	case len(args) != 1:
		return &answer{code: wrong, err: fmt.Errorf("%s given instead of one", many(len(args), "argument")), hint: "name one study: demarche study FILE"}
	}
	e, err := s.experimentAt(args[0])
	if err != nil {
		return err
	}
	if f.out == "" {
		f.out = e.plan.Spec.ID
	}
	if f.plan {
		return s.writePoints(e.plan, f.out)
	}
	shard, shards, err := shardOf(f.shard)
	if err != nil {
		return err
	}
	h, err := s.openShelf(e, f)
	if err != nil {
		return err
	}
	collectOften()
	began := time.Now()
	bar := s.bar(e.plan.Runs(), "runs")
	o := study.Options{Workers: f.workers, Shard: shard, Shards: shards, Tick: bar.add}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	ctx, stop := signal.NotifyContext(orBackground(ctx), os.Interrupt, syscall.SIGTERM)
	defer stop()
	crew := newCrew(s.err)
	defer crew.disband()
	context.AfterFunc(ctx, crew.disband)
	o.Agents = &programs{crew}
	if f.nats != "" {
		err = s.handOut(ctx, e, h, f, bar)
	} else {
		err = study.Execute(ctx, e.plan, h, o)
	}
	bar.end()
	if errors.Is(err, context.Canceled) {
		return &answer{code: no, err: errors.New("stopped"), hint: "the same command goes on from here"}
	}
	if err != nil {
		return err
	}
	return s.finish(e, h, bar, &o, began)
}

func orBackground(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}

// openShelf opens the folder of a study and says in it what is played there.
func (s *streams) openShelf(e *experiment, f *studyFlags) (*shelves.Shelf, error) {
	l := e.plan.Layout(e.plan.Cases()[0])
	h, err := shelves.Open(f.out, e.job, l, shelves.Options{Meta: e.meta(), CSV: f.csv, Trust: f.trust})
	switch {
	case errors.Is(err, shelves.ErrOther):
		return nil, &answer{code: wrong, err: fmt.Errorf("%s holds another study, or this one as it was before it or the program changed", f.out), hint: "name another folder with --out, or take that one away"}
	case err != nil:
		return nil, &answer{code: wrong, err: err}
	}
	if err := putColumns(h, l); err != nil {
		return nil, err
	}
	for _, in := range e.inputs {
		if err := h.Put(shelves.Inputs+"/"+in.name, in.data); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// putColumns says in a folder what the columns of its tables mean.
func putColumns(h *shelves.Shelf, l *table.Layout) error {
	var columns bytes.Buffer
	if err := l.WriteDictionary(&columns); err != nil {
		return err
	}
	return h.Put(shelves.ColumnsFile, columns.Bytes())
}

// finish writes the manifest if all parts are there, and tells what there is, or
// what is missing. In a shard that is to be expected.
func (s *streams) finish(e *experiment, h *shelves.Shelf, bar *bar, o *study.Options, began time.Time) error {
	m, missing, err := h.Manifest()
	if err != nil {
		return unfinished(h, err)
	}
	if len(missing) > 0 {
		fmt.Fprintf(s.out, "played %s into %s; missing still: %s\n", many(int(bar.played()), "run"), h.Dir(), gaps(e.plan, missing))
		if o.Shards > 0 {
			lost, err := h.Lost()
			lost = slices.DeleteFunc(lost, func(p study.LostPart) bool { return p.Part%o.Shards != o.Shard })
			return errors.Join(err, s.given(e, lost))
		}
		return &answer{code: no, err: fmt.Errorf("%s of %d did not stay as they were written", many(len(missing), "part"), e.plan.Parts()), hint: "the same command plays them again"}
	}
	if err := errors.Join(h.Put(shelves.HostFile, hostOf(began, bar.played())), h.Finish(m)); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s: %s, %s each: %s in %s\n", e.plan.Spec.ID, many(int(e.plan.Points), "point"), many(int(e.plan.Spec.Replications), "replication"), many(int(e.plan.Runs()), "run"), h.Dir())
	if n := bar.found(); n > 0 {
		fmt.Fprintf(s.out, "%d of them were there already\n", n)
	}
	err = s.tellOutcome(h.Dir(), e.plan.Spec.Tables.Moves)
	if lost := s.given(e, m.Lost); lost != nil {
		return lost
	}
	return err
}

// given tells which parts were given up.
func (s *streams) given(e *experiment, lost []study.LostPart) error {
	if len(lost) == 0 {
		return nil
	}
	for _, p := range lost {
		fmt.Fprintf(s.out, "part %d was given up (%s): %s\n", p.Part, extent(e.plan, p.Part, p.Part), p.Why)
	}
	return &answer{
		code: no, err: fmt.Errorf("%s of %d could not be played; their runs have rows that say so", many(len(lost), "part"), e.plan.Parts()),
		hint: "the same command tries them once more",
	}
}

// writePoints writes the points of a study as CSV.
func (s *streams) writePoints(p *study.Plan, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return &answer{code: wrong, err: err}
	}
	name := filepath.Join(dir, "points.csv")
	if err := writeCSV(name, p.Rows); err != nil {
		return fmt.Errorf("write the points: %w", err)
	}
	fmt.Fprintf(s.out, "%s: %s, %s each: %s; points in %s\n", p.Spec.ID, many(int(p.Points), "point"), many(int(p.Spec.Replications), "replication"), many(int(p.Runs()), "run"), name)
	return nil
}
