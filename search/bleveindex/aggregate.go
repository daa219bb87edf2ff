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

func aggregate(ctx context.Context, found []match, o search.AggregateOptions) (*search.Aggregation, error) {
	result := &search.Aggregation{Total: total(found)}
	a := &aggregator{options: o, groups: map[groupKey]*group{}}
	for _, m := range found {
		without, err := a.add(ctx, m)
		if err != nil {
			return nil, err
		}
		result.Without += without
	}
	for _, g := range a.groups {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		result.Groups = append(result.Groups, g.measure(o))
	}
	slices.SortFunc(result.Groups, func(a, b search.Aggregate) int {
		return cmp.Or(slices.Compare(a.Labels, b.Labels), a.Measure.Compare(b.Measure))
	})
	return result, nil
}

// aggregator divides rows into groups.
type aggregator struct {
	options search.AggregateOptions
	groups  map[groupKey]*group
}

// groupKey is what the claims of a group have in common.
type groupKey struct {
	by      [2]string // keys of search.Group
	measure search.Measure
}

// cell are the rows of one segment that stand alike in all columns looked at, by the ids of two fields and of the measure. Several cells make
// a group where a value is spelled in several ways.
type cell struct {
	ids  [3]uint32
	rows []uint32
}

// maxCells bounds what a careless question can take of the memory; groups come to their own limit first as a rule.
const maxCells = 1 << 20

// add puts the rows of one segment into their groups, and returns how many have nothing to measure.
func (a *aggregator) add(ctx context.Context, m match) (without int, err error) {
	seg := m.evaluator.seg
	c := seg.columns
	var views [2]view
	for i, field := range a.options.By {
		views[i] = c.view(field)
	}
	cells, without, err := a.divide(ctx, m, views[:len(a.options.By)])
	if err != nil {
		return 0, err
	}
	byGroup := map[*group][]*cell{}
	for _, cell := range cells {
		g, err := a.group(c, views, cell)
		if err != nil {
			return 0, err
		}
		for i := range a.options.By {
			g.labels[i].add(views[i].groups[cell.ids[i]], len(cell.rows))
		}
		byGroup[g] = append(byGroup[g], cell)
	}
	scratch := newScratch(c)
	for g, cells := range byGroup {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		g.enter(seg, cells, scratch)
	}
	return without, nil
}

// divide puts the rows of one segment into cells.
func (a *aggregator) divide(ctx context.Context, m match, views []view) (cells []*cell, without int, err error) {
	c := m.evaluator.seg.columns
	measures := c.rowIDs[measureField]
	amounts, _ := c.amounts(cmp.Or(a.options.Of, "value"))
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
		if a.options.Of != "" && amounts[row] == 0 {
			without++
			return
		}
		var ids [3]uint32
		for i := range views {
			ids[i] = views[i].of(row)
		}
		if a.options.Of != "" {
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
		last.rows = append(last.rows, row)
	})
	return cells, without, err
}

// group returns the group a cell belongs to.
func (a *aggregator) group(c *columns, views [2]view, cell *cell) (*group, error) {
	var key groupKey
	for i := range a.options.By {
		key.by[i] = views[i].groups[cell.ids[i]].Key
	}
	switch a.options.Of {
	case "value":
		key.measure = search.ReadMeasure(c.rowFields[measureField].texts[cell.ids[2]])
	case "money":
		key.measure = search.ReadMeasure(c.rowFields[measureField].texts[cell.ids[2]]).InRial()
	}
	g := a.groups[key]
	if g == nil {
		if len(a.groups) == search.MaxGroups {
			return nil, fmt.Errorf("more than %d groups: %w", search.MaxGroups, search.ErrTooMany)
		}
		g = &group{key: key, outlets: newSpellings("outlet")}
		for i, field := range a.options.By {
			g.labels[i] = newSpellings(field)
		}
		a.groups[key] = g
	}
	return g, nil
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
