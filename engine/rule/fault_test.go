package rule_test

import (
	"strings"
	"testing"

	"demarche/engine/rule"
	"demarche/engine/source"
)

// TestFaultsOfConditions leaves out "s.toml:9:9: ", the place where the
// expression begins; every other place is written.
func TestFaultsOfConditions(t *testing.T) {
	tests := []struct{ give, want string }{
		{"tensoin > 3", `no track "tensoin" (did you mean "tension"?)`},
		{"turn + 1", "expected a condition, this is a number (compare it, as in x > 0)"},
		{"self", "expected a condition, this is a role (compare it, as in x == self)"},
		{"stance", "expected a condition, this is a word (compare it, as in x == open)"},
		{"true + 1", "expected a number, this is a condition (choose numbers by it, as in x ? 1 : 0)"},
		{"tension and calm", "expected a condition, this is a number (compare it, as in x > 0)\ns.toml:9:21: expected a condition, this is a number (compare it, as in x > 0)"},
		{"not tension", "s.toml:9:13: expected a condition, this is a number (put the condition in brackets, as in not (x > 0))"},
		{"not a == b", `"not" belongs to the left side only (write not (a == b))`},
		{"not tension > 3", `"not" belongs to the left side only (write not (tension > 3))`},
		{"!happened(raid) == true", `"!" belongs to the left side only (write not (happened(raid) == true))`},
		{"self < target", "s.toml:9:14: roles compare only by == and != (write == or !=)"},
		{"stance < wary", "s.toml:9:16: words compare only by == and != (write == or !=)"},
		{"stance == wry", `s.toml:9:19: no word "wry" here (did you mean "wary"?)`},
		{"stance == calm", "s.toml:9:16: a word and a number cannot be compared (compare it with open, wary or hostile)"},
		{"wary == wary", "no track \"wary\" (write [track.wary] first)\ns.toml:9:17: no track \"wary\" (write [track.wary] first)"},
		{"self == 3", "s.toml:9:14: a role and a number cannot be compared (compare like with like, as a number with a number)"},
		{"'word'", "no word is expected here (words stand beside == and != with what they belong to)"},
		{"wary", `no track "wary" (write [track.wary] first)`},
		{"stance == 'wry'", `s.toml:9:19: no word "wry" here (did you mean "wary"?)`},
		{"x in 1..5", `s.toml:9:11: "in" is not in the language (write between(x, 1, 5))`},
		{"tension in 1..5", `s.toml:9:17: "in" is not in the language (write between(tension, 1, 5))`},
		{"tension in [1, 2]", `s.toml:9:17: "in" is not in the language (write x == a or x == b)`},
		{"self in allies", `s.toml:9:14: "in" is not in the language (write any(allies, it == self))`},
		{"tension not in 1..5", `s.toml:9:21: "in" is not in the language (write between(tension, 1, 5))`},
		{"2 ** 3 > 1", `s.toml:9:11: "**" is not in the language (write pow(2, 3))`},
		{"tension ^ 2 > 1", `s.toml:9:17: "^" is not in the language (write pow(tension, 2))`},
		{"tension ?? 1", `s.toml:9:17: "??" is not in the language (every name always has a value)`},
		{"self?.arms", `s.toml:9:13: "?." is not in the language (write a single point; every name always has a value)`},
		{"tension | abs() > 3", `s.toml:9:17: "|" is not in the language (write the function round its argument, as in abs(x))`},
		{"let x = 3; x > 2", "let is not in the language (make a track of it, or write it out)"},
		{"1; 2", "s.toml:9:10: one expression only, no sequences (use effects, one for each line)"},
		{"tension == 3;", "s.toml:9:21: one expression only, no sequences (use effects, one for each line)"},
		{"[1,2]", "lists are not in the language (name the group under [group])"},
		{"{a: 1}", "{ } is not in the language (write numbers, names and words)"},
		{"map(roles, it.arms)", `no function "map" (it stands only inside min, max and mean, as in max(map(group, it.x)))`},
		{"filter(roles, true)", `no function "filter" (write any, all, count or sum over a group)`},
		{"reduce(roles, 1, 2)", `no function "reduce" (write any, all, count or sum over a group)`},
		{"now()", `no function "now" (write turn, hours or days)`},
		{"median(roles, it.arms) > 1", `no function "median" (write mean, min or max)`},
		{"avg(roles, it.arms) > 1", `no function "avg" (write mean(map(group, it.x)))`},
		{"random() > 0.5", `no function "random" (draw it: [draw.x], read as draw.x, or chance and odds)`},
		{"tension => 3", `s.toml:9:17: "=" does not belong here (write >=)`},
		{"tension =< 3", `s.toml:9:17: "=" does not belong here (write <=)`},
		{"tension <> 3", `s.toml:9:18: ">" does not belong here (write !=)`},
		{"self == 'kestria'", `s.toml:9:17: "kestria" is a role, not a word (write kestria without quotes)`},
		{"len(roles) > 1", `no function "len" (write any, all, count or sum over a group)`},
		{"keys(roles)", `no function "keys" (FORMAT.md lists the functions)`},
		{"tension matches 'x'", `s.toml:9:17: "matches" is not in the language (compare with ==)`},
		{"stance contains 'x'", `s.toml:9:16: "contains" is not in the language (compare with ==)`},
		{"roles[1:2]", `"[ : ]" is not in the language (write numbers, names and words)`},
		{"nil == 3", "nil is not in the language (every name always has a value)"},
		{"b'x' == 3", "byte strings are not in the language (words stand bare or in single quotes)"},
		{"if tension > 3 {true} else {false}", "s.toml:9:12: if … else is not in the language (write condition ? a : b)"},
		{"(tension > 3) ?: true", `s.toml:9:10: "?:" without a middle part is not in the language (write condition ? a : b)`},
		{"tension = 3", `s.toml:9:17: "=" does not belong here (write == to compare)`},
		{"tension > 3 AND pressure > 1", `s.toml:9:21: "AND" does not belong here (write and)`},
		{"tension > 3 ou pressure > 1", `s.toml:9:21: "ou" does not belong here (write or)`},
		{"NOT happened(strike)", `"NOT" does not belong here (write not)`},
		{"tension is 3", `s.toml:9:17: "is" does not belong here (write ==)`},
		{"tension =! 3", `s.toml:9:17: "=" does not belong here (write !=)`},
		{"tension ≤ 3", `s.toml:9:17: "≤" is not in the language (write <=)`},
		{"tension > 1,5", `s.toml:9:20: "," does not belong here (write decimals with a point, as in 1.5)`},
		{"tension > 3, pressure > 2", `s.toml:9:20: "," does not belong here (write each in quotes of its own; a comma parts only what a function takes)`},
		{"tension > 30 points", `s.toml:9:22: "points" does not belong here (write the number without its unit)`},
		{"tension > 30 000", `s.toml:9:22: "000" does not belong here (write the number without spaces)`},
		{"tension > 30 %", `s.toml:9:22: "%" is the remainder of a division (30 per cent are 0.3)`},
		{"tension > '30'", "s.toml:9:19: no word is expected here (write 30 without quotes)"},
		{"track.tension > 3", `"track" stands in headers only (write the id alone, without "track.")`},
		{"happened(attack.strike)", `s.toml:9:18: nothing "attack.strike" can happen (write strike)`},
		{"tension > ", "s.toml:9:19: the expression ends too early (something is missing here, such as a closing bracket or a number)"},
		{"(tension > 3", "s.toml:9:21: the expression ends too early (something is missing here, such as a closing bracket or a number)"},
		{"tension > 3)", `s.toml:9:20: ")" does not belong here (delete it, or write what is missing before it)`},
		{"tension >> 3", `s.toml:9:18: ">" does not belong here (delete it, or write what is missing before it)`},
		{"1abc > 3", "this is neither a number nor a name (write a number without its unit; names begin with a letter)"},
		{"@", `"@" is not in the language (delete it)`},
		{"'abc", "a quoted word is not closed (put a ' behind it)"},
		{"tension // x", "s.toml:9:17: no comments inside an expression (write # behind the string)"},
		{"tension /* x */ > 3", "s.toml:9:17: no comments inside an expression (write # behind the string)"},
		{"99999999999999999999 > 1", "a number that cannot be read (write it shorter, or as in 1e12)"},
		{"1e999 > 1", "a number that cannot be read (write it shorter, or as in 1e12)"},
		{"arms > 3", `"arms" is a track of each role (write self.arms or another role before it)`},
		{"trust > 3", `"trust" is a track of each pair (write pair(a, b).trust)`},
		{"states > 3", `"states" is a group, not a number (write count(states), any(states, …), sum(states, …) or max(map(states, it.x)))`},
		{"wiper == self", `"wiper" is not a number (write truth(wiper) or happened(wiper))`},
		{"logs", `"logs" is evidence, not a number (write held(logs, self))`},
		{"raid", `"raid" is something that happens, not a number (write happened(raid))`},
		{"param > 3", `"param" needs a name behind it (write param.x)`},
		{"abs > 3", `"abs" is a function (write abs(…))`},
		{"self.arm > 3", `s.toml:9:14: no role has a track "arm" (did you mean "arms"?)`},
		{"self.tension > 3", `s.toml:9:14: no role has a track "tension" (write it without a role)`},
		{"self.trust > 3", `s.toml:9:14: no role has a track "trust" (write pair(a, b).trust)`},
		{"kestra.arms > 3", `no role "kestra" (did you mean "kestria"?)`},
		{"it.arms > 3", `"it" has no meaning here (it stands inside any, all, count and their like)`},
		{"member.arms > 3", `"member" has no meaning here (member stands on the right of an effect on a group)`},
		{"other.arms > 3", `"other" has no meaning here (name a role)`},
		{"states.arms > 3", `"states" is a group, not one role (write any(states, …) or sum(states, …), with it for each member)`},
		{"others.arms > 3", `"others" is a group, not one role (write any(others, …) or sum(others, …), with it for each member)`},
		{"pair(self, target) > 3", "a pair needs one of its tracks behind it (write pair(a, b).x)"},
		{"pair(nobdy, aurelia).trust > 3", `s.toml:9:14: no role "nobdy" (did you mean "nobody"?)`},
		{"pair(aurelia, kestra).trust > 3", `s.toml:9:23: no role "kestra" (did you mean "kestria"?)`},
		{"pair(self).trust > 3", "pair takes two roles, not 1 (write pair(a, b))"},
		{"pair(self, self).trust > 3", "a pair of one and the same role (name two roles)"},
		{"pair(kestria, kestria).trust > 3", "a pair of one and the same role (name two roles)"},
		{"pair(aurelia, d9).trust > 3", "aurelia and d9 make no pair (pairs are between two different States, or what between says)"},
		{"pair(self, target).arms > 3", `s.toml:9:28: no pair has a track "arms" (write self.arms or another role before it)`},
		{"pair(self, target).trsut > 3", `s.toml:9:28: no pair has a track "trsut" (did you mean "trust"?)`},
		{"pair(self, states).trust > 1", `s.toml:9:20: "states" is a group, not one role (write any(states, …) or sum(states, …), with it for each member)`},
		{"param.cots > 3", `s.toml:9:15: no param "cots" (did you mean "cost"?)`},
		{"self['arms'] > 3", "s.toml:9:13: [ ] stands only behind a belief (write a point and the name, as in self.x)"},
		{"self.belief > 3", `s.toml:9:14: no role has a track "belief" (write self.belief.x[suspect])`},
		{"self.belief.wiper > 3", "s.toml:9:21: a belief is in one suspect (write self.belief.wiper[suspect])"},
		{"self.belief.wipr[target] > 3", `s.toml:9:21: no belief about "wipr" (did you mean "wiper"?)`},
		{"self.belief.wiper[pelagia] > 3", "s.toml:9:27: self and pelagia are not holder and suspect of wiper (name two others)"},
		{"kestria.belief.wiper[pelagia] > 3", "s.toml:9:30: kestria and pelagia are not holder and suspect of wiper (name two others)"},
		{"self.belief.wiper[3] > 3", "s.toml:9:27: a role must be named here (write a role's id, or self, target, it)"},
		{"param.x.y > 1", "a role must be named here (write a role's id, or self, target, it)"},
		{"truth(wiper).arms > 3", "a role must be named here (write a role's id, or self, target, it)"},
		{"(turn > 3 ? self : target).arms > 1", "s.toml:9:10: a role must be named here (write a role's id, or self, target, it)"},
		{"any(state, true)", `s.toml:9:13: no group "state" (did you mean "states"?)`},
		{"any(states, it.arms)", "s.toml:9:21: expected a condition, this is a number (compare it, as in x > 0)"},
		{"any(kestria, true)", `s.toml:9:13: "kestria" is one role, not a group (write its track, as in kestria.x)`},
		{"any(states)", "s.toml:9:19: an argument is missing (write a group and an expression, as in any(group, it.x > 0))"},
		{"any([self, target], true)", "s.toml:9:13: a group must be named here (name it under [group] first)"},
		{"sum(states) > 1", "sum takes a group and an expression (write sum(group, …), with it for each member)"},
		{"count('x', a)", "s.toml:9:15: a group must be named here (name it under [group] first)"},
		{"min(map(nobody, it.arms)) > 1", "min over a group without members (name a group that has some)"},
		{"min(states) > 1", "min of a group needs a number of each member (write min(map(states, it.x)))"},
		{"max(3) > 1", "max takes two or more numbers (write max(map(group, it.x)) for a group)"},
		{"mean(1, 2) > 1", "mean takes map(group, number) (write mean(map(group, it.x)))"},
		{"mean(states) > 3", "mean of a group needs a number of each member (write mean(map(states, it.x)))"},
		{"# == self", `"#" does not belong here (it and # stand inside any, all, count and their like)`},
		{"#.arms > 3", `"#" does not belong here (it and # stand inside any, all, count and their like)`},
		{".arms > 3", `"." does not belong here (delete it, or write what is missing before it)`},
		{"any(states, #index > 3)", `s.toml:9:21: "#index" is not in the language (write # or it)`},
		{"abs(1, 2) > 3", "abs takes 1 number, not 2 (write abs(x))"},
		{"clamp(1, 2) > 3", "clamp takes 3 numbers, not 2 (write clamp(x, y, z))"},
		{"band(turn) > 2", "s.toml:9:14: band takes a track with bands (name a track that has bands)"},
		{"band(tension + 1) > 2", "s.toml:9:14: band takes a track with bands (name a track that has bands)"},
		{"band() > 2", "band takes one track, not 0 (write band(x))"},
		{"held(logs)", "held takes evidence and a role (write held(evidence, role))"},
		{"held(lgos, self)", `s.toml:9:14: no evidence "lgos" (did you mean "logs"?)`},
		{"held(logs, states)", `s.toml:9:20: "states" is a group, not one role (write any(states, …) or sum(states, …), with it for each member)`},
		{"truth(wipr) == self", `s.toml:9:15: no attack or question "wipr" (did you mean "wiper"?)`},
		{"truth(3)", "s.toml:9:15: an id must stand here (write its id without quotes)"},
		{"happned(raid)", `no function "happned" (did you mean "happened"?)`},
		{"happened(riad)", `s.toml:9:18: nothing "riad" can happen (did you mean "raid"?)`},
		{"happened()", "happened takes an id, a role and a target (write happened(id, role, target); role and target may be left out)"},
		{"happened(raid, self, target, 3)", "happened takes an id, a role and a target (write happened(id, role, target); role and target may be left out)"},
		{"happened(raid, states)", `s.toml:9:24: "states" is a group, not one role (write any(states, …) or sum(states, …), with it for each member)`},
		{"happened(strike, self)", `s.toml:9:18: nobody does "strike"`},
		{"before(raid)", "before takes two ids (write before(a, b))"},
		{"self.draw.dice > 1", "draw.dice is one for all (write draw.dice)"},
		{"self.draw.dise > 1", "s.toml:9:19: no draw \"dise\" (did you mean \"dice\"?)"},
		{"states.draw.mine > 1", "\"states\" is a group, not one role (write any(states, …) or sum(states, …), with it for each member)"},
		{"draw.arms > 1", "s.toml:9:19: a word and a number cannot be compared (compare it with fair or foul)"},
		{"draw.storm > 1", "s.toml:9:20: a condition and a number cannot be compared (compare like with like, as a number with a number)"},
		{"in_turn(1, raid, self, target, self)", "in_turn takes a turn, an id, a role and a target (write in_turn(2, id, role, target); role and target may be left out)"},
		{"in_force(trcue)", `s.toml:9:18: no agreement "trcue" (did you mean "truce"?)`},
		{"in_force(truce, self)", "in_force takes an agreement, alone or with two roles (write in_force(agreement), or in_force(agreement, a, b))"},
		{"in_force(truce, self, 3)", "s.toml:9:31: a role must be named here (write a role's id, or self, target, it)"},
		{"in_force(truce, aurelia, d9)", "aurelia and d9 are not bound by it towards each other (name two others)"},
		{"self.belief.intent[aimd] > 3", `s.toml:9:28: no answer "aimd" (did you mean "aimed"?)`},
		{"self.belief.intent[3] > 3", "s.toml:9:28: a belief about a question is in one answer (write one of its answers)"},
		{"self.belief.itent[kestra] > 3", "s.toml:9:21: no belief about \"itent\" (did you mean \"intent\"?)\ns.toml:9:27: no role \"kestra\" (did you mean \"kestria\"?)"},
		{"self.belief.itent[kestria] > 3", "s.toml:9:21: no belief about \"itent\" (did you mean \"intent\"?)"},
		{"turn > 1 ?.5", `s.toml:9:18: "?." does not belong here (delete it, or write what is missing before it)`},
		{"in_turn(raid)", "in_turn takes a turn, an id, a role and a target (write in_turn(2, id, role, target); role and target may be left out)"},
		{"in_turn(raid, 2)", "s.toml:9:17: \"raid\" is something that happens, not a number (write happened(raid))\ns.toml:9:23: an id must stand here (write its id without quotes)"},
		{"in_turn(2, rad)", "s.toml:9:20: nothing \"rad\" can happen (did you mean \"raid\"?)"},
		{"in_turn(2, strike, self)", "s.toml:9:20: nobody does \"strike\""},
		{"in_turn(2, raid, kestria, kestria)", "s.toml:9:20: a pair of one and the same role (name two roles)"},
		{"published(lgos)", `s.toml:9:19: no evidence "lgos" (did you mean "logs"?)`},
		{"published(logs, self)", "published takes one piece of evidence (write published(evidence))"},
		{"any(signers, it.arms > 3)", "s.toml:9:13: nobody signs anything here (name a group; signers stand in the effects and odds of a measure with consent, cosign or vote)"},
		{"signers > 2", "nobody signs anything here (name a group; signers stand in the effects and odds of a measure with consent, cosign or vote)"},
		{"happened(raid.worked)", `s.toml:9:18: nothing "raid.worked" can happen (name a measure, an attack, a message, a rule, a deadline or an agreement, or a part of one such as raid.works)`},
		{"happened(raid, self, self)", "s.toml:9:18: a pair of one and the same role (name two roles)"},
		{"self.arms()", "s.toml:9:14: only a function can be called (functions stand bare, as in abs(x))"},
		{"abs(self)", "s.toml:9:13: expected a number, this is a role (write one of its tracks, as in self.x)"},
		{"turn > 3 ? 1 : true", "s.toml:9:24: the part before the colon is a number, this is a condition (both must be of one kind)"},
		{"turn > 3 ? 1 : 2", "expected a condition, this is a number (compare it, as in x > 0)"},
		{"turn ? true : false", "expected a condition, this is a number (compare it, as in x > 0)"},
		{"1 < self < 3", "s.toml:9:11: a number and a role cannot be compared (compare like with like, as a number with a number)\ns.toml:9:18: a role and a number cannot be compared (compare like with like, as a number with a number)"},
		{"1 + + + 1", "expected a condition, this is a number (compare it, as in x > 0)"},
		{"::abs(3) > 1", `"::" is not in the language (write condition ? a : b)`},
		{"", "the expression is empty (write one, or delete the key)"},
		{"  ", "the expression is empty (write one, or delete the key)"},
		{"any(states, any(allies, itt.arms > 3))", `s.toml:9:33: no role "itt" (did you mean "it"?)`},
		{"tensoin > 1 and clam < 3", "no track \"tensoin\" (did you mean \"tension\"?)\ns.toml:9:25: no track \"clam\" (did you mean \"calm\"?)"},
		{"\n  tension >\n  tensoin", `s.toml:11:3: no track "tensoin" (did you mean "tension"?)`},
		{`"é" == stance and tensoin > 3`, "no word \"é\" here (write open, wary or hostile)\ns.toml:9:27: no track \"tensoin\" (did you mean \"tension\"?)"},
	}
	for _, tt := range tests {
		t.Run(tt.give, func(t *testing.T) {
			code := newCode()
			rule.Constant(code, 1)
			var faults source.Faults
			e := rule.Compile(code, newSchema(), anyone(), place(tt.give), rule.Truth, "", &faults)
			got := strings.ReplaceAll(told(&faults), "s.toml:9:9: ", "")
			if got != tt.want {
				t.Errorf("Compile(%q)\n got %s\nwant %s", tt.give, got, tt.want)
			}
			if e.Present() || len(code.Nodes) != 1 {
				t.Errorf("Compile(%q) leaves expression %d and %d nodes, want none and 1", tt.give, e, len(code.Nodes))
			}
		})
	}
}

