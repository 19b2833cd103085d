package record

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"demarche/engine/game"
)

// Notation writes a game's indices as the ids of a record and reads them back.
// It is immutable and safe for concurrent use.
type Notation struct {
	g        *game.Game
	roles    map[string]int32
	actions  map[string]int32
	blocks   map[string]int32
	tracks   map[string]int32
	evidence map[string]int32
	endings  map[string]int32
	injects  map[string]int32
	slots    map[string]int32
	sorted   []int32 // slots that are in use, by path
	paths    spelt
}

// NewNotation returns the notation of g. It is an error if two things of one
// kind, or two numbers, have the same name: a record could not tell them apart.
func NewNotation(g *game.Game) (*Notation, error) {
	n := &Notation{g: g}
	var err error
	list := func(what string, count int, id func(int) string) map[string]int32 {
		ids := make(map[string]int32, count)
		for i := range count {
			name := id(i)
			if _, twice := ids[name]; twice && err == nil {
				err = fmt.Errorf("two %s are named %q", what, name)
			}
			ids[name] = int32(i)
		}
		return ids
	}
	n.roles = list("roles", len(g.Roles), func(i int) string { return g.Roles[i].ID })
	n.actions = list("actions", len(g.Actions), func(i int) string { return g.Actions[i].ID })
	n.blocks = list("blocks", len(g.Blocks), func(i int) string { return g.Blocks[i].ID })
	n.tracks = list("tracks", len(g.Tracks), func(i int) string { return g.Tracks[i].ID })
	n.evidence = list("pieces of evidence", len(g.Evidence), func(i int) string { return g.Evidence[i].ID })
	n.endings = list("endings", len(g.Endings), func(i int) string { return g.Endings[i].ID })
	n.injects = list("injects", len(g.Injects), func(i int) string { return g.Injects[i].ID })
	n.slots = make(map[string]int32, len(g.Slots))
	for i := range g.Slots {
		if g.Slots[i].Kind == game.KindUnused {
			continue
		}
		path := g.Slots[i].Path
		if _, twice := n.slots[path]; twice && err == nil {
			err = fmt.Errorf("two numbers have the path %q", path)
		}
		n.slots[path] = int32(i)
		n.sorted = append(n.sorted, int32(i))
	}
	slices.SortFunc(n.sorted, func(a, b int32) int { return cmp.Compare(g.Slots[a].Path, g.Slots[b].Path) })
	n.paths = spell(g, n.sorted)
	if err != nil {
		return nil, fmt.Errorf("scenario %s: %w", g.ID, err)
	}
	return n, nil
}

// Orders writes orders, in canonical order. It leaves o as it is.
func (n *Notation) Orders(o game.Orders) []Move {
	sorted := game.Orders{Moves: slices.Clone(o.Moves)}
	n.g.Sort(&sorted)
	out := make([]Move, 0, len(sorted.Moves))
	for _, m := range sorted.Moves {
		out = append(out, n.Move(m))
	}
	return out
}

// Ballots writes the answers of orders, in canonical order. It leaves o as it is.
func (n *Notation) Ballots(o game.Orders) []Ballot {
	sorted := game.Orders{Ballots: slices.Clone(o.Ballots)}
	n.g.Sort(&sorted)
	var out []Ballot
	for _, b := range sorted.Ballots {
		out = append(out, n.Ballot(b))
	}
	return out
}

// Ballot writes one answer.
func (n *Notation) Ballot(b game.Ballot) Ballot {
	return Ballot{Move: n.Move(b.Move.Key()), Role: n.role(b.Role), Yes: b.Yes}
}

// GameBallot reads one answer. An unknown id is an error.
func (n *Notation) GameBallot(b Ballot) (game.Ballot, error) {
	m, err := n.GameMove(b.Move)
	if err != nil {
		return game.Ballot{}, err
	}
	role, err := n.somebody(b.Role)
	return game.Ballot{Move: m.Key(), Role: role, Yes: b.Yes}, err
}

