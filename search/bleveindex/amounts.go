package bleveindex

import (
	"slices"
	"sort"

	"github.com/bits-and-blooms/bitset"

	"raqam/claim"
	"raqam/search"
)

// A claim that states one number matches a condition by its number and its bound alone. For each bound the numbers that match are neighbours:
// those between two ends, as every bound and every condition speaks of an interval. So two binary searches find them, and the rows come from
// the column turned round. Of ranges each different one is asked.

// number finds the rows whose figure meets a condition.
func (e *evaluator) number(n search.Number, within *bitset.BitSet) (*bitset.BitSet, error) {
	condition, err := n.Condition()
	if err != nil {
		return nil, err
	}
	c := e.seg.columns
	from, to := c.meeting(n, condition, e.loose)
	if len(from) == 0 {
		return bitset.New(within.Len()), nil // no rows at all
	}
	low, high := c.amounts(n.Field)
	bounds := c.rowIDs[boundField]
	byAmount := c.byAmount(n.Field)
	least, most := slices.Min(from), max(slices.Min(from), slices.Max(to))
	if int(within.Count()) < len(byAmount.between(least, most)) {
		return e.filter(within, func(row uint32) bool {
			switch id, bound := low[row], bounds[row]; {
			case id == 0:
				return false
			case id != high[row]:
				return condition.Matches(c.figure(n.Field, row), e.loose)
			default:
				return from[bound] <= id && id < to[bound]
			}
		})
	}
	found := bitset.New(within.Len())
	for id := least; id < most; id++ {
		for _, row := range byAmount.of(id) {
			if bound := bounds[row]; from[bound] <= id && id < to[bound] && id == high[row] {
				found.Set(uint(row))
			}
		}
	}
	first, after := c.meetingAs(n, condition, claim.Exact, e.loose)
	for _, same := range c.ranges(n.Field) {
		// A range that matches has a number in common with what was asked for, as far as there are any such numbers.
		if row := same[0]; first < after && c.bound(row) == claim.Range && (high[row] < first || low[row] >= after) {
			continue
		}
		if condition.Matches(c.figure(n.Field, same[0]), e.loose) {
			for _, row := range same {
				found.Set(uint(row))
			}
		}
	}
	found.InPlaceIntersection(within)
	return found, e.ctx.Err()
}

// meeting returns, for each bound by its id, the first number that meets the condition when it is stated with this bound, and the first
// after them that does not. Where none does, the two are such that they change neither the least nor the greatest of the others.
func (c *columns) meeting(n search.Number, condition search.Condition, loose bool) (from, to []uint32) {
	bounds := c.rowFields[boundField].texts
	from, to = make([]uint32, len(bounds)), make([]uint32, len(bounds))
	for b, bound := range bounds {
		from[b], to[b] = c.meetingAs(n, condition, claim.Bound(bound), loose)
	}
	return from, to
}

// meetingAs does it for one bound.
func (c *columns) meetingAs(n search.Number, condition search.Condition, bound claim.Bound, loose bool) (from, to uint32) {
	values := c.numbers.values
	meets := func(i int) bool {
		return condition.Matches(search.Figure{Low: values[i], High: values[i], Bound: bound}, loose)
	}
	i := c.some(n, meets)
	if i < 0 {
		return uint32(len(values) + 1), 1
	}
	first := sort.Search(i, meets)
	after := i + sort.Search(len(values)-i, func(k int) bool { return !meets(i + k) })
	return uint32(first + 1), uint32(after + 1)
}

// some returns a number that meets a condition, -1 where none does. Those that do lie around an end of what was asked for, or reach up to it,
// so that one of its neighbours is among them; or, where nothing has an end, all do.
func (c *columns) some(n search.Number, meets func(i int) bool) int {
	values := c.numbers.values
	near := []int{0}
	for _, end := range []string{n.Low, n.High} {
		x, err := search.ParseExact(end)
		if err != nil {
			continue // an end that is open
		}
		at, _ := slices.BinarySearchFunc(values, x, search.Exact.Compare)
		near = append(near, at-1, at, at+1)
	}
	for _, i := range near {
		if i >= 0 && i < len(values) && meets(i) {
			return i
		}
	}
	return -1
}

// ranges returns the rows that state a range, those together that state the same one with the same bound.
func (c *columns) ranges(field string) [][]uint32 {
	i := &c.inverse.ranges
	if field == "money" {
		i = &c.inverse.rialRanges
	}
	i.once.Do(func() {
		low, high := c.amounts(field)
		bounds := c.rowIDs[boundField]
		known := map[[3]uint32]int{}
		for row := range low {
			if low[row] == high[row] {
				continue
			}
			key := [3]uint32{low[row], high[row], bounds[row]}
			at, ok := known[key]
			if !ok {
				at = len(i.rows)
				known[key], i.rows = at, append(i.rows, nil)
			}
			i.rows[at] = append(i.rows[at], uint32(row))
		}
	})
	return i.rows
}
