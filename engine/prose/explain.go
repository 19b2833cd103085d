package prose

import (
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// Topic explains one thing of a scenario, for whoever may know all of it.
type Topic struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Path  string `json:"path"`
	Title string `json:"title"`
	File  string `json:"file"`
	Line  int    `json:"line"`
	Col   int    `json:"col"`
	// Reads and Changes name the numbers that it reads and changes, as expressions
	// do.
	Reads    []string  `json:"reads,omitempty"`
	Changes  []string  `json:"changes,omitempty"`
	Sections []Section `json:"sections"`
}

// Section is one side of a thing: when it comes, what it does, who learns of it.
// Key is the same in every language.
type Section struct {
	Key     string `json:"key"`
	Heading string `json:"heading"`
	Lines   []Line `json:"lines"`
}

// Line is a sentence or a clause, and what belongs to it.
type Line struct {
	Text    string `json:"text"`
	Written string `json:"written,omitempty"` // what the author wrote
	Place   string `json:"place,omitempty"`   // file:line of the thing that is named
	Holds   string `json:"holds,omitempty"`   // of a condition with a state: yes or no
	Lines   []Line `json:"lines,omitempty"`
}

// Moment is a state in which conditions are weighed. Self and Target are whose
// doing is asked about, -1 where nobody is named.
type Moment struct {
	State        *game.State
	Self, Target int32
}

// Explainer explains the things of a game.
type Explainer struct {
	v      *Voice
	g      *game.Game
	things []game.Named
	uses   []game.Use
	now    *Moment
}

// Explainer returns what explains the things of the voice's game; things are all
// that its scenario names. With a moment it says of every condition whether it
// holds then, and what would make it true; nil: in general terms.
func (v *Voice) Explainer(things []game.Named, now *Moment) *Explainer {
	return &Explainer{v: v, g: v.g, things: things, uses: v.g.Uses(), now: now}
}

// page is a topic while it is written.
type page struct {
	x    *Explainer
	t    *game.Named
	out  []Section
	told []string // keys of entries that a sentence tells
}

// Topic explains the i-th of the things.
func (x *Explainer) Topic(i int) Topic {
	t := &x.things[i]
	p := &page{x: x, t: t}
	if tell, ok := tellers[t.Kind]; ok {
		tell(p)
	}
	p.status()
	p.uses()
	p.rest()
	return Topic{
		Kind: t.Kind, ID: t.ID, Path: t.Path, Title: x.title(t),
		File: t.At.File, Line: t.At.Line, Col: t.At.Col,
		Reads: x.used(t, false), Changes: x.used(t, true), Sections: p.out,
	}
}

// tellers tell each kind of thing. A kind that is not here is told entry by
// entry.
var tellers = map[string]func(*page){
	"response": (*page).action, "temptation": (*page).action,
	"outcome": (*page).outcome, "also": (*page).also, "choice": (*page).choiceWord,
	"attack": (*page).attack, "evidence": (*page).evidence, "inject": (*page).inject, "rule": (*page).rule,
	"track": (*page).track, "role_track": (*page).track, "pair_track": (*page).track, "param": (*page).param,
	"role": (*page).role, "group": (*page).group, "plan": (*page).plan, "goal": (*page).goal, "ladder": (*page).ladder,
	"objective": (*page).objective, "metric": (*page).metric, "ending": (*page).ending, "norm": (*page).norm,
	"calendar": (*page).calendar, "clock": (*page).clock, "pair": (*page).pairs,
	"draw": (*page).random, "policy": (*page).policy, "choose": (*page).chosen,
	"agreement": (*page).pact, "deadline": (*page).deadline, "question": (*page).question,
	"source": (*page).source, "from": (*page).sheets,
}

// add adds lines to a section, which is made where it is not there yet. Lines
// without a text are left out.
func (p *page) add(key string, lines ...Line) {
	lines = slices.DeleteFunc(lines, func(l Line) bool { return l.Text == "" })
	if len(lines) == 0 {
		return
	}
	i := slices.IndexFunc(p.out, func(s Section) bool { return s.Key == key })
	if i < 0 {
		p.out = append(p.out, Section{Key: key, Heading: p.x.v.c.say("section." + key)})
		i = len(p.out) - 1
	}
	p.out[i].Lines = append(p.out[i].Lines, lines...)
}

