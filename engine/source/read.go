package source

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"
)

const (
	byteOrderMark = "\ufeff"
	invalid       = "invalid TOML: "
)

// Read reads a TOML file into a Table node that holds the whole of it. File is
// the name used in places. The error is a *Fault: the first thing wrong with
// the file as TOML, or the limit it breaks. A byte order mark at the start is
// not counted in columns.
//
// Values are those of BurntSushi/toml, which takes TOML 1.1; places and
// comments come from go-toml; a file is read only if both accept it.
func Read(file string, data []byte) (*Node, error) {
	if f := tooLong(file, data, "move long texts to files beside it"); f != nil {
		return nil, f
	}
	text := strings.TrimPrefix(string(data), byteOrderMark)
	ruler := newRuler(file, text)
	suspect, f := (&guard{ruler: ruler, text: text}).check()
	if f != nil {
		return nil, f
	}
	var root *Node
	var stumble *stumble
	var done sync.WaitGroup
	done.Go(func() { root, stumble = layOut(ruler, text, data[len(data)-len(text):]) })
	values, f := decode(newRuler(file, text), text)
	done.Wait()
	if stumble != nil {
		if suspect != nil && suspect.off <= stumble.off {
			stumble = suspect
		}
		return nil, stumble.fault(ruler)
	}
	if f != nil {
		return nil, f
	}
	if f := fill(root, values); f != nil {
		return nil, f
	}
	return root, nil
}

// tooLong refuses a file of more than MaxFile bytes.
func tooLong(file string, data []byte, mend string) *Fault {
	if len(data) <= MaxFile {
		return nil
	}
	return &Fault{Pos: Pos{File: file}, Msg: fmt.Sprintf("the file has more than the %d bytes allowed", MaxFile), Mend: mend}
}

// decode reads the values. It returns a fault also where the library panics,
// which it does on purpose for what it holds to be impossible.
func decode(ruler *ruler, text string) (values map[string]any, f *Fault) {
	defer func() {
		if r := recover(); r != nil {
			f = &Fault{Pos: ruler.at(0), Msg: fmt.Sprintf("%sthe reader gave up: %v", invalid, r)}
		}
	}()
	_, err := toml.Decode(text, &values)
	if err == nil {
		return values, nil
	}
	var bad toml.ParseError
	if !errors.As(err, &bad) {
		return nil, &Fault{Pos: ruler.at(0), Msg: invalid + err.Error()}
	}
	msg, mend := valueWords(bad.Message)
	// Position.Line and Col are in bytes, and the line is off at line ends;
	// Start alone is right.
	return nil, &Fault{Pos: ruler.at(bad.Position.Start), Msg: invalid + msg, Mend: mend}
}

// layOut builds the tree of places: keys, kinds, places and comments, no
// values. A stumble is what is wrong at an offset. Data is the text.
func layOut(ruler *ruler, text string, data []byte) (root *Node, s *stumble) {
	defer func() {
		if r := recover(); r != nil {
			s = &stumble{msg: fmt.Sprintf("the reader gave up: %v", r)}
		}
	}()
	if !strings.HasSuffix(text, "\n") {
		// Without a line end go-toml blames the last byte for what is missing
		// behind it.
		data = append(data[:len(data):len(data)], '\n')
	}
	data = data[:len(data):len(data)] // so that capacities tell offsets
	p := &unstable.Parser{KeepComments: true}
	p.Reset(data)
	l := newLayout(ruler, text)
	for p.NextExpression() {
		if s := l.expression(p.Expression()); s != nil {
			return nil, s
		}
	}
	if err := p.Error(); err != nil {
		var bad *unstable.ParserError
		if !errors.As(err, &bad) {
			return nil, &stumble{msg: err.Error()}
		}
		off := len(data) - cap(bad.Highlight)
		msg, mend := syntaxWords(bad.Message, text, off)
		return nil, &stumble{off: off, msg: msg, mend: mend}
	}
	return l.root, nil
}

// stumble is where and why laying out stopped. Path is empty for what is not
// TOML at all.
type stumble struct {
	off             int
	path, msg, mend string
}

// below puts the path of what encloses the stumble before its own.
func (s *stumble) below(path string) *stumble {
	if s != nil && s.path != "" {
		s.path = join(path, s.path)
	}
	return s
}

func (s *stumble) fault(ruler *ruler) *Fault {
	f := &Fault{Pos: ruler.at(s.off), Path: s.path, Msg: s.msg, Mend: s.mend}
	if f.Path == "" {
		f.Msg = invalid + f.Msg
	}
	return f
}
