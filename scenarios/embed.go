// Package scenarios carries the scenarios that come with the program, each in a
// folder named by its id.
package scenarios

import "embed"

// FS holds the scenarios: code_blue/scenario.toml and so on.
//
//go:embed */*
var FS embed.FS
