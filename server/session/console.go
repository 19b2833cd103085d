package session

import (
	"bytes"
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/rule"
	"demarche/engine/wire"
)

// console is what facilitators who read one language are shown.
type console struct {
	lang string
	seq  uint64
	last []byte
}

// showConsoles sends the console to facilitators, and to nobody else.
func (s *Session) showConsoles() {
	for _, c := range s.conns {
		if c.who.Kind != Facilitator {
			continue
		}
		k := s.consoleIn(c.lang)
		before := k.seq
		k.look(s)
		for _, other := range s.conns {
			if other.who.Kind == Facilitator && other.lang == k.lang && (k.seq != before || other.fresh) {
				other.out.show(nil, k.last)
				other.fresh = false
			}
		}
	}
}

func (s *Session) consoleIn(lang string) *console {
	for _, k := range s.consoles {
		if k.lang == lang {
			return k
		}
	}
	k := &console{lang: lang, seq: s.epoch * seqsPerEpoch}
	s.consoles = append(s.consoles, k)
	return k
}

// look builds the console anew; seq grows if it differs.
func (k *console) look(s *Session) {
	w := s.consoleFor(k.lang)
	w.Seq = k.seq
	if bytes.Equal(encode(w), k.last) {
		return
	}
	k.seq++
	w.Seq = k.seq
	k.last = encode(w)
}

// consoleFor builds the console in one language.
func (s *Session) consoleFor(lang string) wire.Console {
	v := prose.For(s.game, lang)
	turn := s.state.Turn()
	w := wire.Console{
		Head: head(wire.TypeConsole, ""), Phase: s.phase.String(), Turn: int(turn), Turns: int(s.game.Turns),
		Title: v.Text(s.game.Title), Code: s.code, Pin: s.options.Pin, JoinURL: s.links.Join,
		Links: s.linksShown(), Guests: []wire.Guest{}, Seats: []wire.ConsoleSeat{}, Sealed: []wire.Sealed{},
		Injects: s.queue(v), Objectives: s.watched(v), Truth: s.truth(v), Questions: s.truths(v), Deadlines: s.deadlines(v),
		Top: -1, Course: append([]int{}, s.course...), Marks: s.marked(v), Acts: s.deeds(v),
		Chances: s.chances(v), Forced: s.forced(v), Numbers: s.numbers(v),
	}
	if s.game.Ladder.Track >= 0 {
		w.Top = int(s.state.V[game.SlotMaxRung])
	}
	if turn >= 1 && int(turn) <= len(s.game.TurnNames) {
		w.TurnName = v.Text(s.game.TurnNames[turn-1])
	}
	for _, g := range s.guests {
		w.Guests = append(w.Guests, wire.Guest{ID: g.ID, Name: g.Name, Admitted: g.Admitted, Role: s.idOf(g.Role), Online: s.online(g.ID)})
	}
	for i := range s.seats {
		if s.game.Roles[i].Seat {
			w.Seats = append(w.Seats, s.consoleSeat(v, int32(i)))
		}
		if x, any := s.sealedOf(v, int32(i)); any {
			w.Sealed = append(w.Sealed, x)
		}
	}
	return w
}

func (s *Session) idOf(role int32) string {
	if role < 0 {
		return ""
	}
	return s.game.Roles[role].ID
}

// linksShown lists the links in the order of roles, the wall's last.
func (s *Session) linksShown() []wire.Link {
	out := []wire.Link{}
	for i := range s.game.Roles {
		if url := s.links.Seats[int32(i)]; url != "" {
			out = append(out, wire.Link{Role: s.game.Roles[i].ID, URL: url})
		}
	}
	if s.links.Wall != "" {
		out = append(out, wire.Link{URL: s.links.Wall})
	}
	return out
}

func (s *Session) consoleSeat(v *prose.Voice, role int32) wire.ConsoleSeat {
	r, x := &s.game.Roles[role], &s.seats[role]
	out := wire.ConsoleSeat{
		Role: r.ID, Title: v.Role(role), Letters: r.Letters, Shape: r.Shape,
		Holder: "person", People: []wire.Person{}, State: s.stateOf(role),
	}
	if !x.person {
		out.Holder = "computer"
	}
	if x.person && x.ready && s.phase != decide && s.phase != ended {
		out.State = "ready"
	}
	for _, g := range s.people(role) {
		out.People = append(out.People, wire.Person{Name: g.Name, Online: s.online(g.ID)})
	}
	for range s.linkedTo(role) {
		out.People = append(out.People, wire.Person{Online: true})
	}
	out.Read, out.Unread = s.marks(role)
	return out
}

// sealedOf tells what a role has committed, or its draft; any is false if there
// is neither.
func (s *Session) sealedOf(v *prose.Voice, role int32) (out wire.Sealed, any bool) {
	x := &s.seats[role]
	out = wire.Sealed{Role: s.game.Roles[role].ID, Moves: []wire.SealedMove{}}
	if !slices.Contains([]phase{brief, consult, decide}, s.phase) {
		return out, false
	}
	moves, said := x.moves, x.said
	if !x.committed {
		if x.draft.Turn != int(s.state.Turn()) {
			return out, false
		}
		out.Draft, said = true, x.draft.Moves
		moves, _, _ = s.parse(role, said)
	} else if !s.game.Roles[role].Seat && len(moves) == 0 {
		return out, false
	}
	for i, m := range moves {
		one := wire.SealedMove{Title: v.Action(m.Action), Detail: s.detail(v, m)}
		if m.Target >= 0 {
			one.Target = v.Role(m.Target)
		}
		if i < len(said) && said[i].Text != "" {
			one.Detail = strings.TrimPrefix(one.Detail+" · "+said[i].Text, " · ")
		}
		out.Moves = append(out.Moves, one)
	}
	return out, true
}

