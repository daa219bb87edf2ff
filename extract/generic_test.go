package extract

import (
	"encoding/json"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"raqam/corpus"
)

// TestUnknownSystem reads the fixtures as if nobody knew their systems, and compares lead and body with what the profiles find. The mean is
// a floor, to be raised with the scorer.
func TestUnknownSystem(t *testing.T) {
	sum, n := 0.0, 0
	for f, want := range pageFixtures(t) {
		got, reasons, err := explainWith(noProfiles(), f.record)
		score := f1(want, got)
		if score < 0.9 {
			t.Logf("%s: F1 %.3f, %v\n%s%s", f.name, score, err, pretty(t, got), pretty(t, reasons))
		}
		sum, n = sum+score, n+1
	}
	t.Logf("mean F1 %.3f of %d pages", sum/float64(n), n)
	if sum/float64(n) < 0.985 {
		t.Errorf("mean F1 %.3f, want 0.985", sum/float64(n))
	}
}

// TestUnknownRealPages does the same with the real pages.
func TestUnknownRealPages(t *testing.T) {
	data, err := os.ReadFile(shared(t, "pages/gold_fa.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gold map[string]struct{ Body, Lead, Title, Date string }
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatal(err)
	}
	for name, want := range gold {
		body, err := os.ReadFile(shared(t, "pages/"+name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		got, reasons, err := explainWith(noProfiles(), corpus.Record{Kind: corpus.Page, Body: body})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		score := f1(Article{Lead: want.Lead, Paragraphs: []string{want.Body}}, got)
		t.Logf("%s: F1 %.3f", name, score)
		y, m, d := got.Published.Date.Gregorian()
		if score < 0.96 || got.Title != want.Title || fmtDate(y, int(m), d) != want.Date {
			t.Errorf("%s: F1 %.3f, title %q, date %s\n%s", name, score, got.Title, got.Published, pretty(t, reasons))
		}
	}
}

// f1 compares lead and body by words and their counts.
func f1(want, got Article) float64 {
	count := func(a Article) map[string]int {
		m := map[string]int{}
		for _, w := range words(a.Lead + "\n" + strings.Join(a.Paragraphs, "\n")) {
			m[w]++
		}
		return m
	}
	w, g := count(want), count(got)
	both, wn, gn := 0, 0, 0
	for k, c := range w {
		both += min(c, g[k])
		wn += c
	}
	for _, c := range g {
		gn += c
	}
	if both == 0 {
		return 0
	}
	return 2 * float64(both) / float64(wn+gn)
}

// pageFixtures yields the fixtures that are HTML pages with an article, and the articles expected of them.
func pageFixtures(t *testing.T) iter.Seq2[fixture, Article] {
	t.Helper()
	files, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(fixture, Article) bool) {
		for _, path := range files {
			f := readFixture(t, path)
			article, _ := f.expected()
			if f.record.Kind != corpus.Page || article == "" {
				continue
			}
			var want Article
			if err := json.Unmarshal([]byte(article), &want); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if !yield(f, want) {
				return
			}
		}
	}
}
