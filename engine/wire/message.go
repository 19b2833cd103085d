// Package wire holds the messages between the server and whoever sits at the
// table: a browser, an agent over a websocket, an agent over stdio. It builds
// the two large ones, view and book, from game.View and prose. It knows no
// sessions. PROTOCOL.md tells the whole exchange; TypeScript, the JSON Schema
// and the samples are generated from the types here.
package wire

// Version is the version of the protocol. A client that speaks another one is
// told so and let go.
const Version = 1

// Types of the messages a server sends.
const (
	TypeWelcome  = "welcome"
	TypeBook     = "book"
	TypeView     = "view"
	TypePresence = "presence"
	TypeClock    = "clock"
	TypeAck      = "ack"
	TypeRefuse   = "refuse"
	TypeNotice   = "notice"
	TypePong     = "pong"
	TypeBye      = "bye"
)

// Types of the messages a client sends.
const (
	TypeHello  = "hello"
	TypeCommit = "commit"
	TypeRecall = "recall"
	TypeLang   = "lang"
	TypeNext   = "next"
	TypeAsk    = "ask"
	TypeShare  = "share"
	TypePing   = "ping"
)

// Head begins every message.
type Head struct {
	V  int    `json:"v"`            // protocol version
	T  string `json:"t"`            // type of the message
	ID string `json:"id,omitempty"` // of a command: made by the client, echoed in ack and refuse
	// Seat is the role that a message is about, where one agent plays several.
	Seat string `json:"seat,omitempty"`
}

// Welcome answers hello.
type Welcome struct {
	Head
	Build    string   `json:"build"`          // of the server
	Session  string   `json:"session"`        // short code, such as KITE-42
	Scenario string   `json:"scenario"`       // id
	Role     string   `json:"role"`           // the sender's; "" for the public
	Lang     string   `json:"lang"`           // language chosen
	Langs    []string `json:"langs"`          // languages there are
	Now      float64  `json:"now"`            // server time in milliseconds since 1970
	Play     *Play    `json:"play,omitempty"` // over stdio
}

// Presence says who sits where and who has committed: the table's public face.
type Presence struct {
	Head
	Seats []Seat `json:"seats"`
}

// Seat is one delegation at the table.
type Seat struct {
	Role  string `json:"role"`
	State string `json:"state" jsonschema:"enum=deciding,enum=committed,enum=reading,enum=away,enum=computer"`
}

// Clock tells the time left in the phase.
type Clock struct {
	Head
	State string  `json:"state" jsonschema:"enum=running,enum=paused,enum=none"`
	Ends  float64 `json:"ends,omitempty"` // server time in milliseconds
	Left  float64 `json:"left,omitempty"` // milliseconds, while paused
}

// Ack says that the command with this id took effect.
type Ack struct {
	Head
}

// Refuse says that the command with this id changed nothing, and why.
type Refuse struct {
	Head
	Code string `json:"code"`
	Move int    `json:"move"` // index of the move at fault; -1 if none
	Text string `json:"text"`
}

// Notice tells something once.
type Notice struct {
	Head
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// Pong answers a ping.
type Pong struct {
	Head
	Echo float64 `json:"echo"` // the ping's Now
	Now  float64 `json:"now"`  // server time in milliseconds
}

// Bye ends a connection.
type Bye struct {
	Head
	Reason string `json:"reason"`
	Text   string `json:"text"`
}
