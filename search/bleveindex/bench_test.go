package bleveindex

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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

// BenchmarkBuild indexes the claims of a thousand real articles and reports claims a second and bytes a claim.
func BenchmarkBuild(b *testing.B) {
	entries := realClaims(b)
	claims, bytes := 0, int64(0)
	for b.Loop() {
		dir := b.TempDir()
		w, err := OpenWriter(dir, WriterOptions{})
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range entries {
			if err := w.Add(b.Context(), e); err != nil {
				b.Fatal(err)
			}
			claims += len(e.Claims)
		}
		if err := w.Publish(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
		w.Close()
		b.StopTimer()
		m, err := readManifest(dir)
		if err != nil {
			b.Fatal(err)
		}
		for _, s := range m.Segments {
			for name, f := range s.Files {
				bytes += f.Size
				b.ReportMetric(float64(f.Size)/float64(s.Rows), name+"-B/claim")
			}
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(claims)/b.Elapsed().Seconds(), "claims/s")
	b.ReportMetric(float64(bytes)/float64(claims), "B/claim")
}
