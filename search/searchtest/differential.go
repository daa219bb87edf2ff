package searchtest

import (
	"errors"
	"os"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"raqam/claim"
	"raqam/search"
)

// randomQueries is how many queries the differential test asks; with RAQAM_LONG set, manyQueries.
const (
	randomQueries = 1_000
	manyQueries   = 10_000
)

// testRandom compares the backend with Memory: random claims, added in several builds with some articles replaced, and random queries. All
// of the result must agree: total, hits, order, scores, marks, appearances; facets; groups and what is measured of them.
func testRandom(t *testing.T, b Backend) {
	r := random(t)
	var memory Memory
	for range 8 {
		var claims []claim.Claim
		seen := map[string]bool{} // a second article of the same URL in one build would be one Entry with IDs that are not unique
		for range 1 + r.IntN(10) {
			if article := randomClaims(r); !seen[article[0].URL] {
				seen[article[0].URL] = true
				claims = append(claims, article...)
			}
		}
		reprints := map[string]search.Reprint{}
		for url := range seen {
			if r.IntN(3) == 0 {
				reprints[url] = search.Reprint{Cluster: pick(r, "k1", "k2"), Of: pick(r, "", "https://two.example/7")}
			}
		}
		publishReprints(t, b, claims, reprints)
		publishReprints(t, &memory, claims, reprints)
	}
	got, want := searcher(t, b), searcher(t, &memory)
	measured, canMeasure := got.(measuring)
	queries := randomQueries
	if os.Getenv("RAQAM_LONG") != "" {
		queries = manyQueries
	}
	for range queries {
		q := search.Query{Root: randomNode(r, 3, canMeasure)}
		if parsed, err := search.Parse(q.String()); err != nil || !cmp.Equal(parsed, q) {
			t.Fatalf("%s reads back as %s, %v:\n%s", q, parsed, err, cmp.Diff(q, parsed))
		}
		o := search.Options{Limit: 1 + r.IntN(30), Offset: r.IntN(3) * r.IntN(20), Sort: search.Order(r.IntN(3)), Loose: r.IntN(2) == 0}
		if !canMeasure {
			if d := cmp.Diff(find(t, want, q, o), find(t, got, q, o), cmpopts.IgnoreFields(search.Result{}, "Next"), cmpopts.IgnoreFields(search.Hit{}, "Statement", "Reprint")); d != "" {
				t.Fatalf("%s, %+v (-oracle +backend):\n%s", q, o, d)
			}
			continue
		}
		o.Sort, o.Reverse, o.Group = search.Order(r.IntN(4)), r.IntN(2) == 0, r.IntN(4) == 0
		agree(t, measured, want.(measuring), q, o)
		switch r.IntN(4) {
		case 0:
			agreeOnFacet(t, measured, want.(measuring), q, search.FacetOptions{
				Field: pick(r, search.FacetFields()...), Prefix: pick(r, "", "", "al", "alpha g", "13", "q"), Limit: r.IntN(6), Loose: o.Loose})
		case 1:
			by := []string{pick(r, search.GroupFields()...), pick(r, search.GroupFields()...)}
			agreeOnGroups(t, measured, want.(measuring), q, search.AggregateOptions{
				By: by[:r.IntN(3)], Of: pick(r, "", "value", "value", "money"), Loose: o.Loose})
		}
	}
}

// agree compares a page, and the one after it, of the backend and of the oracle. Cursors are the backend's own.
func agree(t *testing.T, got, want measuring, q search.Query, o search.Options) {
	t.Helper()
	x, y := find(t, want, q, o), find(t, got, q, o)
	nextX, nextY := x.Next, y.Next
	x.Next, y.Next = "", ""
	same(t, x, y, q, o)
	if (nextX == "") != (nextY == "") {
		t.Fatalf("%s, %+v: next page %q, the oracle's %q", q, o, nextY, nextX)
	}
	if nextX != "" {
		o.Cursor = nextX
		x = find(t, want, q, o)
		o.Cursor = nextY
		same(t, ids(x), ids(find(t, got, q, o)), q, o)
	}
}

// same compares two answers; nearly all are equal, and then the slow comparison that can tell a difference is not needed.
func same(t *testing.T, oracle, backend any, q search.Query, o any) {
	t.Helper()
	if reflect.DeepEqual(oracle, backend) {
		return
	}
	if d := cmp.Diff(oracle, backend, cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("%s, %+v (-oracle +backend):\n%s", q, o, d)
	}
}

func agreeOnFacet(t *testing.T, got, want measuring, q search.Query, o search.FacetOptions) {
	t.Helper()
	x, errX := want.Facet(t.Context(), q, o)
	y, errY := got.Facet(t.Context(), q, o)
	if errX != nil || errY != nil {
		t.Fatalf("%s, %+v: oracle %v, backend %v", q, o, errX, errY)
	}
	same(t, x, y, q, o)
}

func agreeOnGroups(t *testing.T, got, want measuring, q search.Query, o search.AggregateOptions) {
	t.Helper()
	x, errX := want.Aggregate(t.Context(), q, o)
	y, errY := got.Aggregate(t.Context(), q, o)
	if errX != nil || errY != nil {
		t.Fatalf("%s, %+v: oracle %v, backend %v", q, o, errX, errY)
	}
	same(t, x, y, q, o)
}

// publishReprints adds the claims in one Publish; reprints are by URL.
func publishReprints(t *testing.T, b Backend, claims []claim.Claim, reprints map[string]search.Reprint) {
	t.Helper()
	w, err := b.Writer()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range Entries(claims) {
		e.Reprint = reprints[e.URL]
		if err := w.Add(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Publish(t.Context(), nil), w.Close()); err != nil {
		t.Fatal(err)
	}
}
