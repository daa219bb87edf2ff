// Package pipe maps a stream through a function on several goroutines and keeps its order: what comes out is what a plain loop would give,
// sooner. It is how pages become articles and claims on every core while the index is written by one.
package pipe

import (
	"context"
	"iter"
)

// Map applies f to each value of in, at most workers calls at a time, and yields the results in the order of in. An error that in yields
// passes through in its place, with the zero Out; so does an error of f, with what f returned beside it. When ctx ends, Map stops reading
// and yields ctx's error last. At most 2×workers values are held at once. When the caller stops early, no goroutine is left behind.
func Map[In, Out any](ctx context.Context, in iter.Seq2[In, error], workers int, f func(context.Context, In) (Out, error)) iter.Seq2[Out, error] {
	type result struct {
		out Out
		err error
	}
	return func(yield func(Out, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		slots := make(chan struct{}, workers)
		queue := make(chan chan result, workers)
		stopped := make(chan struct{})
		go func() {
			defer close(stopped)
			defer close(queue)
			for v, err := range in {
				r := make(chan result, 1)
				select {
				case queue <- r:
				case <-ctx.Done():
					return
				}
				if err != nil {
					r <- result{err: err}
					continue
				}
				select {
				case slots <- struct{}{}:
				case <-ctx.Done():
					r <- result{err: ctx.Err()}
					return
				}
				go func() {
					out, err := f(ctx, v)
					r <- result{out, err}
					<-slots
				}()
			}
		}()
		defer func() { // whoever leaves first: stop the reader, let running calls finish
			cancel()
			for range queue {
			}
			<-stopped
			for range workers {
				slots <- struct{}{}
			}
		}()
		for r := range queue {
			got := <-r
			if ctx.Err() != nil {
				break
			}
			if !yield(got.out, got.err) {
				return
			}
		}
		if err := ctx.Err(); err != nil {
			var zero Out
			yield(zero, err)
		}
	}
}
