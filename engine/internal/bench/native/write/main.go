// Command write brings the generated files of prior and twin up to date. It runs
// in the folder above native, as go generate does.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"demarche/engine/internal/bench/native"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "native:", err)
		os.Exit(1)
	}
}

func run() error {
	files, err := native.Files()
	if err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.FromSlash(name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
