package prose

import (
	"strconv"
	"strings"

	"demarche/engine/game"
)

// Slot names a number: "Trust, Aurelia and Pelagia".
func (v *Voice) Slot(slot int32) string { return v.slot(slot, "slot.of", -1) }

// named is Slot for use inside a sentence: "Trust (Aurelia and Pelagia)". The
// numbers of self stand without its name.
func (v *Voice) named(slot, self int32) string { return v.slot(slot, "slot.in", self) }

func (v *Voice) slot(slot int32, pattern string, self int32) string {
	if slot < 0 || int(slot) >= len(v.g.Slots) {
		return v.c.say("slot.missing")
	}
	d := &v.g.Slots[slot]
	switch d.Kind {
	case game.KindClock:
		return v.c.say("slot." + clockWords[slot])
	case game.KindTrack:
		return v.ofWhom(v.Track(d.Track), d.Role, d.Other, pattern, self)
	case game.KindBelief:
		if attack, suspect := v.belief(slot); attack >= 0 {
			return v.ofWhom(v.c.say("slot.belief", "suspect", v.suspect(attack, suspect), "attack", v.quote(v.Attack(attack))), d.Role, -1, pattern, self)
		}
	case game.KindAnswer:
		if question, answer := v.answer(slot); question >= 0 {
			return v.ofWhom(v.c.say("slot.answer", "answer", v.quote(v.Answer(question, answer)), "question", v.quote(v.Question(question))), d.Role, -1, pattern, self)
		}
	case game.KindParam:
		for i := range v.g.Params {
			if p := &v.g.Params[i]; p.Slot == slot {
				return v.titled(p.Doc, p.ID)
			}
		}
	}
	return inWords(d.Path)
}

// clockWords are the catalogue's names of the fixed slots.
var clockWords = [game.FixedSlots]string{"turn", "turns", "hours", "days", "ended", "max_rung", "peak_rung"}

func (v *Voice) ofWhom(title string, role, other int32, pattern string, self int32) string {
	switch {
	case role < 0 || role == self && other < 0:
		return title
	case other < 0:
		return v.c.say(pattern, "title", title, "who", v.name(role))
	case other == self:
		return v.c.say(pattern, "title", title, "who", v.name(role))
	case role == self:
		return v.c.say(pattern, "title", title, "who", v.name(other))
	}
	return v.c.say(pattern, "title", title, "who", v.c.list("list.and", []string{v.name(role), v.name(other)}))
}

// belief says which attack and suspect the slot of a belief is about; the
// suspect after the last one is somebody unknown. attack is -1 if the slot is no
// belief.
func (v *Voice) belief(slot int32) (attack int32, suspect int) {
	for i := range v.g.Attacks {
		a := &v.g.Attacks[i]
		n := int32(len(a.Suspects)) + 1
		if int(a.Lead) != i {
			continue
		}
		if at := slot - a.Belief; at >= 0 && at < n*int32(len(v.g.Roles)) {
			return int32(i), int(at % n)
		}
	}
	return -1, 0
}

// answer says which question and which of its answers the slot of a belief is
// about. question is -1 if the slot is no such belief.
func (v *Voice) answer(slot int32) (question int32, i int) {
	roles := int32(len(v.g.Roles))
	for q := range v.g.Questions {
		x := &v.g.Questions[q]
		if at := slot - x.Belief; at >= 0 && at < roles*int32(len(x.Words)) {
			return int32(q), int(at / roles)
		}
	}
	return -1, 0
}

// suspect names a suspect of an attack.
func (v *Voice) suspect(attack int32, i int) string {
	a := &v.g.Attacks[attack]
	if i >= len(a.Suspects) {
		return v.c.say("role.unknown")
	}
	return v.name(a.Suspects[i])
}

// Number writes a value of a slot in the language's notation, with its unit, or
// as the word that it stands for. A belief is written in per cent: it is for
// trainers; people get [Voice.Likelihood].
func (v *Voice) Number(slot int32, x float64) string {
	return v.figure(slot, x, v.c.number, v.c.percent)
}

// exactly is Number of a value that an author wrote: it is not rounded.
func (v *Voice) exactly(slot int32, x float64) string { return v.figure(slot, x, v.c.exact, v.c.share) }

// figure writes a value of a slot, numbers and parts of a whole in two ways.
func (v *Voice) figure(slot int32, x float64, number, part func(float64) string) string {
	if slot < 0 || int(slot) >= len(v.g.Slots) {
		return number(x)
	}
	d := &v.g.Slots[slot]
	switch {
	case d.Kind == game.KindBelief, d.Kind == game.KindAnswer:
		return part(x / 100)
	case slot == game.SlotMaxRung, slot == game.SlotPeakRung:
		return v.rung(x)
	case d.Track < 0:
		return number(x)
	case d.Track == v.g.Ladder.Track:
		return v.rung(x)
	}
	t := &v.g.Tracks[d.Track]
	if word := v.word(t, x); word != "" {
		return word
	}
	return v.unit(t, number(x))
}

// word returns the word of a track of words; "" if it has none for x.
func (v *Voice) word(t *game.Track, x float64) string {
	i := int(x)
	if float64(i) != x || i < 0 || i >= len(t.Words) {
		return ""
	}
	if i < len(t.WordText) {
		if s := v.Text(t.WordText[i]); s != "" {
			return s
		}
	}
	return strings.ReplaceAll(t.Words[i], "_", " ")
}

func (v *Voice) unit(t *game.Track, number string) string {
	switch unit := v.Text(t.Unit); unit {
	case "":
		return number
	case "%":
		return v.c.say("number.percent", "n", number)
	default:
		return v.c.say("number.unit", "n", number, "unit", unit)
	}
}

// rung writes a rung with its name: "3, Dispute".
func (v *Voice) rung(x float64) string {
	i := int(x)
	if float64(i) != x || i < 0 || i >= len(v.g.Ladder.Rungs) {
		return v.c.number(x)
	}
	return v.c.say("rung.named", "n", v.c.number(x), "name", v.Text(v.g.Ladder.Rungs[i].Name))
}

// Band returns the words of a band of a slot's track, lowest first from 0. Bands
// that the author gave no words have those of the engine: "very low" to "very
// high" if they are five, else a number.
func (v *Voice) Band(slot, band int32) string {
	if t := v.g.Slots[slot].Track; t >= 0 {
		return v.BandOf(t, band)
	}
	return v.c.say("band", "n", v.c.number(float64(band)+1))
}

// BandOf is [Voice.Band] for a track.
func (v *Voice) BandOf(track, band int32) string {
	bands := v.g.Tracks[track].Bands
	if band >= 0 && int(band) < len(bands) {
		if s := v.Text(bands[band]); s != "" {
			return s
		}
		if len(bands) == 5 {
			return v.c.say("band.of5." + strconv.Itoa(int(band)))
		}
	}
	return v.c.say("band", "n", v.c.number(float64(band)+1))
}
