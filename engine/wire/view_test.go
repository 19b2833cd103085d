package wire_test

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/wire"
)

// mostView is the size a view may have, in bytes of JSON.
const mostView = 8 << 10

func TestAViewOfCodeBlueIsSmall(t *testing.T) {
	m := game.NewMachine(codeBlue(t))
	largest, whose := 0, ""
	for seed := range chance.Seed(20) {
		for _, now := range moments(t, m, seed) {
			for role := int32(-1); role < int32(len(m.Game.Roles)); role++ {
				for _, lang := range prose.Languages() {
					d := wire.NewDesk(m, role, lang, wire.NamesFrom(seed))
					v := d.View(&now.state, now.scene())
					d.Book(&v)
					if n := len(encode(t, v)); n > largest {
						largest, whose = n, fmt.Sprintf("seed %d, turn %d, %s, role %d, %s", seed, v.Turn, now.phase, role, lang)
					}
				}
			}
		}
	}
	t.Logf("largest view: %d bytes (%s)", largest, whose)
	if largest > mostView {
		t.Errorf("largest view is %d bytes, want at most %d (%s)", largest, mostView, whose)
	}
}

// Where the value of each field of a view comes from. A field that is not named
// here has no right to be in a view.
var origin = map[string]string{
	"Head": "constant", "Seq": "session", "Book": "desk", "Turn": "View.Turn", "Turns": "Game.Turns", "Phase": "Scene.Phase",
	"When": "Game.Start and Begins", "Hours": "Game.Begins", "TurnName": "Game.TurnNames", "Role": "View.Role",
	"Numbers": "View.See", "Top": "View.See of rungs", "Course": "Scene.Course", "Attacks": "View.Knows, Did, Belief", "Questions": "View.Asked, Answer",
	"Evidence": "View.Holding", "Feed": "View.Told", "Options": "View.Options, Odds, Cost, Warned, Crosses, Closes",
	"Limit": "Game.MovesPerTurn", "Proposals": "View.Proposals of Scene.Open, Scene.Ballots", "Standing": "View.Standing", "Agreements": "View.Pacts", "Deadlines": "View.Countdowns", "Mine": "Scene.Mine, Committed", "Reveal": "Machine.Witness of Scene.Reveal",
	"News": "Machine.Witness of Scene.News", "Share": "View.Shareables of Scene.Open, Scene.Given", "End": "View.Ended; Scores and Objectives once the game is over",
}

func TestEveryFieldOfAViewHasAnOriginAndIsFilled(t *testing.T) {
	m := game.NewMachine(codeBlue(t))
	// Seq is the session's; Standing and Agreements are filled in order_test.go,
	// Deadlines in deadline_test.go, Questions in question_test.go.
	filled := map[string]bool{"Questions": true, "Seq": true, "Standing": true, "Agreements": true, "Deadlines": true}
	for seed := range chance.Seed(8) {
		for _, now := range moments(t, m, seed) {
			scene := now.scene()
			scene.Committed = true
			d := wire.NewDesk(m, 3, "en", wire.NamesFrom(seed))
			v := d.View(&now.state, scene)
			d.Book(&v)
			x := reflect.ValueOf(v)
			for i := range x.NumField() {
				if !x.Field(i).IsZero() {
					filled[x.Type().Field(i).Name] = true
				}
			}
		}
	}
	for i := range reflect.TypeFor[wire.View]().NumField() {
		name := reflect.TypeFor[wire.View]().Field(i).Name
		if origin[name] == "" {
			t.Errorf("field %s has no origin: say where it comes from, or take it out", name)
		}
		if !filled[name] {
			t.Errorf("field %s is never filled", name)
		}
		delete(origin, name)
	}
	for name := range origin {
		t.Errorf("origin of %s, which is no field", name)
	}
}

