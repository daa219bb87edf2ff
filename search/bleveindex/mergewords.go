package bleveindex

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	segmentapi "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"

	"raqam/search"
)

// openWords opens a words.zap. Bleve's decoder trusts what it reads: where damage leads it out of bounds, that is an error here.
func openWords(path string) (words segmentapi.Segment, err error) {
	defer func() {
		if p := recover(); p != nil {
			words, err = nil, fmt.Errorf("opening %s: %w: %v", path, search.ErrDamaged, p)
		}
	}()
	words, err = new(zap.ZapPlugin).Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w: %w", path, search.ErrDamaged, err)
	}
	return words, nil
}

// mergeWords merges segments of Bleve into one, in order, without the dropped documents; documents are to be left.
func mergeWords(ctx context.Context, parts []string, drops []*roaring.Bitmap, path string, documents int) (err error) {
	defer func() {
		if p := recover(); p != nil { // see openWords
			err = fmt.Errorf("merging words: %w: %v", search.ErrDamaged, p)
		}
	}()
	opened := make([]segmentapi.Segment, 0, len(parts))
	defer func() {
		for _, s := range opened {
			s.Close()
		}
	}()
	for _, part := range parts {
		s, err := openWords(part)
		if err != nil {
			return err
		}
		opened = append(opened, s)
	}
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { close(done) })
	defer stop()
	numbers, _, err := new(zap.ZapPlugin).Merge(opened, drops, path, done, nil)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("merging words into %s: %w", path, err)
	}
	return inOrder(numbers, documents)
}

// inOrder makes sure that merging numbered the documents as the columns number the sentences: on that everything rests.
func inOrder(numbers [][]uint64, documents int) error {
	const dropped = 1<<64 - 1
	next := uint64(0)
	for _, part := range numbers {
		for _, n := range part {
			if n == dropped {
				continue
			}
			if n != next {
				return fmt.Errorf("merging words: document %d where %d was expected", n, next)
			}
			next++
		}
	}
	if next != uint64(documents) {
		return fmt.Errorf("merging words: %d documents, expected %d", next, documents)
	}
	return nil
}
