package scenario

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// Values that are missing or of a wrong type, which has its fault already, give
// the default.

func (c *compiler) whole(n *source.Node, otherwise int64) int64 {
	if n == nil || n.Kind != source.Integer {
		return otherwise
	}
	return n.Int
}

// within is whole with bounds; a fault outside them gives the default.
func (c *compiler) within(n *source.Node, path string, low, high, otherwise int64) int64 {
	x := c.whole(n, otherwise)
	if n != nil && n.Kind == source.Integer && (x < low || x > high) {
		c.fault(n, path, fmt.Sprintf("%d to %d", low, high), "%d is out of range", x)
		return otherwise
	}
	return x
}

func isNumber(n *source.Node) bool {
	return n != nil && (n.Kind == source.Integer || n.Kind == source.Float)
}

func (c *compiler) num(n *source.Node, otherwise float64) float64 {
	if !isNumber(n) || math.IsNaN(n.Num) {
		return otherwise
	}
	return n.Num
}

func (c *compiler) yes(n *source.Node, otherwise bool) bool {
	if n == nil || n.Kind != source.Bool {
		return otherwise
	}
	return n.Bool
}

func (c *compiler) word(n *source.Node, otherwise string) string {
	if n == nil || n.Kind != source.String || c.told[n] {
		return otherwise
	}
	return n.Text.String()
}

func (c *compiler) words(n *source.Node) []string {
	var out []string
	for _, s := range strs(n) {
		out = append(out, s.node.Text.String())
	}
	return out
}

// text puts a text into the game's texts and returns its index; 0 if there is
// none.
func (c *compiler) text(n *source.Node) game.Text {
	if n == nil || c.told[n] {
		return 0
	}
	row := make([]string, len(c.g.Languages))
	some := false
	for i, l := range c.g.Languages {
		at := n
		if n.Kind == source.Table {
			at = n.Get(l)
		}
		if at == nil || at.Kind != source.String || n.Kind == source.String && i > 0 && !namesFile(n.Text.String()) {
			continue
		}
		row[i] = c.said(at, l)
		some = some || row[i] != ""
	}
	if row[0] == "" && n.Kind == source.Table && c.doc.inPack(n.Pos) && len(n.Kids) > 0 {
		// A pack may lack the language that stands in for missing ones.
		row[0] = c.said(n.Kids[0], n.Kids[0].Key)
		some = some || row[0] != ""
	}
	if !some {
		return 0
	}
	return c.addText(row)
}

// said is one string of a text, or what stands in the file that it names.
func (c *compiler) said(n *source.Node, language string) string {
	s := ""
	if n.Kind == source.String {
		s = n.Text.String()
	}
	if namesFile(s) {
		s, _ = c.fileText(n, language)
	}
	return s
}

func (c *compiler) addText(row []string) game.Text {
	rows := &c.g.Texts.Rows
	if len(*rows) == 0 {
		*rows = append(*rows, nil) // 0 is no text
	}
	*rows = append(*rows, row)
	return game.Text(len(*rows) - 1)
}

// title is the text of a title, or the id in words.
func (c *compiler) title(n *source.Node, id string) game.Text {
	if t := c.text(n); t != 0 {
		return t
	}
	return c.addText([]string{inWords(id)})
}

// within these, an expression is compiled.
type setting struct {
	dict      *rule.Schema
	scope     rule.Scope
	selfs     []int32 // whom self may be; nil if there is no self
	targets   []int32 // whom target may be
	proposers []int32 // whom proposer may be
	on        game.Mask
	parties   game.Audience
}

// expression compiles a value that is a number, a condition or an expression in
// quotes; absent gives the absent one.
func (c *compiler) expression(n *source.Node, s setting, want rule.Kind, path string) rule.Expr {
	if n == nil || c.told[n] {
		return 0
	}
	switch n.Kind {
	case source.Integer, source.Float:
		if c.finite(n, path); want != rule.Number || c.told[n] {
			return 0
		}
		return rule.Constant(c.code, n.Num)
	case source.Bool:
		if want != rule.Truth || n.Bool {
			return 0 // an absent condition holds
		}
		return rule.Constant(c.code, 0)
	case source.String:
		e := rule.Compile(c.code, s.dict, s.scope, n.Text, want, path, &c.faults)
		c.checkReads(n, e, s, path)
		if !e.Present() {
			c.told[n] = true // or it names what may stand in a file that is missing
		}
		return e
	}
	return 0
}

// constant returns the value of an expression that is a number and nothing else.
func (c *compiler) constant(e rule.Expr) (float64, bool) {
	if !e.Present() {
		return 0, false
	}
	n := c.code.Nodes[e-1]
	return n.K, n.Op == rule.Const
}

