package sim_test

import (
	"encoding/json"
	"fmt"

	"demarche/engine/wire"
)

// book is what a client has put together of the parts it was sent.
type book struct {
	rev   int
	parts map[string]string // JSON, by kind and id
}

// add takes in a part. Parts come without a gap; a whole one replaces all.
func (b *book) add(raw []byte) error {
	var m wire.Book
	if err := json.Unmarshal(raw, &m); err != nil {
		return err
	}
	switch {
	case m.All:
		b.parts = map[string]string{}
	case m.Rev != b.rev+1:
		return fmt.Errorf("book %d follows %d", m.Rev, b.rev)
	}
	b.rev = m.Rev
	put := func(kind, id string, x any) {
		text, err := json.Marshal(x)
		if err != nil {
			text = []byte(err.Error())
		}
		b.parts[kind+" "+id] = string(text)
	}
	for id, x := range m.Texts {
		put("text", id, x)
	}
	for _, x := range m.Cards {
		put("card", x.ID, x)
	}
	for _, x := range m.Roles {
		put("role", x.ID, x)
	}
	for _, x := range m.Tracks {
		put("track", x.Kind+x.ID, x)
	}
	for _, x := range m.Items {
		put("item", x.ID, x)
	}
	if m.Ladder != nil {
		put("ladder", "", m.Ladder)
	}
	return nil
}
