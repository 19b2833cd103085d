package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"demarche/engine/source"
)

// thing is what an id names.
type thing struct {
	kind string
	at   source.Pos
}

// entry is one table that an author named.
type entry struct {
	kind string
	id   string
	node *source.Node
	path string
}

// entries returns the tables of these kinds in the order of the file. One whose id
// cannot be used, which is a fault, goes by the id that its author is told to write;
// it is left out if there is none, or another has that.
func (c *compiler) entries(kinds ...string) []entry {
	n := 0
	for _, kind := range kinds {
		n += len(c.listed(kind))
	}
	out := make([]entry, 0, n)
	for _, kind := range kinds {
		out = append(out, c.found[kind]...)
	}
	c.inOrder(out)
	return out
}

// listed returns the tables of one kind, which are looked for once.
func (c *compiler) listed(kind string) []entry {
	out, known := c.found[kind]
	if known {
		return out
	}
	if parent := c.doc.Root.Get(kind); parent != nil && parent.Kind == source.Table {
		out = make([]entry, 0, len(parent.Kids))
		out = tablesIn(out, parent, kind, kind)
	}
	c.found[kind] = out
	return out
}

// inner returns the tables that an author named inside a table.
func inner(n *source.Node, key, path string) []entry {
	parent := n.Get(key)
	if parent == nil || parent.Kind != source.Table {
		return nil
	}
	return tablesIn(make([]entry, 0, len(parent.Kids)), parent, key, path+"."+key)
}

// tablesIn puts the named tables in a table behind those given.
func tablesIn(out []entry, parent *source.Node, kind, path string) []entry {
	for _, kid := range parent.Kids {
		id := kid.Key
		if !isID(id) {
			id = idOf(id)
			if id == anID || !isID(id) || parent.Get(id) != nil || slices.ContainsFunc(out, func(e entry) bool { return e.id == id }) {
				continue
			}
		}
		if kid.Kind == source.Table {
			out = append(out, entry{kind, id, kid, path + "." + kid.Key})
		}
	}
	return out
}

// inOrder sorts entries as the document has them.
func (c *compiler) inOrder(all []entry) {
	slices.SortStableFunc(all, func(a, b entry) int { return c.doc.compare(a.node.KeyPos, b.node.KeyPos) })
}

// lineOf says where something stands, to somebody who looks at another place.
func lineOf(there, here source.Pos) string {
	if there.File == here.File {
		return fmt.Sprintf("in line %d", there.Line)
	}
	return fmt.Sprintf("in %s:%d", there.File, there.Line)
}

