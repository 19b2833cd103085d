package scenario

import (
	"fmt"
	"slices"

	"demarche/engine/game"
	"demarche/engine/source"
)

// played reports whether an attack is a move of some roles.
func played(e entry) bool { return e.node.Get("by") != nil }

// eitherOr holds an attack to one of the two: the scenario plays it, or it is a
// move of some roles.
func (c *compiler) eitherOr(e entry) {
	for _, kid := range e.node.Kids {
		at := e.path + "." + kid.Key
		k := attackTable.key(kid.Key)
		switch {
		case k == nil: // it has its fault
		case played(e) && slices.Contains([]string{"on", "author", "author_knows", "turn"}, kid.Key):
			c.faultAt(kid, at, elsewhere[kid.Key], "%s is of an attack that the scenario plays, and this one is a move", kid.Key)
		case !played(e) && !slices.Contains(scriptedKeys, kid.Key):
			c.faultAt(kid, at, "write by: who may choose it", "%s is of an attack that is a move, and the scenario plays this one", kid.Key)
		}
	}
}

// elsewhere says what an author writes of a move instead.
var elsewhere = map[string]string{
	"on":           "write target: on whom it may be",
	"author":       "delete it: whoever plays it is its author",
	"author_knows": "delete it: whoever plays it knows",
	"turn":         `write when = "turn == …"`,
}

// strikes completes an attack that is a move once its action is read: where it
// stands on the ladder, and who learns of the harm. Whoever plays it always
// does.
func (c *compiler) strikes(act *game.Action, e entry, b *game.Block) {
	a := &c.g.Attacks[act.Attack]
	b.Seen.Mover = true
	a.To = b.Seen
	if to := e.node.Get("to"); to != nil {
		a.To = game.Audience{Fixed: c.mask(to, game.Everybody, e.path+".to")}
	}
	a.Rung = act.Act.Rung
	words := false
	for _, choice := range act.Choices {
		for _, w := range choice.Words {
			a.Rung = max(a.Rung, w.Rung)
			words = words || w.Rung >= 0
		}
	}
	if !words {
		a.Height = -1
	}
	if a.Height >= 0 { // whoever is told of every time was told the words
		c.g.Slots[a.Height].Exact = b.Seen.Fixed
	}
	whom := game.Audience{Fixed: b.Seen.Fixed, Target: b.Seen.Target}
	for r := range int32(len(c.g.Roles)) {
		c.g.Slots[a.Hit+r].Exact = whom.For(-1, r)
	}
	if suspects := e.node.Get("suspects"); suspects == nil && a.Action == c.g.Attacks[a.Lead].Action && len(a.Authors) == 1 {
		c.hint(e.node, e.path, "write suspects = { … }", "everybody is sure from the start that %s did it", c.roleID(a.Authors[0]))
	}
}

// layHits makes the slots of whom an attack that is a move has hit, and of the
// rung at which it was played.
func (c *compiler) layHits(a *game.Attack, e entry) {
	a.Hit = int32(len(c.g.Slots))
	for r := range int32(len(c.g.Roles)) {
		c.slot(plainSlot(fmt.Sprintf("hit.%s.%s", e.id, c.roleID(r)), game.KindHit, r, -1, 0))
	}
	if choices := e.node.Get("choice"); choices != nil && choices.Kind == source.Table {
		a.Height = c.slot(plainSlot("height."+e.id, game.KindHeight, -1, -1, 0))
	}
}
