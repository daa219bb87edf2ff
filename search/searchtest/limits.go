package searchtest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"

	"raqam/claim"
	"raqam/search"
)

// testHuge: an article of thousands of claims, and more groups than an answer may have.
func testHuge(t *testing.T, b Backend) {
	const n = search.MaxGroups + 1
	claims := make([]claim.Claim, n)
	for i := range claims {
		c := sentence(0, "alpha")
		c.ID, c.Value, c.Counted = fmt.Sprintf("h%05d", i), strconv.Itoa(i+1), "thing"+strconv.Itoa(i)
		claims[i] = c
	}
	publish(t, b, claims)
	s := measuringSearcher(t, b)
	q := query(t, "alpha")
	if r := find(t, s, q, search.Options{Limit: 2, Offset: n - 1, Sort: search.ByValue}); r.Total != n || len(r.Hits) != 1 || r.Hits[0].Claim.Value != strconv.Itoa(n) {
		t.Errorf("the last of %d: %d hits of %d", n, len(r.Hits), r.Total)
	}
	f, err := s.Facet(t.Context(), q, search.FacetOptions{Field: "counted", Limit: 3})
	if err != nil || f.Total != n || len(f.Values) != 3 || f.More != n-3 {
		t.Errorf("facet: %+v, %v", f, err)
	}
	a, err := s.Aggregate(t.Context(), q, search.AggregateOptions{Of: "value"})
	if err != nil || len(a.Groups) != 1 {
		t.Fatalf("%+v, %v: want one group", a, err)
	}
	if g := a.Groups[0]; g.Claims != n || g.Statements != n || g.Median != strconv.Itoa((n+1)/2) || g.Sum != strconv.Itoa(n*(n+1)/2) {
		t.Errorf("%+v", g)
	}
	if _, err := s.Aggregate(t.Context(), q, search.AggregateOptions{By: []string{"counted"}}); !errors.Is(err, search.ErrTooMany) {
		t.Errorf("%d groups: %v, want ErrTooMany", n, err)
	}
}

// testCancelled: a question whose context has ended has no answer, and neither has the zero Query.
func testCancelled(t *testing.T, b Backend) {
	publish(t, b, Claims(t))
	s := measuringSearcher(t, b)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, ask := range map[string]func(context.Context, search.Query) error{
		"search": func(ctx context.Context, q search.Query) error {
			_, err := s.Search(ctx, q, search.Options{})
			return err
		},
		"group": func(ctx context.Context, q search.Query) error {
			_, err := s.Search(ctx, q, search.Options{Group: true})
			return err
		},
		"facet": func(ctx context.Context, q search.Query) error {
			_, err := s.Facet(ctx, q, search.FacetOptions{Field: "year"})
			return err
		},
		"aggregate": func(ctx context.Context, q search.Query) error {
			_, err := s.Aggregate(ctx, q, search.AggregateOptions{})
			return err
		},
	} {
		if err := ask(ctx, query(t, "*")); !errors.Is(err, context.Canceled) {
			t.Errorf("%s with a cancelled context: %v", name, err)
		}
		if err := ask(t.Context(), search.Query{}); err == nil {
			t.Errorf("%s: the zero Query is accepted", name)
		}
	}
}
