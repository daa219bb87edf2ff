package searchtest

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"

	"raqam/search"
)

func (s *oracle) Facet(ctx context.Context, q search.Query, o search.FacetOptions) (*search.Facet, error) {
	if !slices.Contains(search.FacetFields(), o.Field) {
		return nil, fmt.Errorf("no facet %q", o.Field)
	}
	found, err := s.matches(ctx, q, o.Loose)
	if err != nil {
		return nil, err
	}
	f := &search.Facet{Field: o.Field, Total: len(found)}
	keyed := map[string][]search.Record{}
	for _, r := range found {
		keys := keysOf(o.Field, r)
		if len(keys) == 0 {
			f.None++
		}
		for _, key := range keys {
			keyed[key] = append(keyed[key], r)
		}
	}
	wanted := search.NewPattern(o.Prefix, true)
	for key, records := range keyed {
		label := key
		if o.Field != "year" {
			label = labelOf(o.Field, records)
		}
		if o.Prefix == "" || wanted.In(search.Keys(label)) {
			f.Values = append(f.Values, search.FacetValue{Label: label, Count: len(records)})
		}
	}
	slices.SortFunc(f.Values, func(a, b search.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label))
	})
	limit := o.Limit
	if limit <= 0 {
		limit = 10
	}
	if len(f.Values) > limit {
		f.More, f.Values = len(f.Values)-limit, f.Values[:limit]
	}
	return f, nil
}

// keysOf returns the facet values of a record: none, one, or several years.
func keysOf(field string, r search.Record) []string {
	if field == "year" {
		span := search.TimesOf(r.Claim).Year
		if span == (search.Span{}) {
			return nil
		}
		var years []string
		first, last := span.Years()
		for y := first; y <= last; y++ {
			years = append(years, strconv.Itoa(y))
		}
		return years
	}
	if key := search.GroupOf(field, search.FieldText(field, r)).Key; key != "" {
		return []string{key}
	}
	return nil
}

// labelOf returns how most of the records spell a value they share.
func labelOf(field string, records []search.Record) string {
	spellings := map[string]int{}
	for _, r := range records {
		spellings[search.GroupOf(field, search.FieldText(field, r)).Label]++
	}
	return slices.MinFunc(slices.Collect(maps.Keys(spellings)), func(a, b string) int {
		return cmp.Or(cmp.Compare(spellings[b], spellings[a]), cmp.Compare(a, b))
	})
}

// outlets lists the different outlets of the records.
func outlets(records []search.Record) []string {
	var labels []string
	for key, group := range by(records, func(r search.Record) string { return groupOf("outlet", r).Key }) {
		if key != "" {
			labels = append(labels, labelOf("outlet", group))
		}
	}
	slices.Sort(labels)
	return labels
}

func (s *oracle) Aggregate(ctx context.Context, q search.Query, o search.AggregateOptions) (*search.Aggregation, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	found, err := s.matches(ctx, q, o.Loose)
	if err != nil {
		return nil, err
	}
	a := &search.Aggregation{Total: len(found)}
	type groupKey struct {
		first, second string
		measure       search.Measure
	}
	groups := map[groupKey][]search.Record{}
	for _, r := range found {
		if _, ok := search.FigureOf(o.Of, r.Claim); !ok && o.Of != "" {
			a.Without++
			continue
		}
		var keys [2]string
		for i, field := range o.By {
			keys[i] = groupOf(field, r).Key
		}
		key := groupKey{keys[0], keys[1], measure(o.Of, r)}
		groups[key] = append(groups[key], r)
	}
	if len(groups) > search.MaxGroups {
		return nil, fmt.Errorf("%d groups: %w", len(groups), search.ErrTooMany)
	}
	for key, records := range groups {
		g := aggregate(o.Of, records)
		g.Measure = key.measure
		for _, field := range o.By {
			g.Labels = append(g.Labels, groupLabel(field, records))
		}
		a.Groups = append(a.Groups, g)
	}
	slices.SortFunc(a.Groups, func(a, b search.Aggregate) int {
		return cmp.Or(slices.Compare(a.Labels, b.Labels), a.Measure.Compare(b.Measure))
	})
	return a, nil
}

func groupOf(field string, r search.Record) search.Group {
	label := ""
	switch field {
	case "year":
		label = search.YearGroup(search.TimesOf(r.Claim).Year)
	case "month":
		label = search.MonthGroup(search.TimesOf(r.Claim).Date)
	default:
		return search.GroupOf(field, search.FieldText(field, r))
	}
	return search.Group{Key: label, Label: label}
}

func groupLabel(field string, records []search.Record) string {
	if field == "year" || field == "month" {
		return groupOf(field, records[0]).Label
	}
	return labelOf(field, records)
}

func measure(of string, r search.Record) search.Measure {
	m := search.ReadMeasure(search.FieldText("measure", r))
	switch of {
	case "":
		return search.Measure{}
	case "money":
		return m.InRial()
	}
	return m
}

// aggregate measures one group.
func aggregate(of string, records []search.Record) search.Aggregate {
	slices.SortFunc(records, search.SeenBefore)
	g := search.Aggregate{
		Claims: len(records), Outlets: outlets(records),
		First: pointOf(of, records[0]), Last: pointOf(of, records[len(records)-1]),
	}
	var firsts []search.Record // of each statement
	seen := map[string]bool{}
	for _, r := range records {
		if !seen[r.Statement] {
			seen[r.Statement] = true
			firsts = append(firsts, r)
		}
	}
	g.Statements = len(firsts)
	if of == "" {
		return g
	}
	figure := func(r search.Record) search.Figure { f, _ := search.FigureOf(of, r.Claim); return f }
	g.Least = pointOf(of, slices.MinFunc(firsts, func(a, b search.Record) int { return figure(a).Low.Compare(figure(b).Low) }))
	g.Greatest = pointOf(of, slices.MinFunc(firsts, func(a, b search.Record) int { return figure(b).High.Compare(figure(a).High) }))
	sum := new(big.Rat)
	middles := make([]*big.Rat, len(firsts))
	for i, r := range firsts {
		middles[i] = rational(search.Middle(figure(r).Low, figure(r).High))
		sum.Add(sum, middles[i])
	}
	slices.SortFunc(middles, (*big.Rat).Cmp)
	low, high := middles[(len(middles)-1)/2], middles[len(middles)/2]
	g.Sum = canonical(sum)
	g.Median = canonical(new(big.Rat).Mul(new(big.Rat).Add(low, high), big.NewRat(1, 2)))
	return g
}

// pointOf is what a group tells about one of its records.
func pointOf(of string, r search.Record) search.Point {
	p := search.Point{ID: r.ID, Bound: r.Bound}
	f, ok := search.FigureOf(cmp.Or(of, "value"), r.Claim)
	if !ok {
		return p
	}
	p.Value = f.Low.String()
	if f.High.Compare(f.Low) != 0 {
		p.High = f.High.String()
	}
	return p
}

// rational and canonical go through the printed form, so that the arithmetic here is not that of package search.
func rational(x search.Exact) *big.Rat {
	r, ok := new(big.Rat).SetString(x.String())
	if !ok {
		panic("searchtest: no number " + x.String())
	}
	return r
}

func canonical(r *big.Rat) string {
	if digits, finite := r.FloatPrec(); finite {
		return r.FloatString(digits)
	}
	return r.RatString()
}
