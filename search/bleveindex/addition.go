package bleveindex

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"

	"raqam/search"
	"raqam/search/reprint"
)

// addition is what a writer has added since it last published: segments, all but the last of which are being finished while it goes on.
type addition struct {
	writer  *Writer
	ctx     context.Context // of the goroutines that finish segments
	cancel  context.CancelFunc
	batches []*batch
	pending map[string]extent // of each article, by URL
}

// batch is a segment of the next generation.
type batch struct {
	builder *builder
	dropped *roaring.Bitmap // rows that were replaced again
	done    chan struct{}   // closed when the two that follow are there; nil while the builder takes rows
	entry   *segmentEntry
	err     error
}

// extent is where an article added last stands: its rows of a batch. One without claims has none.
type extent struct {
	batch    *batch
	from, to int
}

func newAddition(w *Writer) *addition {
	ctx, cancel := context.WithCancel(context.Background())
	return &addition{writer: w, ctx: ctx, cancel: cancel, pending: map[string]extent{}}
}

// open returns the batch that takes rows.
func (a *addition) open() (*batch, error) {
	if n := len(a.batches); n > 0 && a.batches[n-1].done == nil {
		return a.batches[n-1], nil
	}
	b, err := newBuilder(a.writer.temp())
	if err != nil {
		return nil, err
	}
	a.batches = append(a.batches, &batch{builder: b, dropped: roaring.New()})
	return a.batches[len(a.batches)-1], nil
}

func (a *addition) add(e search.Entry, t reprint.Text) error {
	if old, ok := a.pending[e.URL]; ok {
		old.batch.drop(old.from, old.to)
	}
	if len(e.Claims) == 0 {
		a.pending[e.URL] = extent{}
		return nil
	}
	b, err := a.open()
	if err != nil {
		return err
	}
	from := b.builder.rows()
	if err := b.builder.add(e, t); err != nil {
		return err
	}
	a.pending[e.URL] = extent{b, from, b.builder.rows()}
	if b.builder.rows() >= a.writer.options.SegmentRows {
		return a.seal(b)
	}
	return nil
}

func (b *batch) drop(from, to int) {
	if b != nil {
		b.dropped.AddRange(uint64(from), uint64(to))
	}
}

// seal finishes a batch in the background. It waits for the one before, so that no more than two are in memory.
func (a *addition) seal(b *batch) error {
	if n := len(a.batches); n > 1 {
		<-a.batches[n-2].done
		if err := a.batches[n-2].err; err != nil {
			return err
		}
	}
	b.done = make(chan struct{})
	go func() {
		defer close(b.done)
		b.entry, b.err = b.builder.finish(a.ctx)
		b.builder.release()
	}()
	return nil
}

// finish returns the finished batches, with what is deleted in each.
func (a *addition) finish() ([]*batch, error) {
	if n := len(a.batches); n > 0 && a.batches[n-1].done == nil {
		if err := a.seal(a.batches[n-1]); err != nil {
			return nil, err
		}
	}
	for _, b := range a.batches {
		<-b.done
		if b.err != nil {
			return nil, b.err
		}
		deleted, err := pack(b.dropped)
		if err != nil {
			return nil, err
		}
		b.entry.Deleted = deleted
	}
	return a.batches, nil
}

// abort stops what is under way and removes it.
func (a *addition) abort() error {
	a.cancel()
	var errs []error
	for _, b := range a.batches {
		if b.done != nil {
			<-b.done
		}
		errs = append(errs, b.builder.abort())
	}
	a.batches = nil
	return errors.Join(errs...)
}

// supersede deletes from an older segment the articles that were added anew, and finds the rows of those of again.
func (w *Writer) supersede(s segmentEntry, again map[string]bool) (_ segmentEntry, rows map[uint32]bool, err error) {
	if len(w.adding.pending) == 0 {
		return s, nil, nil
	}
	urls, err := readArticles(filepath.Join(w.dir, s.Name, columnsName))
	if err != nil {
		return s, nil, err
	}
	deleted, err := s.deleted()
	if err != nil {
		return s, nil, err
	}
	rows = map[uint32]bool{}
	for row, url := range urls {
		if _, replaced := w.adding.pending[url]; replaced {
			deleted.Add(uint32(row))
		} else if again[url] {
			rows[uint32(row)] = true
		}
	}
	s.Deleted, err = pack(deleted)
	return s, rows, err
}

// pack serialises a bitmap; an empty one is nothing.
func pack(b *roaring.Bitmap) ([]byte, error) {
	if b.IsEmpty() {
		return nil, nil
	}
	b.RunOptimize()
	return b.ToBytes()
}
