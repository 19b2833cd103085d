//go:build unix

package spent

import (
	"syscall"
	"time"
)

// Processor is the processor time that this process has used so far, in all its
// threads.
func Processor() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0 // it has no way to fail with these arguments
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
