package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"raqam/claim"
	"raqam/search"
)

// Searcher answers queries from the generation that was current when it was opened, whatever is published meanwhile.
type Searcher struct {
	mu       sync.RWMutex // held for reading while the segments are in use
	closed   bool
	segments []*segment
	reprints map[string]search.Reprint // of articles that share their text with others, by URL
	current  *manifest
	name     string // of the generation, for cursors
}

var (
	_ search.Searcher   = (*Searcher)(nil)
	_ search.Faceter    = (*Searcher)(nil)
	_ search.Aggregator = (*Searcher)(nil)
)

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
	return openGeneration(dir, m)
}

func openGeneration(dir string, m *manifest) (*Searcher, error) {
	s := &Searcher{current: m, name: m.self.SHA256}
	var err error
	if s.reprints, err = m.reprints(dir); err != nil {
		return nil, err
	}
	for _, e := range m.Segments {
		seg, err := openSegment(dir, e, s.reprints)
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
		n += int(seg.live.Count())
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
func (s *Searcher) Search(ctx context.Context, q search.Query, o search.Options) (*search.Result, error) {
	var result *search.Result
	err := s.find(ctx, q, o.Loose, func(found []match) (err error) {
		result, err = s.page(ctx, found, q, o)
		return err
	})
	return result, err
}

// find looks a query up in all segments and hands over what it found, while the files are in use.
func (s *Searcher) find(ctx context.Context, q search.Query, loose bool, use func([]match) error) (err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return os.ErrClosed
	}
	if q.Root == nil {
		return errors.New("searching: the query is empty")
	}
	defer func() {
		// A flipped bit in a segment of Bleve can lead its decoder out of bounds: that must not end a server.
		if p := recover(); p != nil {
			err = fmt.Errorf("searching for %s: %w: %v", q, search.ErrDamaged, p)
		}
	}()
	found := make([]match, len(s.segments))
	if err := parallel(ctx, len(s.segments), func(i int) error {
		e := &evaluator{ctx: ctx, seg: s.segments[i], loose: loose, leaves: map[search.Node]leaf{}}
		rows, err := e.eval(q.Root, e.seg.live)
		found[i] = match{e, rows}
		return err
	}); err != nil {
		return fmt.Errorf("searching for %s: %w", q, err)
	}
	if err := use(found); err != nil {
		return fmt.Errorf("searching for %s: %w", q, err)
	}
	return nil
}

// page makes the result of a search from what was found.
func (s *Searcher) page(ctx context.Context, found []match, q search.Query, o search.Options) (*search.Result, error) {
	offset, err := search.Resume(q, o, s.name)
	if err != nil {
		return nil, err
	}
	scores, err := scorers(found, s.Count(), q, o.Sort)
	if err != nil {
		return nil, err
	}
	result := &search.Result{Total: total(found)}
	var places []place
	var seen []*search.Appearances
	if o.Group {
		places, result.Total = rankStatements(found, scores, offset, o)
		seen = appearances(found, places)
	} else {
		if places, err = rank(ctx, found, scores, offset, o); err != nil {
			return nil, err
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if result.Hits, err = hits(ctx, q, places); err != nil {
		return nil, err
	}
	for i, n := range seen {
		result.Hits[i].Seen = n
	}
	if next := offset + len(places); next < result.Total && len(places) > 0 {
		result.Next = search.CursorAt(q, o, s.name, next)
	}
	return result, nil
}

// hits reads the claims of some places, each block once.
func hits(ctx context.Context, q search.Query, places []place) ([]search.Hit, error) {
	if len(places) == 0 {
		return nil, ctx.Err()
	}
	type block struct {
		seg    *segment
		number int
	}
	byBlock := map[block][]int{}
	var blocks []block
	for i, p := range places {
		b := block{p.seg, p.seg.store.find(int(p.row))}
		if byBlock[b] == nil {
			blocks = append(blocks, b)
		}
		byBlock[b] = append(byBlock[b], i)
	}
	out := make([]search.Hit, len(places))
	err := parallel(ctx, len(blocks), func(n int) error {
		var cache blockCache
		for _, i := range byBlock[blocks[n]] {
			p := places[i]
			c, err := p.seg.store.claim(int(p.row), &cache)
			if err != nil {
				return err
			}
			out[i] = search.Hit{
				Claim: c, Statement: statementText(p.statement()), Reprint: p.seg.columns.reprint(p.row), Score: p.score, Marks: search.Marks(q.Root, c),
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
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
