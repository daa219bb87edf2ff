package search

import (
	"context"

	"raqam/claim"
)

// Entry is one article's claims as they enter an index. An article is replaced as a whole: adding an Entry with the URL of an earlier one
// (in the same or an earlier generation) takes the earlier one's claims out.
type Entry struct {
	URL     string
	Claims  []claim.Claim
	Reprint Reprint // where else the article's text stands
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
	Limit   int    // hits to return; 0 means 20
	Offset  int    // hits to skip
	Cursor  string // Result.Next of the page before; Offset counts for nothing then. ErrStale when the index has changed since
	Sort    Order  // ByRelevance
	Reverse bool   // the highest value first, the latest date, the least relevant; claims without a value or date stay last
	Loose   bool   // intervals match when the claim's bound merely allows the value
	Group   bool   // one hit a statement: the one first seen, of those that match (see [SeenBefore]); Total counts statements
}

// Order of hits.
type Order uint8

const (
	ByRelevance Order = iota
	ByValue           // as stated, ascending
	ByDate            // publication, oldest first
	ByMoney           // in rial, ascending
)

// Hit is a claim that matched.
type Hit struct {
	Claim     claim.Claim
	Statement string // see [Statements]
	Reprint   Reprint
	Score     float64
	Marks     []Mark       // words of the query found in Claim.Quote
	Seen      *Appearances // with Options.Group: how often its statement appears among the matches
}

// Appearances of one statement among the matches of a query.
type Appearances struct {
	Claims   int      `json:"claims"`
	Articles int      `json:"articles"` // different addresses
	Texts    int      `json:"texts"`    // different texts: articles, reprints of one text counted once
	Outlets  []string `json:"outlets"`  // different ones; see [Aggregate]
}

// Mark is a range of code points of Hit.Claim.Quote to highlight.
type Mark struct{ Start, End int }

// Result of a search.
type Result struct {
	Total int // all matches, not only the returned ones
	Hits  []Hit
	Next  string // Cursor of the next page; "" at the end
}

// Query is a parsed query: see Parse.
type Query struct{ Root Node }
