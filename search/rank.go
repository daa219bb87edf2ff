package search

import (
	"cmp"
	"math"

	"raqam/claim"
)

// Leaves returns the words and phrases that a match of n is ranked by, in the order they stand: those not under a Not.
func Leaves(n Node) []Node {
	var leaves []Node
	switch n := n.(type) {
	case And:
		for _, child := range n.Nodes {
			leaves = append(leaves, Leaves(child)...)
		}
	case Or:
		for _, child := range n.Nodes {
			leaves = append(leaves, Leaves(child)...)
		}
	case Word, Phrase:
		leaves = append(leaves, n)
	}
	return leaves
}

// nearBoost is how much more a word weighs in what the claim itself counts than in the sentence around it.
const nearBoost = 3

// Weight is what one leaf adds to the score of a claim that has it: the rarer among all claims the more, and more where the claim itself
// counts it (see [Near]). A sentence repeats a word for style, not for relevance, so that repetitions count nothing.
func Weight(claims, having int, near bool) float64 {
	w := math.Log1p(float64(claims) / float64(having+1))
	if near {
		return w * (1 + nearBoost)
	}
	return w
}

// Compare orders two hits: by score (highest first), value or money (lowest first, claims without one last) or publication (oldest first,
// undated last), or the other way round where reverse is set, the claims without one still last. What is equal there is ordered by
// publication, then by ID, so that every page of a result continues the one before it.
func Compare(o Order, reverse bool, a, b Hit) int {
	d := 0
	switch o {
	case ByRelevance:
		d = turned(cmp.Compare(b.Score, a.Score), reverse)
	case ByValue:
		d = compareFigures("value", reverse, a, b)
	case ByMoney:
		d = compareFigures("money", reverse, a, b)
	case ByDate:
		x, y := PublishedKey(a.Claim), PublishedKey(b.Claim)
		d = cmp.Compare(x, y)
		if x != undated && y != undated {
			d = turned(d, reverse)
		}
	}
	return cmp.Or(d, cmp.Compare(PublishedKey(a.Claim), PublishedKey(b.Claim)), cmp.Compare(a.Claim.ID, b.Claim.ID))
}

func turned(d int, reverse bool) int {
	if reverse {
		return -d
	}
	return d
}

func compareFigures(field string, reverse bool, a, b Hit) int {
	x, okX := FigureOf(field, a.Claim)
	y, okY := FigureOf(field, b.Claim)
	switch {
	case okX && okY:
		return turned(x.Low.Compare(y.Low), reverse)
	case okX:
		return -1
	case okY:
		return +1
	}
	return 0
}

// undated is the PublishedKey of a claim whose day of publication is unknown.
const undated = math.MaxInt64

// SeenBefore orders the appearances of a statement by which was seen first: by day of publication, undated ones last; on one day the original
// before its reprints, whose clocks may differ; then by minute; then the text before a headline that repeats it; then by ID.
func SeenBefore(a, b Record) int {
	x, y := PublishedKey(a.Claim), PublishedKey(b.Claim)
	return cmp.Or(cmp.Compare(x/minutes, y/minutes), falseFirst(a.Reprint.Of != "", b.Reprint.Of != ""), cmp.Compare(x, y),
		falseFirst(a.Repeats != "", b.Repeats != ""), cmp.Compare(a.ID, b.ID))
}

func falseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return +1
}

// minutes of a day in a PublishedKey.
const minutes = 24 * 60

// PublishedKey orders claims by day and, where it is known, minute of publication; undated ones come last.
func PublishedKey(c claim.Claim) int64 {
	d := c.Published.Date
	if d.Year == 0 {
		return undated
	}
	key := int64(dayKey(d, false)) * minutes
	if clock := c.Published.Clock; !clock.IsZero() {
		key += int64(clock.Hour()*60 + clock.Minute())
	}
	return key
}
