// Package agent seats players that are programs of somebody else, in any
// language: they are told what a person in their seat would be told, in the
// messages of wire, one JSON object to a line, and answer in the same. README.md
// tells the protocol to who writes an agent.
//
// A [Conn] is a line to one program, over any io.ReadWriteCloser; this room
// starts no processes. A [Seat] is one role that it plays in one game; it is a
// policy.Policy. A [Table] seats agents beside computer players and asks all of
// them at once. What an agent said is kept raw in a [Store]; an [Archive] plays
// it again without the agent.
//
// An agent may be slow, wrong, mad or dead: it never stops a play. What it may
// say is bounded, what it said wrong is told back to it, and where nothing usable
// comes a computer player answers instead. Every such case is a [Fact].
package agent
