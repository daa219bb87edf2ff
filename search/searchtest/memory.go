package searchtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"raqam/claim"
	"raqam/search"
)

// Memory is an index that keeps claims in a slice and evaluates every query on every claim: the oracle other backends are compared with,
// and enough for tests of what is built on them. The zero Memory is empty and ready.
type Memory struct {
	mu     sync.Mutex
	locked bool
	claims map[string][]claim.Claim // published, by Entry.URL; replaced, never changed
	state  []byte
	ever   bool // something was published
}

// Writer opens the index for writing; search.ErrLocked while another writer is open.
func (m *Memory) Writer() (search.Writer, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.locked {
		return nil, search.ErrLocked
	}
	m.locked = true
	return &memoryWriter{m: m, added: map[string][]claim.Claim{}}, nil
}

// Searcher opens what is published; search.ErrNoIndex where nothing is.
func (m *Memory) Searcher() (search.Searcher, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.ever {
		return nil, search.ErrNoIndex
	}
	return memorySearcher(m.claims), nil
}

// State returns what the last Publish was given.
func (m *Memory) State() []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state
}

type memoryWriter struct {
	m      *Memory
	added  map[string][]claim.Claim
	closed bool
}

func (w *memoryWriter) Add(ctx context.Context, e search.Entry) error {
	for _, c := range e.Claims {
		if c.URL != e.URL {
			return fmt.Errorf("claim %s has the URL %q, its article %q", c.ID, c.URL, e.URL)
		}
	}
	w.added[e.URL] = slices.Clone(e.Claims)
	return ctx.Err()
}

func (w *memoryWriter) Publish(ctx context.Context, state []byte) error {
	if w.closed {
		return errors.New("writer is closed")
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	w.m.mu.Lock()
	defer w.m.mu.Unlock()
	next := maps.Clone(w.m.claims)
	if next == nil {
		next = map[string][]claim.Claim{}
	}
	maps.Copy(next, w.added)
	clear(w.added)
	w.m.claims, w.m.state, w.m.ever = next, slices.Clone(state), true
	return nil
}

func (w *memoryWriter) Close() error {
	w.m.mu.Lock()
	defer w.m.mu.Unlock()
	if !w.closed {
		w.closed, w.m.locked = true, false
	}
	return nil
}

type memorySearcher map[string][]claim.Claim

func (s memorySearcher) Search(ctx context.Context, q search.Query, o search.Options) (*search.Result, error) {
	if q.Root == nil {
		return nil, errors.New("the query is empty")
	}
	leaves := search.Leaves(q.Root)
	having := make([]int, len(leaves))
	var hits []search.Hit
	total := 0
	for _, claims := range s {
		for _, c := range claims {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			total++
			for i, leaf := range leaves {
				if search.Evaluate(leaf, c, false) {
					having[i]++
				}
			}
			if search.Evaluate(q.Root, c, o.Loose) {
				hits = append(hits, search.Hit{Claim: c, Marks: search.Marks(q.Root, c)})
			}
		}
	}
	if o.Sort == search.ByRelevance {
		for i := range hits {
			for j, leaf := range leaves {
				if search.Evaluate(leaf, hits[i].Claim, false) {
					hits[i].Score += search.Weight(total, having[j], search.Near(leaf, hits[i].Claim))
				}
			}
		}
	}
	slices.SortFunc(hits, func(a, b search.Hit) int { return search.Compare(o.Sort, o.Reverse, a, b) })
	r := &search.Result{Total: len(hits)}
	limit := o.Limit
	if limit <= 0 {
		limit = 20
	}
	if from := max(o.Offset, 0); from < len(hits) {
		r.Hits = hits[from : from+min(limit, len(hits)-from)]
	}
	return r, nil
}

func (s memorySearcher) Get(ctx context.Context, id string) (claim.Claim, error) {
	for _, claims := range s {
		for _, c := range claims {
			if c.ID == id {
				return c, ctx.Err()
			}
		}
	}
	return claim.Claim{}, fmt.Errorf("%s: %w", id, search.ErrNotFound)
}

func (s memorySearcher) Close() error { return nil }
