package session

import (
	"fmt"
	"maps"
	"slices"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/record"
	"demarche/engine/wire"
)

// hold stops the session's clock and returns what puts everything back as it is.
// What is kept of viewers is set aside: each look begins without it.
func (p *prying) hold() (back func()) {
	s := p.s
	was := *s.held()
	s.paused, s.state = true, was.state.Copy()
	s.viewers, s.answers = nil, map[string]answers{}
	s.seats, p.was = cloned(was.seats), was.seats
	return func() {
		s.put(was)
		s.touch(game.Everybody)
	}
}

// held is all of a session that a look may change.
type held struct {
	state          game.State
	opened         game.Ledger
	settled        *game.Ledger
	seats          []seat
	viewers        []*viewer
	answers        map[string]answers
	acts           []deed
	applied        []record.Done
	history        []game.Chapter
	guests         []Visitor
	luck           chance.Luck
	thread         *record.Thread
	links          Links
	pin            string
	paused         bool
	presence, hand []byte
}

func (s *Session) held() *held {
	return &held{
		s.state, s.opened, s.settled, s.seats, s.viewers, s.answers, s.acts, s.applied, s.history, s.guests, s.luck, s.thread,
		s.links, s.options.Pin, s.paused, s.presence, s.hands,
	}
}

func (s *Session) put(h held) {
	s.state, s.opened, s.settled, s.seats, s.viewers, s.answers = h.state, h.opened, h.settled, h.seats, h.viewers, h.answers
	s.acts, s.applied, s.history, s.guests, s.luck, s.thread = h.acts, h.applied, h.history, h.guests, h.luck, h.thread
	s.links, s.options.Pin, s.paused, s.presence, s.hands = h.links, h.pin, h.paused, h.presence, h.hand
}

func cloned(seats []seat) []seat {
	out := slices.Clone(seats)
	for i := range out {
		out[i].ballots, out[i].read = maps.Clone(out[i].ballots), maps.Clone(out[i].read)
	}
	return out
}

// anew draws everything anew that the viewer may not know: the state, what the
// ledgers tell, what others have committed, drafted, answered and read, what the
// facilitator did, names, links and the seed.
func (p *prying) anew(who Identity) {
	s, l, v := p.s, p.lots, who.Role
	before := s.state
	s.state = redrawn(s.machine, &before, v, l)
	s.opened, s.settled = *retold(s.machine, &s.opened, v, l), retold(s.machine, s.settled, v, l)
	s.viewers, s.answers = nil, map[string]answers{}
	s.luck.Seed, s.options.Pin = chance.Seed(l.below(1<<30)), fmt.Sprint(l.below(1_000_000))
	s.thread = record.NewThread(s.notation, record.Format)
	s.thread.Back(record.Sum{byte(l.below(256))}, &s.state)
	s.links = Links{Join: "another", Wall: "another"}
	s.applied = slices.DeleteFunc(slices.Clone(s.applied), func(x record.Done) bool { return x.Kind != game.ActShare || x.Gift.Self != v })
	s.history = slices.Clone(s.history)[:l.below(len(s.history)+1)]
	s.acts = append(slices.Clone(s.acts)[:l.below(len(s.acts)+1)], deed{do: "pause", reason: "another"})
	s.guests = slices.Clone(s.guests)
	for i := range s.guests {
		if s.guests[i].ID != who.Guest {
			s.guests[i].Name, s.guests[i].Admitted = "Another", l.below(2) == 0
		}
	}
	p.seal(who, &before)
}

// seal draws anew what other seats are about to do.
func (p *prying) seal(who Identity, before *game.State) {
	s, l := p.s, p.lots
	s.seats = cloned(p.was) // what was committed in the first look comes again
	for i := range s.seats {
		role, x := int32(i), &s.seats[i]
		for m, yes := range x.ballots {
			if role != who.Role && m.Self != who.Role {
				x.ballots[m] = !yes
			}
		}
		if role == who.Role {
			continue
		}
		x.ready, x.read = l.below(2) == 0, nil
		x.draft = draft{Turn: int(before.Turn()), Rev: 1 + l.below(5), Moves: p.moves(role)}
		if !x.committed {
			continue
		}
		var moves []game.Move
		var said []wire.Move
		for _, m := range append(p.legal(role, before), x.moves...) {
			asks := slices.Contains(x.moves, m)
			if p.concerns(m, who) == asks && !slices.Contains(moves, m) {
				moves, said = append(moves, m), append(said, s.desk(role).MoveOf(m))
			}
		}
		x.moves, x.said = moves, said
	}
}