func TestFaultsOfEffects(t *testing.T) {
	tests := []struct{ give, want string }{
		{"tension", "an effect must change something (write what changes and how, as in calm -= 5 or calm = 30)"},
		{"tension == 3", `s.toml:9:17: "==" compares; an effect must change something (write what changes and how, as in calm -= 5 or calm = 30)`},
		{"+= 3", "the expression is empty (write one, or delete the key)"},
		{"= 3", "the expression is empty (write one, or delete the key)"},
		{"tension /= 3", `s.toml:9:17: "/=" is not an effect (multiply by a part, as in calm *= 0.5)`},
		{"tension + 1 = 3", "an effect cannot change this (write a track, who.track or pair(a, b).track)"},
		{"turn = 3", `"turn" cannot be changed by an effect (effects change tracks, but for those that are fixed)`},
		{"amount -= 1", `"amount" cannot be changed by an effect (effects change tracks, but for those that are fixed)`},
		{"hours = 3", `"hours" cannot be changed by an effect (effects change tracks, but for those that are fixed)`},
		{"param.cost = 2", `s.toml:9:15: "cost" cannot be changed by an effect (effects change tracks, but for those that are fixed)`},
		{"stance += 1", "s.toml:9:18: a word can only be set, not changed by += (write =)"},
		{"stance = hostil", `s.toml:9:18: no word "hostil" here (did you mean "hostile"?)`},
		{"others.arms += 1", `"others" stands left of an effect only where self is one fixed role (name a group, or write pair(self, others).x)`},
		{"pair(others, target).trust -= 1", `s.toml:9:14: "others" stands left of an effect only where self is one fixed role (name a group, or write pair(self, others).x)`},
		{"pair(states, allies).trust = 1", "s.toml:9:22: only one side of a pair can be a group (name one role here)"},
		{"allies.arms += it.arms", `s.toml:9:24: "it" has no meaning here (it stands inside any, all, count and their like)`},
		{"self.arms += member.arms", `s.toml:9:22: "member" has no meaning here (member stands on the right of an effect on a group)`},
		{"abs(tension) = 3", "an effect cannot change this (write a track, who.track or pair(a, b).track)"},
		{"tension += true", "s.toml:9:20: expected a number, this is a condition (choose numbers by it, as in x ? 1 : 0)"},
		{"tension += ", "s.toml:9:19: the expression is empty (write one, or delete the key)"},
		{"= 3", "the expression is empty (write one, or delete the key)"},
		{"arms = 3", `"arms" is a track of each role (write self.arms or another role before it)`},
		{"tensoin += 1", `no track "tensoin" (did you mean "tension"?)`},
		{"self.armz += tensoin", `s.toml:9:14: no role has a track "armz" (did you mean "arms"?)`},
		{"self['arms'] = 3", "an effect cannot change this (write a track, who.track or pair(a, b).track)"},
		{"stats.arms = 3", `no role "stats" (did you mean "states"?)`},
		{"pair(self, target) = 3", "an effect cannot change this (write a track, who.track or pair(a, b).track)"},
		{"pair(self, self).trust = 3", "a pair of one and the same role (name two roles)"},
		{"all.arms += 1", `"all" is neither a role nor a group (write roles for each role, or another group)`},
		{"pair(self, everybody).trust += 1", `s.toml:9:20: "everybody" is neither a role nor a group (write roles for each role, or another group)`},
		{"signers.arms += 1", "nobody signs anything here (name a group; signers stand in the effects and odds of a measure with consent, cosign or vote)"},
		{"public.arms += 1", `no role "public" (write the id of a role or group, or self, or target)`},
		{"self += 1", `"self" is a role, not a number (write its track, as in self.arms)`},
		{"allies -= 1", `"allies" is a group, not a number (write its track, as in allies.arms)`},
		{"param.none += 1", `s.toml:9:15: "none" cannot be changed by an effect (effects change tracks, but for those that are fixed)`},
		{"self.arms += all.arms", `s.toml:9:22: "all" is neither a role nor a group (write any(roles, …) or all(roles, …), with it for each role)`},
		{"self.arms += sum(everyone, it.arms)", `s.toml:9:26: no group "everyone" (write roles)`},
		{"tension =- 3", `s.toml:9:17: "=-" sets the number (write -= to change the number, or = alone to set it)`},
		{"tension = = 3", `s.toml:9:19: "=" does not belong here (write == to compare)`},
		{"tension <= 3", `s.toml:9:17: "<=" is not an effect (write what changes and how, as in calm -= 5 or calm = 30)`},
	}
	for _, tt := range tests {
		t.Run(tt.give, func(t *testing.T) {
			code := newCode()
			var faults source.Faults
			all := rule.CompileEffect(code, newSchema(), anyone(), place(tt.give), "", &faults)
			got := strings.ReplaceAll(told(&faults), "s.toml:9:9: ", "")
			if got != tt.want {
				t.Errorf("CompileEffect(%q)\n got %s\nwant %s", tt.give, got, tt.want)
			}
			if all != nil || len(code.Nodes) != 0 {
				t.Errorf("CompileEffect(%q) leaves %v and %d nodes, want nothing", tt.give, all, len(code.Nodes))
			}
		})
	}
}

