//go:build !unix

package bench

import "time"

var begun = time.Now()

// spent is the time since the process began, where its share of the processor is
// not known.
func spent() time.Duration { return time.Since(begun) }
