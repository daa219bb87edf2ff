// Package searchtest holds the conformance suite every index backend passes, and the in-memory index that the suite compares them with.
//
//	func TestConformance(t *testing.T) {
//		searchtest.Run(t, func(t *testing.T) searchtest.Backend { return backend{t.TempDir()} })
//	}
//
// What the suite asks is data: testdata/queries.tsv (the query language over claims.jsonl), orthography.tsv (spellings that must or must
// not agree) and numbers.tsv (spellings of one number); and, over figures.jsonl, figures.tsv (fields and orders), facets.tsv and aggregates.tsv
// (what is counted and measured, worked out by hand). A line there is a test. Then random claims and queries are put to the backend and to the
// index in memory; RAQAM_LONG=1 asks ten thousand.
//
// A backend that only searches is not asked for what a search.Faceter and search.Aggregator can do.
package searchtest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raqam/claim"
	"raqam/search"
)

// Backend is one index, empty at first.
type Backend interface {
	Writer() (search.Writer, error)     // search.ErrLocked while another is open
	Searcher() (search.Searcher, error) // of what is published now; search.ErrNoIndex
}

// Run checks that the backend behaves as package search promises. open makes a new, empty index.
func Run(t *testing.T, open func(t *testing.T) Backend) {
	t.Run("queries", func(t *testing.T) { testQueries(t, open(t)) })
	t.Run("orthography", func(t *testing.T) { testOrthography(t, open(t)) })
	t.Run("numbers", func(t *testing.T) { testNumbers(t, open(t)) })
	t.Run("relevance", func(t *testing.T) { testRelevance(t, open(t)) })
	t.Run("marks", func(t *testing.T) { testMarks(t, open(t)) })
	t.Run("paging", func(t *testing.T) { testPaging(t, open(t)) })
	t.Run("get", func(t *testing.T) { testGet(t, open(t)) })
	t.Run("empty", func(t *testing.T) { testEmpty(t, open(t)) })
	t.Run("replace", func(t *testing.T) { testReplace(t, open(t)) })
	t.Run("publish", func(t *testing.T) { testPublish(t, open(t)) })
	t.Run("lock", func(t *testing.T) { testLock(t, open(t)) })
	t.Run("garbage", func(t *testing.T) { testGarbage(t, open(t)) })
	t.Run("fields", func(t *testing.T) { testFields(t, open(t)) })
	t.Run("appearances", func(t *testing.T) { testAppearances(t, open(t)) })
	t.Run("facets", func(t *testing.T) { testFacets(t, open(t)) })
	t.Run("aggregates", func(t *testing.T) { testAggregates(t, open(t)) })
	t.Run("cursors", func(t *testing.T) { testCursors(t, open(t)) })
	t.Run("huge", func(t *testing.T) { testHuge(t, open(t)) })
	t.Run("cancelled", func(t *testing.T) { testCancelled(t, open(t)) })
	t.Run("random", func(t *testing.T) { testRandom(t, open(t)) })
}

