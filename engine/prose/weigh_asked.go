package prose

import (
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// answers reports whether an expression gives the answer of somebody who is asked
// to agree: self is that one, the mover proposes.
func answers(path string) bool { return strings.HasSuffix(path, ".accept") }

// assentOf returns the way to agree whose answer stands at a path.
func assentOf(a *game.Action, path string) *game.Assent {
	for i := range a.Assents {
		x := &a.Assents[i]
		key := map[game.AssentKind]string{game.Consent: "consent", game.Cosign: "cosign", game.Vote: "vote"}[x.Kind]
		if strings.HasSuffix(path, "."+key+".accept") {
			return x
		}
	}
	return nil
}

// asked lists who may be asked by whom about what is done to whom, as far as the
// answer that stands at a path speaks of them.
func (x *Explainer) asked(w *rule.Written) []rule.Bind {
	a := x.v.reads(w.Path).action()
	if a == nil {
		return nil
	}
	assent := assentOf(a, w.Path)
	if assent == nil {
		return nil
	}
	self, proposer, target := mentions(w.Root(), "self", "others"), mentions(w.Root(), "proposer"), mentions(w.Root(), "target")
	var out []rule.Bind
	for _, c := range x.proposals(a) {
		by, on := c[0], c[1]
		members := assent.Of
		if assent.Target {
			members |= maskOf([]int32{on})
		}
		for who := range int32(len(x.g.Roles)) {
			if who == by || !members.Has(who) {
				continue
			}
			b := nobody()
			b.Self, b.Target, b.Proposer = unless(!self, who), unless(!target, on), unless(!proposer, by)
			if !slices.Contains(out, b) {
				out = append(out, b)
			}
		}
	}
	return out
}

// unless returns a role, or nobody where it is not spoken of.
func unless(silent bool, role int32) int32 {
	if silent {
		return -1
	}
	return role
}

// proposals lists who can do an action to whom, of those that are asked about.
func (x *Explainer) proposals(a *game.Action) [][2]int32 {
	targets := a.Targets
	if targets == nil {
		targets = []int32{-1}
	}
	var out [][2]int32
	for by := range int32(len(x.g.Roles)) {
		for _, on := range targets {
			if a.By.Has(by) && by != on && (x.now.Self < 0 || x.now.Self == by) && (x.now.Target < 0 || x.now.Target == on) {
				out = append(out, [2]int32{by, on})
			}
		}
	}
	return out
}

// asks names whom an answer is about: Korsavia, asked by Norvane. Who proposes and
// on whom is said where there are several.
func (x *Explainer) asks(path string, b rule.Bind) string {
	c := x.v.c
	who := c.say("who.asked")
	if b.Self >= 0 {
		who = x.v.name(b.Self)
	}
	a := x.v.reads(path).action()
	by := b.Proposer >= 0 && lone(a.By, len(x.g.Roles)) < 0
	on := b.Target >= 0 && b.Target != b.Self && len(a.Targets) > 1
	switch {
	case by && on:
		return c.tell("asked.byon", "who", who, "by", x.v.name(b.Proposer), "on", x.v.name(b.Target))
	case by:
		return c.tell("asked.by", "who", who, "by", x.v.name(b.Proposer))
	case on:
		return c.tell("asked.on", "who", who, "on", x.v.name(b.Target))
	}
	return who
}
