package record_test

import (
	"reflect"
	"testing"

	"demarche/engine/record"
)

const masked = `
format = 1
id = "t"
turns = 2
[track.calm]
start = 50
[role.mayor]
[role.crew]
[role.press]
[response.wait]
by = "mayor"
[attack.raid]
turn = 2
on = "mayor"
author = "crew"
suspects = { crew = 30, press = 30 }
mask.crew = { press = 0.5 }
[attack.theft]
by = ["crew", "press"]
target = "mayor"
suspects = { crew = 30, press = 30 }
mask.press = { crew = 0.5 }
[question.intent]
truth = { meant = 1, slip = 1 }
answers = { meant = 50, slip = 50 }
[ending.dawn]
`

// What was drawn at the start falls otherwise at once, before and after the turn
// opens; what is drawn later waits.
func TestARecordOfMasksAndTruthsThatWereDecidedVerifies(t *testing.T) {
	for _, way := range [][3]string{{"press", "crew", "meant"}, {"unmasked", "unmasked", "slip"}} {
		g := acted(t, masked, "mayor wait", "dawn", [][2][]string{
			{{"force mask raid by crew in turn 1 = " + way[0]}, {"force truth intent = " + way[2], "force mask theft by press in turn 2 = " + way[1]}},
			{nil, nil},
		})
		r := read(t, g.bytes)
		if rep := record.Verify(r, compile); !rep.OK() || rep.Retold != 0 || rep.Turns != 2 {
			t.Fatalf("report %+v", rep)
		}
		turn := g.turns[0]
		pick := int32(0)
		if way[0] == "unmasked" {
			pick = 1
		}
		want := []record.Act{
			{Do: "force", Early: true, Draw: &record.Forced{Turn: 1, Purpose: "mask", ID: "raid", Self: "crew", Pick: pick}},
			{Do: "force", Draw: &record.Forced{Turn: 1, Purpose: "truth", ID: "intent", Pick: pick}},
			{Do: "force", Draw: &record.Forced{Turn: 2, Purpose: "mask", ID: "theft", Self: "press", Pick: pick}},
		}
		if !reflect.DeepEqual(turn.Acts, want) {
			t.Errorf("acts %+v", turn.Acts)
		}
		if want[2].Draw == nil || !reflect.DeepEqual(turn.Forced, []record.Forced{*want[2].Draw}) {
			t.Errorf("there wait %+v, want the mask of the theft alone", turn.Forced)
		}
		if got, want := turn.State["posed.raid"], record.Number(2-pick); got != want {
			t.Errorf("the crew poses as %v, want %v", got, want)
		}
		if got := turn.State["truth.intent"]; got != record.Number(pick) {
			t.Errorf("the truth is %v, want %v", got, pick)
		}
		told := 0
		for _, d := range turn.Open.Draws {
			if d.Forced && d.Stage == "act" && d.Turn == 0 && d.Pick == pick {
				told++
			}
		}
		if told != 2 {
			t.Errorf("%d draws of the start are told to have fallen otherwise, want 2", told)
		}
	}
}
