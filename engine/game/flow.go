package game

import (
	"cmp"
	"slices"

	"demarche/engine/rule"
)

// Flow is a hidden read that ends in something visible: who sees what is
// written, and not what is read, can learn something about it. That is the
// scenario's own rule, and often meant; it is listed so that nobody is surprised.
type Flow struct {
	Path  string   // of the value that reads: "rule.leak.when"
	Reads []Number // what is hidden, in the order of reading
	// Into are numbers that change, and Events blocks that come about, by what is
	// read; Ending says that the end of the game depends on it.
	Into   []Number
	Events []int32
	Ending bool
	Learns Mask // those at the table, and the public, who can learn from it
}

// Flows lists all flows of the game. Values are in the order of compilation,
// evidence behind them. What the same viewers can learn by the same way is one
// flow.
func (g *Game) Flows() []Flow {
	f := flows{g: g, at: map[hop]Mask{}}
	for i := range g.Blocks {
		f.block(int32(i))
	}
	f.drift()
	f.randoms()
	f.priors()
	f.endings()
	f.evidence()
	return f.joined()
}

// sink is something visible: a number, an event (a block), or the end.
type sink struct {
	number Number
	block  int32 // -1: it is a number, or the end
	ending bool
}

// changed is a number as a sink, and the slot that it is this time.
func (f *flows) changed(slot int32) (into sink, sees Mask) {
	d := &f.g.Slots[slot]
	return sink{number: f.g.NumberOf(slot), block: -1}, d.Exact | d.Band
}

// hop is one number read at a path, on its way into one sink.
type hop struct {
	path string
	read Number
	into sink
}

type flows struct {
	g     *Game
	order []hop
	at    map[hop]Mask
}

// decider is an expression that decides something, under the roles of one
// instance.
type decider struct {
	e rule.Expr
	b rule.Bind
}

// add notes that whoever sees what is written can learn what deciders read. to
// is the slot that is written, -1 if it is none: a number is no secret of its
// own.
func (f *flows) add(by []decider, into sink, to int32, sees Mask) {
	for _, s := range by {
		w := f.g.Code.Wrote(s.e)
		if w == nil {
			continue // a constant
		}
		f.g.Code.Reads(s.e, func(r rule.Ref, banded bool) {
			slot := f.g.Code.Slot(r, &s.b)
			if slot < 0 || slot == to || f.g.Slots[slot].Kind == KindUnused {
				return
			}
			d := &f.g.Slots[slot]
			known := d.Exact
			if banded {
				known |= d.Band
			}
			f.note(hop{w.Path, f.g.NumberOf(slot), into}, sees&^known)
		})
	}
}

func (f *flows) note(h hop, learns Mask) {
	learns &= f.everybody()
	if learns == 0 {
		return
	}
	if _, ok := f.at[h]; !ok {
		f.order = append(f.order, h)
	}
	f.at[h] |= learns
}

// everybody is the public and whoever sits at the table.
func (f *flows) everybody() Mask {
	m := Public
	for i := range f.g.Roles {
		if f.g.Roles[i].Seat {
			m |= One(int32(i))
		}
	}
	return m
}

// instances lists whom self and target of a block can be; {-1, -1} if it has
// neither.
func (g *Game) instances(b *Block) [][2]int32 {
	switch b.Of {
	case OwnerRule:
		return g.Rules[b.Owner].Instances
	case OwnerAgreement:
		return g.twos(g.Agreements[b.Owner].Roles)
	case OwnerEvidence:
		return g.holders()
	case OwnerAction:
		a := &g.Actions[b.Owner]
		targets := a.Targets
		if targets == nil {
			targets = []int32{-1}
		}
		var out [][2]int32
		for r := range int32(len(g.Roles)) {
			for _, t := range targets {
				if a.By.Has(r) && r != t {
					out = append(out, [2]int32{r, t})
				}
			}
		}
		return out
	}
	return [][2]int32{{-1, -1}}
}

// holders lists who can go beyond the mark of evidence, with each of those to whom
// it can be given, and with nobody, if it is published.
func (g *Game) holders() [][2]int32 {
	var out [][2]int32
	for r := range int32(len(g.Roles)) {
		for to := int32(-1); to < int32(len(g.Roles)); to++ {
			if to != r {
				out = append(out, [2]int32{r, to})
			}
		}
	}
	return out
}

// block follows what decides about a block into its numbers, its event and what
// it fires.
func (f *flows) block(i int32) {
	b := &f.g.Blocks[i]
	for _, who := range f.g.instances(b) {
		bind := rule.Bind{Self: who[0], Target: who[1], Proposer: -1, Signers: ^uint64(0)}
		decide := f.deciders(b, bind)
		f.add(decide, sink{block: i}, -1, f.told(b, who))
		f.effects(b, bind, decide, true)
		f.finds(b, who, decide)
		f.pacts(b, i, decide)
		for _, inject := range b.Fires {
			fired := f.g.Injects[inject].Block
			f.add(decide, sink{block: fired}, -1, f.g.Blocks[fired].Seen.For(-1, -1))
			f.effects(&f.g.Blocks[fired], bind, decide, false)
		}
		if b.Ends >= 0 {
			f.add(decide, sink{block: -1, ending: true}, -1, Everybody)
		}
	}
}

