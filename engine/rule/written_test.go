package rule_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// wrote compiles a text and returns what is kept of how it was written.
func wrote(t *testing.T, text string, kind rule.Kind) (*rule.Code, *rule.Written) {
	t.Helper()
	code := newCode()
	var faults source.Faults
	e := rule.Compile(code, newSchema(), anyone(), place(text), kind, "rule.x.when", &faults)
	if faults.Len() > 0 {
		t.Fatalf("Compile(%q):\n%s", text, told(&faults))
	}
	w := code.Wrote(e)
	if w == nil {
		t.Fatalf("nothing is kept of %q", text)
	}
	return code, w
}

func TestWhatWasWrittenIsKeptAsItWas(t *testing.T) {
	for _, x := range []struct {
		give string
		kind rule.Kind
		want string // "" = as given
	}{
		{"tension", rule.Number, ""},
		{"calm < 30 && tension > 2 || !(turn == 1)", rule.Truth, "calm < 30 and tension > 2 or not (turn == 1)"},
		{"(tension + 1) * 2 - (3 - calm)", rule.Number, ""},
		{"any(others, #.arms > 2 and last_turn(raid, it))", rule.Truth, "any(others, it.arms > 2 and last_turn(raid, it))"},
		{"sum(states, .arms)", rule.Number, "sum(states, it.arms)"},
		{"max(map(states, pair(self, it).trust))", rule.Number, ""},
		{"turn > 3 ? self.arms : -target.arms", rule.Number, ""},
		{"self.belief.wiper[drovia] >= 70", rule.Truth, ""},
		{"truth(intent) != 'aimed' and stance == wary", rule.Truth, ""},
		{"1 < tension <= 60", rule.Truth, "1 < tension and tension <= 60"},
		{"(happened(raid) == happened(strike)) != true", rule.Truth, "(happened(raid) == happened(strike)) != true"},
		{"happened(strike.works)", rule.Truth, ""},
	} {
		want := x.want
		if want == "" {
			want = x.give
		}
		_, w := wrote(t, x.give, x.kind)
		if got := w.Root().String(); got != want {
			t.Errorf("%q is kept as %q, want %q", x.give, got, want)
		}
		if w.Text != x.give || w.Path != "rule.x.when" || w.At.Line != 9 {
			t.Errorf("%q: text %q, path %q, at %v", x.give, w.Text, w.Path, w.At)
		}
	}
}

func TestPartsHaveTheValuesOfTheirMembers(t *testing.T) {
	code, w := wrote(t, "count(others, it.arms > 25) >= 2", rule.Truth)
	v, b := newState(), rule.Bind{Self: 0, Target: -1, Proposer: -1}
	count := w.Root().Kids[0]
	if x, ok := code.Value(count, nil, v, b); !ok || x != 3 {
		t.Errorf("%s = %v (%t), want 3", count, x, ok)
	}
	body := count.Kids[1]
	for role, want := range []float64{0, 0, 1, 1, 1} {
		if x, ok := code.Value(body, []rule.Who{rule.Who(role)}, v, b); !ok || x != want {
			t.Errorf("%s of %s = %v (%t), want %v", body, roleIDs[role], x, ok, want)
		}
	}
	if _, ok := code.Value(body, nil, v, b); ok {
		t.Errorf("%s has a value outside its quantifier", body)
	}
}

func TestAnEffectOnAGroupIsKeptOnce(t *testing.T) {
	code := newCode()
	var faults source.Faults
	all := rule.CompileEffect(code, newSchema(), anyone(), place("states.arms += member.arms / 10 + sum(allies, pair(it, member).trust)"), "effects[0]", &faults)
	if faults.Len() > 0 || len(all) != 4 || len(code.Written) != 1 {
		t.Fatalf("%d assigns, %d written: %v", len(all), len(code.Written), faults.Err())
	}
	w := &code.Written[0]
	if w.Aim().String() != "states.arms" || w.Op != rule.AddTo || len(w.Becomes) != 4 {
		t.Errorf("kept as %s %s, of %d", w.Aim(), w.Op, len(w.Becomes))
	}
	v, b := newState(), binding()
	for _, a := range all {
		if code.Wrote(a.By) != w {
			t.Errorf("what became of member %v is not found", a.To.A)
		}
		want := code.Walk(v, &b, a.By)
		if x, ok := code.Value(w.Root(), []rule.Who{a.To.A}, v, b); !ok || x != want {
			t.Errorf("for member %v: %v (%t), want %v", a.To.A, x, ok, want)
		}
	}
	if code.Wrote(rule.Expr(len(code.Nodes))) != nil && !slices.Contains(w.Becomes, rule.Expr(len(code.Nodes))) {
		t.Error("an Expr that was not written is found")
	}
}