// say adds one sentence of the catalogue.
func (p *page) say(key, row string, pairs ...string) {
	p.add(key, Line{Text: sentence(p.tell(row, pairs...))})
}

func (p *page) tell(row string, pairs ...string) string { return p.x.v.c.tell(row, pairs...) }

// tells notes that sentences tell what these keys hold.
func (p *page) tells(keys ...string) { p.told = append(p.told, keys...) }

// entry returns what was written under a key of the table; ok is false if
// nothing was.
func (p *page) entry(key string) (e game.Keyed, ok bool) {
	for _, e := range p.t.Entries {
		if e.Key == key {
			return e, true
		}
	}
	return game.Keyed{}, false
}

// reads returns a reader of what stands under a key of the table.
func (p *page) reads(key string) *reader { return p.x.v.reads(p.t.Path + "." + key) }

// written returns the expressions and effects that were written under a key of
// the table, in file order.
func (p *page) written(key string) []*rule.Written {
	var out []*rule.Written
	for i := range p.x.g.Code.Written {
		if w := &p.x.g.Code.Written[i]; game.Under(w.Path, p.t.Path+"."+key) {
			out = append(out, w)
		}
	}
	return out
}

// rest tells plainly what no sentence has told: the key, its value, and if that
// is an expression its words.
func (p *page) rest() {
	for _, e := range p.t.Entries {
		if e.Texts != nil {
			p.worded(e)
			continue
		}
		if slices.ContainsFunc(p.told, func(k string) bool { return e.Key == k || strings.HasPrefix(e.Key, k+".") }) {
			continue
		}
		line := Line{Text: p.x.v.c.tell("rest.entry", "key", e.Key, "value", e.Value)}
		for _, w := range p.written(e.Key) {
			line.Lines = append(line.Lines, Line{Text: sentence(p.x.v.said(w)), Written: w.Text})
		}
		p.add("rest", line)
	}
}

// worded tells a text of a kind of thing that has no teller of its own; the
// others tell what texts matter to them.
func (p *page) worded(e game.Keyed) {
	if _, ok := tellers[p.t.Kind]; ok {
		return
	}
	if text := p.x.inLanguage(e); text != "" {
		p.add("rest", Line{Text: p.x.v.c.tell("rest.entry", "key", e.Key, "value", inFull(text))})
	}
}

// inLanguage returns what was written under a key, in the language spoken if it
// is a text.
func (x *Explainer) inLanguage(e game.Keyed) string {
	if i := x.v.text; i < len(e.Texts) && e.Texts[i] != "" {
		return e.Texts[i]
	}
	return e.Value
}

// said puts an expression or an effect in words.
func (v *Voice) said(w *rule.Written) string {
	r := v.reads(w.Path)
	switch {
	case w.Aim() != nil:
		return r.effect(w)
	case w.Root().Kind == rule.Truth:
		return r.clause(w.Root(), true)
	}
	return r.quantity(w.Root())
}

