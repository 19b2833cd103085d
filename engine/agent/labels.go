package agent

import (
	"fmt"

	"demarche/engine/game"
)

// Labels are other names.
type Labels struct{}

// Alias returns m under the other names.
func (l *Labels) Alias(m *game.Machine) (*game.Machine, error) { return m, fmt.Errorf("todo") }

func (l *Labels) real(kind, id string) string { return id }