// chance compiles a chance and holds a constant one to 0 to 1.
func (c *compiler) chance(n *source.Node, s setting, path string) rule.Expr {
	e := c.expression(n, s, rule.Number, path)
	if x, ok := c.constant(e); ok && (x < 0 || x > 1) {
		c.fault(n, path, chanceMeant(x), "%s is no chance", plain(x))
	}
	return e
}

// chanceMeant says what a chance is, and how per cent are written as one.
func chanceMeant(x float64) string {
	if x >= 5 && x <= 100 {
		return fmt.Sprintf("a chance is 0 to 1: %s per cent is %s", plain(x), plain(x/100))
	}
	return "a chance is 0 to 1"
}

// plain writes a number as an author would, without the last digits that sums
// leave behind.
func plain(x float64) string {
	return strings.TrimPrefix(strings.ToLower(strconv.FormatFloat(x, 'g', 12, 64)), "+")
}

var timePattern = regexp.MustCompile(`^([0-9]{1,6})([smhdw])$`)

var hoursOf = map[string]float64{"s": 1.0 / 3600, "m": 1.0 / 60, "h": 1, "d": 24, "w": 168}

// delay reads a time: a bare number of turns, or "12m 4h 3d 2w".
func (c *compiler) delay(n *source.Node, path string) game.Delay {
	if n == nil || c.told[n] {
		return game.Delay{}
	}
	if n.Kind == source.Integer {
		return game.Delay{Turns: int32(c.within(n, path, 0, MaxTurns, 0))}
	}
	return game.Delay{Hours: c.hours(n, path)}
}

// hours reads a time that is not in turns.
func (c *compiler) hours(n *source.Node, path string) float64 {
	if n == nil || n.Kind != source.String || c.told[n] {
		return 0
	}
	m := timePattern.FindStringSubmatch(strings.TrimSpace(n.Text.String()))
	if m == nil {
		c.fault(n, path, timeMeant(n.Text.String()), "%q is no time", n.Text.String())
		return 0
	}
	count, _ := strconv.ParseFloat(m[1], 64)
	return float64(count * hoursOf[m[2]])
}

var (
	spokenTime = regexp.MustCompile(`^([0-9]{1,6})(?:[.,]([0-9]))?\s*(\pL+)\.?$`)
	unitWords  = map[string]string{
		"s": "s", "sec": "s", "second": "s", "seconde": "s", "m": "m", "min": "m", "minute": "m", "mn": "m", "h": "h", "hr": "h", "hour": "h", "heure": "h",
		"d": "d", "day": "d", "j": "d", "jr": "d", "jour": "d", "w": "w", "week": "w", "wk": "w", "sem": "w", "semaine": "w",
	}
)

// timeMeant says how a time is written, in the author's own figures if they are plain
// to see.
func timeMeant(text string) string {
	const others = `write "12m", "4h", "3d" or "2w"`
	m := spokenTime.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return others
	}
	unit := unitWords[m[3]]
	if unit == "" {
		unit = unitWords[strings.TrimSuffix(m[3], "s")]
	}
	count, err := strconv.Atoi(m[1])
	switch part := m[2]; {
	case unit == "" || err != nil:
		return others
	case part == "" || part == "0":
		return fmt.Sprintf("write \"%d%s\"", count, unit)
	case part == "5" && (unit == "h" || unit == "m"):
		return fmt.Sprintf("write \"%d%s\"", count*60+30, map[string]string{"h": "m", "m": "s"}[unit])
	case part == "5" && unit == "d":
		return fmt.Sprintf("write \"%dh\"", count*24+12)
	case part == "5" && unit == "w":
		return fmt.Sprintf("write \"%dh\"", count*168+84)
	}
	return others
}

// arrival reads turn, when and repeat.
func (c *compiler) arrival(n *source.Node, s setting, path string) game.Arrival {
	a := game.Arrival{Repeat: c.yes(n.Get("repeat"), false)}
	turn := n.Get("turn")
	switch {
	case turn == nil:
	case turn.Kind == source.Array:
		for i, kid := range turn.Kids {
			a.Turns = c.addTurn(a.Turns, kid, s, fmt.Sprintf("%s.turn[%d]", path, i))
		}
	default:
		a.Turns = c.addTurn(a.Turns, turn, s, path+".turn")
	}
	a.When = c.expression(n.Get("when"), s, rule.Truth, path+".when")
	a.Never = turn == nil && n.Get("when") == nil
	return a
}

func (c *compiler) addTurn(turns []rule.Expr, n *source.Node, s setting, path string) []rule.Expr {
	e := c.expression(n, s, rule.Number, path)
	if !e.Present() {
		return turns
	}
	if x, ok := c.constant(e); ok && (x < 1 || x > float64(c.g.Turns) || x != math.Trunc(x)) {
		c.fault(n, path, fmt.Sprintf("1 to %d", c.g.Turns), "the game has no turn %s", plain(x))
	}
	return append(turns, e)
}
