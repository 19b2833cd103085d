package scenario

import "demarche/engine/source"

// Form is the shape of a value, as an author writes it.
type Form uint8

// The forms. Those that hold tables name another [Table] in Key.In.
const (
	Text Form = iota + 1
	Number
	Bound
	Whole
	YesNo
	Word
	ID
	IDs
	Names
	Expression
	Condition
	Time
	Times
	Turns
	Effects
	Texts
	Date
	Numbers     // a table: id = number
	Expressions // a table: id = number or expression
	Lists       // a table: id = ids
	Grades      // a table: id = exact, band or hidden
	Titles      // a table: word = text
	Starts      // a table: track = number or expression, or a table of them by role
	Pairs       // tables by two roles
	Sub         // one table with the keys of In
	Named       // tables by id, each with the keys of In
	Rows        // an array of tables with the keys of In
	Picks       // tables by name and word, each with the keys of In
	Picked      // a table: name of a choice = word
	Poses       // a table: author = table: role he poses as = chance
	FileNames   // one file or several
	Span        // two numbers or expressions: from, to
)

// form describes a Form: what faults and documentation call it, an example for
// a mend, and the TOML it is written in.
type form struct {
	name    string
	example string
	kinds   []source.Kind
	each    []source.Kind // of the elements, if it is an array
}

var forms = [...]form{
	Text:        {"a text", `"…" or { en = "…", fr = "…" }`, kinds(source.String, source.Table), nil},
	Number:      {"a number", "0.5", kinds(source.Integer, source.Float), nil},
	Bound:       {"a number, \"inf\" or a track", "100", kinds(source.Integer, source.Float, source.String), nil},
	Whole:       {"a whole number", "3", kinds(source.Integer), nil},
	YesNo:       {"true or false", "true", kinds(source.Bool), nil},
	Word:        {"a word", `"…"`, kinds(source.String), nil},
	ID:          {"an id", `"an_id"`, kinds(source.String), nil},
	IDs:         {"an id or a list of ids", `["an_id", "another"]`, kinds(source.String, source.Array), kinds(source.String)},
	Names:       {"a list of words", `["one", "two"]`, kinds(source.Array), kinds(source.String)},
	Expression:  {"a number or an expression", `"calm / 10"`, kinds(source.Integer, source.Float, source.String), nil},
	Condition:   {"a condition", `"turn >= 2"`, kinds(source.String, source.Bool), nil},
	Time:        {"a time", `"4h" or 2`, kinds(source.String, source.Integer), nil},
	Times:       {"a time or a list of times", `["4h", "3d"]`, kinds(source.String, source.Integer, source.Array), kinds(source.String, source.Integer)},
	Turns:       {"a turn, a list of turns or an expression", "2", kinds(source.Integer, source.String, source.Array), kinds(source.Integer, source.String)},
	Effects:     {"a list of effects", `["calm -= 5"]`, kinds(source.Array), kinds(source.String)},
	Texts:       {"a list of texts", `["…", "…"]`, kinds(source.Array), kinds(source.String, source.Table)},
	Date:        {"a date and time", "2027-03-01T08:00:00Z", kinds(source.Datetime), nil},
	Numbers:     {"a table of numbers", "{ an_id = 0.5 }", kinds(source.Table), nil},
	Expressions: {"a table of numbers or expressions", "{ an_id = 2 }", kinds(source.Table), nil},
	Lists:       {"a table of ids", `{ an_id = ["one", "two"] }`, kinds(source.Table), nil},
	Grades:      {"a table of grades", `{ an_id = "exact" }`, kinds(source.Table), nil},
	Titles:      {"a table of texts", `{ word = "…" }`, kinds(source.Table), nil},
	Starts:      {"a table of starting values", "{ capacity = 3, trust = { another = 80 } }", kinds(source.Table), nil},
	Pairs:       {"tables by two roles", "[pair.one.another]", kinds(source.Table), nil},
	Sub:         {"a table", "{ … }", kinds(source.Table), nil},
	Named:       {"tables by id", "a table of its own", kinds(source.Table), nil},
	Rows:        {"a list of tables", "[{ … }]", kinds(source.Array), kinds(source.Table)},
	Picks:       {"tables by name and word", `choice.wording.plain = { text = "…" }`, kinds(source.Table), nil},
	FileNames:   {"a file or a list of files", `"rows.csv"`, kinds(source.String, source.Array), kinds(source.String)},
	Span:        {"two numbers or expressions", "[0, 10]", kinds(source.Array), kinds(source.Integer, source.Float, source.String)},
	Picked:      {"a table of words", `{ wording = "plain" }`, kinds(source.Table), nil},
	Poses:       {"a table of tables of chances", "{ an_id = { another = 0.4 } }", kinds(source.Table), nil},
}

func kinds(k ...source.Kind) []source.Kind { return k }

// String returns what faults and documentation call the form.
func (f Form) String() string {
	if int(f) < len(forms) {
		return forms[f].name
	}
	return ""
}

// Standing says how far this version goes with a key.
type Standing uint8

// Now: understood. Idle: read and checked, but nothing uses it yet; FORMAT.md
// says so beside the key.
const (
	Now Standing = iota
	Idle
)

// Key is one key of a table.
type Key struct {
	Name    string
	Is, Or  Form     // Or is a second form; 0 if there is none
	Default string   // as documentation says it; "" if leaving it out means none
	Need    bool     // it must be there
	Unless  []string // keys each of which makes it needless
	Words   []string // of Word: all there are; of tables of numbers: those allowed beside ids
	Example string   // of the value, for mends; the form's if empty
	In      string   // of Sub, Named, Rows: the table that holds the keys
	Stand   Standing
	Doc     string // what it is, for documentation
}

// Table is one table of the format with its keys in the order in which an
// author meets them.
type Table struct {
	Name string // as in headers: "track"; "role.plan" for one inside another
	Keys []Key
}

// key returns the key with this name, or nil.
func (t *Table) key(name string) *Key {
	for i := range t.Keys {
		if t.Keys[i].Name == name {
			return &t.Keys[i]
		}
	}
	return nil
}

// names returns the names of the keys.
func (t *Table) names() []string {
	var out []string
	for _, k := range t.Keys {
		out = append(out, k.Name)
	}
	return out
}

// Tables returns the whole format, in the order of documentation. The caller
// must not change it.
func Tables() []*Table { return tables }

var tables = []*Table{
	topTable, fromTable, sourceTable, calendarTable, clockTable,
	paramTable, drawTable, normalTable, lognormalTable, triangularTable, trackTable, roleTrackTable, pairTrackTable, bandTable,
	roleTable, markTable, goalTable, roleGoalTable, planTable,
	ladderTable, rungTable, firebreakTable,
	attackTable, attackAlsoTable, questionTable, evidenceTable, beyondTable, injectTable, deadlineTable,
	responseTable, temptationTable, legalTable, riskTable, warnTable, actTable, choiceTable, amountTable, wordsTable, consentTable, cosignTable, voteTable, adviceTable, outcomeTable, alsoTable,
	ruleTable, agreementTable, brokenTable, normTable, objectiveTable, metricTable, endingTable, policyTable, chooseTable,
}

func tableOf(name string) *Table {
	for _, t := range tables {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// join strings lists of keys together.
func join(lists ...[]Key) []Key {
	var out []Key
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}
