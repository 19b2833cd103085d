package main

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
)

// weighed is the command, which then also says on standard error how much
// memory its process took at most, as far as Linux tells. The parent cannot ask
// for this: what the system counts begins before the program does.
func weighed() {
	collectLater()
	code := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		if m := regexp.MustCompile(`VmHWM:\s*([0-9]+) kB`).FindSubmatch(status); m != nil {
			fmt.Fprintf(os.Stderr, "peak %s KiB\n", m[1])
		}
	}
	os.Exit(code)
}

// peakOf reads what weighed said, in KiB; 0 if it said nothing.
func peakOf(told string) int {
	m := regexp.MustCompile(`peak ([0-9]+) KiB\n$`).FindStringSubmatch(told)
	if m == nil {
		return 0
	}
	peak, _ := strconv.Atoi(m[1]) // the pattern takes digits only
	return peak
}
