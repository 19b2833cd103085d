package table

import (
	"slices"

	"demarche/engine/game"
	"demarche/engine/record"
)

// Layout is the tables that the plays of one game have. It is immutable and safe
// for concurrent use.
type Layout struct {
	Tables [tables]Table // of all games of the study, see [Join]

	own    [tables]Table // what plays of this game have
	wide   [tables][]int // by column of Tables: its place in own, -1 if it is not there; nil: both are the same
	joined []*Layout     // of the games of the study; nil: there is no other

	m       *game.Machine
	n       *record.Notation
	carried []string

	worldTracks []int32 // slots, in the order of the columns
	roleTracks  []int32 // tracks
	pairTracks  []int32
	roleSlots   [][]int32 // by role and track of roleTracks; -1: it has none
	pairs       []pair
	worldTurns  []int32   // slots of metrics of the world that are told by turn
	worldEnds   []int32   // of all metrics of the world
	roleTurns   [][]int32 // by role: slots of metrics of roles that are told by turn
	roleEnds    [][]int32
	tempting    []int32 // temptations, in the order of their columns of role_runs
	laddered    bool    // its ladder is E0 to E9

	names   []string          // the texts that are known beforehand, by symbol
	symbols map[string]Symbol // of names; for look-ups only
	roles   []Symbol
	words   [][]Symbol // by track: of its words
	pairSelf, pairOther,
	believer, about, suspect []Symbol // of the rows of one turn
}

// pair is two roles that pair tracks or metrics are about, in one order.
type pair struct {
	self, other int32
	slots       []int32 // of pairTracks; -1: not in this order
	metrics     []int32 // slots of metrics of pairs; -1
}

// NewLayout lays out the tables of plays of m's game. n is its notation. factors
// are the columns of a study's factors in the table of runs, named "factor_…";
// carried are columns of the table of moves that are carried through, such as
// "x_model".
func NewLayout(m *game.Machine, n *record.Notation, factors []Column, carried []string) *Layout {
	l := &Layout{m: m, n: n, carried: carried, symbols: map[string]Symbol{}}
	l.tracks()
	l.metrics()
	l.runs(factors)
	l.roleRuns()
	l.turns()
	l.beliefs()
	l.moves()
	l.changes()
	l.observations()
	l.own = l.Tables
	l.know()
	return l
}

// fresh is a column whose name no other column of the table has: an author's id
// that a column of ours has already is "track_…".
func (t *Table) fresh(c Column) {
	for slices.ContainsFunc(t.Columns, func(x Column) bool { return x.Name == c.Name }) {
		c.Name = "track_" + c.Name
	}
	t.Columns = append(t.Columns, c)
}

// tracks sorts the tracks that are not fixed into those of the world, of roles
// and of pairs, and finds their slots.
func (l *Layout) tracks() {
	g := l.m.Game
	l.roleSlots = make([][]int32, len(g.Roles))
	l.roleTurns = make([][]int32, len(g.Roles))
	l.roleEnds = make([][]int32, len(g.Roles))
	for i := range g.Tracks {
		t := &g.Tracks[i]
		if t.Fixed || t.N == 0 {
			continue
		}
		switch of := g.Slots[t.Base : t.Base+t.N]; {
		case slices.ContainsFunc(of, func(s game.Slot) bool { return s.Other >= 0 }):
			l.pairTracks = append(l.pairTracks, int32(i))
		case slices.ContainsFunc(of, func(s game.Slot) bool { return s.Role >= 0 }):
			l.roleTracks = append(l.roleTracks, int32(i))
			for r := range g.Roles {
				l.roleSlots[r] = append(l.roleSlots[r], slotOf(g, t, int32(r), -1))
			}
		default:
			l.worldTracks = append(l.worldTracks, t.Base)
		}
	}
	for _, i := range l.pairTracks {
		t := &g.Tracks[i]
		for slot := t.Base; slot < t.Base+t.N; slot++ {
			if s := &g.Slots[slot]; s.Kind == game.KindTrack {
				l.pair(s.Role, s.Other)
			}
		}
	}
}

// slotOf returns the slot of a track that belongs to these roles, -1 if it has
// none.
func slotOf(g *game.Game, t *game.Track, role, other int32) int32 {
	for slot := t.Base; slot < t.Base+t.N; slot++ {
		if s := &g.Slots[slot]; s.Kind == game.KindTrack && s.Role == role && s.Other == other {
			return slot
		}
	}
	return -1
}

// pair puts down a pair of roles once.
func (l *Layout) pair(self, other int32) {
	if !slices.ContainsFunc(l.pairs, func(p pair) bool { return p.self == self && p.other == other }) {
		l.pairs = append(l.pairs, pair{self: self, other: other})
	}
}

// metrics sorts the metrics into those of the world, of roles and of pairs, and
// then settles the pairs.
func (l *Layout) metrics() {
	g := l.m.Game
	for i := range g.Metrics {
		x := &g.Metrics[i]
		switch measures(x) {
		case ofWorld:
			l.worldEnds = append(l.worldEnds, x.Slot)
			if x.PerTurn {
				l.worldTurns = append(l.worldTurns, x.Slot)
			}
		case ofRoles:
			for r := range g.Roles {
				slot := instance(x, int32(r), -1)
				l.roleEnds[r] = append(l.roleEnds[r], slot)
				if x.PerTurn {
					l.roleTurns[r] = append(l.roleTurns[r], slot)
				}
			}
		case ofPairs:
			for _, of := range x.Instances {
				l.pair(of[0], of[1])
			}
		}
	}
	slices.SortFunc(l.pairs, func(a, b pair) int {
		if a.self != b.self {
			return int(a.self - b.self)
		}
		return int(a.other - b.other)
	})
	for i := range l.pairs {
		p := &l.pairs[i]
		for _, t := range l.pairTracks {
			p.slots = append(p.slots, slotOf(g, &g.Tracks[t], p.self, p.other))
		}
		for j := range g.Metrics {
			if x := &g.Metrics[j]; measures(x) == ofPairs {
				p.metrics = append(p.metrics, instance(x, p.self, p.other))
			}
		}
	}
}

// What a metric is about.
const (
	ofNobody = iota // a group without members
	ofWorld
	ofRoles
	ofPairs
)

func measures(x *game.Metric) int {
	switch {
	case len(x.Instances) == 0:
		return ofNobody
	case x.Instances[0][0] < 0:
		return ofWorld
	case x.Instances[0][1] < 0:
		return ofRoles
	}
	return ofPairs
}

// instance returns the slot of a metric's instance, -1 if there is none.
func instance(x *game.Metric, self, other int32) int32 {
	for i, of := range x.Instances {
		if of == [2]int32{self, other} {
			return x.Slot + int32(i)
		}
	}
	return -1
}

// metricColumns appends a column for each metric that is about this and, if turn
// is set, told by turn.
func (l *Layout) metricColumns(t *Table, about int, turn bool) {
	for i := range l.m.Game.Metrics {
		x := &l.m.Game.Metrics[i]
		if measures(x) == about && (x.PerTurn || !turn) {
			t.fresh(Column{"metric_" + x.ID, Float64, true})
		}
	}
}

// trackColumn is the column of a track: words as they are written.
func (l *Layout) trackColumn(track int32, null bool) Column {
	t := &l.m.Game.Tracks[track]
	if t.Words != nil {
		return Column{t.ID, Text, null}
	}
	return Column{t.ID, Float64, null}
}
