package search

import (
	"raqam/claim"
)

// Figure is what a claim says about an amount: one stated number, or two where it states a range, and the bound that goes with them.
type Figure struct {
	Low, High Exact // High equals Low unless the claim states a range
	Bound     claim.Bound
}

// Condition is a [Number] made ready for comparing many figures. It is immutable.
type Condition struct {
	op              Op
	low, high       Exact
	hasLow, hasHigh bool
}

// Condition parses the numbers of n.
func (n Number) Condition() (Condition, error) {
	c := Condition{op: n.Op, hasLow: n.Low != "", hasHigh: n.High != ""}
	var err error
	if c.hasLow {
		if c.low, err = ParseExact(n.Low); err != nil {
			return c, err
		}
	}
	if c.hasHigh {
		if c.high, err = ParseExact(n.High); err != nil {
			return c, err
		}
	}
	return c, nil
}

// Matches reports whether the figure meets the condition as its [Op] is documented.
func (c Condition) Matches(f Figure, loose bool) bool {
	ranged := f.Bound == claim.Range
	states := f.Low.Compare(c.low) == 0 || ranged && f.High.Compare(c.low) == 0
	switch c.op {
	case Stated:
		return states
	case Equal:
		return !ranged && states && f.Bound == claim.Exact || loose && allowed(f).overlaps(point(c.low))
	case About:
		return states && !ranged && f.Bound != claim.Vague || loose && allowed(f).overlaps(point(c.low))
	}
	asked := c.interval()
	met := asked.contains(implied(f))
	if c.op == Within {
		met = asked.contains(interval{low: f.Low, high: f.High})
	}
	return met || loose && allowed(f).overlaps(asked)
}

// interval is the set of numbers between two ends.
type interval struct {
	low, high         Exact
	openLow, openHigh bool // the end itself is out
	noLow, noHigh     bool // there is no such end
}

func point(x Exact) interval { return interval{low: x, high: x} }

func (c Condition) interval() interval {
	switch c.op {
	case Greater:
		return interval{low: c.low, openLow: true, noHigh: true}
	case AtLeast:
		return interval{low: c.low, noHigh: true}
	case Less:
		return interval{high: c.low, openHigh: true, noLow: true}
	case AtMost:
		return interval{high: c.low, noLow: true}
	case Within:
		return interval{low: c.low, high: c.high, noLow: !c.hasLow, noHigh: !c.hasHigh}
	}
	return point(c.low)
}

// implied is the interval a claim puts its amount into. An approximate figure is the point it names; a vague one («صدها») is at least the
// magnitude it names.
func implied(f Figure) interval {
	switch f.Bound {
	case claim.MoreThan:
		return interval{low: f.Low, openLow: true, noHigh: true}
	case claim.AtLeast, claim.Vague:
		return interval{low: f.Low, noHigh: true}
	case claim.LessThan:
		return interval{high: f.Low, openHigh: true, noLow: true}
	case claim.AtMost:
		return interval{high: f.Low, noLow: true}
	}
	return interval{low: f.Low, high: f.High}
}

// allowed is implied, except that «حدود N» leaves open whatever lies within a tenth of N.
func allowed(f Figure) interval {
	if f.Bound != claim.Approx {
		return implied(f)
	}
	low, high := f.Low.scale(9, 10), f.High.scale(11, 10)
	if low.Compare(high) > 0 { // a negative figure
		low, high = f.Low.scale(11, 10), f.High.scale(9, 10)
	}
	return interval{low: low, high: high}
}

// contains reports whether all of y lies in x.
func (x interval) contains(y interval) bool {
	if !x.noLow {
		if y.noLow {
			return false
		}
		if d := y.low.Compare(x.low); d < 0 || d == 0 && x.openLow && !y.openLow {
			return false
		}
	}
	if !x.noHigh {
		if y.noHigh {
			return false
		}
		if d := y.high.Compare(x.high); d > 0 || d == 0 && x.openHigh && !y.openHigh {
			return false
		}
	}
	return true
}

// overlaps reports whether x and y have a number in common.
func (x interval) overlaps(y interval) bool { return !x.before(y) && !y.before(x) }

// before reports whether all of x is less than all of y.
func (x interval) before(y interval) bool {
	if x.noHigh || y.noLow {
		return false
	}
	d := x.high.Compare(y.low)
	return d < 0 || d == 0 && (x.openHigh || y.openLow)
}
