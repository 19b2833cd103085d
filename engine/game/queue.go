package game

import (
	"slices"

	"demarche/engine/chance"
	"demarche/engine/rule"
)

// Coming says where an inject stands, for whoever leads the exercise.
type Coming uint8

// The standings. A held inject is ComingHeld whatever else holds of it.
const (
	ComingSent        Coming = iota + 1 // it was told, and no turn or condition brings it again
	ComingNext                          // it comes at the next opportunity
	ComingHeld                          // the facilitator holds it
	ComingConditional                   // it comes if something holds, or something fires it
	ComingWaiting                       // its turn is still to come
	ComingNever                         // nothing can bring it any more
)

var comingWords = [...]string{"", "sent", "next", "held", "conditional", "waiting", "never"}

// String returns the word of the wire.
func (c Coming) String() string {
	if int(c) >= len(comingWords) {
		return ""
	}
	return comingWords[c]
}

// Queued is one inject as the facilitator sees it.
type Queued struct {
	Inject int32
	State  Coming
	Turn   int32     // in which it is due; 0 = no turn says so
	Sent   int32     // in which it was told last; 0 = never
	When   rule.Expr // its condition, if it has one
	Fired  bool      // something that happens can bring it
}

// Queue lists every inject with where it stands, in file order: what the
// scenario brings, and what hangs on conditions. It reads the whole state and is
// for facilitators only.
func (m *Machine) Queue(s *State) []Queued {
	p := m.NewPlay(chance.Luck{}, nil)
	out := make([]Queued, 0, len(m.Game.Injects))
	for i := range m.Game.Injects {
		out = append(out, p.queued(s, int32(i)))
	}
	return out
}

func (p *Play) queued(s *State, i int32) Queued {
	in := &p.g.Injects[i]
	q := Queued{Inject: i, When: in.Arrive.When, Fired: p.g.fires(i)}
	past := p.g.Plan.Past[p.g.Blocks[in.Block].Past]
	sent := s.V[past.World] > 0
	if sent {
		q.Sent = int32(s.V[past.World+int32(rule.Last-rule.Times)])
	}
	again := in.Arrive.Repeat || len(in.Arrive.Turns) > 1
	q.Turn = p.nextTurn(s, i)
	due := slices.IndexFunc(s.Due, func(d Due) bool { return d.Fired && d.Block == in.Block })
	switch {
	case s.V[in.Hold] != 0:
		q.State = ComingHeld
	case s.Ended():
		q.State = ComingNever
		if sent {
			q.State = ComingSent
		}
	case due >= 0 && s.Due[due].Turn > p.g.Turns:
		q.State, q.Turn = ComingNever, 0
	case due >= 0:
		q.State, q.Turn = ComingWaiting, s.Due[due].Turn
		if q.Turn <= s.Turn()+1 {
			q.State, q.Turn = ComingNext, s.Turn()+1
		}
	case sent && !again:
		q.State = ComingSent
	case in.Arrive.Never, len(in.Arrive.Turns) > 0 && q.Turn == 0:
		q.State = remaining(sent, q.Fired)
	case in.Arrive.When.Present():
		q.State = ComingConditional
	case q.Turn <= s.Turn()+1:
		q.State = ComingNext
	default:
		q.State = ComingWaiting
	}
	return q
}

// remaining is the standing of what no turn and no condition brings any more.
func remaining(sent, fired bool) Coming {
	switch {
	case sent:
		return ComingSent
	case fired:
		return ComingConditional
	}
	return ComingNever
}

// nextTurn returns the first of an inject's turns that is still to come, 0 if
// there is none. One that is told at Reveal may still come in this turn.
func (p *Play) nextTurn(s *State, i int32) int32 {
	in := &p.g.Injects[i]
	from := s.Turn() + 1
	if in.Reveal && s.Turn() > 0 {
		from--
	}
	best := int32(0)
	for _, e := range in.Arrive.Turns {
		p.on(-1, -1)
		x, ok := p.number(s, e)
		if t := int32(x); ok && x == float64(t) && t >= from && t <= p.g.Turns && (best == 0 || t < best) {
			best = t
		}
	}
	return best
}

// fires reports whether some block of the game fires an inject.
func (g *Game) fires(inject int32) bool {
	return slices.ContainsFunc(g.Blocks, func(b Block) bool { return slices.Contains(b.Fires, inject) })
}
