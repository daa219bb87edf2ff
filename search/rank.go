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

// Compare orders two hits: by score (highest first), value (lowest first, claims without one last) or publication (oldest first, undated
// last). What is equal there is ordered by publication, then by ID, so that every page of a result continues the one before it.
func Compare(o Order, a, b Hit) int {
	d := 0
	switch o {
	case ByRelevance:
		d = cmp.Compare(b.Score, a.Score)
	case ByValue:
		x, okX := FigureOf("value", a.Claim)
		y, okY := FigureOf("value", b.Claim)
		switch {
		case okX && okY:
			d = x.Low.Compare(y.Low)
		case okX:
			d = -1
		case okY:
			d = +1
		}
	}
	return cmp.Or(d, cmp.Compare(PublishedKey(a.Claim), PublishedKey(b.Claim)), cmp.Compare(a.Claim.ID, b.Claim.ID))
}

// PublishedKey orders claims by day and, where it is known, minute of publication; undated ones come last.
func PublishedKey(c claim.Claim) int64 {
	d := c.Published.Date
	if d.Year == 0 {
		return math.MaxInt64
	}
	key := int64(dayKey(d, false)) * 24 * 60
	if clock := c.Published.Clock; !clock.IsZero() {
		key += int64(clock.Hour()*60 + clock.Minute())
	}
	return key
}