func TestPlacesAreExactInsideTOMLStrings(t *testing.T) {
	file := "# a rule\n" +
		"plain = \"turn > 3 and tensoin > 1\"\n" +
		"escaped = \"stance == \\u0022h\u00e9\\u0022 and\\ttensoin > 1\"\n" +
		"long = \"\"\"\n  turn > 3\n  and \\\n     tensoin > 1\"\"\"\n" +
		"raw = 'stance == \"é\" and tensoin > 1'\n"
	root, err := source.Read("s.toml", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	var faults source.Faults
	for _, key := range []string{"plain", "escaped", "long", "raw"} {
		rule.Compile(newCode(), newSchema(), anyone(), root.Get(key).Text, rule.Truth, "rule.b."+key, &faults)
	}
	want := `s.toml:2:23: rule.b.plain: no track "tensoin" (did you mean "tension"?)
s.toml:3:22: rule.b.escaped: no word "hé" here (write open, wary or hostile)
s.toml:3:42: rule.b.escaped: no track "tensoin" (did you mean "tension"?)
s.toml:7:6: rule.b.long: no track "tensoin" (did you mean "tension"?)
s.toml:8:18: rule.b.raw: no word "é" here (write open, wary or hostile)
s.toml:8:26: rule.b.raw: no track "tensoin" (did you mean "tension"?)`
	if got := told(&faults); got != want {
		t.Errorf("faults are\n%s\nwant\n%s", got, want)
	}
}

func TestOnePlaceIsBlamedOnceHoweverOftenItIsUnrolled(t *testing.T) {
	var faults source.Faults
	text := "any(roles, any(roles, tensoin > 1)) and 1 < tensoin < 3"
	rule.Compile(newCode(), newSchema(), anyone(), place(text), rule.Truth, "when", &faults)
	want := `s.toml:9:31: when: no track "tensoin" (did you mean "tension"?)
s.toml:9:53: when: no track "tensoin" (did you mean "tension"?)`
	if got := told(&faults); got != want || faults.Len() != 2 {
		t.Errorf("%d faults:\n%s\nwant 2:\n%s", faults.Len(), got, want)
	}
}

func TestOfManyFaultsTheFirstTenAreTold(t *testing.T) {
	var faults source.Faults
	rule.Compile(newCode(), newSchema(), anyone(), place(strings.Repeat("x + ", 400)+"x"), rule.Number, "", &faults)
	if faults.Len() != 10 {
		t.Errorf("%d faults, want 10", faults.Len())
	}
}

func TestWordsForRolesStandOnlyWhereTheScopeGivesThemMeaning(t *testing.T) {
	tests := []struct{ give, want string }{
		{"self.arms > 1", `s.toml:9:9: when: "self" has no meaning here (name a role)`},
		{"any(others, it.arms > 1)", `s.toml:9:13: when: "others" has no meaning here, since there is no self (name a group)`},
		{"member == proposer", "s.toml:9:9: when: \"member\" has no meaning here (member stands on the right of an effect on a group)\ns.toml:9:19: when: \"proposer\" has no meaning here (name a role)"},
		{"on.arms > 1", `s.toml:9:9: when: "on" has no meaning here (name a role)`},
		{"it == kestria", `s.toml:9:9: when: "it" has no meaning here (it stands inside any, all, count and their like)`},
	}
	for _, tt := range tests {
		var faults source.Faults
		rule.Compile(newCode(), newSchema(), rule.Scope{}, place(tt.give), rule.Truth, "when", &faults)
		if got := told(&faults); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.give, got, tt.want)
		}
		scope := rule.Scope{"self": 1, "member": 1, "proposer": 1, "on": 1, "it": 1}
		if got := evaluate(t, tt.give, scope, rule.Truth, rule.Bind{Self: -1, Target: -1}); got != 1 {
			t.Errorf("%s = %v where all words are kestria, want 1", tt.give, got)
		}
	}
}

func TestWithoutAPastNothingIsAsked(t *testing.T) {
	schema := newSchema()
	schema.History = nil
	var faults source.Faults
	rule.Compile(newCode(), schema, anyone(), place("turn > 1 and happened(raid)"), rule.Truth, "when", &faults)
	if got, want := told(&faults), "s.toml:9:22: when: happened cannot stand here: there is no past to read (read parameters, or say it in a rule)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A role that a word stands for here is named by its id, not by the word.
func TestFaultsNameRoles(t *testing.T) {
	var faults source.Faults
	rule.Compile(newCode(), newSchema(), rule.Scope{"self": 0}, place("pair(self, d9).trust > 3"), rule.Truth, "", &faults)
	if got, want := told(&faults), "s.toml:9:9: aurelia and d9 make no pair (pairs are between two different States, or what between says)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheKindWantedMayBeARole(t *testing.T) {
	for text, want := range map[string]float64{"target": 0, "turn > 3 ? kestria : self": 1, "truth(wiper)": 1} {
		if got := evaluate(t, text, anyone(), rule.Role, binding()); got != want {
			t.Errorf("%s = %v, want role %v", text, got, want)
		}
	}
}
