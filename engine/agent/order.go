package agent

import (
	"bytes"
	"encoding/json"
	"fmt"

	"demarche/engine/wire"
)

// Order is what one role does in a step: numbers of its list, or moves written
// out. In JSON it may be a number, a list of numbers, or an object.
type Order struct {
	Picks   []int       `json:"picks,omitempty"`
	Moves   []wire.Move `json:"moves,omitempty"`
	written bool
}

// UnmarshalJSON implements [json.Unmarshaler].
func (o *Order) UnmarshalJSON(data []byte) error {
	*o = Order{}
	var n int
	if json.Unmarshal(data, &n) == nil {
		if n != 0 {
			o.Picks = []int{n}
		}
		return nil
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		return json.Unmarshal(data, &o.Picks)
	}
	var x struct {
		Picks []int       `json:"picks"`
		Moves []wire.Move `json:"moves"`
	}
	if err := json.Unmarshal(data, &x); err != nil {
		return err
	}
	o.Picks, o.Moves, o.written = x.Picks, x.Moves, x.Moves != nil
	return nil
}

// Refused says that a step changed nothing, since what one role wanted cannot be
// done.
type Refused struct {
	T    string `json:"t"` // "refused"
	Role string `json:"role"`
	Code string `json:"code"`
	Move int    `json:"move"` // index of the move or number at fault; -1: none
	Text string `json:"text"`
}

// Error implements error.
func (r *Refused) Error() string { return fmt.Sprintf("%s: %s (%s)", r.Role, r.Text, r.Code) }
