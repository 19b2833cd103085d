package table

import "demarche/engine/game"

// know gives a symbol to each text that plays of the game will hold: ids, words,
// and the words of this package. Whatever else comes is a text of its play.
func (l *Layout) know() {
	g := l.m.Game
	l.symbol("")
	for i := range g.Roles {
		l.roles = append(l.roles, l.symbol(g.Roles[i].ID))
	}
	for i := range g.Tracks {
		var words []Symbol
		for _, w := range g.Tracks[i].Words {
			words = append(words, l.symbol(w))
		}
		l.words = append(l.words, words)
	}
	for i := range g.Params {
		for _, w := range g.Params[i].Words {
			l.symbol(w)
		}
	}
	for i := range g.Actions {
		l.symbol(g.Actions[i].ID)
	}
	for i := range g.Blocks {
		if g.Blocks[i].Kind == game.CauseOutcome {
			l.symbol(outcome(g, int32(i)))
		}
	}
	for i := range g.Evidence {
		l.symbol(g.Evidence[i].ID)
	}
	for i := range g.Endings {
		l.symbol(g.Endings[i].ID)
	}
	for i := range g.Slots {
		l.symbol(g.Slots[i].Path)
	}
	for c := game.OK; c <= game.Beyond; c++ {
		l.symbol(c.String())
	}
	for _, t := range l.m.Game.Actions {
		l.symbol(t.Tray.String())
	}
	for _, w := range []string{yes, no, share, statusOK, statusRefused, statusFailed, unknown, needsCosigner, votedDown, inRules, "act", "plan"} {
		l.symbol(w)
	}
	l.patterns()
}

// patterns are the columns of keys that are the same in every turn.
func (l *Layout) patterns() {
	g := l.m.Game
	for i := range l.pairs {
		l.pairSelf = append(l.pairSelf, l.roles[l.pairs[i].self])
		l.pairOther = append(l.pairOther, l.roles[l.pairs[i].other])
	}
	for r := range g.Roles {
		for i := range g.Attacks {
			a := &g.Attacks[i]
			for j := 0; j <= len(a.Suspects); j++ {
				suspect := l.symbol(unknown)
				if j < len(a.Suspects) {
					suspect = l.roles[a.Suspects[j]]
				}
				l.believer = append(l.believer, l.roles[r])
				l.about = append(l.about, l.symbol(a.ID))
				l.suspect = append(l.suspect, suspect)
			}
		}
	}
}

// symbol gives a text a symbol, the same if it has one.
func (l *Layout) symbol(text string) Symbol {
	if s, ok := l.symbols[text]; ok {
		return s
	}
	s := Symbol(len(l.names))
	l.names, l.symbols[text] = append(l.names, text), s
	return s
}
