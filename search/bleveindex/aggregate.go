package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"raqam/search"
)

// Aggregate implements search.Aggregator.
func (s *Searcher) Aggregate(ctx context.Context, q search.Query, o search.AggregateOptions) (*search.Aggregation, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	var result *search.Aggregation
	err := s.find(ctx, q, o.Loose, func(found []match) (err error) {
		result, err = aggregate(ctx, found, o)
		return err
	})
	return result, err
}

// aggregate divides the rows of each segment, puts the parts of each group together, and measures the groups; all on all processors.
func aggregate(ctx context.Context, found []match, o search.AggregateOptions) (*search.Aggregation, error) {
	result := &search.Aggregation{Total: total(found)}
	divided := make([]divided, len(found))
	if err := parallel(ctx, len(found), func(i int) (err error) {
		divided[i], err = divide(ctx, found[i], o)
		return err
	}); err != nil {
		return nil, err
	}
	var groups []*group
	known := map[groupKey]*group{}
	for _, d := range divided {
		result.Without += d.without
		for key, p := range d.parts {
			g := known[key]
			if g == nil {
				if len(groups) == search.MaxGroups {
					return nil, fmt.Errorf("more than %d groups: %w", search.MaxGroups, search.ErrTooMany)
				}
				g = &group{key: key}
				known[key], groups = g, append(groups, g)
			}
			g.parts = append(g.parts, p)
		}
	}
	result.Groups = make([]search.Aggregate, len(groups))
	if err := parallel(ctx, len(groups), func(i int) error {
		result.Groups[i] = groups[i].measure(o)
		return nil
	}); err != nil {
		return nil, err
	}
	slices.SortFunc(result.Groups, func(a, b search.Aggregate) int {
		return cmp.Or(slices.Compare(a.Labels, b.Labels), a.Measure.Compare(b.Measure))
	})
	return result, nil
}

// groupKey is what the claims of a group have in common.
type groupKey struct {
	by      [2]string // keys of search.Group
	measure search.Measure
}

// divided is one segment's rows by group.
type divided struct {
	parts   map[groupKey]*portion
	without int // rows that have nothing to measure
}

// cell are the rows of one segment that stand alike in all columns looked at, by the ids of two fields and of the measure. Several cells make
// a group where a value is spelled in several ways.
type cell struct {
	ids     [3]uint32
	entries []entry
}

// entry is what is looked at of a row. It is copied while going through the rows in order, for memory is slow to be read in any other.
type entry struct {
	published              int64
	row, outlet, statement uint32
	low, high              uint32 // ids of the two ends of the figure; 0 where it has none
}

// maxCells bounds what a careless question can take of the memory; groups come to their own limit first as a rule.
const maxCells = 1 << 20

// divide puts the rows of one segment into groups.
func divide(ctx context.Context, m match, o search.AggregateOptions) (divided, error) {
	c := m.evaluator.seg.columns
	views := make([]view, len(o.By))
	for i, field := range o.By {
		views[i] = c.view(field)
	}
	cells, without, err := m.cells(ctx, views, o.Of)
	if err != nil {
		return divided{}, err
	}
	d := divided{parts: map[groupKey]*portion{}, without: without}
	for _, cell := range cells {
		key := c.groupKey(views, cell.ids, o.Of)
		p := d.parts[key]
		if p == nil {
			p = newPortion(m.evaluator.seg, o.By)
			d.parts[key] = p
		}
		for i := range views {
			p.labels[i].add(views[i].groups[cell.ids[i]], len(cell.entries))
		}
		p.cells = append(p.cells, cell)
	}
	s := newScratch(c)
	for _, p := range d.parts {
		if err := ctx.Err(); err != nil {
			return divided{}, err
		}
		p.enter(s)
	}
	return d, nil
}

// cells puts the rows into cells; without is how many have nothing to measure.
func (m match) cells(ctx context.Context, views []view, of string) (cells []*cell, without int, err error) {
	c := m.evaluator.seg.columns
	measures, outlets := c.rowIDs[measureField], c.articleIDs[outletField]
	low, high := c.amounts(cmp.Or(of, "value"))
	known := map[[3]uint32]*cell{}
	var last *cell
	rows := 0
	m.each(func(row uint32) {
		if rows++; rows%65536 == 0 && err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return
		}
		if of != "" && low[row] == 0 {
			without++
			return
		}
		var ids [3]uint32
		for i := range views {
			ids[i] = views[i].of(row)
		}
		if of != "" {
			ids[2] = measures[row]
		}
		if last == nil || ids != last.ids {
			if last = known[ids]; last == nil {
				if len(known) == maxCells {
					err = fmt.Errorf("more than %d different groups: %w", maxCells, search.ErrTooMany)
					return
				}
				last = &cell{ids: ids}
				known[ids], cells = last, append(cells, last)
			}
		}
		article := c.article[row]
		last.entries = append(last.entries, entry{
			published: c.published[article], row: row, outlet: outlets[article], statement: c.statement[row], low: low[row], high: high[row],
		})
	})
	return cells, without, err
}

// groupKey returns the group of a cell.
func (c *columns) groupKey(views []view, ids [3]uint32, of string) (key groupKey) {
	for i := range views {
		key.by[i] = views[i].groups[ids[i]].Key
	}
	switch of {
	case "value":
		key.measure = search.ReadMeasure(c.rowFields[measureField].texts[ids[2]])
	case "money":
		key.measure = search.ReadMeasure(c.rowFields[measureField].texts[ids[2]]).InRial()
	}
	return key
}

// view is a column as the values of a field that claims are grouped by.
type view struct {
	groups        []search.Group // by id
	ids, articles []uint32       // articles is nil where the column is one of rows
}

func (v *view) of(row uint32) uint32 {
	if v.articles != nil {
		row = v.articles[row]
	}
	return v.ids[row]
}

func (c *columns) view(field string) view {
	switch field {
	case "year":
		return view{groups: c.spans.groups(search.YearGroup), ids: c.year}
	case "month":
		return view{groups: c.spans.groups(search.MonthGroup), ids: c.date}
	}
	d, ids, articles := c.column(field)
	return view{groups: d.grouped(field), ids: ids, articles: articles}
}

// groups returns the group of each stretch of time.
func (s *spans) groups(name func(search.Span) string) []search.Group {
	groups := make([]search.Group, len(s.list))
	for id, span := range s.list {
		label := name(span)
		groups[id] = search.Group{Key: label, Label: label}
	}
	return groups
}
