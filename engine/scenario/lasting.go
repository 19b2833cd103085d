package scenario

import "demarche/engine/source"

// Lasting returns the document with another number of turns, as if its author had
// written it. It leaves d as it is.
func (d *Document) Lasting(turns int32) *Document {
	out := *d
	out.Root = source.NewTable("", d.Root.Pos)
	for _, kid := range d.Root.Kids {
		if kid.Key == "turns" {
			n := *kid
			n.Kind, n.Int, n.Num = source.Integer, int64(turns), float64(turns)
			kid = &n
		}
		out.Root.Add(kid)
	}
	return &out
}
