package pipe

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func count(n int, bad map[int]error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, bad[i]) {
				return
			}
		}
	}
}

func TestMapKeepsOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		var running, most atomic.Int32
		slow := func(_ context.Context, i int) (string, error) {
			if n := running.Add(1); n > most.Load() {
				most.Store(n)
			}
			defer running.Add(-1)
			time.Sleep(time.Duration(10-i%7) * time.Millisecond) // later ones finish first
			return fmt.Sprint(i), nil
		}
		var got []string
		for out, err := range Map(t.Context(), count(40, map[int]error{7: broken}), 4, slow) {
			if err != nil {
				out = err.Error()
			}
			got = append(got, out)
		}
		if len(got) != 40 || got[0] != "0" || got[7] != "broken" || got[39] != "39" {
			t.Errorf("got %v", got)
		}
		for i, s := range got {
			if i != 7 && s != fmt.Sprint(i) {
				t.Errorf("place %d holds %s", i, s)
			}
		}
		if most.Load() != 4 {
			t.Errorf("%d calls ran at once, want 4", most.Load())
		}
	})
}

// TestMapLeavesNothingBehind relies on synctest: the bubble ends with a panic if a goroutine is left.
func TestMapLeavesNothingBehind(t *testing.T) {
	work := func(_ context.Context, i int) (int, error) { time.Sleep(time.Millisecond); return i, nil }
	synctest.Test(t, func(t *testing.T) {
		for range Map(t.Context(), count(1000, nil), 4, work) {
			break
		}
	})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		n, last := 0, error(nil)
		for _, err := range Map(ctx, count(1000, nil), 4, work) {
			if n++; n == 10 {
				cancel()
			}
			last = err
		}
		if !errors.Is(last, context.Canceled) || n > 12 {
			t.Errorf("after a cancel at the 10th: %d values, last error %v", n, last)
		}
	})
}
