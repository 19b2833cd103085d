package source_test

import (
	"errors"
	"testing"

	"demarche/engine/internal/golden"
	"demarche/engine/source"
)

func TestFaultLeavesOutEmptyParts(t *testing.T) {
	at := source.Pos{File: "s.toml", Line: 4, Col: 8}
	tests := []struct {
		name string
		give source.Fault
		want string
	}{
		{"all", source.Fault{Pos: at, Path: "track.x", Msg: "wrong", Mend: "mend it"}, "s.toml:4:8: track.x: wrong (mend it)"},
		{"no mend", source.Fault{Pos: at, Path: "track.x", Msg: "wrong"}, "s.toml:4:8: track.x: wrong"},
		{"no path", source.Fault{Pos: at, Msg: "wrong", Mend: "mend it"}, "s.toml:4:8: wrong (mend it)"},
		{"a file only", source.Fault{Pos: source.Pos{File: "s.toml"}, Msg: "wrong"}, "s.toml: wrong"},
		{"no place", source.Fault{Msg: "wrong"}, "wrong"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.give.Error(); got != tt.want {
				t.Errorf("Error() = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestFaultsComeInFileOrder(t *testing.T) {
	at := func(file string, line, col int) source.Pos { return source.Pos{File: file, Line: line, Col: col} }
	var fs source.Faults
	fs.Add(at("b.toml", 1, 1), "", "", "another file")
	fs.Add(at("a.toml", 10, 2), "", "", "line %d", 10)
	fs.Add(at("a.toml", 9, 30), "", "", "column 30")
	fs.Add(at("a.toml", 9, 4), "rule.b", "", "second path")
	fs.Add(at("a.toml", 9, 4), "rule.a", "try this", "said first")
	fs.Add(at("a.toml", 9, 4), "rule.a", "", "said second")
	fs.Add(at("a.toml", 9, 4), "rule.a", "try this", "said first")
	fs.Put(&source.Fault{Pos: source.Pos{File: "a.toml"}, Msg: "the file as a whole"})
	fs.Put(nil)
	if got, want := fs.Len(), 8; got != want {
		t.Errorf("Len() = %d, want %d", got, want)
	}
	if got, want := len(fs.Sorted()), 7; got != want {
		t.Errorf("len(Sorted()) = %d, want %d", got, want)
	}
	golden.Equal(t, fs.Err().Error()+"\n")

	var f *source.Fault
	if !errors.As(fs.Err(), &f) || f.Msg != "the file as a whole" {
		t.Errorf("errors.As found %v, want the first fault", f)
	}
}

func TestFaultsBeyondTheMostAreCountedOnly(t *testing.T) {
	var fs source.Faults
	for i := range source.MaxFaults + 3 {
		fs.Add(source.Pos{File: "a.toml", Line: i + 1, Col: 1}, "", fs.DidYouMean("calmm", []string{"calm"}), "fault %d", i)
	}
	told := fs.Sorted()
	if !fs.Full() || fs.Len() != source.MaxFaults+3 || len(told) != source.MaxFaults+1 {
		t.Fatalf("full %v, Len() = %d, %d are told; want true, %d, %d", fs.Full(), fs.Len(), len(told), source.MaxFaults+3, source.MaxFaults+1)
	}
	if got, want := told[source.MaxFaults].Error(), "a.toml: there is more of this kind than the 500 told here (mend these first)"; got != want {
		t.Errorf("the last says %q, want %q", got, want)
	}
	if a, b := told[source.MaxGuesses-1].Mend, told[source.MaxGuesses].Mend; a == "" || b != "" {
		t.Errorf("guesses are %q and then %q, want %d of them", a, b, source.MaxGuesses)
	}
}

func TestNoFaultsIsNoError(t *testing.T) {
	var fs source.Faults
	if err := fs.Err(); err != nil {
		t.Errorf("Err() = %v, want nil", err)
	}
	if got := fs.Sorted(); len(got) != 0 {
		t.Errorf("Sorted() = %v, want none", got)
	}
}

func TestNearestName(t *testing.T) {
	known := []string{"tension", "trust", "track", "minister", "é", "calm", "attribution_confidence"}
	tests := []struct{ name, give, want string }{
		{"swapped letters", "tensoin", "tension"},
		{"one letter short", "trus", "trust"},
		{"one letter too many", "ministere", "minister"},
		{"another case", "Tension", "tension"},
		{"known itself", "calm", "calm"},
		{"too far", "weather", ""},
		{"two edits in a short word", "clmm", "calm"},
		{"long word, several edits", "atribution_confidense", "attribution_confidence"},
		{"nothing shared", "x", ""},
		{"empty", "", ""},
		{"equally near: first in sorted order", "tracst", "track"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := source.Nearest(tt.give, known); got != tt.want {
				t.Errorf("Nearest(%q) = %q, want %q", tt.give, got, tt.want)
			}
		})
	}
}

func TestNearestDoesNotDependOnOrder(t *testing.T) {
	for _, known := range [][]string{{"cat", "bat", "rat"}, {"rat", "cat", "bat"}, {"bat", "rat", "cat"}} {
		if got := source.Nearest("hat", known); got != "bat" {
			t.Errorf("Nearest(hat, %v) = %q, want bat", known, got)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	if got, want := source.DidYouMean("tensoin", []string{"tension"}), `did you mean "tension"?`; got != want {
		t.Errorf("DidYouMean = %q, want %q", got, want)
	}
	if got := source.DidYouMean("weather", []string{"tension"}); got != "" {
		t.Errorf("DidYouMean = %q, want none", got)
	}
}
