package rule_test

import (
	"errors"
	"fmt"
	"strings"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// The world of these tests: five roles, four of them States; aurelia and its
// agency d9 are one State, so they make no pair.
//
//	0 aurelia  1 kestria  2 drovia  3 d9 (of aurelia)  4 pelagia
//
// Pairs are unordered and lie in a triangle over the four States.
const (
	slotTension = iota
	slotCalm
	slotStance
	slotTurn
	slotTurns
	slotArms   // 5 roles
	slotMood   = slotArms + 5
	slotTrust  = slotMood + 5  // 6 pairs
	slotRung   = slotTrust + 6 // 6 pairs
	slotBelief = slotRung + 6  // 5 holders x 2 suspects
	slotAuthor = slotBelief + 10
	slotIntent = slotAuthor + 1
	slotLogs   = slotIntent + 1 // 5 roles
	slotPast   = slotLogs + 5   // 4 ids x 5 facts
	slotRaids  = slotPast + 20  // 5 facts x 5 roles, then 5 facts x 25 pairs of roles
	slotPairs  = slotRaids + 25
	slotMemory = slotPairs + 125
	slotWhen   = slotMemory + 1 // 4 ids x 2 slots of turns
	slotWho    = slotWhen + 8   // turns of raids: 2 slots x 5 roles
	slotWhom   = slotWho + 10   // and 2 slots x 25 pairs of roles
	slotDice   = slotWhom + 2*25
	slotMine   = slotDice + 1 // 5 roles
	slotStorm  = slotMine + 5
	slotSky    = slotStorm + 1 // 5 roles
	slotTruce  = slotSky + 5   // 6 pairs, then the latest of them
	slotDoubt  = slotTruce + 7 // 2 answers x 5 holders
	slots      = slotDoubt + 10
)

var roleIDs = []string{"aurelia", "kestria", "drovia", "d9", "pelagia"}

// tables are the pairs of States, the beliefs about wiper (suspects kestria and
// drovia; nobody suspects himself) and the raids of a role on another.
func tables() [][]int32 {
	state := []int32{0, 1, 2, 0, 3}
	pairs, beliefs, raids := make([]int32, 25), make([]int32, 25), make([]int32, 25)
	for a := range int32(5) {
		for b := range int32(5) {
			at := a*5 + b
			x, y := min(state[a], state[b]), max(state[a], state[b])
			pairs[at], beliefs[at], raids[at] = -1, -1, at
			if x != y {
				pairs[at] = x*(7-x)/2 + y - x - 1
			}
			if a != b && (b == 1 || b == 2) {
				beliefs[at] = a*2 + b - 1
			}
			if a == b {
				raids[at] = -1
			}
		}
	}
	return [][]int32{pairs, beliefs, raids}
}

func newCode() *rule.Code {
	return &rule.Code{Roles: 5, Tables: tables(), Cuts: [][]float64{{20, 40, 60, 80}}}
}

func world(slot int32) rule.Meaning {
	return rule.Meaning{Op: rule.Load, Kind: rule.Number, Ref: rule.Ref{Base: slot}}
}

func each(slot int32) rule.Meaning {
	return rule.Meaning{Op: rule.Load, Kind: rule.Number, Ref: rule.Ref{Base: slot, Dim: rule.Each}}
}

func pair(slot, table int32) rule.Meaning {
	return rule.Meaning{Op: rule.Load, Kind: rule.Number, Ref: rule.Ref{Base: slot, Dim: rule.Pair, Table: table}}
}

func constant(k float64) rule.Meaning {
	return rule.Meaning{Op: rule.Const, Kind: rule.Number, K: k}
}

func banded(m rule.Meaning) rule.Meaning { m.Cuts = 1; return m }

func fixed(m rule.Meaning) rule.Meaning { m.Fixed = true; return m }

func truth(m rule.Meaning) rule.Meaning { m.Kind = rule.Truth; return m }

func worded(m rule.Meaning, words ...string) rule.Meaning {
	m.Kind, m.Words = rule.Word, words
	return m
}

var pastIDs = []string{"strike", "ask_police", "raid", "strike.works"}

func newSchema() *rule.Schema {
	author := world(slotAuthor)
	author.Kind = rule.Role
	doubt := each(slotDoubt)
	doubt.Words = []string{"spillover", "aimed"}
	arg := rule.Meaning{Op: rule.Arg, Kind: rule.Number, Arg: 0}
	s := &rule.Schema{
		Roles: map[string]int32{},
		Groups: map[string][]int32{
			"roles": {0, 1, 2, 3, 4}, "states": {0, 1, 2, 4}, "allies": {1, 2}, "home": {0, 3}, "nobody": {},
		},
		Bare: map[string]rule.Meaning{
			"tension": banded(world(slotTension)), "calm": world(slotCalm), "turn": fixed(world(slotTurn)),
			"turns": fixed(world(slotTurns)), "amount": arg, "hours": constant(24),
			"stance": worded(world(slotStance), "open", "wary", "hostile"),
		},
		Each: map[string]rule.Meaning{
			"arms": banded(each(slotArms)), "mood": worded(each(slotMood), "calm_mood", "angry"),
		},
		Pairs:   map[string]rule.Meaning{"trust": pair(slotTrust, 0), "rung": pair(slotRung, 0)},
		Beliefs: map[string]rule.Meaning{"wiper": pair(slotBelief, 1), "intent": doubt},
		Spaces: map[string]map[string]rule.Meaning{
			"param":  {"cost": constant(3), "mode": worded(constant(1), "soft", "hard")},
			"memory": {"anger": world(slotMemory)},
			"draw": {
				"dice": fixed(world(slotDice)), "mine": fixed(each(slotMine)), "storm": truth(world(slotStorm)),
				"arms": worded(each(slotSky), "fair", "foul"), // a name space of its own: there is a track arms, too
			},
		},
		Hidden: map[string]rule.Meaning{
			"wiper": author, "intent": worded(world(slotIntent), "spillover", "aimed"),
		},
		Evidence:  map[string]rule.Meaning{"logs": each(slotLogs)},
		Published: map[string]rule.Meaning{"logs": world(slotMemory)},
		Pacts:     map[string]rule.Meaning{"truce": pair(slotTruce, 0)},
		Latest:    map[string]rule.Meaning{"truce": world(slotTruce + 6)},
		History:   history,
		InTurn:    inTurn,
		Past:      pastIDs,
	}
	for i, id := range roleIDs {
		s.Roles[id] = int32(i)
	}
	return s
}

// history lays out facts: of every id in the world, of raid also by role and by
// role and target.
func history(q rule.Ask) (rule.Ref, error) {
	fact := int32(q.Fact) - 1
	switch {
	case q.Role == rule.NoRole:
		for i, id := range pastIDs {
			if id == q.ID {
				return rule.Ref{Base: slotPast + int32(i)*5 + fact, A: rule.NoRole, B: rule.NoRole}, nil
			}
		}
	case q.ID == "raid" && q.Target == rule.NoRole:
		return rule.Ref{Base: slotRaids + fact*5, Dim: rule.Each, A: q.Role, B: rule.NoRole}, nil
	case q.ID == "raid":
		return rule.Ref{Base: slotPairs + fact*25, Dim: rule.Pair, Table: 2, A: q.Role, B: q.Target}, nil
	default:
		return rule.Ref{}, fmt.Errorf("nobody does %q", q.ID)
	}
	return rule.Ref{}, errors.New("no such id")
}

// inTurn lays out the turns of the same, two slots of them, and so as if a game
// had up to 104 turns.
func inTurn(q rule.Ask) (rule.TurnSet, error) {
	q.Fact = rule.Times
	r, err := history(q)
	switch {
	case err != nil:
		return rule.TurnSet{}, err
	case r.Dim == rule.World:
		r.Base = slotWhen + (r.Base-slotPast)/5*2
		return rule.TurnSet{Ref: r, Slots: 2, Apart: 1}, nil
	case r.Dim == rule.Each:
		r.Base = slotWho
		return rule.TurnSet{Ref: r, Slots: 2, Apart: 5}, nil
	}
	r.Base = slotWhom
	return rule.TurnSet{Ref: r, Slots: 2, Apart: 25}, nil
}

// newState is turn 4 of 12.
func newState() []float64 {
	v := make([]float64, slots)
	for i := slotPast; i < slotMemory; i++ {
		v[i] = 13 // never
	}
	fact := func(base, stride int, times, first, last, prev, tried float64) {
		for i, x := range []float64{times, first, last, prev, tried} {
			v[base+i*stride] = x
		}
	}
	v[slotTension], v[slotCalm], v[slotStance], v[slotTurn], v[slotTurns] = 55, -3.5, 1, 4, 12
	copy(v[slotArms:], []float64{10, 20, 30, 40, 50})
	copy(v[slotMood:], []float64{0, 1, 0, 0, 1})
	copy(v[slotTrust:], []float64{12, 13, 14, 23, 24, 34})
	copy(v[slotRung:], []float64{1, 2, 3, 4, 5, 6})
	copy(v[slotBelief:], []float64{70, 20, 0, 90, 80, 0, 60, 30, 50, 10})
	v[slotAuthor], v[slotIntent] = 1, 0
	copy(v[slotLogs:], []float64{1, 0, 0, 1, 0})
	fact(slotPast, 1, 1, 4, 4, 13, 2)     // strike: this turn
	fact(slotPast+5, 1, 0, 13, 13, 13, 1) // ask_police: tried only
	fact(slotPast+10, 1, 3, 1, 4, 3, 3)   // raid: 1, 3, 4
	fact(slotPast+15, 1, 1, 2, 2, 13, 1)  // strike.works
	for i := range 5 {
		fact(slotRaids+i, 5, 0, 13, 13, 13, 0)
		for j := range 5 {
			fact(slotPairs+i*5+j, 25, 0, 13, 13, 13, 0)
		}
	}
	fact(slotRaids+1, 5, 2, 3, 4, 3, 2)       // kestria: 3 and 4
	fact(slotRaids+2, 5, 1, 1, 1, 13, 1)      // drovia: 1
	fact(slotPairs+1*5+0, 25, 2, 3, 4, 3, 2)  // kestria on aurelia
	fact(slotPairs+2*5+4, 25, 1, 1, 1, 13, 1) // drovia on pelagia
	v[slotMemory] = 2.5
	for i := slotWhen; i < slots; i++ {
		v[i] = 0
	}
	v[slotDice], v[slotStorm] = 6, 1
	copy(v[slotMine:], []float64{1, 2, 3, 4, 5})
	v[slotSky+2] = 1
	copy(v[slotTruce:], []float64{4, 0, 0, 0, 5, 9, 9}) // aurelia and kestria until 4, kestria and pelagia 5, drovia and pelagia 9
	copy(v[slotDoubt:], []float64{60, 61, 62, 63, 64, 40, 39, 38, 37, 36})
	v[slotWhen] = 0b1000                              // strike: 4
	v[slotWhen+4], v[slotWhen+5] = 0b1101+1<<51, 0b11 // raid: 1, 3, 4, and 52, 53, 54
	v[slotWhen+6] = 0b10                              // strike.works: 2
	v[slotWho+1], v[slotWho+5+1] = 0b1100, 0b10       // kestria: 3, 4, and 54
	v[slotWho+2] = 0b1                                // drovia: 1
	v[slotWhom+5] = 0b1100                            // kestria on aurelia: 3, 4
	v[slotWhom+25+2*5+4] = 0b100                      // drovia on pelagia: 55
	return v
}

// anyone is a scope of one action: self and target are registers.
func anyone() rule.Scope { return rule.Scope{"self": rule.Self, "target": rule.Target} }

// place is where the expressions of these tests stand.
func place(s string) source.Text {
	return source.Plain(s, source.Pos{File: "s.toml", Line: 9, Col: 9})
}

// told is what Faults say, one line each.
func told(f *source.Faults) string {
	if f.Err() == nil {
		return ""
	}
	return strings.TrimSpace(f.Err().Error())
}
