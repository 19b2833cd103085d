package game

import (
	"slices"

	"demarche/engine/chance"
)

// DrawKind says what a draw decides, as far as a facilitator can decide it
// instead. Authors are drawn before anybody can act.
type DrawKind uint8

// The kinds of draw.
const (
	DrawOutcome  DrawKind = iota + 1 // which outcome a move has; picks are the outcomes in file order, and behind them nothing
	DrawAlso                         // whether an also comes: pick 0 it does, 1 it does not
	DrawRule                         // whether a rule fires: as an also
	DrawEvidence                     // whether evidence turns up: 0 found, 1 not found
	DrawEnding                       // whether an ending comes: as an also
	DrawNumber                       // draw.x that is one of a few: the words in file order, or 0 it comes, 1 it does not
	DrawMask                         // as whom the author of an attack poses: as [Attack.Guises], and behind them no mask
	DrawTruth                        // which answer to a question is true: the answers in file order
)

var drawWords = [...]string{"", "outcome", "also", "rule", "evidence", "ending", "draw", "mask", "truth"}

// String returns the purpose as a [Draw] says it.
func (k DrawKind) String() string {
	if int(k) >= len(drawWords) {
		return ""
	}
	return drawWords[k]
}

// DrawOf returns the kind of a purpose; 0 if it cannot be forced.
func DrawOf(purpose string) DrawKind {
	if i := slices.Index(drawWords[:], purpose); i > 0 {
		return DrawKind(i)
	}
	return 0
}

// DrawName names one draw of a turn: what it decides, for whom, and which it is
// of several of one name.
type DrawName struct {
	Kind         DrawKind
	Of           int32 // block of the action, also, rule or attack; or the evidence, the ending, the random number, the question
	Self, Target int32 // -1 = none; of a mask Self is the author
	Index        uint32
}

// Forced is a draw that will fall as the facilitator says.
type Forced struct {
	DrawName
	Turn int32
	Pick int32
}

// MaxForced is how many forced draws can wait at once.
const MaxForced = 64

// mostRepeats bounds the index of a draw: how often one role does one thing to
// one other in a turn, in other words or amounts.
const mostRepeats = 64

// stream returns the key of a named draw.
func (g *Game) stream(d DrawName) chance.Stream {
	var st chance.Stream
	switch d.Kind {
	case DrawOutcome:
		st = g.Actions[g.Blocks[d.Of].Owner].Stream
	case DrawAlso:
		st = g.Blocks[d.Of].Stream
	case DrawRule:
		st = g.Rules[g.Blocks[d.Of].Owner].Stream
	case DrawEvidence:
		st = g.Evidence[d.Of].Stream
	case DrawEnding:
		st = g.Endings[d.Of].Stream
	case DrawNumber:
		st = g.Randoms[d.Of].Stream
	case DrawMask:
		st = g.Attacks[g.AttackOf(d.Of)].Guise
	case DrawTruth:
		st = g.Questions[d.Of].Stream
	}
	return g.streamOf(st, d.Self, d.Target)
}

// streamOf adds those whom a draw is about to its stream.
func (g *Game) streamOf(st chance.Stream, self, target int32) chance.Stream {
	if self >= 0 {
		st = st.Of(g.Roles[self].Key)
	}
	if target >= 0 {
		st = st.On(g.Roles[target].Key)
	}
	return st
}

// fallen returns how the draw that was made last falls: as chance has it, or as
// the facilitator has said. The number was drawn anyway, so no other draw is
// another.
func (p *Play) fallen(s *State, index uint32, pick int32) (as int32, forced bool) {
	for i := range s.Forced {
		f := &s.Forced[i]
		if f.Turn == s.Turn() && f.Index == index && p.g.stream(f.DrawName) == p.drawn {
			return f.Pick, true
		}
	}
	return pick, false
}

// lapse drops what was forced for a turn that is over.
func (s *State) lapse() {
	if len(s.Forced) > 0 {
		now := s.Turn()
		s.Forced = slices.DeleteFunc(s.Forced, func(f Forced) bool { return f.Turn <= now })
	}
}

// standing returns where a forced draw waits, -1 if it does not.
func (s *State) standing(f Forced) int {
	return slices.IndexFunc(s.Forced, func(x Forced) bool { return x.DrawName == f.DrawName && x.Turn == f.Turn })
}

// checkForce judges forcing a draw: of this turn once it has opened, or of the
// next.
func (m *Machine) checkForce(s *State, f Forced) Code {
	now := s.Turn()
	last := min(now+1, m.Game.Turns)
	if m.Game.drawnAtStart(f.DrawName) {
		last = max(now, 1) // it falls otherwise at once
	}
	if f.Turn < max(now, 1) || f.Turn > last {
		return NoDraw
	}
	switch ways := m.ways(s, f.DrawName, f.Turn == now); {
	case ways == 0:
		return NoDraw
	case f.Pick < 0 || f.Pick >= ways:
		return BadPick
	case len(s.Forced) >= MaxForced && s.standing(f) < 0:
		return AtLimit
	}
	return OK
}

