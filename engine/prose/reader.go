package prose

import (
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// reader puts into words what an author wrote, as it was written: quantifiers
// whole, every number by its title. Each of its phrases is grammatical wherever
// it stands: titles are quoted, so that no article or gender is needed.
type reader struct {
	v    *Voice
	path string    // of the value in the scenario: it says what self is
	bind rule.Bind // whom the registers hold; -1: nobody in particular
	its  []string  // what "it" is called, innermost quantifier last
	// members is the group of an effect on each of its members; the innermost of
	// its is what one of them is called.
	members string
}

// nobody is a Bind whose registers are empty.
func nobody() rule.Bind { return rule.Bind{Self: -1, Target: -1, Proposer: -1} }

// reads returns a reader of what stands at a path.
func (v *Voice) reads(path string) *reader { return &reader{v: v, path: path, bind: nobody()} }

func (r *reader) tell(key string, pairs ...string) string { return r.v.c.tell(key, pairs...) }

// who names the role that stands in an expression.
func (r *reader) who(p *rule.Part) string {
	if p.Form != rule.FormName {
		return r.code(p)
	}
	if p.Name == "it" && len(r.its) > 0 {
		return r.its[len(r.its)-1]
	}
	if r.members != "" && (p.Name == r.members || p.Name == "member") && len(r.its) > 0 {
		return r.its[0]
	}
	for i := range r.v.g.Roles {
		if r.v.g.Roles[i].ID == p.Name {
			return r.v.name(int32(i))
		}
	}
	switch p.Name {
	case "self":
		return r.self()
	case "target", "on":
		return r.target()
	case "other":
		if r.bind.Target >= 0 {
			return r.v.name(r.bind.Target)
		}
		return r.tell("who.other")
	case "member":
		return r.tell("who.member")
	case "proposer":
		if r.bind.Proposer >= 0 {
			return r.v.name(r.bind.Proposer)
		}
		return r.tell("who.proposer")
	}
	return r.v.quote(inWords(p.Name))
}

// self names whose doing or number something is; what that is depends on where
// the expression stands.
func (r *reader) self() string {
	if r.bind.Self >= 0 {
		return r.v.name(r.bind.Self)
	}
	seg := strings.Split(r.path, ".")
	switch {
	case answers(r.path):
		return r.tell("who.asked")
	case strings.Contains(r.path, ".suspects."):
		return r.tell("who.believer")
	case (seg[0] == "rule" || seg[0] == "metric") && len(seg) > 1 && r.pairwise(seg[0], seg[1]):
		return r.tell("who.first")
	case seg[0] == "rule", seg[0] == "metric":
		return r.tell("who.subject")
	case seg[0] == "role" && len(seg) > 1:
		for i := range r.v.g.Roles {
			if r.v.g.Roles[i].ID == seg[1] {
				return r.v.name(int32(i))
			}
		}
	case seg[0] == "agreement":
		return r.tell("who.breaker")
	case seg[0] == "evidence" && strings.Contains(r.path, ".beyond"):
		return r.tell("who.giver")
	case seg[0] == "question":
		return r.tell("who.believer")
	case seg[0] == "policy":
		return r.tell("who.player")
	case seg[0] == "pair_track":
		return r.tell("who.first")
	case seg[0] == "role_track", seg[0] == "draw":
		return r.tell("who.owner")
	}
	if a := r.action(); a != nil {
		if one := lone(a.By, len(r.v.g.Roles)); one >= 0 {
			return r.v.name(one)
		}
		return r.tell("who.mover")
	}
	return r.tell("who.self")
}

// pairwise reports whether a rule runs, or a metric is measured, for pairs.
func (r *reader) pairwise(kind, id string) bool {
	var instances [][2]int32
	if i := index(r.v.g.Rules, id, func(x *game.Rule) string { return x.ID }); kind == "rule" && i >= 0 {
		instances = r.v.g.Rules[i].Instances
	}
	if i := index(r.v.g.Metrics, id, func(x *game.Metric) string { return x.ID }); kind == "metric" && i >= 0 {
		instances = r.v.g.Metrics[i].Instances
	}
	return len(instances) > 0 && instances[0][1] >= 0
}

// action returns the action in whose table an expression stands.
func (r *reader) action() *game.Action {
	seg := strings.Split(r.path, ".")
	if len(seg) < 2 || seg[0] != "response" && seg[0] != "temptation" && seg[0] != "attack" {
		return nil
	}
	for i := range r.v.g.Actions {
		if r.v.g.Actions[i].ID == seg[1] {
			return &r.v.g.Actions[i]
		}
	}
	return nil
}

// lone returns the only role of a set; -1 if there are none or more.
func lone(m game.Mask, roles int) int32 {
	for i := range int32(roles) {
		if m == game.One(i) {
			return i
		}
	}
	return -1
}

// target names whom something is done to.
func (r *reader) target() string {
	if r.bind.Target >= 0 {
		return r.v.name(r.bind.Target)
	}
	if seg := strings.Split(r.path, "."); (seg[0] == "rule" || seg[0] == "metric") && len(seg) > 1 && r.pairwise(seg[0], seg[1]) {
		return r.tell("who.other")
	}
	var to []int32
	if a := r.action(); a != nil {
		to = a.Targets
	}
	for i := range r.v.g.Attacks {
		if x := &r.v.g.Attacks[i]; strings.HasPrefix(r.path, "attack."+x.ID+".") {
			to = x.On
		}
	}
	if len(to) == 1 {
		return r.v.name(to[0])
	}
	return r.tell("who.target")
}

// group names what a quantifier runs over, in a form: "of" ("of the States"),
// "that" ("that State"), "size" ("the number of States").
func (r *reader) group(p *rule.Part, form string) string {
	if key := "group." + p.Name + "." + form; p.Form == rule.FormName && r.v.c.has(key) {
		return r.tell(key)
	}
	return r.tell("group.own."+form, "x", r.v.quote(r.v.group(p.Name)))
}

// inside runs a phrase in which "it" is a member of the group.
func (r *reader) inside(group *rule.Part, phrase func() string) string {
	r.its = append(r.its, r.group(group, "that"))
	defer func() { r.its = r.its[:len(r.its)-1] }()
	return phrase()
}

// code quotes what the author wrote where nothing plainer can be said.
func (r *reader) code(p *rule.Part) string { return r.v.quote(p.String()) }

// track returns the track whose number a part is, nil if it is none.
func (r *reader) track(p *rule.Part) *game.Track {
	dim := rule.World
	switch {
	case p.Form == rule.FormName:
	case p.Form == rule.FormDot && p.Kids[0].Form == rule.FormCall && p.Kids[0].Name == "pair":
		dim = rule.Pair
	case p.Form == rule.FormDot && p.Kids[0].Form == rule.FormName:
		dim = rule.Each
	default:
		return nil
	}
	for i := range r.v.g.Tracks {
		if t := &r.v.g.Tracks[i]; t.ID == p.Name && t.Dim == dim {
			return t
		}
	}
	return nil
}

// trackTitle is a track's title in quotes.
func (r *reader) trackTitle(t *game.Track) string {
	for i := range r.v.g.Tracks {
		if &r.v.g.Tracks[i] == t {
			return r.v.quote(r.v.Track(int32(i)))
		}
	}
	return r.v.quote(inWords(t.ID))
}

// name names a number that stands by itself.
func (r *reader) name(p *rule.Part) string {
	if t := r.track(p); t != nil {
		return r.owned(t, p)
	}
	switch p.Form {
	case rule.FormName:
		return r.bare(p)
	case rule.FormDot:
		if p.Kids[0].Form == rule.FormName {
			if key := "space." + p.Kids[0].Name; r.v.c.has(key) {
				return r.tell(key, "x", r.v.quote(r.spaced(p.Kids[0].Name, p.Name)))
			}
		}
		if on := p.Kids[0]; on.Form == rule.FormDot && r.v.c.has("space."+on.Name) {
			x := r.tell("space."+on.Name, "x", r.v.quote(r.spaced(on.Name, p.Name)))
			return r.tell("thing.part", "thing", x, "part", r.who(on.Kids[0]))
		}
	case rule.FormIndex:
		return r.belief(p)
	}
	return r.code(p)
}

// spaced names a parameter, a draw or a number of memory.
func (r *reader) spaced(space, id string) string {
	if i := index(r.v.g.Tracks, space+"."+id, func(t *game.Track) string { return t.ID }); i >= 0 {
		return r.v.Track(i)
	}
	if space == "param" {
		return r.v.param(id)
	}
	return inWords(id)
}

// bare names what stands without a point.
func (r *reader) bare(p *rule.Part) string {
	if p.Kind == rule.Role {
		return r.who(p)
	}
	if key := "name." + p.Name; r.v.c.has(key) {
		return r.tell(key)
	}
	if c := r.choice(p); c != nil {
		return r.tell("name.choice", "x", r.v.quote(r.v.Choice(c)))
	}
	return r.v.quote(inWords(p.Name))
}

// owned names a track's number and whose it is: “Means” (Aurelia).
func (r *reader) owned(t *game.Track, p *rule.Part) string {
	title := r.trackTitle(t)
	switch t.Dim {
	case rule.Each:
		return r.tell("thing.part", "thing", title, "part", r.who(p.Kids[0]))
	case rule.Pair:
		a, b := r.pairSide(t, p.Kids[0].Kids[0]), r.pairSide(t, p.Kids[0].Kids[1])
		key := "pair.both"
		if r.v.directed(t) {
			key = "pair.towards"
		}
		return r.tell("thing.part", "thing", title, "part", r.tell(key, "a", a, "b", b))
	}
	return title
}

// directed reports whether the two orders of a pair are two numbers.
func (v *Voice) directed(t *game.Track) bool {
	n := int32(len(v.g.Roles))
	table := v.g.Code.Tables[t.Table]
	for a := range n {
		for b := range a {
			if x, y := table[a*n+b], table[b*n+a]; x >= 0 && y >= 0 {
				return x != y
			}
		}
	}
	return false
}

// belief names who.belief.attack[suspect].
func (r *reader) belief(p *rule.Part) string {
	about := p.Kids[0]
	if about.Form != rule.FormDot || len(about.Kids) != 1 || about.Kids[0].Form != rule.FormDot {
		return r.code(p)
	}
	if q := r.question(about.Name); q >= 0 {
		return r.tell("name.answer", "who", r.who(about.Kids[0].Kids[0]), "answer", r.v.quote(r.answer(q, p.Kids[1].Name)), "question", r.v.quote(r.v.question(q)))
	}
	return r.tell("name.belief", "who", r.who(about.Kids[0].Kids[0]), "suspect", r.who(p.Kids[1]), "attack", r.thing(about.Name))
}

// choice returns the choice whose name a part is, nil if it is none.
func (r *reader) choice(p *rule.Part) *game.Choice {
	a := r.action()
	if a == nil || p.Form != rule.FormName {
		return nil
	}
	for i := range a.Choices {
		if a.Choices[i].ID == p.Name {
			return &a.Choices[i]
		}
	}
	return nil
}

// thing names something that can happen or be held, by its id: “Court order”,
// “Court order” (fails), the message “Ward”, the rule “Spread”.
func (r *reader) thing(id string) string {
	name, part := r.thingPart(id)
	if part == "" {
		return name
	}
	return r.tell("thing.part", "thing", name, "part", part)
}

// thingPart is thing in two: an outcome or an also is a part of what it adds to.
func (r *reader) thingPart(id string) (name, part string) {
	g := r.v.g
	for i := range g.Blocks {
		b := &g.Blocks[i]
		if b.ID != id {
			continue
		}
		switch b.Kind {
		case game.CauseInject:
			return r.tell("thing.message", "x", r.v.quote(r.v.message(b.Owner))), ""
		case game.CauseRule:
			return r.tell("thing.rule", "x", r.v.quote(r.v.ruleTitle(b.Owner))), ""
		case game.CauseOutcome, game.CauseAlso:
			of, _, _ := strings.Cut(id, ".")
			name, _ = r.thingPart(of)
			return name, r.v.part(b)
		case game.CauseBeyond:
			return r.tell("thing.beyondof", "x", r.v.quote(r.v.Evidence(b.Owner))), ""
		}
		if of, broken := strings.CutSuffix(id, ".broken"); broken && b.Of == game.OwnerAgreement {
			name, _ = r.thingPart(of)
			return r.tell("thing.broken", "x", name), ""
		}
		return r.v.block(int32(i)), ""
	}
	for i := range g.Evidence {
		if g.Evidence[i].ID == id {
			return r.v.quote(r.v.Evidence(int32(i))), ""
		}
	}
	return r.v.quote(inWords(id)), ""
}

// kindOf says what sort of block an id names; 0 if none.
func (r *reader) kindOf(id string) game.CauseKind {
	for i := range r.v.g.Blocks {
		if r.v.g.Blocks[i].ID == id {
			return r.v.g.Blocks[i].Kind
		}
	}
	return 0
}
