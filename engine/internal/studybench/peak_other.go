//go:build !unix

package studybench

import "os"

// peak is not known here.
func peak(*os.ProcessState) (int64, bool) { return 0, false }

func own() int64 { return 0 }
