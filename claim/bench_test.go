package claim

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"raqam/extract"
)

// sharedFile returns a file of the data folder next to the repository, or skips.
func sharedFile(tb testing.TB, name ...string) []byte {
	tb.Helper()
	path := filepath.Join(append([]string{"..", "..", "shared"}, name...)...)
	text, err := os.ReadFile(path)
	if err != nil {
		tb.Skip("no shared data here: ", err)
	}
	return text
}

// sharedArticles reads article JSON Lines of the data folder.
func sharedArticles(tb testing.TB, name ...string) []extract.Article {
	tb.Helper()
	var out []extract.Article
	for line := range bytes.Lines(sharedFile(tb, name...)) {
		var a extract.Article
		if err := json.Unmarshal(line, &a); err != nil {
			tb.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

// BenchmarkMentions reads articles one after the other.
func BenchmarkMentions(b *testing.B) {
	articles := sharedArticles(b, "corpus", "fars-dev.jsonl")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		a := articles[i%len(articles)]
		Claims(a, Mentions(a))
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkMentionsParallel reads articles on all processors; «-cpu 2» takes two.
func BenchmarkMentionsParallel(b *testing.B) {
	articles := sharedArticles(b, "corpus", "fars-dev.jsonl")
	b.ReportAllocs()
	var next atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			a := articles[int(next.Add(1))%len(articles)]
			Claims(a, Mentions(a))
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}
