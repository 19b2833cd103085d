package study

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"demarche/engine/agent"
	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy/moves"
	"demarche/engine/record"
	"demarche/engine/study/table"
)

// player plays runs one after another, in memory that it keeps. It belongs to one
// goroutine.
type player struct {
	p      *Plan
	seats  *Seats
	makers map[*Case]*table.Maker

	set     *Setting
	plays   map[*Case]*game.Play
	threads map[*Case]*record.Thread
	split   split
	bare    map[*Case]bool // its rows can be made without a recorder
	s       game.State
	orders  game.Orders
	took    []bool
	acts    []record.Done
	past    past
	records func(run int64, write func(io.Writer) error) (name string, err error)
	outside *seated // nil: the study has no agents
}

func newPlayer(p *Plan, seats *Seats, to *relay) player {
	x := player{
		p: p, seats: seats, makers: map[*Case]*table.Maker{}, plays: map[*Case]*game.Play{},
		threads: map[*Case]*record.Thread{}, bare: map[*Case]bool{}, took: []bool{}, records: to.record,
	}
	want := p.Spec.Tables.want()
	told := want.Moves || want.Changes || want.Observations || len(p.Spec.Agents) > 0
	for _, c := range p.cases {
		x.makers[c] = p.Layout(c).MakerOf(want, to)
		x.bare[c] = !told && !c.M.Strays()
	}
	return x
}

// split is two ledgers in which a turn is put down: until adjudication begins, and
// from there on.
type split struct {
	open, played game.Ledger
	at           *game.Ledger
}

func (x *split) Draw(d game.Draw)     { x.at.Draw(d) }
func (x *split) Change(c game.Change) { x.at.Change(c) }
func (x *split) Event(e game.Event)   { x.at.Event(e) }
func (x *split) Fault(f game.Fault)   { x.at.Fault(f) }

// reset begins a turn.
func (x *split) reset() {
	x.open.Clear()
	x.played.Clear()
	x.at = &x.open
}

// Statuses of runs that did not come to their end.
const (
	statusFault   = "fault"
	statusCrashed = "crashed"
	statusTimeout = "timeout"
)

// play plays a run and makes its rows. A run that fails has its rows up to there
// and its own row with the reason; only what cannot be written is an error.
func (x *player) play(r Run) error {
	if err := x.goTo(r.Point); err != nil {
		return err
	}
	return x.once(r)
}

// goTo makes a point ready, unless it is the one at hand.
func (x *player) goTo(point int32) error {
	if x.set != nil && x.set.Point == point {
		return nil
	}
	set, err := x.p.Setting(point, x.seats)
	if err != nil {
		return fmt.Errorf("point %d: %w", point, err)
	}
	x.set = set
	return nil
}

// once plays a run of the point at hand. Where nobody has to be told what happens
// it is played without a recorder, which is faster; what fails so is played again
// with one, which can say why.
func (x *player) once(r Run) error {
	if x.bare[x.set.Case] {
		t, end, err := x.course(r, nil)
		if err != nil {
			return err
		}
		if end.Status == "" && !t.p.Faulted() {
			return x.finish(t, end, r)
		}
	}
	t, end, err := x.course(r, &x.split)
	if err != nil {
		return err
	}
	return x.finish(t, end, r)
}

// finish keeps the record of a run, if it is to be kept, and makes its own row.
func (x *player) finish(t *turning, end table.End, r Run) (err error) {
	if x.p.Spec.Tables.keeps(r.Number, end.Status != "" || t.k.Fault() != "") {
		if end.Record, err = x.keep(r); err != nil {
			return err
		}
	}
	return t.k.End(end)
}

// course plays a run up to its own row; rec is told what happens, or nobody is.
func (x *player) course(r Run, rec game.Recorder) (*turning, table.End, error) {
	t, end := x.start(r, rec), table.End{State: &x.s}
	err := t.k.Begin(x.rowOf(r), &x.s)
	if err != nil {
		return t, end, err
	}
	if end.Status, end.Fault, err = x.played(t, r); err != nil {
		return t, end, err
	}
	end.Play = t.thread.Play()
	if x.set.file != nil {
		end.Late = x.notes(x.set.file.Late(x.s.Turn()))
	}
	return t, end, nil
}

// rowOf is what the table of runs says of a run before it is played.
func (x *player) rowOf(r Run) table.Run {
	return table.Run{
		Study: x.p.Spec.ID, Point: r.Point, Replication: r.Replication, Number: r.Number, Seed: r.Seed,
		Weight: x.set.Weight, Factors: x.set.Factors, Players: x.set.Players,
	}
}

// played seats the agents of a run and plays it.
func (x *player) played(t *turning, r Run) (status, fault string, err error) {
	rest, hand := x.set.rest()
	t.hand = hand
	if x.outside != nil {
		t.agents, err = x.outside.table(x.set, r, rest)
		var stop *stopped
		if errors.As(err, &stop) {
			return stop.status, stop.why, x.outside.leave(false)
		}
		if err != nil {
			return "", "", err
		}
		defer func() { err = errors.Join(err, x.outside.leave(false)) }()
	}
	return t.all()
}

// ready makes the play of a point ready for a run; nobody is told of it yet.
func (x *player) ready(r Run) (*game.Play, chance.Luck) {
	c := x.set.Case
	luck := chance.Luck{Seed: chance.Seed(r.Seed)}
	p := x.plays[c]
	if p == nil {
		p = c.M.NewPlay(luck, nil)
		x.plays[c] = p
	}
	p.SetLuck(luck)
	p.SetRecorder(nil)
	return p, luck
}

