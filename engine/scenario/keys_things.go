package scenario

// blockKeys are what comes about when something arrives or is chosen.
var blockKeys = []Key{
	{Name: "text", Is: Text, Doc: "what is told"},
	{Name: "because", Is: Text, Doc: "why, for the ledger"},
	{Name: "effects", Is: Effects, Doc: "numbers changed: `\"calm -= 5\"`; =, +=, -=, *="},
	{Name: "fires", Is: IDs, Doc: "injects told at the next Open"},
	{Name: "reveals", Is: Lists, Doc: "evidence given: `{ note = \"hospital\" }`"},
	{Name: "makes", Is: IDs, Doc: "agreements made, between mover, target and those who agreed"},
	{Name: "ends", Is: ID, Doc: "ending that ends the game"},
	{Name: "after", Is: Time, Doc: "delay of the whole block: turns, or a time such as \"3d\""},
}

// arrivalKeys say when something comes by itself.
func arrivalKeys(never string) []Key {
	return []Key{
		{Name: "turn", Is: Turns, Doc: "when it comes"},
		{Name: "when", Is: Condition, Default: never, Doc: "if it comes; with turn: at that turn, if"},
	}
}

func seenKeys(seen, author string) []Key {
	return []Key{
		{Name: "seen", Is: IDs, Default: seen, Doc: "who learns of it: public, parties, self, or ids"},
		{Name: "author_seen", Is: IDs, Default: author, Doc: "who also learns who did it"},
	}
}

var priorityKey = Key{Name: "priority", Is: Whole, Default: "0", Doc: "the highest wins where two set the same number"}

var attackTable = &Table{Name: "attack", Keys: beside([]Key{
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "severity", Is: Whole, Default: "0", Doc: "harm, 0 to 5; shown, never computed with"},
	{Name: "on", Is: IDs, Need: true, Unless: []string{"by"}, Doc: "whom it hits; of a move target says so"},
	{Name: "author", Is: ID, Or: Numbers, Need: true, Unless: []string{"by", "campaign"}, Doc: "who did it: a role, or weights from which it is drawn; of a move whoever plays it first"},
	{Name: "author_knows", Is: YesNo, Default: "true", Doc: "the author's seat knows that it was theirs; whoever plays it does"},
	{Name: "suspects", Is: Expressions, Default: "the author's weights; of a move all in by alike", Doc: "per cent at the start, the rest is unknown; may read self, the one who believes"},
	{Name: "mask", Is: Poses, Doc: "chance with which an author poses as a suspect: `{ tern = { drovia = 0.4 } }`"},
	{Name: "campaign", Is: ID, Doc: "the first attack of the campaign, whose author, suspects, beliefs and mask are its own"},
	{Name: "host", Is: ID, Doc: "where it seems to come from"},
	{Name: "rung", Is: Whole, Or: Sub, In: "act", Doc: "where the pair of victim and accused stands once it is publicly attributed; of a move as with a response too"},
	{Name: "unknown", Is: Text, Doc: "what is not known"},
	{Name: "to", Is: IDs, Default: "all", Doc: "who learns of the harm"},
	{Name: "turn", Is: Turns, Doc: "when it comes"},
	{Name: "when", Is: Condition, Default: "never by itself", Doc: "if it comes; with turn: at that turn, if; of a move as with a response: locked unless it holds"},
	{Name: "by", Is: IDs, Doc: "roles that may choose it: then it is a move"},
	{Name: "also", Is: Named, In: "attack.also", Doc: "further blocks, each by itself"},
}, actionKeys(`"attack"`, "to", "nobody but whoever plays it"))}

// scriptedKeys are the keys of an attack that the scenario plays; the others are
// those of a move.
var scriptedKeys = append([]string{
	"title", "severity", "on", "author", "author_knows", "suspects", "host", "rung", "unknown", "to", "turn", "when", "also",
	"campaign", "mask", "seen", "author_seen", "priority", "makes",
}, names(blockKeys)...)

func names(keys []Key) []string {
	t := Table{Keys: keys}
	return t.names()
}

// beside puts lists of keys behind a first one, without those that stand in it.
func beside(first []Key, lists ...[]Key) []Key {
	t := Table{Keys: first}
	for _, k := range join(lists...) {
		if t.key(k.Name) == nil {
			t.Keys = append(t.Keys, k)
		}
	}
	return t.Keys
}

