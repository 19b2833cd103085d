package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"demarche/engine/study/report"
	shelves "demarche/engine/study/shelf"
	"demarche/web"
)

// reportFlags are what report is told.
type reportFlags struct {
	lang     string
	out      string
	json     bool
	explore  []string
	scenario []string
}

func reportCommand(s *streams) *cobra.Command {
	var f reportFlags
	c := &cobra.Command{
		Use:   "report DIR",
		Short: "Say what a study found, as one page with charts and tables",
		Long: "Report reads the tables of a study and writes what they show: report.html, one file that\n" +
			"needs no network, and report.json, the same figures for programs. The unit is the run;\n" +
			"contrasts are those that the study file named beforehand, paired by replication; every\n" +
			"figure has the interval that suits it, or says why it has none. There are no p-values.\n" +
			"DIR may also be the tables that run --tables wrote.",
		Args: exactly("name the folder of one study: demarche report DIR"),
		RunE: func(_ *cobra.Command, args []string) error { return s.tellStudy(args[0], &f) },
	}
	c.Flags().StringVar(&f.lang, "lang", "en", "language: en or fr")
	c.Flags().StringVar(&f.out, "out", "", "the page; report.html in the folder if not given")
	c.Flags().BoolVar(&f.json, "json", false, "write the figures to standard output, and no file")
	c.Flags().StringSliceVar(&f.explore, "explore", nil, "also compare every level of each factor with the first by this metric (metric, or metric@role), marked as exploratory")
	c.Flags().StringSliceVar(&f.scenario, "scenario", nil, "the scenario that was played, where the folder does not hold it")
	return c
}

func (s *streams) tellStudy(dir string, f *reportFlags) error {
	if err := language(f.lang); err != nil {
		return err
	}
	t, err := s.tablesIn(dir)
	if err != nil {
		return err
	}
	plan, from, err := s.planIn(dir, t, f)
	if err != nil {
		return err
	}
	bar := s.bar(int64(plan.Points)*int64(plan.Replications), "runs")
	sum, err := report.Summarise(plan, t, f.explore, func(runs int64) { bar.add(runs, false) })
	bar.end()
	if err != nil {
		return &answer{code: wrong, err: fmt.Errorf("%s: %w", dir, err)}
	}
	figures, err := json.MarshalIndent(sum, "", "  ")
	if err != nil {
		return fmt.Errorf("write the figures: %w", err)
	}
	figures = append(figures, '\n')
	if f.json {
		_, err := s.out.Write(figures)
		return err
	}
	return s.writeReport(dir, f, from, sum, figures)
}

// writeReport writes the page and, beside it, its figures.
func (s *streams) writeReport(dir string, f *reportFlags, from []report.Origin, sum *report.Summary, figures []byte) error {
	built, err := fs.ReadFile(web.Dist, "dist/report.html")
	if errors.Is(err, fs.ErrNotExist) {
		return &answer{code: no, err: errors.New("the page of reports has not been built into this program"), hint: "run `make build`, or take the figures with --json"}
	}
	if err != nil {
		return err
	}
	page, err := report.Page(built, f.lang, from, sum)
	if err != nil {
		return err
	}
	name := f.out
	if name == "" {
		name = filepath.Join(dir, "report.html")
	}
	beside := strings.TrimSuffix(name, filepath.Ext(name)) + ".json"
	if err := errors.Join(writeWhole(name, page), writeWhole(beside, figures)); err != nil {
		return &answer{code: wrong, err: fmt.Errorf("write the report: %w", err)}
	}
	fmt.Fprintf(s.out, "%s: %s, %d failed, %s; %s named beforehand: %s\n", titled(sum), many(int(sum.Runs), "run"), sum.Failed,
		many(sum.Points, "point"), many(len(sum.Contrasts), "contrast"), name)
	return nil
}

func titled(s *report.Summary) string {
	if s.Title != "" {
		return s.Title
	}
	return s.Study
}

// tablesIn opens the tables of a folder. Of a study that is not finished it reads
// the parts that are whole, and says so.
func (s *streams) tablesIn(dir string) (report.Tables, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is no folder", dir)
	}
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("read the study: %w", err), hint: "name the folder that demarche study wrote"}
	}
	v, err := shelves.Vouch(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return report.Folder{FS: os.DirFS(dir)}, nil
	case err != nil:
		return nil, &answer{code: wrong, err: fmt.Errorf("%s: %w", dir, err)}
	case len(v.Missing) == int(v.Job.Parts):
		return nil, &answer{code: no, err: fmt.Errorf("%s: none of its %s is there yet", dir, many(int(v.Job.Parts), "part")), hint: "the same command that began the study goes on with it"}
	case len(v.Missing) > 0:
		fmt.Fprintf(s.err, "warning: %s is not finished: %d of its %s are missing or not as they were written, and not in this report; the command that began the study goes on with it\n", dir, len(v.Missing), many(int(v.Job.Parts), "part"))
	case !v.Finished:
		fmt.Fprintf(s.err, "warning: %s is not finished: it has no manifest yet; the command that began the study writes it\n", dir)
	}
	return report.Folder{FS: v}, nil
}
