package rule_test

import (
	"fmt"
	"strings"
	"testing"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// applied compiles an effect and says what it does in the state of these tests:
// "slot op operand", one for each assign that is not left out.
func applied(t *testing.T, text string, scope rule.Scope, b rule.Bind) string {
	t.Helper()
	code := newCode()
	var faults source.Faults
	all := rule.CompileEffect(code, newSchema(), scope, place(text), "effects[0]", &faults)
	if faults.Len() > 0 {
		t.Fatalf("CompileEffect(%q):\n%s", text, told(&faults))
	}
	v := newState()
	var out []string
	for _, a := range all {
		if a.When.Present() && !code.Truth(a.When)(v, &b) {
			continue
		}
		by := code.Num(a.By)(v, &b)
		if b.Bad {
			t.Fatalf("%q: operand %v is bad", text, by)
		}
		out = append(out, fmt.Sprintf("%d %s %v", code.Slot(a.To, &b), a.Op, by))
	}
	return strings.Join(out, ", ")
}

func TestEffects(t *testing.T) {
	fixed := rule.Scope{"self": 2, "target": 1}
	homely := rule.Bind{Self: 0, Target: 3} // aurelia and its own agency
	tests := []struct {
		give  string
		scope rule.Scope
		bind  rule.Bind
		want  string
	}{
		{"tension += 5", anyone(), binding(), "0 += 5"},
		{"tension -= 5 * amount", anyone(), binding(), "0 -= 35"},
		{"tension *= 0.5", anyone(), binding(), "0 *= 0.5"},
		{"tension *=3", anyone(), binding(), "0 *= 3"},
		{"tension = calm + 1", anyone(), binding(), "0 = -2.5"},
		{"tension=1", anyone(), binding(), "0 = 1"},
		{"tension +=-1", anyone(), binding(), "0 += -1"},
		{"tension = turn == 4 ? 1 : 0", anyone(), binding(), "0 = 1"},
		{"stance = hostile", anyone(), binding(), "2 = 2"},
		{"stance = turn > 9 ? open : wary", anyone(), binding(), "2 = 1"},
		{"stance = stance", anyone(), binding(), "2 = 1"},
		{"target.mood = self.mood", anyone(), binding(), "10 = 1"},
		{"memory.anger = 0.5 * memory.anger", anyone(), binding(), "214 = 1.25"},
		{"self.arms += 1", anyone(), binding(), "6 += 1"},
		{"pelagia.arms += 1", anyone(), binding(), "9 += 1"},
		{"pair(self, target).trust -= 5", anyone(), binding(), "15 -= 5"},
		{"pair(target, drovia).trust -= 5", anyone(), binding(), "16 -= 5"},
		{"allies.arms += member.arms", anyone(), binding(), "6 += 20, 7 += 30"},
		{"allies.arms += sum(allies, it.arms) - member.arms", anyone(), binding(), "6 += 30, 7 += 20"},
		{"nobody.arms += 1", anyone(), binding(), ""},
		{"others.arms += 1", fixed, binding(), "5 += 1, 6 += 1, 8 += 1, 9 += 1"},
		{"pair(self, others).trust -= 1", anyone(), binding(), "15 -= 1, 18 -= 1, 15 -= 1, 19 -= 1"},
		{"pair(allies, pelagia).trust -= 1", anyone(), binding(), "19 -= 1, 20 -= 1"},
		{"pair(states, kestria).trust -= member.arms", anyone(), binding(), "15 -= 10, 18 -= 30, 19 -= 50"},
		{"pair(states, self).trust -= 1", anyone(), binding(), "15 -= 1, 18 -= 1, 19 -= 1"},
		{"pair(home, target).trust -= 1", anyone(), homely, ""},
		{"states.arms += pair(member, self).trust", anyone(), binding(), "5 += 12, 7 += 23, 9 += 24"},
		{"states.arms += pair(member, kestria).trust", anyone(), binding(), "5 += 12, 7 += 23, 9 += 24"},
	}
	for _, tt := range tests {
		t.Run(tt.give, func(t *testing.T) {
			if got := applied(t, tt.give, tt.scope, tt.bind); got != tt.want {
				t.Errorf("%s does %q, want %q", tt.give, got, tt.want)
			}
		})
	}
}

func TestOnIsARoleOrAGroupAsTheCallerSays(t *testing.T) {
	schema := newSchema()
	schema.Groups["on"] = []int32{1, 4}
	code := newCode()
	var faults source.Faults
	all := rule.CompileEffect(code, schema, rule.Scope{}, place("on.arms -= 1"), "", &faults)
	if faults.Len() > 0 || len(all) != 2 || all[0].To.A != 1 || all[1].To.A != 4 {
		t.Errorf("as a group: %v, faults %s; want roles 1 and 4", all, told(&faults))
	}
	if got := applied(t, "on.arms -= 1", rule.Scope{"on": 3}, rule.Bind{}); got != "8 -= 1" {
		t.Errorf("as a role: %q, want that of d9", got)
	}
}

func TestReadsAreVisitedInOrder(t *testing.T) {
	code := newCode()
	var faults source.Faults
	e := rule.Compile(code, newSchema(), anyone(), place("band(tension) > 1 and self.arms > calm and any(allies, band(it.arms) > tension)"), rule.Truth, "", &faults)
	var got []string
	code.Reads(e, func(r rule.Ref, banded bool) { got = append(got, fmt.Sprintf("%d/%d/%t", r.Base, r.A, banded)) })
	want := "0/0/true 5/-1/false 1/0/false 5/1/true 0/0/false 5/2/true 0/0/false"
	if strings.Join(got, " ") != want {
		t.Errorf("reads are %v, want %s", got, want)
	}
	code.Reads(0, func(rule.Ref, bool) { t.Error("the absent expression reads something") })
}

func TestConjunctsAreThePartsJoinedByAnd(t *testing.T) {
	code := newCode()
	var faults source.Faults
	e := rule.Compile(code, newSchema(), anyone(), place("turn == 4 and (calm > 0 or true) and (self == kestria and 1 < tension < 9)"), rule.Truth, "", &faults)
	var got []string
	for _, part := range code.Conjuncts(e) {
		b := binding()
		got = append(got, fmt.Sprint(code.Walk(newState(), &b, part)))
	}
	if strings.Join(got, " ") != "1 1 1 1 0" {
		t.Errorf("conjuncts are %v, want 1 1 1 1 0", got)
	}
	if parts := code.Conjuncts(0); parts != nil {
		t.Errorf("the absent expression has conjuncts %v", parts)
	}
}

func TestAnEmptyRegisterIsBadWhereItIsRead(t *testing.T) {
	for _, text := range []string{"target.arms > 1", "pair(self, target).trust > 1", "self.belief.wiper[target] > 1"} {
		if got := evaluate(t, text, anyone(), rule.Truth, rule.Bind{Self: 1, Target: -1}); got != bad {
			t.Errorf("%s = %v without a target, want it to be bad", text, got)
		}
	}
	if got := evaluate(t, "target == self", anyone(), rule.Truth, rule.Bind{Self: 1, Target: -1}); got != 0 {
		t.Errorf("target == self is %v without a target, want 0", got)
	}
}

func TestTheAbsentExpression(t *testing.T) {
	code, b := newCode(), binding()
	if got := code.Walk(nil, &b, 0) + code.Num(0)(nil, &b); got != 0 || code.Truth(0)(nil, &b) {
		t.Error("the absent expression is not 0 and false")
	}
	e := rule.Constant(code, 2.5)
	if got := code.Num(e)(nil, &b); got != 2.5 || !e.Present() {
		t.Errorf("Constant(2.5) is %v", got)
	}
}
