package number

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

// shared finds the folder of gold data beside the repository, or skips.
func shared(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			path := filepath.Join(filepath.Dir(dir), "shared")
			if _, err := os.Stat(path); err != nil {
				t.Skip("no gold data beside the repository (../shared)")
			}
			return path
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skip("not inside a repository")
		}
		dir = up
	}
}

type goldArticle struct {
	URL        string   `json:"url"`
	Title      string   `json:"title"`
	Lead       string   `json:"lead"`
	Paragraphs []string `json:"paragraphs"`
}

type goldMention struct {
	Link    string  `json:"link"`
	Para    int     `json:"para"`
	Start   int     `json:"start"`
	Surface string  `json:"surface"`
	Kind    string  `json:"kind"`
	Value   *string `json:"value"`
	High    *string `json:"high"`
	Note    string  `json:"note"`
}

func readLines[T any](t testing.TB, path string) []T {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []T
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// claimKinds are the kinds whose values this package decides; dates, times and codes are for others.
var claimKinds = map[string]bool{"quantity": true, "money": true, "percent": true, "duration": true, "ordinal": true}

// TestGold measures how many of the gold's number-bearing mentions are found, with the right value, and how many numbers are found where
// the gold has no mention of any kind.
func TestGold(t *testing.T) {
	dir := shared(t)
	for _, c := range []struct {
		name                     string
		recall, value, precision float64
	}{
		{"seed", 1, 1, 1}, {"fars", 0.989, 1, 1}, {"traps", 1, 1, 0.98},
	} {
		t.Run(c.name, func(t *testing.T) {
			articles := readLines[goldArticle](t, filepath.Join(dir, "gold", c.name+"-articles.jsonl"))
			mentions := map[string]map[int][]goldMention{}
			for _, m := range readLines[goldMention](t, filepath.Join(dir, "gold", c.name+"-gold.jsonl")) {
				if mentions[m.Link] == nil {
					mentions[m.Link] = map[int][]goldMention{}
				}
				mentions[m.Link][m.Para] = append(mentions[m.Link][m.Para], m)
			}
			var want, found, right, all, extra int
			for _, a := range articles {
				for i, para := range append([]string{a.Title, a.Lead}, a.Paragraphs...) {
					text := normalize.Fold(para)
					numbers := Find(text, normalize.Tokenize(nil, text.Folded()))
					used := make([]bool, len(numbers))
					for _, m := range mentions[a.URL][i] {
						start := byteAt(para, m.Start)
						end := start + len(m.Surface)
						best, most := -1, 0
						for k, n := range numbers {
							from, to := text.Span(n.Start, n.End)
							if o := min(to, end) - max(from, start); o > 0 {
								used[k] = true
								if o > most {
									best, most = k, o
								}
							}
						}
						if !claimKinds[m.Kind] || strings.Contains(m.Note, "ambiguous") || m.Value == nil {
							continue
						}
						want++
						ctx := around(para, start, end)
						if best < 0 {
							t.Logf("missed %s: %s", *m.Value, ctx)
							continue
						}
						found++
						n := numbers[best]
						high := ""
						if m.High != nil {
							high = *m.High
						}
						if n.Value.String() == *m.Value && n.High.String() == high {
							right++
						} else {
							from, to := text.Span(n.Start, n.End)
							t.Logf("value %s..%s, want %s..%s: [%s] %s", n.Value, n.High, *m.Value, high, para[from:to], ctx)
						}
					}
					for k, n := range numbers {
						if n.Kind == Code {
							continue
						}
						all++
						if !used[k] {
							extra++
							from, to := text.Span(n.Start, n.End)
							t.Logf("extra %s (%s): %s", n.Value, n.Rule, around(para, from, to))
						}
					}
				}
			}
			recall, value, precision := float64(found)/float64(want), float64(right)/float64(found), 1-float64(extra)/float64(all)
			t.Logf("%s: recall %.4f (%d/%d), value %.4f, precision %.4f (%d extra of %d)", c.name, recall, found, want, value, precision, extra, all)
			if recall < c.recall || value < c.value || precision < c.precision {
				t.Errorf("%s: recall %.4f value %.4f precision %.4f under the floor %+v", c.name, recall, value, precision, c)
			}
		})
	}
}

// byteAt returns the byte offset of code point n of s.
func byteAt(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

func around(s string, from, to int) string {
	a, b := max(0, from-40), min(len(s), to+40)
	for a < from && !utf8.RuneStart(s[a]) {
		a++
	}
	for b < len(s) && !utf8.RuneStart(s[b]) {
		b++
	}
	return s[a:from] + "[" + s[from:to] + "]" + s[to:b]
}