var questionTable = &Table{Name: "question", Keys: []Key{
	{Name: "text", Is: Text, Doc: "the question"},
	{Name: "truth", Is: Word, Or: Numbers, Need: true, Doc: "the true answer, or weights from which it is drawn"},
	{Name: "answers", Is: Expressions, Need: true, Doc: "per cent at the start for each answer; may read self, the one who believes"},
	{Name: "words", Is: Titles, Default: "the ids of the answers in words", Doc: "the answers as people read them"},
	{Name: "when", Is: Condition, Default: "from the start", Doc: "while it is asked: roles are shown it and what they think of it; reads only what every role sees"},
}}

var evidenceTable = &Table{Name: "evidence", Keys: join([]Key{
	{Name: "about", Is: ID, Need: true, Doc: "the attack, or the question"},
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "text", Is: Text, Doc: "what those who hold it read"},
	{Name: "like", Is: Numbers, Words: []string{"unknown"}, Doc: "chance that it turns up, if that suspect did it; those not named count as the mean"},
	{Name: "points", Is: Numbers, Words: []string{"unknown", "author"}, Doc: "a certain find: times likelier, if that suspect did it; those not named 1"},
	{Name: "halves", Is: IDs, Doc: "evidence that counts half beside this one"},
	{Name: "cancels", Is: IDs, Doc: "evidence that counts for nothing beside this one"},
	{Name: "plantable", Is: YesNo, Default: "false; true with planted_by", Doc: "it may be a plant: it follows whoever the author poses as"},
	{Name: "expires", Is: Time, Doc: "time from the start after which it cannot be found any more"},
	{Name: "planted_by", Is: ID, Doc: "role that planted it: it turns up as that role wants, whoever did the attack"},
	{Name: "tlp", Is: Word, Default: "amber", Words: []string{"clear", "green", "amber", "red"}, Doc: "how far it may be shared; clear may be published by whoever holds it"},
	{Name: "to", Is: IDs, Default: "all", Doc: "who gets it when it comes by itself"},
	{Name: "beyond", Is: Sub, In: "evidence.beyond", Default: "nobody may", Doc: "what it does to share or publish it beyond its mark; `self` is who does"},
}, arrivalKeys("never by itself"))}

var beyondTable = &Table{Name: "evidence.beyond", Keys: join(blockKeys, seenKeys("parties: who gives it and who gets it", "seen"), []Key{priorityKey})}

var injectTable = &Table{Name: "inject", Keys: join([]Key{
	{Name: "title", Is: Text, Default: "who tells and the first words", Doc: "its name for the facilitator and whoever has it explained; players read who tells and the text"},
	{Name: "to", Is: IDs, Default: "all", Doc: "who is told"},
	{Name: "from", Is: Text, Doc: "who tells"},
	{Name: "channel", Is: Word, Doc: "by which way: press, cable, letter …"},
	{Name: "phase", Is: Word, Default: "brief", Words: []string{"brief", "reveal"}, Doc: "when it is shown; at reveal it is text only"},
	{Name: "minute", Is: Number, Default: "0", Doc: "minute of the phase"},
	{Name: "expected", Is: Text, Doc: "what good players do, for the facilitator"},
	{Name: "objective", Is: ID, Doc: "learning objective it serves"},
	{Name: "repeat", Is: YesNo, Default: "false", Doc: "it comes again whenever it can"},
}, arrivalKeys("only when fired"), blockKeys, seenKeys("to", "to"), []Key{priorityKey})}

var examinesKey = Key{Name: "examines", Is: IDs, Or: Lists, Doc: "evidence of which the mover, if he holds it, learns whether it is a plant; `{ note = [\"self\", \"tern\"] }`: those who do"}
var deadlineTable = &Table{Name: "deadline", Keys: join([]Key{
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "due", Is: Time, Need: true, Example: "\"3d\"", Doc: "time from the start of the game, with when from the Open at which it begins; it passes at Open of the first turn that begins at or after it"},
	{Name: "when", Is: Condition, Default: "from the start", Doc: "it begins to run in the first turn in which this holds when all has arrived, unless stop holds too"},
	{Name: "to", Is: IDs, Default: "all", Doc: "who sees it run, and learns that it passed or was stopped"},
	{Name: "stop", Is: Condition, Default: "never", Doc: "if it holds at an Open before it has passed, the deadline is stopped for good"},
}, blockKeys, seenKeys("to", "to"), []Key{priorityKey})}

