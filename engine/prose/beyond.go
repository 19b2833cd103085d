package prose

import (
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// Price says what it costs a role to go beyond the mark of a piece of evidence,
// one sentence each: what it is told then, the numbers that change as far as it
// sees them and all that decides by how much, and whether that is not all. It is
// made of the scenario alone, not of any state. nil: nobody may.
func (v *Voice) Price(evidence, role int32) []string {
	block := v.g.Evidence[evidence].Beyond
	if block < 0 || role < 0 {
		return nil
	}
	b := &v.g.Blocks[block]
	var out []string
	if b.Seen.For(role, -1).Has(role) {
		text := strings.NewReplacer("{self}", v.name(role), "{target}", v.c.say("role.target")).Replace(v.Text(b.Text))
		if text != "" {
			out = append(out, sentence(text))
		}
	}
	more := len(b.Fires)+len(b.Reveals)+len(b.Examines)+len(b.Makes) > 0 || b.Ends >= 0
	for i := range v.g.Code.Written {
		w := &v.g.Code.Written[i]
		if !slices.ContainsFunc(b.Effects, func(e game.Effect) bool { return slices.Contains(w.Becomes, e.By) }) {
			continue
		}
		if !v.shows(b, w, role) {
			more = true
			continue
		}
		r := v.reads(w.Path)
		r.bind.Self = role
		out = append(out, sentence(r.effect(w)))
	}
	switch {
	case b.After.None():
	case b.After.Hours == 0:
		out = append(out, sentence(v.c.tellCount("price.turns", float64(b.After.Turns))))
	default:
		out = append(out, sentence(v.c.tellCount("price.hours", b.After.Hours)))
	}
	if more {
		out = append(out, v.c.say("price.more"))
	}
	return out
}

// shows reports whether a role sees every number that an effect changes or reads
// when it does it.
func (v *Voice) shows(b *game.Block, w *rule.Written, role int32) bool {
	bind := rule.Bind{Self: role, Target: -1, Proposer: -1}
	sees := func(r rule.Ref) bool {
		slot := v.g.Code.Slot(r, &bind)
		return slot < 0 || (v.g.Slots[slot].Exact | v.g.Slots[slot].Band).Has(role)
	}
	for _, e := range b.Effects {
		if !slices.Contains(w.Becomes, e.By) {
			continue
		}
		all := sees(e.To)
		for _, x := range []rule.Expr{e.By, e.When} {
			if x.Present() {
				v.g.Code.Reads(x, func(r rule.Ref, _ bool) { all = all && sees(r) })
			}
		}
		if !all {
			return false
		}
	}
	return true
}

// beyond tells what it does to go beyond the mark of evidence.
func (p *page) beyond(e *game.Evidence) {
	p.tells("beyond.seen", "beyond.author_seen", "beyond.effects", "beyond.fires", "beyond.reveals", "beyond.makes", "beyond.ends", "beyond.after", "beyond.priority")
	if e.Beyond < 0 {
		if e.TLP != "clear" {
			p.say("what", "evidence.kept")
		}
		return
	}
	in := &page{x: p.x, t: &game.Named{Kind: "beyond", ID: p.t.ID + ".beyond", Path: p.t.Path + ".beyond"}}
	for _, k := range p.t.Entries {
		if key, ok := strings.CutPrefix(k.Key, "beyond."); ok {
			in.t.Entries = append(in.t.Entries, game.Keyed{Key: key, At: k.At, Value: k.Value, Texts: k.Texts})
		}
	}
	in.block(e.Beyond)
	line := Line{Text: sentence(p.tell("evidence.beyond", "who", p.x.audience(p.x.g.Blocks[e.Beyond].Seen, &p.x.g.Blocks[e.Beyond])))}
	for _, s := range in.out {
		line.Lines = append(line.Lines, s.Lines...)
	}
	p.add("what", line)
}
