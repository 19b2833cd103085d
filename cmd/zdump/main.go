package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"demarche/engine/chance"
	"demarche/engine/game"
	"demarche/engine/policy"
	"demarche/engine/prose"
	"demarche/engine/scenario"
	"demarche/scenarios"
)

// zdump PATH LANG own|pack|all [turn]
func main() {
	path, lang, which := os.Args[1], os.Args[2], os.Args[3]
	doc, err := scenario.Read(scenarios.WithPacks(os.DirFS(filepath.Dir(path))), filepath.Base(path))
	if err != nil {
		panic(err)
	}
	g, err := scenario.Compile(doc)
	if err != nil {
		panic(err)
	}
	m := game.NewMachine(g)
	var now *prose.Moment
	if len(os.Args) > 4 {
		turn := 0
		fmt.Sscan(os.Args[4], &turn)
		luck := chance.Luck{Seed: 7}
		table, _ := policy.NewTable(m, map[string]string{"": "cautious"})
		p := m.NewPlay(luck, nil)
		var s game.State
		p.Start(&s, nil)
		for !s.Ended() {
			p.Open(&s)
			if int(s.Turn()) == turn {
				break
			}
			p.Adjudicate(&s, table.Orders(&s, luck))
		}
		now = &prose.Moment{State: &s, Self: -1, Target: -1}
	}
	v := prose.For(g, lang)
	things := scenario.Things(doc)
	x := v.Explainer(things, now)
	if which != "pack" {
		v.WriteTopic(os.Stdout, x.Overview())
	}
	for i, t := range things {
		pack := strings.HasPrefix(t.At.File, "pack:")
		if which == "own" && pack || which == "pack" && !pack {
			continue
		}
		fmt.Println("=== " + t.Path)
		v.WriteTopic(os.Stdout, x.Topic(i))
	}
}