// actionKeys are common to responses, temptations and attacks that are moves.
func actionKeys(tray, seen, author string) []Key {
	return join([]Key{
		{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
		{Name: "by", Is: IDs, Need: true, Doc: "roles that may choose it"},
		{Name: "target", Is: IDs, Doc: "on whom; never the mover"},
		{Name: "when", Is: Condition, Default: "true", Doc: "locked unless it holds; reads only what all in by see"},
		{Name: "warn", Is: Sub, In: "warn", Doc: "a red line on the card"},
		{Name: "cost", Is: Expressions, Doc: "taken from the mover's role tracks; from a world track if one role alone can spend it"},
		{Name: "refund", Is: YesNo, Default: "true", Doc: "cost comes back if the move does not go through"},
		{Name: "tray", Is: Word, Default: tray, Words: trays, Doc: "its kind, and its place in the order of play"},
		{Name: "risk", Is: Text, Or: Sub, In: "risk", Doc: "what may go wrong"},
		{Name: "legal", Is: Sub, In: "legal", Doc: "how the law sees it"},
		{Name: "advice", Is: Sub, In: "advice", Doc: "what advisers say"},
		{Name: "choice", Is: Picks, In: "choice", Doc: "words that the mover picks among: `choice.wording.plain = { value = 0 }`; at most three choices"},
		{Name: "choice_title", Is: Titles, Default: "the ids in words", Doc: "what its choices are called"},
		{Name: "amount", Is: Sub, In: "amount", Doc: "a number that the mover gives: `amount` in its expressions"},
		{Name: "words", Is: Sub, In: "words", Doc: "what the mover writes beside it, for those who learn of it"},
		{Name: "consent", Is: Sub, In: "consent", Doc: "who must all say yes before it goes through"},
		{Name: "cosign", Is: Sub, In: "cosign", Doc: "whose names it needs before it goes through"},
		{Name: "vote", Is: Sub, In: "vote", Doc: "the body that decides on it"},
		{Name: "standing", Is: Condition, Doc: "it is an order that waits: paid at once, played once, after the rules of the first turn in which this holds"},
		{Name: "rung", Is: Whole, Or: Sub, In: "act", Doc: "rung at which it puts the pair of mover and target, if all can see who did it"},
		{Name: "ladder", Is: Text, Doc: "what the card says about the ladder"},
		{Name: "irreversible", Is: YesNo, Default: "false", Doc: "it cannot be undone"},
		{Name: "attributes", Is: ID, Doc: "attack of which it publicly accuses the target"},
		{Name: "answers", Is: ID, Doc: "attack that it answers"},
		{Name: "breaches", Is: IDs, Doc: "norms it breaches"},
		{Name: "upholds", Is: IDs, Doc: "norms it upholds"},
		{Name: "objective", Is: ID, Doc: "learning objective it serves"},
		examinesKey,
		{Name: "tags", Is: Names, Doc: "words to find it by"},
		{Name: "blind", Is: YesNo, Default: "false", Doc: "it is offered whatever when says, which is tested when its stage comes"},
	}, blockKeys, seenKeys(seen, author), []Key{
		{Name: "outcome", Is: Named, In: "outcome", Doc: "exactly one comes"},
		{Name: "also", Is: Named, In: "also", Doc: "any number come, each by itself"},
		priorityKey,
	})
}

var trays = []string{"investigate", "defend", "talk", "law", "restrict", "covert", "attack"}

var responseTable = &Table{Name: "response", Keys: actionKeys(`"talk"`, "by tray: public for law and restrict, parties for talk, defend and investigate, self for covert and attack", "seen")}

var temptationTable = &Table{Name: "temptation", Keys: needed(append([]Key{
	{Name: "offer", Is: Text, Need: true, Doc: "what is offered, on the card"},
	{Name: "gain", Is: Text, Need: true, Doc: "what it pays"},
	{Name: "instead", Is: ID, Need: true, Doc: "its lawful twin, a response"},
	{Name: "lasts", Is: Whole, Default: "1", Doc: "turns for which the offer stands once when holds"},
}, actionKeys(`"covert"`, "self", "self")...), "risk", "legal")}

// needed marks keys as required.
func needed(keys []Key, names ...string) []Key {
	for i := range keys {
		for _, n := range names {
			if keys[i].Name == n {
				keys[i].Need = true
			}
		}
	}
	return keys
}

var legalTable = &Table{Name: "legal", Keys: []Key{
	{Name: "status", Is: Word, Need: true, Words: []string{"lawful", "grey", "contested", "unlawful"}, Doc: "how the law sees it"},
	{Name: "basis", Is: Text, Doc: "on what ground"},
}}

var riskTable = &Table{Name: "risk", Keys: []Key{
	{Name: "level", Is: Word, Words: []string{"low", "medium", "high"}, Doc: "how much"},
	{Name: "text", Is: Text, Need: true, Doc: "what may go wrong"},
}}

var warnTable = &Table{Name: "warn", Keys: []Key{
	{Name: "unless", Is: Condition, Need: true, Doc: "the warning stands unless this holds; reads only what all in by see"},
	{Name: "text", Is: Text, Need: true, Doc: "the warning"},
}}

var actTable = &Table{Name: "act", Keys: []Key{
	{Name: "at", Is: Whole, Need: true, Doc: "the rung"},
	{Name: "of", Is: IDs, Default: "self", Doc: "one side of the pairs: roles, `self` (who does it), `target`"},
	{Name: "with", Is: IDs, Default: "target", Doc: "the other side, the same way"},
}}

var choiceTable = &Table{Name: "choice", Keys: []Key{
	{Name: "value", Is: Number, Default: "its place, from 0", Doc: "what the choice's name is in expressions; beside == the word itself"},
	{Name: "text", Is: Text, Default: "the word in words", Doc: "the word as people read it"},
	{Name: "rung", Is: Whole, Doc: "replaces the measure's rung"},
	{Name: "when", Is: Condition, Default: "true", Doc: "the word is locked unless it holds; reads only what all in by see, and no target"},
}}

var amountTable = &Table{Name: "amount", Keys: []Key{
	{Name: "min", Is: Expression, Default: "0", Doc: "lowest amount; may read what all in by see of themselves and the world"},
	{Name: "max", Is: Expression, Need: true, Doc: "highest amount"},
	{Name: "step", Is: Number, Default: "1", Doc: "distance of two amounts, from min"},
}}

var wordsTable = &Table{Name: "words", Keys: []Key{
	{Name: "needed", Is: YesNo, Default: "false", Doc: "a person must write something; computer players need not"},
	{Name: "max", Is: Whole, Default: "2000", Doc: "most characters"},
}}

// assentKeys are common to the ways in which others agree.
func assentKeys(of, silence string) []Key {
	return []Key{
		{Name: "of", Is: IDs, Need: true, Doc: of + "; they are told of the proposal at once"},
		{Name: "accept", Is: Condition, Doc: "answers for computer players and members off the board; `self` is asked, `proposer` asks. Without it a computer player's policy answers, and a member off the board gives no answer, which is " + silence},
		{Name: "optional", Is: YesNo, Default: "false", Doc: "it goes through anyway; a yes only makes a signer"},
	}
}

var consentTable = &Table{Name: "consent", Keys: join(assentKeys("who is asked: ids, or \"target\"", "no"), []Key{
	{Name: "unless", Is: Condition, Doc: "nobody needs to agree if this holds when answers are counted"},
})}

var cosignTable = &Table{Name: "cosign", Keys: join(assentKeys("those who can sign", "no"), []Key{
	{Name: "at_least", Is: Whole, Default: "all of them", Doc: "names needed; the mover counts if among them"},
})}

var voteTable = &Table{Name: "vote", Keys: join(assentKeys("the members of the body", "an abstention, by consensus a yes"), []Key{
	{Name: "rule", Is: Word, Or: Whole, Default: `"unanimity"`, Words: []string{"unanimity", "consensus", "majority"}, Doc: "unanimity: nobody says no and fewer than a third abstain; consensus: nobody objects; majority: more than half say yes; or how many must"},
	{Name: "ballot", Is: Word, Default: "open", Words: []string{"open", "secret"}, Doc: "secret: nobody is told who said what"},
})}

var adviceTable = &Table{Name: "advice", Keys: []Key{
	{Name: "legal", Is: Text, Doc: "the lawyer"},
	{Name: "technical", Is: Text, Doc: "the engineer"},
	{Name: "political", Is: Text, Doc: "the political adviser"},
	{Name: "military", Is: Text, Doc: "the military adviser"},
	{Name: "intelligence", Is: Text, Doc: "the intelligence service"},
	{Name: "press", Is: Text, Doc: "the spokesperson"},
	{Name: "economic", Is: Text, Doc: "the economist"},
}}

var outcomeTable = &Table{Name: "outcome", Keys: join([]Key{
	{Name: "odds", Is: Expression, Doc: "chance, 0 to 1; one outcome may go without and takes the rest"},
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	examinesKey,
}, blockKeys, seenKeys("as the action", "as the action"))}

var alsoTable = &Table{Name: "also", Keys: alsoKeys("as the action")}

var attackAlsoTable = &Table{Name: "attack.also", Keys: alsoKeys("as the attack")}

func alsoKeys(seen string) []Key {
	return join([]Key{
		{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
		{Name: "when", Is: Condition, Default: "true", Doc: "it comes if this holds"},
		{Name: "chance", Is: Expression, Default: "1", Doc: "0 to 1"},
		examinesKey,
	}, blockKeys, seenKeys(seen, seen))
}

var ruleTable = &Table{Name: "rule", Keys: join([]Key{
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "each", Is: ID, Default: "world", Doc: "world, role, pair of States (both orders), couple (once), or a group: `self` and `other` in its expressions"},
}, arrivalKeys("true"), []Key{
	{Name: "chance", Is: Expression, Default: "1", Doc: "0 to 1, drawn for each instance"},
	{Name: "once", Is: YesNo, Default: "false", Doc: "each instance fires at most once"},
	{Name: "cooldown", Is: Whole, Default: "0", Doc: "turns an instance rests after it fired"},
}, blockKeys, seenKeys("who sees what it changes", "seen"), []Key{priorityKey})}

var normTable = &Table{Name: "norm", Keys: []Key{
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "text", Is: Text, Doc: "what it says"},
	{Name: "source", Is: Text, Doc: "where it stands"},
}}

