package session

import "demarche/engine/wire"

// phase says where the turn stands.
type phase uint8

const (
	decide phase = iota + 1 // seats decide; what they commit is sealed
	reveal                  // the turn has been adjudicated and is read
	ended                   // the game is over
)

// String returns the wire's word.
func (p phase) String() string {
	return [...]string{"", wire.PhaseDecide, wire.PhaseReveal, wire.PhaseEnded}[p]
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

// right says in which phases a command is permitted.
type right struct{ player, public phases }

// rights is everything that may be done once a connection has been greeted: who
// may send what, and when. What does not stand here is refused.
var rights = map[string]right{
	wire.TypeCommit: {player: during(decide)},
	wire.TypeRecall: {player: during(decide)},
	wire.TypeNext:   {player: during(reveal)},
	wire.TypeLang:   {player: during(decide, reveal, ended), public: during(decide, reveal, ended)},
	wire.TypeAsk:    {player: during(decide, reveal, ended), public: during(decide, reveal, ended)},
}

// permit judges a kind of command by who sends it and when; "" permits it, else
// it is the code of the refusal.
func permit(kind string, player bool, p phase) string {
	r := rights[kind]
	set := r.public
	if player {
		set = r.player
	}
	switch {
	case set == 0:
		return wire.CodeObserver
	case !set.has(p):
		return wire.CodeWrongPhase
	}
	return ""
}
