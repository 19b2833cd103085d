package prose

import (
	"slices"
	"strings"

	"demarche/engine/game"
)

// Overview tells what a scenario is made of: its things by kind, one line each,
// and which things read and change each track.
func (x *Explainer) Overview() Topic {
	v, g := x.v, x.g
	t := Topic{Kind: "scenario", ID: g.ID, Path: "", Title: v.titled(g.Title, g.ID)}
	if len(x.things) > 0 {
		t.File, t.Line, t.Col = x.things[0].At.File, 1, 1
	}
	p := &page{x: x, t: &game.Named{}}
	if s := v.Text(g.Summary); s != "" {
		p.add("what", Line{Text: s})
	}
	p.add("what", Line{Text: sentence(v.c.tellCount("scenario.turns", float64(g.Turns)))})
	if g.Sequential {
		p.say("what", "scenario.sequential")
	}
	var kinds []string
	for i := range x.things {
		t := &x.things[i]
		if strings.Contains(t.ID, ".") {
			continue
		}
		if !slices.Contains(kinds, t.Kind) {
			kinds = append(kinds, t.Kind)
		}
	}
	for _, kind := range kinds {
		heading := strings.ReplaceAll(kind, "_", " ")
		if key := "kinds." + kind; v.c.has(key) {
			heading = v.c.say(key)
		}
		s := Section{Key: kind, Heading: heading}
		for i := range x.things {
			if t := &x.things[i]; t.Kind == kind && !strings.Contains(t.ID, ".") {
				s.Lines = append(s.Lines, Line{Text: x.brief(i), Place: place(t.At.File, t.At.Line)})
			}
		}
		p.out = append(p.out, s)
	}
	x.flow(p)
	t.Sections = p.out
	return t
}

// brief tells a thing in one line: its id, its title, and the first thing there
// is to say about when it comes or what it is.
func (x *Explainer) brief(i int) string {
	t := &x.things[i]
	title := x.title(t)
	general := *x
	general.now = nil
	topic := general.Topic(i)
	for _, key := range []string{"when", "who", "what", "start", "rest"} {
		for _, s := range topic.Sections {
			if s.Key != key || len(s.Lines) == 0 {
				continue
			}
			text := s.Lines[0].Text
			if len(s.Lines[0].Lines) > 0 && strings.HasSuffix(text, ":") {
				var parts []string
				for _, l := range s.Lines[0].Lines {
					parts = append(parts, strings.TrimSuffix(l.Text, "."))
				}
				text += " " + strings.Join(parts, x.v.c.say("list.mark"))
			}
			row := "scenario.line"
			if strings.HasSuffix(title, "?") || strings.HasSuffix(title, "!") {
				row = "scenario.asked"
			}
			if strings.TrimSuffix(text, ".") == title {
				break // the title says it
			}
			return x.v.c.tell(row, "id", t.ID, "title", title, "x", shorten(text))
		}
	}
	return x.v.c.tell("scenario.bare", "id", t.ID, "title", title)
}

// shorten cuts a sentence for a list.
func shorten(s string) string {
	const most = 110
	letters := []rune(s)
	if len(letters) <= most {
		return s
	}
	if end := sentenceEnd(s); len([]rune(s[:end])) <= most {
		return s[:end]
	}
	s = string(letters[:most])
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:(«“"+narrow+"\u00a0") + " …"
}

// flow tells for each track which things read it and which change it.
func (x *Explainer) flow(p *page) {
	for i := range x.g.Tracks {
		n := game.Number{Kind: game.KindTrack, Index: int32(i)}
		var reads, changes []string
		for _, u := range x.uses {
			t := x.owner(u.Path)
			if u.Number != n || t == nil {
				continue
			}
			list := &reads
			if u.Changes {
				list = &changes
			}
			if !slices.Contains(*list, t.ID) {
				*list = append(*list, t.ID)
			}
		}
		tr := &x.g.Tracks[i]
		if tr.EachTurn.Present() || tr.EachDay.Present() || tr.Refill.Present() {
			changes = append([]string{x.v.c.say("flow.time")}, changes...)
		}
		if x.random(int32(i)) != nil {
			changes = append([]string{x.v.c.say("flow.chance")}, changes...)
		}
		if int32(i) == x.g.Ladder.Track {
			changes = append([]string{x.v.c.say("flow.acts")}, changes...)
		}
		none := x.v.c.say("flow.nothing")
		join := func(list []string) string {
			if len(list) == 0 {
				return none
			}
			return strings.Join(list, ", ")
		}
		p.add("flow", Line{Text: x.v.c.tell("flow.track", "x", x.v.quote(x.v.Track(int32(i)))),
			Lines: []Line{{Text: x.v.c.tell("flow.changed", "list", join(changes))}, {Text: x.v.c.tell("flow.read", "list", join(reads))}}})
	}
}
