package study

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"

	"demarche/engine/chance"
	"demarche/engine/source"
	"demarche/engine/stats"
	"demarche/engine/study/table"
)

// points are the points of a design. Of a grid nothing is kept: the number of a
// point tells its levels.
type points struct {
	sizes []int32   // of a grid: levels by factor
	at    []float64 // else: by point and factor, the index of a level or the number drawn
}

// points lists the points of the design.
func (b *binder) points() {
	p := b.p
	switch p.Spec.Design.Kind {
	case Grid:
		b.grid()
	case List:
		b.list()
	default:
		b.sampled()
	}
}

// grid is every combination of levels.
func (b *binder) grid() {
	n := int64(1)
	for i := range b.p.Factors {
		size := int64(len(b.p.Factors[i].Levels))
		b.p.points.sizes = append(b.p.points.sizes, int32(size))
		if n *= size; n > math.MaxInt32 {
			b.faults.Add(b.p.Spec.Design.At, "design", "fewer factors or levels, or a sampled design", "the grid has more than %d points", math.MaxInt32)
			n = 1
		}
	}
	b.p.Points = int32(n)
}

// sampled draws the points of a Latin hypercube or a Halton sequence. A factor
// with levels takes them evenly. Each is played at every combination of the
// factors that the design crosses, the last of them fastest, so that their levels
// are compared at the same point.
func (b *binder) sampled() {
	d := &b.p.Spec.Design
	cross, dims, n := b.crossed()
	if b.p.Points = d.Points; int64(d.Points)*n > math.MaxInt32 {
		b.faults.Add(d.At, "design", "fewer points, or fewer factors crossed", "the design has more than %d points", math.MaxInt32)
		return
	}
	b.p.Points *= int32(n)
	var unit [][]float64
	if d.Kind == LHS {
		unit = stats.LatinHypercube(int(d.Points), dims, d.Seed)
	} else {
		unit = stats.Halton(int(d.Points), dims, d.Seed)
	}
	for _, row := range unit {
		for k := range n {
			b.p.points.at = append(b.p.points.at, b.sample(row, cross, k)...)
		}
	}
}

// crossed says which factors the design crosses, how many it draws, and how many
// combinations the crossed ones have.
func (b *binder) crossed() (cross []bool, dims int, n int64) {
	n = 1
	for i := range b.p.Factors {
		f := &b.p.Factors[i]
		if cross = append(cross, b.p.Spec.Design.crosses(f.ID)); !cross[i] {
			dims++
		} else if n *= int64(len(f.Levels)); n > math.MaxInt32 {
			return cross, dims, n
		}
	}
	return cross, dims, n
}

// sample is one point: where the drawn factors stand by a row of numbers in
// [0, 1), and the crossed ones at their combination k.
func (b *binder) sample(row []float64, cross []bool, k int64) []float64 {
	at := make([]float64, len(cross))
	for i := len(cross) - 1; i >= 0; i-- {
		f := &b.p.Factors[i]
		if cross[i] {
			size := int64(len(f.Levels))
			at[i], k = float64(k%size), k/size
			continue
		}
		u := row[len(row)-1]
		row = row[:len(row)-1]
		if f.Range == nil {
			at[i] = math.Floor(float64(u * float64(len(f.Levels))))
		} else {
			at[i] = f.Range.at(u)
		}
	}
	return at
}

// at is the number of a range at u in [0, 1).
func (r *Range) at(u float64) float64 {
	switch {
	case r.Whole && r.Log:
		return min(math.Floor(r.Lo*chance.Exp(u*chance.Log((r.Hi+1)/r.Lo))), r.Hi)
	case r.Whole:
		return min(r.Lo+math.Floor(u*(r.Hi-r.Lo+1)), r.Hi)
	case r.Log:
		return min(max(r.Lo*chance.Exp(u*chance.Log(r.Hi/r.Lo)), r.Lo), r.Hi)
	}
	return min(r.Lo+float64(u*(r.Hi-r.Lo)), r.Hi)
}

// list reads the points from a file: a column for each factor, a row for each
// point.
func (b *binder) list() {
	d := &b.p.Spec.Design
	data, err := fs.ReadFile(b.lib.Files, d.CSV.Name)
	if err != nil {
		b.faults.Add(d.CSV.At, "design.csv", "a name below the study's folder", "the design %q cannot be read", d.CSV.Name)
		return
	}
	sheet, err := source.ReadSheet(d.CSV.Name, data)
	if err != nil {
		b.put(err, assign{value: Value{At: d.CSV.At}, path: "design.csv"})
		return
	}
	columns := b.columnsOf(sheet)
	if b.faults.Len() > 0 {
		return
	}
	for _, row := range sheet.Rows {
		for i, column := range columns {
			if column >= len(row) {
				b.faults.Add(row[0].At(0), "", "a cell for each factor", "the row has no value of %s", b.p.Factors[i].ID)
				continue
			}
			b.p.points.at = append(b.p.points.at, b.cell(i, row[column]))
		}
	}
	if len(sheet.Rows) == 0 {
		b.faults.Add(source.Pos{File: d.CSV.Name, Line: 1, Col: 1}, "", "a row for each point", "the design has no points")
	}
	b.p.Points = int32(len(sheet.Rows))
}