// secrets are numbers and facts that a viewer may not know: redrawing them must
// change no byte. It leaves alone what the viewer sees.
func redraw(g *game.Game, s *game.State, viewer int32, salt uint64) game.State {
	out := s.Copy()
	luck := chance.Luck{Seed: 99, Salt: salt}
	view := game.NewMachine(g).View(s, viewer)
	for i := range g.Slots {
		d := &g.Slots[i]
		u := luck.Unit(chance.Name("test", "redraw"), 0, uint32(i))
		switch d.Kind {
		case game.KindTrack:
			switch view.Grade(int32(i)) {
			case game.Hidden:
				out.V[i] = float64(int(d.Min + u*(min(d.Max, 1e6)-d.Min)))
			case game.Banded:
				if x := float64(int(d.Min + u*(min(d.Max, 1e6)-d.Min))); g.BandOf(int32(i), x) == g.BandOf(int32(i), s.V[i]) {
					out.V[i] = x
				}
			}
		case game.KindBelief, game.KindAnswer:
			if d.Role != viewer {
				out.V[i] = 100 * u
			}
		case game.KindHeld:
			if d.Role != viewer {
				out.V[i] = float64(int(3 * u))
			}
		case game.KindAuthor:
			for a := range g.Attacks {
				if g.Attacks[a].Author == int32(i) && !view.Did(int32(a)) && !canKnow(g, int32(a), viewer) {
					out.V[i] = float64(g.Attacks[a].Authors[int(u*float64(len(g.Attacks[a].Authors)))])
				}
			}
		case game.KindOffer:
			if d.Role != viewer {
				out.V[i] = float64(int(4*u)) - 1
			}
		}
	}
	out.Due = append(out.Due, game.Due{Turn: 99, Block: 0, Self: -1, Target: -1})
	return out
}

// canKnow reports whether the viewer would know an attack as its own.
func canKnow(g *game.Game, attack, viewer int32) bool {
	for _, r := range g.Attacks[attack].Authors {
		if r == viewer {
			return true
		}
	}
	return false
}

func TestWhatAViewerMayNotKnowChangesNoByte(t *testing.T) {
	g := codeBlue(t)
	m := game.NewMachine(g)
	for seed := range chance.Seed(4) {
		for _, now := range moments(t, m, seed) {
			if now.phase == wire.PhaseEnded {
				continue // then scores are told, over the whole truth
			}
			for viewer := int32(-1); viewer < int32(len(g.Roles)); viewer++ {
				other := redraw(g, &now.state, viewer, uint64(seed)+1)
				a, b := wire.NewDesk(m, viewer, "en", wire.NamesFrom(seed)), wire.NewDesk(m, viewer, "en", wire.NamesFrom(seed))
				v, w := a.View(&now.state, now.scene()), b.View(&other, now.scene())
				if x, y := encode(t, v), encode(t, w); string(x) != string(y) {
					t.Fatalf("seed %d, turn %d, viewer %d: a view tells what it may not\n%s\n%s", seed, v.Turn, viewer, x, y)
				}
				book, _ := a.Book(&v)
				twin, _ := b.Book(&w)
				if x, y := encode(t, book), encode(t, twin); string(x) != string(y) {
					t.Fatalf("seed %d, turn %d, viewer %d: a book tells what it may not\n%s\n%s", seed, v.Turn, viewer, x, y)
				}
			}
		}
	}
}

func TestTheRedrawDoesRedraw(t *testing.T) {
	g := codeBlue(t)
	now := moments(t, game.NewMachine(g), 1)[4]
	other, same := redraw(g, &now.state, 0, 1), 0
	for i := range other.V {
		if other.V[i] == now.state.V[i] {
			same++
		}
	}
	if same == len(other.V) {
		t.Error("nothing was redrawn: the test above tests nothing")
	}
}

