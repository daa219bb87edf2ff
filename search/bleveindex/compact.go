package bleveindex

import (
	"context"
	"errors"
	"fmt"
)

// Compact publishes a generation that has the same claims in as few segments as WriterOptions.MergedRows allows, without what was deleted.
// Nothing may have been added since the last Publish. It publishes nothing where there is nothing to gain
// and no older generation to give up.
func (w *Writer) Compact(ctx context.Context) error {
	if err := errors.Join(ctx.Err(), w.failed); err != nil {
		return err
	}
	if len(w.adding.pending) > 0 {
		return errors.New("compacting: there are unpublished articles")
	}
	w.merging.stop()
	w.merging = nil
	next, clusters, err := w.next(ctx, w.state)
	if err != nil {
		w.failed = fmt.Errorf("compacting: %w", err)
		return w.failed
	}
	groups, err := w.compactable(next)
	if err != nil || len(groups) == 0 && next.Made == w.current.Made && len(w.current.Kept) < w.options.Keep {
		return err
	}
	for _, group := range groups {
		if err = w.mergeNow(ctx, next, group); err != nil {
			break
		}
	}
	if err == nil {
		err = next.write(w.dir)
	}
	if err != nil {
		w.failed = fmt.Errorf("compacting: %w", err)
		return w.failed
	}
	w.current, w.clusters, w.adding = next, clusters, newAddition(w)
	return collect(w.dir, next, w.options.Keep)
}

// compactable divides the segments into groups, each of which is to become one segment.
func (w *Writer) compactable(m *manifest) (groups [][]segmentEntry, err error) {
	var open []segmentEntry
	rows, gain := 0, false
	flush := func() {
		if gain || len(open) > 1 {
			groups = append(groups, open)
		}
		open, rows, gain = nil, 0, false
	}
	for _, s := range m.Segments {
		deleted, err := s.deleted()
		if err != nil {
			return nil, err
		}
		live := s.Rows - int(deleted.GetCardinality())
		if len(open) > 0 && rows+live > w.options.MergedRows {
			flush()
		}
		open, rows, gain = append(open, s), rows+live, gain || live < s.Rows
	}
	flush()
	return groups, nil
}
