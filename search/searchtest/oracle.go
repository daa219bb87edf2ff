package searchtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"raqam/claim"
	"raqam/search"
)

// oracle answers from one generation by looking at every record.
type oracle struct {
	generation string
	records    []search.Record

	mu      sync.Mutex
	answers map[question][]bool // by record: the same words and fields are asked for again and again
}

// question is a node without others in it.
type question struct {
	leaf  search.Node
	loose bool
}

// maxAnswers bounds what an oracle remembers.
const maxAnswers = 5000

var (
	_ search.Searcher   = (*oracle)(nil)
	_ search.Faceter    = (*oracle)(nil)
	_ search.Aggregator = (*oracle)(nil)
)

func newOracle(generation string, published map[string][]search.Record) *oracle {
	s := &oracle{generation: generation, answers: map[question][]bool{}}
	for _, records := range published {
		s.records = append(s.records, records...)
	}
	return s
}

// matches returns the records that match.
func (s *oracle) matches(ctx context.Context, q search.Query, loose bool) ([]search.Record, error) {
	if q.Root == nil {
		return nil, errors.New("the query is empty")
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var found []search.Record
	for i, ok := range s.eval(q.Root, loose) {
		if ok {
			found = append(found, s.records[i])
		}
	}
	return found, ctx.Err()
}

// eval tells of each record whether it matches; the caller does not change what is returned.
func (s *oracle) eval(n search.Node, loose bool) []bool {
	var nodes []search.Node
	var join func(sofar, next bool) bool
	switch n := n.(type) {
	case search.And:
		nodes, join = n.Nodes, func(sofar, next bool) bool { return sofar && next }
	case search.Or:
		nodes, join = n.Nodes, func(sofar, next bool) bool { return sofar || next }
	case search.Not:
		excluded := slices.Clone(s.eval(n.Node, loose))
		for i, is := range excluded {
			excluded[i] = !is
		}
		return excluded
	default:
		return s.leaf(n, loose)
	}
	got := slices.Clone(s.eval(nodes[0], loose))
	for _, child := range nodes[1:] {
		for i, is := range s.eval(child, loose) {
			got[i] = join(got[i], is)
		}
	}
	return got
}

// leaf tells of each record whether it matches a node without others in it.
func (s *oracle) leaf(n search.Node, loose bool) []bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	asked := question{n, loose}
	got, known := s.answers[asked]
	if !known {
		got = make([]bool, len(s.records))
		for i, r := range s.records {
			got[i] = search.Matches(n, r, loose)
		}
		if len(s.answers) >= maxAnswers {
			clear(s.answers)
		}
		s.answers[asked] = got
	}
	return got
}

func (s *oracle) Search(ctx context.Context, q search.Query, o search.Options) (*search.Result, error) {
	found, err := s.matches(ctx, q, o.Loose)
	if err != nil {
		return nil, err
	}
	offset, err := search.Resume(q, o, s.generation)
	if err != nil {
		return nil, err
	}
	var hits []search.Hit
	if o.Group {
		hits = grouped(found)
	} else {
		for _, r := range found {
			hits = append(hits, hit(r))
		}
	}
	if o.Sort == search.ByRelevance {
		s.score(q, hits)
	}
	slices.SortFunc(hits, func(a, b search.Hit) int { return search.Compare(o.Sort, o.Reverse, a, b) })
	result := &search.Result{Total: len(hits)}
	limit := o.Limit
	if limit <= 0 {
		limit = 20
	}
	if offset < len(hits) {
		result.Hits = hits[offset : offset+min(limit, len(hits)-offset)]
		for i, h := range result.Hits {
			result.Hits[i].Marks = search.Marks(q.Root, h.Claim)
		}
		if next := offset + len(result.Hits); next < len(hits) {
			result.Next = search.CursorAt(q, o, s.generation, next)
		}
	}
	return result, nil
}

func hit(r search.Record) search.Hit {
	return search.Hit{Claim: r.Claim, Statement: r.Statement, Reprint: r.Reprint}
}

// score gives each hit the weight of the words of the query it has.
func (s *oracle) score(q search.Query, hits []search.Hit) {
	for _, leaf := range search.Leaves(q.Root) {
		having := 0
		for _, has := range s.eval(leaf, false) {
			if has {
				having++
			}
		}
		for i, h := range hits {
			if search.Evaluate(leaf, h.Claim, false) {
				hits[i].Score += search.Weight(len(s.records), having, search.Near(leaf, h.Claim))
			}
		}
	}
}

// grouped returns a hit for each statement: its first appearance.
func grouped(found []search.Record) []search.Hit {
	var hits []search.Hit
	for _, records := range by(found, func(r search.Record) string { return r.Statement }) {
		h := hit(slices.MinFunc(records, search.SeenBefore))
		h.Seen = &search.Appearances{
			Claims:   len(records),
			Articles: len(by(records, func(r search.Record) string { return r.URL })),
			Texts: len(by(records, func(r search.Record) string {
				return cmp.Or(r.Reprint.Cluster, r.URL)
			})),
			Outlets: outlets(records),
		}
		hits = append(hits, h)
	}
	return hits
}

// by divides records.
func by[K comparable](records []search.Record, key func(search.Record) K) map[K][]search.Record {
	groups := map[K][]search.Record{}
	for _, r := range records {
		groups[key(r)] = append(groups[key(r)], r)
	}
	return groups
}

func (s *oracle) Get(ctx context.Context, id string) (claim.Claim, error) {
	for _, r := range s.records {
		if r.ID == id {
			return r.Claim, ctx.Err()
		}
	}
	return claim.Claim{}, fmt.Errorf("%s: %w", id, search.ErrNotFound)
}

func (s *oracle) Close() error { return nil }
