package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"raqam/claim"
	"raqam/internal/cli"
	"raqam/search"
)

func newSeries() *cobra.Command {
	var f seriesFlags
	cmd := &cobra.Command{
		Use: "series QUERY", Short: "Tell what was claimed of a thing from year to year.",
		Example: examplesOf("series"),
		Long:    section("series"),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cli.Usagef("series needs a query, such as 'counted:NOUN year:1397..1402'; see query series --help")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runSeries(cmd, strings.Join(args, " "), f) },
	}
	cmd.Flags().StringVar(&f.by, "by", "year", "one or two of "+strings.Join(search.GroupFields(), ", ")+"; no gaps but by year or month")
	cmd.Flags().StringVar(&f.of, "of", "value", "value (as stated) or money (in rial)")
	f.shared.add(cmd.Flags())
	return cmd
}

type seriesFlags struct {
	shared
	by, of string
}

// evidence are the claims that a series shows figures of, by ID.
type evidence map[string]claim.Claim

// series is a series with what it rests on.
type series struct {
	query string
	flags seriesFlags
	*search.Series
	claims evidence
}

func runSeries(cmd *cobra.Command, text string, f seriesFlags) error {
	o := search.AggregateOptions{By: strings.Split(strings.ReplaceAll(f.by, " ", ""), ","), Of: f.of, Loose: f.loose}
	if err := errors.Join(f.shared.check(), checkSeries(o)); err != nil {
		return err
	}
	q, err := search.Parse(text)
	if err != nil {
		return cli.WithCode(cli.BadUsage, fmt.Errorf("query %.80q: %w", text, err))
	}
	return withIndex(cmd, func(index search.Searcher) error {
		s, err := limited(cmd.Context(), f.timeout, func(ctx context.Context) (*series, error) { return askSeries(ctx, index, q, o) })
		if err != nil {
			return err
		}
		s.query, s.flags = text, f
		if err := writeSeries(cmd.OutOrStdout(), s); err != nil {
			return fmt.Errorf("printing: %w", err)
		}
		notify := cli.Notify(cmd)
		if s.Total == 0 {
			notify("no claim matches %.80q", text)
		}
		if s.Without > 0 {
			notify("%s without a figure in rial left out", plural(s.Without, "claim"))
		}
		return nil
	})
}

func checkSeries(o search.AggregateOptions) error {
	if err := o.Check(); err != nil || o.Of == "" {
		return cli.WithCode(cli.BadUsage, errors.Join(err, errors.New("--of: expected value or money")))
	}
	return nil
}

// askSeries asks for the series and the claims that its figures come from.
func askSeries(ctx context.Context, index search.Searcher, q search.Query, o search.AggregateOptions) (*series, error) {
	aggregator, ok := index.(search.Aggregator)
	if !ok {
		return nil, errors.New("this index measures nothing")
	}
	found, err := search.NewSeries(ctx, aggregator, q, o)
	if err != nil {
		return nil, fmt.Errorf("measuring: %w", err)
	}
	s := &series{Series: found, claims: evidence{}}
	for _, row := range found.Rows {
		for _, p := range points(row) {
			if _, have := s.claims[p.ID]; have {
				continue
			}
			if s.claims[p.ID], err = index.Get(ctx, p.ID); err != nil {
				return nil, fmt.Errorf("reading claim %s: %w", p.ID, err)
			}
		}
	}
	return s, nil
}

// points are the claims a row shows.
func points(row search.SeriesRow) []search.Point {
	if row.Gap {
		return nil
	}
	return []search.Point{row.First, row.Last, row.Least, row.Greatest}
}

// measureLine names what the figures of a row are in: «درصد», "rial", "month", "change".
func measureLine(m search.Measure) string {
	parts := []string{m.Unit}
	if m.Unit == "" && m.Kind != claim.Quantity {
		parts[0] = string(m.Kind)
	}
	if m.Per != "" {
		parts = append(parts, "per "+strings.TrimPrefix(m.Per, "each:"))
	}
	if m.Delta {
		parts = append(parts, "change")
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}
