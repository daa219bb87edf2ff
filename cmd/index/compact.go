package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search/bleveindex"
)

func newCompact() *cobra.Command {
	cmd := &cobra.Command{
		Use: "compact", Short: "Merge the segments of the index and drop what was replaced.",
		Example: "  index compact               once, after a long time of small additions\n  index compact --keep 1      and give the room of older generations back",
		Long: "Publishes a generation with the same claims in as few segments as there can be. Searches go on meanwhile; interrupted, it changes\n" +
			"nothing. Small segments are merged by index itself: this is for giving room back, and for an index that is only read from now on.",
		Args: atMost(0),
		RunE: runCompact,
	}
	addKeep(cmd)
	return cmd
}

func runCompact(cmd *cobra.Command, _ []string) (err error) {
	keep, err := kept(cmd)
	if err != nil {
		return err
	}
	data := cli.Data(cmd)
	reader, err := openReader(indexDir(data), 0) // a folder without an index must not be made one
	if err != nil {
		return err
	}
	if err := reader.Close(); err != nil {
		return err
	}
	writer, _, err := openIndex(data, bleveindex.WriterOptions{Keep: keep})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, writer.Close()) }()
	before, err := lastGeneration(data)
	if err != nil {
		return err
	}
	if err := writer.Compact(cmd.Context()); err != nil {
		return fmt.Errorf("compacting the index: %w", err)
	}
	after, err := lastGeneration(data)
	if err != nil {
		return err
	}
	was, is := sizeOf(before), sizeOf(after)
	cli.Notify(cmd)("%d segments of %d bytes are %d of %d", len(before.Segments), was.Total, len(after.Segments), is.Total)
	return nil
}

// lastGeneration describes the current generation.
func lastGeneration(data string) (bleveindex.Generation, error) {
	all, err := bleveindex.Generations(indexDir(data))
	if err != nil {
		return bleveindex.Generation{}, err
	}
	return all[len(all)-1], nil
}
