package extract

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"raqam/corpus"
)

// TestExtractionBenchmark reads the 181 pages of the article extraction benchmark and scores them as it does: the multisets of word 4-grams,
// precision and recall averaged over pages, F1 of the averages.
func TestExtractionBenchmark(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped by -short: reads 181 large pages")
	}
	data, err := os.ReadFile(shared(t, "extract-bench/ground-truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth map[string]struct {
		ArticleBody string `json:"articleBody"`
		URL         string `json:"url"`
	}
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	precision, recall := 0.0, 0.0
	predicted := 0
	for id, want := range truth {
		a, _, err := explainWith(noProfiles(), corpus.Record{Kind: corpus.Page, URL: want.URL, Body: benchmarkPage(t, id)})
		if err != nil {
			t.Logf("%s: %v", want.URL, err)
			continue
		}
		w, g := fourGrams(want.ArticleBody), fourGrams(a.Lead+"\n"+strings.Join(a.Paragraphs, "\n"))
		both, wn, gn := 0, 0, 0
		for gram, n := range w {
			both += min(n, g[gram])
			wn += n
		}
		for _, n := range g {
			gn += n
		}
		precision += float64(both) / float64(gn)
		recall += float64(both) / float64(wn)
		predicted++
	}
	precision, recall = precision/float64(predicted), recall/float64(len(truth))
	score := 2 * precision * recall / (precision + recall)
	t.Logf("precision %.4f, recall %.4f, F1 %.4f of %d pages", precision, recall, score, len(truth))
	if score < 0.976 {
		t.Errorf("F1 %.4f, want 0.976", score)
	}
}

func benchmarkPage(t *testing.T, id string) []byte {
	t.Helper()
	packed, err := os.ReadFile(shared(t, "extract-bench/html/"+id+".html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

var gramWord = regexp.MustCompile(`[\pL\pN_]+`)

func fourGrams(s string) map[string]int {
	w := gramWord.FindAllString(s, -1)
	grams := map[string]int{}
	for i := range max(1, len(w)-3) {
		grams[strings.Join(w[min(i, len(w)):min(i+4, len(w))], " ")]++
	}
	return grams
}
