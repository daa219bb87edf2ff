package bleveindex

import (
	"cmp"
	"math/rand/v2"
	"strings"

	"raqam/search"
)

// portion is what one segment has of a group.
type portion struct {
	seg         *segment
	cells       []*cell
	labels      [2]*spellings
	outlets     *spellings
	claims      int
	first, last place
	statements  []entry // the first appearance of each
}

func newPortion(seg *segment, by []string) *portion {
	p := &portion{seg: seg, outlets: newSpellings("outlet")}
	for i, field := range by {
		p.labels[i] = newSpellings(field)
	}
	return p
}

// place returns an entry as a place.
func (p *portion) place(e entry) place { return place{seg: p.seg, row: e.row, published: e.published} }

// scratch is memory that the groups of one segment use one after the other. Between them all numbers are 0.
type scratch struct {
	outlets    []int32 // claims by outlet
	statements []int32 // by id of a statement, its place in the part's list + 1
	met        []uint32
}

func newScratch(c *columns) *scratch {
	return &scratch{
		outlets:    make([]int32, len(c.articleFields[outletField].texts)),
		statements: make([]int32, len(c.statements.numbers)),
	}
}

// enter counts the claims of the cells, and keeps of each statement the first appearance.
func (p *portion) enter(s *scratch) {
	for _, cell := range p.cells {
		p.claims += len(cell.entries)
	}
	p.statements = make([]entry, 0, p.claims)
	s.met = s.met[:0]
	for _, cell := range p.cells {
		for _, e := range cell.entries {
			if s.outlets[e.outlet] == 0 {
				s.met = append(s.met, e.outlet)
			}
			s.outlets[e.outlet]++
			if here := p.place(e); p.first.seg == nil {
				p.first, p.last = here, here
			} else if seenBefore(here, p.first) < 0 {
				p.first = here
			} else if seenBefore(p.last, here) < 0 {
				p.last = here
			}
			if at := &s.statements[e.statement]; *at == 0 {
				p.statements = append(p.statements, e)
				*at = int32(len(p.statements))
			} else if known := &p.statements[*at-1]; seenBefore(p.place(e), p.place(*known)) < 0 {
				*known = e
			}
		}
	}
	p.cells = nil
	groups := p.seg.columns.articleFields[outletField].grouped("outlet")
	for _, outlet := range s.met {
		p.outlets.add(groups[outlet], int(s.outlets[outlet]))
		s.outlets[outlet] = 0
	}
	for _, e := range p.statements {
		s.statements[e.statement] = 0
	}
}

// group is a group, by what each segment has of it.
type group struct {
	key   groupKey
	parts []*portion
}

// merge takes out of the parts what another part has seen before, so that each statement is in one of them.
func (g *group) merge() {
	if len(g.parts) == 1 {
		return
	}
	type where struct{ part, at int }
	all := 0
	for _, p := range g.parts {
		all += len(p.statements)
	}
	known := make(map[uint64]where, all)
	gone := map[where]bool{}
	for i, p := range g.parts {
		numbers := p.seg.columns.statements.numbers
		for at, e := range p.statements {
			number, here := numbers[e.statement], where{i, at}
			before, ok := known[number]
			if ok {
				other := g.parts[before.part]
				if seenBefore(p.place(e), other.place(other.statements[before.at])) >= 0 {
					gone[here] = true
					continue
				}
				gone[before] = true
			}
			known[number] = here
		}
	}
	if len(gone) == 0 {
		return
	}
	for i, p := range g.parts {
		kept := p.statements[:0]
		for at, e := range p.statements {
			if !gone[where{i, at}] {
				kept = append(kept, e)
			}
		}
		p.statements = kept
	}
}

// measure makes the group's figures.
func (g *group) measure(o search.AggregateOptions) search.Aggregate {
	g.merge()
	of := cmp.Or(o.Of, "value")
	out := search.Aggregate{Measure: g.key.measure}
	first, last := g.parts[0].first, g.parts[0].last
	outlets := newSpellings("outlet")
	var labels [2]*spellings
	for i, field := range o.By {
		labels[i] = newSpellings(field)
	}
	for _, p := range g.parts {
		out.Claims += p.claims
		out.Statements += len(p.statements)
		outlets.addAll(p.outlets)
		for i := range o.By {
			labels[i].addAll(p.labels[i])
		}
		if seenBefore(p.first, first) < 0 {
			first = p.first
		}
		if seenBefore(last, p.last) < 0 {
			last = p.last
		}
	}
	out.Outlets, out.First, out.Last = outlets.labels(), first.point(of), last.point(of)
	for i := range o.By {
		out.Labels = append(out.Labels, labels[i].label(g.key.by[i]))
	}
	if o.Of != "" {
		g.figures(&out, of)
	}
	return out
}

// figures measures the statements.
func (g *group) figures(out *search.Aggregate, of string) {
	var sum search.Total
	middles := make([]search.Exact, 0, out.Statements)
	var least, greatest place
	var lowest, highest search.Exact
	for _, p := range g.parts {
		values := p.seg.columns.numbers.values
		for _, e := range p.statements {
			low, high := values[e.low-1], values[e.high-1]
			middle := low
			if e.high != e.low {
				middle = search.Middle(low, high)
			}
			middles = append(middles, middle)
			sum.Add(middle)
			if d := low.Compare(lowest); least.seg == nil || d < 0 || d == 0 && seenBefore(p.place(e), least) < 0 {
				least, lowest = p.place(e), low
			}
			if d := high.Compare(highest); greatest.seg == nil || d > 0 || d == 0 && seenBefore(p.place(e), greatest) < 0 {
				greatest, highest = p.place(e), high
			}
		}
	}
	out.Least, out.Greatest, out.Sum, out.Median = least.point(of), greatest.point(of), sum.Sum().String(), median(middles).String()
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
