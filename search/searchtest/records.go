package searchtest

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raqam/claim"
	"raqam/search"
)

// measuring is a Searcher that can do all there is.
type measuring interface {
	search.Searcher
	search.Faceter
	search.Aggregator
}

// measuringSearcher opens what is published, or skips the test where the backend only searches.
func measuringSearcher(t *testing.T, b Backend) measuring {
	t.Helper()
	s, ok := searcher(t, b).(measuring)
	if !ok {
		t.Skip("skipped: this backend counts and measures nothing")
	}
	return s
}

// OpenFigures opens an index in memory of Figures.
func OpenFigures(t testing.TB) search.Searcher {
	t.Helper()
	var memory Memory
	w, err := memory.Writer()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range Figures(t) {
		if err := w.Add(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Publish(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	s, err := memory.Searcher()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Figures returns the articles of testdata/figures.jsonl: one thing counted through six years, with a reprint, a headline that repeats its text,
// promises, a denial, rates, changes and money.
func Figures(t testing.TB) []search.Entry {
	t.Helper()
	text, err := testdata.ReadFile("testdata/figures.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var entries []search.Entry
	for line := range strings.Lines(string(text)) {
		var c claim.Claim
		var r search.Reprint
		if err := errors.Join(json.Unmarshal([]byte(line), &c), json.Unmarshal([]byte(line), &r)); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(entries, func(e search.Entry) bool { return e.URL == c.URL })
		if i < 0 {
			i = len(entries)
			entries = append(entries, search.Entry{URL: c.URL, Reprint: r})
		}
		entries[i].Claims = append(entries[i].Claims, c)
	}
	return entries
}

// figures publishes the Figures in two builds and opens them.
func figures(t *testing.T, b Backend) measuring {
	t.Helper()
	publish(t, b, nil)
	measuringSearcher(t, b) // or skip
	w, err := b.Writer()
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range Figures(t) {
		if err := w.Add(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			if err := w.Publish(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := errors.Join(w.Publish(t.Context(), nil), w.Close()); err != nil {
		t.Fatal(err)
	}
	return measuringSearcher(t, b)
}

func testFields(t *testing.T, b Backend) {
	s := figures(t, b)
	for _, row := range rows(t, "figures.tsv", 4) {
		t.Run(row[0]+" "+row[1], func(t *testing.T) {
			o, ordered := search.Options{Limit: 100}, false
			for option := range strings.FieldsSeq(row[1]) {
				switch option {
				case "reverse":
					o.Reverse = true
				case "group":
					o.Group = true
				case "-":
				default:
					o.Sort, ordered = map[string]search.Order{"value": search.ByValue, "date": search.ByDate, "money": search.ByMoney}[option], true
				}
			}
			r := find(t, s, query(t, row[0]), o)
			got, want := ids(r), strings.Fields(row[2])
			if !ordered {
				slices.Sort(got)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", row[3], d)
			}
			if r.Total != len(r.Hits) {
				t.Errorf("%d hits, total %d", len(r.Hits), r.Total)
			}
		})
	}
}

// testAppearances: a group tells how often its statement appears, and where.
func testAppearances(t *testing.T, b Backend) {
	s := figures(t, b)
	r := find(t, s, query(t, "value:9020"), search.Options{Group: true})
	if len(r.Hits) != 1 || r.Hits[0].Seen == nil {
		t.Fatalf("%+v, want one group", r)
	}
	want := search.Appearances{Claims: 4, Articles: 3, Texts: 2, Outlets: []string{"خبرگزاري دوم", "خبرگزاری یکم"}}
	if d := cmp.Diff(want, *r.Hits[0].Seen); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	// The appearances can be asked for by their statement.
	q := search.Query{Root: search.Is{Field: "claim", Value: r.Hits[0].Statement}}
	if got := ids(find(t, s, q, search.Options{Sort: search.ByDate})); !slices.Equal(got, []string{"f04", "f01", "f02", "f05"}) {
		t.Errorf("%s: %v", q, got)
	}
	for _, h := range find(t, s, query(t, "cluster:k1"), search.Options{}).Hits {
		if h.Seen != nil || h.Statement == "" || h.Reprint.Cluster != "k1" {
			t.Errorf("%s: seen %v, statement %q, reprint %v", h.Claim.ID, h.Seen, h.Statement, h.Reprint)
		}
	}
}

// testCursors: pages follow each other by their cursors, and a cursor is good for its own query and state of the index only.
func testCursors(t *testing.T, b Backend) {
	s := figures(t, b)
	q := query(t, "*")
	for _, o := range []search.Options{{}, {Sort: search.ByValue}, {Sort: search.ByDate, Reverse: true}, {Sort: search.ByMoney}, {Group: true}} {
		all := o
		all.Limit = 100
		want := ids(find(t, s, q, all))
		var got []string
		for o.Limit = 2; ; o.Limit++ { // pages may differ in size
			r := find(t, s, q, o)
			got = append(got, ids(r)...)
			if r.Total != len(want) {
				t.Errorf("%+v: total %d, want %d", o, r.Total, len(want))
			}
			if o.Cursor = r.Next; r.Next == "" {
				break
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%+v (-whole +paged):\n%s", o, d)
		}
	}
	next := find(t, s, q, search.Options{Limit: 1}).Next
	for name, wrong := range map[string]struct {
		q search.Query
		o search.Options
	}{
		"another query": {query(t, "kind:money"), search.Options{Cursor: next}},
		"another order": {q, search.Options{Cursor: next, Sort: search.ByDate}},
		"turned":        {q, search.Options{Cursor: next, Reverse: true}},
		"loose":         {q, search.Options{Cursor: next, Loose: true}},
		"grouped":       {q, search.Options{Cursor: next, Group: true}},
		"cut":           {q, search.Options{Cursor: next[:5]}},
		"no cursor":     {q, search.Options{Cursor: "۲"}},
	} {
		if _, err := s.Search(t.Context(), wrong.q, wrong.o); !errors.Is(err, search.ErrCursor) {
			t.Errorf("%s: %v, want ErrCursor", name, err)
		}
	}
	publish(t, b, []claim.Claim{sentence(1, "alpha")})
	if _, err := searcher(t, b).Search(t.Context(), q, search.Options{Cursor: next}); !errors.Is(err, search.ErrStale) {
		t.Errorf("after another Publish: %v, want ErrStale", err)
	}
	if _, err := s.Search(t.Context(), q, search.Options{Cursor: next}); err != nil {
		t.Errorf("a searcher opened before: %v", err)
	}
}
