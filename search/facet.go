package search

import "context"

// Faceter counts the matches of a query by the values of a field. A Searcher that can implements it too.
type Faceter interface {
	Facet(ctx context.Context, q Query, o FacetOptions) (*Facet, error)
}

// FacetFields are the fields that can be counted by.
func FacetFields() []string {
	return []string{"outlet", "speaker", "org", "counted", "unit", "kind", "status", "year", "bound", "part", "section", "predicate", "per"}
}

// FacetOptions of a Facet.
type FacetOptions struct {
	Field  string // one of FacetFields
	Prefix string // only values that have these words side by side, the last of them at least begun; "" for all
	Limit  int    // values to return; 0 means 10
	Loose  bool   // as in Options
}

// Facet is how the matches divide by a field.
type Facet struct {
	Field  string
	Total  int          // all matches
	None   int          // matches of which the field holds nothing
	Values []FacetValue // the most frequent first, then by Label
	More   int          // further values (that have the Prefix), not returned
}

// FacetValue is one value. Its Count is the Total of a search narrowed to it by [Narrow]. A claim that speaks of several years counts for each of
// them; under every other field a claim counts once.
type FacetValue struct {
	Label string // as written; of several spellings the most frequent, then the smallest
	Count int
}
