package main

import (
	"fmt"
	"io"

	"demarche/engine/game"
	"demarche/engine/prose"
)

// transcript tells a play in sentences, turn by turn.
type transcript struct {
	w      io.Writer
	m      *game.Machine
	voice  *prose.Voice
	seed   uint64
	viewer int32 // a role, -1 the public, prose.All
}

func newTranscript(w io.Writer, m *game.Machine, lang string, seed uint64, viewer int32) *transcript {
	return &transcript{w: w, m: m, voice: prose.For(m.Game, lang), seed: seed, viewer: viewer}
}

// seedWord is the seed in the languages of transcripts. Only a facilitator is
// told it.
func seedWord(lang string, seed uint64) string {
	if lang == "fr" {
		return fmt.Sprintf("graine %d", seed)
	}
	return fmt.Sprintf("seed %d", seed)
}

func (t *transcript) start(*game.State) error {
	g := t.m.Game
	_, err := fmt.Fprint(t.w, t.voice.Text(g.Title))
	if err == nil && t.viewer == prose.All {
		_, err = fmt.Fprintf(t.w, " (%s, %s)", g.ID, seedWord(t.voice.Lang(), t.seed))
	}
	if err == nil {
		_, err = fmt.Fprint(t.w, "\n\n")
	}
	return err
}

func (t *transcript) turn(x *turn) error {
	told := prose.Turn{M: t.m, Turn: x.number, Open: x.open, Played: x.played, State: x.state, Viewer: t.viewer}
	if t.viewer == prose.All {
		told.Orders = x.orders
	}
	if err := prose.Write(t.w, t.voice, told); err != nil {
		return err
	}
	_, err := fmt.Fprintln(t.w)
	return err
}

// end tells how it ended: truth, goals and objectives, for a facilitator. A
// viewer was told of the ending by the last turn.
func (t *transcript) end(s *game.State) error {
	if t.viewer != prose.All {
		return nil
	}
	return prose.WriteEnd(t.w, t.voice, t.m, s)
}
