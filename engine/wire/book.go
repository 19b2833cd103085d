package wire

import (
	"slices"

	"demarche/engine/game"
)

// Book completes the dictionary for a view: it gives the view the revision of
// the book that it needs and returns what the viewer has not been given yet.
// fresh is false if that is nothing; else the message goes out before the view.
// The first book holds all that a viewer starts with.
//
// The book is an allow-list: every card in it belongs to an id that stands in a
// view, or to what is open from the start.
func (d *Desk) Book(v *View) (b Book, fresh bool) {
	first := d.whole.Rev == 0
	if first {
		b = d.opening()
	}
	for _, o := range v.Options {
		d.card(&b, o.Action)
	}
	for _, p := range v.Proposals {
		d.card(&b, p.Action)
	}
	for _, id := range itemsOf(v) {
		d.item(&b, v, id)
	}
	if first || len(b.Cards)+len(b.Items) > 0 {
		fresh = true
		d.keep(b)
	}
	v.Book = d.whole.Rev
	b.Head, b.Rev, b.Lang, b.All = head(TypeBook), d.whole.Rev, d.voice.Lang(), first
	if b.Texts == nil {
		b.Texts = map[string]string{}
	}
	return b, fresh
}

// keep adds what is new to the whole book and raises its revision.
func (d *Desk) keep(b Book) {
	if d.whole.Rev == 0 {
		d.whole.Texts, d.whole.Roles, d.whole.Tracks, d.whole.Ladder = b.Texts, b.Roles, b.Tracks, b.Ladder
	}
	d.whole.Rev++
	d.whole.Cards = append(d.whole.Cards, b.Cards...)
	d.whole.Items = replaced(d.whole.Items, b.Items)
}

// Whole returns the book as it stands, for a connection that begins or comes
// back. It is empty, with revision 0, before the first [Desk.Book].
func (d *Desk) Whole() Book {
	b := d.whole
	b.Head, b.Lang, b.All = head(TypeBook), d.voice.Lang(), true
	if b.Texts == nil {
		b.Texts = map[string]string{}
	}
	return b
}

// itemsOf lists the ids of things in a view, each once, in the order in which
// they stand.
func itemsOf(v *View) []string {
	var out []string
	seen := map[string]bool{}
	add := func(id string) {
		if id != "" && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	for _, a := range v.Attacks {
		add(a.ID)
	}
	for _, q := range v.Questions {
		add(q.ID)
	}
	for _, e := range v.Evidence {
		add(e.ID)
	}
	for _, i := range v.Feed {
		add(i.ID)
	}
	for _, r := range []*Reveal{v.News, v.Reveal} {
		if r != nil {
			for _, e := range r.Events {
				add(e.Item)
			}
		}
	}
	return out
}

// replaced puts fresh cards over those of the same id, or behind.
func replaced(items, fresh []ItemCard) []ItemCard {
	items = slices.Clone(items) // a book that was handed out stays as it was
	for _, f := range fresh {
		at := -1
		for i := range items {
			if items[i].ID == f.ID {
				at = i
			}
		}
		if at < 0 {
			items = append(items, f)
			continue
		}
		items[at] = f
	}
	return items
}

// opening is what a viewer may read from the start: the story, all roles, its
// own brief, goals and measures, the numbers it sees, the ladder.
func (d *Desk) opening() Book {
	b := Book{Texts: map[string]string{
		"title":   d.voice.Text(d.g.Title),
		"summary": d.voice.Text(d.g.Summary),
	}}
	for i := range d.g.Roles {
		b.Roles = append(b.Roles, d.roleCard(int32(i)))
	}
	for i := range d.g.Tracks {
		if d.seesTrack(int32(i)) {
			b.Tracks = append(b.Tracks, d.trackCard(int32(i)))
		}
	}
	if d.g.Ladder.Track >= 0 {
		b.Ladder = d.ladderCard()
	}
	if d.role >= 0 {
		for i := range d.g.Actions {
			if a := &d.g.Actions[i]; !a.Temptation && a.By.Has(d.role) {
				d.card(&b, a.ID)
			}
		}
	}
	return b
}

// card adds the card of a measure unless the viewer has it.
func (d *Desk) card(b *Book, id string) {
	if d.known["card/"+id] {
		return
	}
	for i := range d.g.Actions {
		if d.g.Actions[i].ID == id {
			d.known["card/"+id] = true
			b.Cards = append(b.Cards, d.actionCard(int32(i)))
		}
	}
}

// item adds the card of an inject, attack, question or piece of evidence unless the viewer
// has it. Evidence that was looked for and not found has no text; should it be
// found later, its card comes again.
func (d *Desk) item(b *Book, v *View, id string) {
	t, ok := d.things[id]
	if !ok {
		return
	}
	found := t.kind != kindEvidence || foundIn(v, id)
	key := "item/" + id
	if found {
		key += "/text"
	}
	if d.known[key] || d.known["item/"+id+"/text"] {
		return
	}
	d.known[key] = true
	b.Items = append(b.Items, d.itemCard(id, t, found))
}

// foundIn reports whether a view says that a piece of evidence was found.
func foundIn(v *View, id string) bool {
	for _, e := range v.Evidence {
		if e.ID == id {
			return e.Found
		}
	}
	for _, r := range []*Reveal{v.News, v.Reveal} {
		if r == nil {
			continue
		}
		for _, e := range r.Events {
			if e.Item == id && (e.Kind == eventWords[game.EventFound] || e.Kind == eventWords[game.EventShared]) {
				return true
			}
		}
	}
	return false
}
