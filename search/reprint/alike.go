package reprint

// Alike reports whether two texts are reprints of each other: half of their shingles, and half of the figures of the one that has fewer, are
// the other's too. A text too short to tell is like none.
func (f Fingerprint) Alike(g Fingerprint) bool {
	if f.IsZero() || g.IsZero() {
		return false
	}
	a, b := len(f.Shingles), len(g.Shingles)
	if min(a, b)*2 < max(a, b) {
		return false // could not be even if the shorter were wholly in the longer
	}
	// common/(a+b-common) ≥ 1/2
	return common(f.Figures, g.Figures)*2 >= min(len(f.Figures), len(g.Figures)) && common(f.Shingles, g.Shingles)*3 >= a+b
}

// Resemblance is the Jaccard index of the shingles of two texts, from 0 to 1.
func (f Fingerprint) Resemblance(g Fingerprint) float64 {
	both := common(f.Shingles, g.Shingles)
	all := len(f.Shingles) + len(g.Shingles) - both
	if all == 0 {
		return 0
	}
	return float64(both) / float64(all)
}

// common counts the values of two ascending lists that both have.
func common(a, b []uint32) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := a[i], b[j]
		if x == y {
			n++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	return n
}