// start begins a run. What its start does is told to nobody.
func (x *player) start(r Run, rec game.Recorder) *turning {
	c := x.set.Case
	p, luck := x.ready(r)
	x.past.forget()
	p.StartAt(&x.s, x.set.Open)
	p.SetRecorder(rec)
	thread := x.threads[c]
	if thread == nil {
		thread = record.NewThread(c.N, record.Format).Swift()
		x.threads[c] = thread
	}
	thread.Begin(&x.s)
	return &turning{x: x, p: p, k: x.makers[c], luck: luck, thread: thread, told: rec != nil, kept: x.p.Spec.Tables.may(r.Number)}
}

// turning plays the turns of a run.
type turning struct {
	x      *player
	p      *game.Play
	k      *table.Maker
	luck   chance.Luck
	thread *record.Thread
	hand   *moves.Hand  // nil: no file plays in this run
	agents *agent.Table // nil: none plays in it
	told   bool         // the play has a recorder
	kept   bool         // its record may be kept
}

// all plays to the end. status says how a run failed, "" if it did not; a panic
// of the engine ends that run alone.
func (t *turning) all() (status, fault string, err error) {
	defer func() {
		if r := recover(); r != nil {
			delete(t.x.plays, t.x.set.Case) // it may have stopped anywhere in a stage
			status, fault, err = statusCrashed, fmt.Sprintf("turn %d: %v", t.x.s.Turn(), r), nil
		}
	}()
	for !t.x.s.Ended() {
		var stop *stopped
		if err := t.turn(); errors.As(err, &stop) {
			return stop.status, stop.why, nil
		} else if err != nil {
			return "", "", err
		}
	}
	return "", "", nil
}

// stopped is a run that cannot go on.
type stopped struct{ status, why string }

func (s *stopped) Error() string { return s.why }

// turn plays one turn.
func (t *turning) turn() error {
	x := t.x
	x.split.reset()
	x.acts = x.acts[:0]
	t.p.Open(&x.s)
	lines, gifts := t.share()
	if err := t.k.Observe(&x.s, &x.split.open); err != nil {
		return err
	}
	notes, err := t.orders(lines)
	if err != nil {
		return err
	}
	x.split.at = &x.split.played
	t.p.Adjudicate(&x.s, x.orders)
	if t.agents != nil {
		t.agents.Closed(&x.s, &x.split.played)
	}
	t.thread.Next(x.orders, x.acts, &x.s)
	if t.kept {
		x.past.put(x.orders, x.acts)
	}
	row := table.Turn{Orders: x.orders, Gifts: gifts, Notes: notes, After: &x.s}
	if t.told {
		row.Open, row.Played = &x.split.open, &x.split.played
	} else {
		x.took = t.p.Took(x.took[:0])
		row.Took = x.took
	}
	return t.k.Turn(row)
}

// share gives away the evidence that a moves file says, before anybody is asked.
func (t *turning) share() (lines []moves.Line, gifts []game.Gift) {
	x := t.x
	if t.hand == nil {
		return nil, nil
	}
	lines = x.set.file.Share(&x.s, func(a game.Act) game.Code {
		code := t.p.Act(&x.s, a)
		if code == game.OK {
			x.acts = append(x.acts, record.Done{Act: a})
			gifts = append(gifts, a.Gift)
		}
		return code
	})
	return lines, gifts
}

// orders asks everybody for moves and answers. lines are what became of rows of a
// moves file already.
func (t *turning) orders(lines []moves.Line) ([]table.Note, error) {
	x := t.x
	var facts []agent.Fact
	switch {
	case t.agents != nil:
		t.agents.Opened(&x.split.open)
		x.orders = t.agents.Orders(&x.s, t.luck)
		var err error
		if facts, err = t.agents.Facts(); err != nil {
			return nil, err
		}
	case t.hand != nil:
		o, more := x.set.file.Orders(&x.s, t.luck)
		x.orders, lines = o, append(lines, more...)
	default:
		x.set.seats.Fill(&x.orders, &x.s, t.luck)
		return nil, nil
	}
	if t.hand == nil {
		return NotesOfFacts(facts), nil
	}
	lines = moves.InFileOrder(append(lines, t.hand.Lines()...))
	if why := t.refused(lines); why != nil {
		return nil, why
	}
	return append(x.notes(lines), NotesOfFacts(facts)...), nil
}

// refused stops the run at a row that the file's factor does not skip.
func (t *turning) refused(lines []moves.Line) error {
	if t.x.set.refused != "stop" {
		return nil
	}
	for _, l := range lines {
		if r := l.Refused; r != nil {
			return &stopped{statusFault, fmt.Sprintf("%v: %s %s: refused in turn %d (%s)", r.Pos, l.Row.Role, l.Row.Action, l.Row.Turn, r.Code)}
		}
	}
	return nil
}

// notes are the rows of a moves file as the table of moves has them.
func (x *player) notes(lines []moves.Line) []table.Note {
	name := moves.Name
	for _, who := range x.set.Players {
		if strings.HasPrefix(who, "moves:") {
			name = who
		}
	}
	out := Notes(lines, name)
	if own := x.set.file.Carried(); len(own) != len(x.p.carried) {
		for i := range out {
			out[i].Carried = x.carried(own, out[i].Carried)
		}
	}
	return out
}

// carried puts cells of one file's columns under those of all files.
func (x *player) carried(own, cells []string) []string {
	out := make([]string, len(x.p.carried))
	for i, name := range own {
		for j, column := range x.p.carried {
			if column == name && i < len(cells) {
				out[j] = cells[i]
			}
		}
	}
	return out
}
