//go:build unix

package studybench

import (
	"os"
	"runtime"
	"syscall"
)

// peak is the most memory that a process had at once, in bytes.
func peak(of *os.ProcessState) (int64, bool) {
	used, ok := of.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0, false
	}
	return inBytes(used), true
}

// own is the most that this process had.
func own() int64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0 // it has no way to fail with these arguments
	}
	return inBytes(&used)
}

func inBytes(used *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(used.Maxrss) // in bytes there, else in thousands of 1,024
	}
	return int64(used.Maxrss) << 10
}
