package prose

import (
	"strings"

	"demarche/engine/rule"
)

// quantity puts a number in words.
func (r *reader) quantity(p *rule.Part) string {
	switch p.Form {
	case rule.FormNumber:
		return r.v.c.exact(p.K)
	case rule.FormTruth, rule.FormWord:
		return r.word(p)
	case rule.FormUnary:
		if p.Name == "-" {
			return r.tell("num.minus", "x", r.operand(p.Kids[0]))
		}
	case rule.FormBinary:
		return r.arithmetic(p)
	case rule.FormIf:
		return r.either(p, r.quantity)
	case rule.FormCall:
		return r.function(p)
	}
	if p.Kind == rule.Truth {
		return r.clause(p, true)
	}
	return r.name(p)
}

// either tells a number that hangs on a condition, its branches by say. A branch
// that hangs on one itself stands in brackets, unless it goes on behind "otherwise".
func (r *reader) either(p *rule.Part, say func(*rule.Part) string) string {
	then, other := say(p.Kids[1]), say(p.Kids[2])
	if p.Kids[1].Form == rule.FormIf {
		then = bracketed(then)
		if p.Kids[2].Form == rule.FormIf {
			other = bracketed(other)
		}
	}
	return r.tell("num.either", "if", r.clause(p.Kids[0], true), "then", then, "else", other)
}

// word names a word or a truth value where a number could stand.
func (r *reader) word(p *rule.Part) string {
	if p.Form == rule.FormTruth {
		return r.clause(p, true)
	}
	return r.v.quote(inWords(p.Name))
}

// signs are the signs of arithmetic as people read them.
var signs = map[string]string{"+": " + ", "-": " − ", "*": " × ", "/": " / "}

func (r *reader) arithmetic(p *rule.Part) string {
	a, b := p.Kids[0], p.Kids[1]
	if p.Name == "%" {
		return r.tell("num.rest", "x", r.operand(a), "y", r.operand(b))
	}
	sign, ok := signs[p.Name]
	if !ok {
		return "(" + r.clause(p, true) + ")"
	}
	left, right := r.operand(a), r.operand(b)
	if p.Name == "+" || p.Name == "-" {
		left = r.quantity(a)
	}
	if p.Name == "+" && sum(b) || p.Name == "*" && !sum(b) && b.Form == rule.FormBinary && b.Name == "*" {
		right = r.quantity(b)
	}
	if a.Form == rule.FormIf || a.Form == rule.FormCall {
		left = r.operand(a)
	}
	return left + sign + right
}

func sum(p *rule.Part) bool {
	return p.Form == rule.FormBinary && (p.Name == "+" || p.Name == "-")
}

// operand brackets what would not stand alone beside a sign.
func (r *reader) operand(p *rule.Part) string {
	s := r.quantity(p)
	switch p.Form {
	case rule.FormBinary, rule.FormIf, rule.FormUnary:
		return bracketed(s)
	case rule.FormCall:
		if p.Name != "band" {
			return bracketed(s)
		}
	}
	return s
}

// bracketed puts brackets round s unless they are there.
func bracketed(s string) string {
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && closes(s) == len(s)-1 {
		return s
	}
	return "(" + s + ")"
}

// closes returns where the bracket that opens s closes.
func closes(s string) int {
	deep := 0
	for i, c := range s {
		switch c {
		case '(':
			deep++
		case ')':
			if deep--; deep == 0 {
				return i
			}
		}
	}
	return -1
}

// function puts a function that gives a number in words.
func (r *reader) function(p *rule.Part) string {
	kids := p.Kids
	switch n := len(kids); {
	case p.Name == "count" && n == 1:
		return r.group(kids[0], "size")
	case p.Name == "count" && n == 2:
		return r.inside(kids[0], func() string {
			return r.tell("num.howmany", "of", r.group(kids[0], "of"), "x", r.clause(kids[1], true))
		})
	case p.Name == "sum" && n == 2:
		return r.inside(kids[0], func() string {
			return r.tell("num.sum", "of", r.group(kids[0], "of"), "x", r.quantity(kids[1]))
		})
	case (p.Name == "min" || p.Name == "max" || p.Name == "mean") && n == 1 && kids[0].Name == "map" && len(kids[0].Kids) == 2:
		m := kids[0]
		return r.inside(m.Kids[0], func() string {
			return r.tell("num.over."+p.Name, "of", r.group(m.Kids[0], "of"), "x", r.quantity(m.Kids[1]))
		})
	case (p.Name == "min" || p.Name == "max") && n == 2:
		return r.tell("num.oftwo."+p.Name, "list", r.v.c.list("list.and", r.quantities(kids)))
	case (p.Name == "min" || p.Name == "max") && n > 2:
		return r.tell("num.of."+p.Name, "list", r.v.c.list("list.and", r.quantities(kids)))
	case p.Name == "clamp" && n == 3:
		return r.tell("num.clamp", "x", r.quantity(kids[0]), "a", r.quantity(kids[1]), "b", r.quantity(kids[2]))
	case p.Name == "pow" && n == 2:
		return r.tell("num.power", "x", r.operand(kids[0]), "y", r.operand(kids[1]))
	case n == 1 && r.v.c.has("num.fn."+p.Name):
		return r.tell("num.fn."+p.Name, "x", r.operand(kids[0]))
	case p.Name == "truth" && n == 1 && r.question(kids[0].Name) >= 0:
		return r.tell("name.truth", "x", r.v.quote(r.v.question(r.question(kids[0].Name))))
	case p.Name == "truth" && n == 1:
		return r.tell("name.author", "x", r.thing(pathOf(kids[0])))
	case r.v.c.has("past.num."+p.Name) && n > 0:
		return r.tell("past.num."+p.Name, r.did(kids)...)
	}
	if p.Kind == rule.Truth {
		return bracketed(r.clause(p, true))
	}
	return r.tell("num.unknown", "x", r.code(p))
}

func (r *reader) quantities(parts []*rule.Part) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = r.quantity(p)
	}
	return out
}

// pathOf writes an id such as raid or raid.works.
func pathOf(p *rule.Part) string {
	if p.Form == rule.FormDot {
		return pathOf(p.Kids[0]) + "." + p.Name
	}
	return p.Name
}

// deedOf names what a question about the past is about, of (id[, role[, target]]).
func (r *reader) deedOf(args []*rule.Part) string {
	x, part := r.thingPart(pathOf(args[0]))
	var roles []string
	if part != "" {
		roles = append(roles, part)
	}
	if len(args) > 1 {
		roles = append(roles, r.tell("deed.by", "who", r.who(args[1])))
	}
	if len(args) > 2 {
		roles = append(roles, r.tell("deed.on", "who", r.who(args[2])))
	}
	if len(roles) == 0 {
		return x
	}
	return r.tell("thing.part", "thing", x, "part", strings.Join(roles, ", "))
}
