package rule

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/expr-lang/expr/ast"
)

// Ahead parses texts on other processors while one compiles: parsing is the
// largest part of loading a scenario. What it does is never more than what
// [Compile] and [CompileEffect] would do, and gives the same trees.
type Ahead struct {
	trees map[string]*tree
	stop  atomic.Bool
	done  sync.WaitGroup
}

// tree is one text's. Whoever comes first parses it, the others wait.
type tree struct {
	once sync.Once
	node ast.Node
	bad  *trouble
}

func (t *tree) parse(text string) (ast.Node, *trouble) {
	t.once.Do(func() { t.node, t.bad = parse(text) })
	return t.node, t.bad
}

// worthAhead is how many texts there must be for a second processor to pay.
const worthAhead = 64

// ParseAhead begins to parse these expressions and effects of a code that is
// compiled next, each in the order of its list, and returns what ends that, which
// must be called. With few texts or one processor it does nothing.
func (c *Code) ParseAhead(expressions, effects []string) (end func()) {
	c.Written = slices.Grow(c.Written, len(expressions)+len(effects))
	if len(expressions)+len(effects) < worthAhead || runtime.GOMAXPROCS(0) < 2 {
		return func() {}
	}
	a := &Ahead{trees: map[string]*tree{}}
	var texts []string
	add := func(text string) {
		if a.trees[text] == nil {
			a.trees[text] = &tree{}
			texts = append(texts, text)
		}
	}
	for _, text := range effects {
		if right := rightSide(text); right != "" {
			add(right)
		}
	}
	for _, text := range expressions {
		add(text)
	}
	c.ahead = a
	a.done.Go(func() {
		for _, text := range texts {
			if a.stop.Load() {
				return
			}
			a.trees[text].parse(text)
		}
	})
	return func() {
		a.stop.Store(true)
		a.done.Wait()
		c.ahead = nil
	}
}

// rightSide guesses what stands behind the operator of an effect; "" if there is
// none. A wrong guess is a tree that nobody asks for.
func rightSide(text string) string {
	at := strings.IndexByte(text, '=')
	if at < 0 || at == len(text)-1 || text[at+1] == '=' {
		return ""
	}
	return text[at+1:]
}

// parse parses a text, or takes the tree that is there already.
func (c *Code) parse(text string) (ast.Node, *trouble) {
	if c.ahead != nil {
		if t := c.ahead.trees[text]; t != nil {
			return t.parse(text)
		}
	}
	return parse(text)
}
