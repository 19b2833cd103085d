//go:build !unix

package spent

import "time"

var begun = time.Now()

// Processor is the time since the process began, where its share of the processor
// is not known.
func Processor() time.Duration { return time.Since(begun) }
