// Package sim plays whole exercises in a simulated network and a clock that
// costs no time, with the server's own sessions, store and routes. It holds
// tests only.
package sim
