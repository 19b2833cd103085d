package wire

import (
	"math"
	"time"

	"demarche/engine/game"
	"demarche/engine/prose"
)

// Phases of a session, as View.Phase says them.
const (
	PhaseBrief   = "brief"
	PhaseConsult = "consult"
	PhaseDecide  = "decide"
	PhaseReveal  = "reveal"
	PhaseEnded   = "ended"
)

// Scene is what a view needs beside the state: where the session stands, and
// the inputs of the viewer's own seat.
type Scene struct {
	Phase     string
	Committed bool   // the viewer's role has committed in this turn
	Mine      []Move // what it has committed
	// Open are the moves that all roles have committed, and Ballots all answers
	// to those of them that need one: the desk tells each viewer of its own
	// proposals and of those that it is asked about, and of nothing else.
	Open    []game.Move
	Ballots []game.Ballot
	// News is the ledger of the opening of the present turn: it is told until the
	// turn is adjudicated. Reveal is that of its adjudication: it is told in the
	// phases reveal and ended only. Nil: nothing to tell.
	News, Reveal *game.Ledger
	Given        []game.Gift // evidence that the viewer's role has given in this turn
	// Beside is what people wrote beside the moves of this turn: the desk tells
	// each viewer what belongs to moves that it learns of.
	Beside []Said
	Course []int // highest rung at the close of each turn so far
}

// Said is what a person wrote beside a move.
type Said struct {
	Move  game.Move
	Words string
}

// View builds the view of the desk's viewer. Its Seq is 0, for the session to
// fill in; its Book is 0 until [Desk.Book] has seen it. It changes nothing:
// equal arguments give equal views.
func (d *Desk) View(state *game.State, scene Scene) View {
	v := d.Look(d.m.View(state, d.role), scene)
	if over, ending := d.m.View(state, d.role).Ended(); over {
		v.End = d.end(state, ending)
	}
	return v
}

// Look is [Desk.View] for who holds a view of the desk's machine and role, and
// no state: of a game that is over it does not tell how it ended.
func (d *Desk) Look(gv game.View, scene Scene) View {
	turn := gv.Turn()
	v := View{
		Head: head(TypeView), Phase: scene.Phase,
		Turn: int(turn), Turns: int(d.g.Turns), Role: d.roleID(d.role),
		Numbers: d.numbers(gv), Top: d.top(gv), Course: append([]int{}, scene.Course...),
		Attacks: d.attacks(gv), Questions: d.questions(gv), Evidence: d.evidence(gv), Feed: d.feed(gv), Options: []Option{},
		Limit: int(d.g.MovesPerTurn), Share: d.shares(gv, scene),
		Mine: Mine{Committed: scene.Committed, Moves: append([]Move{}, scene.Mine...)},
	}
	d.story(&v, turn)
	played := scene.Phase == PhaseReveal || scene.Phase == PhaseEnded
	if !played {
		v.Options = d.options(gv)
	}
	if played && scene.Reveal != nil {
		v.Reveal = d.reveal(scene.Reveal, turn, scene.Beside)
	}
	if !played && scene.News != nil {
		v.News = d.reveal(scene.News, turn, nil)
	}
	if !played {
		v.Proposals = d.proposals(gv, scene)
	}
	for _, x := range gv.Pacts() {
		v.Agreements = append(v.Agreements, Pact{Title: d.voice.Agreement(x.Agreement), Between: d.roleIDs(x.Parties), Until: int(x.Until)})
	}
	for _, x := range gv.Standing() {
		v.Standing = append(v.Standing, Standing{Move: MoveOf(d.g, x.Move), Turn: int(x.Turn), Text: d.voice.Move(x.Move)})
	}
	for _, x := range gv.Countdowns() {
		v.Deadlines = append(v.Deadlines, d.deadline(gv, x))
	}
	return v
}

// deadline tells a deadline that runs.
func (d *Desk) deadline(gv game.View, x game.Countdown) Deadline {
	out := Deadline{Title: d.voice.Deadline(x.Deadline), Hours: x.Hours}
	if gv.Turn()+x.Turns <= d.g.Turns {
		out.Turns = int(x.Turns)
	}
	if x.Known {
		out.Stop = d.voice.Stops(gv, x.Deadline)
	}
	if x.By != 0 {
		out.By = d.roleIDs(x.By)
	}
	return out
}

// story fills in the time of a turn in the story.
func (d *Desk) story(v *View, turn int32) {
	if turn < 1 || int(turn) >= len(d.g.Begins) {
		return
	}
	begins := d.g.Begins[turn-1]
	v.Hours = d.g.Begins[turn] - begins
	if int(turn) <= len(d.g.TurnNames) {
		v.TurnName = d.voice.Text(d.g.TurnNames[turn-1])
	}
	if start, err := time.Parse(time.RFC3339, d.g.Start); err == nil {
		v.When = start.Add(time.Duration(begins * float64(time.Hour))).Format(time.RFC3339)
	}
}

// numbers lists every track that the viewer sees, at its grade.
func (d *Desk) numbers(gv game.View) []Number {
	out := []Number{}
	for slot := range d.g.Slots {
		if d.g.Slots[slot].Kind != game.KindTrack {
			continue
		}
		seen := gv.See(int32(slot))
		if seen.Grade == game.Hidden {
			continue
		}
		n := d.number(int32(slot))
		if seen.Grade == game.Exactly {
			n.Value = figure(seen.Value)
		} else {
			band := int(seen.Band)
			n.Band = &band
		}
		out = append(out, n)
	}
	return out
}

