// Package session is one live sitting of a game: a single goroutine owns its
// state, checks what comes in, stores it, applies it and shows each viewer what
// changed. It knows no HTTP, no disk and no TOML; it declares the Store and the
// Library that it needs.
package session