func TestNothingIsKeptOfAFaultyExpression(t *testing.T) {
	code := newCode()
	var faults source.Faults
	rule.Compile(code, newSchema(), anyone(), place("calm < nosuch"), rule.Truth, "", &faults)
	rule.CompileEffect(code, newSchema(), anyone(), place("calm += nosuch"), "", &faults)
	if len(code.Written) > 0 {
		t.Errorf("kept: %v", code.Written)
	}
}

// What is kept says the same as what is computed: written out again it compiles
// to the same numbers, and every part has the value that its own parts give.
func TestWhatIsKeptMeansWhatIsComputed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := &author{t: t}
		code := newCode()
		kind, text := rule.Number, ""
		if rapid.Bool().Draw(t, "condition") {
			kind, text = rule.Truth, a.condition(3)
		} else {
			text = a.number(3)
		}
		e, ok := compiled(t, code, text, kind)
		if !ok {
			return
		}
		w := code.Wrote(e)
		again, text2 := newCode(), w.Root().String()
		same, fits := compiled(t, again, text2, kind)
		if !fits && len(text2) < rule.MaxText/2 {
			t.Fatalf("%q is kept as %q, which does not compile", text, text2)
		}
		for range 3 {
			v := anyState(t)
			b := rule.Bind{Self: int32(rapid.IntRange(0, 4).Draw(t, "self")), Target: int32(rapid.IntRange(0, 4).Draw(t, "target")), Proposer: -1}
			x, y := b, b
			want, got := code.Walk(v, &x, e), again.Walk(v, &y, same)
			if fits && (math.Float64bits(want) != math.Float64bits(got) || x.Bad != y.Bad) {
				t.Fatalf("%q = %v, kept as %q = %v", text, want, text2, got)
			}
			s := summing{t: t, code: code, v: v, b: b}
			s.check(w.Root(), nil)
		}
	})
}

// summing works parts out of their parts.
type summing struct {
	t    *rapid.T
	code *rule.Code
	v    []float64
	b    rule.Bind
}

func (s *summing) of(p *rule.Part, its []rule.Who) (float64, bool) {
	return s.code.Value(p, its, s.v, s.b)
}

func (s *summing) check(p *rule.Part, its []rule.Who) {
	got, ok := s.of(p, its)
	want, known := s.work(p, its)
	if ok && known && got != want {
		s.t.Fatalf("%s = %v, its parts give %v", p, got, want)
	}
	if p.Form == rule.FormCall && len(p.Kids) == 2 && len(p.Kids[1].Made) > 0 && p.Kids[0].Kind == 0 {
		for _, m := range p.Kids[1].Made {
			if len(m.Its) == len(its)+1 && slices.Equal(m.Its[:len(its)], its) {
				s.check(p.Kids[1], m.Its)
			}
		}
		return
	}
	for _, kid := range p.Kids {
		if kid.Kind != 0 {
			s.check(kid, its)
		}
	}
}

// work gives the value that the parts of p make; known is false where it cannot
// be told so simply.
func (s *summing) work(p *rule.Part, its []rule.Who) (x float64, known bool) {
	var kids []float64
	for _, kid := range p.Kids {
		k, ok := s.of(kid, its)
		if !ok {
			return s.over(p, its)
		}
		kids = append(kids, k)
	}
	flag := func(b bool) (float64, bool) { return asNumber(b), true }
	switch {
	case p.Form == rule.FormNumber, p.Form == rule.FormTruth:
		return p.K, true
	case p.Form == rule.FormUnary && p.Name == "not":
		return flag(kids[0] <= 0)
	case p.Form == rule.FormUnary:
		return 0 - kids[0], true
	case p.Form == rule.FormIf && kids[0] > 0:
		return kids[1], true
	case p.Form == rule.FormIf:
		return kids[2], true
	case p.Form != rule.FormBinary:
		return 0, false
	}
	a, b := kids[0], kids[1]
	switch p.Name {
	case "and":
		return flag(a > 0 && b > 0)
	case "or":
		return flag(a > 0 || b > 0)
	case "<":
		return flag(a < b)
	case "<=":
		return flag(a <= b)
	case ">":
		return flag(a > b)
	case ">=":
		return flag(a >= b)
	case "==":
		return flag(a == b)
	case "!=":
		return flag(a != b)
	case "+":
		return a + b, true
	case "-":
		return a - b, true
	case "*":
		return a * b, true
	}
	return 0, false
}

