package main

import (
	"context"
	"errors"
	"fmt"

	"raqam/internal/cli"
	"raqam/search"
)

// question is a query as asked: by an argument, or by a line of a file.
type question struct {
	line int // of the file, from 1; 0 for an argument
	text string
}

// answer is what a question found, and how it is to be shown.
type answer struct {
	question
	flags  searchFlags
	offset int // hits before the first one here
	query  search.Query
	result *search.Result
	facets []*search.Facet
}

// ask answers one question.
func ask(ctx context.Context, index search.Searcher, q question, f searchFlags, o search.Options) (*answer, error) {
	parsed, err := search.Parse(q.text)
	if err != nil {
		return nil, cli.WithCode(cli.BadUsage, fmt.Errorf("query %.80q: %w", q.text, err))
	}
	return limited(ctx, f.timeout, func(ctx context.Context) (*answer, error) {
		a := &answer{question: q, flags: f, query: parsed}
		if a.offset, err = search.OffsetOf(o); err == nil {
			a.result, err = index.Search(ctx, parsed, o)
		}
		if errors.Is(err, search.ErrCursor) || errors.Is(err, search.ErrStale) {
			return nil, cli.WithCode(cli.BadUsage, fmt.Errorf("--cursor: %w", err))
		} else if err != nil {
			return nil, fmt.Errorf("searching: %w", err)
		}
		a.facets, err = askFacets(ctx, index, parsed, f)
		return a, err
	})
}
