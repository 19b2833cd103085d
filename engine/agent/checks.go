package agent

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"

	"demarche/engine/game"
	"demarche/engine/wire"
)

// rejection is the code with which right answers are refused to see what comes
// then.
const rejection = wire.CodeTooFast

// leaveWait is the time that an agent has to end by itself.
const leaveWait = 5 * time.Second

// hello tries the greeting.
func (t *trier) hello() error {
	_, _, err := t.open()
	return err
}

// one plays one game with a new process.
func (t *trier) one(x party) (*Conn, []Fact, error) {
	c, _, err := t.open()
	if err != nil {
		return nil, nil, err
	}
	_, facts, err := t.play(c, x)
	return c, facts, err
}

func (t *trier) moves() error {
	_, _, err := t.one(party{})
	return err
}

// answers looks for a seat that is asked about proposals.
func (t *trier) answers() error {
	for _, role := range t.seatsOf() {
		_, facts, err := t.one(party{roles: []int32{role}})
		if err != nil {
			return err
		}
		for i := range facts {
			if facts[i].What == wire.ChooseAnswers {
				return nil
			}
		}
	}
	if !t.consents() {
		return nil // the scenario has no proposals: there is nothing to try
	}
	return errors.New("no proposal came up in this scenario with this seed: try --seed")
}

// consents reports whether some measure needs others to agree.
func (t *trier) consents() bool {
	for i := range t.m.Game.Actions {
		if len(t.m.Game.Actions[i].Assents) > 0 {
			return true
		}
	}
	return false
}

func (t *trier) refusal() error {
	_, _, err := t.one(party{reject: true})
	return err
}

// unknown adds a field to every message, and messages that nobody knows.
func (t *trier) unknown() error {
	c, _, err := t.open()
	if err != nil {
		return err
	}
	c.alter = func(m []byte) [][]byte {
		strange := []byte(`{"v":1,"t":"weather","wind":{"from":["NW"],"knots":12}}`)
		rest, object := bytes.CutPrefix(m, []byte("{"))
		if !object {
			return [][]byte{m}
		}
		return [][]byte{strange, append([]byte(`{"x_later":{"a":[1,null]},`), rest...)}
	}
	_, _, err = t.play(c, party{})
	return err
}

func (t *trier) quiet() error {
	c, _, err := t.one(party{})
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.strays > 0 {
		return fmt.Errorf("it wrote %d lines that answer nothing", c.strays)
	}
	return nil
}

func (t *trier) again() error {
	c, _, err := t.one(party{})
	if err != nil {
		return fmt.Errorf("first game: %w", err)
	}
	t.seed++
	if _, _, err := t.play(c, party{}); err != nil {
		return fmt.Errorf("second game: %w", err)
	}
	return nil
}

// same plays one seed twice in new processes, and once more behind another game.
func (t *trier) same() error {
	var sums []string
	for range 2 {
		c, _, err := t.open()
		if err != nil {
			return err
		}
		sum, _, err := t.play(c, party{})
		if err != nil {
			return err
		}
		sums = append(sums, sum.String())
		if len(sums) == 2 {
			again, _, err := t.play(c, party{})
			if err != nil {
				return err
			}
			sums = append(sums, again.String())
		}
	}
	switch {
	case sums[0] != sums[1]:
		return errors.New("two processes play two different games")
	case sums[0] != sums[2]:
		return errors.New("the second game of one process differs from the first: it remembers something")
	}
	return nil
}

func (t *trier) history(how string) error {
	_, _, err := t.one(party{options: Options{History: how}})
	return err
}

func (t *trier) french() error {
	_, _, err := t.one(party{options: Options{Lang: "fr"}})
	return err
}

// names gives every role, measure and number another name.
func (t *trier) names() error {
	_, _, err := t.one(party{options: Options{Labels: numbered(t.m.Game)}})
	return err
}

// numbered gives everything that has an id a number for a name.
func numbered(g *game.Game) *Labels {
	l := &Labels{Scenario: "trial"}
	for i := range g.Roles {
		l.ids[roleIDs] = append(l.ids[roleIDs], label{from: g.Roles[i].ID, to: fmt.Sprintf("party_%d", i+1)})
	}
	for i := range g.Actions {
		l.ids[actionIDs] = append(l.ids[actionIDs], label{from: g.Actions[i].ID, to: fmt.Sprintf("measure_%d", i+1)})
	}
	for i := range g.Tracks {
		l.ids[trackIDs] = append(l.ids[trackIDs], label{from: g.Tracks[i].ID, to: fmt.Sprintf("number_%d", i+1)})
	}
	return l
}

func (t *trier) seats() error {
	_, _, err := t.one(party{roles: t.seatsOf()})
	if err != nil && strings.Contains(err.Error(), "it ended before") {
		return fmt.Errorf("%w (it may not expect a field seat)", err)
	}
	return err
}

func (t *trier) leaves() error {
	c, p, err := t.open()
	if err != nil {
		return err
	}
	if _, _, err := t.play(c, party{}); err != nil {
		return err
	}
	c.farewell()
	if !p.Ended(leaveWait) {
		return fmt.Errorf("it still runs %v after bye", leaveWait)
	}
	return nil
}
