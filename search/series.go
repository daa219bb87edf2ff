package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"raqam/claim"
)

// Series is what was claimed of a thing from year to year, or month to month.
type Series struct {
	By    []string // what it was asked by
	Rows  []SeriesRow
	Total int // matches of the query
	// Without counts the matches that have no figure of the kind that is measured.
	Without int
}

// SeriesRow is one period, or one period of a speaker, outlet … with the figures claimed for it. Periods come in order: a year, then the spans
// of several years that begin with it, and at the end what speaks of no time. A series may also be by something else than time; then Period is
// the value of that, and there are no gaps.
type SeriesRow struct {
	Period string // "1399", "1399-08"; "1397..1401" for figures that speak of several years, "" for those without a time
	Label  string // the value of the second field, "" where it holds nothing
	Status string // Claimed, SeriesPlanned or SeriesNegated
	Gap    bool   // no claim speaks of this period alone: a gap is unknown, not zero; all of Aggregate is empty
	Aggregate
}

// The rows of a series keep apart what is said to be so, what is promised and what is denied.
const (
	SeriesClaimed = "claimed" // done, ongoing or stated
	SeriesPlanned = string(claim.Planned)
	SeriesNegated = string(claim.Negated)
)

// maxGaps bounds how long a time without claims is told period by period.
const maxGaps = 240

// NewSeries asks for the series of what matches q, by year where o.By is empty. Where q asks for years, the series goes from the first of them to
// the last, else from the first to the last claimed.
func NewSeries(ctx context.Context, a Aggregator, q Query, o AggregateOptions) (*Series, error) {
	if len(o.By) == 0 {
		o.By = []string{"year"}
	}
	if o.Of == "" {
		o.Of = "value"
	}
	s := &Series{By: o.By}
	planned, negated := Is{"status", SeriesPlanned}, Is{"status", SeriesNegated}
	for _, part := range []struct {
		status string
		nodes  []Node
	}{
		{SeriesClaimed, []Node{q.Root, Not{planned}, Not{negated}}}, {SeriesPlanned, []Node{q.Root, planned}}, {SeriesNegated, []Node{q.Root, negated}},
	} {
		groups, err := a.Aggregate(ctx, Query{allOf(part.nodes)}, o)
		if err != nil {
			return nil, err
		}
		s.Total, s.Without = s.Total+groups.Total, s.Without+groups.Without
		for _, g := range groups.Groups {
			row := SeriesRow{Period: g.Labels[0], Status: part.status, Aggregate: g}
			if len(g.Labels) > 1 {
				row.Label = g.Labels[1]
			}
			s.Rows = append(s.Rows, row)
		}
	}
	if o.By[0] == "year" || o.By[0] == "month" {
		s.addGaps(askedYears(q.Root))
	}
	slices.SortStableFunc(s.Rows, func(a, b SeriesRow) int {
		return cmp.Or(comparePeriods(a.Period, b.Period), cmp.Compare(a.Label, b.Label), a.Measure.Compare(b.Measure), cmp.Compare(a.Status, b.Status))
	})
	return s, nil
}

// comparePeriods puts a period before those it begins, and no period at the end.
func comparePeriods(a, b string) int {
	if (a == "") != (b == "") {
		return falseFirst(a == "", b == "")
	}
	return cmp.Compare(a, b)
}

// askedYears returns the years a query is limited to, 0 where it is not.
func askedYears(n Node) (from, to int) {
	nodes := []Node{n}
	if and, ok := n.(And); ok {
		nodes = and.Nodes
	}
	for _, n := range nodes {
		if p, ok := n.(Period); ok && p.Field != "published" {
			if p.From.Year > from {
				from = p.From.Year
			}
			if p.To.Year != 0 && (to == 0 || p.To.Year < to) {
				to = p.To.Year
			}
		}
	}
	return from, to
}

// addGaps adds a row for each period between the first and the last that none speaks of.
func (s *Series) addGaps(from, to int) {
	spoken := map[string]bool{}
	first, last := "", ""
	for _, row := range s.Rows {
		if row.Period == "" {
			continue
		}
		spoken[row.Period] = true
		if !strings.Contains(row.Period, "..") {
			first, last = cmp.Or(min(first, row.Period), row.Period), max(last, row.Period)
		}
	}
	if len(spoken) == 0 {
		return
	}
	periods := func(year int) []string { return []string{fmt.Sprintf("%04d", year)} }
	if s.By[0] == "month" {
		periods = func(year int) []string {
			var months []string
			for m := 1; m <= 12; m++ {
				months = append(months, fmt.Sprintf("%04d-%02d", year, m))
			}
			return months
		}
	}
	if from == 0 {
		from = yearOf(first)
	} else {
		first = ""
	}
	if to == 0 {
		to = yearOf(last)
	} else {
		last = ""
	}
	var gaps []SeriesRow
	for year := from; year <= to && from != 0; year++ {
		for _, period := range periods(year) {
			if spoken[period] || first != "" && period < first || last != "" && period > last {
				continue
			}
			if gaps = append(gaps, SeriesRow{Period: period, Gap: true}); len(gaps) > maxGaps {
				return
			}
		}
	}
	s.Rows = append(s.Rows, gaps...)
}

// yearOf reads the year a period begins with; 0 where there is none.
func yearOf(period string) int {
	year, _ := strconv.Atoi(period[:min(4, len(period))]) // a label made by YearGroup
	return year
}