// publish adds the claims of each batch in one Publish.
func publish(t *testing.T, b Backend, batches ...[]claim.Claim) {
	t.Helper()
	w, err := b.Writer()
	if err != nil {
		t.Fatal(err)
	}
	for i, claims := range batches {
		for _, e := range Entries(claims) {
			if err := w.Add(t.Context(), e); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Publish(t.Context(), fmt.Append(nil, "state ", i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// searcher opens what is published, until the test ends.
func searcher(t *testing.T, b Backend) search.Searcher {
	t.Helper()
	s, err := b.Searcher()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func query(t *testing.T, text string) search.Query {
	t.Helper()
	q, err := search.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return q
}

func find(t *testing.T, s search.Searcher, q search.Query, o search.Options) *search.Result {
	t.Helper()
	r, err := s.Search(t.Context(), q, o)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return r
}

// ids returns the IDs of the hits, or "-" for none.
func ids(r *search.Result) []string {
	if len(r.Hits) == 0 {
		return []string{"-"}
	}
	var ids []string
	for _, h := range r.Hits {
		ids = append(ids, h.Claim.ID)
	}
	return ids
}

func testQueries(t *testing.T, b Backend) {
	claims := Claims(t)
	publish(t, b, claims[:3], claims[3:7], claims[7:])
	s := searcher(t, b)
	for _, row := range rows(t, "queries.tsv", 4) {
		t.Run(row[0], func(t *testing.T) {
			o := search.Options{Limit: 100}
			ordered := false
			switch row[1] {
			case "loose":
				o.Loose = true
			case "value":
				o.Sort, ordered = search.ByValue, true
			case "date":
				o.Sort, ordered = search.ByDate, true
			}
			got, want := ids(find(t, s, query(t, row[0]), o)), strings.Fields(row[2])
			if !ordered {
				slices.Sort(got)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", row[3], d)
			}
		})
	}
}

func testOrthography(t *testing.T, b Backend) {
	table := rows(t, "orthography.tsv", 4)
	if len(table) < 150 {
		t.Fatalf("%d pairs, want 150 at least", len(table))
	}
	var claims []claim.Claim
	for i, row := range table {
		claims = append(claims, sentence(i, row[0]))
	}
	publish(t, b, claims)
	s := searcher(t, b)
	for i, row := range table {
		// The site narrows the search to the row's own sentence.
		q := query(t, fmt.Sprintf("(%s) url:%s", row[1], claims[i].URL))
		if got := find(t, s, q, search.Options{}).Total == 1; got != (row[2] == "y") {
			t.Errorf("%s finds %q: %v, want %s: %s", row[1], row[0], got, row[2], row[3])
		}
	}
}

func testNumbers(t *testing.T, b Backend) {
	publish(t, b, Claims(t))
	s := searcher(t, b)
	for _, row := range rows(t, "numbers.tsv", 2) {
		want := ids(find(t, s, query(t, "value:"+row[0]), search.Options{}))
		if want[0] == "-" {
			t.Fatalf("no claim of %s", row[0])
		}
		value := `value:"` + strings.Trim(row[1], `"«»`) + `"`
		for _, spelling := range []string{row[1], value, "( " + row[1] + " )"} {
			if d := cmp.Diff(want, ids(find(t, s, query(t, spelling), search.Options{}))); d != "" {
				t.Errorf("%s (-value:%s +got):\n%s", spelling, row[0], d)
			}
		}
	}
}

// testRelevance: what a claim counts outranks what its sentence mentions, and a rare word a common one.
func testRelevance(t *testing.T, b Backend) {
	mentions, counts := sentence(1, "alpha beta gamma"), sentence(2, "alpha beta gamma")
	counts.Phrase, counts.Counted = "alpha", "alpha"
	rare := sentence(3, "delta")
	publish(t, b, []claim.Claim{mentions, rare}, []claim.Claim{counts, sentence(4, "beta"), sentence(5, "beta")})
	s := searcher(t, b)
	if got := ids(find(t, s, query(t, "alpha"), search.Options{})); !slices.Equal(got, []string{"s0002", "s0001"}) {
		t.Errorf("alpha: %v, want the claim that counts it first", got)
	}
	if got := ids(find(t, s, query(t, "beta OR delta"), search.Options{})); got[0] != "s0003" {
		t.Errorf("beta OR delta: %v, want the rare word first", got)
	}
}

// testMarks: every mark of a word covers text in which the word is found, and that of a number is the mention.
func testMarks(t *testing.T, b Backend) {
	publish(t, b, Claims(t))
	s := searcher(t, b)
	for _, text := range []string{"counted:*", "9020", "value:..100", "alpha OR 10000"} {
		q := query(t, text)
		for _, h := range find(t, s, q, search.Options{Limit: 100}).Hits {
			if d := cmp.Diff(search.Marks(q.Root, h.Claim), h.Marks); d != "" {
				t.Errorf("%s, %s (-want +got):\n%s", q, h.Claim.ID, d)
			}
		}
	}
	r := find(t, s, query(t, "9020"), search.Options{})
	quote := []rune(r.Hits[0].Claim.Quote)
	if m := r.Hits[0].Marks; len(m) != 1 || string(quote[m[0].Start:m[0].End]) != r.Hits[0].Claim.Surface {
		t.Errorf("9020 marks %v of %q, want the mention %q", m, string(quote), r.Hits[0].Claim.Surface)
	}
}

// testPaging: pages put together are the whole result, in its order.
func testPaging(t *testing.T, b Backend) {
	claims := Claims(t)
	publish(t, b, claims[:7], claims[7:])
	s := searcher(t, b)
	for _, order := range []search.Order{search.ByRelevance, search.ByValue, search.ByDate} {
		q := query(t, "*")
		whole := ids(find(t, s, q, search.Options{Limit: 1000, Sort: order}))
		if len(whole) != len(claims) {
			t.Fatalf("%d claims found, want %d", len(whole), len(claims))
		}
		for _, size := range []int{1, 3, 5} {
			var paged []string
			for offset := 0; offset < len(claims); offset += size {
				r := find(t, s, q, search.Options{Limit: size, Offset: offset, Sort: order})
				if r.Total != len(claims) {
					t.Errorf("total %d, want %d", r.Total, len(claims))
				}
				paged = append(paged, ids(r)...)
			}
			if d := cmp.Diff(whole, paged); d != "" {
				t.Errorf("order %d, pages of %d (-whole +paged):\n%s", order, size, d)
			}
		}
	}
	if r := find(t, s, query(t, "*"), search.Options{Offset: 1000}); len(r.Hits) != 0 || r.Total != len(claims) {
		t.Errorf("past the end: %d hits of %d", len(r.Hits), r.Total)
	}
}

func testGet(t *testing.T, b Backend) {
	claims := Claims(t)
	publish(t, b, claims[:7], claims[7:])
	s := searcher(t, b)
	for _, want := range claims {
		got, err := s.Get(t.Context(), want.ID)
		if err != nil {
			t.Error(err)
		} else if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-added +got):\n%s", want.ID, d)
		}
	}
	if _, err := s.Get(t.Context(), "c99"); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("c99: %v, want ErrNotFound", err)
	}
}

func testEmpty(t *testing.T, b Backend) {
	if _, err := b.Searcher(); !errors.Is(err, search.ErrNoIndex) {
		t.Fatalf("before the first Publish: %v, want ErrNoIndex", err)
	}
	publish(t, b, nil)
	s := searcher(t, b)
	for _, text := range []string{"*", "alpha", `"alpha beta"`, "al*", "value:>1", "year:1399", "counted:*", "kind:money", "-alpha"} {
		if r := find(t, s, query(t, text), search.Options{}); r.Total != 0 || len(r.Hits) != 0 {
			t.Errorf("%s: %d hits of %d in an empty index", text, len(r.Hits), r.Total)
		}
	}
	if _, err := s.Search(t.Context(), search.Query{}, search.Options{}); err == nil {
		t.Error("the zero Query is accepted")
	}
	ctx, cancel := context.WithCancel(t.Context())
	publish(t, b, Claims(t))
	s = searcher(t, b)
	cancel()
	if _, err := s.Search(ctx, query(t, "*"), search.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("with a cancelled context: %v", err)
	}
}

// random draws from a seed that a failing test prints.
func random(t *testing.T) *rand.Rand {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}
