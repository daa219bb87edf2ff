package bleveindex

import (
	"cmp"
	"container/heap"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"raqam/search"
)

// defaultLimit is what a Limit of 0 means.
const defaultLimit = 20

// place is a row that matched, with what it is sorted by.
type place struct {
	seg   *segment
	row   uint32
	score float64
}

// compare orders places as search.Compare orders hits.
func compare(o search.Order, a, b place) int {
	d := 0
	switch o {
	case search.ByRelevance:
		d = cmp.Compare(b.score, a.score)
	case search.ByValue:
		d = compareValues(a, b)
	}
	if d != 0 {
		return d
	}
	x, y := a.seg.columns, b.seg.columns
	if d := cmp.Compare(x.published[x.article[a.row]], y.published[y.article[b.row]]); d != 0 {
		return d
	}
	return strings.Compare(x.ids[a.row], y.ids[b.row])
}

func compareValues(a, b place) int {
	x, y := a.seg.columns.value[a.row], b.seg.columns.value[b.row]
	switch {
	case x == 0 || y == 0:
		return -cmp.Compare(min(x, 1), min(y, 1)) // without a value: last
	case a.seg == b.seg:
		return cmp.Compare(x, y)
	}
	return a.seg.columns.numbers.values[x-1].Compare(b.seg.columns.numbers.values[y-1])
}

// rank returns the asked page of the matches. claims is how many there are in all.
func rank(found []match, claims int, q search.Query, o search.Options) ([]place, error) {
	limit := o.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	offset := max(o.Offset, 0)
	total := 0
	for _, m := range found {
		total += int(m.rows.GetCardinality())
	}
	if offset >= total {
		return nil, nil
	}
	top := &best{order: o.Sort, size: offset + min(limit, total-offset)}
	scores, err := score(found, claims, q, o.Sort)
	if err != nil {
		return nil, err
	}
	for i, m := range found {
		n := 0
		for it := m.rows.Iterator(); it.HasNext(); n++ {
			p := place{seg: m.evaluator.seg, row: it.Next()}
			if scores != nil {
				p.score = scores[i][n]
			}
			top.offer(p)
		}
	}
	slices.SortFunc(top.places, func(a, b place) int { return compare(o.Sort, a, b) })
	return top.places[offset:], nil
}

// score returns the score of every match, in the order of the rows; nil where it is not asked for.
func score(found []match, claims int, q search.Query, order search.Order) ([][]float64, error) {
	leaves := search.Leaves(q.Root)
	if order != search.ByRelevance || len(leaves) == 0 {
		return nil, nil
	}
	scores := make([][]float64, len(found))
	for i, m := range found {
		scores[i] = make([]float64, m.rows.GetCardinality())
	}
	for _, n := range leaves {
		having := 0
		places := make([]leaf, len(found))
		for i, m := range found {
			var err error
			if places[i], err = m.evaluator.leaf(n); err != nil {
				return nil, err
			}
			having += int(places[i].any.GetCardinality())
		}
		plain, near := search.Weight(claims, having, false), search.Weight(claims, having, true)
		for i, m := range found {
			addWeight(scores[i], m.rows, places[i], plain, near)
		}
	}
	return scores, nil
}

// addWeight adds what a leaf weighs to the score of each row that has it.
func addWeight(scores []float64, rows *roaring.Bitmap, l leaf, plain, near float64) {
	n := 0
	for it := rows.Iterator(); it.HasNext(); n++ {
		row := it.Next()
		switch {
		case l.near.Contains(row):
			scores[n] += near
		case l.any.Contains(row):
			scores[n] += plain
		}
	}
}

// best keeps the first places of an order: a heap with the last of them on top.
type best struct {
	order  search.Order
	size   int
	places []place
}

func (b *best) Len() int           { return len(b.places) }
func (b *best) Less(i, j int) bool { return compare(b.order, b.places[i], b.places[j]) > 0 }
func (b *best) Swap(i, j int)      { b.places[i], b.places[j] = b.places[j], b.places[i] }
func (b *best) Push(x any)         { b.places = append(b.places, x.(place)) }

func (b *best) Pop() any {
	last := b.places[len(b.places)-1]
	b.places = b.places[:len(b.places)-1]
	return last
}

func (b *best) offer(p place) {
	switch {
	case len(b.places) < b.size:
		heap.Push(b, p)
	case compare(b.order, p, b.places[0]) < 0:
		b.places[0] = p
		heap.Fix(b, 0)
	}
}
