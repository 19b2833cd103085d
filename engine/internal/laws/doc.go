// Package laws holds the property tests of the laws of play. They are kept for
// every scenario shipped and for small generated ones; the laws themselves are
// stated in engine/game/DESIGN.md, by number.
package laws