// isID reports whether s is an id: a small letter, then small letters, digits
// and low lines.
func isID(s string) bool {
	for i, r := range s {
		small := 'a' <= r && r <= 'z'
		if !small && (i == 0 || r != '_' && (r < '0' || r > '9')) {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

func (c *compiler) checkID(n *source.Node, path string) {
	if isID(n.Key) {
		return
	}
	if len(n.Key) > 64 {
		c.faultAt(n, path, "at most 64 letters", "the id is too long")
		return
	}
	c.faultAt(n, path, "small letters, digits and _, a letter first: "+idOf(n.Key), "%q is not an id", n.Key)
}

// anID stands for an id in mends.
const anID = "an_id"

// idOf makes an id of what an author wrote.
func idOf(s string) string { return cmp.Or(source.Plainly(s), anID) }

// inWords makes a title of an id: night_call becomes "Night call".
func inWords(id string) string {
	s := strings.ReplaceAll(id, "_", " ")
	return strings.ToUpper(s[:1]) + s[1:]
}

// bareKinds are the kinds of thing whose ids stand bare in expressions: one id
// names one thing among all of them.
var bareKinds = []string{"track", "role_track", "pair_track", "role", "attack", "question", "evidence", "inject", "deadline", "temptation", "response", "rule", "agreement"}

// ownKinds have a name space each.
var ownKinds = []string{"param", "draw", "goal", "norm", "objective", "metric", "ending", "policy"}

// kindWords are how faults call a thing.
var kindWords = map[string]string{
	"track": "track", "role_track": "track of roles", "pair_track": "track of pairs", "role": "role", "group": "group",
	"attack": "attack", "question": "question", "evidence": "piece of evidence", "inject": "inject", "deadline": "deadline", "temptation": "temptation", "response": "response",
	"rule": "rule", "param": "parameter", "draw": "random number", "goal": "goal", "norm": "norm", "objective": "objective", "metric": "metric",
	"agreement": "agreement", "ending": "ending", "policy": "policy", "action": "action", "ladder": "track",
}

// an puts the article before a word.
func an(word string) string {
	if strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}

// languageWords are the words of the language of expressions and of the format
// that no id may be.
var languageWords = strings.Fields(`
	turn turns hours days self target on member other proposer it amount max_rung peak_rung
	and or not in let if else matches contains true false nil
	any all none one count sum min max mean map abs round floor ceil clamp between band sqrt pow exp log
	happened this_turn last_turn in_turn times since first before tried held published in_force truth
	pair belief param draw memory roles seats states others signers
	public parties unknown author world couple publish share`)

// orderWords stand beside the ids of actions where moves are written down, so
// that no action may be called so.
var orderWords = []string{"yes", "no", "pass"}

// declare gives every id its one meaning.
func (c *compiler) declare() {
	all := c.entries(bareKinds...)
	if groups := c.doc.Root.Get("group"); groups != nil {
		for _, kid := range groups.Kids {
			c.checkID(kid, "group."+kid.Key)
			if isID(kid.Key) {
				all = append(all, entry{"group", kid.Key, kid, "group." + kid.Key})
			}
		}
	}
	if n := c.doc.Root.Get("ladder"); n != nil && n.Kind == source.Table {
		c.names["rung"] = thing{"ladder", n.KeyPos}
	}
	c.inOrder(all)
	for _, e := range all {
		if slices.Contains(languageWords, e.id) {
			c.faultAt(e.node, e.path, "choose another id", "%q is a word of the language", e.id)
			continue
		}
		if listOf(e.kind) == "action" && slices.Contains(orderWords, e.id) {
			c.faultAt(e.node, e.path, "choose another id", "%q is a word of orders: it answers a proposal, or does nothing", e.id)
			continue
		}
		if old, taken := c.names[e.id]; taken {
			c.taken(e, old)
			continue
		}
		c.names[e.id] = thing{e.kind, e.node.KeyPos}
		c.number(e.kind, e.id)
		if e.kind == "attack" && played(e) {
			c.number("action", e.id)
		}
	}
	for _, e := range c.entries(ownKinds...) {
		c.number(e.kind, e.id)
	}
	c.sizes(all)
}

func (c *compiler) taken(e entry, old thing) {
	switch {
	case old.kind == "ladder":
		c.faultAt(e.node, e.path, "choose another id", "%q is the track that the ladder makes", e.id)
	case old.kind == e.kind:
		c.faultAt(e.node, e.path, "choose another id", "%q is already the id of another %s, %s", e.id, kindWords[old.kind], lineOf(old.at, e.node.KeyPos))
	default:
		c.faultAt(e.node, e.path, "choose another id", "%q is already the id of %s, %s", e.id, an(kindWords[old.kind]), lineOf(old.at, e.node.KeyPos))
	}
}

// listOf says in which list of the game a kind stands.
func listOf(kind string) string {
	switch kind {
	case "role_track", "pair_track":
		return "track"
	case "temptation", "response":
		return "action"
	}
	return kind
}

// number gives a thing its place in the game's list.
func (c *compiler) number(kind, id string) {
	list := listOf(kind)
	if c.index[list] == nil {
		c.index[list] = map[string]int32{}
	}
	if _, twice := c.index[list][id]; !twice {
		c.index[list][id] = int32(len(c.index[list]))
	}
}

// own returns the entries of these kinds that hold their id, in file order.
func (c *compiler) own(kinds ...string) []entry {
	out := c.entries(kinds...)
	if !slices.Contains(bareKinds, kinds[0]) {
		return out
	}
	return slices.DeleteFunc(out, func(e entry) bool {
		t, ok := c.names[e.id]
		return !ok || t.kind != e.kind || t.at != e.node.KeyPos
	})
}

// limits are the most there may be of each list.
var limits = []struct {
	list string
	most int
	what string
}{
	{"role", MaxRoles, "roles"}, {"action", MaxActions, "responses and temptations"}, {"rule", MaxRules, "rules"},
	{"track", MaxTracks, "tracks"}, {"group", MaxGroups, "groups"},
}

// sizes faults lists that are too long, at the first thing beyond.
func (c *compiler) sizes(all []entry) {
	for _, limit := range limits {
		n := len(c.index[limit.list])
		if n <= limit.most {
			continue
		}
		c.stop = true
		at := slices.IndexFunc(all, func(e entry) bool {
			return c.index[limit.list][e.id] == int32(limit.most) && listOf(e.kind) == limit.list
		})
		if at < 0 {
			at = 0 // it is in another list as well
		}
		c.faultAt(all[at].node, all[at].path, "leave out what is not played", "%d %s, at most %d are allowed", n, limit.what, limit.most)
	}
	if len(c.index["role"]) > 0 {
		return
	}
	// Told as missing, or by what is wrong with the ids, or not at all.
	c.stop = !c.doc.partial
	if n := c.doc.Root.Get("role"); n != nil && n.Kind == source.Table && len(n.Kids) == 0 {
		c.absentAt(n, "role", "write [role.an_id]", "there is no role")
	}
}

// known returns the ids of a list, sorted.
func (c *compiler) known(list string) []string {
	var out []string
	for id := range c.index[list] {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// find returns the index of the thing that a string names, or -1 with a fault.
func (c *compiler) find(list string, n *source.Node, path string) int32 {
	if n == nil || n.Kind != source.String || c.told[n] {
		return -1
	}
	id := n.Text.String()
	if i, ok := c.index[list][id]; ok {
		return i
	}
	c.unknown(list, n, id, path)
	return -1
}

func (c *compiler) unknown(list string, n *source.Node, id, path string) {
	if c.faults.Full() {
		c.fault(n, path, "", "no %s %q", list, id) // counted only
		return
	}
	what := kindWords[list]
	if t, ok := c.names[id]; ok && kindWords[t.kind] != "" {
		c.fault(n, path, "name "+an(what), "%q is %s, not %s", id, an(kindWords[t.kind]), an(what))
		return
	}
	known := c.known(list)
	mend := cmp.Or(severalIn(id, known), c.faults.DidYouMean(id, known))
	number, _ := numberIn(id)
	switch {
	case mend != "":
	case number != "":
		mend = "write " + number + " without quotes"
	case list == "track" && id != "rung" && isID(id):
		mend = "write [track." + id + "]"
	case list == "action" || isID(id):
		mend = made(list, id)
	}
	c.absent(n, path, mend, "no %s %q", what, id)
}

// findAll returns the indices of the things that ids name, without those that
// are unknown.
func (c *compiler) findAll(list string, n *source.Node, path string) []int32 {
	var out []int32
	for _, x := range strs(n) {
		at := path
		if n.Kind == source.Array {
			at = fmt.Sprintf("%s[%d]", path, x.i)
		}
		if i := c.find(list, x.node, at); i >= 0 && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// str is one string of a value that is a string or a list of them.
type str struct {
	node *source.Node
	i    int
}

// in is the path of the string, whose value n has this path.
func (s str) in(path string, n *source.Node) string {
	if n.Kind != source.Array {
		return path
	}
	return fmt.Sprintf("%s[%d]", path, s.i)
}

func strs(n *source.Node) []str {
	if n == nil {
		return nil
	}
	if n.Kind == source.String {
		return []str{{n, 0}}
	}
	var out []str
	if n.Kind == source.Array && len(n.Kids) > 0 {
		out = make([]str, 0, len(n.Kids))
		for i, kid := range n.Kids {
			if kid.Kind == source.String {
				out = append(out, str{kid, i})
			}
		}
	}
	return out
}
