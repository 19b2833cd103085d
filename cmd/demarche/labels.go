package main

import (
	"fmt"
	"os"

	"demarche/engine/agent"
)

// readLabels reads a file of other names. Its faults are written out one to a
// line.
func (s *streams) readLabels(name string) (*agent.Labels, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, &answer{code: wrong, err: fmt.Errorf("read the labels: %w", err)}
	}
	l, err := agent.ReadLabels(name, data)
	return l, s.faultsIn(err)
}

// faultsIn writes out the faults of a file, one to a line.
func (s *streams) faultsIn(err error) error {
	if err == nil {
		return nil
	}
	found, bad := faultsOf(err)
	if !bad {
		return &answer{code: wrong, err: err}
	}
	for _, x := range found {
		fmt.Fprintln(s.err, x)
	}
	return &answer{code: wrong}
}