func TestListsAreNeverNull(t *testing.T) {
	m := game.NewMachine(codeBlue(t))
	for _, now := range moments(t, m, 2) {
		for viewer := int32(-1); viewer < int32(len(m.Game.Roles)); viewer++ {
			d := wire.NewDesk(m, viewer, "en", wire.NamesFrom(2))
			v := d.View(&now.state, now.scene())
			b, _ := d.Book(&v)
			for _, x := range []any{v, b, d.Whole()} {
				if s := string(encode(t, x)); strings.Contains(s, ":null") {
					t.Fatalf("viewer %d: null in %s", viewer, s)
				}
			}
		}
	}
}

func TestBeliefsAreWordsOfTheYardstickAndNeverNumbers(t *testing.T) {
	m := game.NewMachine(codeBlue(t))
	told := 0
	for _, now := range moments(t, m, 5) {
		for viewer := range m.Game.Roles {
			d := wire.NewDesk(m, int32(viewer), "en", wire.NamesFrom(5))
			v := d.View(&now.state, now.scene())
			for _, a := range v.Attacks {
				for _, s := range a.Suspects {
					told++
					if s.Role == v.Role {
						t.Errorf("%s suspects itself", v.Role)
					}
					if s.Low >= s.High || s.Word == "" {
						t.Errorf("suspect %+v", s)
					}
				}
			}
			for _, r := range []*wire.Reveal{v.News, v.Reveal} {
				if r == nil {
					continue
				}
				for _, w := range r.Why {
					if strings.Contains(w.Track, "belief") {
						t.Errorf("a belief among the numbers: %+v", w)
					}
				}
			}
		}
	}
	if told == 0 {
		t.Error("no belief was told at all")
	}
}

func TestAViewSpeaksTheLanguageOfItsConnection(t *testing.T) {
	m := game.NewMachine(codeBlue(t))
	for _, now := range moments(t, m, 3)[:4] {
		en := wire.NewDesk(m, 3, "en", wire.NamesFrom(3)).View(&now.state, now.scene())
		fr := wire.NewDesk(m, 3, "fr", wire.NamesFrom(3)).View(&now.state, now.scene())
		if en.TurnName == fr.TurnName {
			t.Errorf("turn %d: both say %q", en.Turn, en.TurnName)
		}
		if en.News == nil {
			continue
		}
		for i, e := range en.News.Events {
			if f := fr.News.Events[i]; e.Text == f.Text || e.Item != f.Item || e.Kind != f.Kind {
				t.Errorf("event %d: %+v and %+v", i, e, f)
			}
		}
		for i, o := range en.Options {
			if f := fr.Options[i]; o.Why != "" && o.Why == f.Why || o.Code != f.Code || o.Action != f.Action {
				t.Errorf("option %d: %+v and %+v", i, o, f)
			}
		}
	}
}

func TestAViewIsTheSameForTheSameArguments(t *testing.T) {
	m := game.NewMachine(codeBlue(t))
	now := moments(t, m, 3)[3]
	d := wire.NewDesk(m, 0, "fr", wire.NamesFrom(3))
	first := encode(t, d.View(&now.state, now.scene()))
	v := d.View(&now.state, now.scene())
	d.Book(&v)
	if again := encode(t, d.View(&now.state, now.scene())); string(first) != string(again) {
		t.Errorf("got %s\nwant %s", again, first)
	}
}

func TestNewsAreToldBeforeAndTheRevealAfterAdjudication(t *testing.T) {
	m := game.NewMachine(codeBlue(t))
	for _, now := range moments(t, m, 3) {
		v := wire.NewDesk(m, 0, "en", wire.NamesFrom(3)).View(&now.state, now.scene())
		before := now.phase == wire.PhaseDecide
		if (v.News != nil) != before || (v.Reveal != nil) == before || before != (len(v.Options) > 0) {
			t.Fatalf("turn %d, %s: news %v, reveal %v, %d options", v.Turn, now.phase, v.News, v.Reveal, len(v.Options))
		}
		if part := cmp.Or(v.News, v.Reveal); part.Turn != v.Turn {
			t.Errorf("turn %d, %s: told of turn %d", v.Turn, now.phase, part.Turn)
		}
	}
}
