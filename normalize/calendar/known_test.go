package calendar

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"raqam/normalize"
	"raqam/normalize/number"
)

// TestKnownFailures compares what numbers and dates are found in the annotated articles with the annotation, mention by mention. Whatever
// differs stands in testdata/known-failures.tsv with its reason, and the list may only shrink: a difference that is not listed fails, and so
// does a line whose difference is gone.
//
// Judged is what these packages decide: that there is a number or date at all, its value, and whether it is a date, a year, a clock time, an
// ordinal or something counted. What is counted, and which numbers are labels, package claim decides.
func TestKnownFailures(t *testing.T) {
	dir := goldDir(t)
	listed := knownFailures(t)
	for _, set := range []string{"fars", "traps", "seed"} {
		for _, f := range failures(t, dir, set) {
			key := f.key()
			if !listed[key] {
				t.Errorf("not listed: %s\t%s", key, f.detail)
			}
			delete(listed, key)
		}
	}
	for key := range listed {
		t.Errorf("no longer failing: delete the line %s", key)
	}
}

// knownFailures returns the keys of testdata/known-failures.tsv; each has a reason.
func knownFailures(t *testing.T) map[string]bool {
	text, err := os.ReadFile("testdata/known-failures.tsv")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for row := range tableRows("known-failures.tsv", string(text), 6) {
		key := strings.Join(row[:5], "\t")
		if listed[key] || strings.TrimSpace(row[5]) == "" {
			t.Errorf("listed twice or without a reason: %s", key)
		}
		listed[key] = true
	}
	return listed
}

// failure is one difference from the annotation.
type failure struct {
	set, url    string
	para, start int    // of the annotated mention, of the found one where it is extra; start in code points
	what        string // missed, extra, kind or value
	detail      string // for whoever reads the test's output
}

func (f failure) key() string {
	return fmt.Sprintf("%s\t%s\t%d\t%d\t%s", f.set, withoutHeadline(f.url), f.para, f.start, f.what)
}

// withoutHeadline cuts the headline off a URL that ends with one: https://www.farsnews.ir/news/13990826000123/….
func withoutHeadline(url string) string {
	if parts := strings.SplitN(url, "/", 6); len(parts) == 6 {
		return strings.Join(parts[:5], "/")
	}
	return url
}

// found is a date or number in a paragraph, in code points.
type found struct {
	start, end  int
	kind        string
	value, high string
	used        bool
}

// merged returns the dates of a paragraph and the numbers that are in no date, as package claim takes them.
func merged(text string, ref Date) (out []found) {
	x := normalize.Fold(text)
	toks := normalize.Tokenize(nil, x.Folded())
	nums := number.Find(x, toks)
	runes := func(start, end int) (int, int) {
		b, e := x.Span(start, end)
		return utf8.RuneCountInString(text[:b]), utf8.RuneCountInString(text[:e])
	}
	dates := Find(x, toks, nums, ref)
	for _, m := range dates {
		b, e := runes(m.Start, m.End)
		out = append(out, found{b, e, kindNames[m.Kind], m.Value, m.High, false})
	}
	for _, n := range nums {
		if i := sort.Search(len(dates), func(i int) bool { return dates[i].End > n.Start }); i < len(dates) && dates[i].Start < n.End {
			continue
		}
		b, e := runes(n.Start, n.End)
		kind := "counted"
		switch n.Kind {
		case number.Ordinal:
			kind = "ordinal"
		case number.Code:
			kind = "label"
		}
		out = append(out, found{b, e, kind, n.Value.String(), n.High.String(), false})
	}
	return out
}

// failures lists the differences of one set.
func failures(t *testing.T, dir, set string) (out []failure) {
	gold := map[string][]goldMention{}
	for _, g := range readLines[goldMention](t, filepath.Join(dir, set+"-gold.jsonl")) {
		gold[g.Link] = append(gold[g.Link], g)
	}
	for _, a := range readLines[goldArticle](t, filepath.Join(dir, set+"-articles.jsonl")) {
		for para, text := range append([]string{a.Title, a.Lead}, a.Paragraphs...) {
			have := merged(text, a.Published.Date)
			fail := func(start int, what, format string, args ...any) {
				out = append(out, failure{set, a.URL, para, start, what, fmt.Sprintf(format, args...)})
			}
			for _, g := range gold[a.URL] {
				if g.Para != para {
					continue
				}
				end := g.Start + utf8.RuneCountInString(g.Surface)
				var f *found
				most := 0
				for i := range have {
					if o := min(end, have[i].end) - max(g.Start, have[i].start); o > most && !have[i].used {
						f, most = &have[i], o
					}
				}
				if f != nil {
					f.used = true
				}
				if strings.Contains(g.Note, "ambiguous") {
					continue
				}
				if f == nil {
					fail(g.Start, "missed", "%s %s", g.Surface, g.Value)
					continue
				}
				kind := g.Kind
				switch kind {
				case "identifier", "other":
					continue
				case "quantity", "money", "percent", "duration":
					kind = "counted"
				case "ordinal":
					if f.kind == "counted" {
						kind = "counted" // «شماره ۳»: the word before it makes it one
					}
				}
				high := ""
				if g.High != nil {
					high = *g.High
				}
				if f.kind != kind {
					fail(g.Start, "kind", "%s is %s, want %s", g.Surface, f.kind, g.Kind)
				} else if !equalValue(g.Value, f.value) || !equalValue(high, f.high) {
					fail(g.Start, "value", "%s is %s %s, want %s %s", g.Surface, f.value, f.high, g.Value, high)
				}
			}
			for _, f := range have {
				if !f.used && f.kind != "label" {
					fail(f.start, "extra", "%s %s", f.kind, f.value)
				}
			}
		}
	}
	return out
}

// equalValue compares two canonical values, numbers as numbers.
func equalValue(want, have string) bool {
	a, err1 := number.ParseValue(want)
	b, err2 := number.ParseValue(have)
	if err1 != nil || err2 != nil {
		return want == have
	}
	return a.Cmp(b) == 0
}
