package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"raqam/corpus"
)

// crawlOutlet crawls the outlet, changes a page, and crawls again, so that there are revisits of both kinds.
func crawlOutlet(ctx context.Context, b *bench) (string, error) {
	program := filepath.Join(b.dir, "crawl")
	if _, err := execute(ctx, "", nil, nil, "go", "build", "-o", program, "raqam/cmd/crawl"); err != nil {
		return "", err
	}
	data := filepath.Join(b.dir, "data")
	args := []string{"--data", data, "--allow-private", "--delay", "1ms", "--no-progress", "--contact", "interop@khabar.example"}
	for day, more := range [][]string{nil, {"--recrawl", "1ms"}} {
		b.outlet.day.Store(int32(day + 1))
		_, err := execute(ctx, "", nil, nil, program, append(append(args, more...), b.outlet.server.URL+"/")...)
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 12 { // finished with failures: /missing
			err = nil
		}
		if err != nil {
			return "", err
		}
		time.Sleep(1100 * time.Millisecond) // replay knows times to the second
	}
	b.crawls = filepath.Join(data, "archive")
	pages, revisits := 0, 0
	err := eachRecord(ctx, b.crawls, func(rec corpus.Record) error {
		if pages++; rec.Revisit {
			revisits++
		}
		return nil
	})
	if err == nil && (pages < 2*pageCount || revisits < pageCount) {
		err = fmt.Errorf("%d pages archived, %d of them revisits", pages, revisits)
	}
	return fmt.Sprintf("%d captures, %d of them revisits", pages, revisits), err
}

// eachRecord reads the pages and revisits of an archive folder or file.
func eachRecord(ctx context.Context, path string, see func(corpus.Record) error) error {
	files, err := corpus.Files(path)
	if err != nil {
		return err
	}
	for _, file := range files {
		for rec, err := range (corpus.Reader{Revisits: true}).ReadFile(ctx, file, 0) {
			if err == nil {
				err = see(rec)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}