// number names the track of a slot and whose it is.
func (d *Desk) number(slot int32) Number {
	s := &d.g.Slots[slot]
	return Number{Track: d.g.Tracks[s.Track].ID, Of: d.roleID(s.Role), With: d.roleID(s.Other)}
}

// figure keeps six decimals of a number: what lies behind them is the noise of
// binary fractions.
func figure(x float64) *float64 {
	if rounded := math.Round(float64(x*1e6)) / 1e6; math.Abs(x) < 1e9 {
		x = rounded
	}
	return &x
}

// top returns the highest rung of the pairs that the viewer sees, -1 without a
// ladder.
func (d *Desk) top(gv game.View) int {
	if d.g.Ladder.Track < 0 {
		return -1
	}
	top := 0
	t := &d.g.Tracks[d.g.Ladder.Track]
	for slot := t.Base; slot < t.Base+t.N; slot++ {
		if seen := gv.See(slot); seen.Grade == game.Exactly {
			top = max(top, int(seen.Value))
		}
	}
	return top
}

// attacks lists the incidents that the viewer was told of, in the order of the
// file, with its own assessment as words of the yardstick.
func (d *Desk) attacks(gv game.View) []Attack {
	out := []Attack{}
	for i := range d.g.Attacks {
		turn, known := gv.Knows(int32(i))
		if !known {
			continue
		}
		a := Attack{ID: d.attackID(int32(i)), Turn: int(turn), Did: gv.Did(int32(i)), Suspects: []Suspect{}}
		if d.role >= 0 {
			a.Suspects = d.suspects(gv, int32(i))
		}
		out = append(out, a)
	}
	return out
}

func (d *Desk) suspects(gv game.View, attack int32) []Suspect {
	out := []Suspect{}
	suspects := d.g.Attacks[attack].Suspects
	for j := 0; j <= len(suspects); j++ {
		role := ""
		if j < len(suspects) {
			if suspects[j] == d.role {
				continue // nobody suspects himself
			}
			role = d.roleID(suspects[j])
		}
		y := prose.Yardstick(gv.Belief(attack, j))
		out = append(out, Suspect{Role: role, Word: y.Key, Low: y.Low, High: y.High})
	}
	return out
}

// questions lists those that the viewer is asked, in the order of the file, with
// its own assessment as words of the yardstick.
func (d *Desk) questions(gv game.View) []Asked {
	var out []Asked
	for i := range d.g.Questions {
		if !gv.Asked(int32(i)) {
			continue
		}
		q := Asked{ID: d.questionID(int32(i)), Answers: []Assessment{}}
		for j := range d.g.Questions[i].Words {
			y := prose.Yardstick(gv.Answer(int32(i), j))
			q.Answers = append(q.Answers, Assessment{Word: y.Key, Low: y.Low, High: y.High})
		}
		out = append(out, q)
	}
	return out
}

// evidence lists what the viewer holds or knows to have been looked for.
func (d *Desk) evidence(gv game.View) []Held {
	out := []Held{}
	for i := range d.g.Evidence {
		holding := gv.Holding(int32(i))
		if holding == 0 {
			continue
		}
		h := Held{ID: d.evidenceID(int32(i)), Found: holding == 1, Public: gv.Published(int32(i))}
		h.Is = [...]string{"", "genuine", "plant"}[gv.Examined(int32(i))]
		if about := d.g.Evidence[i].About; about >= 0 {
			if _, known := gv.Knows(about); known {
				h.Attack = d.attackID(about)
			}
		}
		if q := d.g.Evidence[i].Question; q >= 0 && gv.Asked(q) {
			h.Question = d.questionID(q)
		}
		out = append(out, h)
	}
	return out
}

// feed lists the injects that the viewer was sent, newest first.
func (d *Desk) feed(gv game.View) []Item {
	out := []Item{}
	for turn := gv.Turn(); turn > 0; turn-- {
		for i := range d.g.Injects {
			if sent, told := gv.Told(int32(i)); told && sent == turn {
				out = append(out, Item{ID: d.injectID(int32(i)), Turn: int(turn)})
			}
		}
	}
	return out
}

// end tells how the game ended. What goals were worth is computed over the whole
// truth: the game is over.
func (d *Desk) end(state *game.State, ending int32) *End {
	e := &End{Goals: []GoalScore{}, Objectives: []Learned{}}
	if ending >= 0 {
		x := &d.g.Endings[ending]
		e.Ending, e.Title, e.Text = x.ID, d.voice.Ending(ending), d.voice.Text(x.Text)
	} else {
		e.Title = d.voice.Event(game.SeenEvent{Kind: game.EventEnding, Block: -1, Self: -1, Target: -1, Other: -1})
	}
	for _, s := range d.m.Scores(state) {
		goal := &d.g.Goals[s.Goal]
		if goal.Role == -1 || d.role >= 0 && goal.Role == d.role {
			e.Goals = append(e.Goals, GoalScore{Text: d.voice.Text(goal.Text), Score: s.Value})
		}
	}
	for _, l := range d.m.Objectives(state) {
		how := "untested"
		switch {
		case l.Tested && l.Met:
			how = "met"
		case l.Tested:
			how = "missed"
		}
		e.Objectives = append(e.Objectives, Learned{Text: d.voice.Text(d.g.Objectives[l.Objective].Text), State: how})
	}
	return e
}
