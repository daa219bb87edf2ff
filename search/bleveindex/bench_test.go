package bleveindex

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"raqam/claim"
	"raqam/corpus"
	"raqam/extract"
	"raqam/normalize"
	"raqam/normalize/calendar"
	"raqam/search"
)

// realClaims makes a claim of every run of digits in real articles: real sentences, titles and dates, roughly as many and as long as claims
// are, with no need of the grammar that finds the true ones.
func realClaims(tb testing.TB) []search.Entry {
	tb.Helper()
	root, err := filepath.Abs("../../..")
	if err != nil {
		tb.Fatal(err)
	}
	file, err := os.Open(filepath.Join(root, "shared", "corpus", "fars-dev.jsonl"))
	if err != nil {
		tb.Skipf("no real articles here: %v", err)
	}
	defer file.Close()
	digits := regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?`)
	var entries []search.Entry
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var a extract.Article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			tb.Fatal(err)
		}
		if a.URL == "" {
			a.URL = fmt.Sprintf("https://www.example.ir/news/%d", len(entries))
		}
		e := search.Entry{URL: a.URL}
		for p, paragraph := range a.Paragraphs {
			for _, quote := range strings.SplitAfter(paragraph, ".") {
				folded := normalize.Fold(quote).Folded()
				for n, at := range digits.FindAllStringIndex(folded, -1) {
					c := claim.Claim{ID: fmt.Sprintf("%016x", uint64(len(entries))<<32|uint64(p)<<16|uint64(n))}
					c.URL, c.Headline, c.Outlet, c.Section, c.Published = a.URL, a.Title, a.Outlet, a.Section, a.Published
					c.Source = corpus.Source{Path: "fars-dev.jsonl", Offset: int64(len(entries)) * 4000, Digest: "sha256:" + strings.Repeat("0123456789abcdef", 4)}
					c.Part, c.Paragraph, c.Start, c.End = extract.Body, p, at[0], at[1]
					c.Kind, c.Bound, c.Status, c.Value = claim.Quantity, claim.Exact, claim.Done, folded[at[0]:at[1]]
					c.Quote, c.Rule = quote, "cardinal digits"
					words := strings.Fields(folded[at[1]:])
					c.Phrase = strings.Join(words[:min(2, len(words))], " ")
					c.Counted = strings.Join(words[:min(1, len(words))], " ")
					c.Speaker = &claim.Speaker{Name: "speaker " + strconv.Itoa(len(entries)%300), Role: "role " + strconv.Itoa(len(entries)%40)}
					c.Reference = &claim.Reference{From: calendar.Date{Year: 1387 + len(entries)%10}, Source: "publication"}
					e.Claims = append(e.Claims, c)
				}
			}
		}
		entries = append(entries, e)
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return entries
}

// many repeats the real claims until there are n, under other addresses and with a word in each sentence that makes it another one.
func many(tb testing.TB, n int) []search.Entry {
	real := realClaims(tb)
	var entries []search.Entry
	for round := 0; ; round++ {
		for _, e := range real {
			if n <= 0 {
				return entries
			}
			again := search.Entry{URL: fmt.Sprintf("%s?%d", e.URL, round), Claims: slices.Clone(e.Claims)}
			for i := range again.Claims {
				c := &again.Claims[i]
				c.URL, c.Quote, c.ID = again.URL, fmt.Sprintf("%s w%d", c.Quote, round*7919%100_003), fmt.Sprintf("%s%04x", c.ID[4:], round)
				c.Reference = &claim.Reference{From: calendar.Date{Year: 1390 + round%12}}
			}
			entries = append(entries, again)
			n -= len(e.Claims)
		}
	}
}

// build makes an index of the entries and returns its size in bytes and the number of claims.
func build(tb testing.TB, dir string, entries []search.Entry) (bytes int64, claims int) {
	tb.Helper()
	w, err := OpenWriter(dir, WriterOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	defer w.Close()
	for _, e := range entries {
		if err := w.Add(tb.Context(), e); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Publish(tb.Context(), nil); err != nil {
		tb.Fatal(err)
	}
	for _, s := range w.current.Segments {
		claims += s.Rows
		for _, f := range s.Files {
			bytes += f.Size
		}
	}
	return bytes, claims
}

// BenchmarkBuild reports claims indexed a second and bytes a claim, for one corpus of real articles and for many of its size.
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{5_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			entries := many(b, n)
			bytes, claims := int64(0), 0
			for b.Loop() {
				var n int
				bytes, n = build(b, b.TempDir(), entries)
				claims += n
			}
			b.ReportMetric(float64(claims)/b.Elapsed().Seconds(), "claims/s")
			b.ReportMetric(float64(bytes)/float64(claims/b.N), "B/claim")
		})
	}
}

// BenchmarkSearch asks the kinds of queries users ask, each twenty hits of many.
func BenchmarkSearch(b *testing.B) {
	dir := b.TempDir()
	build(b, dir, many(b, 100_000))
	s, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for _, text := range []string{"کشور", "w7919 2", "value:100..5000", "کشور value:100..5000 year:1395", "speaker:\"speaker 7\"",
		"\"استان تهران\"", "ایران* -کشور", "*"} {
		q, err := search.Parse(text)
		if err != nil {
			b.Fatal(err)
		}
		for order, name := range []string{"relevance", "value", "date"} {
			b.Run(text+"/"+name, func(b *testing.B) {
				total := 0
				for b.Loop() {
					r, err := s.Search(b.Context(), q, search.Options{Sort: search.Order(order)})
					if err != nil {
						b.Fatal(err)
					}
					total = r.Total
				}
				b.ReportMetric(float64(total), "hits")
			})
		}
	}
}

// BenchmarkOpen opens an index and asks a first question.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	build(b, dir, many(b, 100_000))
	q, err := search.Parse("2 year:1395")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Search(b.Context(), q, search.Options{}); err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