// columnsOf finds the column of each factor.
func (b *binder) columnsOf(sheet *source.Sheet) []int {
	var out []int
	var head []string
	for _, h := range sheet.Head {
		head = append(head, h.String())
	}
	var ids []string
	for i := range b.p.Factors {
		id := b.p.Factors[i].ID
		ids = append(ids, id)
		at := slices.Index(head, id)
		if at < 0 {
			b.faults.Add(sheet.Head[0].At(0), "", b.faults.DidYouMean(id, head), "there is no column for factor %q", id)
		}
		out = append(out, at)
	}
	for i, name := range head {
		if !slices.Contains(ids, name) && name != pointColumn {
			b.faults.Add(sheet.Head[i].At(0), "", b.faults.DidYouMean(name, ids), "the column %q is no factor", name)
		}
	}
	return out
}

// cell reads a value of a factor: the label of a level, or a number.
func (b *binder) cell(factor int, cell source.Text) float64 {
	f := &b.p.Factors[factor]
	if len(f.Levels) > 0 {
		var known []string
		for i := range f.Levels {
			known = append(known, f.Levels[i].Label.String())
			if known[i] == cell.String() {
				return float64(i)
			}
			if x, err := strconv.ParseFloat(cell.String(), 64); err == nil && !f.Levels[i].Label.Text && f.Levels[i].Label.Num == x {
				return float64(i)
			}
		}
		b.faults.Add(cell.At(0), f.ID, b.faults.DidYouMean(cell.String(), known), "factor %s has no level %q", f.ID, cell)
		return 0
	}
	x, err := strconv.ParseFloat(cell.String(), 64)
	if err != nil {
		b.faults.Add(cell.At(0), f.ID, "a number, or give the factor levels", "%q is no number", cell)
		return 0
	}
	for _, c := range b.p.cases {
		if p := c.ranges[factor]; p.kind == placeParam || p.kind == placeStart {
			if _, err := p.numberFor(c.M.Game, Value{Num: x}); err != nil {
				b.faults.Add(cell.At(0), f.ID, mendOf(err), "%s: %v", f.Set[0].Name, err)
				break
			}
		} else {
			b.faults.Add(f.At, "factor."+f.ID, "give it levels", "%s takes no number", f.Set[0].Name)
			break
		}
	}
	return x
}

// at returns where a factor stands at a point: the index of a level, or the
// number of a range.
func (p *Plan) at(point int32, factor int) float64 {
	if p.points.sizes == nil {
		if len(p.Factors) == 0 {
			return 0
		}
		return p.points.at[int(point)*len(p.Factors)+factor]
	}
	for i := len(p.points.sizes) - 1; i > factor; i-- {
		point /= p.points.sizes[i]
	}
	return float64(point % p.points.sizes[factor])
}

// Label returns where a factor stands at a point, as the column of the factor has
// it.
func (p *Plan) Label(point int32, factor int) Value {
	x, f := p.at(point, factor), &p.Factors[factor]
	if len(f.Levels) == 0 {
		return Value{Num: x}
	}
	return f.Levels[int(x)].Label
}

// factorColumns are the columns of the factors in the table of runs.
func (p *Plan) factorColumns() []table.Column {
	var out []table.Column
	for i := range p.Factors {
		kind := table.Text
		if p.Factors[i].Numeric() {
			kind = table.Float64
		}
		out = append(out, table.Column{Name: "factor_" + p.Factors[i].ID, Kind: kind})
	}
	return out
}

// cells are the factors of a point as cells of their columns.
func (p *Plan) cells(point int32) []table.Value {
	var out []table.Value
	for i := range p.Factors {
		v := p.Label(point, i)
		if p.Factors[i].Numeric() {
			out = append(out, table.Float(v.Num))
		} else {
			out = append(out, table.Word(v.String()))
		}
	}
	return out
}

// pointColumn numbers the points of a design that was written down; a list may
// have it and does not read it.
const pointColumn = "point"

// Rows lists the points as rows of text, a head first: what `study --plan` writes.
// The file is a design of kind list that gives the same points.
func (p *Plan) Rows(visit func(row []string) error) error {
	head := []string{pointColumn}
	for i := range p.Factors {
		head = append(head, p.Factors[i].ID)
	}
	if err := visit(head); err != nil {
		return err
	}
	for point := range p.Points {
		row := []string{fmt.Sprint(point)}
		for i := range p.Factors {
			row = append(row, p.Label(point, i).String())
		}
		if err := visit(row); err != nil {
			return err
		}
	}
	return nil
}
