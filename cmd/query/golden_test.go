package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"raqam/claim"
	"raqam/search"
	"raqam/search/searchtest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden compares what was written with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

// defaults are the flags as they are where none is given.
func defaults() searchFlags {
	return searchFlags{shared: shared{format: "table", digits: "latin"}, limit: 20, sort: "relevance"}
}

// found asks, and returns what is written.
func found(t *testing.T, index search.Searcher, text string, f searchFlags) []byte {
	t.Helper()
	o, err := f.settle()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := newWriter(&b, f)
	if err != nil {
		t.Fatal(err)
	}
	a, err := ask(t.Context(), index, question{text: text}, f, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.answer(a); err != nil {
		t.Fatal(err)
	}
	if err := w.end(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSearchFormats(t *testing.T) {
	index := searchtest.OpenFigures(t)
	for _, format := range formatNames() {
		f := defaults()
		f.format, f.sort, f.limit = format, "date", 3
		golden(t, "search."+format, found(t, index, "counted:واحد year:1399", f))
		f.group = "claim"
		golden(t, "group."+format, found(t, index, "value:9020 OR value:10000", f))
	}
	f := defaults()
	f.facets, f.limit, f.digits = "outlet,speaker=نظ,year", 1, "persian"
	golden(t, "facets.table", found(t, index, "*", f))
	f.format = "json"
	golden(t, "facets.json", found(t, index, "*", f))
}

// TestGroupCounts: however it is printed, a claim has the same number of appearances.
func TestGroupCounts(t *testing.T) {
	index := searchtest.OpenFigures(t)
	f := defaults()
	f.group = "claim"
	if table := string(found(t, index, "value:9020", f)); !strings.Contains(table, "4 appearances in 3 articles (2 texts)") {
		t.Errorf("table:\n%s", table)
	}
	f.format = "json"
	var object struct {
		Total int
		Hits  []struct{ Appearances appearances }
	}
	if err := json.Unmarshal(found(t, index, "value:9020", f), &object); err != nil {
		t.Fatal(err)
	}
	if got := object.Hits[0].Appearances; object.Total != 1 || got.Claims != 4 || got.Articles != 3 || got.Texts != 2 || got.FirstSeen.URL != "https://one.example/1" {
		t.Errorf("JSON: %+v", object)
	}
	f.format = "csv"
	rows, err := csv.NewReader(bytes.NewReader(found(t, index, "value:9020", f))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n := len(rows[0])
	if got := strings.Join(rows[1][n-4:n-1], " "); len(rows) != 2 || got != "4 3 2" {
		t.Errorf("CSV: %v", rows)
	}
}

// TestCursor: a page leads to the next one, whose hits are numbered on.
func TestCursor(t *testing.T) {
	index := searchtest.OpenFigures(t)
	f := defaults()
	f.limit, f.sort, f.reverse, f.format = 2, "value", true, "json"
	var first, second jsonAnswer
	if err := json.Unmarshal(found(t, index, "kind:quantity", f), &first); err != nil {
		t.Fatal(err)
	}
	if f.cursor = first.Next; f.cursor == "" {
		t.Fatal("no cursor")
	}
	if err := json.Unmarshal(found(t, index, "kind:quantity", f), &second); err != nil {
		t.Fatal(err)
	}
	if second.Offset != 2 || len(second.Hits) != 2 || second.Hits[0].ID == first.Hits[0].ID {
		t.Errorf("after %+v: %+v", first, second)
	}
	f.format = "table"
	if got := string(found(t, index, "kind:quantity", f)); !strings.HasPrefix(got, " 3. ") || !strings.Contains(got, "claims 3 to 4 of 14") {
		t.Errorf("the second page:\n%s", got)
	}
}

func TestSeriesFormats(t *testing.T) {
	index := searchtest.OpenFigures(t)
	for _, format := range formatNames() {
		f := seriesFlags{shared: shared{format: format, digits: "latin"}, by: "year", of: "value"}
		golden(t, "series."+format, seriesOf(t, index, "counted:واحد kind:quantity year:1397..1402", f))
	}
	f := seriesFlags{shared: shared{format: "table", digits: "persian"}, by: "year,outlet", of: "money"}
	golden(t, "series_money.table", seriesOf(t, index, "kind:money", f))
}

func seriesOf(t *testing.T, index search.Searcher, text string, f seriesFlags) []byte {
	t.Helper()
	q, err := search.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	s, err := askSeries(t.Context(), index, q, search.AggregateOptions{By: strings.Split(f.by, ","), Of: f.of})
	if err != nil {
		t.Fatal(err)
	}
	s.query, s.flags = text, f
	var b bytes.Buffer
	if err := writeSeries(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestDisarm: no cell of CSV or TSV begins what a spreadsheet would compute, and numbers stay numbers.
func TestDisarm(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "متن": "متن", "9020": "9020", "-5": "-5", "-5.25": "-5.25", "=1+1": "'=1+1", "+1": "'+1", "-1+1": "'-1+1", "@SUM(1)": "'@SUM(1)", "\tx": "'\tx",
		"\r=1": "'\r=1", "\n=1": "'\n=1", "-": "'-", "--5": "'--5", "-5.": "'-5.", "＝1": "'＝1", "－1": "'－1", "a=b": "a=b",
	} {
		if got := disarm(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
	f := defaults()
	f.group = "claim"
	for _, comma := range []rune{',', '\t'} {
		var b bytes.Buffer
		s := newSeparated(&b, comma, f)
		h := search.Hit{Statement: "=s", Seen: &search.Appearances{Outlets: []string{"@o"}}}
		h.Claim = claim.Claim{ID: "=i", Key: "=k", Repeats: "=r", Rial: "=1", URL: "=u", Headline: "+t", Outlet: "@o", Section: "=s"}
		h.Claim.Value, h.Claim.Unit, h.Claim.Counted, h.Claim.Phrase, h.Claim.Quote, h.Claim.Per, h.Claim.Predicate = "=v", "=u", "-c", "\t=p", "\n=q", "=p", "=p"
		h.Claim.Speaker, h.Claim.Change = &claim.Speaker{Name: "=n"}, &claim.Change{Direction: "=d"}
		h.Claim.Source.Path, h.Claim.Source.Digest = "=p", "=d"
		if err := s.answer(&answer{result: &search.Result{Hits: []search.Hit{h}}}); err != nil {
			t.Fatal(err)
		}
		if err := s.end(); err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(&b)
		r.Comma = comma
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for i, cell := range rows[1] {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
				t.Errorf("%s: %q", rows[0][i], cell)
			}
		}
	}
}
