package scenario

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"demarche/engine/source"
)

// said tells in an author's words what stands at a value.
func said(n *source.Node) string {
	switch n.Kind {
	case source.String:
		const most = 40
		s := n.Text.String()
		if utf8.RuneCountInString(s) > most {
			return "a text"
		}
		return fmt.Sprintf("the text %q", s)
	case source.Integer, source.Float:
		s := plain(n.Num)
		if n.Kind == source.Float && !strings.ContainsAny(s, ".en") {
			s += ".0"
		}
		return "the number " + s
	case source.Bool:
		return strconv.FormatBool(n.Bool)
	case source.Array:
		return "a list"
	case source.Table:
		return "a table"
	}
	return "a date or time"
}

// meant shows how what stands at a value is written where these kinds may stand; ""
// if that is not plain to see. In lists each may stand.
func meant(n *source.Node, kinds, each []source.Kind) string {
	can := func(k source.Kind) bool { return slices.Contains(kinds, k) }
	switch n.Kind {
	case source.String:
		return meantByText(n.Text.String(), can, slices.Contains(each, source.String))
	case source.Integer, source.Float:
		switch {
		case can(source.Integer) && n.Num == math.Trunc(n.Num) && math.Abs(n.Num) < 1<<53:
			return plain(n.Num)
		case can(source.Bool) && n.Num == 0:
			return "false"
		case can(source.Bool) && n.Num == 1:
			return "true"
		}
	case source.Array:
		if len(n.Kids) == 1 && n.Kids[0].Kind == source.String && can(source.String) {
			return strconv.Quote(n.Kids[0].Text.String())
		}
	}
	return ""
}

// meantByText is meant for a text.
func meantByText(s string, can func(source.Kind) bool, inList bool) string {
	lower := strings.ToLower(strings.TrimSpace(s))
	number, whole := numberIn(lower)
	switch {
	case can(source.Bool) && slices.Contains([]string{"true", "yes", "on", "1", "vrai", "oui"}, lower):
		return "true"
	case can(source.Bool) && slices.Contains([]string{"false", "no", "off", "0", "faux", "non"}, lower):
		return "false"
	case can(source.Integer) && whole, can(source.Float) && number != "":
		return number
	case can(source.Datetime) && datePattern.MatchString(s):
		return s
	case inList:
		return "[" + strconv.Quote(s) + "]"
	}
	return ""
}

var (
	datePattern   = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?)?$`)
	figurePattern = regexp.MustCompile(`^[+-]?[0-9]{1,15}([.,][0-9]{1,15})?$`)
)

// numberIn is the number that a text is, written as TOML has it; "" if it is none.
func numberIn(s string) (number string, whole bool) {
	if !figurePattern.MatchString(s) {
		return "", false
	}
	number = strings.Replace(s, ",", ".", 1)
	if x, err := strconv.ParseFloat(number, 64); err == nil {
		number = plain(x)
	}
	return number, !strings.Contains(number, ".")
}
