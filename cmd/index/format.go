package main

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search"
	"raqam/search/bleveindex"
)

// addFormat adds --format, of commands that print a report.
func addFormat(cmd *cobra.Command) {
	cmd.Flags().String("format", "table", "table or json")
}

func formatOf(cmd *cobra.Command) (string, error) {
	format, err := cmd.Flags().GetString("format")
	if err == nil && format != "table" && format != "json" {
		err = cli.Usagef("--format %s: not one of table, json", format)
	}
	return format, err
}

// openReader opens a generation of an index for reading; 0 is the current one.
func openReader(dir string, generation int) (s *bleveindex.Searcher, err error) {
	if generation == 0 {
		s, err = bleveindex.Open(dir)
	} else {
		s, err = bleveindex.OpenGeneration(dir, generation)
	}
	switch {
	case errors.Is(err, search.ErrNoIndex):
		return nil, cli.WithCode(cli.BadUsage, err)
	case generation > 0 && errors.Is(err, fs.ErrNotExist):
		return nil, cli.Usagef("generation %d is not kept in %s: index stats lists those that are%s", generation, dir, hintKeep)
	case err != nil:
		return nil, fmt.Errorf("opening %s: %w", dir, err)
	}
	return s, nil
}

// hintKeep tells how to have more generations to compare.
const hintKeep = ", --keep keeps more"

// atMost allows so many arguments.
func atMost(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > n {
			return cli.Usagef("%s takes no more than %d arguments: %q is too many; see index %s --help", cmd.Name(), n, args[n], cmd.Name())
		}
		return nil
	}
}
