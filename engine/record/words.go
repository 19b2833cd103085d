package record

import (
	"fmt"
	"strconv"
	"strings"

	"demarche/engine/game"
	"demarche/engine/rule"
	"demarche/engine/source"
)

// The words of a record for the engine's closed lists. They are part of the
// format: a word is added, never changed.
var (
	stageWords = []string{"", "start", "open", "cost", "rules", "close", "act"}
	causeWords = []string{"", "move", "outcome", "also", "attack", "inject", "rule", "cost", "refund", "drift", "refill", "cooling", "rung", "belief", "forced", "share", "draw", "agreement", "deadline", "beyond"}
	eventWords = []string{"", "move", "failed", "outcome", "also", "due", "attack", "inject", "rule", "found", "looked", "offer", "ending", "unsigned", "armed", "shared", "genuine", "plant", "gone", "agreed", "broken", "deadline", "stopped", "beyond", "began"}
)

// word returns the i-th word of a list; a value that has none yet is written as
// its number.
func word(words []string, i int) string {
	if i < len(words) {
		return words[i]
	}
	return strconv.Itoa(i)
}

func indexOf(words []string, what, w string) (int, error) {
	for i := range words {
		if words[i] == w {
			return i, nil
		}
	}
	return 0, fmt.Errorf("no %s %q", what, w)
}

// stageWord is the word of a stage: its own, or that of the tray it plays.
func stageWord(s game.Stage) string {
	if s >= game.StageTray {
		return game.Tray(s - game.StageTray).String()
	}
	return word(stageWords, int(s))
}

func stageOf(w string) (game.Stage, error) {
	if t := game.TrayOf(w); t != 0 {
		return game.StageTray + game.Stage(t), nil
	}
	i, err := indexOf(stageWords, "stage", w)
	return game.Stage(i), err
}

func opOf(w string) (rule.AssignOp, error) {
	for _, op := range []rule.AssignOp{rule.Set, rule.AddTo, rule.TakeFrom, rule.Scale} {
		if op.String() == w {
			return op, nil
		}
	}
	return 0, fmt.Errorf("no operator %q", w)
}

// placeOf reads file:line:col, or a file alone.
func placeOf(s string) source.Pos {
	rest, col, ok := cutNumber(s)
	if !ok {
		return source.Pos{File: s}
	}
	file, line, ok := cutNumber(rest)
	if !ok {
		return source.Pos{File: s}
	}
	return source.Pos{File: file, Line: line, Col: col}
}

// cutNumber takes the number after the last colon off s.
func cutNumber(s string) (rest string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}
