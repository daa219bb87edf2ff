package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search"
	"raqam/search/bleveindex"
)

func newSearch() *cobra.Command {
	var o searchFlags
	cmd := &cobra.Command{
		Use: "search QUERY", Short: "Find claims.",
		Example: examplesOf("search"),
		Long:    queryHelp,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cli.Usagef("search needs a query, such as 'value:9020'; see query search --help")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runSearch(cmd, strings.Join(args, " "), o) },
	}
	f := cmd.Flags()
	f.IntVar(&o.limit, "limit", 20, "how many hits to show")
	f.IntVar(&o.offset, "offset", 0, "how many hits to pass over")
	f.StringVar(&o.sort, "sort", "relevance", "relevance, value or date")
	f.BoolVar(&o.loose, "loose", false, "value: also finds claims whose bound merely allows the value")
	f.StringVar(&o.format, "format", "table", strings.Join(formatNames(), ", "))
	f.StringVar(&o.digits, "digits", "latin", "latin or persian, in the table")
	return cmd
}

type searchFlags struct {
	limit, offset        int
	sort, format, digits string
	loose                bool
}

func runSearch(cmd *cobra.Command, text string, o searchFlags) (err error) {
	write, options, err := o.settle()
	if err != nil {
		return err
	}
	query, err := search.Parse(text)
	if err != nil {
		return cli.WithCode(cli.BadUsage, fmt.Errorf("query %q: %w", text, err))
	}
	dir := filepath.Join(cli.Data(cmd), "index")
	index, err := bleveindex.Open(dir)
	if errors.Is(err, search.ErrNoIndex) {
		return cli.WithCode(cli.BadUsage, fmt.Errorf("%w: build one with: index --data %s PATH…", err, cli.Data(cmd)))
	} else if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	result, err := index.Search(cmd.Context(), query, options)
	if err != nil {
		return fmt.Errorf("searching %s: %w", dir, err)
	}
	if err := write(page{cmd.OutOrStdout(), text, o, result}); err != nil {
		return fmt.Errorf("printing: %w", err)
	}
	if result.Total == 0 {
		cli.Notify(cmd)("no claim matches %q", text)
	}
	return nil
}

// settle checks the flags and turns them into what the search and the output need.
func (o searchFlags) settle() (func(page) error, search.Options, error) {
	write, ok := formats[o.format]
	if !ok {
		return nil, search.Options{}, cli.Usagef("--format %s: not one of %s", o.format, strings.Join(formatNames(), ", "))
	}
	order, ok := map[string]search.Order{"relevance": search.ByRelevance, "value": search.ByValue, "date": search.ByDate}[o.sort]
	if !ok {
		return nil, search.Options{}, cli.Usagef("--sort %s: not one of relevance, value, date", o.sort)
	}
	if o.digits != "latin" && o.digits != "persian" {
		return nil, search.Options{}, cli.Usagef("--digits %s: not one of latin, persian", o.digits)
	}
	if o.limit < 1 || o.offset < 0 {
		return nil, search.Options{}, cli.Usagef("--limit %d --offset %d: the limit must be at least 1, the offset at least 0", o.limit, o.offset)
	}
	return write, search.Options{Limit: o.limit, Offset: o.offset, Sort: order, Loose: o.loose}, nil
}
