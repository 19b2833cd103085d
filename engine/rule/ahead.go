package rule

import (
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/expr-lang/expr/ast"
)

// Ahead parses texts in batches, and on other processors while one compiles:
// parsing is the largest part of loading a scenario. What it does is never more
// than what [Compile] and [CompileEffect] would do, and gives the same trees.
type Ahead struct {
	at      map[string]int32 // of each text its place among all
	texts   []string
	trees   []tree      // of the texts
	batches []sync.Once // of perBatch texts each; whoever comes first parses them, the others wait
	stop    atomic.Bool
	done    sync.WaitGroup
}

// tree is what a text was parsed to.
type tree struct {
	node ast.Node
	bad  *trouble
	from int32 // rune at which the text begins in what was parsed
}

const (
	// perBatch is how many texts are parsed at once.
	perBatch = 16
	// worthAhead is how many texts there must be for a second processor to pay.
	worthAhead = 64
)

// ParseAhead begins to parse these expressions and effects of a code that is
// compiled next, each in the order of its list, and returns what ends that, which
// must be called. With few texts or one processor they are parsed when the first
// of a batch is asked for.
func (c *Code) ParseAhead(expressions, effects []string) (end func()) {
	n := len(expressions) + len(effects)
	c.Written = slices.Grow(c.Written, n)
	a := &Ahead{at: make(map[string]int32, n), texts: make([]string, 0, n)}
	for _, text := range effects {
		if right := rightSide(text); right != "" {
			a.add(right)
		}
	}
	for _, text := range expressions {
		a.add(text)
	}
	a.trees = make([]tree, len(a.texts))
	a.batches = make([]sync.Once, (len(a.texts)+perBatch-1)/perBatch)
	c.ahead = a
	if n >= worthAhead && runtime.GOMAXPROCS(0) >= 2 {
		a.done.Go(a.run)
	}
	return func() {
		a.stop.Store(true)
		a.done.Wait()
		c.ahead = nil
	}
}

func (a *Ahead) add(text string) {
	if _, known := a.at[text]; !known {
		a.at[text] = int32(len(a.texts))
		a.texts = append(a.texts, text)
	}
}

// run parses all batches, until it is stopped.
func (a *Ahead) run() {
	for i := range a.batches {
		if a.stop.Load() {
			return
		}
		a.parse(i)
	}
}

// parse parses a batch, unless that has been done.
func (a *Ahead) parse(batch int) {
	a.batches[batch].Do(func() {
		from := batch * perBatch
		to := min(from+perBatch, len(a.texts))
		parseAll(a.texts[from:to], a.trees[from:to])
	})
}

// tree returns the tree of a text; nil if the text is none of those ahead.
func (a *Ahead) tree(text string) *tree {
	if a == nil {
		return nil
	}
	i, known := a.at[text]
	if !known {
		return nil
	}
	a.parse(int(i) / perBatch)
	return &a.trees[i]
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

// tree parses a text, or takes the tree that is there already.
func (c *Code) tree(text string) tree {
	if t := c.ahead.tree(text); t != nil {
		return *t
	}
	return parse(text)
}

// left parses the left side of an effect, which the guard has seen as a whole.
func (c *Code) left(text string) tree {
	if node := c.aims[text]; node != nil {
		return tree{node: node}
	}
	t := side(text)
	if t.bad == nil {
		if c.aims == nil {
			c.aims = map[string]ast.Node{}
		}
		c.aims[text] = t.node
	}
	return t
}

// right parses the right side of an effect, which the guard has seen as a whole.
func (c *Code) right(text string) tree {
	if t := c.ahead.tree(text); t != nil {
		return *t
	}
	return side(text)
}

func side(text string) tree {
	if strings.TrimSpace(text) == "" {
		return parse(text)
	}
	return parseGuarded(text)
}
