package report

import "slices"

// mostLevels is the most different labels by which a factor without a study file
// is one of levels, not of a range.
const mostLevels = 64

// Survey reads the table of runs and says what can be told of a study from it
// alone: for tables whose study file is not at hand.
func Survey(t Tables) (Plan, error) {
	var p Plan
	r, err := newReader(t)
	if err != nil {
		return p, err
	}
	last := int64(-1)
	labels := make([][]string, len(r.factors))
	err = r.each(func(x *play) {
		last = max(last, x.point)
		p.Replications = max(p.Replications, int(x.rep)+1)
		p.Study = x.study
		for i, v := range x.factors {
			if l := text(v); len(labels[i]) <= mostLevels && !slices.Contains(labels[i], l) {
				labels[i] = append(labels[i], l)
			}
		}
	})
	p.Points = int(last) + 1
	for i, id := range r.factors {
		if len(labels[i]) > mostLevels {
			labels[i] = nil
		}
		p.Factors = append(p.Factors, Factor{id, labels[i]})
	}
	return p, joinClose(err, r)
}
