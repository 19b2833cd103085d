package wire

import (
	"demarche/engine/game"
	"demarche/engine/prose"
)

// Desk builds, for one viewer in one language, the two large messages: view and
// book. It reads the game through [game.View] and [game.Machine.Witness] only,
// so that it can say no more than a viewer may know. A desk belongs to one
// goroutine. Connections of one viewer and language share it: a new one gets
// [Desk.Whole] and then the view.
type Desk struct {
	m     *game.Machine
	g     *game.Game
	role  int32
	voice *prose.Voice
	names Names

	things map[string]thing // by the viewer's own ids, for the cards of a view
	known  map[string]bool  // what the book holds already, see Book
	whole  Book
}

// thing is what one of the viewer's own ids stands for.
type thing struct {
	kind  string // inject, attack, evidence, question
	index int32
}

// Kinds of card that have ids of the viewer's own.
const (
	kindInject   = "inject"
	kindAttack   = "attack"
	kindEvidence = "evidence"
	kindQuestion = "question"
)

// NewDesk returns the desk of a role (-1: the public) in a language such as
// "fr"; one that the engine does not speak gives English.
func NewDesk(m *game.Machine, role int32, lang string, names Names) *Desk {
	d := &Desk{m: m, g: m.Game, role: role, voice: prose.For(m.Game, lang), names: names,
		things: map[string]thing{}, known: map[string]bool{}}
	for i := range d.g.Injects {
		d.things[d.id(kindInject, d.g.Injects[i].ID)] = thing{kindInject, int32(i)}
	}
	for i := range d.g.Attacks {
		d.things[d.id(kindAttack, d.g.Attacks[i].ID)] = thing{kindAttack, int32(i)}
	}
	for i := range d.g.Evidence {
		d.things[d.id(kindEvidence, d.g.Evidence[i].ID)] = thing{kindEvidence, int32(i)}
	}
	for i := range d.g.Questions {
		d.things[d.questionID(int32(i))] = thing{kindQuestion, int32(i)}
	}
	return d
}

// Voice returns the voice of the desk, for whatever else is said to its viewer.
func (d *Desk) Voice() *prose.Voice { return d.voice }

// Role returns the viewer's index; -1 is the public.
func (d *Desk) Role() int32 { return d.role }

// id returns the viewer's own id of a thing.
func (d *Desk) id(kind, id string) string { return d.names.For(d.roleID(d.role), kind, id) }

func (d *Desk) attackID(i int32) string   { return d.id(kindAttack, d.g.Attacks[i].ID) }
func (d *Desk) evidenceID(i int32) string { return d.id(kindEvidence, d.g.Evidence[i].ID) }
func (d *Desk) questionID(i int32) string { return d.id(kindQuestion, d.g.Questions[i].ID) }
func (d *Desk) injectID(i int32) string   { return d.id(kindInject, d.g.Injects[i].ID) }

// roleID returns the id of a role, "" for none.
func (d *Desk) roleID(role int32) string {
	if role < 0 {
		return ""
	}
	return d.g.Roles[role].ID
}

// head begins a message of this type.
func head(t string) Head { return Head{V: Version, T: t} }

// Refuse builds the answer to a commit that [game.View.Check] refused. An offer
// that never stood for the viewer is a measure that it does not know.
func (d *Desk) Refuse(id string, state *game.State, moves []game.Move, r game.Refusal) Refuse {
	return d.RefuseIn(id, d.m.View(state, d.role), moves, r)
}

// RefuseIn is [Desk.Refuse] for who holds a view of the desk's machine and role.
func (d *Desk) RefuseIn(id string, view game.View, moves []game.Move, r game.Refusal) Refuse {
	move := moves[r.Move]
	out := Refuse{Head: head(TypeRefuse), Code: r.Code.String(), Move: r.Move}
	out.ID = id
	if r.Code == game.NotOffered && !d.disclosed(move.Action) {
		out.Code = CodeUnknownAction
		out.Text = d.voice.Refusal(out.Code)
		return out
	}
	out.Text = d.voice.Reason(view, move.Action, move.Target, r.Reason)
	return out
}

// RefuseCode builds a refusal whose code needs no argument; move is the index of
// the move at fault, -1 if none.
func (d *Desk) RefuseCode(id, code string, move int) Refuse {
	out := Refuse{Head: head(TypeRefuse), Code: code, Move: move, Text: d.voice.Refusal(code)}
	out.ID = id
	return out
}

// Notice builds a notice; its text is "" for a kind that the catalogue does not
// know.
func (d *Desk) Notice(kind string) Notice {
	return Notice{Head: head(TypeNotice), Kind: kind, Text: d.voice.Notice(kind)}
}

// ByeIn builds a farewell in a language, for connections that have no desk yet.
// The reason is one of the codes of refusals.
func ByeIn(lang, reason string) Bye {
	return Bye{Head: head(TypeBye), Reason: reason, Text: prose.Refusal(lang, reason)}
}

// AckOf builds the answer to a command that took effect.
func AckOf(id string) Ack {
	a := Ack{Head: head(TypeAck)}
	a.ID = id
	return a
}
