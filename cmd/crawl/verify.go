package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"raqam/corpus"
	"raqam/internal/cli"
)

func newVerify() *cobra.Command {
	return &cobra.Command{
		Use: "verify [PATH…]", Short: "Compare every record of the archive with its digest.",
		Example: "  crawl verify                           the archive of the data directory\n" +
			"  crawl verify --data old && echo sound\n" +
			"  crawl verify export.warc.gz            any WARC file, or a folder of them",
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, paths []string) error {
			if len(paths) == 0 {
				paths = []string{filepath.Join(cli.Data(cmd), "archive")}
			}
			return verify(cmd, paths)
		},
	}
}

// verify reads the files and tells of each record that is not as it was written.
func verify(cmd *cobra.Command, paths []string) error {
	warn := cli.Warn(cmd)
	files, sound, damaged := 0, 0, 0
	for _, path := range paths {
		list, err := corpus.Files(path)
		if err != nil {
			return err
		}
		for _, file := range list {
			files++
			for _, err := range corpus.Verify(cmd.Context(), file) {
				var broken *corpus.RecordError
				switch {
				case err == nil:
					sound++
				case errors.As(err, &broken):
					damaged++
					warn("%v", err)
				default:
					return fmt.Errorf("verifying %s: %w", file, err)
				}
			}
		}
	}
	cli.Notify(cmd)("%s in %s sound, %d damaged", count(sound, "record"), count(files, "file"), damaged)
	if damaged > 0 {
		return cli.WithCode(cli.Incomplete, fmt.Errorf("%s not as written", count(damaged, "record")))
	}
	return nil
}
