package bleveindex

import (
	"errors"
	"fmt"
	"testing"

	"golang.org/x/sync/errgroup"

	"raqam/search"
)

// TestSwap opens and searches an index while a writer publishes one generation after another and removes old ones: every reader finds one
// whole generation, never less than the one before.
func TestSwap(t *testing.T) {
	dir := t.TempDir()
	const generations = 60
	w, err := OpenWriter(dir, WriterOptions{MaxSegments: 2})
	if err != nil {
		t.Fatal(err)
	}
	publish := func(i int) error {
		return errors.Join(w.Add(t.Context(), numbered(i)), w.Publish(t.Context(), fmt.Append(nil, i)))
	}
	if err := publish(0); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var group errgroup.Group
	for range 2 {
		group.Go(func() error {
			last := 0
			for {
				select {
				case <-done:
					return nil
				default:
				}
				s, err := Open(dir)
				if err != nil {
					return err
				}
				r, err := s.Search(t.Context(), search.Query{Root: search.Word{Text: "alpha"}}, search.Options{Limit: 3, Sort: search.ByValue})
				if err := errors.Join(err, s.Close()); err != nil {
					return err
				}
				if want := 2 * s.Generation(); r.Total != want || r.Total < last {
					return fmt.Errorf("%d claims in generation %d, want %d; %d before", r.Total, s.Generation(), want, last)
				}
				last = r.Total
			}
		})
	}
	for i := 1; i < generations; i++ {
		if err := publish(i); err != nil {
			t.Fatal(err)
		}
	}
	close(done)
	if err := group.Wait(); err != nil {
		t.Error(err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}
