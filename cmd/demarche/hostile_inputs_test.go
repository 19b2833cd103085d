package main

import (
	"fmt"
	"strings"

	"demarche/engine/scenario"
)

// head is what every scenario needs, so that a hostile input is read to its end.
const head = "format = 1\nid = \"t\"\nturns = 4\n"

// crowd is a world with as many roles as there may be, all of them States, and
// a track of each kind.
var crowd = head + "[track.calm]\n[role_track.arms]\n[pair_track.trust]\n" +
	numbered(63, "[role.r%d]\nkind = \"state\"\n")

// numbered writes a pattern n times, with the numbers 0, 1, 2 … in it.
func numbered(n int, pattern string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, pattern, i)
	}
	return b.String()
}

// asked is a scenario in which one expression is asked.
func asked(expression string) string {
	return crowd + "[rule.x]\nwhen = '''" + expression + "'''\neffects = ['''calm += " + expression + "''']\n"
}

// filled repeats a pattern until a file is nearly as long as it may be.
func filled(start, pattern string) string {
	one := fmt.Sprintf(pattern, 99999)
	return start + numbered((256<<10-len(start))/len(one)-1, pattern)
}

// hostile are scenarios that would make a naive reader die, hang or eat the
// memory of the machine. The work of the first group is in the TOML, that of the
// second in expressions, that of the third in what the compiler makes of them.
func hostile() map[string]func() string {
	r := strings.Repeat
	return map[string]func() string{
		// TOML
		"a file of 50 MB":                     func() string { return head + "summary = \"" + r("x", 50_000_000) + "\"" },
		"ten million brackets":                func() string { return head + "x = " + r("[", 10_000_000) },
		"brackets up to the length of a line": func() string { return head + "x = " + r("[", 8000) + r("]", 8000) },
		"brackets on lines":                   func() string { return head + "x = " + r(r("[", 4000)+"\n", 60) },
		"braces":                              func() string { return head + "x = " + r("{a=", 2000) },
		"a hundred thousand inline tables":    func() string { return head + "x = [" + r("{},\n", 60_000) + "]" },
		"inline tables inside one another":    func() string { return head + r("x", 1) + " = " + r("{a = ", 100_000) + "1" + r("}", 100_000) },
		"inline tables, deep and wide": func() string {
			return filled(head, "x%d = {a={a={a={a={a={a={a={a={a={a={a={a={a={a={}}}}}}}}}}}}}}}\n")
		},
		"a key of a hundred thousand parts":    func() string { return head + "a" + r(".a", 100_000) + " = 1" },
		"a header of a hundred thousand parts": func() string { return head + "[a" + r(".a", 100_000) + "]" },
		"a key of ten thousand parts":          func() string { return head + "a" + r(".a", 10_000) + " = 1" },
		"a header of ten thousand parts":       func() string { return head + "[a" + r(".a", 10_000) + "]" },
		"headers of many parts":                func() string { return filled(head, "[x%d.b.c.d.e.f.g.h]\n") },
		"keys of many parts":                   func() string { return filled(head, "x%d.b.c.d.e.f.g.h = 1\n") },
		"keys of many parts under one":         func() string { return filled(head, "a.b.c.d.e.f.g.x%d = 1\n") },
		"a hundred thousand keys":              func() string { return filled(head, "x%d=1\n") },
		"arrays of tables":                     func() string { return filled(head, "[[x]]\na%d=1\n") },
		"half a file of numbers":               func() string { return head + "x = [" + r("1,", 60_000) + "]" },
		"numbers on lines":                     func() string { return head + "x = [" + r("1,\n", 80_000) + "]" },
		"comments":                             func() string { return head + r("#\n", 120_000) },
		"comments in a list":                   func() string { return head + "x = [\n" + r("#\n", 120_000) + "]" },
		"strings":                              func() string { return head + "x = [" + r("'',\n", 60_000) + "]" },
		"escapes":                              func() string { return head + "x = \"\"\"" + r(`\u0041`+"\\\n", 30_000) + "\"\"\"" },
		"an open text":                         func() string { return head + "x = '''" + r("x\n", 120_000) },
		"quotes":                               func() string { return head + "x = " + r("'''", 2_700) },
		"a number for a map":                   func() string { return head + "role = 5\n" },
		"a list for a map":                     func() string { return head + "role = [1, [2], {}]\ntrack = []\nattack = true\n[response]\nx = 3" },
		"numbers for all maps":                 func() string { return numberForEveryMap() },
		"a key twice":                          func() string { return head + "turns = 5\n[role.a]\n" },
		"a table twice":                        func() string { return head + "[role.a]\n[role.a]\n" },
		"NUL":                                  func() string { return head + "summary = \"a\x00b\"\n[role.a]" },
		"bytes that are no text":               func() string { return head + "summary = \"\xff\xfe\"\n[role.a]" },
		"a whole number that overflows":        func() string { return head + "[track.x]\nstart = 9223372036854775808\n[role.a]" },
		"a number that overflows":              func() string { return head + "[track.x]\nstart = 1e999\n[role.a]" },
		"nan":                                  func() string { return head + "[track.x]\nstart = nan\n[role.a]" },
		"inf":                                  func() string { return head + "[track.x]\nstart = inf\n[role.a]" },
		"turns without end":                    func() string { return "format = 1\nid = \"t\"\nturns = 9223372036854775807\n[role.a]" },

		// expressions
		"half a million brackets in a string": func() string { return asked(r("(", 500_000) + "1" + r(")", 500_000)) },
		"a file of brackets in a string":      func() string { return asked(r(r("(", 4000)+"\n", 25) + "1" + r(r(")", 4000)+"\n", 25)) },
		"brackets in an expression":           func() string { return asked(r("(", 900) + "1" + r(")", 900)) },
		"square brackets in an expression":    func() string { return asked(r("[", 1000)) },
		"exclamation marks":                   func() string { return asked(r("!", 2000) + "true") },
		"signs":                               func() string { return asked(r("-", 2000) + "1") },
		"doubling lets":                       func() string { return asked(lets()) },
		"growing strings":                     func() string { return asked(`replace(repeat("a",1e5),"a",repeat("b",1e5))`) },
		"reduce":                              func() string { return asked(`reduce(1..26, #acc + #acc, "0123456789")`) },
		"groupBy":                             func() string { return asked(`groupBy(1..900000, #)`) },
		"toJSON":                              func() string { return asked(`toJSON(1..900000)`) },
		"sort":                                func() string { return asked(`sort(1..900000)`) },
		"lists inside lists":                  func() string { return asked("min(" + r("[", 60) + "1" + r("]", 60) + ")") },
		"flattened lists":                     func() string { return asked("len(flatten(" + r("[", 60) + "1" + r("]", 60) + "))") },
		"the mean of lists in lists":          func() string { return asked("mean(" + r("[", 60) + "1" + r("]", 60) + ")") },
		"the median of lists in lists":        func() string { return asked("median(" + r("[", 60) + "1" + r("]", 60) + ")") },
		"ranges inside one another":           func() string { return asked(`count(1..100000, count(1..100000, count(1..100000, true) > 1) > 1)`) },
		"maps inside one another":             func() string { return asked(`count(map(1..100000, map(1..100000, #)))`) },
		"a pattern that backtracks":           func() string { return asked(`"` + r("a", 200) + `!" matches "^(a+)+$"`) },
		"whole numbers that overflow":         func() string { return asked("9223372036854775807 + 9223372036854775808") },
		"a remainder of nothing":              func() string { return asked("1 % 0") },
		"marks up to the length of a line":    func() string { return asked(r("!", 8000)) },
		"the clock":                           func() string { return asked(`now()`) },
		"a long literal":                      func() string { return asked(`"` + r("x", 50_000_000) + `"`) },
		"a literal as long as a file":         func() string { return asked(`"` + r(r("x", 8000)+"\n", 14) + `"`) },
		"a huge power":                        func() string { return asked("2 ** 100000") },
		"a range":                             func() string { return asked("count(1..1000000000, true)") },
		"quantifiers inside one another":      func() string { return asked(r("any(roles, ", 60) + "it.arms > 1" + r(")", 60)) },
		"sums that fold": func() string {
			return filled(crowd, "[rule.x%d]\nwhen = 'any(roles, any(roles, any(roles, false)))'\n")
		},
		"sums over all pairs": func() string { return filled(crowd, "[rule.x%d]\neffects = ['calm += sum(roles, sum(roles, 1))']\n") },
		"sums of numbers": func() string {
			return filled(crowd, "[rule.x%d]\neffects = ['calm += sum(roles, sum(roles, it.arms))']\n")
		},
		"many effects that explode": func() string {
			return filled(crowd+"[rule.x]\neffects = [\n", "'calm += sum(roles, sum(roles, 1)) + %d',\n") + "]"
		},
		"many faults":          func() string { return filled(crowd+"[rule.x]\neffects = [\n", "'calm += sum(roles, x%d)',\n") + "]" },
		"many expressions":     func() string { return filled(crowd+"[rule.x]\neffects = [\n", "'calm=%d',\n") + "]" },
		"effects on everybody": func() string { return filled(crowd+"[rule.x]\neffects = [\n", "'roles.arms+=%d',\n") + "]" },
		"effects on all pairs": func() string {
			return filled(crowd+"[rule.x]\neach = 'pair'\neffects = [\n", "'pair(self, others).trust+=%d',\n") + "]"
		},
		"the past of all pairs": func() string {
			return crowd + numbered(400, "[response.a%d]\nby = 'all'\ntarget = 'roles'\nwhen = 'happened(a%[1]d, self, target)'\n")
		},

		// what is made of them
		"too many roles":    func() string { return head + numbered(4000, "[role.r%d]\n") },
		"too many tracks":   func() string { return crowd + numbered(4500, "[role_track.t%d]\n") },
		"too many measures": func() string { return crowd + numbered(4500, "[response.a%d]\nby = 'r1'\n") },
		"too many rules":    func() string { return crowd + numbered(4500, "[rule.a%d]\neach = 'pair'\n") },
		"as many rules as may be": func() string {
			return crowd + numbered(500, "[rule.a%d]\neach = 'pair'\neffects = ['pair(self, other).trust += 1']\nchance = 0.5\ncooldown = 1\n")
		},
		"too many numbers":     func() string { return crowd + numbered(990, "[pair_track.t%d]\ndirected = true\n") },
		"attacks by everybody": func() string { return crowd + numbered(4500, "[attack.a%d]\nturn = 1\non = 'all'\nauthor = 'r1'\n") },
		"attacks with everybody suspect": func() string {
			weights := numbered(63, "r%d = 1, ")
			return crowd + numbered(150, "[attack.a%d]\nturn = 1\non = 'r1'\nauthor = { "+weights[:len(weights)-2]+" }\n")
		},
		"evidence": func() string {
			return crowd + "[attack.a]\nturn=1\non='r1'\nauthor='r2'\n" + numbered(4500, "[evidence.e%d]\nabout='a'\nlike={r2=0.5}\nturn=1\n")
		},
		"injects":          func() string { return crowd + numbered(4500, "[inject.i%d]\nturn=1\ntext='x'\n") },
		"endings":          func() string { return crowd + numbered(4500, "[ending.e%d]\nwhen='calm>1'\n") },
		"metrics":          func() string { return crowd + numbered(4500, "[metric.e%d]\nvalue='calm'\nwhen='turn'\n") },
		"parameters":       func() string { return crowd + numbered(4500, "[param.p%d]\ndefault=1\n") },
		"goals":            func() string { return crowd + numbered(4500, "[goal.g%d]\ntext='x'\nscore='self.arms'\n") },
		"groups":           func() string { return filled(crowd+"[group]\n", "g%d=\"kind=='state' and seat\"\n") },
		"groups of groups": func() string { return groupsOfGroups() },
		"unknown keys":     func() string { return filled(head, "xxxxxxxxxxxxxxxxxxxxxxxxx%d=1\n") },
		"unknown ids": func() string {
			return filled(crowd+numbered(900, "[track.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%d]\n")+"[rule.x]\neffects=[\n", "'aaaaaaaaaaaaaaaaabaaaaaaaaaaaaab%d=1',\n") + "]"
		},
		"unknown injects": func() string {
			return filled(crowd+numbered(900, "[inject.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%d]\n")+"[rule.x]\nfires=[\n", "'aaaaaaaaaaaaaaaaabaaaaaaaaaaaaab%d',\n") + "]"
		},
		"languages": func() string {
			return "languages = [" + manyLanguages() + "]\n" + filled(crowd, "[goal.g%d]\ntext='x'\n")
		},
		"texts in files": func() string { return filled(crowd+"[source]\nfiles=[\n", "'x%d.md',\n") + "]" },
		"languages of files": func() string {
			return "languages = [" + manyLanguages() + "]\n" + filled(head+"[source]\nfiles=[\n", "'x%d.md',\n") + "]\n[role.a]"
		},
		"bands": func() string { return filled(crowd+"[track.x]\nbands=[\n", "{to=1},\n#%d\n") + "]" },
		"words": func() string { return filled(crowd+"[track.x]\nwords=[\n", "'w%d',\n") + "]" },
		"firebreaks": func() string {
			return filled(crowd+"[ladder]\nrungs=[{name='a'},{name='b'}]\nfirebreaks=[\n", "{below=1},#%d\n") + "]"
		},
		"deadlines that begin": func() string {
			return crowd + numbered(4500, "[deadline.d%d]\ndue=1\nwhen='any(roles, it.arms > 3)'\n")
		},
		"misplaced keys": func() string { return filled(crowd+"[rule.x]\n", "if%d=1\n") },
		"rungs":          func() string { return filled(crowd+"[ladder]\nrungs=[\n", "{name='%d'},\n") + "]" },
		"times":          func() string { return filled(crowd+"[calendar]\nturn=[\n", "'%dd',\n") + "]" },
		"all turns": func() string {
			return strings.Replace(crowd, "turns = 4", "turns = 10000", 1) + "[inject.x]\nturn = [" + r("1,", 3000) + "]"
		},
		"tags": func() string { return filled(crowd+"[response.x]\nby='all'\ntags=[\n", "'t%d',\n") + "]" },
		"choices": func() string {
			return crowd + "[response.x]\nby='all'\ntarget='roles'\n" + numbered(500, "choice.a.w%d = {}\n") + numbered(500, "choice.b.w%d = {}\n") + numbered(500, "choice.c.w%d = {}\n")
		},
		"outcomes": func() string {
			return crowd + "[response.x]\nby='all'\n" + numbered(4000, "outcome.o%d = { odds = 0.1 }\n")
		},
		"also": func() string {
			return crowd + "[response.x]\nby='all'\n" + numbered(4000, "also.o%d = { after = 3 }\n")
		},
		"plans": func() string {
			return crowd + numbered(490, "[response.x%d]\nby='all'\n") + "[role.r63]\n" + numbered(490, "plan.x%d = {}\n")
		},
		"what everybody is shown": func() string {
			return crowd + numbered(120, "[response.x%d]\nby='all'\ntarget='roles'\nwhen='"+r("pair(self,target).trust+", 80)+"1>0'\n")
		},
		"what everybody pays": func() string {
			return head + "[role.a]\n[role.b]\n" + numbered(900, "[track.t%d]\n") +
				strings.Join(each(20, func(i int) string {
					return fmt.Sprintf("[response.x%d]\nby='all'\n", i) + numbered(900, "cost.t%d=1\n")
				}), "")
		},
		"odds of everybody": func() string {
			return crowd + strings.Join(each(80, func(i int) string {
				return fmt.Sprintf("[response.x%d]\nby='all'\ntarget='roles'\n", i) + numbered(20, "outcome.o%d.odds='pair(self,target).trust/1000'\n")
			}), "")
		},
		"what everybody starts with": func() string {
			return crowd + "[pair_track.p]\nstart='1'\n" + numbered(200, "[role_track.t%d]\nstart='1+1'\neach_turn='self.arms'\n")
		},
		"starts of a role": func() string {
			return head + "[role.y]\n" + numbered(900, "[role_track.t%d]\n") + "[role.z]\n" + numbered(900, "start.t%d=1\n")
		},
		"goals of a role": func() string { return filled(head+"[role.z]\n", "goal.g%d='x'\n") },
		"titles":          func() string { return filled(crowd+"[track.x.words]\n", "w%d='x'\n") },
		"grades":          func() string { return filled(crowd+"[track.x.seen]\n", "w%d='exact'\n") },
		"reveals":         func() string { return filled(crowd+"[rule.x.reveals]\n", "w%d='r1'\n") },
		"suspects": func() string {
			return filled(crowd+"[attack.x]\non='r1'\nauthor='r2'\n[attack.x.suspects]\n", "w%d=1\n")
		},
		"fires":     func() string { return filled(crowd+"[inject.i]\n[rule.x]\nfires=[\n", "'i',#%d\n") + "]" },
		"nobody":    func() string { return filled(crowd+"[response.x]\nby=[\n", "'q%d',\n") + "]" },
		"members":   func() string { return filled(crowd+"[response.x]\nby=[\n", "'r1','roles',#%d\n") + "]" },
		"audiences": func() string { return filled(crowd+"[response.x]\nby='all'\nseen=[\n", "'r1','roles',#%d\n") + "]" },
		"stages":    func() string { return filled("stages=[\n", "'law',#%d\n")[:200_000] + "\n]\n" + crowd },
		"policies": func() string {
			return crowd + numbered(60, "[response.x%d]\nby='all'\ntarget='roles'\n") + strings.Join(each(70, func(i int) string {
				return fmt.Sprintf("[policy.p%d]\npick='weights'\nmemory={a=0,b=0}\nlearn=['memory.a=memory.a+count(others,last_turn(x1,it))']\n[policy.p%d.choose]\n", i, i) +
					numbered(60, "x%d={weight='memory.a',prefer='pair(self,target).trust'}\n")
			}), "")
		},
		"roles with policies": func() string {
			return strings.ReplaceAll(crowd, "kind = \"state\"", "kind = \"state\"\npolicy = 'p'") + numbered(400, "[response.x%d]\nby='all'\ntarget='roles'\n") +
				"[policy.p.choose]\n" + numbered(400, "x%d={when='last_turn(x%[1]d, target)',weight='self.arms'}\n")
		},
		"metrics of pairs": func() string {
			return crowd + numbered(2000, "[metric.m%d]\neach='pair'\nvalue='pair(self,other).trust'\nwhen='turn'\n")
		},
		"consents": func() string {
			return crowd + numbered(490, "[response.x%d]\nby='all'\ntarget='roles'\nconsent={of='roles',unless='calm>1'}\nvote={of='roles'}\ncosign={of='roles'}\n")
		},
		"every turn's past": func() string {
			return strings.Replace(crowd, "turns = 4", "turns = 10000", 1) + "[response.x]\nby='all'\ntarget='roles'\n[rule.r]\nwhen='" +
				strings.TrimSuffix(numbered(99, "in_turn(%d,x) or "), " or ") + "'\neffects=['calm+=1']\n"
		},
		"played attacks": func() string { return crowd + numbered(490, "[attack.x%d]\nby='all'\ntarget='roles'\nseverity=3\n") },
		"pairs":          func() string { return crowd + everyPair() },
	}
}

