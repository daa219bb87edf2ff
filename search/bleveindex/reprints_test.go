package bleveindex

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"raqam/extract"
	"raqam/normalize/calendar"
	"raqam/search"
	"raqam/search/reprint"
)

// printed makes article i of an outlet: one of a few texts, with some words replaced.
func printed(r *rand.Rand, i int) (search.Entry, reprint.Text) {
	e := numbered(i)
	story := rand.New(rand.NewPCG(uint64(r.IntN(40)), 1))
	var words []string
	for range 60 {
		words = append(words, "w"+fmt.Sprint(story.IntN(1000)+1000)+"x")
	}
	for range r.IntN(12) {
		words[r.IntN(len(words))] = "other"
	}
	a := extract.Article{URL: e.URL, Outlet: fmt.Sprint("outlet", r.IntN(5)), Paragraphs: []string{strings.Join(words, " ")}}
	a.Published = calendar.Stamp{Date: calendar.Date{Year: 1400, Month: 1, Day: 1 + r.IntN(28)}}
	if r.IntN(6) == 0 {
		a.ReprintedFrom = fmt.Sprint("outlet", r.IntN(5))
	}
	return e, reprint.FromArticle(a)
}

// TestReprints publishes articles, replaces and removes some, merges and compacts: after each generation the index knows the clusters that
// looking at all articles at once gives.
func TestReprints(t *testing.T) {
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(7, 7))
	w, err := OpenWriter(dir, WriterOptions{MaxSegments: 3, SegmentRows: 60})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { w.Close() }()
	texts := map[string]reprint.Text{}
	largest := 0
	for round := range 15 {
		for range r.IntN(80) {
			i := r.IntN(300)
			e, text := printed(r, i)
			switch r.IntN(8) {
			case 0: // taken out
				e.Claims = nil
				fallthrough
			case 1: // no longer known by its text
				text = reprint.Text{}
			}
			texts[e.URL] = text
			if err := w.AddText(t.Context(), e, text); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Publish(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		if round%7 == 6 {
			if err := w.Compact(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if round%5 == 4 { // a new writer reads what the last one wrote
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if w, err = OpenWriter(dir, WriterOptions{MaxSegments: 3, SegmentRows: 60}); err != nil {
				t.Fatal(err)
			}
		}
		want := map[string]search.Reprint{}
		var all []reprint.Text
		for _, text := range texts {
			if text.URL != "" {
				all = append(all, text)
			}
		}
		for _, c := range reprint.Clusters(all) {
			original := all[c.Members[0]].Article
			for _, m := range c.Members {
				want[all[m].URL] = search.Reprint{Cluster: reprint.ID(original), Of: original.URL}
			}
			want[original.URL] = search.Reprint{Cluster: reprint.ID(original)}
			largest = max(largest, len(c.Members))
		}
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(s.reprints, want) {
			t.Errorf("round %d: %d articles with twins, want %d", round, len(s.reprints), len(want))
		}
		result, err := s.Search(t.Context(), search.Query{Root: search.All{}}, search.Options{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range result.Hits {
			if h.Reprint != want[h.Claim.URL] {
				t.Errorf("round %d: a hit in %s has %v, want %v", round, h.Claim.URL, h.Reprint, want[h.Claim.URL])
			}
		}
		s.Close()
		if err := Verify(dir); err != nil {
			t.Error(err)
		}
	}
	if largest < 4 {
		t.Errorf("the largest cluster had %d articles: too few to test anything", largest)
	}
}

func FuzzDecodeClusters(f *testing.F) {
	f.Add([]byte{0x28, 0xb5, 0x2f, 0xfd})
	f.Fuzz(func(t *testing.T, data []byte) {
		clusters, err := decodeClusters(data)
		if err == nil && slices.ContainsFunc(clusters, func(c cluster) bool { return len(c.Members) < 2 }) {
			t.Error("a cluster of one")
		}
	})
}
