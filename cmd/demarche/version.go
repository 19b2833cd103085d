package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"demarche/engine/record"
)

func versionCommand(s *streams) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "version",
		Short: "Say which build this is",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if asJSON {
				return s.writeJSON(struct {
					Version   string `json:"version"`
					Go        string `json:"go"`
					Semantics int    `json:"semantics"`
					Record    int    `json:"record"`
				}{build(), runtime.Version(), record.Semantics, record.Format})
			}
			_, err := fmt.Fprintf(s.out, "demarche %s (%s, semantics %d, record format %d)\n",
				build(), runtime.Version(), record.Semantics, record.Format)
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "write one JSON object")
	return c
}

// build names the build: its version and, if it was made from a work tree, the
// revision.
func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	name := info.Main.Version
	if name == "" || name == "(devel)" {
		name = "devel"
		for _, x := range info.Settings {
			if x.Key == "vcs.revision" {
				name += "-" + x.Value[:min(12, len(x.Value))]
			}
		}
	}
	return name
}
