package main

import (
	"context"
	"iter"

	"raqam/internal/synthetic"
	"raqam/search"
	"raqam/search/bleveindex"
)

// raqam is our index, published once, its files synced.
type raqam struct {
	dir      string
	searcher *bleveindex.Searcher
}

func newRaqam(dir string) (engine, error) { return &raqam{dir: dir}, nil }

func (r *raqam) Build(entries iter.Seq[search.Entry]) error {
	ctx := context.Background()
	w, err := bleveindex.OpenWriter(r.dir, bleveindex.WriterOptions{})
	if err != nil {
		return err
	}
	defer w.Close()
	for e := range entries {
		if err := w.Add(ctx, e); err != nil {
			return err
		}
	}
	return w.Publish(ctx, nil)
}

func (r *raqam) Open() (err error) {
	r.searcher, err = bleveindex.Open(r.dir)
	return err
}

func (r *raqam) Ask(q synthetic.Query) (int, error) {
	parsed, err := search.Parse(q.Raqam())
	if err != nil {
		return 0, err
	}
	result, err := r.searcher.Search(context.Background(), parsed, search.Options{})
	if err != nil {
		return 0, err
	}
	return result.Total, nil
}

func (r *raqam) Years() (int, error) {
	q, err := search.Parse("kind:money")
	if err != nil {
		return 0, err
	}
	a, err := r.searcher.Aggregate(context.Background(), q, search.AggregateOptions{By: []string{"year"}, Of: "money"})
	if err != nil {
		return 0, err
	}
	return a.Total - a.Without, nil
}
