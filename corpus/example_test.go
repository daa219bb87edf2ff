package corpus_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"raqam/corpus"
)

// An address is fetched on three days: it does not change, then it does.
func Example() {
	dir, err := os.MkdirTemp("", "archive")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	w, err := corpus.OpenWriter(dir, corpus.WriterOptions{Software: "raqam/example", Operator: "archive@khabar.example"})
	if err != nil {
		panic(err)
	}
	var last *corpus.Capture
	for day, body := range []string{"<p>35 schools</p>", "<p>35 schools</p>", "<p>36 schools</p>"} {
		c, err := w.Append(ctx, corpus.Exchange{
			URL: "https://khabar.example/news/1", Fetched: time.Date(2020, 11, 16+day, 9, 0, 0, 0, time.UTC), Status: "200 OK",
			Header: http.Header{"Content-Type": {"text/html"}}, Body: []byte(body),
			Previous: last, Metadata: corpus.Metadata{Via: "https://khabar.example/feed", Found: "feed"},
		})
		if err != nil {
			panic(err)
		}
		if !c.Revisit {
			last = &c
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	for c, err := range corpus.Captures(ctx, dir, "https://khabar.example/news/1") {
		if err != nil {
			panic(err)
		}
		rec, err := corpus.ReadAt(c.Path, c.Offset)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s revisit=%t %s\n", c.Fetched.Format(time.DateOnly), c.Revisit, rec.Body)
	}
	// Output:
	// 2020-11-16 revisit=false <p>35 schools</p>
	// 2020-11-17 revisit=true <p>35 schools</p>
	// 2020-11-18 revisit=false <p>36 schools</p>
}
