package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"raqam/internal/cli"
)

// explainFields prints, for one record, a line for every decision: the field, where it came from, and what was chosen or refused.
func explainFields(w io.Writer, o outcome, failed error) error {
	if o.record.Source.Path == "" {
		return nil // not even a record
	}
	what := "article " + o.article.URL
	switch {
	case failed != nil:
		what = failed.Error()
	case o.skipped != nil:
		what = o.skipped.Error()
	}
	if _, err := fmt.Fprintf(w, "%s: offset %d: %s\n", o.record.Source.Path, o.record.Source.Offset, cli.Printable(what)); err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range o.reasons {
		if _, err := fmt.Fprintf(table, "  %s\t%s\t%s\n", r.Field, cli.Printable(r.From), cli.Printable(r.Note)); err != nil {
			return err
		}
	}
	return table.Flush()
}
