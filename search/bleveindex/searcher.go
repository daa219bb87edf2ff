package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"

	"raqam/claim"
	"raqam/search"
)

// Searcher answers queries from the generation that was current when it was opened, whatever is published meanwhile.
type Searcher struct {
	mu       sync.RWMutex // held for reading while the segments are in use
	closed   bool
	segments []*segment
	current  *manifest
}

var _ search.Searcher = (*Searcher)(nil)

// openAttempts is how often Open starts again because a writer removed the generation it had just read about.
const openAttempts = 5

// Open opens the current generation; search.ErrNoIndex where nothing was ever published. It takes no lock and waits for nobody. Of damage it
// notices only what has changed a file's size or structure; Verify notices all.
func Open(dir string) (*Searcher, error) {
	var err error
	for range openAttempts {
		var s *Searcher
		if s, err = open(dir); err == nil {
			return s, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return nil, fmt.Errorf("opening index: %w", err)
}

func open(dir string) (*Searcher, error) {
	m, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	s := &Searcher{current: m}
	for _, e := range m.Segments {
		seg, err := openSegment(dir, e)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		s.segments = append(s.segments, seg)
	}
	return s, nil
}

// State returns what the consumer gave to the Publish of this generation.
func (s *Searcher) State() []byte { return s.current.State }

// Generation counts the generations published in this folder, from 1.
func (s *Searcher) Generation() int { return s.current.Generation }

// Count returns the number of claims.
func (s *Searcher) Count() int {
	n := 0
	for _, seg := range s.segments {
		n += int(seg.live.GetCardinality())
	}
	return n
}

// Close releases the files. Calls under way are waited for; later ones return os.ErrClosed.
func (s *Searcher) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	var errs []error
	for _, seg := range s.segments {
		errs = append(errs, seg.close())
	}
	return errors.Join(errs...)
}

// Search implements search.Searcher.
func (s *Searcher) Search(ctx context.Context, q search.Query, o search.Options) (result *search.Result, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return nil, os.ErrClosed
	}
	if q.Root == nil {
		return nil, errors.New("searching: the query is empty")
	}
	defer func() {
		// A flipped bit in a segment of Bleve can lead its decoder out of bounds: that must not end a server.
		if p := recover(); p != nil {
			result, err = nil, fmt.Errorf("searching for %s: %w: %v", q, search.ErrDamaged, p)
		}
	}()
	found := make([]match, len(s.segments))
	for i, seg := range s.segments {
		e := &evaluator{ctx: ctx, seg: seg, loose: o.Loose, leaves: map[search.Node]leaf{}}
		rows, err := e.eval(q.Root, seg.live)
		if err != nil {
			return nil, fmt.Errorf("searching for %s: %w", q, err)
		}
		found[i] = match{e, rows}
	}
	result = new(search.Result)
	for _, m := range found {
		result.Total += int(m.rows.GetCardinality())
	}
	page, err := rank(found, s.Count(), q, o)
	if err != nil {
		return nil, fmt.Errorf("ranking %s: %w", q, err)
	}
	var cache blockCache
	for _, p := range page {
		c, err := p.seg.store.claim(int(p.row), &cache)
		if err != nil {
			return nil, fmt.Errorf("searching for %s: %w", q, err)
		}
		result.Hits = append(result.Hits, search.Hit{Claim: c, Score: p.score, Marks: search.Marks(q.Root, c)})
	}
	return result, nil
}

// match is what was found in one segment.
type match struct {
	evaluator *evaluator
	rows      *roaring.Bitmap
}

// Get returns the claim with this ID; search.ErrNotFound where there is none.
func (s *Searcher) Get(ctx context.Context, id string) (claim.Claim, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return claim.Claim{}, os.ErrClosed
	}
	for _, seg := range s.segments {
		if err := ctx.Err(); err != nil {
			return claim.Claim{}, err
		}
		if row, ok := seg.row(id); ok {
			return seg.store.claim(int(row), nil)
		}
	}
	return claim.Claim{}, fmt.Errorf("%s: %w", id, search.ErrNotFound)
}
