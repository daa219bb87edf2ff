// Query answers questions about the claims in an index: which figures were claimed, of what, by whom, when, in which sentence.
package main

import (
	"os"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
)

func main() { os.Exit(cli.Run(newRoot(), os.Args[1:])) }

func newRoot() *cobra.Command {
	root := cli.NewRoot("query", "Ask which figures were claimed, of what, by whom and when.", examplesOf("root"))
	root.AddCommand(newSearch())
	return root
}