// detail tells what was chosen for a move.
func (s *Session) detail(v *prose.Voice, m game.Move) string {
	a := &s.game.Actions[m.Action]
	if a.Publish {
		return v.Evidence(m.Choice)
	}
	var parts []string
	for i := range a.Choices {
		parts = append(parts, v.Word(&a.Choices[i].Words[a.Word(m.Choice, i)]))
	}
	return strings.Join(parts, " · ")
}

// queue lists the injects and where each stands.
func (s *Session) queue(v *prose.Voice) []wire.QueuedInject {
	out := []wire.QueuedInject{}
	for _, q := range s.machine.Queue(&s.state) {
		in := &s.game.Injects[q.Inject]
		x := wire.QueuedInject{
			ID: in.ID, Title: v.Inject(q.Inject), Text: v.Text(in.Text), To: s.addressees(v, in.To),
			Channel: in.Channel, Expected: v.Text(in.Expected),
			State: q.State.String(), Turn: int(q.Turn), SentTurn: int(q.Sent),
		}
		if q.When.Present() {
			x.When = v.Condition(q.When, rule.Bind{Self: -1, Target: -1})
		}
		out = append(out, x)
	}
	return out
}

// addressees lists who is told something; "" is everybody.
func (s *Session) addressees(v *prose.Voice, to game.Mask) string {
	var out []string
	all := true
	for i := range s.game.Roles {
		switch {
		case !s.game.Roles[i].Seat:
		case to.Has(int32(i)):
			out = append(out, v.Short(int32(i)))
		default:
			all = false
		}
	}
	if all {
		return ""
	}
	if to&game.Public != 0 {
		out = append(out, v.Role(-1))
	}
	return strings.Join(out, " · ")
}

// watched lists the learning objectives.
func (s *Session) watched(v *prose.Voice) []wire.Watched {
	out := []wire.Watched{}
	for _, l := range s.machine.Objectives(&s.state) {
		o := &s.game.Objectives[l.Objective]
		state := "untested"
		switch {
		case l.Met:
			state = "met"
		case l.Tested:
			state = "open"
		}
		out = append(out, wire.Watched{Text: v.Text(o.Text), Hint: v.Text(o.Hint), State: state})
	}
	return out
}

// truth says who did what.
func (s *Session) truth(v *prose.Voice) []wire.Truth {
	out := []wire.Truth{}
	for i := range s.game.Attacks {
		out = append(out, wire.Truth{Attack: v.Attack(int32(i)), Author: v.Culprit(&s.state, int32(i))})
	}
	return out
}

// deadlines lists all of them, whoever sees them.
func (s *Session) deadlines(v *prose.Voice) []wire.WatchedDeadline {
	var out []wire.WatchedDeadline
	for i := range s.game.Deadlines {
		d := &s.game.Deadlines[i]
		x := wire.WatchedDeadline{Title: v.Deadline(int32(i)), To: s.addressees(v, d.To), State: "runs"}
		passes := s.game.Passes(&s.state, int32(i))
		if passes <= s.game.Turns {
			x.Turn = int(passes)
		}
		if d.When.Present() {
			x.When = v.Condition(d.When, rule.Bind{Self: -1, Target: -1, Proposer: -1})
		}
		if passes == 0 {
			x.State = "waits"
		}
		if d.Stop.Present() {
			x.Stop = v.Condition(d.Stop, rule.Bind{Self: -1, Target: -1, Proposer: -1})
		}
		switch s.state.V[d.State] {
		case game.DeadlineStopped:
			x.State = "stopped"
		case game.DeadlinePassed:
			x.State = "passed"
		}
		out = append(out, x)
	}
	return out
}

// truths says what is true of each question.
func (s *Session) truths(v *prose.Voice) []wire.Answered {
	var out []wire.Answered
	for i := range s.game.Questions {
		out = append(out, s.trueOf(v, int32(i)))
	}
	return out
}

func (s *Session) trueOf(v *prose.Voice, question int32) wire.Answered {
	return wire.Answered{Question: v.Question(question), Answer: v.Truth(&s.state, question)}
}

// marked lists the turns at whose close the highest rung was another.
func (s *Session) marked(v *prose.Voice) []wire.Mark {
	out := []wire.Mark{}
	before := 0
	for i, top := range s.course {
		if top != before && top < len(s.game.Ladder.Rungs) {
			out = append(out, wire.Mark{Turn: i + 1, Text: v.Text(s.game.Ladder.Rungs[top].Name)})
		}
		before = top
	}
	return out
}

// deeds lists the acts of the facilitator, newest first.
func (s *Session) deeds(v *prose.Voice) []wire.Done {
	out := []wire.Done{}
	for _, a := range slices.Backward(s.acts) {
		out = append(out, wire.Done{Turn: int(a.turn), Do: a.do, Text: s.inWords(v, a), Reason: a.reason, At: a.at})
	}
	return out
}

// inWords says what an act did.
func (s *Session) inWords(v *prose.Voice, a deed) string {
	about := ""
	switch {
	case a.about.act.Kind.About() == game.AboutDraw:
		about = s.decided(v, a)
	case a.about.act.Kind.About() == game.AboutGift:
		return v.Gift(a.about.act.Gift)
	case a.about.act.Kind.About() == game.AboutNumber:
		about = v.Set(a.about.act.Slot, a.about.act.Value)
	case a.about.Role != "":
		about = v.Role(s.roleOf(a.about.Role))
	case a.about.Inject != "":
		about = v.Inject(s.injectOf(a.about.Inject))
	}
	return v.Act(a.do, about, a.about.Seconds)
}
