package scenario

import "slices"

// misplaced says what to write for a key that authors look for in a table that has
// none of this name: it stands in another table, or is called otherwise there. ""
// if nothing is known of it.
func misplaced(t *Table, key string) string {
	if mend := placed[t.Name+"."+key]; mend != "" {
		return mend
	}
	for _, alike := range synonyms {
		if !slices.Contains(alike, key) {
			continue
		}
		for _, k := range alike {
			if t.key(k) != nil {
				return "write " + k
			}
		}
	}
	return ""
}

// placed are keys, by table, with what to write for them.
var placed = map[string]string{
	"top.action":         `write [response.x], or [temptation.x]`,
	"top.measure":        `write [response.x], or [temptation.x]`,
	"top.event":          `write [inject.x] for what is told, [rule.x] for what happens`,
	"top.actor":          `write [role.x]`,
	"top.player":         `write [role.x]`,
	"top.variable":       `write [track.x]`,
	"attack.chance":      `write a rule with chance, or also.x = { chance = … }`,
	"attack.repeat":      `list its turns, as in turn = [2, 4]`,
	"calendar.turns":     `write turns at the top of the file; turn is how long each lasts`,
	"deadline.turn":      `write due, or when = "turn == 2" if it begins then`,
	"evidence.effects":   `write them on what reveals it, or on a rule that asks held(…)`,
	"evidence.plant":     `write plantable = true, or planted_by`,
	"inject.by":          `nobody chooses an inject: write a response`,
	"inject.chance":      `let a rule with chance fire it: fires = "an_id"`,
	"inject.once":        `delete it: it comes once, unless repeat = true`,
	"inject.target":      `write to`,
	"outcome.chance":     `write odds`,
	"outcome.when":       `write odds = "… ? 0.5 : 0", or an also with when`,
	"also.odds":          `write chance`,
	"also.priority":      `write it on the measure`,
	"outcome.priority":   `write it on the measure`,
	"attack.also.odds":   `write chance`,
	"pair_track.of":      `write between`,
	"pair_track.refill":  `write each_turn`,
	"role_track.between": `write of`,
	"track.of":           `make it a [role_track.x]`,
	"track.between":      `make it a [pair_track.x]`,
	"track.refill":       `write each_turn`,
	"response.chance":    `write outcome.x = { odds = … }, or also.x = { chance = … }`,
	"response.on":        `write target`,
	"response.turn":      `write when = "turn == 2"`,
	"response.to":        `write seen`,
	"response.author":    `whoever moves is its author: author_seen says who learns of it`,
	"response.severity":  `make it an [attack.x] with by`,
	"temptation.chance":  `write outcome.x = { odds = … }, or also.x = { chance = … }`,
	"temptation.on":      `write target`,
	"temptation.turn":    `write when = "turn == 2"`,
	"temptation.to":      `write seen`,
	"role.plan.weight":   `write chance, or a policy with weights`,
	"role.by":            `write by in the measure`,
	"rule.also":          `write another rule`,
	"rule.by":            `nobody chooses a rule: write a response`,
	"rule.cost":          `write effects`,
	"rule.outcome":       `write rules, each with its chance`,
	"rule.repeat":        `delete it: it comes whenever it holds, unless once = true`,
	"rule.to":            `write seen`,
	"ending.effects":     `the game is over: write them on what ends it`,
}

// synonyms are keys and words that authors write for them.
var synonyms = [][]string{
	{"when", "if", "condition", "trigger", "requires", "only_if"},
	{"chance", "odds", "probability", "prob", "likelihood"},
	{"title", "name", "label"},
	{"text", "doc", "description", "desc", "message", "body"},
	{"cost", "costs", "price"},
	{"after", "delay", "wait"},
	{"turn", "round", "at_turn"},
	{"by", "who", "actor", "actors"},
	{"to", "seen", "audience", "visible", "visibility"},
	{"effects", "changes", "consequences"},
	{"start", "initial", "value", "default"},
	{"target", "targets", "victim"},
	{"legal", "law", "legality"},
	{"lasts", "duration"},
	{"due", "deadline", "time"},
}
