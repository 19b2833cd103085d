package session

import "fmt"

// Kind says as what somebody is connected.
type Kind uint8

// The kinds of identity.
const (
	Public      Kind = iota // the wall and observers: what everybody may know
	Player                  // a seat, by its link or its cookie
	Guest                   // came by the code or the lobby's link; has a seat once it took one
	Facilitator             // runs the exercise and sees everything
)

// String returns the kind in words.
func (k Kind) String() string {
	return [...]string{"public", "player", "guest", "facilitator"}[k]
}

// Identity is who is connected. Whoever attaches it has proved it. It is
// comparable; the functions below make its values.
type Identity struct {
	Kind  Kind
	Role  int32  // of a player; else -1
	Guest string // of a guest
}

// AsPublic is everybody who only watches.
func AsPublic() Identity { return Identity{Kind: Public, Role: -1} }

// AsPlayer is the holder of a seat.
func AsPlayer(role int32) Identity { return Identity{Kind: Player, Role: role} }

// AsGuest is a guest that [Session.Enter] took in.
func AsGuest(id string) Identity { return Identity{Kind: Guest, Role: -1, Guest: id} }

// AsFacilitator is whoever runs the exercise.
func AsFacilitator() Identity { return Identity{Kind: Facilitator, Role: -1} }

// key tells identities apart whose commands are remembered: devices of one seat
// share theirs.
func (who Identity) key() string {
	switch who.Kind {
	case Player:
		return fmt.Sprint("role ", who.Role)
	case Guest:
		return "guest " + who.Guest
	}
	return who.Kind.String()
}
