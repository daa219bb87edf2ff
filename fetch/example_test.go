package fetch_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"

	"raqam/corpus"
	"raqam/fetch"
)

// A site of two pages is crawled, and the archive read.
func ExampleCrawl() {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, `<!doctype html><a href="/news/1">one</a> <a href="https://elsewhere.example/">other</a>`)
		case "/news/1":
			fmt.Fprint(w, `<!doctype html><p>text`)
		default: // robots.txt too: everything is allowed
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	data, err := os.MkdirTemp("", "raqam")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(data)

	summary, err := fetch.Crawl(context.Background(), data, []string{site.URL}, fetch.Options{
		AllowPrivate: true, // the site is on loopback
		Delay:        -1,   // and ours
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(summary.Pages, "pages,", summary.Failed, "failed")

	files, err := corpus.Files(filepath.Join(data, "archive"))
	if err != nil {
		panic(err)
	}
	for _, file := range files {
		for record, err := range corpus.ReadFile(context.Background(), file, 0) {
			if err != nil {
				panic(err)
			}
			fmt.Println(record.Status, record.URL[len(site.URL):])
		}
	}
	// Output:
	// 2 pages, 0 failed
	// 200 /
	// 200 /news/1
}