var objectiveTable = &Table{Name: "objective", Keys: []Key{
	{Name: "text", Is: Text, Need: true, Doc: "what is to be learnt"},
	{Name: "met", Is: Condition, Doc: "holds at the end if they did it"},
	{Name: "tested", Is: Condition, Doc: "holds at the end if the game put it to the test"},
	{Name: "hint", Is: Text, Doc: "for the facilitator, when they are stuck"},
}}

var metricTable = &Table{Name: "metric", Keys: []Key{
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "value", Is: Expression, Need: true, Doc: "the number"},
	{Name: "each", Is: ID, Default: "world", Doc: "world, role, pair of States (both orders), couple (once), or a group: one number for each; `self` and `other` in its value"},
	{Name: "over", Is: Word, Default: "last", Words: []string{"last", "max", "min", "mean", "sum"}, Doc: "how the turns are gathered"},
	{Name: "when", Is: Word, Default: "end", Words: []string{"end", "turn"}, Doc: "turn: one row for each turn too"},
}}

var endingTable = &Table{Name: "ending", Keys: []Key{
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "text", Is: Text, Doc: "how it ends"},
	{Name: "turn", Is: Turns, Doc: "when it can come"},
	{Name: "when", Is: Condition, Default: "true", Doc: "if it comes; with none of turn, when and chance it is the last resort, after the last turn"},
	{Name: "chance", Is: Expression, Default: "1", Doc: "0 to 1"},
}}

var agreementTable = &Table{Name: "agreement", Keys: []Key{
	{Name: "title", Is: Text, Default: "the id in words", Doc: "name shown to people"},
	{Name: "text", Is: Text, Doc: "what is told when it is made"},
	{Name: "forbids", Is: IDs, Doc: "measures and attacks by id, and all measures with a tag"},
	{Name: "between", Is: IDs, Default: "States, and roles that belong to none", Doc: "whom it can bind, each for itself; whoever is not in it is bound by what binds its State"},
	{Name: "lasts", Is: Time, Default: "to the end of the game", Doc: "how long it is in force: turns, or a time such as \"5d\""},
	{Name: "broken", Is: Sub, In: "agreement.broken", Doc: "what breaking it does: `self` breaks it, `other` is whom it was made with"},
}}

var brokenTable = &Table{Name: "agreement.broken", Keys: join(blockKeys, seenKeys("public", "seen"), []Key{priorityKey})}