// ways returns in how many ways a draw can fall; 0 if there is no such draw or
// it is made already. opened: its turn has opened, so what is drawn at Open has
// been.
func (m *Machine) ways(s *State, d DrawName, opened bool) int32 {
	g := m.Game
	within := func(n int) bool { return d.Of >= 0 && int(d.Of) < n }
	switch d.Kind {
	case DrawOutcome:
		if within(len(g.Blocks)) {
			return g.outcomes(d)
		}
	case DrawAlso:
		if within(len(g.Blocks)) && g.Blocks[d.Of].Kind == CauseAlso && g.Blocks[d.Of].Chance.Present() && m.mayCome(s, d, opened) {
			return 2
		}
	case DrawRule:
		if within(len(g.Blocks)) && g.Blocks[d.Of].Kind == CauseRule && d.Index == 0 && g.Rules[g.Blocks[d.Of].Owner].draws(s, d) {
			return 2
		}
	case DrawEvidence:
		if within(len(g.Evidence)) && d.alone() && g.Evidence[d.Of].Like != nil && s.V[g.Evidence[d.Of].Drawn] == 0 {
			return 2
		}
	case DrawEnding:
		if within(len(g.Endings)) && d.alone() && g.Endings[d.Of].Chance.Present() {
			return 2
		}
	case DrawNumber:
		if within(len(g.Randoms)) && !opened && d.Target == -1 && d.Index == 0 && g.drawnFor(d.Of, d.Self) >= 0 {
			return int32(len(g.Ways(d)))
		}
	case DrawMask:
		if within(len(g.Blocks)) && d.Self >= 0 && int(d.Self) < len(g.Roles) && d.Target == -1 && d.Index == 0 && g.poses(s, d) {
			return int32(len(g.Ways(d)))
		}
	case DrawTruth:
		if within(len(g.Questions)) && d.alone() && g.open(s, d.Of) {
			return int32(len(g.Ways(d)))
		}
	}
	return 0
}

// drawnFor returns the slot of a random number that is one of a few and drawn
// anew every turn, for a role or (-1) for the world; -1 if there is none.
func (g *Game) drawnFor(random, role int32) int32 {
	r := &g.Randoms[random]
	if r.Once || r.Dist != Either && r.Dist != OneOf {
		return -1
	}
	t := &g.Tracks[r.Track]
	for slot := t.Base; slot < t.Base+t.N; slot++ {
		if d := &g.Slots[slot]; d.Kind == KindTrack && d.Role == role {
			return slot
		}
	}
	return -1
}

// alone reports whether the draw is about nobody, and so made once at most.
func (d DrawName) alone() bool { return d.Self == -1 && d.Target == -1 && d.Index == 0 }

// outcomes returns how many ways the move behind a draw can go: its outcomes,
// and nothing if none of them takes the rest.
func (g *Game) outcomes(d DrawName) int32 {
	a := g.ActionOf(d.Of)
	if a == nil || a.Block != d.Of || len(a.Outcomes) == 0 || !a.drawnBy(d) {
		return 0
	}
	n := int32(len(a.Outcomes))
	if slices.ContainsFunc(a.Outcomes, func(o Outcome) bool { return !o.Odds.Present() }) {
		return n
	}
	return n + 1
}

// drawnBy reports whether the roles of a draw are those of a move that could be.
func (a *Action) drawnBy(d DrawName) bool {
	return d.Self >= 0 && a.By.Has(d.Self) && a.takes(d.Target) && d.Target != d.Self && d.Index < mostRepeats
}

// mayCome reports whether an also can still be drawn: that of a move which could
// be, or of an attack that is still to come.
func (m *Machine) mayCome(s *State, d DrawName, opened bool) bool {
	g := m.Game
	b := &g.Blocks[d.Of]
	if a := g.ActionOf(d.Of); a != nil {
		return a.drawnBy(d)
	}
	if b.Of != OwnerAttack || opened || !d.alone() {
		return false
	}
	a := &g.Attacks[b.Owner]
	return a.Arrive.Repeat || len(a.Arrive.Turns) > 1 || s.V[g.Plan.Past[g.Blocks[a.Block].Past].World] == 0
}

// draws reports whether a rule draws a number for these roles, and may still do
// so.
func (r *Rule) draws(s *State, d DrawName) bool {
	i := slices.Index(r.Instances, [2]int32{d.Self, d.Target})
	return i >= 0 && r.Chance.Present() && !(r.Once && s.V[r.Fired+int32(i)] > 0)
}
