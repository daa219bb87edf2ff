package bleveindex

import (
	"context"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"raqam/search"
)

// parallel calls f for 0 to n-1 on all processors. A panic, which a damaged file can lead to, becomes an error.
func parallel(ctx context.Context, n int, f func(i int) error) error {
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		workers.Go(func() (err error) {
			defer func() {
				if p := recover(); p != nil {
					err = fmt.Errorf("%w: %v", search.ErrDamaged, p)
				}
			}()
			if err := ctx.Err(); err != nil {
				return err
			}
			return f(i)
		})
	}
	return workers.Wait()
}