// Move writes one move.
func (n *Notation) Move(m game.Move) Move {
	a := &n.g.Actions[m.Action]
	out := Move{Role: n.role(m.Self), Action: a.ID, Target: n.role(m.Target), Amount: Number(m.Amount), Confirm: m.Confirm}
	if a.Publish {
		out.Evidence = n.g.Evidence[m.Choice].ID
	}
	out.Choices = words(a, m.Choice)
	return out
}

// words writes a combination of an action.
func words(a *game.Action, combination int32) []Words {
	var out []Words
	for i := range a.Choices {
		c := &a.Choices[i]
		out = append(out, Words{c.ID, c.Words[a.Word(combination, i)].ID})
	}
	return out
}

// chosen writes the combination that stands behind a block.
func (n *Notation) chosen(block, combination int32) []Words {
	if block < 0 {
		return nil
	}
	if a := n.g.ActionOf(block); a != nil {
		return words(a, combination)
	}
	return nil
}

// combination reads the words of an action's choices.
func combination(a *game.Action, words []Words) (int32, error) {
	if len(words) != len(a.Choices) {
		return 0, fmt.Errorf("action %q has %d choices, not %d", a.ID, len(a.Choices), len(words))
	}
	picked := make([]int32, len(words))
	for i, w := range words {
		c := &a.Choices[i]
		at := slices.IndexFunc(c.Words, func(p game.Picked) bool { return p.ID == w.Word })
		if c.ID != w.Name || at < 0 {
			return 0, fmt.Errorf("action %q has no choice %s = %s", a.ID, w.Name, w.Word)
		}
		picked[i] = int32(at)
	}
	return a.Combination(picked), nil
}

// GameMove reads one move. An unknown id is an error. The words beside it stand
// elsewhere in the record and were judged when it was committed.
func (n *Notation) GameMove(m Move) (game.Move, error) {
	self, err := n.somebody(m.Role)
	if err != nil {
		return game.Move{}, err
	}
	target, err := n.roleOf(m.Target)
	if err != nil {
		return game.Move{}, err
	}
	action, ok := n.actions[m.Action]
	if !ok {
		return game.Move{}, fmt.Errorf("no action %q", m.Action)
	}
	a := &n.g.Actions[action]
	choice, err := combination(a, m.Choices)
	if err != nil {
		return game.Move{}, err
	}
	if a.Publish {
		if choice, err = lookUp(n.evidence, "evidence", m.Evidence); err != nil || choice < 0 {
			return game.Move{}, fmt.Errorf("no evidence %q", m.Evidence)
		}
	}
	return game.Move{Action: action, Self: self, Target: target, Choice: choice, Amount: float64(m.Amount), Confirm: m.Confirm}, nil
}

// GameOrders reads orders.
func (n *Notation) GameOrders(moves []Move, ballots []Ballot) (game.Orders, error) {
	var o game.Orders
	for _, b := range ballots {
		x, err := n.GameBallot(b)
		if err != nil {
			return o, fmt.Errorf("answer of %q: %w", b.Role, err)
		}
		o.Ballots = append(o.Ballots, x)
	}
	for _, m := range moves {
		x, err := n.GameMove(m)
		if err != nil {
			return o, fmt.Errorf("order of %q: %w", m.Role, err)
		}
		o.Moves = append(o.Moves, x)
	}
	return o, nil
}

// OrdersOf reads the orders of a recorded turn, with the answers and with what was
// learnt.
func (n *Notation) OrdersOf(t *Turn) (game.Orders, error) {
	o, err := n.GameOrders(t.Orders, t.Ballots)
	if err != nil {
		return o, err
	}
	o.Learnt, err = n.GameLearnt(t.Learnt)
	return o, err
}

// Learnt writes what computer players remember anew; nil for nothing.
func (n *Notation) Learnt(all []game.Learnt) Learnt {
	if len(all) == 0 {
		return nil
	}
	out := make(Learnt, len(all))
	for _, l := range all {
		out[n.g.Slots[l.Slot].Path] = Number(l.Value)
	}
	return out
}

