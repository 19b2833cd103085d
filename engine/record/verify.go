package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"reflect"
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
)

// Compiler makes the machine of the scenario whose files stand in fsys, as a header
// says: Main is the file to compile, Turns how many turns it has.
type Compiler func(fsys fs.FS, h *Header) (*game.Machine, error)

// Report is what [Verify] found.
type Report struct {
	Lines   int // of the record, private texts included
	Turns   int // resolved turns, rewound ones left out
	Whole   bool
	Private int // private texts that are there
	Erased  int // private texts that are named and not there

	// Faults are what is wrong, in the order in which it was found; none: the
	// record is as it was written, and, if Recomputed, so is the play.
	Faults []Finding

	// Recomputed says that the play was adjudicated again. If Own is false the
	// record is of other semantics, and turns that come out otherwise are no
	// fault but counted in Differ; what does not fit its own play hash is a fault.
	Recomputed bool
	Own        bool
	Differ     int
	// Retold counts turns whose numbers are the same but whose draws, causes or
	// events this version tells otherwise.
	Retold int
}

// Finding is something wrong at a place. Line or Turn is 0 if it has none.
type Finding struct {
	Line int
	Turn int32
	Text string
}

// String returns "line 7 (turn 3): text".
func (f Finding) String() string {
	switch {
	case f.Line > 0 && f.Turn > 0:
		return fmt.Sprintf("line %d (turn %d): %s", f.Line, f.Turn, f.Text)
	case f.Line > 0:
		return fmt.Sprintf("line %d: %s", f.Line, f.Text)
	}
	return f.Text
}

// OK reports whether nothing is wrong.
func (r *Report) OK() bool { return len(r.Faults) == 0 }

func (r *Report) add(line int, turn int32, format string, args ...any) {
	r.Faults = append(r.Faults, Finding{line, turn, fmt.Sprintf(format, args...)})
}

// Verify checks a record: the chain, the private texts and the files always;
// and, by adjudicating the orders again from the start, that every turn comes
// out as recorded.
func Verify(r *Record, compile Compiler) *Report {
	rep := &Report{Lines: len(r.Lines), Own: r.Header.Semantics == Semantics}
	r.chained(rep)
	r.beside(rep)
	if err := r.CheckFiles(); err != nil {
		rep.add(0, 0, "%v", err)
	}
	c, err := r.Course()
	if err != nil {
		rep.Faults = append(rep.Faults, finding(err))
	}
	rep.Turns, rep.Whole = len(c.Turns), c.End != nil
	if !rep.Own {
		c.summed(rep, r.Header.Format)
	}
	if !rep.OK() {
		return rep // what was tampered with is not worth adjudicating
	}
	m, err := compile(r.FS(), &r.Header)
	if err != nil {
		rep.add(0, 0, "its scenario does not compile: %v", err)
		return rep
	}
	n, err := NewNotation(m.Game)
	if err != nil {
		rep.add(0, 0, "%v", err)
		return rep
	}
	a := &again{r: r, c: c, m: m, n: n, rep: rep}
	a.run()
	return rep
}

// finding tells an error of reading as a finding.
func finding(err error) Finding {
	if d, ok := err.(*Damage); ok {
		return Finding{Line: d.Line, Text: d.Err.Error()}
	}
	return Finding{Text: err.Error()}
}

// chained reports where the chain does not hold.
func (r *Record) chained(rep *Report) {
	for _, number := range r.Broken {
		var turn int32
		l := r.Lines[number-1]
		if t, ok := l.Entry.(*Turn); ok {
			turn = t.Turn
		}
		rep.add(number, turn, "the line (%s) is not as it was written: its chain does not hold", l.Entry.kind())
	}
}

// summed reports which entries of a record of other semantics have a play hash that
// is not that of their own line. What the hash is about hangs on the format, not on
// the semantics, so such a line was damaged; that another version adjudicates
// otherwise is no reason. A turn with an act that this version does not know is
// passed over: nobody here can say what a newer one hashes of it.
func (c *Course) summed(rep *Report, format int) {
	const why = "its play hash is not that of its line"
	if c.Start == nil {
		return
	}
	if c.Start.Play != PlaySum(format, Before{}, &Turn{State: c.Start.State, Due: c.Start.Due}) {
		rep.add(0, 0, "the start: %s", why)
	}
	before := Before{c.Start.Play, c.Start.State}
	for _, t := range c.Turns {
		strange := slices.ContainsFunc(t.Acts, func(a Act) bool { return game.ActOf(a.Do) == 0 })
		if !strange && t.Play != PlaySum(format, before, t.Turn) {
			rep.add(t.Line, t.Turn.Turn, why)
		}
		before = Before{t.Play, t.State}
	}
}

