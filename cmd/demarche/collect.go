package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// Go collects garbage for the first time when the heap holds 4 MiB, and then when
// it has doubled.
const (
	usualPercent = 100
	usualFirst   = 4 << 20
)

// firstCollection is how many bytes the heap of a command holds before garbage is
// collected for the first time. Loading a scenario takes up to ten, and most
// commands do little else; with Go's own setting three collections would fall into
// it, which find nearly all of it in use.
const firstCollection = 12 << 20

// collectLater puts the first collection off; from then on all is as usual, so
// that what runs for long takes no more memory than ever. Whoever sets GOGC is
// obeyed.
func collectLater() {
	if os.Getenv("GOGC") != "" {
		return
	}
	const late = usualPercent * (firstCollection / usualFirst)
	debug.SetGCPercent(late)
	canary := new([64]byte) // garbage at once
	runtime.AddCleanup(canary, func(percent int) {
		if was := debug.SetGCPercent(percent); was != late {
			debug.SetGCPercent(was) // the command has its own wish
		}
	}, usualPercent)
}

// oftenPercent is for commands that play studies: they make so little garbage that
// collecting it twice as often takes a hundredth of their time, and what they keep
// for each run more is nothing, so that garbage is most of what they grow by.
const oftenPercent = 50

// collectOften keeps the heap of a command small that runs for long. Whoever sets
// GOGC is obeyed.
func collectOften() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(oftenPercent)
	}
}
