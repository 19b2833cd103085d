package table

// runs lays out the table of plays.
func (l *Layout) runs(factors []Column) {
	g := l.m.Game
	t := &l.Tables[Runs]
	*t = Table{"runs", []Column{
		{"study", Text, false}, {"point", Int32, false}, {"replication", Int32, false}, {"run", Int64, false},
		{"seed", Int64, false}, {"play", Text, false}, {"design_weight", Float64, true},
	}}
	t.Columns = append(t.Columns, factors...)
	for i := range g.Params {
		kind := Float64
		if g.Params[i].Words != nil {
			kind = Text
		}
		t.fresh(Column{"param_" + g.Params[i].ID, kind, false})
	}
	for i := range g.Roles {
		t.fresh(Column{"policy_" + g.Roles[i].ID, Text, false})
	}
	l.metricColumns(t, ofWorld, false)
	t.Columns = append(t.Columns,
		Column{"ending", Text, true}, Column{"terminated", Bool, false}, Column{"truncated", Bool, false},
		Column{"turns_played", Int32, false}, Column{"status", Text, false}, Column{"fault", Text, true},
		Column{"moves_ok", Int32, false}, Column{"moves_refused", Int32, false}, Column{"moves_failed", Int32, false},
		Column{"moves_fallback", Int32, false}, Column{"state_hash", Text, false}, Column{"record", Text, true},
	)
}

// roleRuns lays out the table of the roles of plays.
func (l *Layout) roleRuns() {
	t := &l.Tables[RoleRuns]
	*t = Table{"role_runs", []Column{{"run", Int64, false}, {"role", Text, false}, {"policy", Text, false}}}
	l.metricColumns(t, ofRoles, false)
	l.judgeColumns(t)
}

// turns lays out the tables of turns, of roles and of pairs in turns.
func (l *Layout) turns() {
	t := &l.Tables[Turns]
	*t = Table{"turns", []Column{{"run", Int64, false}, {"turn", Int32, false}, {"ended", Bool, false}}}
	for _, slot := range l.worldTracks {
		t.fresh(l.trackColumn(l.m.Game.Slots[slot].Track, false))
	}
	l.metricColumns(t, ofWorld, true)

	t = &l.Tables[RoleTurns]
	*t = Table{"role_turns", []Column{{"run", Int64, false}, {"turn", Int32, false}, {"role", Text, false}}}
	for _, track := range l.roleTracks {
		t.fresh(l.trackColumn(track, true))
	}
	l.metricColumns(t, ofRoles, true)

	t = &l.Tables[PairTurns]
	*t = Table{"pair_turns", []Column{{"run", Int64, false}, {"turn", Int32, false}, {"self", Text, false}, {"target", Text, false}}}
	for _, track := range l.pairTracks {
		t.fresh(l.trackColumn(track, true))
	}
	l.metricColumns(t, ofPairs, false)
}

// beliefs lays out the table of beliefs.
func (l *Layout) beliefs() {
	l.Tables[Beliefs] = Table{"beliefs", []Column{
		{"run", Int64, false}, {"turn", Int32, false}, {"role", Text, false}, {"about", Text, false},
		{"suspect", Text, false}, {"belief", Float64, false}, {"true_author", Bool, false}, {"judged", Bool, false},
	}}
}

// moves lays out the table of moves.
func (l *Layout) moves() {
	t := &l.Tables[Moves]
	*t = Table{"moves", []Column{
		{"run", Int64, false}, {"turn", Int32, false}, {"index", Int32, false}, {"stage", Text, false},
		{"role", Text, false}, {"action", Text, false}, {"target", Text, true}, {"amount", Float64, true},
		{"text", Text, true}, {"why", Text, true}, {"status", Text, false}, {"reason", Text, true},
		{"outcome", Text, true}, {"odds", Float64, true}, {"draw", Float64, true}, {"source", Text, false},
		{"choice", Text, true}, {"entry", Text, true}, {"try", Int32, false},
	}}
	for _, name := range l.carried {
		t.Columns = append(t.Columns, Column{name, Text, true})
	}
}

// changes lays out the table of what changed numbers.
func (l *Layout) changes() {
	l.Tables[Changes] = Table{"changes", []Column{
		{"run", Int64, false}, {"turn", Int32, false}, {"stage", Text, false}, {"cause", Text, false},
		{"place", Text, false}, {"path", Text, false}, {"before", Float64, false}, {"after", Float64, false},
	}}
}

// observations lays out the table of what roles were shown.
func (l *Layout) observations() {
	l.Tables[Observations] = Table{"observations", []Column{
		{"run", Int64, false}, {"turn", Int32, false}, {"role", Text, false}, {"view_hash", Text, false}, {"view", Text, true},
	}}
}
