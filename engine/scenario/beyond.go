package scenario

import (
	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// beyond compiles what it does to go beyond the mark of evidence; -1 if nobody
// may. self goes beyond it. Whom the evidence reaches so has no name there, since
// nobody in particular does if it is published.
func (c *compiler) beyond(x *game.Evidence, i int32, e entry) int32 {
	n := e.node.Get("beyond")
	if n == nil || n.Kind != source.Table {
		return -1
	}
	path := e.path + ".beyond"
	if x.TLP == "clear" {
		c.hint(n, path, "delete it, or mark the evidence green, amber or red", "nothing is beyond clear")
	}
	// Whoever shares or publishes sits at the table.
	seats, parties := c.dict.Groups["seats"], game.Audience{Mover: true, Target: true}
	s := setting{dict: c.dict, scope: rule.Scope{"self": rule.Self}, selfs: seats, targets: c.dict.Groups["roles"], parties: parties}
	b := game.Block{ID: beyondOf(e.id), Kind: game.CauseBeyond, Owner: i, Of: game.OwnerEvidence, Priority: c.priority(n, path)}
	b.Seen = c.audience(n.Get("seen"), parties, s, path+".seen")
	b.Author = c.audience(n.Get("author_seen"), b.Seen, s, path+".author_seen")
	return c.block(n, b, s, path)
}

// beyondOf is what expressions call going beyond the mark of evidence.
func beyondOf(id string) string { return id + ".beyond" }
