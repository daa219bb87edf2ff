package bleveindex

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"raqam/search"
)

// TestLive asks one reader all the time while a writer publishes: no query fails, each sees one whole generation, and none an older one than
// the query before it.
func TestLive(t *testing.T) {
	dir := t.TempDir()
	w, err := OpenWriter(dir, WriterOptions{MaxSegments: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	publish := func(i int) error {
		return errors.Join(w.Add(t.Context(), numbered(i)), w.Publish(t.Context(), fmt.Append(nil, i)))
	}
	if err := publish(0); err != nil {
		t.Fatal(err)
	}
	l, err := OpenLive(dir, LiveOptions{Every: -1, Failed: func(err error) { t.Error(err) }})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var group errgroup.Group
	for range 3 {
		group.Go(func() error {
			last := 0
			for {
				select {
				case <-done:
					return nil
				default:
				}
				s, release, err := l.Acquire()
				if err != nil {
					return err
				}
				r, err := s.Search(t.Context(), search.Query{Root: search.Word{Text: "alpha"}}, search.Options{})
				if err == nil && (r.Total != 2*s.Generation() || s.Generation() < last) {
					err = fmt.Errorf("%d claims in generation %d, after %d", r.Total, s.Generation(), last)
				}
				last = s.Generation()
				release()
				if err != nil {
					return err
				}
			}
		})
	}
	const generations = 25
	for i := 1; i < generations; i++ {
		if err := publish(i); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Refresh(); err != nil {
		t.Error(err)
	}
	if got := l.Generation(); got != generations {
		t.Errorf("generation %d after the last was published, want %d", got, generations)
	}
	close(done)
	if err := group.Wait(); err != nil {
		t.Error(err)
	}
	if err := errors.Join(l.Close(), l.Close()); err != nil {
		t.Error(err)
	}
	if _, err := l.Search(t.Context(), search.Query{Root: search.All{}}, search.Options{}); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a closed reader answers with %v", err)
	}
}

// TestLiveKeepsWhatWorks: a generation that cannot be opened is told of, and the one before goes on answering, without delay.
func TestLiveKeepsWhatWorks(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, WriterOptions{}, numbered(1).Claims)
	var mu sync.Mutex
	var told error
	l, err := OpenLive(dir, LiveOptions{Every: -1, Failed: func(err error) {
		mu.Lock()
		defer mu.Unlock()
		told = err
	}})
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, WriterOptions{}, numbered(2).Claims)
	newest := filepath.Join(dir, manifestName(2))
	sound, err := os.ReadFile(newest)
	if err != nil {
		t.Fatal(err)
	}
	replace(t, newest, []byte("{}"))
	for range 5 {
		start := time.Now()
		r, err := l.Search(t.Context(), search.Query{Root: search.All{}}, search.Options{})
		if err != nil || r.Total != 2 || time.Since(start) > 2*time.Second {
			t.Fatalf("%v, %v after %v, want 2 claims", r, err, time.Since(start))
		}
	}
	if err := l.Refresh(); !errors.Is(err, search.ErrDamaged) {
		t.Errorf("refreshing gives %v, want ErrDamaged", err)
	}
	replace(t, newest, sound)
	if err := l.Refresh(); err != nil {
		t.Error(err)
	}
	if r, err := l.Search(t.Context(), search.Query{Root: search.All{}}, search.Options{}); err != nil || r.Total != 4 {
		t.Errorf("once it is whole: %v, %v, want 4 claims", r, err)
	}
	if err := l.Close(); err != nil { // waits for whoever still opens
		t.Error(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if told != nil && !errors.Is(told, search.ErrDamaged) {
		t.Errorf("told of %v, want ErrDamaged", told)
	}
}
