package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"

	"raqam/search"
)

// evaluator finds the rows of one segment that match a query, as search.Evaluate defines it.
type evaluator struct {
	ctx    context.Context
	seg    *segment
	loose  bool
	leaves map[search.Node]leaf // of words and phrases, found once though ranked later
}

// leaf is where a word or phrase was found: anywhere, and in what the claim counts.
type leaf struct{ any, near *roaring.Bitmap }

// eval returns the rows of within that match. It does not change within and may return it.
func (e *evaluator) eval(n search.Node, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if err := e.ctx.Err(); err != nil {
		return nil, err
	}
	switch n := n.(type) {
	case search.All:
		return within, nil
	case search.And:
		return e.and(n, within)
	case search.Or:
		found := roaring.New()
		for _, child := range n.Nodes {
			rows, err := e.eval(child, within)
			if err != nil {
				return nil, err
			}
			found.Or(rows)
		}
		return found, nil
	case search.Not:
		rows, err := e.eval(n.Node, within)
		if err != nil {
			return nil, err
		}
		return roaring.AndNot(within, rows), nil
	case search.Word, search.Phrase:
		l, err := e.leaf(n)
		if err != nil {
			return nil, err
		}
		return roaring.And(within, l.any), nil
	case search.Text:
		pattern := search.NewPattern(n.Text, n.Prefix)
		return e.dictionary(n.Field, within, func(_, keys string) bool { return pattern.In(keys) })
	case search.Is:
		return e.is(n, within)
	case search.Number:
		return e.number(n, within)
	case search.Period:
		return e.period(n, within)
	}
	return nil, fmt.Errorf("bleveindex: unknown query node %T", n)
}

// and takes the cheapest conditions first, so that the dear ones see few rows.
func (e *evaluator) and(n search.And, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	nodes := slices.Clone(n.Nodes)
	slices.SortStableFunc(nodes, func(a, b search.Node) int { return cmp.Compare(cost(a), cost(b)) })
	for _, child := range nodes {
		if within.IsEmpty() {
			break
		}
		var err error
		if within, err = e.eval(child, within); err != nil {
			return nil, err
		}
	}
	return within, nil
}

func cost(n search.Node) int {
	switch n := n.(type) {
	case search.Word:
		if n.Prefix {
			return 1
		}
		return 0
	case search.Phrase:
		return 1
	case search.Text, search.Is:
		return 2
	case search.Number, search.Period:
		return 3
	}
	return 4
}

// leaf finds a word or phrase among all live rows.
func (e *evaluator) leaf(n search.Node) (leaf, error) {
	if l, ok := e.leaves[n]; ok {
		return l, nil
	}
	text, prefix := "", false
	switch n := n.(type) {
	case search.Word:
		text, prefix = n.Text, n.Prefix
	case search.Phrase:
		text = n.Text
	}
	l := leaf{roaring.New(), roaring.New()}
	for _, reading := range search.Readings(text) {
		if len(reading) == 0 {
			continue
		}
		terms := make([]string, len(reading))
		for i, t := range reading {
			terms[i] = t.Key
		}
		inText, err := e.seg.rowsWith(textField, terms, prefix)
		if err != nil {
			return leaf{}, err
		}
		near, err := e.seg.rowsWith(nearField, terms, prefix)
		if err != nil {
			return leaf{}, err
		}
		l.near.Or(near)
		l.any.Or(inText)
		l.any.Or(near)
	}
	e.leaves[n] = l
	return l, nil
}

// dictionary returns the rows whose text of a field is wanted, looking at each different text once.
func (e *evaluator) dictionary(field string, within *roaring.Bitmap, want func(text, keys string) bool) (*roaring.Bitmap, error) {
	c := e.seg.columns
	if f := slices.Index(rowFields[:], field); f >= 0 {
		wanted, ids := c.rowFields[f].matching(want), c.rowIDs[f]
		return e.filter(within, func(row uint32) bool { return wanted[ids[row]] })
	}
	if f := slices.Index(articleFields[:], field); f >= 0 {
		wanted, ids := c.articleFields[f].matching(want), c.articleIDs[f]
		return e.filter(within, func(row uint32) bool { return wanted[ids[c.article[row]]] })
	}
	return nil, fmt.Errorf("bleveindex: no column for the field %q", field)
}

func (e *evaluator) is(n search.Is, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	if n.Field == "site" {
		return e.dictionary("url", within, func(text, _ string) bool { return search.OnSite(text, n.Value) })
	}
	return e.dictionary(n.Field, within, func(text, _ string) bool { return text == n.Value })
}

func (e *evaluator) number(n search.Number, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	condition, err := n.Condition()
	if err != nil {
		return nil, err
	}
	c := e.seg.columns
	low, high := c.amounts(n.Field)
	bounds, values := c.rowIDs[boundField], len(c.numbers.values)+1
	// Many claims state the same figure with the same bound: what was answered once is kept, by bound and number.
	const unknown, no, yes = 0, 1, 2
	answers := make([]uint8, values*len(c.rowFields[boundField].texts))
	return e.filter(within, func(row uint32) bool {
		if low[row] == 0 {
			return false
		}
		if low[row] != high[row] {
			return condition.Matches(c.figure(n.Field, row), e.loose)
		}
		answer := &answers[int(bounds[row])*values+int(low[row])]
		if *answer == unknown {
			*answer = no
			if condition.Matches(c.figure(n.Field, row), e.loose) {
				*answer = yes
			}
		}
		return *answer == yes
	})
}

func (e *evaluator) period(n search.Period, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	c, asked := e.seg.columns, n.Span()
	span := func(row uint32) search.Span { return search.Span{From: c.dateFrom[row], To: c.dateTo[row]} }
	switch n.Field {
	case "year":
		span = func(row uint32) search.Span { return search.Span{From: c.yearFrom[row], To: c.yearTo[row]} }
	case "published":
		span = func(row uint32) search.Span {
			a := c.article[row]
			return search.Span{From: c.dayFrom[a], To: c.dayTo[a]}
		}
	}
	return e.filter(within, func(row uint32) bool { return span(row).Overlaps(asked) })
}

// filter keeps the rows for which ok holds.
func (e *evaluator) filter(within *roaring.Bitmap, ok func(row uint32) bool) (*roaring.Bitmap, error) {
	found := roaring.New()
	read, kept := make([]uint32, 4096), make([]uint32, 0, 4096)
	for it := within.ManyIterator(); ; {
		n := it.NextMany(read)
		if n == 0 {
			return found, nil
		}
		if err := e.ctx.Err(); err != nil {
			return nil, err
		}
		kept = kept[:0]
		for _, row := range read[:n] {
			if ok(row) {
				kept = append(kept, row)
			}
		}
		found.AddMany(kept)
	}
}
