package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"raqam/claim"
)

// Aggregator counts and measures the claims that match a query, in groups. A Searcher that can implements it too.
type Aggregator interface {
	Aggregate(ctx context.Context, q Query, o AggregateOptions) (*Aggregation, error)
}

// AggregateOptions of an Aggregate. The zero value: all matches in one group, counted only.
type AggregateOptions struct {
	By []string // up to two of GroupFields; see [YearGroup], [MonthGroup], [GroupOf]
	// Of is what to measure: "value" as stated, "money" in rial, or "" for nothing. Figures of different measures are never put together: by
	// value, every group is split by [Measure]; by money it is not, but for Per and Delta.
	Of    string
	Loose bool // as in Options
}

// MaxGroups is how many groups an Aggregate may have; past it the error wraps ErrTooMany.
const MaxGroups = 10_000

// Aggregation is the answer: groups ordered by their labels, then by measure, compared as strings.
type Aggregation struct {
	Groups  []Aggregate
	Total   int // all matches
	Without int // matches left out of all groups, because they have no figure of the kind that is measured
}

// Aggregate is one group. Claims are appearances; a statement that appears in forty articles is one statement (see [Statements]), and what is
// measured of it enters once: with its first appearance in the group (see [SeenBefore]).
//
// Bounds do not change how a figure enters: «بیش از ۱۰ هزار» enters with 10000, and Least and Greatest tell the bound. A range enters Least
// with its lower end, Greatest with its upper, Median and Sum with the middle between them.
type Aggregate struct {
	Labels     []string // one for each of By; "" where the field holds nothing. Of several spellings the most frequent, then the smallest
	Measure    Measure  // zero where nothing is measured
	Claims     int
	Statements int
	Outlets    []string // different ones, as [Group] tells them apart, each in its most frequent, then smallest spelling; sorted
	First      Point    // first seen: the earliest by [SeenBefore]
	Last       Point    // last seen
	Least      Point    // of several statements with the least figure, the first seen; so for Greatest
	Greatest   Point
	Median     string // exact: the middle figure, or the mean of the two middle ones where their number is even
	Sum        string // exact
}

// Point is a claim of a group with its figure: of what is measured, else as value. The numbers are canonical ([Exact.String]).
type Point struct {
	ID    string
	Value string // "" where it has no figure
	High  string // the upper end of a range, else ""
	Bound claim.Bound
}

// Measure is what figures must have in common to be compared: five percent are not five persons, nor five persons a month, nor a rise by five.
type Measure struct {
	Kind  claim.Kind `json:"kind,omitempty"`
	Unit  string     `json:"unit,omitempty"` // folded
	Per   string     `json:"per,omitempty"`  // folded
	Delta bool       `json:"delta,omitempty"`
}

// MeasureOf returns the measure of a claim's stated value.
func MeasureOf(c claim.Claim) Measure {
	return Measure{Kind: c.Kind, Unit: oneLine(c.Unit), Per: oneLine(c.Per), Delta: c.Change != nil && c.Change.Role == claim.Delta}
}

func oneLine(s string) string { return strings.Join(strings.Fields(fold(s)), " ") }

// InRial is the measure of the claim's amount in rial.
func (m Measure) InRial() Measure {
	m.Kind, m.Unit = claim.Money, "rial"
	return m
}

// text is FieldText("measure"): kind, unit, per and "delta", between line breaks.
func (m Measure) text() string {
	delta := ""
	if m.Delta {
		delta = claim.Delta
	}
	return strings.Join([]string{string(m.Kind), m.Unit, m.Per, delta}, fieldBreak)
}

// ReadMeasure reads FieldText("measure").
func ReadMeasure(text string) Measure {
	var parts [4]string
	copy(parts[:], strings.Split(text, fieldBreak))
	return Measure{Kind: claim.Kind(parts[0]), Unit: parts[1], Per: parts[2], Delta: parts[3] != ""}
}

// Compare orders measures by kind, unit, per and delta.
func (m Measure) Compare(n Measure) int {
	return cmp.Or(cmp.Compare(m.Kind, n.Kind), cmp.Compare(m.Unit, n.Unit), cmp.Compare(m.Per, n.Per), falseFirst(m.Delta, n.Delta))
}

// GroupFields are the fields that can be grouped by.
func GroupFields() []string {
	return []string{"year", "month", "speaker", "org", "outlet", "counted", "unit", "predicate", "per", "section", "kind", "status", "bound", "part"}
}

// Check returns an error for what no backend can answer.
func (o AggregateOptions) Check() error {
	if len(o.By) > 2 {
		return fmt.Errorf("grouped by %s: at most two fields at a time", strings.Join(o.By, ", "))
	}
	for _, field := range o.By {
		if !slices.Contains(GroupFields(), field) {
			return fmt.Errorf("no group by %q: expected one of %s", field, strings.Join(GroupFields(), ", "))
		}
	}
	if o.Of != "" && o.Of != "value" && o.Of != "money" {
		return fmt.Errorf("nothing to measure called %q: expected value or money", o.Of)
	}
	return nil
}
