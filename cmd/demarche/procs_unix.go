//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// ownGroup puts a program that is to be started into a process group of its own,
// so that it can be ended with all that it starts.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// endGroup ends a program and its group.
func endGroup(cmd *exec.Cmd) {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // nobody may be left
}