// GameLearnt reads what was learnt, in canonical order. A path that is no number
// of a memory, or a value that is not finite, is an error.
func (n *Notation) GameLearnt(from Learnt) ([]game.Learnt, error) {
	var out []game.Learnt
	for _, path := range slices.Sorted(maps.Keys(from)) {
		l := game.Learnt{Slot: -1, Value: float64(from[path])}
		if slot, ok := n.slots[path]; ok {
			l.Slot = slot
		}
		if !n.g.Learns(l) {
			return nil, fmt.Errorf("nobody can learn %v of %q", l.Value, path)
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b game.Learnt) int { return cmp.Compare(a.Slot, b.Slot) })
	return out, nil
}

// State writes the numbers that are not 0.
func (n *Notation) State(s *game.State) State {
	out := make(State)
	for _, slot := range n.sorted {
		if x := s.V[slot]; math.Float64bits(x) != 0 {
			out[n.g.Slots[slot].Path] = Number(x)
		}
	}
	return out
}

// Due writes the blocks that wait.
func (n *Notation) Due(s *game.State) []Due {
	var out []Due
	for _, d := range s.Due {
		out = append(out, Due{Turn: d.Turn, Block: n.g.Blocks[d.Block].ID, Self: n.role(d.Self), Target: n.role(d.Target), Fired: d.Fired,
			Standing: d.Standing, Choices: n.chosen(d.Block, d.Choice), Amount: Number(d.Amount), Signers: n.viewers(d.Signers)})
	}
	return out
}

// GameState reads a state into s, reusing its memory. A path or id that the
// game does not have is an error and leaves s unusable.
func (n *Notation) GameState(from State, due []Due, forced []Forced, s *game.State) error {
	s.V = append(s.V[:0], make([]float64, len(n.g.Slots))...)
	s.Due, s.Forced = s.Due[:0], s.Forced[:0]
	for path, x := range from {
		slot, ok := n.slots[path]
		if !ok {
			return fmt.Errorf("scenario %s has no number %q", n.g.ID, path)
		}
		s.V[slot] = float64(x)
	}
	for _, d := range due {
		x := game.Due{Turn: d.Turn, Fired: d.Fired, Standing: d.Standing, Amount: float64(d.Amount)}
		var err error
		if x.Block, err = n.blockOf(d.Block); err != nil || x.Block < 0 {
			return fmt.Errorf("no block %q can wait", d.Block)
		}
		if x.Self, err = n.roleOf(d.Self); err != nil {
			return err
		}
		if x.Target, err = n.roleOf(d.Target); err != nil {
			return err
		}
		r := reading{n: n}
		x.Choice, x.Signers = r.choice(x.Block, d.Choices), r.mask(d.Signers)
		if r.err != nil {
			return r.err
		}
		s.Due = append(s.Due, x)
	}
	for _, f := range forced {
		x, err := n.gameForced(f)
		if err != nil {
			return err
		}
		s.Forced = append(s.Forced, x)
	}
	return nil
}

func (n *Notation) role(i int32) string {
	if i < 0 {
		return ""
	}
	return n.g.Roles[i].ID
}

func (n *Notation) roleOf(id string) (int32, error) { return lookUp(n.roles, "role", id) }

// somebody is roleOf where nobody will not do.
func (n *Notation) somebody(id string) (int32, error) {
	role, err := n.roleOf(id)
	if err == nil && role < 0 {
		err = errors.New("no role is named")
	}
	return role, err
}

func (n *Notation) block(i int32) string {
	if i < 0 {
		return ""
	}
	return n.g.Blocks[i].ID
}

func (n *Notation) blockOf(id string) (int32, error) { return lookUp(n.blocks, "block", id) }

// lookUp returns the index of an id, -1 for none.
func lookUp(ids map[string]int32, what, id string) (int32, error) {
	if id == "" {
		return -1, nil
	}
	i, ok := ids[id]
	if !ok {
		return -1, fmt.Errorf("no %s %q", what, id)
	}
	return i, nil
}
