package report

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"demarche/engine/study/table"
)

// play is one run as its tables have it.
type play struct {
	run, point, rep int64
	study           string
	status, fault   string
	hash            string
	ending          string
	cut             bool // by the turn limit, or by a fault
	turns           float64
	factors         []table.Value
	values          []float64 // by measure; NaN: it has none
	roles           []*seat
	acts            []act
	beliefs         []belief
}

// ok reports whether the run did not fail.
func (p *play) ok() bool { return p.status == "ok" }

// seat is one role of a run.
type seat struct {
	role        string
	judged      int64
	brier       float64
	wrong       int64
	temptations map[string]tempted
	classes     [6]int64
	counted     bool // it has classes
}

// tempted is what became of one temptation.
type tempted struct {
	offered     bool
	taken, twin int64
}

// act is one move that took place.
type act struct {
	turn           int64
	role, id, word string
}

// belief is one belief at the end of a run that can be judged.
type belief struct {
	share float64
	so    bool
}

// measure is something that runs have numbers of.
type measure struct{ name, role string }

// reader reads plays run by run from the tables of a study.
type reader struct {
	runs, roles, moves, beliefs *reading

	factors  []string // ids, by their columns
	measures []measure
	index    map[measure]int
	world    []string // columns of runs that are measures
	ofRoles  []string // columns of role_runs that are
	tempting []string // temptations that role_runs tells of
	p        play
}

// Columns of the table of runs that can be compared like metrics.
var counted = []string{"turns_played", "moves_ok", "moves_refused", "moves_failed", "moves_fallback"}

// Columns of role_runs that can.
var judged = []string{"brier", "misattributed"}

func newReader(t Tables) (*reader, error) {
	r := &reader{index: map[measure]int{}}
	var err error
	if r.runs, err = open(t, "runs", "point", "replication", "status", "truncated", "turns_played", "play"); err != nil {
		return nil, err
	}
	if r.runs == nil {
		return nil, fmt.Errorf("there is no table of runs: it is not the folder of a study, or the study has not begun")
	}
	for _, x := range []struct {
		to   **reading
		name string
	}{{&r.roles, "role_runs"}, {&r.moves, "moves"}, {&r.beliefs, "beliefs"}} {
		if *x.to, err = open(t, x.name); err != nil {
			return nil, joinClose(err, r)
		}
	}
	for _, c := range r.runs.rows.Columns() {
		if id, ok := strings.CutPrefix(c, "factor_"); ok {
			r.factors = append(r.factors, id)
		}
		if strings.HasPrefix(c, "metric_") || slices.Contains(counted, c) {
			r.world = append(r.world, c)
		}
	}
	if r.roles == nil {
		return r, nil
	}
	for _, c := range r.roles.rows.Columns() {
		if strings.HasPrefix(c, "metric_") || slices.Contains(judged, c) {
			r.ofRoles = append(r.ofRoles, c)
		}
		if id, ok := strings.CutPrefix(c, "offered_"); ok {
			r.tempting = append(r.tempting, id)
		}
	}
	return r, nil
}

func (r *reader) close() error {
	return errors.Join(r.runs.close(), r.roles.close(), r.moves.close(), r.beliefs.close())
}

// joinClose closes the tables and returns what went wrong.
func joinClose(err error, r *reader) error { return errors.Join(err, r.close()) }

// set puts down a number of the play.
func (r *reader) set(name, role string, x float64) {
	m := measure{strings.TrimPrefix(name, "metric_"), role}
	i, ok := r.index[m]
	if !ok {
		i = len(r.measures)
		r.index[m] = i
		r.measures = append(r.measures, m)
	}
	for len(r.p.values) <= i {
		r.p.values = append(r.p.values, math.NaN())
	}
	r.p.values[i] = x
}

// next reads the next play; it belongs to the reader again at the next call.
// [io.EOF] ends them.
func (r *reader) next() (*play, error) {
	row, err := r.runs.next()
	if err != nil {
		return nil, err
	}
	cell := func(c string) table.Value { return r.runs.cell(row, c) }
	p := &r.p
	*p = play{
		study: text(cell("study")),
		run:   int64(number(cell("run"))), point: int64(number(cell("point"))), rep: int64(number(cell("replication"))),
		status: text(cell("status")), fault: text(cell("fault")), hash: text(cell("play")), ending: text(cell("ending")),
		cut: truth(cell("truncated")), turns: number(cell("turns_played")),
		factors: p.factors[:0], values: p.values[:0], roles: p.roles[:0], acts: p.acts[:0], beliefs: p.beliefs[:0],
	}
	for _, id := range r.factors {
		p.factors = append(p.factors, cell("factor_"+id))
	}
	for _, c := range r.world {
		r.set(c, "", number(cell(c)))
	}
	for _, part := range []struct {
		of   *reading
		read func([]table.Value) error
	}{{r.roles, r.role}, {r.moves, r.move}, {r.beliefs, r.belief}} {
		if err := part.of.of(p.run, part.read); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// role reads a row of role_runs.
func (r *reader) role(row []table.Value) error {
	cell := func(c string) table.Value { return r.roles.cell(row, c) }
	s := &seat{role: text(cell("role")), brier: number(cell("brier"))}
	for _, c := range r.ofRoles {
		r.set(c, s.role, number(cell(c)))
	}
	s.judged, s.wrong = whole(cell("judged")), whole(cell("misattributed"))
	for _, id := range r.tempting {
		t := tempted{whole(cell("offered_"+id)) > 0, whole(cell("taken_" + id)), whole(cell("instead_" + id))}
		if t != (tempted{}) {
			if s.temptations == nil {
				s.temptations = map[string]tempted{}
			}
			s.temptations[id] = t
		}
	}
	for i, c := range table.Classes {
		v := cell("acts_" + c)
		s.classes[i], s.counted = whole(v), s.counted || !v.Null()
	}
	r.p.roles = append(r.p.roles, s)
	return nil
}

// move reads a row of moves.
func (r *reader) move(row []table.Value) error {
	cell := func(c string) table.Value { return r.moves.cell(row, c) }
	if id := text(cell("action")); text(cell("status")) == "ok" && id != "yes" && id != "no" && id != "pass" {
		r.p.acts = append(r.p.acts, act{whole(cell("turn")), text(cell("role")), id, text(cell("choice"))})
	}
	return nil
}

// belief reads a row of beliefs: those of the last turn that can be judged are
// kept.
func (r *reader) belief(row []table.Value) error {
	cell := func(c string) table.Value { return r.beliefs.cell(row, c) }
	if number(cell("turn")) == r.p.turns && truth(cell("judged")) {
		r.p.beliefs = append(r.p.beliefs, belief{number(cell("belief")) / 100, truth(cell("true_author"))})
	}
	return nil
}

// whole is the whole number in a cell; 0 if there is none.
func whole(v table.Value) int64 {
	if x := number(v); x == x {
		return int64(x)
	}
	return 0
}

// each calls f for every play.
func (r *reader) each(f func(*play)) error {
	for {
		p, err := r.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		f(p)
	}
}
