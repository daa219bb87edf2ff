package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"raqam/search"
)

// Facet implements search.Faceter.
func (s *Searcher) Facet(ctx context.Context, q search.Query, o search.FacetOptions) (*search.Facet, error) {
	if !slices.Contains(search.FacetFields(), o.Field) {
		return nil, fmt.Errorf("no facet %q", o.Field)
	}
	var facet *search.Facet
	err := s.find(ctx, q, o.Loose, func(found []match) error {
		facet = facetOf(found, o)
		return ctx.Err()
	})
	return facet, err
}

func facetOf(found []match, o search.FacetOptions) *search.Facet {
	facet := &search.Facet{Field: o.Field, Total: total(found)}
	values := newSpellings(o.Field)
	for _, m := range found {
		c := m.evaluator.seg.columns
		if o.Field == "year" {
			for id, n := range m.tally(c.year, nil, len(c.spans.list)) {
				countYears(values, c.spans.list[id], n)
			}
			continue
		}
		d, ids, articles := c.column(o.Field)
		groups := d.grouped(o.Field)
		for id, n := range m.tally(ids, articles, len(d.texts)) {
			if n > 0 {
				values.add(groups[id], n)
			}
		}
	}
	wanted := search.NewPattern(o.Prefix, true)
	for key, spelled := range values.counts {
		n := 0
		for _, count := range spelled {
			n += count
		}
		label := values.label(key)
		switch {
		case key == "":
			facet.None += n
		case o.Prefix == "" || wanted.In(search.Keys(label)):
			facet.Values = append(facet.Values, search.FacetValue{Label: label, Count: n})
		}
	}
	slices.SortFunc(facet.Values, func(a, b search.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label))
	})
	limit := o.Limit
	if limit <= 0 {
		limit = 10
	}
	if len(facet.Values) > limit {
		facet.More, facet.Values = len(facet.Values)-limit, facet.Values[:limit]
	}
	return facet
}

// tally counts the rows by what they have in a column below limit: of rows, or, through the rows' articles, of the article table.
func (m match) tally(column, articles []uint32, limit int) []int {
	counts := make([]int, limit)
	if articles != nil {
		m.each(func(row uint32) { counts[column[articles[row]]]++ })
	} else {
		m.each(func(row uint32) { counts[column[row]]++ })
	}
	return counts
}

// column returns the dictionary and the column of a field; articles is nil where the column is one of rows, else each row's place in it.
func (c *columns) column(field string) (d *dictionary, ids, articles []uint32) {
	if f := rowField(field); f >= 0 {
		return &c.rowFields[f], c.rowIDs[f], nil
	}
	f := articleField(field)
	return &c.articleFields[f], c.articleIDs[f], c.article
}

// countYears counts n claims for each year of a span.
func countYears(values *spellings, span search.Span, n int) {
	if n == 0 {
		return
	}
	if span == (search.Span{}) {
		values.add(search.Group{}, n)
		return
	}
	first, last := span.Years()
	for y := first; y <= last; y++ {
		label := strconv.Itoa(y)
		values.add(search.Group{Key: label, Label: label}, n)
	}
}