// beside checks the private texts against the sums in the chain.
func (r *Record) beside(rep *Report) {
	named := map[Sum]bool{}
	for _, l := range r.Lines {
		for _, sum := range l.names() {
			named[sum] = true
		}
	}
	there := map[Sum]bool{}
	for _, l := range r.Lines {
		if l.Private == nil {
			continue
		}
		rep.Private++
		sum := l.Private.Sum()
		there[sum] = true
		if !named[sum] {
			rep.add(l.Number, 0, "no line of the chain names this private text")
		}
	}
	for sum := range named {
		if !there[sum] {
			rep.Erased++
		}
	}
}

// names returns the sums of the private texts that a line names, whatever its
// kind.
func (l *Line) names() map[string]Sum {
	if l.Private != nil || !bytes.Contains(l.Raw, []byte(`"private":{`)) {
		return nil
	}
	var x struct {
		Private map[string]Sum `json:"private"`
	}
	if json.Unmarshal(l.Raw, &x) != nil {
		return nil // an unknown entry that means something else by it
	}
	return x.Private
}

// again adjudicates a recorded play once more.
type again struct {
	r   *Record
	c   *Course
	m   *game.Machine
	n   *Notation
	rep *Report

	s            game.State
	open, played game.Ledger
	thread       *Thread // of what comes out now
}

func (a *again) run() {
	seed := chance.Seed(a.r.Header.Seed)
	p := a.m.NewPlay(chance.Luck{Seed: seed}, &a.open)
	if a.c.Start == nil {
		return
	}
	open, err := a.n.Opening(a.m, &a.r.Header)
	if err != nil {
		a.rep.add(1, 0, "%v", err)
		return
	}
	p.StartAt(&a.s, open)
	a.rep.Recomputed = true
	a.thread = NewThread(a.n, a.r.Header.Format)
	start := a.thread.Start(&a.open, &a.s)
	if why := a.start(&start); why != "" {
		if a.rep.Own {
			a.rep.add(0, 0, "the start: %s", why)
			return
		}
		a.rep.Differ++
	}
	before := Before{a.c.Start.Play, a.c.Start.State}
	for i, t := range a.c.Turns {
		p = a.m.NewPlay(chance.Luck{Seed: seed, Salt: t.Salt}, a)
		now, why := a.turn(p, t)
		if why == "" && t.Play != PlaySum(a.r.Header.Format, before, t.Turn) {
			why = "its play hash is not that of its line"
		}
		switch {
		case why == "":
			if !reflect.DeepEqual(now.Open, t.Open) || !reflect.DeepEqual(now.Played, t.Played) {
				a.rep.Retold++
			}
		case a.rep.Own:
			a.rep.add(t.Line, t.Turn.Turn, "%s", why)
			return
		case now == nil:
			a.rep.Differ += len(a.c.Turns) - i
			return
		default:
			a.rep.Differ++
		}
		before = Before{t.Play, t.State}
	}
	a.end()
}

// start says how the beginning differs, "" if it does not.
func (a *again) start(now *Start) string {
	was := a.c.Start
	switch {
	case !reflect.DeepEqual(now.State, was.State):
		return differ(now.State, was.State)
	case now.Play != was.Play:
		return "its play hash is not that of its line"
	case !reflect.DeepEqual(now.Ledger, was.Ledger):
		a.rep.Retold++
	}
	return ""
}

