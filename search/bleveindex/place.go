package bleveindex

import (
	"cmp"
	"math"
	"strings"

	"raqam/search"
)

// place is a row that matched, with what it is sorted by.
type place struct {
	seg       *segment
	row       uint32
	score     float64
	published int64 // search.PublishedKey
}

func (s *segment) place(row uint32) place {
	return place{seg: s, row: row, published: s.columns.published[s.columns.article[row]]}
}

func (p place) id() string { return p.seg.columns.ids.at(p.row) }

func (p place) statement() uint64 {
	return p.seg.columns.statements.numbers[p.seg.columns.statement[p.row]]
}

// compare orders places as search.Compare orders hits.
func compare(order search.Order, reverse bool, a, b place) int {
	d := 0
	switch order {
	case search.ByRelevance:
		d = turned(cmp.Compare(b.score, a.score), reverse)
	case search.ByValue:
		d = compareAmounts("value", reverse, a, b)
	case search.ByMoney:
		d = compareAmounts("money", reverse, a, b)
	case search.ByDate:
		const undated = math.MaxInt64 // see search.PublishedKey
		x, y := a.published, b.published
		if d = cmp.Compare(x, y); x != undated && y != undated {
			d = turned(d, reverse)
		}
	}
	if d != 0 {
		return d
	}
	if d := cmp.Compare(a.published, b.published); d != 0 {
		return d
	}
	return strings.Compare(a.id(), b.id())
}

func turned(d int, reverse bool) int {
	if reverse {
		return -d
	}
	return d
}

func compareAmounts(field string, reverse bool, a, b place) int {
	low, _ := a.seg.columns.amounts(field)
	high, _ := b.seg.columns.amounts(field)
	x, y := low[a.row], high[b.row]
	switch {
	case x == 0 || y == 0:
		return -cmp.Compare(min(x, 1), min(y, 1)) // without one: last
	case a.seg == b.seg:
		return turned(cmp.Compare(x, y), reverse)
	}
	return turned(a.seg.columns.numbers.values[x-1].Compare(b.seg.columns.numbers.values[y-1]), reverse)
}

// seenBefore orders places as search.SeenBefore orders records.
func seenBefore(a, b place) int {
	const minutes = 24 * 60 // of a day, in a search.PublishedKey
	x, y := a.published, b.published
	if d := cmp.Compare(x/minutes, y/minutes); d != 0 {
		return d
	}
	if d := cmp.Compare(a.reprinted(), b.reprinted()); d != 0 {
		return d
	}
	return cmp.Or(cmp.Compare(x, y), cmp.Compare(a.repeats(), b.repeats()), strings.Compare(a.id(), b.id()))
}

// reprinted is 1 where the article is a reprint, else 0.
func (p place) reprinted() int {
	return min(len(p.seg.columns.articleText(reprintField, p.row)), 1)
}

// repeats is 1 where the claim is said again further down, else 0.
func (p place) repeats() int {
	c := p.seg.columns
	if c.rowFields[repeatsField].texts[c.rowIDs[repeatsField][p.row]] == "yes" {
		return 1
	}
	return 0
}
