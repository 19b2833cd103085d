// Command demarche checks, plays, records and serves scenarios of cyber crises.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

func main() {
	collectLater()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Exit codes.
const (
	fine  = 0 // done, and the answer is yes
	no    = 1 // done, and the answer is no
	wrong = 2 // wrong use, or input that cannot be read
)

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// answer is an error that carries its exit code. A silent one has already said
// what there is to say.
type answer struct {
	code int
	err  error
	hint string // how to mend it; "" if there is nothing to say
}

func (a *answer) Error() string {
	if a.err == nil {
		return ""
	}
	return a.err.Error()
}

func (a *answer) Unwrap() error { return a.err }

// run is the whole program but the exit.
func run(args []string, in io.Reader, out, errw io.Writer) int {
	s := &streams{in, out, errw}
	root := rootCommand(s)
	root.SetArgs(args)
	return s.report(root.Execute())
}

// rootCommand lists the verbs, one file each.
func rootCommand(s *streams) *cobra.Command {
	root := &cobra.Command{
		Use:           "demarche",
		Short:         "Simulate cyber crises round a table",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.AddCommand(
		checkCommand(s),
		explainCommand(s),
		runCommand(s),
		envCommand(s),
		conformCommand(s),
		joinCommand(s),
		replayCommand(s),
		reportCommand(s),
		serveCommand(s),
		studyCommand(s),
		workCommand(s),
		versionCommand(s),
	)
	return root
}

// report says on the terminal what went wrong and returns the exit code.
func (s *streams) report(err error) int {
	if err == nil {
		return fine
	}
	var a *answer
	if !errors.As(err, &a) {
		a = &answer{code: wrong, err: err}
	}
	if text := a.Error(); text != "" {
		fmt.Fprintf(s.err, "demarche: %s\n", text)
	}
	if a.hint != "" {
		fmt.Fprintf(s.err, "hint: %s\n", a.hint)
	}
	return a.code
}
