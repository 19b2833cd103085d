package prose

import (
	"math"

	"demarche/engine/game"
	"demarche/engine/rule"
)

// Act says what an act of the facilitator did, without a full stop. about is
// what it was about (a title), seconds what it added to the time. An unknown act
// gives a general phrase.
func (v *Voice) Act(do, about string, seconds int) string {
	if do == "time" {
		key := "act.time.more"
		if seconds < 0 {
			key = "act.time.less"
		}
		return v.c.say(key, "n", v.c.count("act.time.second", math.Abs(float64(seconds))))
	}
	if key := "act." + do; v.c.has(key) {
		return v.c.say(key, "x", about)
	}
	return v.c.say("act.other")
}

// Headline says in one sentence which decision turned the exercise: the one that
// took a pair furthest up the ladder, else the one that moved a number furthest
// within its bounds. The first one counts among equals.
func (v *Voice) Headline(d game.Debrief) string {
	if s := v.climbedMost(d); s != "" {
		return s
	}
	if s := v.movedMost(d); s != "" {
		return s
	}
	return v.c.say("headline.calm")
}

func (v *Voice) climbedMost(d game.Debrief) string {
	var best *game.Decision
	var by game.Lift
	for i := range d.Decisions {
		for _, l := range d.Decisions[i].Ladder {
			if l.To-l.From > by.To-by.From {
				best, by = &d.Decisions[i], l
			}
		}
	}
	if best == nil {
		return ""
	}
	return v.c.say("headline.ladder", "x", v.Move(best.Move), "who", v.name(best.Move.Self), "n", v.c.number(float64(best.Turn)),
		"a", v.name(by.A), "b", v.name(by.B), "from", v.rung(float64(by.From)), "to", v.rung(float64(by.To)))
}

func (v *Voice) movedMost(d game.Debrief) string {
	var best *game.Decision
	var by game.Moved
	most := 0.0
	for i := range d.Decisions {
		for _, m := range d.Decisions[i].Moved {
			s := &v.g.Slots[m.Slot]
			share := math.Abs(m.By) / (s.Max - s.Min)
			// What a delegation gained for itself turned nothing.
			if s.Kind == game.KindTrack && v.g.Tracks[s.Track].Dim != rule.Each && share > most && !math.IsInf(share, 0) {
				best, by, most = &d.Decisions[i], m, share
			}
		}
	}
	if best == nil {
		return ""
	}
	return v.c.say("headline.moved", "x", v.Move(best.Move), "who", v.name(best.Move.Self), "n", v.c.number(float64(best.Turn)),
		"y", v.Slot(by.Slot), "by", v.c.signed(by.By))
}
