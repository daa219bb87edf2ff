package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"raqam/internal/cli"
	"raqam/search"
	"raqam/search/bleveindex"
)

// defaultTimeout is what --timeout is where it is not given.
const defaultTimeout = 10 * time.Second

// withIndex opens the index of the data directory for as long as use takes.
func withIndex(cmd *cobra.Command, use func(search.Searcher) error) (err error) {
	dir := filepath.Join(cli.Data(cmd), "index")
	index, err := bleveindex.Open(dir)
	if errors.Is(err, search.ErrNoIndex) {
		return cli.WithCode(cli.BadUsage, fmt.Errorf("%w: build one with: index --data %s PATH…", err, cli.Data(cmd)))
	} else if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, index.Close()) }()
	return use(index)
}

// limited asks with a time limit, 0 for none. A question that was cut has no answer at all: part of one could be taken for the whole.
func limited[T any](ctx context.Context, limit time.Duration, ask func(context.Context) (T, error)) (T, error) {
	if limit <= 0 {
		return ask(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	answer, err := ask(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		if limit > time.Second {
			limit = limit.Round(time.Second) // the milliseconds for each hit interest nobody
		}
		err = fmt.Errorf("cut after %v, without an answer: narrow the query (year:, counted:, longer words before *) or give more time with --timeout", limit)
	}
	return answer, err
}