// over works a quantifier out of its members.
func (s *summing) over(p *rule.Part, its []rule.Who) (float64, bool) {
	if p.Form != rule.FormCall || len(p.Kids) != 2 {
		return 0, false
	}
	members, holding, sum := 0, 0, 0.0
	for _, m := range p.Kids[1].Made {
		if len(m.Its) != len(its)+1 || !slices.Equal(m.Its[:len(its)], its) {
			continue
		}
		who := int32(m.Its[len(its)])
		if p.Kids[0].Name == "others" && who == s.b.Self {
			continue
		}
		x, ok := s.of(p.Kids[1], m.Its)
		if !ok || !s.whole(p.Kids[1], m.Its) {
			return 0, false // not a number, or left out for want of a pair
		}
		members, sum = members+1, sum+x
		if x > 0 {
			holding++
		}
	}
	switch p.Name {
	case "any":
		return asNumber(holding > 0), true
	case "all":
		return asNumber(holding == members), true
	case "none":
		return asNumber(holding == 0), true
	case "one":
		return asNumber(holding == 1), true
	case "count":
		return float64(holding), true
	case "sum":
		return sum, true
	}
	return 0, false
}

// whole reports whether every part has a value for its: a member is left out for
// want of a pair also if the pair stands in the branch that is not taken.
func (s *summing) whole(p *rule.Part, its []rule.Who) bool {
	for _, m := range p.Made {
		if !slices.Equal(m.Its, its) {
			continue
		}
		if _, ok := s.of(p, its); !ok {
			return false
		}
	}
	for _, kid := range p.Kids {
		if !s.whole(kid, its) {
			return false
		}
	}
	return true
}

func asNumber(truth bool) float64 {
	if truth {
		return 1
	}
	return 0
}

// The arms are 10, 20, 30, 40 and 50, aurelia's first; self is kestria. Each
// line gives what section 8 of the format says of the quantifier, and says that
// its parts, shown one by one, give the same.
func TestAQuantifierIsWhatItsMembersMake(t *testing.T) {
	for _, x := range []struct {
		give string
		kind rule.Kind
		want float64
	}{
		{"one(roles, self == it)", rule.Truth, 1},
		{"one(roles, it.arms > 45)", rule.Truth, 1},
		{"one(roles, it.arms > 35)", rule.Truth, 0},
		{"one(roles, it.arms > 99)", rule.Truth, 0},
		{"one(others, it.arms < 25)", rule.Truth, 1}, // kestria herself is left out
		{"none(roles, it.arms > 99)", rule.Truth, 1},
		{"none(roles, it.arms > 45)", rule.Truth, 0},
		{"any(others, it.arms == 20)", rule.Truth, 0},
		{"all(others, it.arms != 20)", rule.Truth, 1},
		{"count(others, it.arms > 5)", rule.Number, 4},
		{"sum(home, it.arms)", rule.Number, 50},
		{"sum(roles, count(home, it.arms > 5))", rule.Number, 10},
	} {
		code, w := wrote(t, x.give, x.kind)
		s := summing{code: code, v: newState(), b: rule.Bind{Self: 1, Target: -1, Proposer: -1}}
		if got, ok := s.of(w.Root(), nil); !ok || got != x.want {
			t.Errorf("%s = %v (%t), want %v", x.give, got, ok, x.want)
		}
		if got, ok := s.over(w.Root(), nil); !ok || got != x.want {
			t.Errorf("the members of %s make %v (%t), want %v", x.give, got, ok, x.want)
		}
	}
}

// What stands between two bounds is compiled once for each of them; whoever goes
// through the members must still meet each of them once.
func TestMembersAreKeptOnceWhereAnExpressionIsCompiledTwice(t *testing.T) {
	for _, x := range []struct {
		give string
		find func(root *rule.Part) *rule.Part
	}{
		{"between(sum(roles, it.arms), 1, 2)", func(root *rule.Part) *rule.Part { return root.Kids[0] }},
		{"1 < sum(roles, it.arms) < 2", func(root *rule.Part) *rule.Part { return root.Kids[0].Kids[1] }},
	} {
		_, w := wrote(t, x.give, rule.Truth)
		sum := x.find(w.Root())
		if sum.Name != "sum" {
			t.Fatalf("%s: found %s", x.give, sum)
		}
		if n := len(sum.Kids[1].Made); n != 5 {
			t.Errorf("%s: %d members are kept, want 5", x.give, n)
		}
	}
}
