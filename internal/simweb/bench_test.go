package simweb

import "testing"

// BenchmarkArticle is what a page of 40 kB costs the server, which shares its processors with the crawler being measured.
func BenchmarkArticle(b *testing.B) {
	hosts := []string{"127.0.1.1:1", "127.0.1.2:1", "127.0.1.3:1", "127.0.1.4:1"}
	w, err := New(Plan{Outlets: len(hosts), Articles: 1000, Bytes: 38_000, Plain: true}, hosts)
	if err != nil {
		b.Fatal(err)
	}
	var page []byte
	for i := 0; b.Loop(); i++ {
		o := w.Outlets()[i%len(hosts)]
		page = o.articlePage(page[:0], i%o.articles)
	}
	b.SetBytes(int64(len(page)))
}
