package scenario

import (
	"slices"
	"strconv"
	"strings"
)

// BuiltIn is a policy that a role can have without the file writing it.
type BuiltIn struct{ Name, Doc string }

// BuiltIns lists them, the plainest first.
func BuiltIns() []BuiltIn {
	return []BuiltIn{
		{"hold", "nothing; it gives no answer"},
		{"random", "evenly what is legal or nothing; it tosses its answers"},
		{"cautious", "nothing unlawful, contested, irreversible, across a firebreak, against a red warning or an agreement, no temptation; else by tray: defend 4, investigate 3, talk 3, law 3, restrict 1. Yes to what is lawful and either moves no rung or rests on an own belief of 70 or more"},
		{"hawk", "what has most force is likeliest: 4 to the power of its force, four times more if it lifts somebody on the ladder, up to four times more against an enemy (whose State stands high on the ladder, or whom it believes to have attacked its own). No to what makes an agreement, yes to what has force or lifts somebody on the ladder, no to other talk and law, else yes"},
		{"dove", "what `cautious` may do, if it has no force and lifts nobody on the ladder, by tray: talk 4, defend 3, law 3, investigate 2; twice that if it makes an agreement. No to what is unlawful, contested or a temptation, yes to what makes an agreement, else yes if it has no force and lifts nobody"},
		{"tit_for_tat", "as `dove`, until somebody does something with force to it or its State: in the next turn it answers whoever did it, with no more force than that and as much as is legal, by the same measure if it can. An attack counts in its turn and the next against whom it believes with 70 or more. No to whoever did something to it, else as `dove`"},
		{"greedy", "tries every legal move, and none, in 8 worlds that it holds possible, the others doing only what their plans say, and takes what is worth most to it when its next turn opens; a lot among equals. It says yes to a proposal with which it is worth more than without, else as `cautious`"},
		{"search", "plays on: 200 playouts a turn (`search:1000`: 1000), each in a world that it holds possible, with one of its moves and then three turns in which everybody plays as `cautious`; the better half of its moves gets the next playouts, until one is left. It answers as `greedy`"},
	}
}

// policies are their names.
func policies() []string {
	var out []string
	for _, p := range BuiltIns() {
		out = append(out, p.Name)
	}
	return out
}

// titForTat must know what was done in the turn before.
const titForTat = "tit_for_tat"

// builtIn returns the name of the built-in policy that a name gives, "" if it
// gives none. The one of search may have a number of playouts behind it.
func builtIn(name string) string {
	base, n, more := strings.Cut(name, ":")
	playouts, err := strconv.Atoi(n)
	if more && (base != search || err != nil || playouts < 1 || playouts > 1_000_000) || !slices.Contains(policies(), base) {
		return ""
	}
	return base
}

// search takes a number of playouts in its name.
const search = "search"

var policyTable = &Table{Name: "policy", Keys: []Key{
	{Name: "pick", Is: Word, Default: "first", Words: []string{"first", "weights"}, Doc: "first: the first entry that applies is played; weights: one is drawn among those that apply"},
	{Name: "moves", Is: Whole, Default: "1", Doc: "most moves in a turn, those of the role's plan included"},
	{Name: "memory", Is: Expressions, Doc: "numbers that it remembers, with their starting values, which may read parameters; read as `memory.x`, by the policy alone; at most 16"},
	{Name: "learn", Is: Effects, Example: `["memory.anger += 1"]`, Doc: "what becomes of its memory: once a turn, before the choice, each line on what the one before left"},
	{Name: "choose", Is: Named, In: "policy.choose", Need: true, Doc: "what it may do, by ids of its own"},
}}

var chooseTable = &Table{Name: "policy.choose", Keys: []Key{
	{Name: "do", Is: ID, Default: "its id", Doc: "the measure, or `pass`: nothing"},
	{Name: "when", Is: Condition, Default: "true", Doc: "it applies if this holds; reads only what the role sees, the memory and target"},
	{Name: "weight", Is: Expression, Default: "1", Doc: "how often it is drawn against the others; 0 or less: never"},
	{Name: "target", Is: ID, Doc: "the target; without it and prefer a lawful one is drawn"},
	{Name: "prefer", Is: Expression, Doc: "the lawful target with the highest value is taken, the first of equals"},
	{Name: "choice", Is: Picked, Default: "the first that are lawful", Doc: "words to pick"},
	{Name: "amount", Is: Expression, Default: "the lowest", Doc: "the amount that it gives: the nearest that the measure takes"},
	{Name: "chance", Is: Expression, Default: "1", Doc: "0 to 1: it applies only as often as that"},
}}
