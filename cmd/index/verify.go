package main

import (
	"errors"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search"
	"raqam/search/bleveindex"
)

func newVerify() *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "Compare every file of the index with its checksum.",
		Example: "  index verify\n  index verify --data old && echo sound",
		Args:    atMost(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir := indexDir(cli.Data(cmd))
			err := bleveindex.Verify(dir)
			switch {
			case errors.Is(err, search.ErrNoIndex):
				return cli.WithCode(cli.BadUsage, err)
			case err != nil:
				return err
			}
			cli.Notify(cmd)("%s is sound", dir)
			return nil
		},
	}
}
