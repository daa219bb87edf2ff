package search

import (
	"context"

	"raqam/claim"
)

// Entry is one article's claims as they enter an index. An article is replaced as a whole: adding an Entry with the URL of an earlier one
// (in the same or an earlier generation) takes the earlier one's claims out.
type Entry struct {
	URL    string
	Claims []claim.Claim
}

// Writer builds the next generation of an index. Nothing it is given can be found before Publish; a Writer that is closed without Publish
// leaves the index as it was.
type Writer interface {
	Add(ctx context.Context, e Entry) error
	// Publish makes all entries added so far visible at once, together with the state of the consumer that added them, durably:
	// after a crash either both are there or neither.
	Publish(ctx context.Context, state []byte) error
	Close() error
}

// Searcher answers queries from one published generation. It is safe for concurrent use.
type Searcher interface {
	Search(ctx context.Context, q Query, o Options) (*Result, error)
	Get(ctx context.Context, id string) (claim.Claim, error) // ErrNotFound
	Close() error
}

// Options of a search. The zero value: the first 20 hits by relevance.
type Options struct {
	Limit  int   // hits to return; 0 means 20
	Offset int   // hits to skip
	Sort   Order // ByRelevance
	Loose  bool  // intervals match when the claim's bound merely allows the value
}

// Order of hits.
type Order uint8

const (
	ByRelevance Order = iota
	ByValue           // ascending
	ByDate            // publication, oldest first
)

// Hit is a claim that matched.
type Hit struct {
	Claim claim.Claim
	Score float64
	Marks []Mark // words of the query found in Claim.Quote
}

// Mark is a range of code points of Hit.Claim.Quote to highlight.
type Mark struct{ Start, End int }

// Result of a search.
type Result struct {
	Total int // all matches, not only the returned ones
	Hits  []Hit
}

// Query is a parsed query: see Parse.
type Query struct{ Root Node }
