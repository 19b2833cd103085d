package scenario

var topTable = &Table{Name: "top", Keys: []Key{
	{Name: "format", Is: Whole, Need: true, Example: "1", Doc: "version of the format: 1"},
	{Name: "id", Is: ID, Need: true, Doc: "the scenario's own id"},
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "summary", Is: Text, Doc: "a few sentences for whoever chooses a scenario"},
	{Name: "turns", Is: Whole, Need: true, Doc: "how many turns a game has, 1 to 10000"},
	{Name: "languages", Is: Names, Default: `["en"]`, Doc: "codes of the languages its texts are in; the first stands in for a missing one"},
	{Name: "moves_per_turn", Is: Whole, Default: "0", Doc: "most moves of one role in one turn; 0 = any"},
	{Name: "resolution", Is: Word, Default: "simultaneous", Words: []string{"simultaneous", "sequential"}, Doc: "simultaneous: all moves of a tray read the state in which it opened; sequential: role after role, each move and each effect reads the latest numbers"},
	{Name: "stages", Is: Names, Default: "investigate defend talk law restrict covert attack", Doc: "order in which the trays are played; those left out follow in this order"},
	{Name: "returns", Is: ID, Doc: "metric of roles that is their reward: what a play is worth to each"},
	{Name: "include", Is: FileNames, Example: `"pack:un_norms"`, Doc: "files whose tables stand before this file's own: `pack:` and the id of a pack, or a .toml file of the folder"},
	{Name: "from", Is: Sub, In: "from", Doc: "sheets whose rows are tables"},
	{Name: "source", Is: Sub, In: "source", Stand: Idle, Doc: "where the scenario comes from"},
	{Name: "calendar", Is: Sub, In: "calendar", Doc: "when the turns are"},
	{Name: "clock", Is: Sub, In: "clock", Doc: "time of the phases at the table"},
	{Name: "param", Is: Named, In: "param", Doc: "numbers that a launch sets and a study sweeps"},
	{Name: "draw", Is: Named, In: "draw", Doc: "a random number to read"},
	{Name: "track", Is: Named, In: "track", Doc: "a number of the world"},
	{Name: "role_track", Is: Named, In: "role_track", Doc: "a number for each role"},
	{Name: "pair_track", Is: Named, In: "pair_track", Doc: "a number for each pair of States"},
	{Name: "pair", Is: Pairs, Doc: "starting values of one pair: `[pair.aurelia.korsavia]`, `trust = 40`"},
	{Name: "ladder", Is: Sub, In: "ladder", Doc: "what States do to each other in the open"},
	{Name: "group", Is: Lists, Doc: "name = ids, or a selection in quotes"},
	{Name: "group_title", Is: Titles, Default: "the ids in words", Doc: "what groups are called"},
	{Name: "role", Is: Named, In: "role", Need: true, Doc: "a part, played by people or a computer"},
	{Name: "goal", Is: Named, In: "goal", Doc: "what everybody is after"},
	{Name: "norm", Is: Named, In: "norm", Doc: "a rule of conduct that measures uphold or breach"},
	{Name: "attack", Is: Named, In: "attack", Doc: "something done to somebody by somebody hidden"},
	{Name: "question", Is: Named, In: "question", Doc: "a second hidden matter: which of its answers is true"},
	{Name: "evidence", Is: Named, In: "evidence", Doc: "what bears on who did an attack"},
	{Name: "inject", Is: Named, In: "inject", Doc: "arrives and tells"},
	{Name: "deadline", Is: Named, In: "deadline", Doc: "comes at a time unless it is stopped"},
	{Name: "temptation", Is: Named, In: "temptation", Doc: "an offer of retaliation that pays now"},
	{Name: "response", Is: Named, In: "response", Doc: "a measure that is always there"},
	{Name: "rule", Is: Named, In: "rule", Doc: "what the world does each turn"},
	{Name: "agreement", Is: Named, In: "agreement", Doc: "what roles may promise each other"},
	{Name: "objective", Is: Named, In: "objective", Doc: "what participants are to learn"},
	{Name: "metric", Is: Named, In: "metric", Doc: "a number for researchers"},
	{Name: "ending", Is: Named, In: "ending", Doc: "how a game may end"},
	{Name: "policy", Is: Named, In: "policy", Doc: "a computer player"},
}}

