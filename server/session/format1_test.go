package session_test

import (
	"context"
	"testing"
	"testing/synctest"

	"demarche/engine/record"
	"demarche/server/session"
)

// older is a store whose records were written by a version of format 1.
type older struct{ session.Store }

func (o older) Load(ctx context.Context, id string) (*record.Record, error) {
	r, err := o.Store.Load(ctx, id)
	if err != nil {
		return nil, err
	}
	r.Header.Format = 1
	var before record.Before
	for _, l := range r.Lines {
		switch e := l.Entry.(type) {
		case *record.Start:
			e.Play = record.PlaySum(1, before, &record.Turn{State: e.State, Due: e.Due})
			before.Play = e.Play
		case *record.Turn:
			e.Play = record.PlaySum(1, before, e)
			before.Play = e.Play
		}
	}
	return r, nil
}

// A session that a version of format 1 began is taken up and goes on under that
// format: one record has one.
func TestSessionOfFormat1GoesOnUnderIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := facilitated(t)
		then := now
		then.Store = older{now.Store}
		c := newCast(t, then)
		const turn2 = 17 // the step that leads to it
		c.run(play(), func(i int) bool { return i == turn2 })
		c.end()
		plays := func(o session.Options) (plays []record.Sum) {
			r, err := o.Store.Load(t.Context(), c.s.Code())
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range r.Lines {
				if e, ok := l.Entry.(*record.Turn); ok {
					plays = append(plays, e.Play)
				}
			}
			return plays
		}
		got, want := plays(now), plays(then)
		if len(got) != 3 || got[0] == want[0] {
			t.Fatalf("%d turns, the first written by format 1 already: %v", len(got), got[0] == want[0])
		}
		for i := range got[1:] {
			if got[i+1] != want[i+1] {
				t.Errorf("turn %d went on with play %v, format 1 has %v", i+2, got[i+1], want[i+1])
			}
		}
	})
}
