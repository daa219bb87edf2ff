package calendar

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"raqam/normalize"
)

// goldMention is a line of gold/*-gold.jsonl.
type goldMention struct {
	Link    string  `json:"link"`
	Para    int     `json:"para"`
	Start   int     `json:"start"` // code points
	Surface string  `json:"surface"`
	Kind    string  `json:"kind"`
	Value   string  `json:"value"`
	High    *string `json:"high"`
	Note    string  `json:"note"`
}

type goldArticle struct {
	URL        string   `json:"url"`
	Title      string   `json:"title"`
	Lead       string   `json:"lead"`
	Paragraphs []string `json:"paragraphs"`
	Published  Stamp    `json:"published"`
}

// goldDir returns the folder of the hand-made gold beside the repository, or skips the test.
func goldDir(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	gold := filepath.Join(filepath.Dir(dir), "shared", "gold")
	if _, err := os.Stat(gold); err != nil {
		t.Skipf("no gold data: %v", err)
	}
	return gold
}

func readLines[T any](t testing.TB, path string) (out []T) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		out = append(out, v)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

var kindNames = map[Kind]string{DateKind: "date", YearKind: "year", TimeKind: "time"}

// goldScore counts over one gold set.
type goldScore struct{ found, missed, extra, kind, value int }

// TestGold holds what Find reaches on hand-annotated articles. Floors only rise.
func TestGold(t *testing.T) {
	dir := goldDir(t)
	for _, c := range []struct {
		set                      string
		recall, precision, value float64
	}{
		{"fars", 0.97, 1, 0.94}, // misses: a list after a misspelt head, and broken figures
		{"seed", 1, 1, 1},
		{"traps", 1, 1, 1},
	} {
		t.Run(c.set, func(t *testing.T) {
			s := scoreGold(t, dir, c.set)
			recall := float64(s.found) / float64(s.found+s.missed)
			precision := float64(s.found) / float64(s.found+s.extra)
			kind, value := float64(s.kind)/float64(s.found), float64(s.value)/float64(s.found)
			t.Logf("%d mentions: recall %.3f precision %.3f kind %.3f value %.3f", s.found+s.missed, recall, precision, kind, value)
			if recall < c.recall || precision < c.precision || value < c.value {
				t.Errorf("below the floors: recall %.3f precision %.3f value %.3f", c.recall, c.precision, c.value)
			}
		})
	}
}

func scoreGold(t *testing.T, dir, set string) (s goldScore) {
	gold := map[string][]goldMention{}
	for _, g := range readLines[goldMention](t, filepath.Join(dir, set+"-gold.jsonl")) {
		gold[g.Link] = append(gold[g.Link], g)
	}
	for _, a := range readLines[goldArticle](t, filepath.Join(dir, set+"-articles.jsonl")) {
		for para, text := range append([]string{a.Title, a.Lead}, a.Paragraphs...) {
			folded := normalize.Fold(text)
			used := map[int]bool{}
			for _, m := range findAll(folded, a.Published.Date) {
				b, e := folded.Span(m.Start, m.End)
				start, end := utf8.RuneCountInString(text[:b]), utf8.RuneCountInString(text[:e])
				g, at := overlapping(gold[a.URL], para, start, end, used)
				if g == nil || g.Kind != "date" && g.Kind != "year" && g.Kind != "time" {
					if g == nil || !strings.Contains(g.Note, "ambiguous") {
						s.extra++
						t.Logf("extra %s %q = %s in %q", kindNames[m.Kind], text[b:e], m.Value, around(text, b, e))
					}
					continue
				}
				used[at] = true
				s.found++
				if g.Kind == kindNames[m.Kind] {
					s.kind++
				} else {
					t.Logf("kind %s of %q, want %s in %q", kindNames[m.Kind], text[b:e], g.Kind, around(text, b, e))
				}
				high := ""
				if g.High != nil {
					high = *g.High
				}
				if sameValue(g.Value, m.Value) && sameValue(high, m.High) {
					s.value++
				} else {
					t.Logf("value %s %s of %q, want %s %s (%s)", m.Value, m.High, text[b:e], g.Value, high, g.Note)
				}
			}
			for i, g := range gold[a.URL] {
				if g.Para == para && !used[i] && (g.Kind == "date" || g.Kind == "year" || g.Kind == "time") {
					s.missed++
					t.Logf("missed %s %q = %s (%s)", g.Kind, g.Surface, g.Value, g.Note)
				}
			}
		}
	}
	return s
}

// overlapping returns the unused gold mention that shares code points with [start, end) of the paragraph.
func overlapping(gold []goldMention, para, start, end int, used map[int]bool) (*goldMention, int) {
	for i := range gold {
		g := &gold[i]
		if g.Para == para && !used[i] && g.Start < end && start < g.Start+utf8.RuneCountInString(g.Surface) {
			return g, i
		}
	}
	return nil, 0
}

// sameValue compares canonical values; the traps write some in notations of their own ("AH----03-17", "this-year-09-05").
func sameValue(want, have string) bool {
	want = strings.TrimPrefix(want, "AH-")
	want = strings.TrimPrefix(want, "this-year")
	if strings.HasPrefix(want, "----") {
		want = want[2:]
	} else if strings.HasPrefix(want, "-0") {
		want = "-" + want
	}
	return strings.TrimLeft(want, "-") == strings.TrimLeft(have, "-")
}

func around(s string, b, e int) string {
	lo, hi := max(0, b-60), min(len(s), e+60)
	return strings.ToValidUTF8(s[lo:hi], "")
}