// effects follows what decides about a block, and if operands is true what its
// effects read, into the numbers that it changes.
func (f *flows) effects(b *Block, bind rule.Bind, decide []decider, operands bool) {
	for _, e := range b.Effects {
		slot := f.g.Code.Slot(e.To, &bind)
		if slot < 0 {
			continue
		}
		by := decide
		if operands {
			by = append(slices.Clone(decide), decider{e.By, bind})
		}
		into, sees := f.changed(slot)
		f.add(by, into, slot, sees)
	}
}

// told are those who are told that a block came about; of a rule whose author
// said nothing they are found by the numbers that it changes.
func (f *flows) told(b *Block, who [2]int32) Mask {
	if b.Kind == CauseRule && !f.g.Rules[b.Owner].Said {
		return 0
	}
	return b.Seen.For(who[0], who[1])
}

// deciders are the expressions that decide whether a block comes about. What a
// mover is shown is none of them: whether to act is the mover's own choice.
func (f *flows) deciders(b *Block, bind rule.Bind) []decider {
	var out []decider
	add := func(list ...rule.Expr) {
		for _, e := range list {
			if e.Present() {
				out = append(out, decider{e, bind})
			}
		}
	}
	arrival := func(a Arrival) {
		add(a.Turns...)
		add(a.When)
	}
	switch b.Of {
	case OwnerRule:
		arrival(f.g.Rules[b.Owner].Arrive)
		add(f.g.Rules[b.Owner].Chance)
	case OwnerDeadline:
		add(f.g.Deadlines[b.Owner].Stop)
	case OwnerAgreement:
		if &f.g.Blocks[f.g.Agreements[b.Owner].Broken] == b {
			return f.breakers(b.Owner, bind.Self)
		}
	case OwnerInject:
		arrival(f.g.Injects[b.Owner].Arrive)
	case OwnerAttack:
		arrival(f.g.Attacks[b.Owner].Arrive)
	case OwnerAction:
		a := &f.g.Actions[b.Owner]
		if a.Blind {
			add(a.When)
		}
		add(a.Standing)
		for _, x := range a.Assents {
			add(x.Unless)
			out = append(out, f.asked(&x, bind)...)
		}
		for _, o := range a.Outcomes {
			if b.Kind == CauseOutcome {
				add(o.Odds) // one more of another is one less of this
			}
		}
	}
	if b.Kind == CauseAlso {
		add(b.When, b.Chance)
	}
	return out
}

// asked are the answers that the scenario gives for those who are asked.
func (f *flows) asked(x *Assent, bind rule.Bind) []decider {
	if !x.Accept.Present() {
		return nil
	}
	var out []decider
	for r := range int32(len(f.g.Roles)) {
		m := Move{Self: bind.Self, Target: bind.Target}
		if x.members(m).Has(r) && r != bind.Self {
			out = append(out, decider{x.Accept, rule.Bind{Self: r, Target: bind.Target, Proposer: bind.Self}})
		}
	}
	return out
}

// drift follows what numbers read when they move by themselves, and bounds that
// are numbers themselves.
func (f *flows) drift() {
	for i := range f.g.Slots {
		d := &f.g.Slots[i]
		if d.Kind != KindTrack {
			continue
		}
		t := &f.g.Tracks[d.Track]
		bind := rule.Bind{Self: d.Role, Target: d.Other, Proposer: -1}
		into, sees := f.changed(int32(i))
		f.add([]decider{{t.EachTurn, bind}, {t.EachDay, bind}, {t.Refill, bind}}, into, int32(i), sees)
		for _, of := range []struct {
			slot int32
			key  string
		}{{d.MinOf, "min"}, {d.MaxOf, "max"}} {
			if of.slot >= 0 {
				limit := &f.g.Slots[of.slot]
				f.note(hop{trackPath(t) + "." + of.key, f.g.NumberOf(of.slot), into}, sees&^limit.Exact)
			}
		}
	}
}

// randoms follows what decides how a random number falls.
func (f *flows) randoms() {
	for i := range f.g.Randoms {
		r := &f.g.Randoms[i]
		t := &f.g.Tracks[r.Track]
		for slot := t.Base; slot < t.Base+t.N; slot++ {
			var list []decider
			for _, e := range r.Args {
				list = append(list, decider{e, rule.Bind{Self: f.g.Slots[slot].Role, Target: -1, Proposer: -1}})
			}
			into, sees := f.changed(slot)
			f.add(list, into, slot, sees)
		}
	}
}

// trackPath is the path of a track's table.
func trackPath(t *Track) string {
	return map[rule.Dim]string{rule.World: "track.", rule.Each: "role_track.", rule.Pair: "pair_track."}[t.Dim] + t.ID
}

