package bleveindex

import (
	"container/heap"
	"context"
	"math/bits"
	"slices"

	"github.com/bits-and-blooms/bitset"

	"raqam/search"
)

// defaultLimit is what a Limit of 0 means.
const defaultLimit = 20

// match is what was found in one segment.
type match struct {
	evaluator *evaluator
	rows      *bitset.BitSet
}

// each calls f for every row that was found.
func (m match) each(f func(row uint32)) {
	for w, word := range m.rows.Words() {
		for ; word != 0; word &= word - 1 {
			f(uint32(w<<6 + bits.TrailingZeros64(word)))
		}
	}
}

func total(found []match) int {
	n := 0
	for _, m := range found {
		n += int(m.rows.Count())
	}
	return n
}

// scorer tells the score of the rows of one segment: what the words of the query weigh.
type scorer []struct {
	any, near     *bitset.BitSet
	plain, weight float64 // of a row in any; of one in near as well
}

func (s scorer) score(row uint32) float64 {
	score := 0.0
	for i := range s {
		switch l := &s[i]; {
		case l.near.Test(uint(row)):
			score += l.weight
		case l.any.Test(uint(row)):
			score += l.plain
		}
	}
	return score
}

// scorers returns a scorer for each match; empty ones where the order asks for no scores. claims is how many there are in all.
func scorers(found []match, claims int, q search.Query, order search.Order) ([]scorer, error) {
	out := make([]scorer, len(found))
	if order != search.ByRelevance {
		return out, nil
	}
	for _, n := range search.Leaves(q.Root) {
		having := 0
		places := make([]leaf, len(found))
		for i, m := range found {
			var err error
			if places[i], err = m.evaluator.leaf(n); err != nil {
				return nil, err
			}
			having += int(places[i].any.Count())
		}
		for i, l := range places {
			out[i] = append(out[i], scorer{{l.any, l.near, search.Weight(claims, having, false), search.Weight(claims, having, true)}}...)
		}
	}
	return out, nil
}

// rank returns the asked page of the matches: the best of each segment's best.
func rank(ctx context.Context, found []match, scores []scorer, offset int, o search.Options) ([]place, error) {
	all := total(found)
	if offset >= all {
		return nil, ctx.Err()
	}
	tops := make([]*best, len(found))
	if err := parallel(ctx, len(found), func(i int) error {
		top := newBest(o, offset, all)
		tops[i] = top
		found[i].each(func(row uint32) {
			score := scores[i].score(row)
			if top.refuses(score) {
				return
			}
			p := found[i].evaluator.seg.place(row)
			p.score = score
			top.offer(p)
		})
		return nil
	}); err != nil {
		return nil, err
	}
	whole := newBest(o, offset, all)
	for _, top := range tops {
		for _, p := range top.places {
			whole.offer(p)
		}
	}
	return whole.page(offset), nil
}

// best keeps the first places of an order: a heap with the last of them on top.
type best struct {
	order   search.Order
	reverse bool
	size    int
	places  []place
}

// newBest keeps enough for the page at offset of so many places in all.
func newBest(o search.Options, offset, all int) *best {
	limit := o.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	return &best{order: o.Sort, reverse: o.Reverse, size: offset + min(limit, all-offset)}
}

func (b *best) compare(x, y place) int { return compare(b.order, b.reverse, x, y) }

func (b *best) Len() int           { return len(b.places) }
func (b *best) Less(i, j int) bool { return b.compare(b.places[i], b.places[j]) > 0 }
func (b *best) Swap(i, j int)      { b.places[i], b.places[j] = b.places[j], b.places[i] }
func (b *best) Push(x any)         { b.places = append(b.places, x.(place)) }

func (b *best) Pop() any {
	last := b.places[len(b.places)-1]
	b.places = b.places[:len(b.places)-1]
	return last
}

// refuses reports whether a place of this score need not be offered. It is right about most, and quick.
func (b *best) refuses(score float64) bool {
	return b.order == search.ByRelevance && !b.reverse && len(b.places) == b.size && score < b.places[0].score
}

func (b *best) offer(p place) {
	switch {
	case len(b.places) < b.size:
		heap.Push(b, p)
	case b.compare(p, b.places[0]) < 0:
		b.places[0] = p
		heap.Fix(b, 0)
	}
}

// page returns the places from offset on, in order.
func (b *best) page(offset int) []place {
	slices.SortFunc(b.places, b.compare)
	return b.places[offset:]
}