// title is the title of a thing, or its id in words.
func (x *Explainer) title(t *game.Named) string {
	id := t.ID
	if at := strings.LastIndexByte(id, '.'); at >= 0 {
		id = id[at+1:]
	}
	switch t.Kind {
	case "response", "temptation":
		if i := x.actionOf(t.ID); i >= 0 {
			return x.v.Action(i)
		}
	case "attack":
		if i := index(x.g.Attacks, t.ID, func(a *game.Attack) string { return a.ID }); i >= 0 {
			return x.v.Attack(i)
		}
	case "evidence":
		if i := index(x.g.Evidence, t.ID, func(e *game.Evidence) string { return e.ID }); i >= 0 {
			return x.v.Evidence(i)
		}
	case "role":
		if i := x.roleOf(t.ID); i >= 0 {
			return x.v.Role(i)
		}
	case "track", "role_track", "pair_track":
		if i := index(x.g.Tracks, t.ID, func(a *game.Track) string { return a.ID }); i >= 0 {
			return x.v.Track(i)
		}
	case "draw":
		if i := index(x.g.Tracks, "draw."+t.ID, func(a *game.Track) string { return a.ID }); i >= 0 {
			return x.v.Track(i)
		}
	case "agreement":
		if i := index(x.g.Agreements, t.ID, func(a *game.Agreement) string { return a.ID }); i >= 0 {
			return x.v.Agreement(i)
		}
	case "deadline":
		if i := index(x.g.Deadlines, t.ID, func(d *game.Deadline) string { return d.ID }); i >= 0 {
			return x.v.titled(x.g.Deadlines[i].Title, id)
		}
	case "inject":
		if i := index(x.g.Injects, t.ID, func(e *game.Inject) string { return e.ID }); i >= 0 {
			return x.v.message(i)
		}
	case "question":
		if i := index(x.g.Questions, t.ID, func(q *game.Question) string { return q.ID }); i >= 0 {
			return x.v.question(i)
		}
	case "ending":
		if i := index(x.g.Endings, t.ID, func(e *game.Ending) string { return e.ID }); i >= 0 {
			return x.v.Ending(i)
		}
	case "norm":
		if i := index(x.g.Norms, t.ID, func(n *game.Norm) string { return n.ID }); i >= 0 {
			return x.v.Norm(i)
		}
	case "outcome", "also":
		if i := x.blockOf(t.ID); i >= 0 {
			return x.v.part(&x.g.Blocks[i])
		}
	case "rule":
		if i := index(x.g.Rules, t.ID, func(r *game.Rule) string { return r.ID }); i >= 0 {
			return x.v.ruleTitle(i)
		}
	case "group":
		return x.v.group(t.ID)
	case "param":
		return x.v.param(t.ID)
	case "metric":
		if i := index(x.g.Metrics, t.ID, func(m *game.Metric) string { return m.ID }); i >= 0 {
			return x.v.titled(x.g.Metrics[i].Title, t.ID)
		}
	case "choice":
		if w := x.wordOf(t.ID); w != nil {
			return x.v.Word(w)
		}
	case "plan":
		if i := x.actionOf(id); i >= 0 {
			return x.v.Action(i)
		}
	case "objective":
		if i := index(x.g.Objectives, t.ID, func(o *game.Objective) string { return o.ID }); i >= 0 {
			return brief(x.v.titled(x.g.Objectives[i].Text, id))
		}
	case "goal":
		for i := range x.g.Goals {
			if goal := &x.g.Goals[i]; goal.ID == id && (goal.Role < 0) == (t.ID == id) && (goal.Role < 0 || x.g.Roles[goal.Role].ID+"."+id == t.ID) {
				return brief(x.v.titled(goal.Text, id))
			}
		}
	case "ladder", "calendar", "clock", "source", "pair", "from":
		return x.v.c.say("kinds." + t.Kind)
	}
	return inWords(id)
}

// wordOf returns the word of a choice with this id, action.choice.word; nil if there
// is none.
func (x *Explainer) wordOf(id string) *game.Picked {
	seg := strings.Split(id, ".")
	i := x.actionOf(seg[0])
	if i < 0 || len(seg) != 3 {
		return nil
	}
	for j := range x.g.Actions[i].Choices {
		c := &x.g.Actions[i].Choices[j]
		for k := range c.Words {
			if c.ID == seg[1] && c.Words[k].ID == seg[2] {
				return &c.Words[k]
			}
		}
	}
	return nil
}

// index returns the place of a thing in a list by its id, -1 if it is not there.
func index[T any](list []T, id string, of func(*T) string) int32 {
	for i := range list {
		if of(&list[i]) == id {
			return int32(i)
		}
	}
	return -1
}

func (x *Explainer) actionOf(id string) int32 {
	return index(x.g.Actions, id, func(a *game.Action) string { return a.ID })
}

func (x *Explainer) roleOf(id string) int32 {
	return index(x.g.Roles, id, func(r *game.Role) string { return r.ID })
}

func (x *Explainer) blockOf(id string) int32 {
	return index(x.g.Blocks, id, func(b *game.Block) string { return b.ID })
}

// label names a thing with its kind: the rule “Spread”.
func (x *Explainer) label(t *game.Named) string {
	title := x.v.quote(x.title(t))
	if key := "kind." + t.Kind; x.v.c.has(key) {
		return x.v.c.tell(key, "x", title)
	}
	return x.v.c.tell("kind.other", "kind", strings.ReplaceAll(t.Kind, "_", " "), "x", title)
}

// place is where a thing stands: file:line.
func place(file string, line int) string {
	if line == 0 {
		return ""
	}
	return file + ":" + plain(float64(line))
}