var fromTable = &Table{Name: "from", Keys: []Key{
	{Name: "role", Is: FileNames, Doc: "rows are roles"},
	{Name: "pair", Is: FileNames, Doc: "rows are starting values of pairs"},
	{Name: "attack", Is: FileNames, Doc: "rows are attacks"},
	{Name: "evidence", Is: FileNames, Doc: "rows are evidence"},
	{Name: "inject", Is: FileNames, Doc: "rows are injects: the MSEL as trainers keep it"},
	{Name: "temptation", Is: FileNames, Doc: "rows are temptations"},
	{Name: "response", Is: FileNames, Doc: "rows are responses"},
}}

var sourceTable = &Table{Name: "source", Keys: []Key{
	{Name: "cite", Is: Word, Doc: "how to cite it"},
	{Name: "licence", Is: Word, Doc: "on what terms it may be used"},
	{Name: "files", Is: Names, Doc: "files it was made from"},
}}

var calendarTable = &Table{Name: "calendar", Keys: []Key{
	{Name: "start", Is: Date, Doc: "when turn 1 begins; without a zone it is UTC"},
	{Name: "turn", Is: Times, Default: `"1d"`, Doc: "length of each turn; the last repeats"},
	{Name: "names", Is: Texts, Doc: "names of the turns"},
}}

var clockTable = &Table{Name: "clock", Keys: []Key{
	{Name: "brief", Is: Times, Default: "no limit", Doc: "time for each turn's briefing; the last repeats, \"0s\" skips it"},
	{Name: "consult", Is: Times, Default: "no limit", Doc: "the same for talks"},
	{Name: "decide", Is: Times, Default: "no limit", Doc: "the same for orders"},
	{Name: "reveal", Is: Times, Default: "no limit", Doc: "the same for what came of them"},
}}

var paramTable = &Table{Name: "param", Keys: []Key{
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "default", Is: Number, Or: Word, Need: true, Doc: "value unless a launch says otherwise; a word of one_of"},
	{Name: "min", Is: Bound, Default: "unbounded", Doc: "lowest value"},
	{Name: "max", Is: Bound, Default: "unbounded", Doc: "highest value"},
	{Name: "one_of", Is: Names, Doc: "words instead of a number"},
	{Name: "doc", Is: Text, Doc: "what it means"},
}}

var drawTable = &Table{Name: "draw", Keys: []Key{
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people who see it"},
	{Name: "doc", Is: Text, Doc: "what it means"},
	{Name: "unit", Is: Text, Doc: "what it is counted in; it stands unchanged behind every number, so best a sign or a word of one form"},
	{Name: "each", Is: Word, Default: "world", Words: []string{"world", "role"}, Doc: "world: one for all; role: each role has its own"},
	{Name: "once", Is: YesNo, Default: "false", Doc: "drawn once, before the game starts, so that starting values may read it; else anew at every Open"},
	{Name: "uniform", Is: Span, Doc: "any number from the first up to the second"},
	{Name: "normal", Is: Sub, In: "normal", Doc: "round a mean"},
	{Name: "lognormal", Is: Sub, In: "lognormal", Doc: "above 0 with a long tail"},
	{Name: "exponential", Is: Expression, Doc: "the mean of a number above 0 that is mostly small: times between events"},
	{Name: "triangular", Is: Sub, In: "triangular", Doc: "a guess: lowest, likeliest, highest"},
	{Name: "chance", Is: Expression, Doc: "0 to 1: the draw is a condition, true with this chance"},
	{Name: "one_of", Is: Names, Or: Expressions, Doc: "words, each as likely, or with their weights: the draw is one of them"},
	{Name: "seen", Is: Word, Or: Grades, Default: "\"hidden\"", Words: grades, Doc: "who sees the number: exact or hidden for all, or a grade for each of some"},
}}

