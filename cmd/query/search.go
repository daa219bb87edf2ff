package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search"
)

func newSearch() *cobra.Command {
	var o searchFlags
	cmd := &cobra.Command{
		Use: "search QUERY", Short: "Find claims.",
		Example: examplesOf("search"),
		Long:    queryHelp,
		Args: func(_ *cobra.Command, args []string) error {
			if (len(args) == 0) == (o.queries == "") {
				return cli.Usagef("search needs a query, such as 'value:9020', or --queries FILE; see query search --help")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runSearch(cmd, strings.Join(args, " "), o) },
	}
	f := cmd.Flags()
	f.IntVar(&o.limit, "limit", 20, "how many hits to show")
	f.IntVar(&o.offset, "offset", 0, "how many hits to pass over")
	f.StringVar(&o.cursor, "cursor", "", "the page after one whose answer gave this cursor")
	f.StringVar(&o.sort, "sort", "relevance", "relevance, value, money (in rial) or date")
	f.BoolVar(&o.reverse, "reverse", false, "the other way round: highest value, latest date first")
	f.StringVar(&o.group, "group", "", "claim: show each claim once, where it was first seen, with its appearances")
	f.StringVar(&o.facets, "facets", "", "count the matches by fields: all, or some of "+strings.Join(search.FacetFields(), ",")+"; outlet=WORD counts only outlets with the word")
	f.StringVar(&o.queries, "queries", "", "answer the queries in this file, one a line (- for standard input)")
	o.shared.add(f)
	return cmd
}

type searchFlags struct {
	shared
	limit, offset           int
	sort, group             string
	cursor, facets, queries string
	reverse                 bool
}

func runSearch(cmd *cobra.Command, text string, f searchFlags) error {
	options, err := f.settle()
	if err != nil {
		return err
	}
	questions := []question{{text: text}}
	if f.queries != "" {
		if questions, err = readQuestions(cmd, f.queries); err != nil {
			return err
		}
	}
	if !cmd.Flags().Changed("timeout") {
		f.timeout += time.Duration(f.limit) * time.Millisecond // who asks for a million hits expects to wait for them
	}
	write, err := newWriter(cmd.OutOrStdout(), f)
	if err != nil {
		return err
	}
	if f.queries == "" { // a query that is none is told before an index is looked for
		if _, err := search.Parse(text); err != nil {
			return cli.WithCode(cli.BadUsage, fmt.Errorf("query %.80q: %w", text, err))
		}
	}
	return withIndex(cmd, func(index search.Searcher) error {
		if f.queries != "" {
			return runAll(cmd, index, questions, f, options, write)
		}
		a, err := ask(cmd.Context(), index, questions[0], f, options)
		if err != nil {
			return err
		}
		if err := write.answer(a); err != nil {
			return fmt.Errorf("printing: %w", err)
		}
		if err := write.end(); err != nil {
			return fmt.Errorf("printing: %w", err)
		}
		if a.result.Total == 0 {
			cli.Notify(cmd)("no claim matches %.80q", text)
		}
		return nil
	})
}

// orders of --sort.
var orders = map[string]search.Order{"relevance": search.ByRelevance, "value": search.ByValue, "money": search.ByMoney, "date": search.ByDate}

// settle checks the flags and turns them into what the search needs.
func (f searchFlags) settle() (search.Options, error) {
	o := search.Options{Limit: f.limit, Offset: f.offset, Cursor: f.cursor, Reverse: f.reverse, Loose: f.loose, Group: f.group != ""}
	var ok bool
	if o.Sort, ok = orders[f.sort]; !ok {
		return o, cli.Usagef("--sort %s: not one of relevance, value, money, date", f.sort)
	}
	switch {
	case f.limit < 1 || f.offset < 0:
		return o, cli.Usagef("--limit %d --offset %d: the limit must be at least 1, the offset at least 0", f.limit, f.offset)
	case f.cursor != "" && (f.offset != 0 || f.queries != ""):
		return o, cli.Usagef("--cursor goes with one query and without --offset")
	case f.group != "" && f.group != "claim":
		return o, cli.Usagef("--group %s: only claim", f.group)
	case f.facets != "" && f.format != "table" && f.format != "json":
		return o, cli.Usagef("--facets needs --format table or json")
	}
	if _, err := facetsOf(f.facets); err != nil {
		return o, err
	}
	return o, f.shared.check()
}
