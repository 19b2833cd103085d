package scenario

// Names of the policies that a role can have without the file writing them.
var policies = []string{"hold", "random", "cautious"}

var laterPolicies = []string{"hawk", "dove", "tit_for_tat", "greedy", "search"}

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
