package scenario

import (
	"cmp"
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/source"
)

// called reads what things are called that are no tables with a title of their own,
// groups and the choices of a measure: `allies = { en = "…", fr = "…" }`. ids are
// those there are; one that is not named has no text.
func (c *compiler) called(n *source.Node, path, kind string, ids []string) map[string]game.Text {
	if n == nil || n.Kind != source.Table {
		return nil
	}
	out := map[string]game.Text{}
	for _, kid := range n.Kids {
		if !slices.Contains(ids, kid.Key) {
			mend := "delete it"
			if len(ids) > 0 {
				mend = cmp.Or(c.faults.DidYouMean(kid.Key, ids), "one of "+strings.Join(ids, ", "))
			}
			c.absentAt(kid, under(path, kid.Key), mend, "no %s %q", kind, kid.Key)
			continue
		}
		out[kid.Key] = c.text(kid)
	}
	return out
}
