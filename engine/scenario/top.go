package scenario

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"demarche/engine/game"
	"demarche/engine/source"
)

// languagesOf returns the codes of a scenario's languages, MaxLanguages at most.
func languagesOf(root *source.Node) []string {
	var out []string
	for _, s := range strs(root.Get("languages")) {
		if l := s.node.Text.String(); len(out) < MaxLanguages && isLanguage(l) && !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	if len(out) == 0 {
		return []string{"en"}
	}
	return out
}

// isLanguage reports whether s is a code of two or three small letters.
func isLanguage(s string) bool {
	for _, r := range s {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	return len(s) == 2 || len(s) == 3
}

// top reads what stands before the first table, the calendar and the clock.
func (c *compiler) top() {
	root, g := c.doc.Root, c.g
	if n := root.Get("format"); n != nil && n.Kind == source.Integer && n.Int != 1 {
		c.fault(n, "format", "write format = 1", "format %d is not known to this version", n.Int)
	}
	if n := root.Get("id"); n != nil && n.Kind == source.String {
		g.ID = n.Text.String()
		if !isID(g.ID) {
			c.fault(n, "id", "small letters, digits and _, a letter first: "+idOf(g.ID), "%q is not an id", g.ID)
			g.ID = idOf(g.ID)
		}
	}
	if g.ID == "" {
		g.ID = "scenario"
	}
	var said []string
	for _, s := range strs(root.Get("languages")) {
		switch l := s.node.Text.String(); {
		case !isLanguage(l):
			c.fault(s.node, "languages", `write "en" or "fr"`, "%q is not the code of a language", l)
		case len(said) > MaxLanguages: // told below
		case slices.Contains(said, l):
			c.fault(s.node, "languages", "delete one", "%q stands twice", l)
		default:
			said = append(said, l)
		}
	}
	if n := root.Get("languages"); n != nil && n.Kind == source.Array && len(n.Kids) == 0 {
		c.fault(n, "languages", `write languages = ["en"]`, "the texts are in some language")
	}
	if n := root.Get("languages"); len(strs(n)) > MaxLanguages {
		c.fault(n, "languages", fmt.Sprintf("at most %d", MaxLanguages), "%d languages are too many", len(strs(n)))
	}
	g.Hash = c.doc.Hash()
	g.Title = c.title(root.Get("title"), g.ID)
	g.Summary = c.text(root.Get("summary"))
	// Without a number of turns every turn there may be is good.
	g.Turns = int32(c.within(root.Get("turns"), "turns", 1, MaxTurns, MaxTurns))
	g.MovesPerTurn = int32(c.within(root.Get("moves_per_turn"), "moves_per_turn", 0, 1000, 0))
	g.Sequential = c.word(root.Get("resolution"), "simultaneous") == "sequential"
	if n := root.Get("stages"); n != nil && g.Sequential {
		c.faultAt(n, "stages", "delete it, or resolution", "a sequential game has no stages")
	}
	c.stages(root.Get("stages"))
	c.calendar(root.Get("calendar"))
	c.clock(root.Get("clock"))
}

// stages reads the order of play; trays that are left out follow in the usual
// order.
func (c *compiler) stages(n *source.Node) {
	order := &c.g.Plan.Trays
	for _, s := range strs(n) {
		word := s.node.Text.String()
		path := fmt.Sprintf("stages[%d]", s.i)
		tray := game.TrayOf(word)
		switch {
		case tray == 0:
			c.badWord(s.node, path, word, trays)
		case slices.Contains(*order, tray):
			c.fault(s.node, path, "delete one", "%q stands twice", word)
		default:
			*order = append(*order, tray)
		}
	}
	for t := game.Investigate; t <= game.Offensive; t++ {
		if !slices.Contains(*order, t) {
			*order = append(*order, t)
		}
	}
}

// calendar works out when each turn begins.
func (c *compiler) calendar(n *source.Node) {
	g := c.g
	lengths := c.times(n.Get("turn"), "calendar.turn", true)
	if len(lengths) == 0 {
		lengths = []float64{24}
	}
	at := 0.0
	for t := int32(0); t <= g.Turns; t++ {
		g.Begins = append(g.Begins, at)
		at += lengths[min(int(t), len(lengths)-1)]
	}
	if names := n.Get("names"); names != nil && names.Kind == source.Array {
		for i, kid := range names.Kids {
			if int32(i) >= g.Turns {
				c.fault(kid, fmt.Sprintf("calendar.names[%d]", i), "delete it", "the game has only %d turns", g.Turns)
				break
			}
			g.TurnNames = append(g.TurnNames, c.text(kid))
		}
	}
	start := n.Get("start")
	if start == nil || start.Kind != source.Datetime {
		return
	}
	switch t := start.Time; t.Location().String() {
	case "time-local":
		c.fault(start, "calendar.start", "write "+forms[Date].example, "a time without a date")
	case "datetime-local", "date-local":
		g.Start = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC).Format(time.RFC3339)
	default:
		g.Start = t.Format(time.RFC3339)
	}
}

// times reads a time or a list of times, in hours. Bare numbers of turns mean
// nothing here.
func (c *compiler) times(n *source.Node, path string, positive bool) []float64 {
	if n == nil {
		return nil
	}
	list := []*source.Node{n}
	if n.Kind == source.Array {
		list = n.Kids
	}
	var out []float64
	for i, kid := range list {
		at := path
		if n.Kind == source.Array {
			at = fmt.Sprintf("%s[%d]", path, i)
		}
		if kid.Kind == source.Integer {
			unit := "m"
			if positive {
				unit = "d"
			}
			c.fault(kid, at, fmt.Sprintf("write \"%d%s\"", max(kid.Int, 1), unit), "a time needs a unit here")
			continue
		}
		before := c.faults.Len()
		h := c.hours(kid, at)
		if positive && h == 0 && c.faults.Len() == before && !c.told[kid] {
			c.fault(kid, at, `write "1d"`, "a turn cannot last no time")
		}
		if positive {
			h = max(h, 1.0/3600) // after a fault too a turn has some length
		}
		out = append(out, h)
	}
	return out
}

// clock reads the times of the phases, in seconds.
func (c *compiler) clock(n *source.Node) {
	if n == nil {
		return
	}
	c.g.Clock = game.Clock{
		Brief: c.seconds(n, "brief"), Consult: c.seconds(n, "consult"), Decide: c.seconds(n, "decide"), Reveal: c.seconds(n, "reveal"),
	}
}

func (c *compiler) seconds(clock *source.Node, key string) []int32 {
	var out []int32
	for _, h := range c.times(clock.Get(key), "clock."+key, false) {
		out = append(out, int32(min(math.Round(h*3600), math.MaxInt32)))
	}
	return out
}

// params reads the parameters and gives each its slot.
func (c *compiler) params() {
	for _, e := range c.own("param") {
		p := game.Param{ID: e.id, Title: c.text(e.node.Get("title")), Doc: c.text(e.node.Get("doc")), Min: math.Inf(-1), Max: math.Inf(1)}
		p.Words = c.distinct(e.node.Get("one_of"), e.path+".one_of")
		value := e.node.Get("default")
		if words := e.node.Get("one_of"); words != nil && words.Kind == source.Array && len(words.Kids) == 0 {
			c.fault(words, e.path+".one_of", "write two words or more, or delete it", "there is nothing to choose from")
		}
		if p.Words != nil {
			c.paramWord(&p, e, value)
		} else {
			p.Min = c.limit(e.node.Get("min"), p.Min, e.path+".min")
			p.Max = c.limit(e.node.Get("max"), p.Max, e.path+".max")
			p.Default = c.num(value, 0)
			c.paramNumber(&p, e, value)
		}
		p.Slot = c.slot(game.Slot{
			Path: "param." + e.id, Kind: game.KindParam, Track: -1, Role: -1, Other: -1,
			Min: p.Min, Max: p.Max, MinOf: -1, MaxOf: -1, Exact: game.Everybody,
		})
		c.g.Params = append(c.g.Params, p)
	}
}

func (c *compiler) paramWord(p *game.Param, e entry, value *source.Node) {
	p.Min, p.Max = 0, float64(len(p.Words)-1)
	for _, k := range []string{"min", "max"} {
		if n := e.node.Get(k); n != nil {
			c.faultAt(n, e.path+"."+k, "delete it", "a parameter of words has no bounds")
		}
	}
	if value == nil || c.told[value] {
		return
	}
	i := -1
	if value.Kind == source.String {
		i = slices.Index(p.Words, value.Text.String())
	}
	if i < 0 {
		word := ""
		if value.Kind == source.String {
			word = value.Text.String()
		}
		c.fault(value, e.path+".default", cmp.Or(c.faults.DidYouMean(word, p.Words), "one of "+strings.Join(p.Words, ", ")), "the default is none of the words")
	}
	p.Default = float64(max(i, 0))
}

func (c *compiler) paramNumber(p *game.Param, e entry, value *source.Node) {
	switch {
	case p.Min > p.Max:
		c.faultAt(e.node.Get("max"), e.path+".max", "write a higher max or a lower min", "max %s is below min %s", plain(p.Max), plain(p.Min))
	case value != nil && value.Kind == source.String && !c.told[value]:
		c.fault(value, e.path+".default", "list the words under one_of", "expected a number, this is a word")
	case isNumber(value) && (p.Default < p.Min || p.Default > p.Max):
		c.fault(value, e.path+".default", "change it, or min and max", "%s is outside %s to %s", plain(p.Default), plain(p.Min), plain(p.Max))
	}
}

// limit reads a bound that is a number or infinite.
func (c *compiler) limit(n *source.Node, otherwise float64, path string) float64 {
	if isNumber(n) {
		return n.Num
	}
	if n == nil || n.Kind != source.String || c.told[n] {
		return otherwise
	}
	if x, ok := infinite(n.Text.String()); ok {
		return x
	}
	c.fault(n, path, "write a number", "%q is no bound of a parameter", n.Text.String())
	return otherwise
}

// infinite reads "inf" and "-inf".
func infinite(s string) (float64, bool) {
	switch s {
	case "inf", "+inf":
		return math.Inf(1), true
	case "-inf":
		return math.Inf(-1), true
	}
	return 0, false
}

// distinct reads a list of words, each an id that names no thing.
func (c *compiler) distinct(n *source.Node, path string) []string {
	var out []string
	have := map[string]bool{}
	for _, s := range strs(n) {
		word, at := s.node.Text.String(), fmt.Sprintf("%s[%d]", path, s.i)
		t, taken := c.names[word]
		switch {
		case !isID(word):
			c.fault(s.node, at, "small letters, digits and _, a letter first: "+idOf(word), "%q is not a word", word)
		case have[word]:
			c.fault(s.node, at, "delete one", "%q stands twice", word)
		case taken:
			c.fault(s.node, at, "choose another word", "%q is already the id of %s, %s", word, an(kindWords[t.kind]), lineOf(t.at, s.node.Pos))
		}
		have[word] = true
		out = append(out, word)
	}
	return out
}
