package scenario

import (
	"fmt"
	"slices"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// Compile makes the game of a scenario. The error holds every fault of the
// scenario in file order, each a *source.Fault; then there is no game. The same
// document always gives the same game.
func Compile(d *Document) (*game.Game, error) {
	g, _, err := Check(d)
	return g, err
}

// Check is Compile that also returns what is no fault but most likely not meant,
// in file order.
func Check(d *Document) (g *game.Game, warnings []*source.Fault, err error) {
	c := newCompiler(d)
	defer c.parseAhead()()
	for _, step := range c.steps() {
		step()
		if c.stop || c.faults.Full() {
			break
		}
	}
	warnings = c.warnings.Sorted()
	// Whoever includes a pack cannot mend it.
	warnings = slices.DeleteFunc(warnings, func(f *source.Fault) bool { return d.inPack(f.Pos) })
	if err := d.once(&c.faults); err != nil {
		return nil, warnings, err
	}
	return c.g, warnings, nil
}

// steps are what makes a game of a document, in order. Of one that is partial only
// those are taken that can tell what is wrong with the rest of it.
func (c *compiler) steps() []func() {
	of := []func(){
		c.checkShape, // every key against the table of keys
		c.top,
		c.declare, // ids, one for one thing
		c.roles,
		c.groups,
		c.layOut, // every number of the state gets its slot
		c.schema, // what expressions may name
		c.randoms,
		c.tracks,
		c.ladder,
		c.pairs,
		c.attacks,
		c.questions,
		c.evidence,
		c.injects,
		c.deadlines,
		c.actions,
		c.rules,
		c.agreements,
		c.aims, // goals, norms, objectives, metrics, endings
		c.plans,
		c.policies,
	}
	if c.doc.partial {
		return of
	}
	return append(of,
		c.deeds,      // what some players must remember
		c.history,    // who may know what happened
		c.visibility, // what an actor is shown reads only what the actor sees
		c.fitting,    // which seats a policy can play
		c.plan,
		c.streams,
		c.warn,
	)
}

// once leaves out what several places of packs say alike: what the scenario lacks
// that the pack reads. Whoever includes it mends none of them, and one table of the
// scenario mends all.
func (d *Document) once(faults *source.Faults) error {
	var out source.Faults
	told := map[string]bool{}
	for _, f := range faults.Sorted() {
		if !d.inPack(f.Pos) {
			out.Put(f)
			continue
		}
		if !told[f.Msg] {
			out.Put(f)
		}
		told[f.Msg] = true
	}
	return out.Err()
}

// parseAhead begins to parse what most of the expressions of a scenario stand
// under, and returns what ends that.
func (c *compiler) parseAhead() (end func()) {
	var expressions, effects []string
	walk(c.doc.Root, func(n *source.Node) {
		switch n.Key {
		case "effects":
			for _, s := range strs(n) {
				effects = append(effects, s.node.Text.String())
			}
		case "when", "chance", "odds", "score", "value":
			if n.Kind == source.String {
				expressions = append(expressions, n.Text.String())
			}
		}
	})
	return c.code.ParseAhead(expressions, effects)
}

// Limits of a scenario.
const (
	MaxRoles     = 63
	MaxActions   = 500
	MaxRules     = 500
	MaxTracks    = 1000
	MaxGroups    = 500
	MaxTurns     = 10_000
	MaxSlots     = 200_000
	MaxLanguages = 24
	MaxText      = 4 << 10  // bytes of a text
	MaxTextFile  = 16 << 10 // bytes of a text in a file of its own
	MaxFiles     = 500      // texts in files of their own
)

// compiler makes one game; it is used once.
type compiler struct {
	doc      *Document
	g        *game.Game
	code     *rule.Code
	sift     rule.Code // of selections; none of its nodes are kept
	faults   source.Faults
	warnings source.Faults
	stop     bool // what is wrong makes every further step meaningless

	foreign  map[string]bool             // languages that have their fault
	lacking  map[string]bool             // packs and languages that they lack, which is told
	columns  map[string]bool             // what has been told of columns of sheets
	names    map[string]thing            // what stands bare, by id
	index    map[string]map[string]int32 // of every kind of thing: where it is in the game's lists
	found    map[string][]entry          // of every kind of thing: its tables, once somebody asks
	told     map[*source.Node]bool       // values that have their fault
	dict     *rule.Schema
	begun    map[string]int32 // index into g.Plan.Past by id
	asked    map[string]asked // what can be asked about each id that happens
	blocks   map[string]int32 // block by the same id
	paths    []string         // path of each block
	holds    int32            // slot of the first inject's hold
	twins    int32            // the table of a*R+b; -1 until somebody needs it
	shown    []shown          // what actors are shown
	odds     []shown          // odds that actors are shown if they may
	measured []setting        // what the expression of each metric may name
	read     [][]shown        // by policy: what its expressions are
	spends   []spend          // costs on tracks of the world
	lent     map[int32]bool   // slots of the past whose fact is an attempt
}

func newCompiler(d *Document) *compiler {
	code := &rule.Code{}
	code.Reserve(d.size)
	return &compiler{
		doc:     d,
		g:       &game.Game{Code: code},
		code:    code,
		foreign: map[string]bool{},
		lacking: map[string]bool{},
		columns: map[string]bool{},
		names:   map[string]thing{},
		index:   map[string]map[string]int32{},
		found:   map[string][]entry{},
		told:    map[*source.Node]bool{},
		begun:   map[string]int32{},
		asked:   map[string]asked{},
		blocks:  map[string]int32{},
		twins:   -1,
		lent:    map[int32]bool{},
	}
}

// fault adds a fault at a value.
func (c *compiler) fault(n *source.Node, path, mend, format string, args ...any) {
	c.told[n] = true
	c.faults.Add(n.Pos, path, mend, format, args...)
}

// absent is fault for what says that something is not there. Nothing is said where
// it may stand in a file that could not be read.
func (c *compiler) absent(n *source.Node, path, mend, format string, args ...any) {
	if c.told[n] = true; !c.doc.partial {
		c.fault(n, path, mend, format, args...)
	}
}

// absentAt is absent at the key of a value or table.
func (c *compiler) absentAt(n *source.Node, path, mend, format string, args ...any) {
	if !c.doc.partial {
		c.faultAt(n, path, mend, format, args...)
	}
}

// faultAt adds a fault at the key of a value or table.
func (c *compiler) faultAt(n *source.Node, path, mend, format string, args ...any) {
	if c.again(n.KeyPos, path, fmt.Sprintf(format, args...)) {
		return
	}
	c.faults.Add(n.KeyPos, path, mend, format, args...)
}

// again reports whether the same has been told of another row of a sheet: what
// is wrong with a whole column is told once.
func (c *compiler) again(at source.Pos, path, msg string) bool {
	if !c.doc.stands[at.File].sheet {
		return false
	}
	ids := 2 // kind and id
	if strings.HasPrefix(path, "pair.") {
		ids = 3
	}
	parts := strings.SplitN(path, ".", ids+1)
	key := at.File + "\n" + strings.Join(parts[min(ids, len(parts)):], "") + "\n" + msg
	told := c.columns[key]
	c.columns[key] = true
	return told
}

// hint adds a warning at the key of a value or table.
func (c *compiler) hint(n *source.Node, path, mend, format string, args ...any) {
	c.warnings.Add(n.KeyPos, path, mend, format, args...)
}
