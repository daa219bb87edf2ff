package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"raqam/corpus"
	"raqam/extract"
)

// record is the archived answer to a target, as if the outlet were at its own address.
func (s *sample) record(target string) corpus.Record {
	path, query, _ := strings.Cut(target, "?")
	address := &url.URL{Scheme: "http", Host: "omidnews.example", Path: path, RawQuery: query}
	w := httptest.NewRecorder()
	s.site.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address.String(), nil))
	return corpus.Record{Kind: corpus.Page, URL: address.String(), Status: w.Code, Header: w.Header(), Body: w.Body.Bytes()}
}

// writtenArticles reads testdata/sites/omidnews.jsonl: what the outlet's journalists wrote, by code.
func writtenArticles(t *testing.T) map[string]extract.Article {
	t.Helper()
	data, err := os.ReadFile(strings.TrimSuffix(sampleSite, "txtar") + "jsonl")
	if err != nil {
		t.Fatal(err)
	}
	articles := map[string]extract.Article{}
	for line := range bytes.Lines(data) {
		var a extract.Article
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		articles[a.Code] = a
	}
	return articles
}

// TestExtract: from each page comes what the journalist wrote, and no word or number more.
func TestExtract(t *testing.T) {
	s := serveSample(t)
	written := writtenArticles(t)
	for _, target := range s.articles() {
		code := articleTarget.FindStringSubmatch(target)[1]
		want, isArticle := written[code]
		got, err := extract.FromRecord(s.record(target))
		if !isArticle {
			if !errors.Is(err, extract.ErrNotArticle) {
				t.Errorf("%s has no text, but FromRecord gives %+v, %v", target, got, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", target, err)
			continue
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(extract.Article{}, "Source")); diff != "" {
			t.Errorf("%s (-written +extracted):\n%s", target, diff)
		}
		delete(written, code)
	}
	for code := range written {
		t.Errorf("the site has no page for the written article %s", code)
	}
}

// TestSecondAddressIsTheSameArticle: the canonical link makes one article of two pages.
func TestSecondAddressIsTheSameArticle(t *testing.T) {
	s := serveSample(t)
	got, err := extract.FromRecord(s.record("/news/15432"))
	if err != nil {
		t.Fatal(err)
	}
	if want := writtenArticles(t)["15432"].URL; got.URL != want {
		t.Errorf("URL %s, want %s", got.URL, want)
	}
}
