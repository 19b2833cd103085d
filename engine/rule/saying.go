package rule

import (
	"slices"
	"sync"

	"github.com/expr-lang/expr/ast"
)

// saying is what an author wrote, made into parts when somebody asks: few of all
// scenarios that are loaded are explained.
type saying struct {
	once        sync.Once
	left, right ast.Node
	traces      []trace
	rounds      []round
	root, aim   *Part
}

// parts makes the parts, once.
func (s *saying) parts() *saying {
	s.once.Do(func() {
		h := s.hear()
		s.root = h.part(s.right)
		if s.left != nil {
			s.aim = h.part(s.left)
		}
		s.left, s.right, s.traces, s.rounds = nil, nil, nil, nil
	})
	return s
}

// hear gathers what each node of the tree was compiled to.
func (s *saying) hear() heard {
	h := heard{map[ast.Node][]Made{}, map[ast.Node]Kind{}}
	type once struct {
		node  ast.Node
		round int32
	}
	first, seen, its := s.firsts(), map[once]bool{}, map[int32][]Who{}
	for i := range s.traces {
		t := &s.traces[i]
		at := once{t.node, first[t.round()]}
		if seen[at] {
			continue // compiled twice, as the x of between(x, a, b) and its members
		}
		seen[at] = true
		if _, ok := its[at.round]; !ok {
			its[at.round] = s.its(at.round)
		}
		h.made[t.node] = append(h.made[t.node], Made{its[at.round], t.at, t.k})
		h.kinds[t.node] = t.kind()
	}
	return h
}

// its lists the members of a round, outermost first.
func (s *saying) its(at int32) []Who {
	var out []Who
	for ; at > 0; at = s.rounds[at-1].outer {
		out = append(out, s.rounds[at-1].it)
	}
	slices.Reverse(out)
	return out
}

// firsts gives for each round, counted as in [trace], the first one of the same
// members.
func (s *saying) firsts() []int32 {
	first := make([]int32, len(s.rounds)+1)
	known := map[round]int32{}
	for i, r := range s.rounds {
		r.outer = first[r.outer]
		if _, ok := known[r]; !ok {
			known[r] = int32(i + 1)
		}
		first[i+1] = known[r]
	}
	return first
}
