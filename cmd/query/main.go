// Query answers questions about the claims in an index: which figures were claimed, of what, by whom, when, in which sentence.
package main

import (
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
)

func main() { os.Exit(cli.Run(newRoot(), exclusions(os.Args[1:]))) }

// exclusions keeps words to be excluded («-تولیدی») from being taken for flags, whose names are ASCII: behind a space nothing is a flag, and the
// query is the same.
func exclusions(args []string) []string {
	out := slices.Clone(args)
	for i, arg := range out {
		if rest, minus := strings.CutPrefix(arg, "-"); minus && rest != "" && (rest[0] >= utf8.RuneSelf || rest[0] == '"' || rest[0] == '(') {
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
