package bleveindex

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

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

// groupKey is what the claims of a group have in common.
type groupKey struct {
	by      [2]string // keys of search.Group
	measure search.Measure
}

// group collects a group's claims.
type group struct {
	at          uint32 // its number
	key         groupKey
	claims      int
	first, last place
	labels      [2]*spellings
	outlets     *spellings
	statements  []place // the first appearance of each
}

func aggregate(ctx context.Context, found []match, o search.AggregateOptions) (*search.Aggregation, error) {
	result := &search.Aggregation{Total: total(found)}
	a := &aggregator{options: o, groups: map[groupKey]*group{}}
	a.statements = make(map[statementIn]uint32, result.Total/2)
	for _, m := range found {
		without, err := a.add(ctx, m)
		if err != nil {
			return nil, err
		}
		result.Without += without
	}
	for _, g := range a.order {
		result.Groups = append(result.Groups, g.measure(o))
	}
	slices.SortFunc(result.Groups, func(a, b search.Aggregate) int {
		return cmp.Or(slices.Compare(a.Labels, b.Labels), a.Measure.Compare(b.Measure))
	})
	return result, nil
}

// aggregator divides rows into groups.
type aggregator struct {
	options    search.AggregateOptions
	groups     map[groupKey]*group
	order      []*group
	statements map[statementIn]uint32 // where in group.statements
}

// statementIn is a statement in a group.
type statementIn struct {
	statement uint64
	group     uint32
}

// cell is what rows of one segment have in common that stand alike in all columns looked at: a group, and how it is spelled there.
type cell struct {
	group *group
	rows  int
}

// maxCells bounds what a careless question can take of the memory; groups come to their own limit first as a rule.
const maxCells = 1 << 20

// add puts the rows of one segment into their groups, and returns how many have nothing to measure.
func (a *aggregator) add(ctx context.Context, m match) (without int, err error) {
	seg := m.evaluator.seg
	c := seg.columns
	views := make([]view, len(a.options.By))
	for i, field := range a.options.By {
		views[i] = c.view(field)
	}
	measures := c.rowIDs[measureField]
	amounts, _ := c.amounts(cmp.Or(a.options.Of, "value"))
	cells := map[[3]uint32]*cell{}
	outlets := map[[2]uint32]int{} // by group and outlet
	outletOf := c.articleIDs[outletField]
	var lastKey [3]uint32
	var last *cell
	n := 0
	m.each(func(row uint32) {
		if n++; err != nil || n%65536 == 0 && ctx.Err() != nil {
			err = cmp.Or(err, ctx.Err())
			return
		}
		if a.options.Of != "" && amounts[row] == 0 {
			without++
			return
		}
		var key [3]uint32
		for i, v := range views {
			key[i] = v.of(row)
		}
		if a.options.Of != "" {
			key[2] = measures[row]
		}
		if last == nil || key != lastKey {
			known, ok := cells[key]
			if !ok {
				if known, err = a.cell(c, views, key, len(cells)); err != nil {
					return
				}
				cells[key] = known
			}
			last, lastKey = known, key
		}
		last.rows++
		outlets[[2]uint32{last.group.at, outletOf[c.article[row]]}]++
		last.group.enter(a.statements, place{seg: seg, row: row})
	})
	if err != nil {
		return 0, err
	}
	for key, cell := range cells {
		for i, v := range views {
			cell.group.labels[i].add(v.groups[key[i]], cell.rows)
		}
	}
	groups := c.articleFields[outletField].grouped("outlet")
	for key, n := range outlets {
		a.order[key[0]].outlets.add(groups[key[1]], n)
	}
	return without, nil
}

// cell returns the cell of a key that is new.
func (a *aggregator) cell(c *columns, views []view, ids [3]uint32, known int) (*cell, error) {
	var key groupKey
	for i, v := range views {
		key.by[i] = v.groups[ids[i]].Key
	}
	switch a.options.Of {
	case "value":
		key.measure = search.ReadMeasure(c.rowFields[measureField].texts[ids[2]])
	case "money":
		key.measure = search.ReadMeasure(c.rowFields[measureField].texts[ids[2]]).InRial()
	}
	g := a.groups[key]
	if g == nil {
		if len(a.groups) == search.MaxGroups || known == maxCells {
			return nil, fmt.Errorf("more than %d groups: %w", search.MaxGroups, search.ErrTooMany)
		}
		g = &group{at: uint32(len(a.order)), key: key, outlets: newSpellings("outlet")}
		for i, field := range a.options.By {
			g.labels[i] = newSpellings(field)
		}
		a.groups[key] = g
		a.order = append(a.order, g)
	}
	return &cell{group: g}, nil
}

// enter adds a claim to its group. known tells where the statements are in each group.
func (g *group) enter(known map[statementIn]uint32, p place) {
	if g.claims++; g.claims == 1 {
		g.first, g.last = p, p
	} else if seenBefore(p, g.first) < 0 {
		g.first = p
	} else if seenBefore(g.last, p) < 0 {
		g.last = p
	}
	key := statementIn{p.seg.columns.statement[p.row], g.at}
	if i, ok := known[key]; !ok {
		known[key] = uint32(len(g.statements))
		g.statements = append(g.statements, p)
	} else if seenBefore(p, g.statements[i]) < 0 {
		g.statements[i] = p
	}
}

// measure makes the group's figures.
func (g *group) measure(o search.AggregateOptions) search.Aggregate {
	of := cmp.Or(o.Of, "value")
	out := search.Aggregate{
		Measure: g.key.measure, Claims: g.claims, Statements: len(g.statements), Outlets: g.outlets.labels(),
		First: g.first.point(of), Last: g.last.point(of),
	}
	for i := range o.By {
		out.Labels = append(out.Labels, g.labels[i].label(g.key.by[i]))
	}
	if o.Of == "" {
		return out
	}
	var sum search.Total
	middles := make([]search.Exact, len(g.statements))
	least, greatest := g.statements[0], g.statements[0]
	for i, p := range g.statements {
		low, high := p.amount(of)
		middles[i] = low
		if high.Compare(low) != 0 {
			middles[i] = search.Middle(low, high)
		}
		sum.Add(middles[i])
		if first, _ := least.amount(of); i > 0 {
			if d := low.Compare(first); d < 0 || d == 0 && seenBefore(p, least) < 0 {
				least = p
			}
			_, last := greatest.amount(of)
			if d := high.Compare(last); d > 0 || d == 0 && seenBefore(p, greatest) < 0 {
				greatest = p
			}
		}
	}
	slices.SortFunc(middles, search.Exact.Compare)
	n := len(middles)
	out.Least, out.Greatest, out.Sum = least.point(of), greatest.point(of), sum.Sum().String()
	out.Median = search.Middle(middles[(n-1)/2], middles[n/2]).String()
	return out
}

// amount returns the two ends of a place's figure, which it must have.
func (p place) amount(of string) (low, high search.Exact) {
	c := p.seg.columns
	from, to := c.amounts(of)
	return c.numbers.values[from[p.row]-1], c.numbers.values[to[p.row]-1]
}

// point is what an aggregate tells about a claim.
func (p place) point(of string) search.Point {
	c := p.seg.columns
	out := search.Point{ID: strings.Clone(p.id()), Bound: c.bound(p.row)}
	if low, _ := c.amounts(of); low[p.row] == 0 {
		return out
	}
	low, high := p.amount(of)
	out.Value = low.String()
	if high.Compare(low) != 0 {
		out.High = high.String()
	}
	return out
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
