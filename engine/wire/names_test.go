package wire_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/wire"
)

func TestIDsAreTheViewersOwn(t *testing.T) {
	shape := regexp.MustCompile(`^[a-z2-7]{12}$`)
	names := wire.NamesFrom(7)
	seen := map[string]string{}
	for _, viewer := range []string{"", "aurelia", "pelagia"} {
		for _, kind := range []string{"inject", "attack", "evidence"} {
			for _, id := range []string{"a", "b", "planted_header"} {
				got := names.For(viewer, kind, id)
				what := viewer + "/" + kind + "/" + id
				if !shape.MatchString(got) {
					t.Errorf("%s: id %q", what, got)
				}
				if other, ok := seen[got]; ok {
					t.Errorf("%s and %s have one id", what, other)
				}
				seen[got] = what
				if again := wire.NamesFrom(7).For(viewer, kind, id); again != got {
					t.Errorf("%s: %s, then %s", what, got, again)
				}
				if wire.NamesFrom(8).For(viewer, kind, id) == got || wire.NamesOf([32]byte{7}).For(viewer, kind, id) == got {
					t.Errorf("%s: another secret gives the same id", what)
				}
			}
		}
	}
	if names.For("a", "b", "c") == names.For("a", "bc", "") {
		t.Error("the parts of a name run together")
	}
}

// The order of ids of things in a scenario must not be the order of their names
// on the wire, else sorting them would tell what comes between.
func TestTheOrderOfIDsTellsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := chance.Seed(rapid.Uint64Range(0, chance.MaxSeed).Draw(t, "seed"))
		names := wire.NamesFrom(seed)
		a, b := 0, 0
		for i := range 40 {
			x := names.For("aurelia", "inject", strings.Repeat("a", i+1))
			y := names.For("aurelia", "inject", strings.Repeat("a", i+2))
			if x < y {
				a++
			} else {
				b++
			}
		}
		if a < 4 || b < 4 {
			t.Fatalf("%d ids rise and %d fall", a, b)
		}
	})
}

func TestNoIDOfTheScenarioIsOnTheWire(t *testing.T) {
	g := codeBlue(t)
	m := game.NewMachine(g)
	var ids []string
	for i := range g.Injects {
		ids = append(ids, g.Injects[i].ID)
	}
	for i := range g.Evidence {
		ids = append(ids, g.Evidence[i].ID)
	}
	for i := range g.Attacks {
		ids = append(ids, g.Attacks[i].ID)
	}
	for _, now := range moments(t, m, 4) {
		for viewer := int32(-1); viewer < int32(len(g.Roles)); viewer++ {
			d := wire.NewDesk(m, viewer, "en", wire.NamesFrom(4))
			v := d.View(&now.state, now.scene())
			b, _ := d.Book(&v)
			var used []string
			for _, a := range v.Attacks {
				used = append(used, a.ID)
			}
			for _, e := range v.Evidence {
				used = append(used, e.ID, e.Attack)
			}
			for _, i := range v.Feed {
				used = append(used, i.ID)
			}
			for _, i := range b.Items {
				used = append(used, i.ID)
			}
			for _, id := range used {
				if slices.Contains(ids, id) {
					t.Errorf("viewer %d: %q is the scenario's own id", viewer, id)
				}
			}
		}
	}
}
