package record_test

import (
	"strings"
	"testing"

	"demarche/engine/policy"
	"demarche/engine/record"
)

// promises has something of every sort that a record can hold: agreements and
// their breaking, a deadline, a question, a plant and what examines it, a price
// beyond a mark, choices, amounts, words, votes, an order that waits, draws, an
// attack that is a move, a campaign with a mask, a policy with a memory.
const promises = `
format = 1
id = "promises"
turns = 5
[ladder]
rungs = [{ name = "calm" }, { name = "words" }, { name = "blows" }]
firebreaks = [{ below = 2, text = "No way back." }]
cooling = 1
[track.calm]
start = 50
each_turn = 1
[role_track.means]
start = 3
refill = 2
[pair_track.trust]
start = 50
[role.aurelia]
kind = "state"
policy = "sore"
[role.tern]
kind = "state"
[role.bureau]
state = "tern"
[role.gang]
seat = false
plan.wave = { chance = 0.5, target = "aurelia" }
[attack.wiper]
turn = 1
on = "aurelia"
author = { tern = 1, gang = 1 }
suspects = { tern = 30, gang = 40 }
mask = { tern = { gang = 0.5 } }
rung = 1
effects = ["calm -= 5"]
[attack.wave]
by = ["gang", "bureau"]
target = ["aurelia", "tern"]
suspects = { gang = 50 }
effects = ["calm -= 3"]
[question.intent]
truth = { meant = 1, slip = 2 }
answers = { meant = 50, slip = 50 }
[evidence.note]
about = "wiper"
like = { gang = 0.7, tern = 0.3 }
plantable = true
turn = 1
tlp = "clear"
[evidence.tape]
about = "wiper"
points = { tern = 3 }
tlp = "red"
turn = 2
to = "aurelia"
beyond = { effects = ["calm -= 1"], fires = "leak" }
[evidence.order]
about = "intent"
like = { meant = 0.9, slip = 0.1 }
turn = 2
expires = 4
[inject.leak]
text = "It leaks."
[inject.news]
when = "calm < 50"
repeat = true
text = "News."
[deadline.logs]
due = "2d"
to = "aurelia"
stop = "happened(ask)"
effects = ["calm -= 2"]
[temptation.strike]
by = "aurelia"
when = "happened(wiper)"
offer = "Tonight."
gain = "It stops."
risk = "A school."
legal = { status = "unlawful" }
lasts = 4
instead = "ask"
effects = ["calm += 4"]
also.scar = { chance = 0.5, effects = ["calm -= 1"] }
also.bill = { after = 1, chance = 0.5, effects = ["calm -= 9"], fires = "leak" }
[response.ask]
by = ["aurelia", "tern"]
cost = { means = 1 }
effects = ["calm += 1"]
outcome.soon = { odds = 0.5, reveals = { tape = "self" } }
outcome.late = {}
[response.name]
by = "aurelia"
target = ["tern", "gang"]
tray = "law"
rung = 1
attributes = "wiper"
choice.tone.mild = { rung = 0 }
choice.tone.sharp = { rung = 2 }
[response.lend]
by = "states"
amount = { min = 1, max = 3 }
cost = { means = "amount" }
[response.look]
by = "states"
tray = "investigate"
examines = "note"
[response.offer]
by = "aurelia"
target = "tern"
consent = { of = "target" }
cost = { means = 1 }
legal = { status = "lawful" }
makes = "truce"
[response.vote]
by = "states"
tray = "restrict"
vote = { of = "states", rule = "majority", ballot = "secret" }
effects = ["signers.means -= 1"]
[response.blow]
by = ["tern", "bureau"]
target = "aurelia"
seen = "public"
tags = ["force"]
effects = ["calm *= 0.9"]
[response.watch]
by = "aurelia"
standing = "calm < 45"
effects = ["calm = 46"]
[response.say]
by = "states"
words = { max = 20 }
[agreement.truce]
forbids = ["force", "wiper"]
lasts = 2
broken = { effects = ["pair(self, other).trust -= 10"] }
[rule.rain]
each = "couple"
chance = 0.3
cooldown = 1
effects = ["pair(self, other).trust += 1"]
[draw.wind]
one_of = { north = 1, south = 2 }
[policy.sore]
pick = "weights"
moves = 3
memory = { anger = 1 }
learn = ["memory.anger = memory.anger / 2 + (last_turn(blow, tern) ? 3 : 0)"]
[policy.sore.choose]
offer = {}
name = { weight = "memory.anger" }
look = { weight = 2 }
ask = {}
[ending.worn]
when = "calm < 10"
[ending.dawn]
`

// Of what a record can tell, plays of promises tell nearly all: a seed of the
// fuzzer that tells little would find little.
func TestRecordsOfPromisesVerifyAndTellNearlyAll(t *testing.T) {
	events, causes := map[string]bool{}, map[string]bool{}
	for seed := range uint64(24) {
		g := play(t, t, promises, seed, policy.Random)
		if rep := record.Verify(read(t, g.bytes), compile); !rep.OK() {
			t.Fatalf("seed %d: %+v", seed, rep)
		}
		for i := range g.turns {
			for _, l := range []record.Ledger{g.turns[i].Open, g.turns[i].Played} {
				for _, e := range l.Events {
					events[e.Kind] = true
				}
				for _, c := range l.Changes {
					for _, p := range c.Parts {
						if p.Cause != nil {
							causes[p.Cause.Kind] = true
						}
					}
				}
			}
		}
	}
	for _, want := range strings.Fields("move outcome also due attack inject rule found looked offer ending unsigned armed genuine plant agreed broken deadline stopped") {
		if !events[want] {
			t.Errorf("no event %q", want)
		}
	}
	for _, want := range strings.Fields("move also attack rule cost refund drift refill cooling rung belief agreement deadline") {
		if !causes[want] {
			t.Errorf("no cause %q", want)
		}
	}
}