// each gives what write makes of 0, 1, 2 … up to n.
func each(n int, write func(i int) string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = write(i)
	}
	return out
}

func lets() string {
	s := ""
	for i := range 28 {
		s += fmt.Sprintf("let a%d = a%d + a%d; ", i+1, i, i)
	}
	return s + "a28"
}

// numberForEveryMap gives a number wherever a file of the format may have a table.
func numberForEveryMap() string {
	s := head
	for _, table := range scenario.Tables() {
		for _, k := range table.Keys {
			if table.Name == "top" && k.Name != "format" && k.Name != "id" && k.Name != "turns" {
				s += k.Name + " = 5\n"
			}
		}
	}
	return s
}

func groupsOfGroups() string {
	s := crowd + "[group]\ng0 = 'roles'\n"
	for i := range 4000 {
		s += fmt.Sprintf("g%d = ['g%d', 'g%d', 'g%d']\n", i+1, i, i, i)
	}
	return s
}

func manyLanguages() string {
	var b strings.Builder
	for _, x := range "abcdefghijklmnopqrstuvwxyz" {
		for _, y := range "abcdefghijklmnopqrstuvwxyz" {
			fmt.Fprintf(&b, "'%c%c',", x, y)
		}
	}
	return b.String()
}

func everyPair() string {
	var b strings.Builder
	for i := range 60 {
		for j := range i {
			fmt.Fprintf(&b, "[pair.r%d.r%d]\ntrust = 1\n", i, j)
		}
	}
	return b.String()
}