var normalTable = &Table{Name: "normal", Keys: []Key{
	{Name: "mean", Is: Expression, Default: "0", Doc: "its middle"},
	{Name: "spread", Is: Expression, Need: true, Example: "2", Doc: "standard deviation: two thirds lie within it of the mean"},
}}

var lognormalTable = &Table{Name: "lognormal", Keys: []Key{
	{Name: "median", Is: Expression, Need: true, Example: "10", Doc: "half lie below it; above 0"},
	{Name: "spread", Is: Expression, Need: true, Example: "2", Doc: "standard deviation of its logarithm: with 1, one in six is above 2.7 times the median"},
}}

var triangularTable = &Table{Name: "triangular", Keys: []Key{
	{Name: "low", Is: Expression, Need: true, Example: "0", Doc: "the lowest"},
	{Name: "mode", Is: Expression, Need: true, Example: "3", Doc: "the likeliest"},
	{Name: "high", Is: Expression, Need: true, Example: "10", Doc: "the highest"},
}}

// trackKeys are common to all three kinds of track.
func trackKeys(seen string) []Key {
	return []Key{
		{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
		{Name: "unit", Is: Text, Doc: "what it is counted in; it stands unchanged behind every number, so best a sign or a word of one form"},
		{Name: "doc", Is: Text, Doc: "what it means"},
		{Name: "start", Is: Expression, Default: "0", Doc: "value at the beginning; may read parameters; a word if it has words"},
		{Name: "min", Is: Bound, Default: "0", Doc: "lowest value"},
		{Name: "max", Is: Bound, Default: "100", Doc: "highest value"},
		{Name: "good", Is: Word, Default: "none", Words: []string{"high", "low", "none"}, Doc: "which way is better"},
		{Name: "whole", Is: YesNo, Default: "false", Doc: "rounded, halves away from zero"},
		{Name: "fixed", Is: YesNo, Default: "false", Doc: "a constant: nothing changes it"},
		{Name: "words", Is: Names, Or: Titles, Doc: "names of 0, 1, 2 … instead of numbers"},
		{Name: "bands", Is: Rows, In: "bands", Default: "five equal parts if the bounds are finite", Doc: "what is seen by those who see no number"},
		{Name: "seen", Is: Word, Or: Grades, Default: seen, Words: grades, Doc: "who sees it: exact, band or hidden for all, or a grade for each of some; the best grade counts"},
		{Name: "each_turn", Is: Expression, Default: "0", Doc: "added at Open from turn 2"},
		{Name: "each_day", Is: Expression, Default: "0", Doc: "added at Open from turn 2, times the days of the turn before"},
	}
}

var trackTable = &Table{Name: "track", Keys: trackKeys(`"exact"`)}

var roleTrackTable = &Table{Name: "role_track", Keys: append(trackKeys(`{ self = "exact" }`),
	Key{Name: "of", Is: ID, Default: "roles", Doc: "group whose members have it"},
	Key{Name: "refill", Is: Expression, Default: "0", Doc: "added at Open from turn 2, up to max"},
)}

var pairTrackTable = &Table{Name: "pair_track", Keys: append(trackKeys(`{ self = "exact" }`),
	Key{Name: "between", Is: ID, Default: "states", Doc: "group whose members have it with each other"},
	Key{Name: "directed", Is: YesNo, Default: "false", Doc: "a towards b is another number than b towards a"},
)}

var bandTable = &Table{Name: "bands", Keys: []Key{
	{Name: "to", Is: Number, Doc: "upper end; the last band may go without"},
	{Name: "text", Is: Text, Need: true, Doc: "what is said of it"},
}}

var roleTable = &Table{Name: "role", Keys: []Key{
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "kind", Is: Word, Default: "organisation", Words: roleKinds, Doc: "what it is"},
	{Name: "brief", Is: Text, Doc: "what the role's player reads first; often a file"},
	{Name: "mark", Is: Sub, In: "mark", Doc: "its emblem"},
	{Name: "relation", Is: Text, Doc: "what it is to the others in a few words"},
	{Name: "state", Is: ID, Default: "itself if kind is state", Doc: "the State it belongs to"},
	{Name: "seat", Is: YesNo, Default: "true", Doc: "false: nobody sits there and no policy is asked; only its plan is played"},
	{Name: "start", Is: Starts, Doc: "its starting values of role tracks, and of pair tracks with others"},
	{Name: "goal", Is: Named, In: "role.goal", Doc: "what it is after"},
	{Name: "policy", Is: ID, Or: Numbers, Doc: "computer player: the id of a policy of the file, a built-in one (see 11), or weights by tray"},
	{Name: "plan", Is: Named, In: "role.plan", Doc: "moves it makes by itself, by the id of the action"},
	{Name: "default", Is: Word, Default: "draft", Words: []string{"hold", "draft", "computer"}, Doc: "what counts when its time runs out: hold: nothing; draft: what is noted down by then; computer: what its policy plays"},
}}

