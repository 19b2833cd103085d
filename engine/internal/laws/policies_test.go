package laws_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/internal/sit"
	"demarche/engine/internal/wild"
	"demarche/engine/policy"
)

// Law 3 holds for computer players as for people: whatever a role does not see is
// drawn anew, and its player makes the same moves and learns the same. Its own
// memory is its own.
func TestAComputerPlayerKnowsNoMoreThanItsRole(t *testing.T) {
	moved, learnt := 0, 0
	all := games(t)
	kept := 0
	for i := range generated {
		// Whoever answers what was done to it has the game keep more of the past.
		text := strings.ReplaceAll(wild.Scenario(uint64(i)), `policy = "random"`, `policy = "tit_for_tat"`)
		if m := sit.Compile(t, text); strings.Contains(text, policy.TitForTat) {
			all[fmt.Sprintf("kept%d", i)] = m
			kept++
		}
	}
	if kept == 0 {
		t.Error("no generated scenario names tit_for_tat")
	}
	for name, m := range all {
		var tables []*policy.Table
		for _, name := range policy.Names() {
			if name != policy.Greedy && name != policy.Search {
				tables = append(tables, seats(t, m, name))
			}
		}
		if m.Game.PolicyOf(wild.Policy) >= 0 {
			tables = append(tables, seats(t, m, wild.Policy))
		}
		for seed := range uint64(2) {
			luck := chance.Luck{Seed: chance.Seed(seed)}
			dice := sit.NewDice(seed)
			play(t, m, seed, func(s *game.State) {
				if s.Ended() {
					return
				}
				for role := range int32(len(m.Game.Roles)) {
					if !m.Game.Roles[role].Seat {
						continue
					}
					other := redraw(m, s, role, dice)
					for i := range m.Game.Slots {
						if d := &m.Game.Slots[i]; d.Kind == game.KindMemory && d.Role == role {
							other.V[i] = s.V[i]
						}
					}
					for _, table := range tables {
						moves, lessons := table.Moves(s, role, luck), table.Learns(s, role)
						moved, learnt = moved+len(moves), learnt+len(lessons)
						if again := table.Moves(&other, role, luck); !slices.Equal(again, moves) {
							t.Fatalf("%s seed %d turn %d: %s of %s plays %v, and with what it does not see drawn anew %v",
								name, seed, s.Turn(), table.Name(role), m.Game.Roles[role].ID, moves, again)
						}
						if again := table.Learns(&other, role); !slices.Equal(again, lessons) {
							t.Fatalf("%s seed %d turn %d: %s of %s learns %v, and with what it does not see drawn anew %v",
								name, seed, s.Turn(), table.Name(role), m.Game.Roles[role].ID, lessons, again)
						}
					}
				}
			})
		}
	}
	if moved == 0 || learnt == 0 {
		t.Errorf("%d moves and %d lessons: nothing was tested", moved, learnt)
	}
}

// Those who look ahead do so in worlds that are made of what they see: they play
// the same, and answer the same.
func TestWhoLooksAheadKnowsNoMoreThanItsRole(t *testing.T) {
	moved, answered, at := 0, 0, 0
	for name, m := range games(t) {
		tables := []*policy.Table{seats(t, m, policy.Greedy), seats(t, m, policy.Search+":40")}
		luck := chance.Luck{Seed: 3}
		dice := sit.NewDice(11)
		play(t, m, 5, func(s *game.State) {
			if s.Ended() {
				return
			}
			open := dice.Orders(m, s).Moves
			for role := range int32(len(m.Game.Roles)) {
				if at++; !m.Game.Roles[role].Seat || at%5 > 0 {
					continue
				}
				other := redraw(m, s, role, dice)
				for _, table := range tables {
					moves := table.Moves(s, role, luck)
					if again := table.Moves(&other, role, luck); !slices.Equal(again, moves) {
						t.Fatalf("%s turn %d: %s of %s plays %v, and with what it does not see drawn anew %v",
							name, s.Turn(), table.Name(role), m.Game.Roles[role].ID, moves, again)
					}
					moved += len(moves)
					for _, p := range m.View(s, role).Proposals(open) {
						if p.Mine {
							continue
						}
						one := []game.Move{p.Move}
						if _, says := m.Accepts(s, p.Move, role, nil); says {
							continue // the scenario's own knowledge answers
						}
						a, b := table.Answers(s, role, luck, one), table.Answers(&other, role, luck, one)
						if !slices.Equal(a, b) {
							t.Fatalf("%s turn %d: %s of %s answers %v, and with what it does not see drawn anew %v",
								name, s.Turn(), table.Name(role), m.Game.Roles[role].ID, a, b)
						}
						answered += len(a)
					}
				}
			}
		})
	}
	if moved < 100 || answered == 0 {
		t.Errorf("%d moves and %d answers: little was tested", moved, answered)
	}
}

func seats(t *testing.T, m *game.Machine, name string) *policy.Table {
	t.Helper()
	table, err := policy.NewTable(m, map[string]string{"": name})
	if err != nil {
		t.Fatal(err)
	}
	return table
}
