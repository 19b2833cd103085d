package scenario

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"demarche/engine/source"
)

// between stands between the elements of a list in a cell. The language of
// expressions has no such sign.
const between = "|"

// value reads a cell as what its key can be: a list, a number or a truth where
// the key takes one, else a string, of which the shape of the table tells
// whether it may stand there.
func (s *rows) value(can []Form, cell source.Text) *source.Node {
	var kinds, each []source.Kind
	for _, form := range can {
		kinds = append(kinds, forms[form].kinds...)
		each = append(each, forms[form].each...)
	}
	if !slices.Contains(kinds, source.Array) {
		return s.scalar(kinds, cell)
	}
	parts := cell.Split(between)
	if len(parts) == 1 && slices.ContainsFunc(each, func(k source.Kind) bool { return slices.Contains(kinds, k) }) {
		return s.scalar(kinds, cell)
	}
	list := &source.Node{Kind: source.Array, Pos: cell.At(0)}
	for _, part := range parts {
		if part.String() != "" {
			list.Kids = append(list.Kids, s.scalar(each, part))
		}
	}
	return list
}

// scalar reads a cell, or one element of it, as one of these kinds.
func (s *rows) scalar(kinds []source.Kind, cell source.Text) *source.Node {
	n := &source.Node{Kind: source.String, Pos: cell.At(0), Text: cell}
	if slices.Contains(kinds, source.Integer) || slices.Contains(kinds, source.Float) {
		if x, whole, ok := s.number(cell.String()); ok {
			n.Kind, n.Num, n.Text = source.Float, x, source.Text{}
			if whole {
				n.Kind, n.Int = source.Integer, int64(x)
			}
		}
	}
	if slices.Contains(kinds, source.Bool) {
		switch strings.ToLower(cell.String()) {
		case "true", "vrai":
			n.Kind, n.Bool, n.Text = source.Bool, true, source.Text{}
		case "false", "faux":
			n.Kind, n.Text = source.Bool, source.Text{}
		}
	}
	return n
}

var numberPattern = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)

// number reads a number as spreadsheets write it: where semicolons part the
// cells with a decimal comma too. One that is too large is infinite, which is a
// fault wherever it stands.
func (s *rows) number(text string) (x float64, whole, ok bool) {
	if s.sheet.Comma == ';' && strings.Count(text, ",") == 1 {
		text = strings.Replace(text, ",", ".", 1)
	}
	if !numberPattern.MatchString(text) {
		return 0, false, false
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil && !math.IsInf(x, 0) {
		return 0, false, false
	}
	whole = !strings.ContainsAny(text, ".eE") && math.Abs(x) < 1<<53
	return x, whole, true
}
