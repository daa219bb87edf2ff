package main

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"time"

	"raqam/corpus"
)

// writeKinds writes an archive by hand with what a crawl of a quiet outlet may never show.
func writeKinds(ctx context.Context, b *bench) (string, error) {
	b.kinds = filepath.Join(b.dir, "kinds")
	w, err := corpus.OpenWriter(b.kinds, corpus.WriterOptions{
		MaxFileBytes: 20_000, Software: "raqam/interop", Operator: "interop@khabar.example", UserAgent: "raqam-interop",
	})
	if err != nil {
		return "", err
	}
	at := time.Date(2020, 11, 16, 9, 3, 7, 123456789, time.UTC)
	page := func(n int) corpus.Exchange {
		return corpus.Exchange{
			URL: fmt.Sprintf("https://www.khabar.example/news/%d/%%DB%%B3?b=2&a=1", n), Fetched: at.Add(time.Duration(n) * time.Minute), IP: "192.0.2.7",
			RequestHeader: http.Header{"User-Agent": {"raqam-interop"}}, Proto: "HTTP/2.0", Status: "200 OK",
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(html(path(n), 1)),
			Metadata: corpus.Metadata{Via: "https://www.khabar.example/feed", Hops: "F", Found: "feed", FetchTime: 250 * time.Millisecond},
		}
	}
	written := 0
	add := func(x corpus.Exchange) corpus.Capture {
		if err != nil {
			return corpus.Capture{}
		}
		var c corpus.Capture
		c, err = w.Append(ctx, x)
		written++
		return c
	}
	for n := range 20 {
		x := page(n)
		if n%2 == 0 {
			x.Header.Set("Content-Encoding", "gzip")
			x.Header["Transfer-Encoding"] = []string{"chunked"}
			x.Body = gzipped(x.Body)
		}
		first := add(x)
		same := x
		same.Fetched, same.Previous = x.Fetched.AddDate(0, 0, 1), &first
		add(same)
		unmodified := same
		unmodified.Fetched, unmodified.Status, unmodified.Body = x.Fetched.AddDate(0, 0, 2), "304 Not Modified", nil
		unmodified.Header = http.Header{"Etag": {`"1"`}}
		add(unmodified)
	}
	cut := page(30)
	cut.Body, cut.Truncated = cut.Body[:500], "length"
	add(cut)
	empty := page(31)
	empty.Status, empty.Body = "404 Not Found", nil
	add(empty)
	moved := page(32)
	moved.Status, moved.Header, moved.Body = "301 Moved Permanently", http.Header{"Location": {"https://www.khabar.example/news/1"}}, nil
	add(moved)
	if err == nil {
		err = w.AppendMetadata(ctx, "https://www.khabar.example/dead", at, corpus.Metadata{Error: "connection refused", Found: "link"})
	}
	if closing := w.Close(); err == nil {
		err = closing
	}
	files, _ := corpus.Files(b.kinds)
	return fmt.Sprintf("%d exchanges in %d files", written, len(files)), err
}

// verifyOurs lets our own check see them first.
func verifyOurs(ctx context.Context, b *bench) (string, error) {
	n, err := verifyAll(ctx, b.crawls, b.kinds)
	return fmt.Sprintf("%d records", n), err
}

// verifyAll verifies files and all files of folders; the first error ends it.
func verifyAll(ctx context.Context, paths ...string) (records int, err error) {
	for _, path := range paths {
		files, err := corpus.Files(path)
		if err != nil {
			return records, err
		}
		for _, file := range files {
			for _, err := range corpus.Verify(ctx, file) {
				if err != nil {
					return records, err
				}
				records++
			}
		}
	}
	return records, nil
}
