package extract

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"raqam/corpus"
	"raqam/normalize"
	"raqam/normalize/number"
)

// goldPage is what a human found on one of the real Persian pages.
type goldPage struct{ Body, Lead, Title, Date string }

func goldPages(t *testing.T) map[string]goldPage {
	t.Helper()
	data, err := os.ReadFile(shared(t, "pages/gold_fa.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gold map[string]goldPage
	if err := json.Unmarshal(data, &gold); err != nil {
		t.Fatal(err)
	}
	return gold
}

// TestNoSpuriousNumbers: on the real Persian pages lead and body are right, by profile and without one, and there is no number in them that the
// journalist did not write.
func TestNoSpuriousNumbers(t *testing.T) {
	for name, want := range goldPages(t) {
		body, err := os.ReadFile(shared(t, "pages/"+name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		written := Article{Title: want.Title, Lead: want.Lead, Paragraphs: []string{want.Body}}
		for path, set := range map[string]profileSet{"profile": profiles(), "generic": noProfiles()} {
			got, _, err := explainWith(set, corpus.Record{Kind: corpus.Page, Body: body})
			if err != nil {
				t.Errorf("%s, %s: %v", name, path, err)
				continue
			}
			if score := f1(written, got); score < 0.985 {
				t.Errorf("%s, %s: F1 %.3f, want 0.985", name, path, score)
			}
			wrote, found := numbersOf(written), numbersOf(got)
			for surface, n := range found {
				if n > wrote[surface] {
					t.Errorf("%s, %s: %q stands %d times, the journalist wrote it %d times", name, path, surface, n, wrote[surface])
				}
			}
			if len(found) == 0 {
				t.Errorf("%s, %s: no number found", name, path)
			}
		}
	}
}

// numbersOf counts the numeric expressions of an article as they are written.
func numbersOf(a Article) map[string]int {
	all := map[string]int{}
	for _, s := range append([]string{a.Title, a.Lead}, a.Paragraphs...) {
		for line := range strings.Lines(s) {
			t := normalize.Fold(line)
			for _, n := range number.Find(t, normalize.Tokenize(nil, t.Folded())) {
				all[t.Folded()[n.Start:n.End]]++
			}
		}
	}
	return all
}

// TestDatesOfRealPages: the day of publication is right on all real pages that have a true one. For the Persian ones that is what stands on
// the page, in gold_fa.json; pages.tsv has it as others noted it.
func TestDatesOfRealPages(t *testing.T) {
	table, err := os.ReadFile(shared(t, "pages/pages.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	type dated struct{ address, date string }
	pages := map[string]dated{}
	for line := range strings.Lines(string(table)) {
		if f := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(f) > 4 && f[4] != "" && f[0] != "file" {
			pages[f[0]] = dated{f[2], f[4]}
		}
	}
	for name, want := range goldPages(t) {
		page := pages[name+".html"]
		page.date = want.Date
		pages[name+".html"] = page
	}
	if len(pages) < 12 {
		t.Errorf("%d pages with a true date", len(pages))
	}
	for name := range pages {
		body, err := os.ReadFile(shared(t, "pages/"+name))
		if err != nil {
			t.Fatal(err)
		}
		for _, address := range []string{pages[name].address, ""} {
			a, reasons, err := Explain(corpus.Record{Kind: corpus.Page, URL: address, Body: body})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			y, m, d := a.Published.Date.Gregorian()
			if got := fmtDate(y, int(m), d); got != pages[name].date {
				t.Errorf("%s: %s, want %s\n%v", name, got, pages[name].date, reasons)
			}
		}
	}
}
