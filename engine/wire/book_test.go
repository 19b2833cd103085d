package wire_test

import (
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/wire"
)

func TestTheBookHoldsEveryCardThatAViewNeedsBeforeIt(t *testing.T) {
	m := game.NewMachine(codeBlue(t))
	for seed := range chance.Seed(6) {
		for viewer := int32(-1); viewer < int32(len(m.Game.Roles)); viewer++ {
			d := wire.NewDesk(m, viewer, "en", wire.NamesFrom(seed))
			cards, items, rev := map[string]bool{}, map[string]bool{}, 0
			for _, now := range moments(t, m, seed) {
				v := d.View(&now.state, now.scene())
				b, fresh := d.Book(&v)
				if fresh {
					if b.Rev != rev+1 || b.All != (rev == 0) {
						t.Fatalf("book %d (all %v) after %d", b.Rev, b.All, rev)
					}
					rev = b.Rev
				}
				for _, c := range b.Cards {
					if cards[c.ID] {
						t.Errorf("card %s comes twice", c.ID)
					}
					cards[c.ID] = true
				}
				for _, i := range b.Items {
					items[i.ID] = true
				}
				if v.Book != rev {
					t.Errorf("the view needs book %d, the viewer has %d", v.Book, rev)
				}
				for _, o := range v.Options {
					if !cards[o.Action] {
						t.Errorf("option %s has no card", o.Action)
					}
				}
				for _, a := range v.Attacks {
					needs(t, items, a.ID)
				}
				for _, e := range v.Evidence {
					needs(t, items, e.ID)
				}
				for _, i := range v.Feed {
					needs(t, items, i.ID)
				}
				for _, r := range []*wire.Reveal{v.News, v.Reveal} {
					if r == nil {
						continue
					}
					for _, e := range r.Events {
						if e.Item != "" {
							needs(t, items, e.Item)
						}
					}
				}
				whole := d.Whole()
				if len(whole.Cards) != len(cards) || len(whole.Items) != len(items) || whole.Rev != rev || !whole.All {
					t.Errorf("the whole book has %d cards and %d items at %d, want %d and %d at %d",
						len(whole.Cards), len(whole.Items), whole.Rev, len(cards), len(items), rev)
				}
			}
		}
	}
}

func needs(t *testing.T, items map[string]bool, id string) {
	t.Helper()
	if !items[id] {
		t.Errorf("thing %s has no card", id)
	}
}

func TestTheBookIsAnAllowList(t *testing.T) {
	g := codeBlue(t)
	m := game.NewMachine(g)
	for seed := range chance.Seed(6) {
		for viewer := int32(-1); viewer < int32(len(g.Roles)); viewer++ {
			d := wire.NewDesk(m, viewer, "en", wire.NamesFrom(seed))
			offered, proposed := map[int]bool{}, map[int32]bool{}
			for _, now := range moments(t, m, seed) {
				v := d.View(&now.state, now.scene())
				d.Book(&v)
				book := string(encode(t, d.Whole()))
				gv := m.View(&now.state, viewer)
				text := func(x game.Text) string { return g.Texts.In(x, 0) }
				forbid := func(what, s string) {
					if s != "" && strings.Contains(book, strings.Trim(string(encode(t, s)), "\"\n")) {
						t.Fatalf("seed %d, turn %d, viewer %d: the book holds %s: %s", seed, v.Turn, viewer, what, s)
					}
				}
				for i := range g.Injects {
					if _, told := gv.Told(int32(i)); !told {
						forbid("an inject not sent", text(g.Injects[i].Text))
					}
				}
				for i := range g.Attacks {
					if _, known := gv.Knows(int32(i)); !known {
						forbid("an attack not told", text(g.Attacks[i].Text))
					}
				}
				for i := range g.Evidence {
					public := viewer < 0 && strings.Contains(book, d.Voice().Evidence(int32(i)))
					if gv.Holding(int32(i)) != 1 && !public {
						forbid("evidence not held", text(g.Evidence[i].Text))
					}
				}
				for i := range g.Roles {
					if int32(i) != viewer {
						forbid("another role's brief", text(g.Roles[i].Brief))
					}
				}
				for i := range g.Actions {
					a := &g.Actions[i]
					if a.Temptation && viewer >= 0 && a.By.Has(viewer) && gv.Offered(int32(i)) {
						offered[i] = true
					}
					for _, p := range gv.Proposals(now.orders.Moves) {
						proposed[p.Move.Action] = true
					}
					if !proposed[int32(i)] && (viewer < 0 || !a.By.Has(viewer) || a.Temptation && !offered[i]) {
						forbid("an offer not made", text(a.Offer))
						if !shared(g, viewer, i) {
							forbid("a measure that is not the viewer's", text(a.Text))
						}
					}
				}
			}
		}
	}
}

// shared reports whether a measure of the viewer's own says the same.
func shared(g *game.Game, viewer int32, action int) bool {
	for i := range g.Actions {
		if viewer >= 0 && g.Actions[i].By.Has(viewer) && g.Texts.In(g.Actions[i].Text, 0) == g.Texts.In(g.Actions[action].Text, 0) {
			return true
		}
	}
	return false
}

const searched = `format = 1
id = "search"
turns = 2
[role.a]
kind = "state"
[role.b]
kind = "state"
[attack.wipe]
title = "Wipe"
turn = 1
on = "a"
author = "b"
suspects = { b = 50 }
text = "Gone."
[evidence.never]
about = "wipe"
title = "Dust"
like = { b = 0, unknown = 0 }
to = "a"
turn = 1
text = "Words that were not found."
[ending.end]
`

func TestEvidenceNotFoundHasATitleAndNoText(t *testing.T) {
	g := small(t, searched)
	m := game.NewMachine(g)
	now := moments(t, m, 1)[0]
	d := wire.NewDesk(m, 0, "en", wire.NamesFrom(1))
	v := d.View(&now.state, now.scene())
	b, _ := d.Book(&v)
	if len(v.Evidence) != 1 || v.Evidence[0].Found {
		t.Fatalf("evidence %+v, want one that was not found", v.Evidence)
	}
	for _, i := range b.Items {
		if i.ID == v.Evidence[0].ID && (i.Title != "Dust" || i.Text != "" || i.TLP != "") {
			t.Errorf("card %+v, want its title only", i)
		}
	}
	if strings.Contains(string(encode(t, b)), "Words that were not found") {
		t.Error("the book tells the text of evidence that was not found")
	}
}
