package session_test

import (
	"testing"

	"demarche/engine/wire"
)

// An agent in a seat is told what it is to decide, once; a wrong answer has the
// same question put again twice, and then the seat waits as one of a person does.
func TestAnAgentIsAskedAndAskedAgain(t *testing.T) {
	s := open(t, options(t, master, police))
	other := sit(t, s, master, "en")
	a := attach(t, s, police)
	a.send(wire.Hello{Head: head(wire.TypeHello, ""), Lang: "en", Agent: true})
	v := await(a, wire.TypeView, func(wire.View) bool { return true })
	asked := func() wire.Choose {
		return await(a, wire.TypeChoose, func(wire.Choose) bool { return true })
	}
	for v.Phase != wire.PhaseDecide {
		q := asked()
		if q.What != wire.ChooseNext || q.Turn != v.Turn || q.Count != 1 {
			t.Fatalf("in phase %s it is asked %+v, want to go on", v.Phase, q)
		}
		a.send(wire.Pick{Head: head(wire.TypePick, q.ID), Picks: []int{1}})
		other.next("next", v.Turn)
		a.ack(q.ID)
		v = await(a, wire.TypeView, func(n wire.View) bool { return n.Phase != v.Phase })
	}
	first := asked()
	if first.What != wire.ChooseMoves || first.Try != 1 || first.Turn != 1 || first.Count != len(first.Legal) || first.Count == 0 {
		t.Fatalf("it is asked %+v", first)
	}
	q := first
	for try := 2; ; try++ {
		a.send(wire.Pick{Head: head(wire.TypePick, q.ID), Picks: []int{q.Count + 1}})
		if r := a.refused(q.ID); r.Code != wire.CodeNoSuchNumber {
			t.Errorf("a number that is not there is refused by %s", r.Code)
		}
		if try > 3 {
			break
		}
		again := asked()
		if again.Try != try || again.ID == q.ID || again.Count != q.Count {
			t.Fatalf("after a wrong answer it is asked %+v, want try %d of the same", again, try)
		}
		a.send(wire.Pick{Head: head(wire.TypePick, q.ID), Picks: []int{1}})
		if r := a.refused(q.ID); r.Code != wire.CodeTooLate {
			t.Errorf("an answer to the question before is refused by %s", r.Code)
		}
		q = again
	}
	for _, raw := range a.settle("quiet") {
		if kindOf(t, raw) == wire.TypeChoose {
			t.Errorf("after three wrong answers it is asked a fourth time: %s", raw)
		}
	}
	a.send(wire.Pick{Head: head(wire.TypePick, q.ID), Picks: []int{1}})
	a.ack(q.ID)
	if m := await(a, wire.TypeView, func(v wire.View) bool { return v.Mine.Committed }).Mine.Moves; len(m) != 1 || m[0].Action != first.Legal[0].Move.Action {
		t.Errorf("the first of the list is %+v, committed was %+v", first.Legal[0].Move, m)
	}
	// Who does not say that it is an agent is not asked, and cannot answer.
	other.send(wire.Pick{Head: head(wire.TypePick, "x"), Picks: []int{1}})
	if r := other.refused("x"); r.Code != wire.CodeTooLate {
		t.Errorf("a person's answer by numbers is refused by %s", r.Code)
	}
	for _, kind := range other.kinds() {
		if kind == wire.TypeChoose {
			t.Error("a person is asked by numbers")
		}
	}
}
