package wire

import (
	"slices"

	"demarche/engine/game"
)

// ParseChance reads a draw that the facilitator names, in the ids of the
// scenario. Its turn may be 0 still. A word or an id that is not there gives the
// code of the refusal.
func ParseChance(g *game.Game, c Chance) (f game.Forced, code string) {
	f = game.Forced{Turn: int32(c.Turn), DrawName: game.DrawName{Kind: game.DrawOf(c.Purpose), Of: -1, Index: uint32(c.Index)}}
	var ok [2]bool
	f.Self, ok[0] = roleOf(g, c.Role)
	f.Target, ok[1] = roleOf(g, c.Target)
	switch f.Kind {
	case game.DrawEvidence:
		f.Of = int32(slices.IndexFunc(g.Evidence, func(e game.Evidence) bool { return e.ID == c.Of }))
	case game.DrawEnding:
		f.Of = int32(slices.IndexFunc(g.Endings, func(e game.Ending) bool { return e.ID == c.Of }))
	case game.DrawNumber:
		f.Of = int32(slices.IndexFunc(g.Randoms, func(r game.Random) bool { return r.ID == c.Of }))
	case game.DrawTruth:
		f.Of = int32(slices.IndexFunc(g.Questions, func(q game.Question) bool { return q.ID == c.Of }))
	default:
		f.Of = int32(slices.IndexFunc(g.Blocks, func(b game.Block) bool { return b.ID == c.Of }))
	}
	switch {
	case !ok[0] || !ok[1]:
		return f, CodeUnknownRole
	case f.Kind == 0 || f.Of < 0 || c.Index != int(uint16(c.Index)) || c.Turn != int(uint16(c.Turn)) || f.Kind == game.DrawOutcome && g.ActionOf(f.Of) == nil, f.Kind == game.DrawMask && (g.AttackOf(f.Of) < 0 || f.Self < 0):
		return f, game.NoDraw.String()
	}
	f.Pick = int32(slices.Index(g.Ways(f.DrawName), c.Way))
	return f, ""
}

// roleOf finds a role; -1 for no id.
func roleOf(g *game.Game, id string) (role int32, ok bool) {
	if id == "" {
		return -1, true
	}
	role = int32(slices.IndexFunc(g.Roles, func(r game.Role) bool { return r.ID == id }))
	return role, role >= 0
}

// ChanceOf is the reverse of [ParseChance].
func ChanceOf(g *game.Game, f game.Forced) Chance {
	c := Chance{Turn: int(f.Turn), Purpose: f.Kind.String(), Of: drawID(g, f.Kind, f.Of), Index: int(f.Index)}
	if f.Self >= 0 {
		c.Role = g.Roles[f.Self].ID
	}
	if f.Target >= 0 {
		c.Target = g.Roles[f.Target].ID
	}
	if ways := g.Ways(f.DrawName); f.Pick >= 0 && int(f.Pick) < len(ways) {
		c.Way = ways[f.Pick]
	}
	return c
}

// drawID is the id of what a draw decides.
func drawID(g *game.Game, kind game.DrawKind, of int32) string {
	switch kind {
	case game.DrawEvidence:
		return g.Evidence[of].ID
	case game.DrawEnding:
		return g.Endings[of].ID
	case game.DrawNumber:
		return g.Randoms[of].ID
	case game.DrawTruth:
		return g.Questions[of].ID
	}
	return g.Blocks[of].ID
}
