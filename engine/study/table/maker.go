package table

import (
	"cmp"
	"fmt"

	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/source"
	"demarche/engine/wire"
)

// Run names a play and says what it was played with.
type Run struct {
	Study       string // id of the study
	Point       int32
	Replication int32
	Number      int64
	Seed        uint64
	Weight      float64  // of a sampled design; 0: it has none
	Factors     []Value  // for the layout's factors
	Players     []string // by role: who plays it; "" = nobody, only its plan
	Record      string   // where the record is kept; "" = nowhere
}

// Turn is one turn played.
type Turn struct {
	Orders       game.Orders  // as they were adjudicated
	Gifts        []game.Gift  // evidence that was shared, in its order
	Notes        []Note       // what is known of moves beside the orders, in the order in which they were made
	Open, Played *game.Ledger // what happened; nil: no rows of moves and changes are made. Without changes events, draws and faults do
	// Whether each move of the orders took place, as [game.Play.Took] has it: of a
	// play that nobody was told of. It does for Runs and RoleRuns.
	Took  []bool
	After *game.State
}

// End is how a play went that is over. Status is "ok", "fault", "timeout",
// "crashed" or "lost"; "" stands for "ok", or for "fault" if the ledgers held one.
type End struct {
	Status, Fault string
	Play          record.Sum
	State         *game.State
	Late          []Note // moves for turns that the play did not reach
	Record        string // where the record is kept; "" = where Run says
}

// Maker turns one play at a time into rows: Begin, Turn for each turn, End. The
// sink gets the rows of a play when it ends; those of a play that does not end go
// with the next Begin. It belongs to one goroutine and keeps its room from play
// to play.
type Maker struct {
	l      *Layout
	want   Want
	to     Sink
	run    Run
	texts  texts
	blocks [tables]*Block
	wides  [tables]*Block // the same with the columns of the study, where it has others
	owns   []Note         // by role: what its player does without a note
	policy []Symbol
	last   int32 // turn
	told   int32 // turn whose state was told last; -1
	tally
	deeds

	events []*game.Event // of the turn, that tell how moves went
	draws  []*game.Draw  // of the turn, of outcomes
	places []place       // of the turn's moves

	judged []game.Calibrated
	course []int // highest rung at the close of each turn
	desks  []*wire.Desk

	chosen  map[worded]string // for look-ups only
	sources map[string]string // by player
	digest  *record.Digest
}

// tally counts moves, and keeps the first fault.
type tally struct {
	ok, refused, failed, fallback int32
	fault                         string
}

// Maker returns a maker that hands its rows to a sink: those that one play
// gives, see [Usual].
func (l *Layout) Maker(to Sink) *Maker { return l.MakerOf(Usual(), to) }

// MakerOf returns a maker of the rows that are wanted.
func (l *Layout) MakerOf(w Want, to Sink) *Maker {
	k := &Maker{l: l, want: w, to: to, texts: texts{known: l.names, index: l.symbols}, chosen: map[worded]string{}, sources: map[string]string{}, digest: record.NewDigest(l.n)}
	for i := range k.blocks {
		k.blocks[i] = newBlock(l.own[i].Columns, &k.texts)
	}
	return k
}

// Begin begins a play; s is the state before the first turn.
func (k *Maker) Begin(run Run, s *game.State) error {
	k.run, k.tally, k.last, k.told = run, tally{}, 0, -1
	k.course = k.course[:0]
	k.clear()
	k.deeds.begin(k.l.m.Game)
	k.players()
	if k.want.tells(0) {
		k.state(s)
	}
	return nil
}

// Turn makes the rows of a turn.
func (k *Maker) Turn(t Turn) error {
	k.last = t.After.Turn()
	for _, l := range [...]*game.Ledger{t.Open, t.Played} {
		if l != nil {
			k.faults(l)
		}
	}
	if k.want.tells(k.last) {
		k.state(t.After)
	}
	if k.l.m.Game.Ladder.Track >= 0 {
		k.course = append(k.course, int(t.After.V[game.SlotMaxRung]))
	}
	if t.Played == nil {
		if t.Took != nil {
			k.counts(&t)
		}
		return nil
	}
	k.moves(&t)
	if k.want.Changes {
		if t.Open != nil {
			k.changes(t.Open, k.last, true)
		}
		k.changes(t.Played, k.last, false)
	}
	return nil
}

// End ends the play: it makes its own row and those of its roles, and hands all
// rows over.
func (k *Maker) End(e End) error {
	if k.want.Every > 0 && k.told != k.last && e.State.Turn() == k.last {
		k.state(e.State)
	}
	k.late(e.Late)
	if e.Status == "" {
		e.Status, e.Fault = "ok", k.fault
		if k.fault != "" {
			e.Status = "fault"
		}
	}
	k.rolesOf(&e)
	k.play(&e)
	defer k.clear()
	for t, b := range k.blocks {
		if b.Rows == 0 {
			continue
		}
		if err := b.check(); err != nil {
			return fmt.Errorf("table %s: %w", k.l.Tables[t].Name, err)
		}
		if err := k.to.Rows(ID(t), k.wide(ID(t), b)); err != nil {
			return err
		}
	}
	return nil
}

