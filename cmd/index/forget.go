package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search"
	"raqam/search/bleveindex"
)

func newForget() *cobra.Command {
	return &cobra.Command{
		Use: "forget PATH…", Short: "Strike sources from the list; without a PATH, print the list.",
		Example: "  index forget                  what is on the list\n  index forget old-archive/     no longer read it; a rebuild leaves its articles out",
		RunE:    runForget,
	}
}

func runForget(cmd *cobra.Command, paths []string) (err error) {
	all, err := bleveindex.Generations(indexDir(cli.Data(cmd)))
	if err != nil && !errors.Is(err, search.ErrNoIndex) {
		return err
	}
	writer, state, err := openIndex(cli.Data(cmd), bleveindex.WriterOptions{Keep: len(all) + 1}) // this is no new state of the claims
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, writer.Close()) }()
	if len(paths) == 0 {
		for _, source := range state.Sources {
			if _, err := fmt.Fprintln(cmd.OutOrStdout(), source); err != nil {
				return err
			}
		}
		return nil
	}
	for _, p := range paths {
		abs, err := filepath.Abs(p)
		if err != nil {
			return cli.Usagef("%s: %w", p, err)
		}
		i := slices.Index(state.Sources, abs)
		if i < 0 {
			return cli.Usagef("%s is not on the list of sources: index forget prints it", p)
		}
		state.Sources = slices.Delete(state.Sources, i, i+1)
	}
	text, err := state.encode()
	if err != nil {
		return err
	}
	if err := writer.Publish(cmd.Context(), text); err != nil {
		return fmt.Errorf("publishing the index: %w", err)
	}
	cli.Notify(cmd)("what was indexed from there stays until index rebuild")
	return nil
}
