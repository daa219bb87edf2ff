// Query answers questions about the claims in an index: which figures were claimed, of what, by whom, when, in which sentence.
package main

import (
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search"
)

func main() { os.Exit(cli.Run(newRoot(), exclusions(os.Args[1:]))) }

// exclusions keeps what is to be excluded («-تولیدی», -kind:money) from being taken for flags, whose names are ASCII and hold no colon: behind a
// space nothing is a flag, and the query is the same.
func exclusions(args []string) []string {
	out := slices.Clone(args)
	for i, arg := range out {
		rest, minus := strings.CutPrefix(arg, "-")
		if !minus || rest == "" {
			continue
		}
		name, _, field := strings.Cut(rest, ":")
		if rest[0] >= utf8.RuneSelf || rest[0] == '"' || rest[0] == '(' || field && slices.Contains(search.Fields(), strings.ToLower(name)) {
			out[i] = " " + arg
		}
	}
	return out
}

func newRoot() *cobra.Command {
	root := cli.NewRoot("query", "Ask which figures were claimed, of what, by whom and when.", examplesOf("root"))
	root.AddCommand(newSearch(), newSeries())
	return root
}