// priors follows what is read where beliefs begin: a role sees its own.
func (f *flows) priors() {
	for i := range f.g.Attacks {
		a := &f.g.Attacks[i]
		for r := range int32(len(f.g.Roles)) {
			bind := rule.Bind{Self: r, Target: -1, Proposer: -1}
			for _, e := range a.Prior {
				f.add([]decider{{e, bind}}, sink{number: Number{KindBelief, int32(i)}, block: -1}, -1, One(r))
			}
		}
	}
	for i := range f.g.Questions {
		for r := range int32(len(f.g.Roles)) {
			bind := rule.Bind{Self: r, Target: -1, Proposer: -1}
			for _, e := range f.g.Questions[i].Prior {
				f.add([]decider{{e, bind}}, sink{number: Number{KindAnswer, int32(i)}, block: -1}, -1, One(r))
			}
		}
	}
}

func (f *flows) endings() {
	bind := rule.Bind{Self: -1, Target: -1, Proposer: -1}
	for i := range f.g.Endings {
		x := &f.g.Endings[i]
		var list []decider
		for _, e := range append(slices.Clone(x.Arrive.Turns), x.Arrive.When, x.Chance) {
			list = append(list, decider{e, bind})
		}
		f.add(list, sink{block: -1, ending: true}, -1, Everybody)
	}
}

// evidence is drawn against the truth: whoever gets it learns something about
// the author.
func (f *flows) evidence() {
	for i := range f.g.Evidence {
		e := &f.g.Evidence[i]
		sees := Mask(0)
		if !e.Arrive.Never {
			sees = e.To
		}
		for j := range f.g.Blocks {
			b := &f.g.Blocks[j]
			for _, r := range b.Reveals {
				if r.Evidence != int32(i) {
					continue
				}
				for _, who := range f.g.instances(b) {
					sees |= r.To.For(who[0], who[1])
				}
			}
		}
		if e.About < 0 {
			f.note(hop{"evidence." + e.ID, Number{KindTruth, e.Question}, sink{number: Number{KindHeld, int32(i)}, block: -1}}, sees)
			f.arrives(e, int32(i))
			continue
		}
		lead := f.g.Attacks[e.About].Lead
		into := sink{number: Number{KindHeld, int32(i)}, block: -1}
		if e.PlantedBy < 0 { // else it turns up as that role wants, whoever did it
			f.note(hop{"evidence." + e.ID, Number{KindAuthor, lead}, into}, sees&^f.g.Slots[f.g.Attacks[lead].Author].Exact)
		}
		if e.masked(f.g) {
			f.note(hop{"evidence." + e.ID, Number{KindPosed, lead}, into}, sees)
		}
		f.arrives(e, int32(i))
	}
}

// arrives follows the condition under which evidence is looked for.
func (f *flows) arrives(e *Evidence, i int32) {
	bind := rule.Bind{Self: -1, Target: -1, Proposer: -1}
	var list []decider
	for _, x := range append(slices.Clone(e.Arrive.Turns), e.Arrive.When) {
		list = append(list, decider{x, bind})
	}
	f.add(list, sink{number: Number{KindHeld, i}, block: -1}, -1, e.To)
}

// joined makes one flow of all that the same viewers learn by the same value. A
// way that tells only some of those whom another tells the same is left out.
func (f *flows) joined() []Flow {
	var out []Flow
	var sinks [][]sink // of each flow in out
	for i, h := range f.order {
		if slices.ContainsFunc(f.order[:i], func(o hop) bool { return o.path == h.path && o.read == h.read }) {
			continue // told with the first
		}
		for _, m := range f.widest(h) {
			into := f.through(h, m)
			same := func(j int) bool {
				return out[j].Path == h.path && out[j].Learns == m && slices.Equal(sinks[j], into)
			}
			at := 0
			for at < len(out) && !same(at) {
				at++
			}
			if at == len(out) {
				out, sinks = append(out, flowOf(h.path, into, m)), append(sinks, into)
			}
			out[at].Reads = append(out[at].Reads, h.read)
		}
	}
	return out
}

// widest lists the sets of viewers who learn what h reads by its value, without
// those that are part of another.
func (f *flows) widest(h hop) []Mask {
	var all []Mask
	for _, o := range f.order {
		if m := f.at[o]; o.path == h.path && o.read == h.read && !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(m Mask) bool {
		return slices.ContainsFunc(all, func(o Mask) bool { return o != m && o&m == m })
	})
}

// through lists where the viewers m learn what h reads.
func (f *flows) through(h hop, m Mask) []sink {
	var out []sink
	for _, o := range f.order {
		if o.path == h.path && o.read == h.read && f.at[o] == m {
			out = append(out, o.into)
		}
	}
	return out
}

func flowOf(path string, sinks []sink, m Mask) Flow {
	x := Flow{Path: path, Learns: m}
	for _, s := range sinks {
		switch {
		case s.ending:
			x.Ending = true
		case s.block >= 0:
			x.Events = append(x.Events, s.block)
		default:
			x.Into = append(x.Into, s.number)
		}
	}
	slices.SortFunc(x.Into, func(a, b Number) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Index, b.Index)) })
	slices.Sort(x.Events)
	return x
}
