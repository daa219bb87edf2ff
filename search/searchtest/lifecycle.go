package searchtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raqam/claim"
	"raqam/search"
)

// testReplace: an entry takes the place of an earlier one with its URL, of the same build or of one before.
func testReplace(t *testing.T, b Backend) {
	first, second := sentence(1, "alpha"), sentence(2, "alpha")
	publish(t, b, []claim.Claim{first, second})
	w, err := b.Writer()
	if err != nil {
		t.Fatal(err)
	}
	add := func(e search.Entry) {
		t.Helper()
		if err := w.Add(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(when string, want ...string) {
		t.Helper()
		if err := w.Publish(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		got := ids(find(t, searcher(t, b), query(t, "*"), search.Options{Sort: search.ByDate}))
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", when, d)
		}
	}
	version := func(id, text string) claim.Claim {
		c := sentence(1, text)
		c.ID = id
		return c
	}
	add(search.Entry{URL: first.URL, Claims: []claim.Claim{version("t1", "beta"), version("t2", "gamma")}})
	expect("replaced", "s0002", "t1", "t2")
	add(search.Entry{URL: first.URL, Claims: []claim.Claim{version("u1", "beta")}})
	add(search.Entry{URL: first.URL, Claims: []claim.Claim{version("v1", "beta"), version("v2", "beta")}})
	expect("added twice in one build", "s0002", "v1", "v2")
	add(search.Entry{URL: second.URL})
	expect("emptied", "v1", "v2")
	add(search.Entry{URL: second.URL, Claims: []claim.Claim{second}})
	expect("added again under the same ID", "s0002", "v1", "v2")
	if r := find(t, searcher(t, b), query(t, "alpha"), search.Options{}); r.Total != 1 {
		t.Errorf("alpha: %d, want 1", r.Total)
	}
	wrong := sentence(3, "alpha")
	if err := w.Add(t.Context(), search.Entry{URL: first.URL, Claims: []claim.Claim{wrong}}); err == nil {
		t.Error("a claim of another URL is accepted")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// testPublish: what is added is invisible until Publish, an open searcher keeps its generation, and a writer closed without Publish leaves
// no trace.
func testPublish(t *testing.T, b Backend) {
	publish(t, b, []claim.Claim{sentence(0, "alpha")})
	w, err := b.Writer()
	if err != nil {
		t.Fatal(err)
	}
	before := searcher(t, b)
	want := []string{"s0000"}
	for i := 1; i <= 25; i++ { // enough for a backend that merges to merge
		c := sentence(i, fmt.Sprintf("alpha number%d", i))
		if err := w.Add(t.Context(), search.Entry{URL: c.URL, Claims: []claim.Claim{c}}); err != nil {
			t.Fatal(err)
		}
		if got := ids(find(t, searcher(t, b), query(t, "alpha"), search.Options{Limit: 100, Sort: search.ByDate})); !slices.Equal(got, want) {
			t.Fatalf("before Publish %d: %v, want %v", i, got, want)
		}
		if err := w.Publish(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		want = append(want, c.ID)
	}
	after := searcher(t, b)
	if got := ids(find(t, after, query(t, "alpha"), search.Options{Limit: 100, Sort: search.ByDate})); !slices.Equal(got, want) {
		t.Errorf("after all: %v, want %v", got, want)
	}
	if got := ids(find(t, before, query(t, "alpha"), search.Options{})); !slices.Equal(got, want[:1]) {
		t.Errorf("the searcher opened first finds %v, want what it found then", got)
	}
	c := sentence(99, "alpha")
	if err := w.Add(t.Context(), search.Entry{URL: c.URL, Claims: []claim.Claim{c}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if got := find(t, searcher(t, b), query(t, "alpha"), search.Options{}).Total; got != len(want) {
		t.Errorf("after a writer was closed without Publish: %d claims, want %d", got, len(want))
	}
}

func testLock(t *testing.T, b Backend) {
	w, err := b.Writer()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Writer(); !errors.Is(err, search.ErrLocked) {
		t.Errorf("second writer: %v, want ErrLocked", err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	if err := w.Publish(t.Context(), nil); err == nil {
		t.Error("Publish after Close succeeds")
	}
	w, err = b.Writer()
	if err != nil {
		t.Fatalf("after Close: %v", err)
	}
	w.Close()
}

// testGarbage: no text can break an index or be found wrongly for it.
func testGarbage(t *testing.T, b Backend) {
	texts := []string{
		"", " ", "\x00", "\xff\xfe", "\u200c", "\u200c\u200c\u200c", "\u202e\u202d", strings.Repeat("\u0640", 100), "\ufffd", "\U0001f600",
		"a\u0301\u0302\u0303", "<script>", "\"'`*()|-:", "\r\n\t", strings.Repeat("long", 5000), strings.Repeat("many ", 5000), "\u0661\u06f2" + "3",
	}
	var claims []claim.Claim
	for i, text := range texts {
		c := sentence(i, text)
		c.Counted, c.Phrase, c.Unit, c.Headline, c.Outlet, c.Section, c.Value = text, text, text, text, text, text, text
		c.Speaker = &claim.Speaker{Name: text, Role: text, Org: text}
		c.Start, c.End, c.QuoteAt = -5, 1<<30, 7
		c.Rial, c.High = "1e999999999", "1/0"
		claims = append(claims, c)
	}
	publish(t, b, claims)
	s := searcher(t, b)
	if r := find(t, s, query(t, "*"), search.Options{Limit: 1000}); r.Total != len(texts) || len(r.Hits) != len(texts) {
		t.Errorf("%d hits of %d, want %d", len(r.Hits), r.Total, len(texts))
	}
	for _, text := range texts {
		q, err := search.Parse(text)
		if err != nil {
			continue
		}
		for _, h := range find(t, s, q, search.Options{Limit: 1000}).Hits {
			if !search.Evaluate(q.Root, h.Claim, false) {
				t.Errorf("%q finds %q", q, h.Claim.Quote)
			}
		}
	}
}
