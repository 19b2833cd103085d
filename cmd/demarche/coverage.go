package main

import (
	"errors"
	"fmt"
	"strings"

	"demarche/engine/study"
	shelves "demarche/engine/study/shelf"
)

// mostGaps is how many gaps are told one by one.
const mostGaps = 8

// gaps says which runs and points of a study are in parts that are missing; parts
// are in their order.
func gaps(p *study.Plan, parts []int32) string {
	var told []string
	for i := 0; i < len(parts); {
		next := i + 1
		for next < len(parts) && parts[next] == parts[next-1]+1 {
			next++
		}
		if len(told) == mostGaps {
			return fmt.Sprintf("%s of %d: %s, and more", many(len(parts), "part"), p.Parts(), strings.Join(told, "; "))
		}
		told = append(told, extent(p, parts[i], parts[next-1]))
		i = next
	}
	return fmt.Sprintf("%s of %d: %s", many(len(parts), "part"), p.Parts(), strings.Join(told, "; "))
}

// extent says which runs and points are in parts, from the first to the last.
func extent(p *study.Plan, first, last int32) string {
	from, _ := p.Part(first)
	_, to := p.Part(last)
	return span("run", from, to-1) + " of " + span("point", int64(p.Run(from).Point), int64(p.Run(to-1).Point))
}

// span is one number of a thing, or from which to which.
func span(what string, from, to int64) string {
	if from == to {
		return fmt.Sprintf("%s %d", what, from)
	}
	return fmt.Sprintf("%ss %d to %d", what, from, to)
}

// unfinished says why a study whose parts are all there has no manifest.
func unfinished(h *shelves.Shelf, err error) error {
	switch {
	case errors.Is(err, shelves.ErrStray):
		return &answer{code: no, err: fmt.Errorf("%s: %w", h.Dir(), err), hint: "take them away: whoever reads the folder as one table would read them too"}
	case errors.Is(err, shelves.ErrUneven):
		return &answer{code: no, err: fmt.Errorf("%s: %w", h.Dir(), err), hint: "the same command with --csv plays the others again"}
	case errors.Is(err, shelves.ErrOther):
		return &answer{code: no, err: fmt.Errorf("%s: another study was begun there meanwhile", h.Dir()), hint: "give each study a folder of its own"}
	}
	return err
}