var roleKinds = []string{"state", "agency", "company", "organisation", "proxy", "public"}

var markTable = &Table{Name: "mark", Keys: []Key{
	{Name: "letters", Is: Word, Doc: "one to three letters"},
	{Name: "shape", Is: Word, Default: "circle", Words: []string{"circle", "square", "triangle", "diamond", "hexagon", "shield"}, Doc: "name of a shape"},
}}

var goalTable = &Table{Name: "goal", Keys: []Key{
	{Name: "text", Is: Text, Need: true, Doc: "the goal in words"},
	{Name: "score", Is: Expression, Doc: "how far it is reached"},
}}

var roleGoalTable = &Table{Name: "role.goal", Keys: append(append([]Key(nil), goalTable.Keys...),
	Key{Name: "secret", Is: YesNo, Default: "false", Doc: "only the role knows it"},
)}

var planTable = &Table{Name: "role.plan", Keys: []Key{
	{Name: "when", Is: Condition, Default: "true", Doc: "reads only what the role sees; may read target"},
	{Name: "chance", Is: Expression, Default: "1", Doc: "0 to 1"},
	{Name: "target", Is: ID, Doc: "the target; without it and prefer a lawful one is drawn"},
	{Name: "prefer", Is: Expression, Doc: "the lawful target with the highest value is taken, the first of equals"},
	{Name: "choice", Is: Picked, Default: "the first that are lawful", Doc: "words to pick"},
	{Name: "amount", Is: Expression, Default: "the lowest", Doc: "the amount that it gives: the nearest that the measure takes"},
}}

var ladderTable = &Table{Name: "ladder", Keys: []Key{
	{Name: "rungs", Is: Rows, In: "rung", Need: true, Doc: "lowest first, numbered from 0"},
	{Name: "firebreaks", Is: Rows, In: "firebreak", Doc: "lines between rungs that need a confirmation"},
	{Name: "cooling", Is: Whole, Default: "0", Doc: "turns without an act before a pair falls by one rung; 0 = never"},
}}

var rungTable = &Table{Name: "rung", Keys: []Key{
	{Name: "name", Is: Text, Need: true, Doc: "name of the rung"},
	{Name: "doc", Is: Text, Doc: "what stands for it"},
}}

var firebreakTable = &Table{Name: "firebreak", Keys: []Key{
	{Name: "below", Is: Whole, Need: true, Doc: "the rung above the line"},
	{Name: "text", Is: Text, Doc: "what crossing it means"},
}}