// turn adjudicates one turn. now is nil if its orders cannot be played.
func (a *again) turn(p *game.Play, t Resolved) (now *Turn, why string) {
	acts, err := a.n.GameActs(t.Acts)
	if err != nil {
		return nil, err.Error()
	}
	if a.s.Ended() {
		return nil, "the game was over before it"
	}
	a.open.Reset()
	a.played.Reset()
	if why := a.act(p, acts, true); why != "" {
		return nil, why
	}
	p.Open(&a.s)
	if why := a.act(p, acts, false); why != "" {
		return nil, why
	}
	o, err := a.n.OrdersOf(t.Turn)
	if err != nil {
		return nil, err.Error()
	}
	if !reflect.DeepEqual(a.n.Orders(o), append([]Move{}, t.Orders...)) {
		return nil, "its orders are not in canonical order"
	}
	if !reflect.DeepEqual(a.n.Ballots(o), t.Ballots) {
		return nil, "its answers are not in canonical order"
	}
	if why := a.legal(o); why != "" {
		return nil, why
	}
	p.Adjudicate(&a.s, o)
	x := a.thread.Turn(&a.open, &a.played, o, acts, &a.s)
	if !reflect.DeepEqual(x.State, t.State) {
		return &x, differ(x.State, t.State)
	}
	if !reflect.DeepEqual(x.Due, t.Due) {
		return &x, "the delayed blocks that wait come out otherwise"
	}
	if !reflect.DeepEqual(x.Forced, t.Forced) {
		return &x, "the forced draws that wait come out otherwise"
	}
	return &x, ""
}

// act applies the acts before or after Open again and says which one could not
// be.
func (a *again) act(p *game.Play, acts []Done, early bool) string {
	for _, x := range acts {
		if x.Early != early {
			continue
		}
		if code := p.Act(&a.s, x.Act); code != game.OK {
			return fmt.Sprintf("the act %s is not possible: %s", x.Kind, code)
		}
	}
	return ""
}

// legal says which order was not legal, "" if all were.
func (a *again) legal(o game.Orders) string {
	for from := 0; from < len(o.Moves); {
		to := from
		for to < len(o.Moves) && o.Moves[to].Self == o.Moves[from].Self {
			to++
		}
		if no := a.m.View(&a.s, o.Moves[from].Self).Check(o.Moves[from:to]); no != nil {
			m := a.n.Move(o.Moves[from+no.Move])
			return fmt.Sprintf("the order %s of %s is not legal: %s", m.Action, m.Role, no.Code)
		}
		from = to
	}
	for i, b := range o.Ballots {
		twice := i > 0 && o.Ballots[i-1].Move == b.Move && o.Ballots[i-1].Role == b.Role
		if twice || a.m.View(&a.s, b.Role).CheckAnswer(o.Moves, b.Move).Code != game.OK {
			x := a.n.Ballot(b)
			return fmt.Sprintf("the answer of %s to %s of %s is not legal", x.Role, x.Move.Action, x.Move.Role)
		}
	}
	return ""
}

// end checks the closing entry.
func (a *again) end() {
	e := a.c.End
	if e == nil {
		return
	}
	ending := ""
	if i := a.s.Ending(a.m.Game); i >= 0 {
		ending = a.m.Game.Endings[i].ID
	}
	same := a.s.Ended() && e.Ending == ending && e.Turn == a.s.Turn() && e.Play == a.c.Play()
	if !same && a.rep.Own {
		a.rep.add(0, 0, "the closing entry says ending %q in turn %d; the play says %q in turn %d", e.Ending, e.Turn, ending, a.s.Turn())
	}
}

// differ names the first number, by path, in which two states differ.
func differ(now, was State) string {
	path, found := "", false
	for _, s := range []State{now, was} {
		for p := range s {
			if now[p] != was[p] && (!found || p < path) {
				path, found = p, true
			}
		}
	}
	return fmt.Sprintf("%s comes out as %v, recorded is %v", path, now[path], was[path])
}

// The ledger of a turn begins with Open and is split where adjudication begins:
// a stage tells which part it is of.

// Draw implements [game.Recorder].
func (a *again) Draw(d game.Draw) { a.part(d.Stage).Draw(d) }

// Change implements [game.Recorder].
func (a *again) Change(c game.Change) { a.part(c.Stage).Change(c) }

// Event implements [game.Recorder].
func (a *again) Event(e game.Event) { a.part(e.Stage).Event(e) }

// Fault implements [game.Recorder].
func (a *again) Fault(f game.Fault) { a.part(f.Stage).Fault(f) }

func (a *again) part(s game.Stage) *game.Ledger {
	if s == game.StageOpen || s == game.StageAct {
		return &a.open
	}
	return &a.played
}
