// Package stats turns samples into what may be said of them: means, proportions,
// quantiles and durations with their intervals, paired differences, forecasts
// weighed against what happened, and designs that spread points over a space. It
// knows no games and no tables. Each formula has its source beside it.
//
// There are no p-values: who simulates can make any difference "significant" by
// playing more runs. What is told is how large an effect is, how far it may be
// off, and how many runs would halve that.
package stats
