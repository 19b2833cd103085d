package scenario_test

import (
	"slices"
	"testing"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// masks of roles by their place in everything.good.toml.
const (
	aurelia = game.Mask(1) << iota
	tern
	drovia
	health
	gang
	nobody game.Mask = 0
)

func TestEveryNumberHasItsSlotAndAudience(t *testing.T) {
	g := everything(t)
	all := game.Everybody
	tests := []struct {
		path        string
		kind        game.SlotKind
		exact, band game.Mask
	}{
		{"turn", game.KindClock, all, 0},
		{"peak_rung", game.KindClock, all, 0},
		{"param.mood", game.KindParam, all, 0},
		{"calm", game.KindTrack, aurelia | tern | health, all &^ (aurelia | tern | health)},
		{"ceiling", game.KindTrack, all, 0},
		{"phase", game.KindTrack, nobody, 0},
		{"aurelia.means", game.KindTrack, aurelia, health},
		{"health.means", game.KindTrack, health, 0},
		{"drovia.means", game.KindUnused, 0, 0},
		{"pair(aurelia, tern).trust", game.KindTrack, aurelia | tern | health, 0},
		{"pair(tern, aurelia).trust", game.KindTrack, aurelia | tern | health, 0},
		{"pair(tern, drovia).trust", game.KindTrack, tern | drovia | gang, 0},
		{"pair(tern, health).ties", game.KindTrack, tern | health, 0},
		{"pair(aurelia, drovia).rung", game.KindTrack, all, 0},
		{"acted(aurelia, drovia)", game.KindActed, nobody, 0},
		{"author.wiper", game.KindAuthor, nobody, 0},
		{"tern.belief.wiper[gang]", game.KindBelief, tern, 0},
		{"tern.belief.wiper[unknown]", game.KindBelief, tern, 0},
		{"drawn.note", game.KindDrawn, nobody, 0},
		{"held.note.health", game.KindHeld, health, 0},
		{"offer.strike.aurelia", game.KindOffer, aurelia, 0},
		{"metric.belief", game.KindMetric, nobody, 0},
		{"fired.drift[aurelia, tern]", game.KindFired, nobody, 0},
		{"fired.some[health]", game.KindFired, nobody, 0},
		{"fired.noise[gang]", game.KindFired, nobody, 0},
	}
	for _, tt := range tests {
		s := g.Slots[slotOf(t, g, tt.path)]
		if s.Kind != tt.kind || s.Exact != tt.exact || s.Band != tt.band {
			t.Errorf("%s: kind %d, exact %x, band %x, want %d, %x, %x", tt.path, s.Kind, s.Exact, s.Band, tt.kind, tt.exact, tt.band)
		}
	}
	seen := map[string]bool{}
	for _, s := range g.Slots {
		if seen[s.Path] {
			t.Errorf("two slots have the path %q", s.Path)
		}
		seen[s.Path] = true
	}
}

func TestWhatHappenedIsKnownToThoseWhoLearnOfIt(t *testing.T) {
	g := everything(t)
	all := game.Everybody
	tests := []struct {
		path  string
		exact game.Mask
	}{
		{"past.wiper.times", aurelia | tern | health}, // to
		{"past.wiper.spread.times", all},              // its own seen
		{"past.protests.first", all},                  // seen of an inject
		{"past.protest.times", all},                   // tray law
		{"past.protest[aurelia, drovia].last", aurelia | drovia | health},
		{"past.look[tern].times", tern},                  // investigate: the parties
		{"past.strike.works[tern].times", tern},          // of a temptation
		{"past.protest[aurelia, drovia].tried", aurelia}, // what failed only the mover knows
		{"past.weekly.times", all},                       // an inject to all
		{"past.copy.tried", nobody},                      //
		{"past.look[drovia].times", drovia},              // drovia's own
	}
	for _, tt := range tests {
		if got := g.Slots[slotOf(t, g, tt.path)].Exact; got != tt.exact {
			t.Errorf("%s is seen by %x, want %x", tt.path, got, tt.exact)
		}
	}
}

func TestThePastStandsFactByFact(t *testing.T) {
	g := everything(t)
	n := int32(len(g.Roles))
	past := func(id string) game.Past {
		i := slices.IndexFunc(g.Plan.Past, func(p game.Past) bool { return p.ID == id })
		if i < 0 {
			t.Fatalf("no past of %q", id)
		}
		return g.Plan.Past[i]
	}
	p := past("protest")
	if p.World < 0 || p.Role >= 0 || p.Pair < 0 {
		t.Fatalf("protest has past %+v, want the world's and pairs', for that is what is asked", p)
	}
	for fact, name := range []string{"times", "first", "last", "prev", "tried"} {
		if got, want := g.Slots[p.World+int32(fact)].Path, "past.protest."+name; got != want {
			t.Errorf("fact %d of the world is %q, want %q", fact, got, want)
		}
		slot := p.Pair + int32(fact)*n*n + 0*n + 2
		if got, want := g.Slots[slot].Path, "past.protest[aurelia, drovia]."+name; got != want {
			t.Errorf("fact %d of a pair is %q, want %q", fact, got, want)
		}
		start := 0.0
		if e := g.Slots[slot].Start; e.Present() {
			start = g.Code.Walk(nil, &rule.Bind{}, e)
		}
		want := 0.0
		if name == "first" || name == "last" || name == "prev" {
			want = float64(g.Turns) + 1
		}
		if start != want {
			t.Errorf("%s starts at %v, want %v", g.Slots[slot].Path, start, want)
		}
	}
	for _, b := range g.Blocks {
		if b.Past >= 0 && g.Plan.Past[b.Past].ID != b.ID {
			t.Errorf("the block %q has the past of %q", b.ID, g.Plan.Past[b.Past].ID)
		}
		if (b.Kind == game.CauseAttack || b.Kind == game.CauseInject) && (b.Past < 0 || g.Plan.Past[b.Past].World < 0) {
			t.Errorf("%q has no past, so nobody could be told of it", b.ID)
		}
	}
}

func TestTablesOfPairsKnowStatesAndOrder(t *testing.T) {
	g := everything(t)
	n := int32(len(g.Roles))
	at := func(track, a, b string) int32 {
		i := slices.IndexFunc(g.Tracks, func(x game.Track) bool { return x.ID == track })
		return g.Code.Tables[g.Tracks[i].Table][roleOf(t, g, a)*n+roleOf(t, g, b)]
	}
	tests := []struct {
		name, track, a, b string
		want              int32
	}{
		{"directed, one way", "trust", "aurelia", "tern", 0},
		{"directed, the other way", "trust", "tern", "aurelia", 2},
		{"an agency stands for its State", "trust", "health", "tern", 0},
		{"of one State", "trust", "health", "aurelia", -1},
		{"oneself", "trust", "tern", "tern", -1},
		{"a proxy stands for its State", "rung", "gang", "aurelia", 1},
		{"not directed", "rung", "aurelia", "gang", 1},
		{"a member stands for itself", "ties", "aurelia", "health", 1},
		{"outside between", "ties", "gang", "aurelia", -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := at(tt.track, tt.a, tt.b); got != tt.want {
				t.Errorf("pair(%s, %s).%s is at %d, want %d", tt.a, tt.b, tt.track, got, tt.want)
			}
		})
	}
	a := &g.Attacks[0]
	for i, path := range []string{"tern.belief.wiper[gang]", "tern.belief.wiper[drovia]"} {
		off := g.Code.Tables[a.Table][roleOf(t, g, "tern")*n+a.Suspects[i]]
		if got := g.Slots[a.Belief+off].Path; got != path {
			t.Errorf("suspect %d is read at %q, want %q", i, got, path)
		}
	}
	if off := g.Code.Tables[a.Table][roleOf(t, g, "tern")*n+roleOf(t, g, "health")]; off != -1 {
		t.Errorf("a role that is no suspect is read at %d, want -1", off)
	}
}
