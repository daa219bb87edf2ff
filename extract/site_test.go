package extract

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"raqam/corpus"
)

// TestSampleOutlet reads every page of the sample outlet: the articles come out as its authors say, and nothing else is an article.
func TestSampleOutlet(t *testing.T) {
	const origin = "http://omidnews.example"
	want := map[string]Article{}
	data, err := os.ReadFile("../testdata/sites/omidnews.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a Article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		want[a.URL] = a
	}
	site, err := txtar.ParseFile("../testdata/sites/omidnews.txtar")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, f := range site.Files {
		body := strings.NewReplacer("{{origin}}", origin, "{{host}}", "omidnews.example").Replace(string(f.Data))
		if !strings.HasPrefix(strings.TrimSpace(body), "<!DOCTYPE html") {
			continue
		}
		path, _, _ := strings.Cut(f.Name, " ")
		if strings.HasPrefix(path, "/private/") {
			continue // drafts, of which robots.txt forbids the crawling
		}
		address := origin + path
		t.Run(path, func(t *testing.T) {
			got, reasons, err := Explain(corpus.Record{Kind: corpus.Page, URL: address, Status: 200, Body: []byte(body)})
			known := ""
			for u := range want {
				if samePath(u, got.URL) || samePath(u, address) {
					known = u
				}
			}
			if known == "" {
				if !errors.Is(err, ErrNotArticle) {
					t.Errorf("no article is expected, got %q, %v", got.Title, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			seen++
			got.URL = known
			if diff := cmp.Diff(want[known], got); diff != "" {
				t.Errorf("article (-want +got):\n%s\n%v", diff, reasons)
			}
		})
	}
	if seen < len(want) {
		t.Errorf("%d articles extracted, %d expected", seen, len(want))
	}
}

func samePath(a, b string) bool {
	u, err1 := url.Parse(a)
	v, err2 := url.Parse(b)
	return err1 == nil && err2 == nil && u.Path == v.Path
}
