package study

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"demarche/engine/study/table"
)

// A part that nobody can play is given up. Each of its runs has a row all the same,
// so that the tables have one for every run of the design, and whoever counts them
// sees what is not there.

// statusLost is the status of the runs of a part that was given up.
const statusLost = "lost"

// GiveUp puts a part on the shelf as one that nobody could play: its runs stand
// there as they would have begun, with why. [Shelf.Has] goes on saying that the part
// is not there, so that it is tried again.
func (w *Worker) GiveUp(part int32, why string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("give up part %d: %v", part, r)
		}
	}()
	from, to := w.p.Part(part)
	out, err := w.shelf.Open(part, from, to)
	if err != nil {
		return fmt.Errorf("give up part %d: %w", part, err)
	}
	defer out.Drop()
	w.relay.to = out
	for number := from; number < to; number++ {
		if err := w.player.lose(w.p.Run(number), why); err != nil {
			return fmt.Errorf("give up run %d: %w", number, err)
		}
	}
	if err := out.GiveUp(why); err != nil {
		return fmt.Errorf("give up part %d: %w", part, err)
	}
	return nil
}

// lose makes the rows of a run that is not played.
func (x *player) lose(r Run, why string) error {
	if err := x.goTo(r.Point); err != nil {
		return err
	}
	t := x.start(r, nil)
	if err := t.k.Begin(x.rowOf(r), &x.s); err != nil {
		return err
	}
	return t.k.End(table.End{State: &x.s, Status: statusLost, Fault: why, Play: t.thread.Play()})
}

// OfMachine reports whether a part failed because of where it was played, such as a
// disk that is full: it is not the part's fault, and it is not to be given up.
func OfMachine(err error) bool {
	var name *fs.PathError
	var link *os.LinkError
	var call *os.SyscallError
	return errors.As(err, &name) || errors.As(err, &link) || errors.As(err, &call)
}
