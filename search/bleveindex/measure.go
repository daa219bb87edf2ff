package bleveindex

import (
	"cmp"
	"math/rand/v2"
	"strings"

	"raqam/search"
)

// group collects a group's claims.
type group struct {
	key         groupKey
	claims      int
	first, last place
	labels      [2]*spellings
	outlets     *spellings
	statements  []place        // the first appearance of each
	known       map[uint64]int // where in statements; made when a second segment has some
}

// scratch is memory that the groups of one segment use one after the other. Between them all numbers are 0.
type scratch struct {
	outlets    []int32 // claims by outlet
	statements []int32 // by id of a statement, its place in the group's list + 1
	met        []uint32
}

func newScratch(c *columns) *scratch {
	return &scratch{
		outlets:    make([]int32, len(c.articleFields[outletField].texts)),
		statements: make([]int32, len(c.statements.numbers)),
	}
}

// enter adds the claims one segment has of the group.
func (g *group) enter(seg *segment, cells []*cell, s *scratch) {
	c := seg.columns
	outletOf := c.articleIDs[outletField]
	rows := 0
	for _, cell := range cells {
		rows += len(cell.rows)
	}
	list := make([]place, 0, rows)
	s.met = s.met[:0]
	for _, cell := range cells {
		g.claims += len(cell.rows)
		for _, row := range cell.rows {
			p := seg.place(row)
			outlet := outletOf[c.article[row]]
			if s.outlets[outlet] == 0 {
				s.met = append(s.met, outlet)
			}
			s.outlets[outlet]++
			if g.first.seg == nil || seenBefore(p, g.first) < 0 {
				g.first = p
			}
			if g.last.seg == nil || seenBefore(g.last, p) < 0 {
				g.last = p
			}
			if at := &s.statements[c.statement[row]]; *at == 0 {
				list = append(list, p)
				*at = int32(len(list))
			} else if seenBefore(p, list[*at-1]) < 0 {
				list[*at-1] = p
			}
		}
	}
	groups := c.articleFields[outletField].grouped("outlet")
	for _, outlet := range s.met {
		g.outlets.add(groups[outlet], int(s.outlets[outlet]))
		s.outlets[outlet] = 0
	}
	for _, p := range list {
		s.statements[c.statement[p.row]] = 0
	}
	g.merge(list)
}

// merge adds the statements of one more segment.
func (g *group) merge(list []place) {
	if g.statements == nil {
		g.statements = list
		return
	}
	if g.known == nil {
		g.known = make(map[uint64]int, len(g.statements)+len(list))
		for i, p := range g.statements {
			g.known[p.statement()] = i
		}
	}
	for _, p := range list {
		number := p.statement()
		if i, ok := g.known[number]; !ok {
			g.known[number] = len(g.statements)
			g.statements = append(g.statements, p)
		} else if seenBefore(p, g.statements[i]) < 0 {
			g.statements[i] = p
		}
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
	lowest, _ := least.amount(of)
	_, highest := greatest.amount(of)
	for i, p := range g.statements {
		low, high := p.amount(of)
		middles[i] = low
		if high.Compare(low) != 0 {
			middles[i] = search.Middle(low, high)
		}
		sum.Add(middles[i])
		if d := low.Compare(lowest); d < 0 || d == 0 && seenBefore(p, least) < 0 {
			least, lowest = p, low
		}
		if d := high.Compare(highest); d > 0 || d == 0 && seenBefore(p, greatest) < 0 {
			greatest, highest = p, high
		}
	}
	out.Least, out.Greatest, out.Sum, out.Median = least.point(of), greatest.point(of), sum.Sum().String(), median(middles).String()
	return out
}

// median returns the middle one, or the mean of the two middle ones; it changes the order.
func median(values []search.Exact) search.Exact {
	n := len(values)
	upper := nth(values, n/2)
	if n%2 == 1 {
		return upper
	}
	lower := values[0] // the greatest of those before
	for _, x := range values[1 : n/2] {
		if x.Compare(lower) > 0 {
			lower = x
		}
	}
	return search.Middle(lower, upper)
}

// nth returns the value that stands at k when they are sorted, and leaves those that stand before it before it: Hoare's selection (Algorithm
// 65, Communications of the ACM, 1961), linear on average where sorting is not.
func nth(values []search.Exact, k int) search.Exact {
	low, high := 0, len(values)-1
	for low < high {
		pivot := values[low+rand.IntN(high-low+1)]
		i, j := low, high
		for i <= j {
			for values[i].Compare(pivot) < 0 {
				i++
			}
			for values[j].Compare(pivot) > 0 {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			high = j
		case k >= i:
			low = i
		default:
			return values[k]
		}
	}
	return values[k]
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
