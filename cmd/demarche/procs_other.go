//go:build !unix

package main

import "os/exec"

// ownGroup does nothing where there are no process groups.
func ownGroup(*exec.Cmd) {}

// endGroup ends a program.
func endGroup(cmd *exec.Cmd) {
	_ = cmd.Process.Kill() // it may have ended
}
