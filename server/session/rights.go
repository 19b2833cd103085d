package session

import "demarche/engine/wire"

// phase says where the exercise stands.
type phase uint8

const (
	lobby   phase = iota + 1 // people come in and sit down
	brief                    // what is new is read
	consult                  // delegations talk
	decide                   // seats decide; what they commit is sealed
	reveal                   // the turn has been adjudicated and is read
	ended                    // the exercise is over
)

// String returns the wire's word.
func (p phase) String() string {
	return [...]string{"", wire.PhaseLobby, wire.PhaseBrief, wire.PhaseConsult, wire.PhaseDecide, wire.PhaseReveal, wire.PhaseEnded}[p]
}

// phaseOf is the reverse; 0 for a word that is none.
func phaseOf(word string) phase {
	for p := lobby; p <= ended; p++ {
		if p.String() == word {
			return p
		}
	}
	return 0
}

// phases is a set of phases.
type phases uint8

func during(all ...phase) phases {
	var set phases
	for _, p := range all {
		set |= 1 << p
	}
	return set
}

func (set phases) has(p phase) bool { return set&(1<<p) != 0 }

const (
	always phases = 1<<lobby | 1<<brief | 1<<consult | 1<<decide | 1<<reveal | 1<<ended
	played        = always &^ (1 << lobby)
	under         = played &^ (1 << ended)
)

// right says in which phases a command is permitted, by who sends it: the holder
// of a seat, a guest without one, the facilitator, the public.
type right struct{ player, guest, facilitator, public phases }

// rights is everything that may be done once a connection has been greeted: who
// may send what, and when. What does not stand here is refused.
var rights = map[string]right{
	wire.TypeDraft:  {player: during(brief, consult, decide)},
	wire.TypeCommit: {player: during(decide)},
	wire.TypeRecall: {player: during(decide)},
	wire.TypeAnswer: {player: during(decide)},
	wire.TypeShare:  {player: during(consult, decide)},
	wire.TypeNext:   {player: during(brief, consult, reveal)},
	wire.TypeRead:   {player: played},
	wire.TypeTake:   {player: during(lobby), guest: always &^ during(ended)},
	wire.TypeAct:    {facilitator: always},
	wire.TypeLang:   {always, always, always, always},
	wire.TypeAsk:    {always, always, always, always},
}

// class is the column of the table of rights that holds for a connection.
func (r right) class(k Kind, role int32) phases {
	switch {
	case role >= 0:
		return r.player
	case k == Guest:
		return r.guest
	case k == Facilitator:
		return r.facilitator
	}
	return r.public
}

// permit judges a kind of command by who sends it and when; "" permits it, else
// it is the code of the refusal.
func permit(kind string, k Kind, role int32, p phase) string {
	set := rights[kind].class(k, role)
	switch {
	case set == 0 && role < 0 && k == Public:
		return wire.CodeObserver
	case set == 0 && role < 0 && kind != wire.TypeAct:
		return wire.CodeNoSeat
	case set == 0:
		return wire.CodeNotAllowed
	case !set.has(p):
		return wire.CodeWrongPhase
	}
	return ""
}
