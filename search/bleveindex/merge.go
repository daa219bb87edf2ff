package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// choose returns the segments that are to become one: the smallest where there are too many, and those most of which is deleted. Half of what
// is allowed stays, so that a claim is rewritten a logarithmic number of times however small the builds are. A segment that merging would
// make too large is left alone.
func (w *Writer) choose(m *manifest) (chosen []segmentEntry, rows int, err error) {
	live := map[string]int{}
	var small, hollow []segmentEntry
	for _, s := range m.Segments {
		deleted, err := s.deleted()
		if err != nil {
			return nil, 0, err
		}
		live[s.Name] = s.Rows - int(deleted.GetCardinality())
		switch {
		case w.merging.has(s.Name):
		case live[s.Name]*2 < s.Rows:
			hollow = append(hollow, s)
		case live[s.Name]*2 <= w.options.MergedRows:
			small = append(small, s)
		}
	}
	if len(small)+len(hollow) > w.options.MaxSegments {
		slices.SortStableFunc(small, func(a, b segmentEntry) int { return cmp.Compare(live[a.Name], live[b.Name]) })
		chosen = small[:max(0, len(small)-w.options.MaxSegments/2)]
	}
	chosen = append(hollow, chosen...)
	for i, s := range chosen {
		if rows+live[s.Name] > w.options.MergedRows && i > 0 {
			chosen = chosen[:i]
			break
		}
		rows += live[s.Name]
	}
	if len(chosen) == 1 && len(hollow) == 0 {
		return nil, 0, nil
	}
	inOrder := slices.DeleteFunc(slices.Clone(m.Segments), func(s segmentEntry) bool { return !named(chosen, s.Name) })
	return inOrder, rows, nil
}

// mergeSmall merges in m what takes no time worth speaking of.
func (w *Writer) mergeSmall(ctx context.Context, m *manifest) error {
	chosen, rows, err := w.choose(m)
	if err != nil || len(chosen) == 0 || rows > w.options.inlineRows {
		return err
	}
	return w.mergeNow(ctx, m, chosen)
}

// mergeNow replaces segments of m by one.
func (w *Writer) mergeNow(ctx context.Context, m *manifest, from []segmentEntry) error {
	temp := w.temp()
	entry, err := mergeSegments(ctx, w.dir, from, temp)
	if err != nil {
		os.RemoveAll(temp)
		return fmt.Errorf("merging segments: %w", err)
	}
	return w.replace(m, from, temp, entry)
}

// replace puts a merged segment in the place of others; an entry of nil has no rows.
func (w *Writer) replace(m *manifest, from []segmentEntry, temp string, entry *segmentEntry) error {
	m.Segments = slices.DeleteFunc(m.Segments, func(s segmentEntry) bool {
		return named(from, s.Name)
	})
	if entry == nil {
		return os.RemoveAll(temp)
	}
	return m.install(w.dir, temp, entry)
}

// merging is a merge in the background: of segments as they were when it began.
type merging struct {
	from   []segmentEntry
	temp   string
	cancel context.CancelFunc
	done   chan struct{} // closed when the two that follow are there
	entry  *segmentEntry // nil where no row was live
	err    error
}

// mergeInBackground begins a merge where the current generation needs one.
func (w *Writer) mergeInBackground() error {
	if w.merging != nil {
		return nil
	}
	chosen, _, err := w.choose(w.current)
	if err != nil || len(chosen) == 0 {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	g := &merging{from: chosen, temp: w.temp(), cancel: cancel, done: make(chan struct{})}
	w.merging = g
	go func() {
		defer close(g.done)
		g.entry, g.err = mergeSegments(ctx, w.dir, g.from, g.temp)
	}()
	return nil
}

// takeMerged puts the result of the merge in the background, if it has ended, in the place of what it was made from. It waits for it while
// there are far too many segments.
func (w *Writer) takeMerged(ctx context.Context, m *manifest) error {
	g := w.merging
	if g == nil {
		return nil
	}
	if len(m.Segments) <= 2*w.options.MaxSegments {
		select {
		case <-g.done:
		default:
			return nil
		}
	}
	select {
	case <-g.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	w.merging = nil
	g.cancel()
	if g.err != nil {
		return fmt.Errorf("merging segments: %w", g.err)
	}
	if g.entry != nil {
		deleted, err := g.deletions(m)
		if err != nil {
			return err
		}
		if g.entry.Deleted, err = pack(deleted); err != nil {
			return err
		}
	}
	return w.replace(m, g.from, g.temp, g.entry)
}

// deletions returns the rows of the merged segment that were deleted, in what it was made from, since it was begun.
func (g *merging) deletions(m *manifest) (*roaring.Bitmap, error) {
	deleted := roaring.New()
	base := uint64(0)
	for _, from := range g.from {
		then, err := from.deleted()
		if err != nil {
			return nil, err
		}
		for _, s := range m.Segments {
			if s.Name != from.Name {
				continue
			}
			now, err := s.deleted()
			if err != nil {
				return nil, err
			}
			now.AndNot(then)
			for it := now.Iterator(); it.HasNext(); {
				row := it.Next()
				deleted.Add(uint32(base + uint64(row) - then.Rank(row)))
			}
		}
		base += uint64(from.Rows) - then.GetCardinality()
	}
	return deleted, nil
}

// has reports whether a segment is being merged.
func (g *merging) has(name string) bool { return g != nil && named(g.from, name) }

func named(segments []segmentEntry, name string) bool {
	return slices.ContainsFunc(segments, func(s segmentEntry) bool { return s.Name == name })
}

// folder is the name of the temporary folder; "" where nothing is being merged.
func (g *merging) folder() string {
	if g == nil {
		return ""
	}
	return filepath.Base(g.temp)
}

// stop ends the merge without a result.
func (g *merging) stop() {
	if g != nil {
		g.cancel()
		<-g.done
		os.RemoveAll(g.temp) // else the next writer does
	}
}