// Fault is the first thing of the play so far that came out as no finite number,
// see [Layout.Fault].
func (k *Maker) Fault() string { return k.fault }

// clear takes away the rows of the last play.
func (k *Maker) clear() {
	for _, b := range k.blocks {
		b.empty()
	}
	k.texts.forget()
}

// check finds a column that has not as many cells as there are rows.
func (b *Block) check() error {
	for i := range b.Columns {
		c := &b.Columns[i]
		if n := len(c.Texts) + len(c.Ints) + len(c.Floats) + len(c.Bools); n != b.Rows || c.Null && len(c.Set) != n {
			return fmt.Errorf("column %d has %d cells in %d rows", i, n, b.Rows)
		}
	}
	return nil
}

// faults keeps the first effect that came out as no finite number.
func (k *Maker) faults(l *game.Ledger) {
	if k.fault == "" {
		k.fault = k.l.Fault(l)
	}
}

// Fault tells the first thing of a ledger that came out as no finite number, with
// its place; "" if there is none. Odds that had to be scaled are none.
func (l *Layout) Fault(of *game.Ledger) string {
	for i := range of.Faults {
		if f := &of.Faults[i]; !f.Scaled {
			return l.say(f)
		}
	}
	return ""
}

// say tells a fault with its place and what it is about.
func (l *Layout) say(f *game.Fault) string {
	g := l.m.Game
	about, at := "", f.At
	track := f.Cause.Kind == game.CauseDrift || f.Cause.Kind == game.CauseRefill
	switch {
	case f.Slot >= 0:
		about = g.Slots[f.Slot].Path
	case f.Cause.Kind != 0 && !track && f.Cause.Index >= 0:
		about = g.Blocks[f.Cause.Index].ID
	}
	if at == (source.Pos{}) && f.Cause.Kind != 0 && !track && f.Cause.Index >= 0 {
		at = g.Blocks[f.Cause.Index].At
	}
	fault := source.Fault{Pos: at, Path: about, Msg: "the result is not a finite number"}
	return fault.Error()
}

// players settles who plays which role.
func (k *Maker) players() {
	k.policy, k.owns = k.policy[:0], k.owns[:0]
	for r := range k.l.m.Game.Roles {
		name := k.player(r)
		k.policy = append(k.policy, k.texts.word(name))
		k.owns = append(k.owns, Note{Role: int32(r), Source: k.sourceOf(name)})
	}
}

// player says who plays a role; "plan" if nobody sits there.
func (k *Maker) player(role int) string {
	if role < len(k.run.Players) && k.run.Players[role] != "" {
		return k.run.Players[role]
	}
	return "plan"
}

// rolesOf makes the rows of the roles of a play.
func (k *Maker) rolesOf(e *End) {
	b := k.blocks[RoleRuns]
	n := len(k.l.roles)
	b.Rows += n
	b.Columns[0].ints(k.run.Number, n)
	b.Columns[1].words(k.l.roles)
	b.Columns[2].words(k.policy)
	for i := range k.l.roleEnds[0] {
		for r := range k.l.roles {
			ended(&b.Columns[3+i], e, k.l.roleEnds[r][i])
		}
	}
	k.judge(b.Columns[3+len(k.l.roleEnds[0]):], e)
}

// play makes the row of a play.
func (k *Maker) play(e *End) {
	g, b, at := k.l.m.Game, k.blocks[Runs], 0
	put := func(v Value) {
		b.value(at, v)
		at++
	}
	own := func(s string) {
		b.Columns[at].word(b.Add(s))
		at++
	}
	b.Rows++
	put(Word(k.run.Study))
	put(Small(k.run.Point))
	put(Small(k.run.Replication))
	put(Whole(k.run.Number))
	put(Whole(int64(k.run.Seed)))
	own(e.Play.String())
	if k.run.Weight != 0 {
		put(Float(k.run.Weight))
	} else {
		put(Value{})
	}
	for _, v := range k.run.Factors {
		put(v)
	}
	for i := range g.Params {
		put(param(&g.Params[i], e.State))
	}
	for _, s := range k.policy {
		b.Columns[at].word(s)
		at++
	}
	for _, slot := range k.l.worldEnds {
		ended(&b.Columns[at], e, slot)
		at++
	}
	ending, reached := Value{}, false
	if i := e.State.Ending(g); i >= 0 {
		ending, reached = Word(g.Endings[i].ID), !g.Endings[i].Last
	}
	for _, v := range [...]Value{ending, Truth(reached), Truth(!reached), Small(k.last), Word(e.Status), Some(e.Fault),
		Small(k.ok), Small(k.refused), Small(k.failed), Small(k.fallback)} {
		put(v)
	}
	own(k.digest.Sum(e.State).String())
	put(Some(cmp.Or(e.Record, k.run.Record)))
}

// ended adds the cell of a metric at the end of a play; null if it failed.
func ended(c *Cells, e *End, slot int32) {
	if e.Status != "ok" {
		c.none(1)
		return
	}
	measured(c, e.State, slot)
}

func param(p *game.Param, s *game.State) Value {
	x := s.V[p.Slot]
	if p.Words == nil {
		return Float(x)
	}
	return Word(p.Words[min(max(int(x), 0), len(p.Words)-1)])
}
