package reprint

// Groups joins numbers into sets (union-find with path halving; the smallest number of a set represents it). The zero Groups is empty.
type Groups struct{ parent []int }

// Add makes a new set of one and returns its number.
func (g *Groups) Add() int {
	g.parent = append(g.parent, len(g.parent))
	return len(g.parent) - 1
}

// Find returns the smallest number of the set that i is in.
func (g *Groups) Find(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

// Same reports whether both are in one set.
func (g *Groups) Same(i, j int) bool { return g.Find(i) == g.Find(j) }

// Join makes one set of two.
func (g *Groups) Join(i, j int) {
	i, j = g.Find(i), g.Find(j)
	g.parent[max(i, j)] = min(i, j)
}

// Len returns how many numbers there are.
func (g *Groups) Len() int { return len(g.parent) }
