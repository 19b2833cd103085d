// Package spent measures what work takes of the processor and of memory. A test
// that holds work to a limit measures this and not the time on the wall, which on
// a machine that does other things too says nothing about the work.
package spent

import (
	"runtime"
	"time"
)

// On returns the processor time that do takes and the bytes that it allocates,
// those that are freed meanwhile too. What runs beside it in this process is
// counted with it.
func On(do func()) (took time.Duration, bytes uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begin := Processor()
	do()
	took = Processor() - begin
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}
