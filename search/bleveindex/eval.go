package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"math/bits"
	"slices"

	"github.com/bits-and-blooms/bitset"

	"raqam/search"
)

// evaluator finds the rows of one segment that match a query, as search.Matches defines it.
type evaluator struct {
	ctx    context.Context
	seg    *segment
	loose  bool
	leaves map[search.Node]leaf // of words and phrases, found once though ranked later
}

// leaf is where a word or phrase was found: anywhere, and in what the claim counts.
type leaf struct{ any, near *bitset.BitSet }

// eval returns the rows of within that match. It does not change within and may return it.
func (e *evaluator) eval(n search.Node, within *bitset.BitSet) (*bitset.BitSet, error) {
	if err := e.ctx.Err(); err != nil {
		return nil, err
	}
	switch n := n.(type) {
	case search.All:
		return within, nil
	case search.And:
		return e.and(n, within)
	case search.Or:
		found := bitset.New(within.Len())
		for _, child := range n.Nodes {
			rows, err := e.eval(child, within)
			if err != nil {
				return nil, err
			}
			found.InPlaceUnion(rows)
		}
		return found, nil
	case search.Not:
		rows, err := e.eval(n.Node, within)
		if err != nil {
			return nil, err
		}
		return within.Difference(rows), nil
	case search.Word, search.Phrase:
		l, err := e.leaf(n)
		if err != nil {
			return nil, err
		}
		return within.Intersection(l.any), nil
	case search.Text:
		return e.text(n, within)
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
func (e *evaluator) and(n search.And, within *bitset.BitSet) (*bitset.BitSet, error) {
	nodes := slices.Clone(n.Nodes)
	slices.SortStableFunc(nodes, func(a, b search.Node) int { return cmp.Compare(cost(a), cost(b)) })
	for _, child := range nodes {
		if within.None() {
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
	l := leaf{bitset.New(e.seg.live.Len()), bitset.New(e.seg.live.Len())}
	for _, reading := range search.Readings(text) {
		if len(reading) == 0 {
			continue
		}
		terms := keysOf(reading)
		inText, err := e.seg.rowsInText(terms, prefix)
		if err != nil {
			return leaf{}, err
		}
		l.any.InPlaceUnion(inText)
		l.near.InPlaceUnion(e.seg.rowsNear(terms, prefix))
	}
	l.any.InPlaceUnion(l.near)
	e.leaves[n] = l
	return l, nil
}

// text finds words in a field.
func (e *evaluator) text(n search.Text, within *bitset.BitSet) (*bitset.BitSet, error) {
	c := e.seg.columns
	if f := rowField(n.Field); f >= 0 && c.rowFields[f].words != nil {
		return e.rows(f, c.rowFields[f].matching(n), within)
	}
	if f := articleField(n.Field); f >= 0 && c.articleFields[f].words != nil {
		return e.articles(f, c.articleFields[f].matching(n), within)
	}
	return nil, fmt.Errorf("bleveindex: no words in the field %q", n.Field)
}

// is compares a field as it is.
func (e *evaluator) is(n search.Is, within *bitset.BitSet) (*bitset.BitSet, error) {
	c := e.seg.columns
	want := func(text string) bool { return search.TextIs(n.Field, text, n.Value) }
	switch n.Field {
	case "id":
		found := bitset.New(within.Len())
		if row, ok := e.seg.row(n.Value); ok && within.Test(uint(row)) {
			found.Set(uint(row))
		}
		return found, nil
	case "claim":
		number := statementNumber(n.Value)
		if statementText(number) != n.Value {
			return bitset.New(within.Len()), nil
		}
		return e.having(c.statement, c.inverse.statement.of(c.statement, len(c.statements.numbers)), c.statements.find(number), within)
	case "key":
		return e.having(c.key, c.inverse.key.of(c.key, len(c.keys.numbers)), c.keys.find(keyNumber(n.Value)), within)
	case "reprint":
		want = func(of string) bool { return (of != "") == (n.Value == "yes") }
		return e.articles(reprintField, c.articleFields[reprintField].where(want), within)
	case "site", "url":
		return e.articles(urlField, c.articleFields[urlField].where(want), within)
	}
	if f := rowField(n.Field); f >= 0 {
		return e.rows(f, c.rowFields[f].where(want), within)
	}
	if f := articleField(n.Field); f >= 0 {
		return e.articles(f, c.articleFields[f].where(want), within)
	}
	return nil, fmt.Errorf("bleveindex: no column for the field %q", n.Field)
}

// rows returns the rows that have one of some ids in a column.
func (e *evaluator) rows(f int, ids []uint32, within *bitset.BitSet) (*bitset.BitSet, error) {
	c := e.seg.columns
	return e.having(c.rowIDs[f], c.inverse.rowFields[f].of(c.rowIDs[f], len(c.rowFields[f].texts)), ids, within)
}

// having returns the rows that have one of some ids in a column, by whichever way is shorter: from the ids or from the rows.
func (e *evaluator) having(column []uint32, inverse *inverted, ids []uint32, within *bitset.BitSet) (*bitset.BitSet, error) {
	if inverse.count(ids) <= int(within.Count()) {
		found := e.seg.having(inverse, ids)
		found.InPlaceIntersection(within)
		return found, e.ctx.Err()
	}
	wanted := bitset.New(uint(len(inverse.starts)))
	for _, id := range ids {
		wanted.Set(uint(id))
	}
	return e.filter(within, func(row uint32) bool { return wanted.Test(uint(column[row])) })
}

// articles returns the rows of the articles that have one of some ids in a column of the article table.
func (e *evaluator) articles(f int, ids []uint32, within *bitset.BitSet) (*bitset.BitSet, error) {
	c := e.seg.columns
	return e.ofArticles(c.inverse.articleFields[f].of(c.articleIDs[f], len(c.articleFields[f].texts)), ids, within)
}

func (e *evaluator) ofArticles(inverse *inverted, ids []uint32, within *bitset.BitSet) (*bitset.BitSet, error) {
	first := e.seg.columns.firstOf
	found := bitset.New(within.Len())
	for _, id := range ids {
		for _, article := range inverse.of(id) {
			for row := first[article]; row < first[article+1]; row++ {
				found.Set(uint(row))
			}
		}
	}
	found.InPlaceIntersection(within)
	return found, e.ctx.Err()
}

func (e *evaluator) period(n search.Period, within *bitset.BitSet) (*bitset.BitSet, error) {
	c := e.seg.columns
	ids, times := c.spans.overlapping(n.Span()), len(c.spans.list)
	switch n.Field {
	case "year":
		return e.having(c.year, c.inverse.year.of(c.year, times), ids, within)
	case "published":
		return e.ofArticles(c.inverse.day.of(c.day, times), ids, within)
	}
	return e.having(c.date, c.inverse.date.of(c.date, times), ids, within)
}

// filter keeps the rows for which ok holds.
func (e *evaluator) filter(within *bitset.BitSet, ok func(row uint32) bool) (*bitset.BitSet, error) {
	found := within.Clone()
	words := found.Words()
	for w, word := range words {
		if w%1024 == 0 && e.ctx.Err() != nil {
			return nil, e.ctx.Err()
		}
		for ; word != 0; word &= word - 1 {
			bit := bits.TrailingZeros64(word)
			if !ok(uint32(w<<6 + bit)) {
				words[w] &^= 1 << bit
			}
		}
	}
	return found, nil
}
