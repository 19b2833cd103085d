package table

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"demarche/engine/game"
	"demarche/engine/wire"
)

// Observe makes the rows of what each seat is shown when it has to decide: the
// view that a player gets after the opening of a turn, in English, before anybody
// has committed. It is called between the opening and [Maker.Turn]; open is the
// ledger of the opening. The ids of attacks, evidence and the like are of the
// table alone, the same in every run of a study, so equal views are equal texts.
func (k *Maker) Observe(s *game.State, open *game.Ledger) error {
	if !k.want.Observations {
		return nil
	}
	for r := range k.l.m.Game.Roles {
		if !k.l.m.Game.Roles[r].Seat {
			continue
		}
		view := k.desk(r).View(s, wire.Scene{Phase: wire.PhaseDecide, News: open, Course: k.course})
		text, err := json.Marshal(view)
		if err != nil {
			return fmt.Errorf("view of %s: %w", k.l.m.Game.Roles[r].ID, err)
		}
		sum := sha256.Sum256(text)
		b := k.key(Observations, s.Turn(), 1)
		b.Columns[2].word(k.l.roles[r])
		b.Columns[3].word(b.Add(hex.EncodeToString(sum[:])))
		b.Columns[4].word(b.Add(string(text)))
	}
	return nil
}

// desk returns what makes the views of a role.
func (k *Maker) desk(role int) *wire.Desk {
	if k.desks == nil {
		k.desks = make([]*wire.Desk, len(k.l.m.Game.Roles))
	}
	if k.desks[role] == nil {
		k.desks[role] = wire.NewDesk(k.l.m, int32(role), "en", wire.NamesFrom(0))
	}
	return k.desks[role]
}
